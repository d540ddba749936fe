"""The report of `evaluate` as tables: on a terminal in colour, in a pipe as plain lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from .printing import print_table
from .styled import one_line

if TYPE_CHECKING:
    from ...resolver.evaluation.figures import Figures
    from ...resolver.evaluation.report import Report

_SHARES = ("precision", "recall", "f1", "nil_recall", "recall_at_1")
_PRECISE = 0.98
_FALSE = "false per 10,000"


def show_report(found: Report, version: str) -> None:
    """Print the report: the figures in force, by group, by threshold, and the reliability table."""
    total = found.shipped
    print(
        f"{total.mentions:,} mentions: {total.answerable:,} of somebody in the gazetteer, {total.nobody:,} of nobody"
        f" (gazetteer {version or 'without a version'})"
    )
    print(_strangers(total))
    print_table(_figures("at threshold", {f"{total.threshold:g}": total}, ""))
    for name, labels in found.groups.items():
        print_table(_figures(name, labels, f"By {name}, at {total.threshold:g}"))
    print_table(_figures("threshold", _steps(found.sweep), "By threshold (where it changes)"))
    print_table(_reliability(found))
    for each in found.mixes:
        print(f"Where {each.known_share:.0%} of the names are known: expected calibration error {_share(each.error)}")
    print(_advice(found))


def _strangers(each: Figures) -> str:
    if each.false_per_10_000 is None:
        return (
            "No strangers to count false matches by. (--strangers FILE adds names of whom nobody is in the gazetteer.)"
        )
    return (
        f"{each.strangers:,} strangers, {each.false_matches:,} of them a match:"
        f" {_per_10_000(each)} false matches per 10,000 strangers at threshold {each.threshold:g}"
    )


def _per_10_000(each: Figures) -> str:
    return "–" if each.false_per_10_000 is None else f"{each.false_per_10_000:.1f}"


def _figures(first: str, labels: Mapping[str, Figures], title: str) -> Table:
    table = _table(title, first, "mentions", "answered", "right", *(name.replace("_", " ") for name in _SHARES), _FALSE)
    for label, each in labels.items():
        shares = (_share(getattr(each, name)) for name in _SHARES)
        counts = map(str, (each.mentions, each.answered, each.right))
        table.add_row(Text(one_line(label, 40) or "(empty)"), *counts, *shares, _per_10_000(each))
    return table


def _steps(sweep: Sequence[Figures]) -> dict[str, Figures]:
    """The thresholds at which a figure differs from the one before."""
    counts = [(each.answered, each.right, each.refused, each.false_matches) for each in sweep]
    return {f"{each.threshold:g}": each for at, each in enumerate(sweep) if not at or counts[at] != counts[at - 1]}


def _reliability(found: Report) -> Table:
    error = "" if found.error is None else f": expected calibration error {found.error:.3f}"
    table = _table(f"First candidates by score{error}", "scores", "answers", "told", "true", "gap")
    for each in found.bins:
        scores = f"{each.low:.1f}" if each.low == each.high else f"{each.low:.1f}–{each.high:.1f}"
        table.add_row(scores, str(each.answers), _share(each.told), _share(each.true), f"{each.gap:+.3f}")
    return table


def _advice(found: Report) -> str:
    best, precise = found.best, found.precise(_PRECISE)
    text = f"Best F1 {_share(best.f1)} at threshold {best.threshold:g}"
    if precise is not None:
        text += (
            f"; precision is at least {_PRECISE:g} from {precise.threshold:g} on, with recall {_share(precise.recall)}"
        )
    else:
        text += f"; no threshold keeps precision at {_PRECISE:g}"
    return f"{text}. (reconcile --match-score N sets it.)"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _table(title: str, first: str, *others: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True, title=title or None, title_justify="left")
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="right")
    return table
