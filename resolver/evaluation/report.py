"""Everything that is told about one labelled file, as one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from .calibration import Bin, expected_error, reliability
from .figures import Figures, by_group, figures, sweep
from .mixes import Mix
from .outcomes import Outcome


class Report(Struct, frozen=True):
    """`shipped` are the figures at the threshold in force, `sweep` those at others, `groups` by name and label.

    `bins` is the reliability table and `error` the expected calibration error of the first candidate's score, in the
    mix of known and strangers that the labelled file has; `mixes` are the same in other mixes.
    """

    shipped: Figures
    sweep: tuple[Figures, ...]
    groups: Mapping[str, Mapping[str, Figures]]
    bins: tuple[Bin, ...]
    error: float | None
    mixes: tuple[Mix, ...] = ()

    @property
    def best(self) -> Figures:
        """The figures of the sweep with the highest F1; of equals the highest threshold."""
        return max(self.sweep, key=lambda each: (each.f1 or 0.0, each.threshold))

    def precise(self, precision: float) -> Figures | None:
        """The lowest threshold of the sweep from which on precision is never less; None when there is none."""
        found: Figures | None = None
        for each in sorted(self.sweep, key=lambda each: -each.threshold):
            if each.precision is not None and each.precision < precision:
                break
            if each.precision is not None:
                found = each
        return found


def report(
    outcomes: Sequence[Outcome],
    threshold: float,
    groups: Sequence[str],
    strangers: Sequence[Outcome] = (),
    mixes: Sequence[Mix] = (),
) -> Report:
    """The report of these outcomes at a threshold (0–100), by these groups.

    `strangers` are further mentions of nobody: false matches count them, precision and recall do not.
    """
    bins = reliability(outcomes)
    return Report(
        shipped=figures(outcomes, threshold, strangers),
        sweep=sweep(outcomes, strangers=strangers),
        groups={name: by_group(outcomes, name, threshold) for name in groups},
        bins=bins,
        error=expected_error(bins),
        mixes=tuple(mixes),
    )
