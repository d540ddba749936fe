"""Proposals for what may be there already: on every core, each name once, and a killed import goes on."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

from exonym.resolver.exchange.proposals import Row, asked, proposals
from exonym.resolver.exchange.record import Record
from exonym.resolver.model import NO_HINTS, Candidate, Decision, Entity, Form, Gazetteer, Hints, Kind, Status

LICH = Entity("vn-lich", Kind.PERSON, "Ngô Xuân Lịch", (Form("Ngô Xuân Lịch", "vi", "name"),), "vn", born="1954")


class Slow:
    """A resolver that knows one person, and who was asked about."""

    gazetteer = Gazetteer({LICH.id: LICH}, "v1")

    def __init__(self, dies_at: int = 0) -> None:
        self.asked: list[tuple[str, Hints]] = []
        self._dies_at = dies_at

    def resolve(self, mention: str, hints: Hints = NO_HINTS, *, limit: int | None = None) -> Decision:
        if len(self.asked) + 1 == self._dies_at:
            raise KeyboardInterrupt
        self.asked.append((mention, hints))
        if "Lich" not in mention:
            return Decision(mention, Status.NONE, "nothing like it is known")
        score = 99.0 if hints.context_countries == ("vn",) else 61.0
        found = (
            Candidate(LICH.id, LICH.name, LICH.kind, score, LICH.name, ""),
            Candidate("vn-b", "B", LICH.kind, 59.9, "B", ""),
        )
        if score < 90:
            return Decision(mention, Status.AMBIGUOUS, "a near miss", found)
        return Decision(mention, Status.MATCH, "the same", found, LICH.id, LICH.name, LICH.name, score)

    def together(self, *_: object, **__: object) -> list[Decision]:
        raise NotImplementedError

    def names(self, entity_id: str) -> tuple[()]:
        raise NotImplementedError


def records(count: int) -> Iterator[Record]:
    for number in range(count):
        name = f"Lich {number % 50}" if number % 2 else f"Nobody {number}"
        yield Record(f"p{number}", Kind.PERSON, {"name": name, "country": "vn" if number % 3 else ""})
    yield Record("post", Kind.POST, {"name": "Lich"})
    yield Record("nameless", Kind.PERSON, {"names": {"en": ["Lich"]}})


def proposed(count: int, links: Path | None = None, processes: int = 1) -> tuple[list[Row], Slow]:
    resolver = Slow()
    with asked(resolver, "rules", links=links, processes=processes) as answers:
        return list(proposals(records(count), answers, resolver.gazetteer)), resolver


def test_each_name_with_its_country_is_asked_about_once() -> None:
    rows, resolver = proposed(400)
    assert [row["id"] for row in rows] == [f"p{number}" for number in range(1, 400, 2)]
    assert len(resolver.asked) == len(set(resolver.asked)) < 400
    assert all(hints.kind == "person" for _, hints in resolver.asked)
    by_id = {row["id"]: row for row in rows}
    certain, near = by_id["p1"], by_id["p3"]
    assert (certain["exonym_id"], certain["exonym_status"], certain["exonym_score"]) == ("vn-lich", "match", "99.0")
    assert (near["exonym_id"], near["exonym_status"], near["exonym_score"]) == ("", "ambiguous", "61.0")
    assert certain["exonym_candidates"] == near["exonym_candidates"] == "vn-lich"
    assert (certain["exonym_why"], certain["exonym_decision"]) == ("the same", "")


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="processes cannot be copied here")
def test_several_processes_propose_what_one_does() -> None:
    assert proposed(2_500, processes=2)[0] == proposed(2_500)[0]


def test_an_import_that_was_killed_asks_only_about_the_rest(tmp_path: Path) -> None:
    links, first = tmp_path / "links.csv", Slow(dies_at=30)
    with pytest.raises(KeyboardInterrupt), asked(first, "rules", links=links) as answers:
        list(proposals(records(100), answers, first.gazetteer))
    rows, second = proposed(100, links)
    assert rows == proposed(100)[0]
    whole = proposed(100, links)[1].asked
    assert second.asked == whole[-len(second.asked) :]
    assert len(whole) - 30 <= len(second.asked) < len(whole)
    assert list(tmp_path.iterdir()) == []


def test_progress_counts_what_is_compared() -> None:
    told: list[int] = []
    resolver = Slow()
    with asked(resolver, "rules") as answers:
        list(proposals(records(100), answers, resolver.gazetteer, told.append))
    assert told == sorted(told)
    assert told[-1] == len(resolver.asked)
