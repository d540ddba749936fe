"""How the resolver decides where most who are named are strangers, in one run and one table (`make bench-open-world`).

The data lie beside the checkout. `--only strangers,texts` asks for a part, `--limit 500` for so many rows of each,
`--show wrong,noisy,missed` prints the rows behind the figures. Progress goes to stderr, tables to stdout.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench import faults
from tests.bench.goals import Line
from tests.bench.markdown import show
from tests.bench.questions import Question, evenly, read_questions, with_hints, without_hints
from tests.bench.verdicts import Tally, Verdict, judge
from tests.bench.workers import ask_all, cores

from exonym.resolver.resolve import Resolver
from exonym.resolver.store.reading.load import load, shipped

ROOT = Path(__file__).parents[2]
HEAD = ("what", "exonym", "goal", "", "at commit 24f2221")
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


STRANGERS = {"without hints": Goals(2, 400, 35, (15, 1357, 40)), "with hints": Goals(2, 400, 37, (325, 5314, 41))}
TEXTS = {"without hints": Goals(2, 20, 355, (8, 38, 355)), "with hints": Goals(2, 25, 420, (13, 73, 462))}
SEEDS = {"without hints": Goals(0, None, None, (0, 1, 115)), "with hints": Goals(0, None, 122, (0, 1, 123))}


@dataclass
class Run:
    """What is asked, of whom, and how much of it; tallies are kept by list and way of asking."""

    shared: Path
    resolver: Resolver
    limit: int
    processes: int
    shown: frozenset[Verdict]
    by: str
    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[str]:
        """The ids that the gazetteer had when the right answers were written down."""
        return frozenset((self.shared / "texts" / "ids.txt").read_text(encoding="utf-8").split())

    def tally(self, name: str, questions: Sequence[Question], way: str) -> Tally:
        """The answers to these questions without or with their hints, asked once."""
        if (name, way) not in self.tallies:
            began = time.monotonic()
            asked = with_hints(questions) if way == "with hints" else without_hints(questions)
            answers = ask_all(self.resolver, asked, self.processes)
            self.tallies[name, way] = judge(questions, answers, self.ids)
            tell(f"{name} {way}: {len(questions):,} rows in {time.monotonic() - began:.0f} s")
        return self.tallies[name, way]


def strangers(run: Run) -> Iterator[Line]:
    """Names of the crowd: nearly all are nobody in the gazetteer."""
    questions = evenly(read_questions(run.shared / "strangers" / "strangers.csv"), run.limit)
    yield from _asked(run, "strangers", questions, STRANGERS)


def texts(run: Run) -> Iterator[Line]:
    """Mentions of real texts."""
    questions = evenly(read_questions(run.shared / "texts" / "mentions.csv"), run.limit)
    yield from _asked(run, "texts", questions, TEXTS)


def seeds(run: Run) -> Iterator[Line]:
    """The names of the five source articles."""
    questions = evenly(read_questions(ROOT / "seeds" / "mentions.csv", gold="id"), run.limit)
    yield from _asked(run, "seeds", questions, SEEDS)


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


PARTS = {"strangers": strangers, "texts": texts, "faults": tried_faults, "seeds": seeds}


def _asked(run: Run, name: str, questions: Sequence[Question], goals: dict[str, Goals]) -> Iterator[Line]:
    for way, goal in goals.items():
        tally = run.tally(name, questions, way)
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
    new = tally.count(Verdict.NEW)
    if new:
        yield line(f"{what}: a match with an id of later, to be looked at", new)


def main() -> int:
    given = _arguments().parse_args()
    wanted = list(PARTS) if given.only == "all" else given.only.split(",")
    if unknown := set(wanted) - set(PARTS):
        tell(f"no such parts: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
        return 2
    if unknown := set(filter(None, given.show.split(","))) - set(SHOWN):
        tell(f"cannot show {', '.join(sorted(unknown))}; there are {', '.join(SHOWN)}")
        return 2
    if not (given.shared / "texts" / "ids.txt").is_file():
        tell(f"no benchmark at {given.shared.resolve()}: it lies beside the project, not in it")
        return 1
    shown = frozenset(verdict for name in filter(None, given.show.split(",")) for verdict in SHOWN[name])
    resolver = Resolver(load([shipped()]))
    run = Run(given.shared, resolver, given.limit, given.processes, shown, given.by)
    show(HEAD, [line for part in wanted for line in PARTS[part](run)])
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"), help="where the data lie")
    parser.add_argument("--only", default="all", help=f"parts with commas between: {', '.join(PARTS)}")
    parser.add_argument("--limit", type=int, default=0, help="rows of each list, evenly spaced; 0: all")
    parser.add_argument("--show", default="", help=f"print the rows that are {', '.join(SHOWN)}")
    parser.add_argument("--by", default="", help="figures by a column, too: lang, kind")
    parser.add_argument("--processes", type=int, default=cores(), help="processes at the same time")
    return parser


if __name__ == "__main__":
    sys.exit(main())
