"""Names by their sound as texts, which go from process to process and are kept: written where a gazetteer is made
ready, each word once for many names, and read into numbers."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from ..text.scripts import Script
from .cut_names import Collected, CutNames, Odd
from .segments import Word, cut, word
from .spelt import Spelt, made_ready, may_be_numeral, may_be_patronymic, ready_word

_PART, _UNIT = "\x1e", "\x1f"
"""Between the words of a name, and the parts of a word: no word has any."""
_REST = "\t"  # before what few names have
_WITH_PATRONYMIC = 3  # words of a name that has one
_JSON = msgspec.json.Encoder()


class NameWriter:
    """Writes names as texts; keeps so many words."""

    def __init__(self, kept: int) -> None:
        self._word = lru_cache(maxsize=kept)(word)
        self._ready = lru_cache(maxsize=kept)(ready_word)
        self._alone = lru_cache(maxsize=kept)(self._written_alone)

    def __call__(self, text: str) -> str:
        """A name: its words, and behind them what few names have."""
        pieces = cut(text)
        known = [own for own in map(self._alone, pieces) if own is not None]
        may_have_one = len(known) >= _WITH_PATRONYMIC and any(may_be for _, may_be in known[1:])
        if len(known) == len(pieces) and not may_have_one:
            return _PART.join([written for written, _ in known])
        words = [own for piece in pieces if (own := self._word(*piece)).units or own.number]
        name = made_ready(words, self._ready)
        found = _PART.join(map(_written, name.words))
        odd = Odd.of(name)
        if odd is None:
            return found
        return f"{found}{_REST}{_JSON.encode((odd.realm, sorted(odd.numerals), odd.is_plain)).decode()}"

    def _written_alone(self, piece: tuple[str, bool]) -> tuple[str, bool] | None:
        """A word as it is in a name whatever its neighbours, unless it is a patronymic there, which it may be or not;
        None where neighbours may make something else of it.
        """
        own = self._word(*piece)
        if not own.units or may_be_numeral(ready := self._ready(own)):
            return None
        return _written(ready), may_be_patronymic(ready)


def _written(spelled: Spelt) -> str:
    own = spelled.word
    written = (own.text, own.script.value, str(own.number), spelled.latin, spelled.full, spelled.bare)
    return _UNIT.join((*written, repr(spelled.size), *own.units))


def _read(text: str) -> Spelt:
    own, script, number, latin, full, bare, size, *units = text.split(_UNIT)
    return Spelt(Word(own, Script(script), tuple(units), int(number)), latin, full, bare, float(size))


class _Numbered(dict[str, int]):
    """Texts numbered as they are first met."""

    def __missing__(self, text: str) -> int:
        found = self[text] = len(self)
        return found


class NameReader:
    """Reads what a `NameWriter` wrote."""

    def __init__(self) -> None:
        self._numbers = _Numbered()
        self._collected = Collected()

    def take(self, form: int, text: str) -> None:
        """The name of a form; forms come in their order. Raises ValueError or TypeError for what is no such text."""
        written, _, rest = text.partition(_REST)
        if written:
            odd = None
            if rest:
                realm, numerals, is_plain = msgspec.json.decode(rest)
                odd = Odd(realm, frozenset(numerals), is_plain)
            self._collected.add(form, [self._numbers[each] for each in written.split(_PART)], odd)

    def names(self) -> CutNames:
        """All names that were read. To be called once: they are given away."""
        words = list(map(_read, self._numbers))
        self._numbers = _Numbered()
        return self._collected.names(words)
