"""`--fix` mends what has one right correction and leaves everything else of the file as it was."""

from pathlib import Path

import pytest

from exonym.resolver.store.checking.check import check
from exonym.resolver.store.editing.mending import mend
from exonym.resolver.store.editing.mending import mended as dry
from exonym.resolver.store.editing.removal import without_form


def mended(directory: Path, text: str | bytes) -> str:
    file = directory / "people" / "vn.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    mend([directory])
    return file.read_bytes().decode()


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("\tname: A # his name", "  name: A # his name"),
        ("  name: Ngô\u200b Lịch", "  name: Ngô Lịch"),
        ("  name: A\x07", "  name: A"),
        ("  name: A\n  sources: knowledge # why", "  name: A\n  sources: [knowledge] # why"),
        ("  name: A\n  country: VN", "  name: A\n  country: vn"),
        ("  name: A\n  born: 1954/4/20", "  name: A\n  born: 1954-04-20"),
        ("  name: A\n  born: 1954-4", "  name: A\n  born: 1954-04"),
        ("  name: A\n  names: {zh: [吴春历, 吳春歷], en: B}", "  name: A\n  names: {zh: [吴春历], en: B}"),
        ("  name: A\n  names:\n    zh: [吴春历, 'X, Y', 吳春歷, Z] # a",
         "  name: A\n  names:\n    zh: [吴春历, 'X, Y', Z] # a"),
        ("\u00a0\u00a0name: A\n  country:\u00a0vn", "  name: A\n  country: vn"),
        ("  name:Ngô Lịch\n  country：vn", "  name: Ngô Lịch\n  country: vn"),
        ("  name: A\n  not: [old]\nold:\n  merged_into: b\nb:\n  name: B",
         "  name: A\n  not: [old]\nold:\n  merged_into: b\nb:\n  name: B"),
    ],
)  # fmt: skip
def test_what_is_mechanical_is_mended(tmp_path: Path, bad: str, good: str) -> None:
    text = mended(tmp_path, f"# first\na:\n{bad}\n# last\n")
    assert text == f"# first\na:\n{good}\n# last\n"
    assert not [str(each) for each in check([tmp_path]) if each.severity == "error"]


@pytest.mark.parametrize(
    "body",
    [
        "  name: A\n  born: 20.04.1954",  # a day before a month, or the reverse?
        "  name: A\n  born: 1954-13-01",
        "  name: A\n  country: Vietnam",
        "  nmae: A",
        "  name: می\u200cخواهم",
        "  name: A\n  sources: {a: b}",
        "  name: A\n  born: 1954\n  born: 1955",  # which?
        "  name: A\n  born: 1954\n  died: 2000\n  born: 1954",  # a line that somebody wrote
        "  name: A\n  names:\n    zh:\n      - 吴春历 # a\n      - 吳春歷",
        "  name: A\n  posts: vn-minister",
        "  name: A\n  sources: knowledge\n    - report",
        "  name: A\n  names: {en: B}\n  names: {en: B}\n    # and so on",
        "  name: A\n  sources:\n  - knowledge\n  sources:\n  - report",
        "  name: A\n  names:\n    zh:\n      - 吴春历\n      - 吳春歷 # as in a treaty",
    ],
)
def test_what_needs_knowledge_is_left_alone(tmp_path: Path, body: str) -> None:
    text = f"a:\n{body}\n"
    assert mended(tmp_path, text) == text


def test_what_would_be_mended_is_told_and_not_written(tmp_path: Path) -> None:
    file = tmp_path / "people" / "vn.yaml"
    file.parent.mkdir()
    file.write_text("a:\n  name:A\n  country: VN\n")
    (would,) = dry([tmp_path])
    assert (would.before, would.after) == (b"a:\n  name:A\n  country: VN\n", b"a:\n  name: A\n  country: vn\n")
    assert [each.code for each in would.done] == ["Y015", "E108"]
    assert file.read_bytes() == would.before


def test_a_merged_post_becomes_its_successor(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "vn.yaml").write_text("old:\n  merged_into: new-post\nnew-post:\n  name: Bộ trưởng\n")
    text = mended(tmp_path, "a:\n  name: A\n  posts: [{post: old, from: 2016}, {post: old, from: 2018}]\n")
    assert text == "a:\n  name: A\n  posts: [{post: new-post, from: 2016}, {post: new-post, from: 2018}]\n"


def test_utf16_says_what_it_is_and_latin_1_does_not(tmp_path: Path) -> None:
    assert mended(tmp_path, "a:\n  name: Lịch\n".encode("utf-16")) == "a:\n  name: Lịch\n"
    raw = "a:\n  name: Åke\n".encode("latin-1")
    file = tmp_path / "people" / "vn.yaml"
    file.write_bytes(raw)
    assert mend([tmp_path]) == []
    assert file.read_bytes() == raw


def test_line_ends_stay(tmp_path: Path) -> None:
    assert mended(tmp_path, "a:\r\n  name: A\r\n  country: VN\r\n") == "a:\r\n  name: A\r\n  country: vn\r\n"


@pytest.mark.parametrize(
    ("text", "at", "rest"),
    [
        ("a:\n  names: {zh: [甲, 乙]}\n", "乙", "a:\n  names: {zh: [甲]}\n"),
        ("a:\n  names: {zh: [甲, 乙]}\n", "甲", "a:\n  names: {zh: [乙]}\n"),
        ('a:\n  names:\n    zh: ["甲, 丙", 乙] # why\n', '"甲', "a:\n  names:\n    zh: [乙] # why\n"),
        ("a:\n  name: A\n  names:\n    zh: 甲\n    en: B\n", "甲", "a:\n  name: A\n  names:\n    en: B\n"),
        ("a:\n  name: A\n  names:\n    zh: [甲]\n", "甲", "a:\n  name: A\n"),
        ("a:\n  name: A\n  names:\n    zh:\n    - 甲\n  born: 1954\n", "甲", "a:\n  name: A\n  born: 1954\n"),
        ("a:\n  name: A\n  names:\n    # why\n    zh: [甲]\n", "甲", None),
        ("a:\n  name: 甲\n", "甲", None),
    ],
)
def test_a_name_is_taken_out_and_nothing_else(text: str, at: str, rest: str | None) -> None:
    before = text[: text.index(at)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert without_form(text, line, column) == rest
