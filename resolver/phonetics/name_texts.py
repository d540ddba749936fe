"""Names by their sound as texts, which go from process to process and are kept: written where a gazetteer is made
ready, each word once for many names, and read into numbers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from ..text.scripts import Script
from .cut_names import Collected, CutNames, Odd
from .segments import Word, cut, word
from .spelt import Spelt, made_ready, may_be_patronymic, ready_word, surprise

_PART, _UNIT = "\x1e", "\x1f"
"""Between the words of a name, and the parts of a word: no word has any."""
_REST = "\t"  # before what few names have
_WITH_PATRONYMIC = 3  # words of a name that has one
_AT_ONCE = 1 << 12  # names
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
        words = [self._word(*piece) for piece in pieces]
        parts = [self._ready(own) if own.units else own.number for own in words]
        name = made_ready([part for part in parts if part])
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
        if not own.units or (ready := self._ready(own)).numerals:
            return None
        return _written(ready.word), may_be_patronymic(ready.word)


def _written(spelled: Spelt) -> str:
    own = spelled.word
    written = (own.text, own.script.value, str(own.number), spelled.latin, spelled.full, spelled.bare)
    return _UNIT.join((*written, repr(spelled.size), *own.units))


def _read(text: str) -> Spelt:
    own, script, number, latin, full, bare, size, *units = text.split(_UNIT)
    return Spelt(Word(own, Script(script), tuple(units), int(number)), latin, full, bare, float(size), surprise(latin))


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
        self._forms: list[int] = []
        self._texts: list[str] = []  # of these forms, whose words are still to be told
        self._odd: dict[int, Odd] = {}

    def take(self, first: int, texts: Iterable[str | None]) -> None:
        """The names of forms with numbers from the first on, and None of those that have no sound; forms come in order.

        Raises ValueError or TypeError for what is no such text.
        """
        for form, text in enumerate(texts, first):
            if not text:
                continue
            written, rest = text, ""
            if _REST in text:
                written, _, rest = text.partition(_REST)
            if written:
                if rest:
                    realm, numerals, is_plain = msgspec.json.decode(rest)
                    self._odd[len(self._forms)] = Odd(realm, frozenset(numerals), is_plain)
                self._forms.append(form)
                self._texts.append(written)
        if len(self._texts) >= _AT_ONCE:
            self._cut()

    def _cut(self) -> None:
        """Tells the words of many names at once, which is quicker than one name after the other."""
        if self._texts:
            counts = [text.count(_PART) + 1 for text in self._texts]
            numbers = map(self._numbers.__getitem__, _PART.join(self._texts).split(_PART))
            self._collected.extend(self._forms, counts, numbers, self._odd)
            self._forms, self._texts, self._odd = [], [], {}

    def names(self) -> CutNames:
        """All names that were read. To be called once: they are given away."""
        self._cut()
        words = list(map(_read, self._numbers))
        self._numbers = _Numbered()
        return self._collected.names(words)
