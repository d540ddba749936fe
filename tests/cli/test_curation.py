"""`diff`, `stats` and `duplicates` on gazetteers small enough to know the answer."""

import json
import subprocess
from pathlib import Path

import pytest

from .conftest import exonym

PEOPLE = (
    "vn-ngo-xuan-lich:\n  name: Ngô Xuân Lịch\n  country: vn\n  born: 1954\n"
    "  posts: [{post: vn-minister, from: 2016-04, to: 2021-04}]\n  sources: [knowledge]\n"
    "vn-phan-van-giang:\n  name: Phan Văn Giang\n  country: vn\n"
)
POSTS = "vn-minister:\n  name: Bộ trưởng\n  country: vn\n  office: minister-of-defence\n  sources: [https://example.org/a]\n"


def git(root: Path, *args: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", str(root), *identity, *args], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    for folder, text in (("people", PEOPLE), ("posts", POSTS)):
        (root / "g" / folder).mkdir(parents=True)
        (root / "g" / folder / "vn.yaml").write_text(text)
    (root / "seeds").mkdir()
    (root / "seeds" / "mentions.csv").write_text(
        "mention,kind\nPhan Văn Giang,person\nNgô Xuân Lịch,person\nTướng Giang,\n"
    )
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    return root


def diff(repository: Path, *args: str) -> dict:  # type: ignore[type-arg]
    result = exonym("diff", *args, "--gazetteer", repository / "g", "--without-shipped", "--json")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def test_without_an_edit_nothing_moves(repository: Path) -> None:
    wire = diff(repository)
    assert (wire["entities"], wire["moved"], wire["mentions"]) == ([], [], 3)
    assert wire["before"] == wire["gazetteer"]


def test_an_edit_shows_the_mentions_that_it_moves(repository: Path) -> None:
    file = repository / "g" / "people" / "vn.yaml"
    file.write_text(PEOPLE.replace("Phan Văn Giang\n", "Phan Văn Mãi\n") + "vn-z:\n  name: Lê Thử\n")
    wire = diff(repository)
    assert wire["entities"] == [
        {"id": "vn-phan-van-giang", "edit": "changed", "fields": ["name", "forms"]},
        {"id": "vn-z", "edit": "added", "fields": []},
    ]
    moved = {each["mention"]: (each["before"]["id"], each["after"]["id"]) for each in wire["moved"]}
    assert moved["Phan Văn Giang"] == ("vn-phan-van-giang", None)
    assert "Ngô Xuân Lịch" not in moved
    command = ("diff", "HEAD", "--gazetteer", repository / "g", "--without-shipped", "--markdown")
    table = exonym(*command).stdout.decode()
    assert "| Phan Văn Giang | match vn-phan-van-giang | " in table


def test_a_renamed_id_that_redirects_moves_nothing(repository: Path) -> None:
    file = repository / "g" / "people" / "vn.yaml"
    renamed = PEOPLE.replace("vn-phan-van-giang:", "vn-giang:")
    file.write_text(renamed + "vn-phan-van-giang:\n  merged_into: vn-giang\n")
    wire = diff(repository)
    assert [(each["id"], each["edit"]) for each in wire["entities"]] == [
        ("vn-giang", "added"), ("vn-phan-van-giang", "merged"),
    ]  # fmt: skip
    assert wire["moved"] == []


def test_another_path_and_own_mentions(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("id,name\nx,Phan Văn Giang\n")
    mentions = tmp_path / "mentions.tsv"
    mentions.write_text("# a comment\nmention\tkind\nPhan Văn Giang\tperson\n")
    wire = diff(repository, str(other), "--mentions", str(mentions))
    assert [(each["before"]["id"], each["after"]["id"]) for each in wire["moved"]] == [("x", "vn-phan-van-giang")]


def test_an_unknown_revision_is_a_usage_error(repository: Path) -> None:
    result = exonym("diff", "no-such-revision", "--gazetteer", repository / "g", "--without-shipped")
    assert result.returncode == 2
    assert b"no-such-revision" in result.stderr


def test_stats_count_what_is_there_and_what_is_not(repository: Path) -> None:
    result = exonym("stats", "--gazetteer", repository / "g", "--without-shipped", "--json")
    wire = json.loads(result.stdout)
    assert wire["kinds"] == {"person": 2, "post": 1}
    assert wire["offices"] == {"minister-of-defence": {"vn": 1}}
    assert wire["undated"] == ["vn-phan-van-giang"]
    assert wire["knowledge_only"] == ["vn-ngo-xuan-lich"]
    assert wire["unsourced"] == ["vn-phan-van-giang"]
    assert wire["posts"][0] | {"gaps": []} == {
        "id": "vn-minister", "country": "vn", "office": "minister-of-defence", "terms": 1, "undated": 0,
        "first": "2016-04", "last": "2021-04", "open": False, "gaps": [],
    }  # fmt: skip
    assert b"vn-minister" in exonym("stats", "--posts", "--gazetteer", repository / "g", "--without-shipped").stdout


def test_gaps_between_holders_are_told(tmp_path: Path) -> None:
    from exonym.resolver.store.checking.coverage import coverage
    from exonym.resolver.store.reading.load import load

    file = tmp_path / "a.yaml"
    file.write_text(
        "p:\n  kind: post\n  name: P\n"
        "a:\n  kind: person\n  name: A\n  posts: [{post: p, from: 2001, to: 2005}]\n"
        "b:\n  kind: person\n  name: B\n  posts: [{post: p, from: 2009}]\n"
        "c:\n  kind: person\n  name: C\n  posts: [{post: p, from: 2015}]\n"
    )
    (post,) = coverage(load([file])).posts
    assert (post.gaps, post.open, post.terms) == (("2005/2009",), True, 3)


def test_duplicates_across_scripts_are_found_and_declared_ones_left_out(tmp_path: Path) -> None:
    file = tmp_path / "people.yaml"
    file.write_text(
        "a:\n  kind: person\n  name: Ngô Xuân Lịch\n  country: vn\n"
        "b:\n  kind: person\n  name: 吴春历\n  country: vn\n"
        "c:\n  kind: person\n  name: Lê Thử Nghiệm\n  country: vn\n"
    )
    args = ("duplicates", "--gazetteer", file, "--without-shipped", "--json")
    pairs = json.loads(exonym(*args).stdout)["pairs"]
    assert [{each["first"], each["second"]} for each in pairs] == [{"a", "b"}]
    file.write_text(file.read_text().replace("吴春历\n", "吴春历\n  not: [a]\n"))
    assert json.loads(exonym(*args).stdout)["pairs"] == []


def test_a_removed_id_is_told_to_stay(repository: Path) -> None:
    file = repository / "g" / "people" / "vn.yaml"
    file.write_text(PEOPLE.replace("vn-phan-van-giang:", "vn-giang:"))
    args = ("diff", "--gazetteer", repository / "g", "--without-shipped")
    for more in ((), ("--markdown",)):
        text = exonym(*args, *more).stdout.decode()
        assert "removed" in text
        assert "merged_into" in text


def test_a_holder_who_retires_is_followed_by_the_next(repository: Path) -> None:
    file = repository / "g" / "people" / "vn.yaml"
    named = PEOPLE.replace("to: 2021-04}", "to: 2021-04-08}") + "  posts: [{post: vn-minister, from: 2021-04-08}]\n"
    file.write_text(named)
    asked = repository / "seeds" / "mentions.csv"
    asked.write_text("mention,date\n越南国防部长,2018-06\n越南国防部长,2024-06\n")
    moved = {each["before"]["id"]: each["after"]["id"] for each in diff(repository)["moved"]}
    assert moved == {None: "vn-phan-van-giang"}
    checked = exonym("check", repository / "g")
    assert (checked.returncode, checked.stdout.decode().splitlines()[-1].split(" error")[0]) == (0, "0"), checked.stdout
