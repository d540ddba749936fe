"""Vietnamese names in Arabic and Thai letters (نغوين فو ترونغ, เหงียน ฟู้ จ่อง, โงซวนหลิก), from either spelling, and back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache, partial

from ...text import han
from ...text.cleaning import unmarked
from ...text.scripts import Script
from ...vocabulary import customs
from ..chinese import sinovietnamese
from ..lattice import Bridge, Edge, Lattice
from ..rendering import RENDERINGS, Inverse, Rendering, Spelt, composed, parts, read_back, spelt
from ..spelling import Options, letters
from .syllable import onsets, parse, rimes, written

_TABLE = "vietnamese_rendered.tsv"
_MOST_SYLLABLES = 5
_GUESSED = 0.5  # for a rime or a đ that only diacritics would have told
_DEAREST = 2.0  # nats of a character's reading


@lru_cache(maxsize=4096)
def _options(onset: str, rime: str, rendering: Rendering) -> Options:
    table = parts(_TABLE, rendering.script)
    own = table.get(("syllable", written(onset, rime, "")))
    if own is not None:
        return own
    if not onset:
        return table["alone", rime]
    return composed(table["onset", onset], table["rime", rime])


@lru_cache(maxsize=8192)
def _spelt(syllable: str, marked: bool, rendering: Rendering) -> Spelt:
    """The renderings of a syllable; one without diacritics, in a name without any, may be each that looks so."""
    parsed = parse(syllable)
    if parsed is None:
        return ()
    exact = marked or parsed.marked
    alike = (parsed.rime,) if exact and parsed.rime in _written() else rimes()[parsed.rime]
    heads = [parsed.onset, "đ"] if parsed.onset == "d" and not exact else [parsed.onset]
    guess = _GUESSED if len(alike) * len(heads) > 1 else 0.0
    return spelt(((_options(onset, rime, rendering), guess) for onset in heads for rime in alike), rendering)


@cache
def _written() -> frozenset[str]:
    return frozenset(rime for alike in rimes().values() for rime in alike)


def of_latin(rendering: Rendering, words: tuple[str, ...]) -> Lattice | None:
    """A Vietnamese name as a script renders it, by syllables; None when a word is no such syllable."""
    parsed = [parse(word) for word in words]
    if not words or None in parsed:
        return None
    marked = any(syllable is not None and syllable.marked for syllable in parsed)
    edges = tuple(
        Edge(at, at + 1, *option)
        for at, word in enumerate(words)
        for option in _spelt(word.casefold(), marked, rendering)
    )
    return Lattice(words, edges, frozenset(range(1, len(words))))


@lru_cache(maxsize=4096)
def _of_character(char: str, rendering: Rendering) -> tuple[tuple[str, str, float], ...]:
    found: dict[str, tuple[str, float]] = {}
    for syllable, cost in sinovietnamese.readings(char):
        for text, shown, extra in _spelt(syllable, True, rendering) if cost <= _DEAREST else ():
            if cost + extra < found.get(text, ("", 99.0))[1]:
                found[text] = (shown, round(cost + extra, 3))
    return tuple((text, shown, cost) for text, (shown, cost) in found.items())


def of_han(rendering: Rendering, words: tuple[str, ...]) -> Lattice | None:
    """A Han name in its Sino-Vietnamese reading, as a script renders it."""
    chars, breaks = han.units(words)
    edges = tuple(Edge(at, at + 1, *each) for at, char in enumerate(chars) for each in _of_character(char, rendering))
    return Lattice(chars, edges, breaks) if edges else None


@cache
def _inverse(rendering: Rendering) -> Inverse:
    return Inverse.of(_latin(rendering))


def _latin(rendering: Rendering) -> Iterator[tuple[str, str]]:
    for onset in onsets():
        for rime in sorted(_written()):
            syllable = written(onset, rime, "")
            if parse(syllable) is not None:
                for text, _, _ in _spelt(syllable, True, rendering):
                    yield unmarked(syllable), text


def to_latin(rendering: Rendering, words: tuple[str, ...]) -> Lattice | None:
    """The syllables, without diacritics, that a rendered Vietnamese name may stand for; None when it cannot be one."""
    return read_back(words, rendering, _inverse(rendering), _MOST_SYLLABLES)


_VIETNAM = customs.bearers("vi")


def _bridges(to: Rendering) -> Iterator[Bridge]:
    name, title = f"vietnamese-{to.code}", f"Vietnamese in {to.name}"
    yield Bridge(name, title, Script.LATIN, to.script, partial(of_latin, to), to.fold, _VIETNAM, searches=False)
    name, title = f"sino-vietnamese-{to.code}", f"Sino-Vietnamese reading in {to.name}"
    yield Bridge(name, title, Script.HAN, to.script, partial(of_han, to), to.fold, _VIETNAM, searches=False)
    name, title = f"{to.code}-vietnamese", f"Vietnamese from {to.name}"
    yield Bridge(name, title, to.script, Script.LATIN, partial(to_latin, to), letters, _VIETNAM, compares=False)


BRIDGES: tuple[Bridge, ...] = tuple(bridge for rendering in RENDERINGS for bridge in _bridges(rendering))
