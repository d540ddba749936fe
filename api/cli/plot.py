"""The report of `evaluate` as a drawing: figures by threshold, and what scores told beside what was true."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.sax.saxutils import escape

from ...resolver.errors import InputError, Place, UsageError

if TYPE_CHECKING:
    from ...resolver.evaluation.report import Report

Point: TypeAlias = "tuple[float, float]"

_CURVES = (("precision", "#0072b2"), ("recall", "#d55e00"), ("f1", "#009e73"), ("nil_recall", "#cc79a7"))
"""Colours that people with any kind of colour vision tell apart (Okabe and Ito 2008)."""
_SIDE, _MARGIN, _GAP = 360, 60, 80
"""Pixels: the side of a panel, around both, between them."""


def draw(found: Report, path: str) -> None:
    """Write the drawing to a file that ends in .svg or .png. Raises UsageError, InputError."""
    try:
        if path.lower().endswith(".png"):
            _draw_png(found, path)
        else:
            Path(path).write_text(svg(found), encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot write it: {error.strerror}.", place=Place(path)) from error


def matplotlib() -> Any:
    """The optional package that draws PNG. Raises UsageError when it is not installed."""
    try:
        return importlib.import_module("matplotlib")
    except ImportError as error:
        raise UsageError("drawing PNG needs the package matplotlib.", remedy="Install it, or draw .svg.") from error


def curves(found: Report) -> dict[str, list[Point]]:
    """Points (threshold, share) of each figure, where it is defined."""
    return {
        name: [(each.threshold, share) for each in found.sweep if (share := getattr(each, name)) is not None]
        for name, _ in _CURVES
    }


def svg(found: Report) -> str:
    """The drawing as an SVG document: two panels, each with its axes, in text that stays text."""
    width, height = 2 * (_MARGIN + _SIDE) + _GAP, _SIDE + 3 * _MARGIN
    left, right = _Panel(_MARGIN, 50, 100), _Panel(_MARGIN + _SIDE + _GAP, 0, 1)
    error = "" if found.error is None else f" (expected error {found.error:.3f})"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        *left.frame("Figures by threshold", "threshold of a match", range(50, 101, 10)),
        *right.frame(f"Calibration{error}", "score told", (0, 0.2, 0.4, 0.6, 0.8, 1)),
        *_threshold_line(left, found.shipped.threshold),
        *_curves(left, found),
        right.line([(0, 0), (1, 1)], "#999999", dashed=True),
        *_bins(right, found),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


class _Panel:
    """A square with axes: x from `low` to `high`, y from 0 to 1."""

    def __init__(self, left: int, low: float, high: float) -> None:
        self._left, self._low, self._high = left, low, high

    def at(self, point: Point) -> Point:
        """Where a point of the data lies, in pixels."""
        x = self._left + _SIDE * (point[0] - self._low) / (self._high - self._low)
        return round(x, 1), round(_MARGIN + _SIDE * (1 - point[1]), 1)

    def frame(self, title: str, below: str, ticks: Iterable[float]) -> list[str]:
        """The square, its title and its ticks."""
        middle = self._left + _SIDE / 2
        found = [
            f'<rect x="{self._left}" y="{_MARGIN}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#333333"/>',
            text(middle, _MARGIN - 20, title, "middle", ' font-size="15"'),
            text(middle, _MARGIN + _SIDE + 40, below, "middle"),
        ]
        for tick in ticks:
            x, y = self.at((tick, 0))
            found.append(text(x, y + 18, f"{tick:g}", "middle"))
        for fifth in range(6):
            x, y = self.at((self._low, fifth / 5))
            found.append(text(x - 8, y + 4, f"{fifth / 5:.1f}", "end"))
            found.append(f'<path d="M{x},{y} h{_SIDE}" stroke="#e5e5e5" stroke-width="0.7"/>')
        return found

    def line(self, points: Sequence[Point], colour: str, *, dashed: bool = False) -> str:
        """A line through points of the data."""
        where = " ".join(f"{x},{y}" for x, y in map(self.at, points))
        dash = ' stroke-dasharray="5 4"' if dashed else ""
        return f'<polyline points="{where}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'


def text(x: float, y: float, words: str, anchor: str = "start", more: str = "") -> str:
    """A line of text, escaped."""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{more}>{escape(words)}</text>'


def _threshold_line(panel: _Panel, threshold: float) -> list[str]:
    return [panel.line([(threshold, 0), (threshold, 1)], "#999999", dashed=True)]


def _curves(panel: _Panel, found: Report) -> list[str]:
    drawn = [panel.line(points, colour) for points, colour in _with_colours(curves(found)) if points]
    shown = [(name, colour) for name, colour in _CURVES if curves(found)[name]]
    for place, (name, colour) in enumerate(shown):
        x, y = _MARGIN + 90 * place, _MARGIN + _SIDE + 70
        drawn.append(f'<rect x="{x}" y="{y - 9}" width="14" height="4" fill="{colour}"/>')
        drawn.append(text(x + 18, y - 2, _NAMES.get(name, name)))
    return drawn


_NAMES = {"f1": "F1", "nil_recall": "NIL recall"}


def _with_colours(points: dict[str, list[Point]]) -> list[tuple[list[Point], str]]:
    return [(points[name], colour) for name, colour in _CURVES]


def _bins(panel: _Panel, found: Report) -> list[str]:
    most = max((each.answers for each in found.bins), default=1)
    drawn = []
    for each in found.bins:
        x, y = panel.at((each.told, each.true))
        size = 3 + 3 * each.answers / most
        told = f"{each.answers} answers, told {each.told:.3f}, true {each.true:.3f}"
        drawn.append(
            f'<circle cx="{x}" cy="{y}" r="{size:.1f}" fill="#0072b2" fill-opacity="0.7">'
            f"<title>{escape(told)}</title></circle>"
        )
    return drawn


def _draw_png(found: Report, path: str) -> None:
    matplotlib().use("Agg")
    subplots: Callable[..., Any] = importlib.import_module("matplotlib.pyplot").subplots
    figure, (left, right) = subplots(1, 2, figsize=(11, 5))
    for points, (name, colour) in zip(curves(found).values(), _CURVES, strict=True):
        left.plot([x for x, _ in points], [y for _, y in points], color=colour, label=_NAMES.get(name, name))
    left.axvline(found.shipped.threshold, color="#999999", linestyle="--")
    left.set(title="Figures by threshold", xlabel="threshold of a match", ylim=(0, 1.02))
    left.legend()
    right.plot([0, 1], [0, 1], color="#999999", linestyle="--")
    right.scatter([each.told for each in found.bins], [each.true for each in found.bins], color="#0072b2")
    right.set(title="Calibration", xlabel="score told", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1))
    figure.savefig(path, dpi=150)
