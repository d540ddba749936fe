"""Names by their sound as texts, which go from process to process and are kept: written where a gazetteer is made
ready, each word once for many names, and read into numbers."""

from __future__ import annotations

import json
from functools import lru_cache

from ..text.scripts import Script
from .cut_names import Collected, CutNames, Odd
from .segments import Word, cut, word
from .spelt import Spelt, is_like_no_other, made_ready, ready_word

_PART, _UNIT = "\x1e", "\x1f"
"""Between the words of a name, and the parts of a word: no word has any."""
_REST = "\t"  # before what few names have
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class NameWriter:
    """Writes names as texts; keeps so many words."""

    def __init__(self, kept: int) -> None:
        self._word = lru_cache(maxsize=kept)(word)
        self._ready = lru_cache(maxsize=kept)(ready_word)
        self._plain = lru_cache(maxsize=kept)(self._written_if_plain)

    def __call__(self, text: str) -> str:
        """A name: its words, and behind them what few names have."""
        pieces = cut(text)
        written = [self._plain(piece) for piece in pieces]
        if None not in written:
            return _PART.join(written)  # type: ignore[arg-type]
        words = [own for piece in pieces if (own := self._word(*piece)).units or own.number]
        name = made_ready(words, self._ready)
        found = _PART.join(map(_written, name.words))
        odd = Odd.of(name)
        return (
            found if odd is None else f"{found}{_REST}{_JSON.encode([odd.realm, sorted(odd.numerals), odd.is_plain])}"
        )

    def _written_if_plain(self, piece: tuple[str, bool]) -> str | None:
        """A word as it is in any name, whatever its neighbours; None where these may make something else of it."""
        own = self._word(*piece)
        if not own.units or not is_like_no_other(ready := self._ready(own)):
            return None
        return _written(ready)


def _written(spelled: Spelt) -> str:
    own = spelled.word
    written = (own.text, own.script.value, str(own.number), spelled.latin, spelled.full, spelled.bare)
    return _UNIT.join((*written, repr(spelled.size), *own.units))


def _read(text: str) -> Spelt:
    own, script, number, latin, full, bare, size, *units = text.split(_UNIT)
    return Spelt(Word(own, Script(script), tuple(units), int(number)), latin, full, bare, float(size))


class _Numbers(dict[str, int]):
    """Texts numbered as they are first met."""

    def __missing__(self, text: str) -> int:
        found = self[text] = len(self)
        return found


class NameReader:
    """Reads what a `NameWriter` wrote."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._collected = Collected()

    def take(self, form: int, text: str) -> None:
        """The name of a form; forms come in their order. Raises ValueError or TypeError for what is no such text."""
        written, _, rest = text.partition(_REST)
        if written:
            odd = None
            if rest:
                realm, numerals, is_plain = json.loads(rest)
                odd = Odd(realm, frozenset(numerals), is_plain)
            self._collected.add(form, [self._numbers[each] for each in written.split(_PART)], odd)

    def names(self) -> CutNames:
        """All names that were read."""
        return self._collected.names(list(map(_read, self._numbers)))
