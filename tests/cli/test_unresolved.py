"""`unresolved`: what the service kept comes back as names to add, each once for all its spellings."""

import json
from pathlib import Path

import pytest

from exonym.resolver.store.checking.check import check
from exonym.resolver.store.checking.groups import Unknown, grouped

from .conftest import exonym

ASKED = [
    {"mention": "吴春历", "status": "none", "hints": {"country": "vn"}, "count": 4, "at": "2026-11-20T10:00:00+00:00"},
    {"mention": "Нго Суан Лить", "status": "none", "hints": {}, "at": "2026-11-19T10:00:00+00:00"},
    {"mention": "Ngô Xuân Lịch", "status": "ambiguous", "hints": {}, "count": 2, "at": "2026-11-21T10:00:00+00:00"},
    {"mention": "吴春历", "status": "none", "hints": {"country": "vn"}, "count": 4, "at": "2026-11-22T10:00:00+00:00"},
    {"mention": "Tô Lâm", "status": "none", "hints": {"context_countries": ["vn", "jp"]}, "count": 3},
    {"mention": "Tô Lân", "status": "none", "hints": {"date": "2018-04"}, "count": 2},
    {"mention": "გიორგი", "status": "none"},
]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "g" / "people").mkdir(parents=True)
    (tmp_path / "g" / "people" / "vn.yaml").write_text("vn-to-lam:\n  name: Tô Lâm\n  country: vn\n")
    lines = [json.dumps(each, ensure_ascii=False) for each in ASKED]
    (tmp_path / "unresolved.jsonl").write_text("\n".join(lines) + '\n{"mention": "Half a li')
    return tmp_path


def ask(store: Path, *args: str) -> dict:  # type: ignore[type-arg]
    own = ("--gazetteer", store / "g", "--without-shipped", "--json")
    result = exonym("unresolved", store / "unresolved.jsonl", *own, *args)
    assert result.returncode == 0, result.stderr
    assert b"unresolved.jsonl:8: left out: 1 lines" in result.stderr
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def test_three_scripts_of_one_name_are_one_group_with_a_stub_that_loads(store: Path) -> None:
    wire = ask(store)
    assert (wire["mentions"], wire["asked"], wire["known_by_now"], wire["groups"]) == (6, 17, 1, 3)
    first, second, third = wire["unresolved"]
    assert (first["count"], first["name"], first["kind"], first["country"]) == (11, "Ngô Xuân Lịch", "person", "vn")
    assert [(each["mention"], each["count"]) for each in first["mentions"]] == [
        ("吴春历", 8), ("Ngô Xuân Lịch", 2), ("Нго Суан Лить", 1),
    ]  # fmt: skip
    assert first["mentions"][0]["first"] < first["mentions"][0]["last"] == "2026-11-22T10:00:00+00:00"
    assert (first["stub"]["id"], first["stub"]["place"]) == ("vn-ngo-xuan-lich", "people/vn.yaml")
    assert second["mentions"][0]["mention"] == "Tô Lân"
    assert second["why"]
    assert third["stub"]["id"].startswith("x-")  # no rule writes Georgian in an id
    for each in wire["unresolved"]:
        file = store / "g" / each["stub"]["place"]
        file.write_text((file.read_text() if file.exists() else "") + each["stub"]["text"])
    assert not [str(each) for each in check([store / "g"]) if each.severity == "error"]
    again = ask(store)
    # one spelling may still be a stranger's: a stub vouches for the name that it writes, not for every rendering of it
    assert again["groups"] <= 1
    assert again["known_by_now"] >= 5


def test_limit_and_least_count(store: Path) -> None:
    assert len(ask(store, "--limit", "1")["unresolved"]) == 1
    assert ask(store, "--min-count", "3")["groups"] == 1
    text = exonym("unresolved", store / "unresolved.jsonl", "--limit", "1").stdout.decode()
    assert "--limit shows more" in text


def test_a_taken_id_gets_a_number(store: Path) -> None:
    file = store / "g" / "people" / "vn.yaml"
    file.write_text(file.read_text() + "vn-ngo-xuan-lich:\n  name: Lê Khác\n")
    assert ask(store)["unresolved"][0]["stub"]["id"] == "vn-ngo-xuan-lich-2"


def test_the_file_comes_from_the_setting_or_is_asked_for(store: Path, tmp_path: Path) -> None:
    assert exonym("unresolved").returncode == 2
    (tmp_path / "other.txt").write_text("no store\n")
    for name, reason in (("other.txt", b"unresolved_file"), ("missing.jsonl", b"No such file")):
        result = exonym("unresolved", tmp_path / name)
        assert result.returncode == 1
        assert reason in result.stderr
        assert b"Traceback" not in result.stderr
    (tmp_path / "empty.jsonl").write_text("")
    assert b"0 unresolved names" in exonym("unresolved", tmp_path / "empty.jsonl").stdout


def heads(*texts: str) -> list[list[str]]:
    return sorted(sorted(each.text for each in group.members) for group in grouped([Unknown(text) for text in texts]))


def test_other_names_stay_apart() -> None:
    assert heads("Nguyễn Minh Vũ", "Nguyễn Vũ Minh", "Nguyễn", "阮") == [
        ["Nguyễn"], ["Nguyễn Minh Vũ"], ["Nguyễn Vũ Minh"], ["阮"],
    ]  # fmt: skip
    assert heads("John Smith", "Smith", "ジョン・スミス") == [["John Smith", "ジョン・スミス"], ["Smith"]]


def test_ministries_and_agreements_are_grouped_by_what_they_are() -> None:
    assert heads("越南国防部", "Bộ Quốc phòng Việt Nam", "日本国防部") == [
        ["Bộ Quốc phòng Việt Nam", "越南国防部"], ["日本国防部"],
    ]  # fmt: skip
    (group,) = grouped([Unknown("Đại tướng Ngô Xuân Lịch"), Unknown("吴春历大将")])
    assert (group.name, group.kind.value, group.count) == ("Ngô Xuân Lịch", "person", 2)


def test_countries_that_contradict_keep_names_apart() -> None:
    groups = grouped([Unknown("董军", 1, "person", "cn"), Unknown("Dong Jun", 1, "person", "us")])
    assert len(groups) == 2


def test_what_names_nothing_is_left_out() -> None:
    assert grouped([Unknown("!!!"), Unknown("  ")]) == []
