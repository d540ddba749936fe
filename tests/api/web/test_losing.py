"""Where the runner-up loses: piece by piece, a contradiction before all."""

from __future__ import annotations

from exonym.api.web.losing import compare
from exonym.resolver.model import Candidate, Evidence, Kind


def word(mention: str, form: str, weight: float, *, veto: bool = False) -> Evidence:
    return Evidence("same-script", weight, f"{mention} ~ {form}", veto, {"mention": mention, "form": form})


def candidate(name: str, *evidence: Evidence) -> Candidate:
    return Candidate(name, name, Kind.PERSON, 0.0, name, "", evidence)


def test_the_first_piece_that_weighs_less_is_where_it_loses() -> None:
    winner = candidate("w", word("Li", "Li", 3.0), word("Qiang", "Qiang", 5.0), Evidence("country", 2.0, "cn"))
    loser = candidate("l", word("Li", "Li", 3.0), word("Qiang", "Jiang", 1.0))
    found = compare(winner, loser)
    assert [round(piece.lead, 1) for piece in found.pieces] == [0.0, 4.0, 2.0]
    assert found.first is found.pieces[1]
    assert found.lead == 6.0


def test_a_contradiction_counts_before_what_stands_earlier() -> None:
    winner = candidate("w", word("Li", "Li", 3.0), word("Qiang", "Qiang", 5.0))
    loser = candidate("l", word("Li", "Lee", 2.0), word("Qiang", "Ming", -3.0, veto=True))
    found = compare(winner, loser)
    assert found.first is not None
    assert found.first.loser is not None
    assert found.first.loser.veto


def test_what_only_the_loser_has_stands_at_the_end() -> None:
    winner = candidate("w", word("Li", "Li", 3.0))
    loser = candidate("l", word("Li", "Li", 3.0), Evidence("office-other", -0.5, "of another office"))
    found = compare(winner, loser)
    assert found.pieces[-1].winner is None
    assert found.first is found.pieces[-1]


def test_words_are_paired_however_they_agree_and_each_once() -> None:
    winner = candidate("w", word("An", "An", 2.0), word("An", "Ân", 1.0))
    loser = candidate("l", word("An", "An", 2.0))
    first, second = compare(winner, loser).pieces
    assert first.loser is not None
    assert second.loser is None


def test_equals_lose_nowhere() -> None:
    same = word("Li", "Li", 3.0)
    found = compare(candidate("w", same), candidate("l", same))
    assert found.first is None
    assert found.lead == 0.0
