"""What the quality benchmark asks for, and the lines that say whether it is reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.bench.contenders import OURS
from tests.bench.groups import Row, Sizes, is_whole, recall
from tests.bench.latency import Times
from tests.bench.scoring import Scored, capped

from exonym.resolver.evaluation.calibration import expected_error, reliability
from exonym.resolver.evaluation.outcomes import Outcome

PRECISION, NIL_RECALL = 0.98, 0.97
F1 = {"wiki_en": 0.80}
CALIBRATION = 0.03
CROWD = 0.03
MEDIAN = 2.0
"""Milliseconds."""


@dataclass(frozen=True)
class Line:
    """A line of the table. Without a goal a figure is only told; `is_partial`: not all that it means was asked."""

    what: str
    ours: float
    goal: float | None = None
    other: str = ""
    is_least: bool = True
    is_partial: bool = False
    digits: int = 3

    @property
    def verdict(self) -> str:
        """Whether the goal is reached; empty where there is none."""
        if self.goal is None:
            return ""
        reached = self.ours >= self.goal if self.is_least else self.ours <= self.goal
        return ("reached" if reached else "NOT REACHED") + (", asked in part" if self.is_partial else "")

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """What, figure, goal, verdict, and the best of the others."""
        sign = "≥" if self.is_least else "≤"
        goal = "" if self.goal is None else f"{sign} {self.goal:g}"
        return self.what, f"{self.ours:.{self.digits}f}", goal, self.verdict, self.other


@dataclass
class Results:
    """All figures of a run: by set and contender, ours with the crowd by set, and each of our first answers.

    `cold` and `warm` are the times of one resolve, with caches emptied before each mention and with caches kept.
    """

    scored: dict[str, dict[str, Scored]] = field(default_factory=dict)
    crowded: dict[str, Scored] = field(default_factory=dict)
    sizes: dict[str, Mapping[str, int]] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    cold: Times | None = None
    warm: Times | None = None

    def of(self, who: str) -> dict[str, Scored]:
        """The figures of one contender by set."""
        return {name: each[who] for name, each in self.scored.items() if who in each}

    def others(self) -> list[str]:
        """Everybody but us who was asked anything."""
        return list(dict.fromkeys(who for each in self.scored.values() for who in each if who != OURS))


def by_group(results: Results, rows: Iterable[Row]) -> Iterator[Line]:
    """Recall@1 of each row, beside the best of those who were asked about all the sets that we were asked about."""
    for row in rows:
        ours = _recall(row, results.of(OURS), results.sizes)
        if ours is None:
            continue
        found = {who: _recall(row, results.of(who), results.sizes) for who in results.others()}
        wanted = set(row.strata) & set(results.of(OURS))
        known = {who: each for who, each in found.items() if each is not None and wanted <= set(results.of(who))}
        best = max(known, key=lambda who: known[who], default="")
        other = f"{known[best]:.3f} {best}" if best else ""
        yield Line(f"recall@1: {row.name}", ours, row.goal, other, is_partial=not is_whole(row, results.of(OURS)))


def by_set(results: Results, graded: Iterable[str]) -> Iterator[Line]:
    """Links and refusals of the graded sets at our threshold, beside the other with the best F1 at its best one."""
    for name in graded:
        each = results.scored[name]
        ours, others = each[OURS], {who: scored for who, scored in each.items() if who != OURS}
        best = max(others, key=lambda who: others[who].pooled("best", "F1"), default="")

        def beside(figure: str, others: dict[str, Scored] = others, best: str = best) -> str:
            return f"{others[best].pooled('best', figure):.3f} {best}, its best F1" if best else ""

        if ours.macro is not None:
            macro, who = max(((scored.macro or 0.0, who) for who, scored in others.items()), default=(0.0, ""))
            yield Line(f"{name}: recall@1, macro", ours.macro, None, f"{macro:.3f} {who}" if who else "")
        yield Line(f"{name}: link precision", ours.pooled("own", "P"), PRECISION, beside("P"))
        yield Line(f"{name}: link recall", ours.pooled("own", "R"), None, beside("R"))
        yield Line(f"{name}: link F1", ours.pooled("own", "F1"), F1.get(name), beside("F1"))
        if ours.nobody:
            yield Line(f"{name}: NIL recall", ours.pooled("own", "NR"), NIL_RECALL, beside("NR"))


def calibration(outcomes: Sequence[Outcome], threshold: float) -> Iterator[Line]:
    """The expected calibration error of the first answer, of the scores as users and as the scorer see them."""
    for whose, each in (
        ("scores as the service gives them", outcomes),
        ("scores as the adapter gives them", [capped(outcome, threshold) for outcome in outcomes]),
    ):
        error = expected_error(reliability(each))
        if error is not None:
            yield Line(f"calibration error: {whose}", error, CALIBRATION, is_least=False)


def hard_negatives(asked: int, wrong: Sequence[str]) -> Line:
    """How many of the hard negatives are a match."""
    return Line(f"hard negatives accepted, of {asked}", len(wrong), 0, ", ".join(wrong), is_least=False, digits=0)


def speed(results: Results, name: str) -> Iterator[Line]:
    """CPU time of one resolve against the names of a set, beside the mean of the quickest other on the same names."""
    if results.cold is None or results.warm is None:
        return
    others = {who: each.cpu for who, each in results.scored[name].items() if who != OURS}
    quickest = min(others, key=lambda who: others[who], default="")
    other = f"{others[quickest]:.2f} {quickest}, mean of all queries" if quickest else ""
    what = f"CPU ms of one resolve, {name}, {results.cold.mentions:,} distinct mentions"
    yield Line(f"{what}: median, caches emptied", results.cold.median, MEDIAN, other, is_least=False, digits=2)
    yield Line(f"{what}: p90, caches emptied", results.cold.p90, digits=2)
    yield Line(f"{what}: p99, caches emptied", results.cold.p99, digits=2)
    yield Line(f"{what}: median, caches kept", results.warm.median, digits=2)


def beside_crowd(results: Results, rows: Iterable[Row]) -> Iterator[Line]:
    """Ours with the crowd less ours without it: by row over the sets that can have a crowd, and by set."""
    plain = {name: each for name, each in results.of(OURS).items() if name in results.crowded}
    for row in rows:
        before, after = (_recall(row, each, results.sizes) for each in (plain, results.crowded))
        if before is not None and after is not None:
            yield _change(f"recall@1: {row.name}", before, after)
    for name, with_crowd in results.crowded.items():
        without = plain[name]
        if without.macro is not None and with_crowd.macro is not None:
            yield _change(f"{name}: recall@1, macro", without.macro, with_crowd.macro)
        graded = [("link precision", "P"), ("link F1", "F1"), *([("NIL recall", "NR")] if without.nobody else [])]
        for label, figure in graded:
            yield _change(f"{name}: {label}", without.pooled("own", figure), with_crowd.pooled("own", figure))


def _change(what: str, without: float, with_crowd: float) -> Line:
    told = f"{without:.3f} without, {with_crowd:.3f} with"
    return Line(f"loss by the crowd, {what}", without - with_crowd, CROWD, told, is_least=False)


def _recall(row: Row, scored: Mapping[str, Scored], sizes: Sizes) -> float | None:
    return recall(row, {name: each.counts for name, each in scored.items()}, sizes)
