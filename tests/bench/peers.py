"""Mentions a second and recall of the first answer, the resolver beside its peers, on the same mentions in one run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .crowd import Mention, make_mentions, read_crowd
from .matchers import MATCHERS, SCAN, Best, Matcher, Names

TUNING_NAMES, TUNING_MENTIONS = 10_000, 60
NEAR = 0.15
"""Peers whose recall is this near to ours are those to be faster than."""


@dataclass(frozen=True)
class Figures:
    """What came of some mentions: whether each was right, and CPU seconds, without those for setting up."""

    right: list[bool]
    seconds: float
    setting: str
    setup: float

    @property
    def rate(self) -> float:
        """Mentions a CPU second."""
        return len(self.right) / max(self.seconds, 1e-9)

    def recall(self, which: Sequence[bool]) -> float:
        """Share that is right among those."""
        some = [right for right, wanted in zip(self.right, which, strict=False) if wanted]
        return statistics.mean(some) if some else float("nan")


def compare(bench: Path, size: int, full: bool) -> None:
    """Prints a line for each matcher, on all mentions and on those in ASCII, where the others are at home."""
    names = read_crowd(bench)
    mentions = make_mentions(bench, names, size)
    tuning, asked = mentions[:TUNING_MENTIONS], mentions[TUNING_MENTIONS:]
    real = statistics.mean(each.real for each in mentions)
    plain = [each for each in asked if each.text.isascii()]
    others = 1 - len(plain) / len(asked)
    print(f"2. {len(mentions):,} distinct mentions of {len(names):,} names; {real:.0%} real, {others:.0%} not ASCII")
    found: dict[str, tuple[Figures, Figures]] = {}
    for matcher in MATCHERS:
        if matcher.missing():
            print(f"   {matcher.name}: not installed (requirements-bench.txt)")
            continue
        setting = tuned(matcher, names, tuning)
        began = time.process_time()
        best = matcher.make(names, **setting)
        setup = time.process_time() - began
        most = len(asked) if full and matcher.most >= 2000 else matcher.most
        said = ", ".join(map(str, setting.values()))
        found[matcher.name] = (
            figures(best, asked[:most], said, setup),
            figures(best, plain[: min(most, 1000)], said, setup),
        )
        show(matcher.name, found, asked, plain)
    scan(names, asked, found["exonym"][0])
    goals(found)


def tuned(matcher: Matcher, names: Names, tuning: Sequence[Mention]) -> dict[str, Any]:
    """The setting with the best recall on mentions apart, among fewer names."""
    if len(matcher.settings) == 1:
        return matcher.settings[0]
    wanted = {each.gold for each in tuning}
    some = [each for each in names if each[0] in wanted] + [each for each in names if each[0] not in wanted]
    few = some[:TUNING_NAMES]

    def recall(setting: dict[str, Any]) -> float:
        return statistics.mean(figures(matcher.make(few, **setting), tuning, "", 0.0).right)

    return max(matcher.settings, key=recall)


def figures(best: Best, mentions: Sequence[Mention], setting: str, setup: float) -> Figures:
    """Ask about these mentions."""
    began = time.process_time()
    answers = best([each.text for each in mentions])
    seconds = time.process_time() - began
    right = [answer == each.gold for answer, each in zip(answers, mentions, strict=True)]
    return Figures(right, seconds, setting, setup)


def show(
    name: str, found: dict[str, tuple[Figures, Figures]], asked: Sequence[Mention], plain: Sequence[Mention]
) -> None:
    """One line: the matcher's figures and ours on the same mentions."""
    for what, at, mentions in (("all", 0, asked), ("ASCII", 1, plain)):
        own, ours = found[name][at], found["exonym"][at]
        every, real = [True] * len(own.right), [each.real for each in mentions[: len(own.right)]]
        print(
            f"   {name if not at else '':26} {what:5} of {len(own.right):6,}: recall@1 {own.recall(every):.3f}", end=""
        )
        print(
            f" (real {own.recall(real):.3f}; exonym {ours.recall(every):.3f}), {own.rate:9.1f} mentions/CPU-s", end=""
        )
        print(f", exonym is {ours.rate / own.rate:8.2f} x" + (f"; set-up {own.setup:.0f} s; {own.setting}" * (not at)))


def scan(names: Names, asked: Sequence[Mention], ours: Figures) -> None:
    """logic-v2 beside a part of the names: a scan of all takes as many times longer as there are more names."""
    if SCAN.missing():
        return
    few = names[:500]
    took = figures(SCAN.make(few), asked[: SCAN.most], "", 0.0).seconds / SCAN.most / len(few)
    rate = 1 / (took * len(names))
    print(f"   {SCAN.name:26} {took * 1000:.2f} ms a pair: {rate:.3f} mentions/CPU-s over all names", end="")
    print(f", exonym is {ours.rate / rate:,.0f} x")


def goals(found: dict[str, tuple[Figures, Figures]]) -> None:
    """What was to be reached, and whether it is."""
    ours, plain = found["exonym"]
    for name, (own, own_plain) in found.items():
        if name == "exonym":
            continue
        recall = own.recall([True] * len(own.right))
        here = ours.recall([True] * len(own.right))
        ascii_recall = own_plain.recall([True] * len(own_plain.right))
        ascii_here = plain.recall([True] * len(own_plain.right))
        said = [("higher recall", here > recall), ("no worse on ASCII", ascii_here >= ascii_recall)]
        if recall > here - NEAR:
            said.append(("faster", ours.rate > own.rate))
        if name == "rapidfuzz token_sort_ratio":
            said.append(("10 times as fast on ASCII", plain.rate >= 10 * own_plain.rate))
        print(f"   goals beside {name}: " + ", ".join(f"{goal}: {'yes' if is_met else 'NO'}" for goal, is_met in said))
