"""Terms drawn to scale."""

from __future__ import annotations

from datetime import date

from exonym.api.web.timeline import Span, drawn
from exonym.resolver.model import Period

NOW = date(2026, 1, 1)


def span(start: str, end: str = "", *paused: Period) -> Span:
    return Span("x", "", start, end, paused=paused)


def test_what_has_no_date_is_not_drawn() -> None:
    assert drawn([span("")], NOW) is None
    drawing = drawn([span(""), span("2000-01-01", "2010-01-01")], NOW)
    assert drawing is not None
    assert len(drawing.bars) == 1


def test_bars_lie_within_the_width_in_proportion() -> None:
    spans = [span("2000-01-01", "2010-01-01"), span("2010-01-01"), span("", "2005-01-01"), span("2026-01-01")]
    drawing = drawn(spans, NOW)
    assert drawing is not None
    for bar in drawing.bars:
        assert 0 <= bar.x < bar.x + bar.width <= 100.01
    first, second, third, last = drawing.bars
    assert (first.x, second.x) == (0, first.width)
    assert abs(first.width - 1000 / 26) < 0.1
    assert (second.lasts, second.opens, third.opens, third.lasts) == (True, False, True, False)
    assert last.width > 0
    assert {mark.year for mark in drawing.marks} <= set(range(2000, 2027))
    assert 3 <= len(drawing.marks) <= 8


def test_pauses_lie_within_their_bar() -> None:
    pauses = (Period("2003", "2004"), Period("1990", ""), Period("", "2001"))
    drawing = drawn([span("2000", "2010", *pauses), span("1980")], NOW)
    assert drawing is not None
    bar = drawing.bars[0]
    for x, width in bar.pauses:
        assert bar.x <= x <= x + width <= bar.x + bar.width + 0.61


def test_a_text_stands_where_there_is_room() -> None:
    many = drawn([span(str(year), str(year + 5)) for year in range(1900, 2000, 10)], NOW)
    assert many is not None
    assert many.dense
    assert [bar.label.anchor for bar in many.bars] == ["start"] * 5 + ["end"] * 5
    few = drawn([span("1900", "1910"), span("1990", "2000")], NOW)
    assert few is not None
    assert not few.dense
    assert [bar.label.anchor for bar in few.bars] == ["start", "end"]


def test_one_day_is_drawn_too() -> None:
    drawing = drawn([span("2020-05-05", "2020-05-05")], NOW)
    assert drawing is not None
    assert drawing.bars[0].width > 0
