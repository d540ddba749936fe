"""Vietnamese names in Arabic and Thai letters (نغوين فو ترونغ, เหงียน ฟู้ จ่อง, โงซวนหลิก), and back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache, partial

from ...text.cleaning import unmarked
from ...text.scripts import Script
from ...vocabulary import customs
from ..lattice import Bridge, Edge, Lattice
from ..rendering import RENDERINGS, Inverse, Rendering, Spelt, composed, parts, read_back, spelt
from ..spelling import Options, letters
from .syllable import onsets, parse, rimes, written

_TABLE = "vietnamese_rendered.tsv"
_MOST_SYLLABLES = 5
_GUESSED = 0.5  # for a rime or a đ that only diacritics would have told


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
def renderings(syllable: str, rendering: Rendering, *, marked: bool = True) -> Spelt:
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
        for option in renderings(word.casefold(), rendering, marked=marked)
    )
    return Lattice(words, edges, frozenset(range(1, len(words))))


def _latin(rendering: Rendering) -> Iterator[tuple[str, str]]:
    for onset in onsets():
        for rime in sorted(_written()):
            syllable = written(onset, rime, "")
            if parse(syllable) is not None:
                for text, _, _ in renderings(syllable, rendering):
                    yield unmarked(syllable), text


_INVERSES = {rendering: Inverse(f"{rendering.code}-vietnamese", partial(_latin, rendering)) for rendering in RENDERINGS}
TABLES = tuple(inverse.table for inverse in _INVERSES.values())


def to_latin(rendering: Rendering, words: tuple[str, ...]) -> Lattice | None:
    """The syllables, without diacritics, that a rendered Vietnamese name may stand for; None when it cannot be one."""
    return read_back(words, rendering, _INVERSES[rendering], _MOST_SYLLABLES)


_VIETNAM = customs.bearers("vi")


def _bridges(to: Rendering) -> Iterator[Bridge]:
    name, title = f"vietnamese-{to.code}", f"Vietnamese in {to.name}"
    yield Bridge(name, title, Script.LATIN, to.script, partial(of_latin, to), to.fold, _VIETNAM, searches=False)
    name, title = f"{to.code}-vietnamese", f"Vietnamese from {to.name}"
    yield Bridge(name, title, to.script, Script.LATIN, partial(to_latin, to), letters, _VIETNAM, compares=False)


BRIDGES: tuple[Bridge, ...] = tuple(bridge for rendering in RENDERINGS for bridge in _bridges(rendering))
