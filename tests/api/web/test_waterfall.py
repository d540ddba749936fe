"""How a score is shown: every step adds up to what the resolver decided."""

from __future__ import annotations

import pytest

from exonym.api.web.waterfall import waterfall
from exonym.resolver.decision.decide import probability
from exonym.resolver.hints import parse_hints
from exonym.resolver.model import Candidate, Evidence, Kind, Reckoning
from exonym.resolver.resolve import Resolver


def candidate(prior: float, *weights: float, bound: str = "", said: int | None = None, score: float = 0.0) -> Candidate:
    evidence = tuple(Evidence("r", weight, f"{weight:+}") for weight in weights)
    reckoning = Reckoning(prior, len(weights) if said is None else said, bound)
    return Candidate("a", "A", Kind.PERSON, score, "A", "", evidence, reckoning=reckoning)


def test_steps_lead_from_the_prior_to_the_sum() -> None:
    falls = waterfall(candidate(-5.0, 4.0, 3.0, -1.0))
    assert falls is not None
    assert [bar.weight for bar in falls.bars] == [-5.0, 4.0, 3.0, -1.0]
    assert [bar.after for bar in falls.bars] == [-5.0, -1.0, 2.0, 1.0]
    assert falls.total == 1.0
    assert falls.probability == pytest.approx(73.1, abs=0.05)
    assert falls.bars[0].evidence is None


def test_bars_stand_on_one_scale() -> None:
    falls = waterfall(candidate(-5.0, 10.0))
    assert falls is not None
    assert falls.zero == 500
    first, second = falls.bars
    assert (first.left, first.width) == (0, 500)
    assert (second.left, second.width) == (0, 1000)


def test_what_weighs_nothing_is_still_seen_and_little_is_no_long_bar() -> None:
    falls = waterfall(candidate(-0.1, 0.0, 0.1))
    assert falls is not None
    assert all(3 <= bar.width <= 30 for bar in falls.bars)


def test_the_evidence_of_the_document_chooses_and_is_in_no_sum() -> None:
    falls = waterfall(candidate(-5.0, 6.0, 2.0, said=1))
    assert falls is not None
    assert falls.total == 1.0
    assert [each.weight for each in falls.choosing] == [2.0]


def test_where_nothing_was_weighed_nothing_falls() -> None:
    assert waterfall(Candidate("a", "A", Kind.PERSON, 0.0, "", "nothing agrees")) is None


@pytest.mark.parametrize(("nats", "share"), [(0.0, 50.0), (-1e9, 0.0), (1e9, 100.0)])
def test_any_sum_is_a_probability(nats: float, share: float) -> None:
    assert probability(nats) == pytest.approx(share)


@pytest.mark.parametrize(
    ("mention", "hints"),
    [
        ("吴春历", {}),
        ("Ngo Xuan Lich", {"country": "vn"}),
        ("越南国防部部长吴春历大将", {"date": "2018-04-10"}),
        ("国防部", {"country": "vn"}),
        ("Bộ Quốc phòng", {}),
        ("Japan–Viet Nam Economic Partnership Agreement", {}),
        ("Minister of Defence of Vietnam", {"date": "2018"}),
    ],
)
def test_the_last_step_is_the_score(small: Resolver, mention: str, hints: dict[str, str]) -> None:
    found = small.resolve(mention, parse_hints(hints)).candidates
    assert found
    for each in found:
        falls = waterfall(each)
        assert falls is not None
        assert falls.bound or round(falls.probability, 1) == each.score
        assert falls.score == each.score


def test_a_contradiction_bounds_the_score(small: Resolver) -> None:
    against = small.explain("Ngo Xuan Lich", "vn-ngo-xuan-lich", parse_hints({"country": "jp"}))
    falls = waterfall(against)
    assert falls is not None
    assert falls.bound == "contradiction"
    assert falls.score < falls.probability
