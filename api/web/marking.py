"""Names side by side: which letters of the mention agree with which of the entity's name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ...resolver.model import Evidence
from ...resolver.text import han
from ...resolver.text.cleaning import clean, unmarked


class Pair(Struct, frozen=True):
    """A part of the mention and the part of the name that stands against it; either may be empty.

    `how`: `agrees`, `differs` or `alone` (only one side has it). `number` counts the pairs from one.
    """

    number: int
    mention: str
    form: str
    how: str


class Segment(Struct, frozen=True):
    """A run of a name. `pair` is None where nothing was said of it."""

    text: str
    pair: Pair | None = None


def pairs(evidence: Iterable[Evidence]) -> tuple[Pair, ...]:
    """The parts that evidence speaks of, in its order."""
    found = (each for each in evidence if "form" in each.data and "mention" in each.data)
    return tuple(
        Pair(number, str(each.data["mention"]), str(each.data["form"]), _how(each))
        for number, each in enumerate(found, 1)
    )


def marked_mention(text: str, parts: Iterable[Pair]) -> tuple[Segment, ...]:
    """The mention, cut where its parts begin and end."""
    return _marked(text, [(each.mention, each) for each in parts])


def marked_name(text: str, parts: Iterable[Pair]) -> tuple[Segment, ...]:
    """A name of the entity, cut where the parts of the name that was compared stand in it, or else the mention's."""
    known = list(parts)
    by_form = _marked(text, [(each.form, each) for each in known])
    if any(each.pair for each in by_form):
        return by_form
    return _marked(text, [(each.mention, each) for each in known])


def _how(evidence: Evidence) -> str:
    if not evidence.data["mention"] or not evidence.data["form"]:
        return "alone"
    return "differs" if evidence.veto or evidence.weight < 0 else "agrees"


def _marked(text: str, wanted: Iterable[tuple[str, Pair]]) -> tuple[Segment, ...]:
    folded = _folded(text)
    taken: list[tuple[int, int, Pair]] = []
    for part, pair in sorted(wanted, key=lambda each: -len(each[0])):
        place = _free(text, folded, _folded(part)[0], taken)
        if place is not None:
            taken.append((*place, pair))
    return tuple(_segments(text, sorted(taken, key=lambda each: each[0])))


def _free(
    text: str, folded: tuple[str, list[int]], part: str, taken: list[tuple[int, int, Pair]]
) -> tuple[int, int] | None:
    """Where a part first stands in the text that no other part has: as a whole word before any other place."""
    letters, origin = folded
    places = [
        (origin[at], _end(text, origin[at + len(part) - 1]))
        for at in range(len(letters) - len(part) + 1)
        if part and letters.startswith(part, at)
    ]
    free = [(start, end) for start, end in places if all(end <= a or start >= b for a, b, _ in taken)]
    return min(free, key=lambda place: (not _is_word(text, *place), place), default=None)


def _end(text: str, last: int) -> int:
    """Behind a character and the marks that are set on it."""
    end = last + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _is_word(text: str, start: int, end: int) -> bool:
    return not (text[max(start - 1, 0) : start].isalpha() or text[end : end + 1].isalpha())


def _segments(text: str, taken: list[tuple[int, int, Pair]]) -> Iterator[Segment]:
    at = 0
    for start, end, pair in taken:
        if start > at:
            yield Segment(text[at:start])
        yield Segment(text[start:end], pair)
        at = end
    if at < len(text):
        yield Segment(text[at:])


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without case, marks, width, variants of characters and white space, with where each letter stands."""
    letters, origin = [], []
    for at, char in enumerate(text):
        for letter in han.fold(unmarked(clean(char)).casefold()):
            letters.append(letter)
            origin.append(at)
    return "".join(letters), origin
