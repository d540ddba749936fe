"""Broken files: each gets its code at its file, line and column, and nothing else ever leaves the store."""

from pathlib import Path

import pytest

from exonym.resolver.errors import GazetteerError
from exonym.resolver.store.reading.load import load, read

NAME = "  name: Ngô Xuân Lịch\n"

# name, file, bytes, code, line, column
BROKEN = [
    ("tab", "people/a.yaml", f"vn-a:\n{NAME}\tborn: 1954\n", "Y002", 3, 1),
    ("tab behind spaces", "people/a.yaml", f"vn-a:\n{NAME}  \tborn: 1954\n", "Y002", 3, 3),
    ("repeated key", "people/a.yaml", f"vn-a:\n{NAME}  born: 1954\n  born: 1955\n", "Y003", 4, 3),
    ("repeated key in braces", "people/a.yaml", f"vn-a:\n{NAME}  names: {{zh: 甲, zh: 乙}}\n", "Y003", 3, 18),
    ("repeated id", "people/a.yaml", f"vn-a:\n{NAME}vn-a:\n{NAME}", "E113", 3, 1),
    ("unknown field", "people/a.yaml", f"vn-a:\n{NAME}  bron: 1954\n", "E101", 3, 3),
    (
        "unknown field of a term",
        "people/a.yaml",
        f"vn-a:\n{NAME}  posts: [{{post: p, until: 2016}}]\n",
        "E101",
        3,
        21,
    ),
    ("field of another kind", "people/a.yaml", f"vn-a:\n{NAME}  founded: 1945\n", "E101", 3, 3),
    ("term without post", "people/a.yaml", f"vn-a:\n{NAME}  posts:\n    - from: 2016\n", "E112", 4, 7),
    ("unknown post", "people/a.yaml", f"vn-a:\n{NAME}  posts:\n    - post: vn-b\n", "E201", 4, 13),
    ("unknown source", "people/a.yaml", f"vn-a:\n{NAME}  sources: [knowledge, b]\n", "E202", 3, 24),
    ("unknown look-alike", "people/a.yaml", f"vn-a:\n{NAME}  not:\n  - vn-b\n", "E203", 4, 5),
    ("merged into nothing", "people/a.yaml", "vn-a:\n  merged_into: vn-b\n", "E204", 2, 16),
    ("no such day", "people/a.yaml", f"vn-a:\n{NAME}  born: 1954-02-30\n", "E301", 3, 9),
    ("null date", "people/a.yaml", f"vn-a:\n{NAME}  born: ~\n", "E301", 3, 9),
    (
        "bad date in a term",
        "people/a.yaml",
        f"vn-a:\n{NAME}  posts: [{{post: p, from: 4/2016}}]\n",
        "E301",
        3,
        27,
    ),
    ("bad id", "people/a.yaml", f"vn a:\n{NAME}", "E104", 1, 1),
    ("empty id", "people/a.yaml", f"'':\n{NAME}", "E104", 1, 1),
    ("reserved id", "people/a.yaml", f"none:\n{NAME}", "E105", 1, 1),
    ("latin-1", "people/a.yaml", "vn-a:\n  name: Åhl\n".encode("latin-1"), "F005", 2, 9),
    ("latin-1 in a comment", "people/a.yaml", b"# caf\xe9\nvn-a:\n  name: A\n", "F005", 1, 6),
    ("utf-16", "people/a.yaml", "vn-a:\n  name: A\n".encode("utf-16"), "F005", 1, 1),
    ("half a character", "people/a.yaml", "vn-a:\n  name: Lịch".encode()[:-3], "F005", 2, 10),
    ("control character", "people/a.yaml", "vn-a:\n  name: Ngô\x00\n", "Y004", 2, 12),
    ("next line", "people/a.yaml", "vn-a:\n  name: Ngô\x85Lịch\n", "Y004", 2, 12),
    ("anchor", "people/a.yaml", "vn-a: &x\n  name: A\n", "Y006", 1, 7),
    ("alias without anchor", "people/a.yaml", "vn-a:\n  name: *x\n", "Y006", 2, 9),
    ("merge key", "people/a.yaml", "vn-a:\n  <<: {name: A}\n", "Y006", 2, 3),
    ("tag", "people/a.yaml", "vn-a:\n  name: !!python/object/apply:os.system [ls]\n", "Y007", 2, 9),
    ("deep brackets", "people/a.yaml", f"vn-a: {'[' * 100}{']' * 100}\n", "Y008", 1, 30),
    ("deep brackets, unclosed", "people/a.yaml", f"vn-a: {'[' * 200_000}\n", "Y008", 1, 30),
    ("deep indentation", "people/a.yaml", "".join(f"{' ' * n}a:\n" for n in range(100)), "Y008", 25, 25),
    ("second document", "people/a.yaml", f"vn-a:\n{NAME}---\nvn-b:\n{NAME}", "Y009", 3, 1),
    ("list", "people/a.yaml", "# People\n- name: A\n", "Y010", 2, 1),
    ("text", "people/a.yaml", "Ngô Xuân Lịch\n", "Y010", 1, 1),
    ("key in brackets", "people/a.yaml", "[a, b]:\n  name: A\n", "Y011", 1, 1),
    (
        "unclosed bracket",
        "people/a.yaml",
        f"vn-a:\n{NAME}  sources: [knowledge\n  born: 1954\n",
        "Y001",
        3,
        12,
    ),
    ("unclosed quote", "people/a.yaml", 'vn-a:\n  name: "Ngô\n  born: 1954\n', "Y001", 2, 9),
    ("missing colon", "people/a.yaml", "vn-a\n  name: A\n", "Y001", 1, 1),
    ("uneven indentation", "people/a.yaml", "vn-a:\n  name: A\n   born: 1954\n", "Y001", 3, 4),
    ("entry is a text", "people/a.yaml", "vn-a: Ngô Xuân Lịch\n", "E102", 1, 7),
    ("entry is a list", "people/a.yaml", "vn-a: [Ngô]\n", "E102", 1, 7),
    ("entry is empty", "people/a.yaml", "vn-a:\nvn-b:\n  name: A\n", "E103", 1, 6),
    ("name is a list", "people/a.yaml", "vn-a:\n  name: [A]\n", "E102", 2, 9),
    ("sources are a text", "people/a.yaml", f"vn-a:\n{NAME}  sources: knowledge\n", "E102", 3, 12),
    ("names are a list", "people/a.yaml", f"vn-a:\n{NAME}  names: [A]\n", "E102", 3, 10),
    ("posts are a mapping", "people/a.yaml", f"vn-a:\n{NAME}  posts: {{post: p}}\n", "E102", 3, 10),
    ("a post is a text", "people/a.yaml", f"vn-a:\n{NAME}  posts: [p]\n", "E102", 3, 11),
    ("empty field", "people/a.yaml", f"vn-a:\n{NAME}  born:\n", "E103", 3, 8),
    ("empty list", "people/a.yaml", f"vn-a:\n{NAME}  sources:\n", "E103", 3, 11),
    ("blank form", "people/a.yaml", f"vn-a:\n{NAME}  names: {{zh: [甲, ' ']}}\n", "E103", 3, 19),
    ("form of signs", "people/a.yaml", f"vn-a:\n{NAME}  names: {{zh: '!!!'}}\n", "E111", 3, 15),
    ("form of 1,001 characters", "people/a.yaml", f"vn-a:\n  name: {'ab ' * 334}\n", "E111", 2, 9),
    ("language key", "people/a.yaml", f"vn-a:\n{NAME}  names: {{ZH_cn: 甲}}\n", "E110", 3, 11),
    ("country", "people/a.yaml", f"vn-a:\n{NAME}  country: zz\n", "E108", 3, 12),
    ("reading in Latin", "people/a.yaml", "jp-a:\n  name: 小泉\n  reading: Koizumi\n", "E109", 3, 12),
    ("no kind", "a.yaml", f"vn-a:\n{NAME}", "E106", 1, 1),
    ("unknown kind", "a.yaml", f"vn-a:\n  kind: org\n{NAME}", "E107", 2, 9),
    ("kind against folder", "people/a.yaml", f"vn-a:\n  kind: post\n{NAME}", "E107", 2, 9),
    ("no name", "people/a.yaml", "vn-a:\n  born: 1954\n", "E112", 1, 1),
    ("office in words", "posts/a.yaml", f"vn-a:\n{NAME}  office: Minister of Defence\n", "E115", 3, 11),
    ("source without title", "sources.yaml", "a:\n  date: 2016\n", "E112", 1, 1),
    ("url of a source", "sources.yaml", "a:\n  title: A\n  url: www\n", "E116", 3, 8),
    ("source twice", "sources.yaml", "a:\n  title: A\na:\n  title: A\n", "E113", 3, 1),
    ("table without id", "a.csv", "key,name\na,A\n", "T601", 1, 0),
    ("table without name", "a.tsv", "id\tlabel\na\tA\n", "T601", 1, 0),
    ("empty table", "a.csv", "", "T601", 1, 0),
    ("table with a header twice", "a.csv", "id,name,Name\na,A,B\n", "T602", 1, 0),
    ("ragged row, long", "a.csv", "id,name\na,A\nb,B,C\n", "T603", 3, 0),
    ("ragged row, short", "a.csv", "id,name,lang\na,A,vi\nb,B\n", "T603", 3, 0),
    ("ragged row behind a quoted line break", "a.csv", 'id,name\na,"A\nA"\nb\n', "T603", 4, 0),
    ("blank id", "a.csv", "id,name\na,A\n ,B\n", "T604", 3, 0),
    ("blank name", "a.csv", "id,name\na,A\nb,\n", "T604", 3, 0),
    ("id of a table", "a.csv", "id,name\na b,A\n", "E104", 2, 0),
    ("reserved id of a table", "a.csv", "id,name\nunsure,A\n", "E105", 2, 0),
    ("kind of a table", "a.csv", "id,name,kind\na,A,ship\n", "E107", 2, 0),
    ("country of a table", "a.csv", "id,name,country\na,A,Vietnam\n", "E108", 2, 0),
    ("language of a table", "a.csv", "id,name,lang\na,A,Vietnamese!\n", "E110", 2, 0),
    ("two kinds of one id", "a.csv", "id,name,kind\na,A,org\na,B,person\n", "T606", 3, 0),
    ("two countries of one id", "a.csv", "id,name,country\na,A,vn\na,B,jp\n", "T606", 3, 0),
    ("latin-1 table", "a.csv", "id,name\na,Åhl\n".encode("latin-1"), "F005", 2, 3),
    ("unclosed quote in a table", "a.csv", 'id,name\na,A\nb,"B\n', "T607", 3, 0),
    ("NUL in a table", "a.csv", "id,name\na,A\0\n", "T607", 2, 0),
    ("huge cell", "a.csv", f"id,name\na,{'A' * 200_000}\n", "T607", 2, 0),
    ("no Parquet", "a.parquet", "id,name\na,A\n", "T607", 0, 0),
]


def write(directory: Path, name: str, content: str | bytes) -> Path:
    file = directory / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.mark.parametrize(
    ("name", "content", "code", "line", "column"),
    [case[1:] for case in BROKEN],
    ids=[case[0] for case in BROKEN],
)
def test_a_broken_file_gets_its_code_at_its_place(
    tmp_path: Path, name: str, content: str | bytes, code: str, line: int, column: int
) -> None:
    file = write(tmp_path, name, content)
    gazetteer, findings = read([file])
    assert gazetteer is None
    errors = [finding for finding in findings if finding.severity == "error"]
    places = [
        (finding.place.file, finding.place.line, finding.place.column) for finding in errors if finding.code == code
    ]
    assert (str(file), line, column) in places, [str(finding) for finding in errors]
    assert all(finding.remedy for finding in errors)
    with pytest.raises(GazetteerError) as caught:
        load([file])
    assert caught.value.findings == findings


@pytest.mark.parametrize("depth", [25, 999, 1_000, 1_025, 200_000])
@pytest.mark.parametrize(
    ("opening", "column"), [("[", 30), ("{a: ", 99), ("- ", 51)], ids=["brackets", "braces", "dashes"]
)
def test_any_depth_is_refused_where_the_limit_is_passed(tmp_path: Path, opening: str, column: int, depth: int) -> None:
    first = "vn-a:\n    " if opening == "- " else "vn-a: "
    file = write(tmp_path, "people/a.yaml", f"{first}{opening * depth}\n")
    _, findings = read([file])
    line = first.count("\n") + 1
    assert [(found.code, found.place.line, found.place.column) for found in findings] == [("Y008", line, column)]


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    write(tmp_path, "people/a.yaml", "vn-a:\n  name: A\n  born: x\n  died: y\nvn-b:\n  nam: B\n")
    write(tmp_path, "people/b.yaml", "vn-c: [\n")
    _, findings = read([tmp_path])
    assert [(finding.code, finding.place.line) for finding in findings] == [
        ("E301", 3),
        ("E301", 4),
        ("E112", 5),
        ("E101", 6),
        ("Y001", 1),
    ]


def test_a_repeated_id_names_both_places(tmp_path: Path) -> None:
    first = write(tmp_path, "people/a.yaml", f"vn-a:\n{NAME}")
    second = write(tmp_path, "people/b.yaml", f"# again\nvn-a:\n{NAME}")
    _, findings = read([tmp_path])
    assert [finding.code for finding in findings] == ["E113"]
    assert findings[0].place.file == str(second)
    assert findings[0].place.line == 2
    assert f"{first}:1" in findings[0].message


def test_a_misspelt_field_is_told_its_neighbour(tmp_path: Path) -> None:
    _, findings = read([write(tmp_path, "people/a.yaml", f"vn-a:\n{NAME}  bron: 1954\n")])
    assert findings[0].remedy == "did you mean `born`?"


def test_a_misspelt_reference_is_told_its_neighbour(tmp_path: Path) -> None:
    text = f"vn-phan-van-mai:\n{NAME}vn-phan-van-giang:\n  name: Phan Văn Giang\n  not: [vn-phan-van-may]\n"
    _, findings = read([write(tmp_path, "people/a.yaml", text)])
    assert [(finding.code, finding.remedy) for finding in findings] == [("E203", "did you mean `vn-phan-van-mai`?")]


def test_an_unread_file_does_not_make_references_to_it_wrong(tmp_path: Path) -> None:
    write(tmp_path, "people/a.yaml", f"vn-a:\n{NAME}  posts: [{{post: vn-minister}}]\n")
    write(tmp_path, "posts/a.yaml", "vn-minister:\n\tname: A\n")
    _, findings = read([tmp_path])
    assert [finding.code for finding in findings] == ["Y002"]


def test_a_bomb_of_aliases_is_refused_at_its_size(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]\n"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 100)]
    gazetteer, findings = read([write(tmp_path, "people/a.yaml", "".join(lines))])
    assert gazetteer is None
    assert {finding.code for finding in findings} == {"Y006"}
    assert len(findings) < 200


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "\n\n", "\ufeff"])
def test_a_file_without_entries_is_a_warning(tmp_path: Path, text: str) -> None:
    gazetteer, findings = read([write(tmp_path, "people/a.yaml", text)])
    assert gazetteer is not None
    assert [(finding.code, finding.severity) for finding in findings] == [("Y012", "warning")]


def test_paths_that_are_no_gazetteer(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    odd = write(tmp_path, "a.docx", "")
    _, findings = read([tmp_path / "missing.yaml", odd, tmp_path / "empty", Path("a\0b.yaml")])
    assert [finding.code for finding in findings if finding.place.file == str(odd)] == ["F003"]
    assert sorted(finding.code for finding in findings)[:1] == ["F001"]
    assert "F004" in {finding.code for finding in findings}


def test_a_file_that_vanishes_or_is_a_folder_is_a_finding(tmp_path: Path) -> None:
    write(tmp_path, "people/b.yaml", f"vn-b:\n{NAME}")
    (tmp_path / "people" / "a.yaml").symlink_to(tmp_path / "gone.yaml")
    gazetteer, findings = read([tmp_path])
    assert gazetteer is None
    assert [finding.code for finding in findings] == ["F002"]
