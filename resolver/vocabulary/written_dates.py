"""Dates as people write them, read into prefixes: 2018/4/10, 20180410, 10 April 2018, 2018年4月10日."""

from __future__ import annotations

import re
from functools import cache

from ..dates import is_prefix
from ..model import DatePrefix
from ..text.cleaning import clean

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<word>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR, _DAY = r"(?P<year>\d{4})", r"(?P<day>\d{1,2})"
_FORMS = (
    _YEAR,
    rf"{_YEAR}(?P<sign>[-/.])(?P<month>\d{{1,2}})(?:(?P=sign){_DAY})?",
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
    rf"{_YEAR} ?年 ?(?:(?P<month>\d{{1,2}}) ?月 ?(?:{_DAY} ?[日号號])?)?",
    rf"{_YEAR} ?년 ?(?:(?P<month>\d{{1,2}}) ?월 ?(?:{_DAY} ?일)?)?",
    rf"(?:ngày {_DAY} )?tháng (?P<month>\d{{1,2}}) năm {_YEAR}",
    rf"(?:{_DAY}(?:st|nd|rd|th)?(?: of)? )?{_MONTH},? {_YEAR}",
    rf"{_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
)
_DAY_OR_MONTH_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_WITH_TIME = re.compile(r"(\d{4}([-/.])\d{1,2}\2\d{1,2})(?:t| )\d\d?:?\d\d.*")


def read(text: str) -> DatePrefix:
    """The date of a text, as precise as it says; empty when it is not one, or not in the calendar.

    A time of day after a date is left out. Day and month in numbers before the year are read only where one of
    them can be the day alone: see `is_ambiguous`.
    """
    plain = _plain(text)
    for form in _forms():
        if found := form.fullmatch(plain):
            parts = found.groupdict()
            month = str(_MONTHS.index(word[:3]) + 1) if (word := parts.get("word")) else parts.get("month")
            return _prefix(parts["year"], month, parts.get("day"))
    numbers = _DAY_OR_MONTH_FIRST.fullmatch(plain)
    if numbers and not is_ambiguous(text):
        first, _, second, year = numbers.groups()
        return _prefix(year, first, second) if int(second) > 12 else _prefix(year, second, first)
    return ""


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _FORMS))


def is_ambiguous(text: str) -> bool:
    """Whether the text may be two dates, since nobody can tell its day from its month: 03/04/2018."""
    found = _DAY_OR_MONTH_FIRST.fullmatch(_plain(text))
    return found is not None and found[1] != found[3] and max(int(found[1]), int(found[3])) <= 12


def _plain(text: str) -> str:
    """The text in half width, small letters and single spaces, without a time of day."""
    plain = clean(text).casefold()
    return timed[1] if (timed := _WITH_TIME.fullmatch(plain)) else plain


def _prefix(year: str, month: str | None, day: str | None) -> DatePrefix:
    prefix = "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
    return prefix if prefix.isascii() and is_prefix(prefix) else ""
