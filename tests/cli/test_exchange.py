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


def test_links_run_again_keep_what_a_person_wrote(files: Path) -> None:
    links = files / "links.csv"
    run(files, "--to", files / "peps", "--links", links)
    (row,) = csv.DictReader(links.read_text().splitlines())
    gone = {**row, "id": "NK-gone", "exonym_decision": "new", "exonym_note": "left the source"}
    with links.open("w", newline="") as out:
        writer = csv.DictWriter(out, row)
        writer.writeheader()
        writer.writerows([{**row, "exonym_decision": "unsure", "exonym_note": "ask"}, gone])
    assert run(files, "--to", files / "peps", "--links", links)["proposals"] == 2
    first, second = csv.DictReader(links.read_text().splitlines())
    assert (first["id"], first["exonym_decision"], first["exonym_note"]) == ("NK-1", "unsure", "ask")
    assert second == gone
    other = files / "other.csv"
    other.write_text("a,b\n1,2\n")
    result = exonym("import", files / "peps.json.gz", "--from", "ftm", "--licence", "CC0-1.0", "--to", files / "peps",
                    "--links", other, "--gazetteer", files / "base", "--without-shipped")  # fmt: skip
    assert result.returncode == 1
    assert b"Give a file that --links wrote" in result.stderr
    assert other.read_text() == "a,b\n1,2\n"


def test_a_proposal_says_that_births_contradict(files: Path) -> None:
    (files / "base" / "people" / "vn.yaml").write_text(BASE.replace("1954", "1961-03"))
    run(files, "--to", files / "peps", "--links", files / "links.csv")
    (row,) = csv.DictReader((files / "links.csv").read_text().splitlines())
    assert (row["exonym_id"], row["exonym_status"], row["exonym_candidates"]) == ("", "ambiguous", "vn-ngo-xuan-lich")
    assert row["exonym_why"].startswith("births contradict: 1954 in the source, vn-ngo-xuan-lich 1961-03; ")


def test_decisions_that_cannot_be_carried_out_are_refused_together(files: Path) -> None:
    (files / "base" / "posts").mkdir()
    (files / "base" / "posts" / "vn.yaml").write_text("vn-minister:\n  name: Bộ trưởng\n  sources: [knowledge]\n")
    decided = files / "decided.csv"
    rows = ("NK-1,vn-ngo-xuan-lich", "NK-2,vn-nobody", "NK-3,yes", "NK-4,vn-minister", "NK-1,new", "NK-5,unsure")
    decided.write_text("id,exonym_decision\n" + "".join(row + "\n" for row in rows))
    result = exonym(
        "import", files / "peps.json.gz", "--from", "ftm", "--licence", "CC0-1.0", "--to", files / "peps",
        "--decisions", decided, "--gazetteer", files / "base", "--without-shipped",
    )  # fmt: skip
    assert result.returncode == 1
    message = result.stderr.decode()
    for line, word in ((3, "vn-nobody"), (4, "yes"), (5, "vn-minister")):
        assert f"decided.csv:{line}: `{word}`" in message
    assert "decided.csv:2" not in message
    assert not (files / "peps").exists()


def test_ids_of_two_tables_do_not_collide_and_a_country_may_be_said_once(files: Path) -> None:
    for name, person in (("one", "Lê Thử"), ("two", "Phan Thử")):
        (files / f"{name}.csv").write_text(f"id,name\n1,{person}\n")
        result = exonym(
            "import", files / f"{name}.csv", "--from", "csv", "--map", "id=id", "--map", "name=name", "--licence",
            "CC0-1.0", "--to", files / "both" / f"{name}.parquet", "--country", "Việt Nam", "--title", name,
            "--gazetteer", files / "base", "--without-shipped",
        )  # fmt: skip
        assert result.returncode == 0, result.stderr
    both = load([files / "both"]).entities
    assert {key: (each.name, each.country, each.sources) for key, each in both.items()} == {
        "one-1": ("Lê Thử", "vn", ("one",)), "two-1": ("Phan Thử", "vn", ("two",)),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (("--country", "Atlantis"), "Write a code"), (("--country", "Soviet Union"), "there is today"),
        (("--as-of", "soon"), "2018-04-10"), (("--dates", "ymd"), "dmy or mdy"), (("--id-prefix", "a b"), "letters"),
        (("--gazetteer", "out"), "compared with what lies below"),
    ],
)  # fmt: skip
def test_a_wrong_option_says_how_to_mend_it_and_leaves_nothing(files: Path, option: tuple[str, str], told: str) -> None:
    option = (option[0], str(files / "out") if option[1] == "out" else option[1])
    result = exonym(
        "import", files / "peps.json.gz", "--from", "ftm", "--licence", "CC0-1.0", "--to", files / "out", *option,
        "--gazetteer", files / "base", "--without-shipped",
    )  # fmt: skip
    assert result.returncode == 2
    assert told in " ".join(result.stderr.decode().split())
    assert not (files / "out").exists()


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
