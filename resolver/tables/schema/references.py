"""What tables say of one another: keys that exist, and one fact that several rows repeat and must agree in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ...errors import TableError
from . import agreements, chinese, countries, han, phonetic, titles, vietnamese
from .cells import countries as known_countries
from .table import Table

_DOTTED = re.compile("(?<=^[jqx])u")
"""The u that pinyin writes for ü, which the tables write as v."""
_INTERJECTIONS = frozenset({"hm", "m", "n"})
"""Readings without a vowel, which no name has."""

Check = Callable[[], Iterator[TableError]]


def portfolios() -> Iterator[TableError]:
    """Ministries and ministers are of portfolios that functions.tsv lists."""
    known = {row.key for row in titles.FUNCTIONS.read() if row.class_ == "portfolio"}
    for table in (titles.FUNCTIONS, titles.OFFICES):
        for line, row in table.lines():
            head, of, portfolio = row.key.partition("-of-")
            if of and head in {"ministry", "minister", "deputy-minister"} and portfolio not in known:
                yield table.error(
                    line,
                    f"{row.key!r}: there is no portfolio {portfolio!r}.",
                    "Write a key that functions.tsv has as a portfolio.",
                )


def levels_and_weights() -> Iterator[TableError]:
    """Every row of a rank has its level; of a topic, place or instrument its weight and family."""
    yield from _same(titles.RANKS, "level")
    for table in (agreements.TOPICS, agreements.PLACES, agreements.INSTRUMENTS):
        yield from _same(table, "weight")
    yield from _same(agreements.INSTRUMENTS, "family")


def _same(table: Table[Any], column: str) -> Iterator[TableError]:
    first: dict[str, tuple[int, object]] = {}
    for line, row in table.lines():
        value = getattr(row, column)
        at, known = first.setdefault(row.key, (line, value))
        if value != known:
            yield table.error(
                line,
                f"{row.key!r} has {column} {value} here and {known} in line {at}.",
                f"Give every row of a key the same {column}.",
            )


def places_are_not_topics() -> Iterator[TableError]:
    """Places and topics share one list of weights, so that no key may be in both."""
    topics = {row.key for row in agreements.TOPICS.read()}
    for line, row in agreements.PLACES.lines():
        if row.key in topics:
            yield agreements.PLACES.error(line, f"{row.key!r} is a topic too.", "Give the place another key.")


def bearers() -> Iterator[TableError]:
    """The names of a people are of a language that has a table of family names."""
    known = {row.lang for row in countries.FAMILY_NAMES.read()}
    for line, row in countries.NAMING_CUSTOMS.lines():
        if row.names and row.names not in known:
            yield countries.NAMING_CUSTOMS.error(
                line,
                f"names: family_names.tsv has none of {row.names!r}.",
                f"Write one of: {', '.join(sorted(known))}.",
            )


def codes_of_names() -> Iterator[TableError]:
    """The names for hints are of codes that stand for a country."""
    known = {row.code for row in countries.COUNTRY_CODES.read()}
    for line, row in countries.TERRITORY_NAMES.lines():
        if row.code not in known:
            yield countries.TERRITORY_NAMES.error(
                line, f"country_codes.tsv has no code {row.code!r}.", "Add it there, or leave the names out."
            )


def members_of_classes() -> Iterator[TableError]:
    """A Han character is in one class, and the one that stands for a class is in it."""
    seen: dict[str, int] = {}
    for line, row in han.HAN_FOLD.lines():
        if row.representative not in row.members:
            yield han.HAN_FOLD.error(line, f"{row.representative} is not among its members.", "Add it to the members.")
        for char in row.members:
            if char in seen:
                yield han.HAN_FOLD.error(
                    line, f"{char} is in the class of line {seen[char]} too.", "Join the two classes."
                )
            seen[char] = line


def spelt_syllables() -> Iterator[TableError]:
    """Every syllable of Mandarin and Cantonese that is a reading is spelt: as a whole, or by initial and final."""
    mandarin = _spelt(
        {row.initial for row in chinese.MANDARIN_INITIALS.read()},
        {row.final for row in chinese.MANDARIN_FINALS.read()},
        {row.syllable for row in chinese.MANDARIN_SYLLABLES.read()},
    )
    cantonese = _spelt(
        {row.initial for row in chinese.CANTONESE_INITIALS.read()},
        {row.final for row in chinese.CANTONESE_FINALS.read()},
        {row.syllable for row in chinese.CANTONESE_SYLLABLES.read()},
    )
    remedy = "Add the syllable to the table of syllables, or its final to that of finals."
    for line, sound in han.MANDARIN_READINGS.lines():
        if not mandarin(_DOTTED.sub("v", sound.pinyin)):
            yield han.MANDARIN_READINGS.error(line, f"no table spells {sound.pinyin!r}.", remedy)
    for line, heard in han.CANTONESE_READINGS.lines():
        if not cantonese(heard.jyutping):
            yield han.CANTONESE_READINGS.error(line, f"no table spells {heard.jyutping!r}.", remedy)


def _spelt(initials: set[str], finals: set[str], syllables: set[str]) -> Callable[[str], bool]:
    def spelt(syllable: str) -> bool:
        if syllable in syllables or syllable in _INTERJECTIONS:
            return True
        cuts = ((syllable[:at], syllable[at:]) for at in range(len(syllable)))
        return any((not head or head in initials) and tail in finals for head, tail in cuts)

    return spelt


def vietnamese_parts() -> Iterator[TableError]:
    """The tables of other scripts write the onsets and rimes of Vietnamese, all of them and no others."""
    parts = {
        "onset": {row.onset for row in vietnamese.ONSETS.read()},
        "rime": {row.rime for row in vietnamese.RIMES.read()},
    }
    for table in (vietnamese.IN_CYRILLIC, vietnamese.IN_HANGUL, vietnamese.IN_KANA):
        written: dict[str, set[str]] = {part: set() for part in parts}
        for line, row in table.lines():
            if row.part not in parts:
                continue
            written[row.part].add(row.vietnamese)
            if row.vietnamese not in parts[row.part]:
                yield table.error(
                    line,
                    f"Vietnamese has no {row.part} {row.vietnamese!r}.",
                    "Add it to vietnamese_onsets.tsv or vietnamese_rimes.tsv, or leave it out.",
                )
        for part, every in parts.items():
            if missing := every - written[part]:
                yield table.error(0, f"there is no row for the {part} {', '.join(sorted(missing))}.", "Add one.")


def states_of_realms() -> Iterator[TableError]:
    """A state of two letters is a country."""
    for line, row in phonetic.REALMS.lines():
        for state in row.states:
            if len(state) == 2 and state not in known_countries():
                yield phonetic.REALMS.error(line, f"states: {state!r} is not a country.", "Write a code of ISO 3166.")


CHECKS: tuple[Check, ...] = (
    portfolios,
    levels_and_weights,
    places_are_not_topics,
    bearers,
    codes_of_names,
    members_of_classes,
    spelt_syllables,
    vietnamese_parts,
    states_of_realms,
)
