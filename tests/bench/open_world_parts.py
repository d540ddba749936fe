"""The parts of the open-world table: each asks one kind of data and yields its lines."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from tests.bench import faults, grouping, linking, stranger_peers
from tests.bench.adapter import stated
from tests.bench.goals import Line
from tests.bench.questions import Question, evenly, read_questions
from tests.bench.verdicts import Tally, Verdict, judge
from tests.bench.workers import Answer, ask_all, spread

from exonym.resolver.evaluation import mixes
from exonym.resolver.model import NO_HINTS, Hints
from exonym.resolver.policy import DEFAULT_POLICY, Policy
from exonym.resolver.resolve import Resolver

SEEDS_FILE = Path(__file__).parents[2] / "seeds" / "mentions.csv"
WITHOUT, WITH = "without hints", "with hints"
SAMPLE = 4_000
"""Strangers that are asked of the peers, and at each known share."""
CALIBRATION = 0.02
SHOWN = {
    "wrong": {Verdict.WRONG, Verdict.NEW},
    "noisy": {Verdict.NOISY},
    "missed": {Verdict.OPEN, Verdict.LOST},
}
tell = partial(print, file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Goals:
    """What is wanted of one list of questions, asked in one way, and what commit 24f2221 reached."""

    wrong: int
    noisy: int | None
    right: int | None
    before: tuple[int, int, int]
    """Wrong, noisy and right at that commit."""


STRANGERS = {WITHOUT: Goals(2, 400, 35, (15, 1357, 40)), WITH: Goals(2, 400, 37, (325, 5314, 41))}
TEXTS = {WITHOUT: Goals(2, 20, 355, (8, 38, 355)), WITH: Goals(2, 25, 420, (13, 73, 462))}
SEEDS = {WITHOUT: Goals(0, None, None, (0, 1, 115)), WITH: Goals(0, None, 122, (0, 1, 123))}


@dataclass
class Run:
    """What is asked, of whom, and how much of it; nothing is asked twice. `limit` 0 is: all."""

    shared: Path
    resolver: Resolver
    limit: int = 0
    processes: int = 1
    shown: frozenset[Verdict] = frozenset()
    by: str = ""
    sets: frozenset[str] = frozenset()
    answers: dict[tuple[Policy, str, Hints | None], Answer] = field(default_factory=dict)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids that the gazetteer had when the right answers were written down."""
        return frozenset((self.shared / "texts" / "ids.txt").read_text(encoding="utf-8").split())

    @property
    def bench(self) -> Path:
        """Where the sets of the benchmark lie."""
        return self.shared / "bench"

    def wanted(self, names: Sequence[str]) -> list[str]:
        """Those of the sets that are asked for, in an order in which they fill the cores."""
        return linking.by_size(self.bench, [name for name in names if not self.sets or name in self.sets])

    def rows(self, name: str, count: int = 0) -> list[Question]:
        """The questions of a list; at most `count`, evenly spaced."""
        path, gold = {
            "strangers": (self.shared / "strangers" / "strangers.csv", "gold"),
            "texts": (self.shared / "texts" / "mentions.csv", "gold"),
            "seeds": (SEEDS_FILE, "id"),
        }[name]
        return evenly(read_questions(path, gold), self.limit or count)

    def tally(self, questions: Sequence[Question], way: str, policy: Policy = DEFAULT_POLICY) -> Tally:
        """The verdicts on the answers to these questions, without or with their hints."""
        asked = [(each.mention, each.hints if way == WITH else NO_HINTS) for each in questions]
        new = [each for each in dict.fromkeys(asked) if (policy, *each) not in self.answers]
        if new:
            began = time.monotonic()
            resolver = Resolver(self.resolver.gazetteer, policy, catalogue=self.resolver.catalogue)
            for question, answer in zip(new, ask_all(resolver, new, self.processes), strict=True):
                self.answers[policy, *question] = answer
            tell(f"{len(new):,} distinct questions {way} in {time.monotonic() - began:.0f} s")
        return judge(questions, [self.answers[policy, *each] for each in asked], self.ids)


def _asked(run: Run, name: str, goals: dict[str, Goals]) -> Iterator[Line]:
    questions = run.rows(name)
    for way, goal in goals.items():
        tally = run.tally(questions, way)
        yield from _lines(f"{name} {way}", tally, goal, is_partial=bool(run.limit))
        for label, part in tally.by(run.by).items() if run.by in questions[0].labels else ():
            yield from _lines(f"{name} {way}, {run.by} {label or '(empty)'}", part, None, is_partial=False)
        for each in tally.judged:
            if each.verdict in run.shown:
                print(f"{name} {way}, {each.verdict}: {each.line}")


def _lines(what: str, tally: Tally, goals: Goals | None, *, is_partial: bool) -> Iterator[Line]:
    line = partial(Line, is_partial=is_partial, digits=0)
    wrong, noisy, right = tally.count(Verdict.WRONG), tally.count(Verdict.NOISY), tally.count(Verdict.RIGHT)
    goal = (goals.wrong, goals.noisy, goals.right) if goals else (None, None, None)
    before = [f"{each:,}" for each in goals.before] if goals else ["", "", ""]
    yield line(f"{what}: wrong, of {len(tally.judged):,}", wrong, goal[0], before[0], is_least=False)
    yield line(f"{what}: noisy, of {tally.strangers:,} strangers", noisy, goal[1], before[1], is_least=False)
    yield line(f"{what}: right, of {tally.known:,} known", right, goal[2], before[2])
    if new := tally.count(Verdict.NEW):
        yield line(f"{what}: a match with an id of later, to be looked at", new)


def tried_faults(run: Run) -> Iterator[Line]:
    """Small inputs that once went wrong, by kind."""
    tried = faults.try_all(faults.read_faults(run.shared / "faults" / "dev.tsv"), run.resolver)
    for kind in dict.fromkeys(each.kind for each in tried):
        those = [each.is_right for each in tried if each.kind == kind]
        yield Line(f"faults: {kind}, of {len(those)}", sum(those), len(those), digits=0)
    yield Line(f"faults: all, of {len(tried)}", sum(each.is_right for each in tried), len(tried), "1", digits=0)
    if Verdict.WRONG in run.shown:
        for each in tried:
            if not each.is_right:
                print(f"{each.kind}: {each.line}")


def sets(run: Run) -> Iterator[Line]:
    """Links in the sets of the benchmark, the known share being stated."""
    names = run.wanted(list(linking.before()))
    measured = spread(partial(linking.measure, run.bench, limit=run.limit), names, run.processes, chunk=1)
    yield from linking.lines(sorted(zip(names, measured, strict=True)), run.limit)


def groups(run: Run) -> Iterator[Line]:
    """The groups of the quality table, with fewer queries of each stratum than there."""
    yield from grouping.lines(run.bench, run.wanted, run.limit, run.processes)


def peers(run: Run) -> Iterator[Line]:
    """False matches of the resolver and of other matchers among the same strangers, and whom of the texts they know.

    The second figure stands beside the first since a matcher that hardly answers is hardly wrong.
    """
    asked = [each for each in run.rows("strangers", SAMPLE) if each.is_stranger]
    known = [each for each in run.rows("texts") if each.gold and each.labels["kind"] == "person"]
    for way in (WITHOUT, WITH):
        false, right = run.tally(asked, way).false_matches, run.tally(known, way).count(Verdict.RIGHT)
        yield from _peer(f"exonym {way}", false, len(asked), right, len(known))
    people = stranger_peers.people(run.resolver.gazetteer)
    for peer in stranger_peers.PEERS:
        if peer.missing:
            tell(f"{peer.name}: left out, {', '.join(peer.missing)} not installed (requirements-bench.txt)")
            continue
        best = peer.make(people)
        false = sum(map(bool, best([each.mention for each in asked])))
        right = sum(i in each.gold for i, each in zip(best([each.mention for each in known]), known, strict=True))
        yield from _peer(peer.name, false, len(asked), right, len(known))


def _peer(who: str, false: int, strangers: int, right: int, known: int) -> Iterator[Line]:
    yield Line(f"{who}: false matches per 10,000, of {strangers:,} strangers", 10_000 * false / strangers, digits=1)
    yield Line(f"{who}: right, of {known:,} known people of the texts", right, digits=0)


def reliability(run: Run) -> Iterator[Line]:
    """Whether scores mean what they say where few are known and where most are: a table of each, and its error."""
    questions = [each for name in ("strangers", "texts", "seeds") for each in run.rows(name, SAMPLE)]
    for share in mixes.PUBLISHED:
        for way in (WITHOUT, WITH):
            found = mixes.mix(run.tally(questions, way, stated(share)).outcomes(), share)
            what = f"calibration error, {share:.0%} known, {way}"
            _diagram(what, found)
            yield Line(what, found.error or 0.0, CALIBRATION, is_least=False, is_partial=bool(run.limit))


def _diagram(what: str, found: mixes.Mix) -> None:
    print(f"\n{what}\n\n| scores | answers | told | true | gap |\n| --- | --: | --: | --: | --: |")
    for each in found.bins:
        shares = f"{each.told:.3f} | {each.true:.3f} | {each.gap:+.3f}"
        print(f"| {each.low:.1f}–{each.high:.1f} | {each.answers:,} | {shares} |")
    print()


PARTS: dict[str, Callable[[Run], Iterator[Line]]] = {
    "strangers": partial(_asked, name="strangers", goals=STRANGERS),
    "texts": partial(_asked, name="texts", goals=TEXTS),
    "faults": tried_faults,
    "seeds": partial(_asked, name="seeds", goals=SEEDS),
    "peers": peers,
    "reliability": reliability,
    "sets": sets,
    "groups": groups,
}
