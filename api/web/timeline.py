"""Terms drawn to scale: places from left to right, in hundredths of the width, so that no text is stretched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from ...resolver.dates import earliest, latest
from ...resolver.model import DatePrefix, Period

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)  # years between two marks
_MARKS = 7  # at most
_LEAST = 0.6  # hundredths: what is shorter could not be seen
_ROOMY = 6  # bars, up to which each has its text above it
_NARROW = 30.0  # hundredths: less is too narrow for a name
_LEFT, _RIGHT = 12.0, 88.0  # nearer to an edge, a text is anchored at it


class Span(Struct, frozen=True):
    """Something that lasted. `paused` are the times in which it did not hold, `soft` is drawn lighter."""

    label: str
    lang: str
    start: DatePrefix
    end: DatePrefix
    soft: bool = False
    paused: tuple[Period, ...] = ()


class Label(Struct, frozen=True):
    """Where a text begins or ends (`anchor`), and by how many ems it is moved from there."""

    x: float
    anchor: str
    shift: float = 0.0


class Bar(Struct, frozen=True):
    """A span as drawn. `opens`: the beginning is not known, `lasts`: no end is known."""

    span: Span
    x: float
    width: float
    label: Label
    opens: bool
    lasts: bool
    pauses: tuple[tuple[float, float], ...] = ()


class Mark(Struct, frozen=True):
    """A year on the axis."""

    year: int
    x: float
    anchor: str


class Drawing(Struct, frozen=True):
    """Bars from top to bottom, over one axis. In a `dense` one texts stand beside their bars, else above them."""

    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    dense: bool


def drawn(spans: Iterable[Span], now: date) -> Drawing | None:
    """The spans that have a date; None where fewer than one has. What has no end is drawn up to `now`."""
    dated = [span for span in spans if span.start or span.end]
    if not dated:
        return None
    bounds = [_middle(day) for span in dated for day in (span.start, span.end) if day]
    first, last = min(bounds), max([*bounds, *(float(now.toordinal()) for span in dated if not span.end)])
    scale = _Scale(first, max(last, first + 366))
    dense = len(dated) > _ROOMY
    return Drawing(tuple(_bar(span, scale, dense) for span in dated), _marks(scale), dense)


class _Scale(Struct, frozen=True):
    """Days to hundredths of the width."""

    first: float
    last: float

    def __call__(self, day: float) -> float:
        return round(100 * min(max((day - self.first) / (self.last - self.first), 0), 1), 2)


def _bar(span: Span, scale: _Scale, dense: bool) -> Bar:
    left = scale(_middle(span.start)) if span.start else max(scale(_middle(span.end)) - 4, 0)
    right = scale(_middle(span.end)) if span.end else 100.0
    left = min(left, 100 - _LEAST)
    width = round(max(right - left, _LEAST), 2)
    label = _beside(left, width) if dense else _above(left, width)
    pauses = tuple(_pause(each, left, left + width, scale) for each in span.paused)
    return Bar(span, left, width, label, opens=not span.start, lasts=not span.end, pauses=pauses)


def _above(left: float, width: float) -> Label:
    return Label(left, "start") if left < 50 else Label(round(left + width, 2), "end")


def _beside(left: float, width: float) -> Label:
    """On the side that has more room; over the bar where neither has enough."""
    right = round(left + width, 2)
    if max(left, 100 - right) < _NARROW:
        return Label(left, "start", 0.5)
    return Label(right, "start", 0.5) if 100 - right >= left else Label(left, "end", -0.5)


def _pause(period: Period, left: float, right: float, scale: _Scale) -> tuple[float, float]:
    begin = max(scale(_middle(period.start)), left) if period.start else left
    end = min(scale(_middle(period.end)), right) if period.end else right
    return begin, round(max(end - begin, _LEAST), 2)


def _marks(scale: _Scale) -> tuple[Mark, ...]:
    first, last = date.fromordinal(int(scale.first)).year + 1, date.fromordinal(int(scale.last)).year
    step = next((each for each in _STEPS if (last - first) / each < _MARKS), _STEPS[-1])
    years: Sequence[int] = range(-(-first // step) * step, last + 1, step)
    places = [(year, scale(date(year, 1, 1).toordinal())) for year in years]
    return tuple(Mark(year, x, "start" if x < _LEFT else "end" if x > _RIGHT else "middle") for year, x in places)


def _middle(day: DatePrefix) -> float:
    """The middle of what a date may mean, as the number of a day."""
    return (earliest(day).toordinal() + latest(day).toordinal()) / 2
