"""`new` and `format` as an editor uses them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from exonym.resolver.model import Kind
from exonym.resolver.store.checking.check import check
from exonym.resolver.store.editing.ids import propose_id

from .conftest import ROOT, exonym

VN = "# people of Vietnam\n# second line\nvn-b:\n  name: Bùi Văn B # keep\n# about y\nvn-y:\n  name: Y\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "vn.yaml").write_text(VN)
    return tmp_path


def test_a_new_person_stands_at_its_place_and_the_rest_stays(own: Path) -> None:
    args = ("new", "person", "Trần Văn Thử", "--country", "vn", "-f", "born=1960", "--gazetteer", own)
    result = exonym(*args, "--without-shipped")
    assert result.returncode == 0, result.stderr
    added = "vn-tran-van-thu:\n  name: Trần Văn Thử\n  country: vn\n  born: 1960\n  sources: [knowledge]\n"
    head, rest = VN[: VN.index("# about y")], VN[VN.index("# about y") :]
    assert (own / "people" / "vn.yaml").read_text() == head + added + rest
    shown = result.stdout.decode()
    assert shown.startswith(f"{own / 'people' / 'vn.yaml'}:5\n")
    assert "Tran Van Thu  without-diacritics" in shown
    assert not [each for each in check([own]) if each.severity == "error"]
    again = exonym(*args, "--without-shipped")
    assert again.returncode == 2
    assert b"taken" in again.stderr


def test_a_name_that_is_there_is_refused_unless_forced(own: Path) -> None:
    args = ("new", "person", "Ngô Xuân Lịch", "--country", "vn", "--gazetteer", own, "--id", "vn-ngo-xuan-lich-2")
    result = exonym(*args)
    assert result.returncode == 2
    assert b"vn-ngo-xuan-lich" in result.stderr
    assert (own / "people" / "vn.yaml").read_text() == VN
    wire = json.loads(exonym(*args, "--force", "--dry-run", "--json").stdout)
    assert wire["near"][0]["id"] == "vn-ngo-xuan-lich"
    assert "吴春历" in {each["text"] for each in wire["names"]}
    assert (own / "people" / "vn.yaml").read_text() == VN


def test_a_new_file_begins_where_the_folder_has_none(tmp_path: Path) -> None:
    result = exonym("new", "agreement", "A Treaty", "--id", "jp-vn-a", "-f", "parties=vn,jp", "--gazetteer", tmp_path)
    assert result.returncode == 0, result.stderr
    text = (tmp_path / "agreements" / "jp-vn.yaml").read_text()
    assert text.endswith("jp-vn-a:\n  name: A Treaty\n  parties: [vn, jp]\n  sources: [knowledge]\n")


@pytest.mark.parametrize(
    "args",
    [
        ("animal", "A"),
        ("person", "A", "-f", "bron=1954"),
        ("person", "A", "--country", "xx"),
        ("person", "A", "-f", "x"),
    ],
)
def test_what_cannot_be_is_a_usage_error(own: Path, args: tuple[str, ...]) -> None:
    result = exonym("new", *args, "--gazetteer", own, "--without-shipped")
    assert result.returncode == 2
    assert b"Traceback" not in result.stderr


def test_a_wrong_value_is_not_written(own: Path) -> None:
    result = exonym("new", "person", "Lê A", "-f", "born=tomorrow", "--gazetteer", own, "--without-shipped")
    assert result.returncode == 1
    assert b"E301" in result.stderr
    assert (own / "people" / "vn.yaml").read_text() == VN


@pytest.mark.parametrize(
    ("name", "country", "reading", "expected"),
    [
        ("Ngô Xuân Lịch", "vn", "", "vn-ngo-xuan-lich"),
        ("吴春历", "cn", "", "cn-wu-chunli"),
        ("小泉進次郎", "jp", "こいずみ しんじろう", "jp-koizumi-shinjiro"),
        ("문재인", "kr", "", "kr-moon-jae-in"),
        ("Michael DeSombre", "us", "", "us-desombre-michael"),
        ("Đặng Đình Ổn", "vn", "", "vn-dang-dinh-on"),
    ],
)
def test_ids_put_the_family_name_first(name: str, country: str, reading: str, expected: str) -> None:
    assert propose_id(Kind.PERSON, {"name": name, "country": country, "reading": reading}) == expected


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("agreement", {"name": "A", "instrument": "memorandum-of-understanding", "topics": ["defence"],
                       "parties": ["vn", "jp"], "signed": "2011-10-24"},
         "jp-vn-defence-memorandum-of-understanding-2011"),
        ("agreement", {"name": "B", "instrument": "partnership", "topics": ["comprehensive", "strategic-partnership"],
                       "parties": ["in", "vn"]}, "in-vn-comprehensive-strategic-partnership"),
        ("agreement", {"name": "Treaty on the Seas", "parties": ["a", "b", "c", "d"], "signed": "1990"},
         "int-treaty-on-the-seas-1990"),
        ("organisation", {"name": "国防部", "country": "cn", "function": "ministry-of-defence"},
         "cn-ministry-of-defence"),
        ("post", {"name": "Bộ trưởng Quốc phòng", "country": "vn", "office": "minister-of-defence"},
         "vn-minister-of-defence"),
        ("organisation", {"name": "Society of Friends", "country": "gb"}, "gb-society-of-friends"),
    ],
)  # fmt: skip
def test_ids_are_made_of_what_lasts(kind: str, fields: dict[str, object], expected: str) -> None:
    assert propose_id(Kind(kind), fields) == expected


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Ursula von der Leyen", "de", "de-von-der-leyen-ursula"),
        ("Lloyd J. Austin III", "us", "us-austin-lloyd-j"),
        ("Pedro Sánchez Pérez-Castejón", "es", "es-sanchez-perez-castejon-pedro"),
        ("Austin, Lloyd", "us", "us-austin-lloyd"),
        ("Øystein Bø", "no", "no-bo-oystein"),
        ("Moeldoko", "id", "id-moeldoko"),
    ],
)
def test_particles_and_two_family_names_stay_together(name: str, country: str, expected: str) -> None:
    assert propose_id(Kind.PERSON, {"name": name, "country": country}) == expected


def test_a_long_name_gives_an_id_that_ends_at_a_word() -> None:
    found = propose_id(Kind.ORGANISATION, {"name": "Committee of " + "many very long words " * 20, "country": "us"})
    assert len(found) <= 80
    assert found.split("-")[-1] in {"many", "very", "long", "words"}


def test_format_says_what_it_changed_and_changes_it_once(own: Path) -> None:
    file = own / "people" / "vn.yaml"
    file.write_text("b:\n    name:   Bùi Văn B # keep\n")
    assert exonym("format", own, "--check").returncode == 1
    assert "   name:" in file.read_text()
    assert exonym("format", own).returncode == 0
    assert file.read_text().startswith("b:\n  name: Bùi Văn B")
    assert exonym("format", own, "--check").returncode == 0


def test_format_leaves_a_broken_file_alone(own: Path) -> None:
    file = own / "people" / "vn.yaml"
    file.write_text("b: [\n")
    result = exonym("format", own)
    assert (result.returncode, file.read_text()) == (1, "b: [\n")
    assert b"exonym check" in result.stdout


def test_check_in_the_words_of_github_and_fix(own: Path) -> None:
    file = own / "people" / "vn.yaml"
    file.write_text("vn-b:\n  name: B\n  country: VN\n  born: 1954/4/2\n  nmae: 100%\n")
    text = exonym("check", own, "--format", "github").stdout.decode()
    assert f"::error file={file},line=3,col=12,title=exonym E108::" in text
    result = exonym("check", own, "--fix", "--json")
    assert [each["code"] for each in json.loads(result.stdout)["findings"]] == ["E101"]
    assert "  country: vn\n  born: 1954-04-02\n" in file.read_text()
    assert b"mended" in result.stderr


def test_check_redundant_asks_the_resolver(own: Path) -> None:
    file = own / "people" / "vn.yaml"
    file.write_text(
        "vn-ngo-xuan-lich:\n  name: Ngô Xuân Lịch\n  names:\n    en: [Ngo Xuan Lich, Old Q]\n  country: vn\n"
    )
    result = exonym("check", own, "--redundant", "--json")
    found = [each for each in json.loads(result.stdout)["findings"] if each["code"] == "C404"]
    assert [(each["line"], each["column"]) for each in found] == [(4, 10)]


def test_a_code_is_explained_with_examples() -> None:
    text = exonym("check", "--explain", "e101").stdout.decode()
    assert text.startswith("E101 A field is unknown  error\n")
    assert "bad: people/vn.yaml\n  vn-a:" in text
    assert "    bron: 1954" in text
    assert "    born: 1954" in text
    assert json.loads(exonym("check", "--explain", "E101", "--json").stdout)["severity"] == "error"
    assert exonym("check", "--explain", "E999").returncode == 2


def test_watch_prints_what_is_new_and_what_is_mended(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from exonym.api.cli import gazetteers

    file = own / "people" / "vn.yaml"
    edits = [VN.replace("name: Y", "nmae: Y"), VN]

    def saves(_: float) -> None:
        if not edits:
            raise KeyboardInterrupt
        file.write_text(edits.pop(0))

    gazetteers._watch(gazetteers._Wanted((own,), (own,), thorough=False, remarks=False), saves)
    first, second, third, *rest = capsys.readouterr().out.split(" remarks")
    assert first.startswith("0 errors")
    assert "vn.yaml:7:3: error E101" in second
    assert "mended: " in third
    assert "E101" in third
    assert "0 errors" in third
    assert not any("E101" in each for each in rest)


def test_places_are_told_from_the_working_directory(own: Path) -> None:
    file = own / "people" / "vn.yaml"
    file.write_text(VN + "vn-b:\n  name: B\n")
    command = [sys.executable, "-m", "exonym.api.cli.main", "check", str(own)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for here, place in ((own, "people/vn.yaml:8:1:"), (ROOT, f"{file}:8:1:"), (own, "people/vn.yaml:8:1:")):
        done = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=False)
        assert done.stdout.startswith(f"{place} error E113 the id `vn-b` stands in line 3 already (")
        assert "\n1 error, 0 warnings" in done.stdout
