"""`words`, and `check` as an editor sees it: remarks in groups, what mending would change."""

import json
from pathlib import Path

import pytest

from .conftest import exonym

ENTRY = "vn-{0}:\n  name: Lê Thử {0}\n  country: vn\n  sources: [knowledge]\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "people").mkdir()
    return tmp_path


def test_words_are_listed_with_their_names() -> None:
    text = exonym("words", "office", "--lang", "vi").stdout.decode()
    assert "\nminister-of-defence  " in text
    assert "Bộ trưởng Bộ Quốc phòng\n" in text
    assert "politburo-member" in text
    assert json.loads(exonym("words", "function", "--lang", "zh", "--json").stdout)["function"]["navy"] == "海军"
    languages = json.loads(exonym("words", "language", "--lang", "vi", "--json").stdout)["language"]
    assert (languages["ja"], languages["vi"]) == ("Tiếng Nhật", "Tiếng Việt")
    assert all(languages.values())
    assert b"no names of these words in af" in exonym("words", "topics", "--lang", "af").stderr
    every = json.loads(exonym("words", "--json").stdout)
    assert set(every) == {"office", "function", "instrument", "topics", "status", "country", "language"}
    assert every["country"]["vn"] == "Vietnam"


@pytest.mark.parametrize(
    ("args", "cure"), [(("offices",), b"Use office"), (("topics", "--lang", "Vietnamese"), b"Did you mean `vi`?")]
)
def test_unknown_words_of_the_command_are_told(args: tuple[str, ...], cure: bytes) -> None:
    result = exonym("words", *args)
    assert result.returncode == 2
    assert cure in result.stderr


def test_many_remarks_of_one_kind_do_not_drown_the_others(own: Path) -> None:
    file = own / "people" / "vn.yaml"
    file.write_text("".join(ENTRY.format(number) for number in range(10, 30)) + "jp-x:\n  name: “X”\n  country: vn\n")
    lines = exonym("check", own).stdout.decode().splitlines()
    assert [line.split("remark ")[1][:4] for line in lines if "remark " in line] == ["R502"] * 3 + [
        "R501",
        "R507",
        "R512",
    ]
    assert lines[3] == "  R502 An entry is known from `knowledge` only: 17 more, 20 in all"
    assert lines[-1] == "0 errors, 0 warnings, 23 remarks (--remarks lists them all)"
    assert sum("R502" in line for line in exonym("check", own, "--remarks").stdout.decode().splitlines()) == 21


def test_a_dry_run_shows_what_would_change(own: Path) -> None:
    file = own / "people" / "vn.yaml"
    file.write_text("vn-a:\n  name:Lê Thử\n  country: VN\n  born: 1960\n  born: 1960\n")
    before = file.read_bytes()
    result = exonym("check", own, "--fix", "--dry-run")
    assert result.returncode == 0
    lines = result.stdout.decode().splitlines()
    assert [line for line in lines if line[0] in "-+"][2:] == [
        "-  name:Lê Thử", "-  country: VN", "+  name: Lê Thử", "+  country: vn"
    ]  # fmt: skip
    assert lines[-1] == "2 would be mended in 1 files; nothing is written"
    assert file.read_bytes() == before
    assert exonym("check", own, "--dry-run").returncode == 2


def test_a_post_of_the_shipped_gazetteer_is_not_called_misspelt(own: Path) -> None:
    text = ENTRY.format(1).replace(
        "  sources", "  posts: [{post: vn-minister-of-national-defence, from: 1900}]\n  sources"
    )
    (own / "people" / "vn.yaml").write_text(text)
    (found,) = json.loads(exonym("check", own, "--json").stdout)["findings"]
    assert (found["code"], found["remedy"]) == ("E201", "it is in the shipped gazetteer: check with --with-shipped")
