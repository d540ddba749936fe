"""Precision, recall and F1 of links, the recall of nobody, and the recall of the first candidate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from .outcomes import Outcome


class Figures(Struct, frozen=True):
    """Counts of mentions, and the shares that follow. A share of nothing is None, never 0 or 1.

    `answerable` have an id in the gazetteer, `nobody` have none. `answered` were given an id, `right` the right one;
    `refused` are those of nobody that were given none; `first` those whose first candidate is right, match or not.
    `strangers` are those of nobody, and further mentions of nobody that count for nothing else; `false_matches` those
    of the strangers that were given an id.
    """

    threshold: float
    mentions: int
    answerable: int
    answered: int
    right: int
    nobody: int
    refused: int
    first: int
    strangers: int
    false_matches: int

    @property
    def precision(self) -> float | None:
        """Right answers among the answers given."""
        return _share(self.right, self.answered)

    @property
    def recall(self) -> float | None:
        """Right answers among the mentions of somebody in the gazetteer."""
        return _share(self.right, self.answerable)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall: 2·right / (answered + answerable)."""
        return _share(2 * self.right, self.answered + self.answerable) if self.answerable else None

    @property
    def nil_recall(self) -> float | None:
        """Refusals among the mentions of nobody in the gazetteer."""
        return _share(self.refused, self.nobody)

    @property
    def false_per_10_000(self) -> float | None:
        """False matches to every 10,000 strangers."""
        return 10_000 * self.false_matches / self.strangers if self.strangers else None

    @property
    def recall_at_1(self) -> float | None:
        """First candidates that are right, whether they are a match or not, among the mentions of somebody."""
        return _share(self.first, self.answerable)


def figures(outcomes: Iterable[Outcome], threshold: float, strangers: Sequence[Outcome] = ()) -> Figures:
    """The figures when a match needs a score of at least `threshold` (0–100).

    `strangers` are further mentions of nobody: precision and recall do not count them, the share of strangers in the
    labelled mentions being what it is.
    """
    found = list(outcomes)
    answers = [(each, each.answer(threshold)) for each in found]
    answerable = [each for each in found if each.gold]
    return Figures(
        threshold=threshold,
        mentions=len(found),
        answerable=len(answerable),
        answered=sum(bool(answer) for _, answer in answers),
        right=sum(bool(answer) and answer == each.gold for each, answer in answers),
        nobody=len(found) - len(answerable),
        refused=sum(not answer and not each.gold for each, answer in answers),
        first=sum(each.right for each in answerable),
        strangers=len(found) - len(answerable) + len(strangers),
        false_matches=sum(bool(answer) and not each.gold for each, answer in answers)
        + sum(bool(each.answer(threshold)) for each in strangers),
    )


def thresholds() -> tuple[float, ...]:
    """The thresholds of a sweep: steps of five, then of one from 90 on, then of a tenth from 99 on."""
    return (
        *map(float, range(50, 90, 5)),
        *map(float, range(90, 99)),
        *(round(99 + tenth / 10, 1) for tenth in range(10)),
    )


def sweep(
    outcomes: Sequence[Outcome], at: Iterable[float] = (), strangers: Sequence[Outcome] = ()
) -> tuple[Figures, ...]:
    """The figures at each threshold; without any, at those of `thresholds()`. `strangers`: see `figures`."""
    return tuple(figures(outcomes, threshold, strangers) for threshold in (tuple(at) or thresholds()))


def by_group(outcomes: Iterable[Outcome], name: str, threshold: float) -> dict[str, Figures]:
    """The figures of each label of a group, the most frequent first, equals by label."""
    labelled: dict[str, list[Outcome]] = defaultdict(list)
    for each in outcomes:
        labelled[each.groups.get(name, "")].append(each)
    ordered = sorted(labelled.items(), key=lambda item: (-len(item[1]), item[0]))
    return {label: figures(each, threshold) for label, each in ordered}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
