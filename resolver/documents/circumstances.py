"""What a document says of itself: its date, the countries that it speaks of, its language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from ..model import DatePrefix, Hints
from ..vocabulary import written_dates
from .languages import spoken, understood
from .passages import Passage

_HEAD = 1_500  # characters from the beginning in which a date is the document's
_SAMPLE = 20_000  # characters that tell which countries a text speaks of
_LEAST_SHARE = 0.15  # of all mentions of countries
_LEAST = 2  # mentions
_MOST = 4  # countries
_TELLING, _LETTERS = 30, 8_000  # passages and characters that tell the language
_DAY_FIRST = frozenset({"vi", "sv", "no", "da", "fi", "de", "fr", "es", "pt", "it", "id", "th", "ru", "uk", "nl", "pl"})
"""Languages that write the day before the month. Source: CLDR short date formats; own list."""
_DATES = re.compile(
    r"\d{4}\s?[-/.年년]\s?\d{1,2}\s?[-/.月월]\s?\d{1,2}(?!\d)\s?[日号號일]?"
    r"|(?:ngày )?\d{1,2} tháng \d{1,2}(?:,)? năm \d{4}"
    r"|(?<!\d)\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9}\.?,? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}"
    r"|(?<!\d)\d{1,2}([-/.])\d{1,2}\1\d{4}(?!\d)"
)
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


class Circumstances(Struct, frozen=True):
    """The hints of a document, and which of them were found in it and not given.

    `languages` are those whose words are believed in it; none where it is not known.
    """

    hints: Hints
    found: tuple[str, ...] = ()
    languages: frozenset[str] = frozenset()

    def as_dict(self) -> dict[str, object]:
        """As JSON has it."""
        return {
            "date": self.hints.date or None,
            "language": self.hints.language or None,
            "context_countries": list(self.hints.context_countries),
            "found": list(self.found),
        }


def circumstances(given: Hints, passages: Iterable[Passage], stated: Hints) -> Circumstances:
    """The hints given, with what the document says where they are silent.

    `stated` is what its markup says: the date and the language of a page.
    """
    hints = given
    found: list[str] = []
    sample = list(_sampled(passages))
    languages: tuple[str, ...] = ()
    if not hints.language:
        languages = spoken(" ".join(passage.text for passage in sample[:_TELLING])[:_LETTERS])
        language = stated.language or (languages[0] if len(languages) == 1 else "")
        if language:
            hints, found = replace(hints, language=language), [*found, "language"]
    if not hints.date:
        date = stated.date or _date(sample, hints.language[:2])
        if date:
            hints, found = replace(hints, date=date), [*found, "date"]
    if not hints.context_countries and (named := _countries(sample)):
        hints, found = replace(hints, context_countries=named), [*found, "context_countries"]
    return Circumstances(hints, tuple(found), understood((hints.language[:2],) if hints.language else languages))


def _sampled(passages: Iterable[Passage]) -> Iterator[Passage]:
    size = 0
    for passage in passages:
        yield passage
        size += len(passage.text)
        if size > _SAMPLE:
            return


def _date(sample: list[Passage], language: str) -> DatePrefix:
    """The first date with a day near the beginning."""
    for passage in sample:
        if passage.start > _HEAD:
            break
        for found in _DATES.finditer(passage.text):
            if date := _read(found[0], language):
                return date
    return ""


def _read(text: str, language: str) -> DatePrefix:
    numbers = _NUMBERS.fullmatch(text.strip())
    if numbers and written_dates.is_ambiguous(text) and language in _DAY_FIRST:
        day, month, year = numbers.groups()
        return written_dates.read(f"{year}-{month}-{day}")
    date = written_dates.read(
        re.sub(r"(?<=[-/.年年月]) ", "", text.strip()).replace("号", "日").replace(", năm", " năm")
    )
    return date if len(date) > 7 else ""


def _countries(sample: list[Passage]) -> tuple[str, ...]:
    """The countries and groups that a text speaks of more than in passing, the most spoken of first."""
    spoken = Counter(code for passage in sample for code, _, _ in passage.countries if code)
    total = sum(spoken.values())
    often = [(-count, code) for code, count in spoken.items() if count >= max(_LEAST, _LEAST_SHARE * total)]
    if not often and len(spoken) == 1:
        return tuple(spoken)
    return tuple(code for _, code in sorted(often)[:_MOST])
