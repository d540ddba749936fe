"""`import` and `export` as commands: layers that load, proposals that wait for a decision."""

import csv
import gzip
import json
from pathlib import Path

import pytest

from exonym.resolver.store.reading.load import load

from .conftest import exonym

PEPS = [
    {"id": "NK-1", "schema": "Person", "properties": {"name": ["吴春历"], "country": ["vn"], "birthDate": ["1954"]}},
    {
        "id": "NK-2",
        "schema": "Person",
        "properties": {"name": ["Lê Thử Nghiệm"], "alias": ["黎試驗"], "country": ["vn"]},
    },
    {"id": "NK-3", "schema": "Vessel", "properties": {"name": ["Ship"]}},
]
BASE = "vn-ngo-xuan-lich:\n  name: Ngô Xuân Lịch\n  country: vn\n  born: 1954\n  sources: [knowledge]\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "base" / "people").mkdir(parents=True)
    (tmp_path / "base" / "people" / "vn.yaml").write_text(BASE)
    (tmp_path / "peps.json.gz").write_bytes(gzip.compress("".join(json.dumps(each) + "\n" for each in PEPS).encode()))
    return tmp_path


def run(files: Path, *args: object) -> dict:  # type: ignore[type-arg]
    fixed = ("--from", "ftm", "--licence", "CC-BY-NC-4.0", "--gazetteer", files / "base", "--without-shipped", "--json")
    result = exonym("import", files / "peps.json.gz", *fixed, *map(str, args))
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def test_an_import_proposes_and_merges_only_what_was_decided(files: Path) -> None:
    links = files / "links.csv"
    wire = run(files, "--to", files / "peps", "--links", links)
    assert (wire["read"], wire["written"], wire["proposals"]) == (3, 2, 1)
    assert wire["left_out"] == {"entities of the schema Vessel": 1}
    (row,) = csv.DictReader(links.read_text().splitlines())
    assert (row["id"], row["exonym_id"], row["exonym_decision"]) == ("NK-1", "vn-ngo-xuan-lich", "")
    apart = load([files / "base", files / "peps"])
    assert {"NK-1", "NK-2", "vn-ngo-xuan-lich"} <= set(apart.entities)

    with links.open("w", newline="") as out:
        writer = csv.DictWriter(out, row)
        writer.writeheader()
        writer.writerow({**row, "exonym_decision": "vn-ngo-xuan-lich"})
    run(files, "--to", files / "peps", "--decisions", links)
    together = load([files / "base", files / "peps"])
    assert "NK-1" not in together.entities
    entity = together.entities["vn-ngo-xuan-lich"]
    assert (entity.name, entity.born) == ("Ngô Xuân Lịch", "1954")
    assert "吴春历" in {form.text for form in entity.forms}
    assert set(entity.sources) == {"knowledge", "peps-json-gz"}


def test_licence_and_origin_are_kept_with_the_source(files: Path) -> None:
    run(files, "--to", files / "peps", "--title", "A list", "--url", "https://example.org/list")
    text = (files / "peps" / "sources.yaml").read_text()
    assert "a-list:\n  title: A list\n  url: https://example.org/list\n  licence: CC-BY-NC-4.0\n" in text
    assert "SHA-256" in text


def test_a_large_import_becomes_a_table(files: Path) -> None:
    assert run(files, "--to", files / "peps.parquet")["written"] == 3
    assert set(load([files / "peps.parquet"]).entities) == {"NK-1", "NK-2"}


def test_wrong_calls_are_usage_errors(files: Path) -> None:
    for args in (
        ("--from", "xls"),
        ("--from", "csv"),
        ("--from", "ftm", "--map", "id=x"),
        ("--from", "ftm", "--kind", "ship"),
    ):
        result = exonym("import", files / "peps.json.gz", *args, "--to", files / "x", "--licence", "CC0-1.0")
        assert result.returncode == 2, args
        assert b"Traceback" not in result.stderr
    assert exonym("export", "docx").returncode == 2


def test_an_import_never_replaces_what_it_reads(files: Path) -> None:
    table = files / "t.csv"
    table.write_text("code,label,more\n1,A B,kept\n")
    fixed = ("--from", "csv", "--licence", "CC0-1.0", "--map", "id=code", "--map", "name=label")
    for args in (("--to", str(table)), ("--to", str(files / "out"), "--links", str(table))):
        result = exonym("import", table, *fixed, *args)
        assert result.returncode == 2
        assert b"would replace" in result.stderr
    assert table.read_text().endswith("1,A B,kept\n")


@pytest.mark.parametrize("form", ["ftm", "sssom", "csv", "jsonl", "skos", "names"])
def test_export_writes_the_same_to_a_file_and_to_a_pipe(files: Path, form: str) -> None:
    args = ("export", form, "--gazetteer", files / "base", "--without-shipped")
    piped = exonym(*args)
    assert piped.returncode == 0, piped.stderr
    assert exonym(*args, "-o", files / "out").stdout == b""
    assert (files / "out").read_bytes() == piped.stdout
    assert b"vn-ngo-xuan-lich" in piped.stdout or form == "sssom"


def test_names_that_are_derived_are_told_with_their_likelihood(files: Path) -> None:
    told = exonym("export", "names", "--gazetteer", files / "base", "--without-shipped").stdout.decode().splitlines()
    assert told[0] == "id,kind,lang,text,rule,likelihood"
    assert "vn-ngo-xuan-lich,person,vi,Ngô Xuân Lịch,written,1" in told
    assert any(line.startswith("vn-ngo-xuan-lich,person,zh-Hans,吴春历,vietnamese-han,0.") for line in told)


def test_a_file_that_is_not_there_or_not_the_format_fails_with_a_reason(files: Path) -> None:
    for name, content in (("missing.json", None), ("bad.json", b"{nonsense\n")):
        if content is not None:
            (files / name).write_bytes(content)
        result = exonym("import", files / name, "--from", "ftm", "--to", files / "x", "--licence", "CC0-1.0")
        assert result.returncode == 1
        assert name.encode() in result.stderr
        assert b"Traceback" not in result.stderr


def test_ids_stand_behind_the_address_that_is_given(files: Path) -> None:
    own = ("--gazetteer", files / "base", "--without-shipped")
    assert b"<https://example.org/exonym/vn-ngo-xuan-lich>" in exonym("export", "skos", *own).stdout
    for base in ("https://names.example.net/id#", "urn:example:"):
        turtle = exonym("export", "skos", *own, "--base-uri", base).stdout.decode()
        assert f"<{base}vn-ngo-xuan-lich> a skos:Concept" in turtle
        assert "example.org/exonym" not in turtle
    assert (
        b"#  exonym: https://names.example.net/id#"
        in exonym("export", "sssom", *own, "--base-uri", "https://names.example.net/id#").stdout
    )
    for wrong in (("--base-uri", "no address"), ("--licence", "CC0"), ("--licence", "https://a> <b")):
        assert exonym("export", "skos", *own, *wrong).returncode == 2
