"""Answers about names that the gazetteer writes itself are found again by a later run; nothing else is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from exonym.resolver.bulk.answering import answer_cache
from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.shape import Shape
from exonym.resolver.model import Gazetteer

from .conftest import CMC, LICH, Bench

WRITTEN = ["吴春历", "中央军委"]
TABLE = "name\n吴春历\nNgo Xuan Lich\nSecret Person\n中央军委\n吴春历\n"


@pytest.fixture(autouse=True)
def worth_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few mentions are many, for these tests."""
    monkeypatch.setattr(answer_cache, "MANY", 2)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "compiled").mkdir()
    return tmp_path / "compiled"


def files(place: Path) -> list[Path]:
    return sorted(place.iterdir())


def run(bench: Bench, place: Path | None, table: str = TABLE, **changes: object) -> bytes:
    """One run; the resolver forgets what it was asked before."""
    bench.resolver.asked.clear()
    settings = {"columns": Columns("name"), "kept": str(place or ""), **changes}
    return bench.run(table, **settings)


def asked(bench: Bench) -> list[str]:
    return [mention for mention, _ in bench.resolver.asked]


def test_a_later_run_asks_only_about_the_others(bench: Bench, place: Path) -> None:
    plain = run(bench, None)
    first = run(bench, place)
    assert sorted(asked(bench)) == sorted({*WRITTEN, "Ngo Xuan Lich", "Secret Person"})
    again = run(bench, place)
    assert asked(bench) == ["Ngo Xuan Lich", "Secret Person"]
    assert plain == first == again


def test_nothing_is_kept_that_the_gazetteer_does_not_write(bench: Bench, place: Path) -> None:
    run(bench, place)
    (file,) = files(place)
    lines = file.read_bytes().splitlines()
    assert len(lines) == 1 + len(WRITTEN)
    assert b"Secret" not in file.read_bytes()
    assert b"Ngo Xuan Lich" not in file.read_bytes()


@pytest.mark.parametrize("changes", [{"rules": "a stricter policy"}, {"legacy": "vni"}])
def test_answers_under_other_rules_do_not_count(bench: Bench, place: Path, changes: dict[str, object]) -> None:
    run(bench, place)
    run(bench, place, **changes)
    assert set(WRITTEN) <= set(asked(bench))


def test_answers_of_another_gazetteer_do_not_count(bench: Bench, place: Path) -> None:
    run(bench, place)
    bench.resolver.gazetteer = Gazetteer({LICH.id: LICH, CMC.id: CMC}, "v2")  # type: ignore[misc]
    run(bench, place)
    assert set(WRITTEN) <= set(asked(bench))


def test_what_a_person_decided_counts_more(bench: Bench, place: Path, tmp_path: Path) -> None:
    run(bench, place)
    made = tmp_path / "made.csv"
    made.write_text(f"mention,decision\n吴春历,{CMC.id}\n", encoding="utf-8")
    decided = run(bench, place, decisions=str(made)).decode()
    assert f"吴春历,{CMC.id}," in decided
    assert f"吴春历,{LICH.id}," in run(bench, place).decode(), "and is not kept as what the resolver says"


def test_hints_make_another_question(bench: Bench, place: Path) -> None:
    table = "name,country\n吴春历,vn\n中央军委,cn\nNobody,\n"
    columns = Columns("name", country="country")
    first = run(bench, place, table, columns=columns)
    assert run(bench, place, table, columns=columns) == first
    assert len(asked(bench)) == 3
    assert files(place) == []


def test_few_mentions_leave_what_was_kept_alone(bench: Bench, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_cache, "MANY", 100)
    run(bench, place)
    assert files(place) == []


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"not json\n", None])
def test_what_cannot_be_read_is_as_good_as_nothing(bench: Bench, place: Path, damage: bytes | None) -> None:
    first = run(bench, place)
    (file,) = files(place)
    whole = file.read_bytes()
    file.write_bytes(whole[:-9] if damage is None else damage)
    assert run(bench, place) == first
    assert file.read_bytes().splitlines()[0] == whole.splitlines()[0], "and is written anew"
    assert len(file.read_bytes().splitlines()) == len(whole.splitlines())


def test_where_nothing_can_be_written_the_answers_are_the_same(bench: Bench, tmp_path: Path) -> None:
    gone = tmp_path / "no such folder"
    assert run(bench, gone) == run(bench, None)
    assert not gone.exists()


def test_no_more_than_so_many_are_kept(bench: Bench, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_cache, "_MOST", 1)
    run(bench, place)
    assert len(files(place)[0].read_bytes().splitlines()) == 2


def test_what_is_kept_for_one_shape_serves_no_other(bench: Bench, place: Path) -> None:
    run(bench, place)
    shape = Shape(columns=("id",))
    assert run(bench, place, shape=shape) == run(bench, None, shape=shape)
    assert len(files(place)) == 2
    run(bench, place)
    assert set(WRITTEN).isdisjoint(asked(bench)), "what is kept for the first is still there"


def test_only_the_newest_files_stay(bench: Bench, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_cache, "_FILES", 2)
    run(bench, place)
    (first,) = files(place)
    for limit in (2, 3):
        run(bench, place, shape=Shape(candidates=limit))
    assert len(files(place)) == 2
    assert not first.exists()


def test_files_of_others_stay(bench: Bench, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_cache, "_FILES", 1)
    place.mkdir(exist_ok=True)
    mine = [place / name for name in ("letters.answers", "more.answers", ".out.csv.answers")]
    for path in mine:
        path.write_text("mine")
    for limit in (2, 3):
        run(bench, place, shape=Shape(candidates=limit))
    assert {path.read_text() for path in mine} == {"mine"}
