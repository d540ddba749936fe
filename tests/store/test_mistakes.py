"""Each mistake of an editor is told at its place, with its cure; and nothing is lost where it is mended."""

import os
from pathlib import Path

import pytest
from mistakes import FILES, MISTAKES, Mistake

from exonym.resolver.store.checking.check import check
from exonym.resolver.store.editing.mending import mended
from exonym.resolver.store.reading.load import read


def write(root: Path, mistake: Mistake | None = None) -> None:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        if mistake and name == mistake.file:
            assert text.count(mistake.right) == 1, "the table says which place is meant"
            text = text.replace(mistake.right, mistake.wrong)  # noqa: PLW2901
        (root / name).write_text(text, encoding="utf-8")


def test_without_a_mistake_nothing_is_found(tmp_path: Path) -> None:
    write(tmp_path)
    assert list(map(str, check([tmp_path]))) == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.what)
def test_a_mistake_is_told_with_place_and_cure(tmp_path: Path, mistake: Mistake) -> None:
    write(tmp_path, mistake)
    found = check([tmp_path])
    told = [each for each in found if each.code == mistake.code and mistake.cure in each.remedy]
    assert str(tmp_path / mistake.place) in {str(each.place) for each in told}, list(map(str, found))
    assert {each.place.file for each in found if each.severity == "error"} <= {str(tmp_path / mistake.file)}


@pytest.mark.parametrize("mistake", [each for each in MISTAKES if each.code[0] in "YE"], ids=lambda each: each.what)
def test_a_mistake_hides_no_other_of_its_file(tmp_path: Path, mistake: Mistake) -> None:
    write(tmp_path, mistake)
    path = tmp_path / mistake.file
    broken = path.read_text(encoding="utf-8")
    lines = broken.count("\n")
    alone = {str(each) for each in check([tmp_path]) if each.place.file == str(path)}
    path.write_text(
        f"{broken}xx-one:\n  name One\n  country: vn\nxx-two:\n  name: Two\n  bron: 1960\n", encoding="utf-8"
    )
    told = [each for each in check([tmp_path]) if each.place.file == str(path)]
    assert {(each.code, each.place.line - lines) for each in told} >= {("Y001", 2), ("E101", 6)}, list(map(str, told))
    assert {each.place.line for each in told if each.place.line <= lines} >= {
        int(each.split(":")[1]) for each in alone if " error " in each
    }


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.what)
def test_mending_takes_no_line_away(tmp_path: Path, mistake: Mistake) -> None:
    write(tmp_path, mistake)
    for each in mended([tmp_path]):
        before, after = each.before.decode().splitlines(), each.after.decode().splitlines()
        assert len(before) == len(after)
        changed = {number for number, (one, other) in enumerate(zip(before, after, strict=True), 1) if one != other}
        assert changed <= {done.place.line for done in each.done}


@pytest.mark.parametrize(
    "name", ["people/vn.yaml.bak", "people/notes.txt", "people/jp.csv", "more.tsv", "draft.yaml.txt"]
)
def test_a_file_that_is_not_read_is_told(tmp_path: Path, name: str) -> None:
    write(tmp_path)
    (tmp_path / name).write_text("x")
    assert [(each.code, each.place.file) for each in check([tmp_path])] == [("F006", str(tmp_path / name))]


@pytest.mark.parametrize("name", ["README.md", "_draft.yaml", ".hidden", "LICENSE", "people/README.md", "people/.swp"])
def test_what_belongs_beside_a_gazetteer_is_not_told(tmp_path: Path, name: str) -> None:
    write(tmp_path)
    (tmp_path / name).write_text("x")
    assert check([tmp_path]) == []


@pytest.mark.parametrize(
    "line",
    [
        "  names: {ja: [JICA, NATO], zh: [NATO]}",  # acronyms
        "  names: {vi: 吳春歷, ko: [文在寅]}",  # names in the characters of their country
        "  names: {sr: [Fan Tu, Фан Ту], zh-Hant: 吳春歷}",
        '  names: {en: ["Lula, the elder", Thu]}',
        "  names: {en: [O’Brien, PT]}",
        "  note: Team & Co.; see <report>  ",
        '  note: "Report #12"',
        "  born: 1960  # as he says",
    ],
)
def test_what_is_right_is_not_doubted(tmp_path: Path, line: str) -> None:
    write(tmp_path, Mistake("", "people/vn.yaml", "  born: 1960", line))
    assert list(map(str, check([tmp_path]))) == []


def test_a_link_to_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "people" / "x.yaml").symlink_to("nowhere")
    assert [(each.code, each.remedy[:33]) for each in check([tmp_path])] == [
        ("F002", "it leads to a file that is gone: "),
    ]


def test_quotes_around_a_part_of_a_name_belong_to_it(tmp_path: Path) -> None:
    write(tmp_path, Mistake("", "people/vn.yaml", "name: Phan Thử", "name: 'Phan \"Sáu\"'"))
    assert "R507" not in {each.code for each in check([tmp_path])}


@pytest.mark.parametrize("line", ["\t", "  \t ", "\u3000", "  \u00a0", "\t# a comment"])
def test_spaces_alone_in_a_line_are_nothing(tmp_path: Path, line: str) -> None:
    write(tmp_path, Mistake("", "people/vn.yaml", "  born: 1960\n", f"{line}\n  born: 1960\n{line}\n"))
    assert check([tmp_path]) == []


def test_a_folder_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path / "ours")
    (tmp_path / "ours" / "people").rename(tmp_path / "elsewhere")
    (tmp_path / "ours" / "people").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "around").symlink_to(tmp_path)
    (tmp_path / "ours" / "posts" / "again").symlink_to(tmp_path / "ours" / "posts")
    gazetteer, findings = read([tmp_path / "ours"])
    assert findings == []
    assert gazetteer is not None
    assert "vn-phan-thu" in gazetteer.entities


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path)
    os.mkfifo(tmp_path / "people" / "x.yaml")
    assert [(each.code, each.message) for each in check([tmp_path])] == [("F002", "cannot be read: not a file")]
