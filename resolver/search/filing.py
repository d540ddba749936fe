"""The keys that forms are filed under, each word of many forms worked out once.

What follows from a word alone is kept while a gazetteer is made ready: its foldings, and which routes it closes. Names
share their words, and nearly every name in Latin letters has one that closes a route.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct
from unidecode import unidecode

from ..mentions.name import Spelling, spell
from ..model import Kind
from ..names.compare import is_spoken
from ..names.forms import KnownForm
from ..readings.lattice import Bridge, Lattice
from ..readings.routes import bridges_from, folds_into, is_regnal
from ..text.folding import fold
from ..text.scripts import Script
from ..vocabulary.official_names import core
from .keys import LONGEST_NAME, MOST_UNITS, own_key
from .walking import best_texts

_FILED = 4  # spellings a route gives to file a form under: the usual readings
KEPT_WORDS = 1 << 17  # of one script: those that recur are met again soon, and a million names have many more
_SPOKEN_WORDS = 3  # words of an organisation's name; a longer one is translated, not heard


def is_proper_name(spelling: Spelling) -> bool:
    """Whether an organisation's name is short enough to be heard in another script, and no acronym."""
    return len(spelling.words) <= _SPOKEN_WORDS and is_spoken(spelling)


class _Known(Struct):
    """A word of a name: folded as its own script is and as each route that leads to its script folds it; in Latin
    letters, where that is another script's; and what each test of routes says of it, as far as it was asked.
    """

    folds: tuple[str, ...]
    plain: str
    is_regnal: bool
    admitted: list[bool | None]


class _Words(dict[str, _Known]):
    """The words of one script, each worked out when it is first met."""

    def __init__(self, script: Script) -> None:
        super().__init__()
        self._script = script
        self._folds = folds_into(script)
        self._bridges = bridges_from(script)
        self._tests = tuple(dict.fromkeys(bridge.admits for bridge in self._bridges if bridge.admits))
        self._needed = [bridge.admits and self._tests.index(bridge.admits) for bridge in self._bridges]

    def __missing__(self, word: str) -> _Known:
        if len(self) >= KEPT_WORDS:
            self.clear()
        own = fold(word, self._script)
        folds = (own, *[each(word) for each in self._folds])
        plain = "" if self._script is Script.LATIN else fold(unidecode(own), Script.LATIN)
        found = self[word] = _Known(folds, plain, is_regnal(word), [None] * len(self._tests))
        return found

    def open_routes(self, words: Sequence[str]) -> Iterator[Bridge]:
        """The routes that no word closes."""
        known = [self[word] for word in words]
        if any(word.is_regnal for word in known):
            return
        passed = self._passed(words, known)
        for bridge, test in zip(self._bridges, self._needed, strict=True):
            if test is None or test in passed:
                yield bridge

    def _passed(self, words: Sequence[str], known: Sequence[_Known]) -> list[int]:
        """The tests that all words pass; of the others no more words are asked than one that fails."""
        passed = list(range(len(self._tests)))
        for text, word in zip(words, known, strict=True):
            for test in passed:
                if word.admitted[test] is None:
                    word.admitted[test] = self._tests[test](text)
            passed = [test for test in passed if word.admitted[test]]
        return passed


class Filing:
    """Files forms: one for all forms of a gazetteer."""

    def __init__(self) -> None:
        self._words = cache(_Words)

    def __call__(self, form: KnownForm) -> tuple[str, ...]:
        """What a form is filed under: its own letters, and the usual spellings along the routes of its owner's
        country.
        """
        spelling, entity = form.spelling, form.entity
        if entity.kind is not Kind.PERSON:
            found = self._own(spelling)
            name = spell(core(spelling.text).text)
            found[own_key(name)] = None
            if entity.kind is Kind.ORGANISATION and is_proper_name(name):
                found.update(dict.fromkeys(self._all(name, entity.country)))
            return tuple(filter(None, found))
        guess = not form.read or spelling.script is not Script.HAN
        return self._all(spelling, entity.country) if guess else (own_key(spelling),)

    def _own(self, spelling: Spelling) -> dict[str, None]:
        """Its letters as its own script folds them, and then as routes to it do."""
        words = self._words(spelling.script)
        return dict.fromkeys(map("".join, zip(*[words[word].folds for word in spelling.words], strict=True)))

    def _all(self, spelling: Spelling, country: str) -> tuple[str, ...]:
        found = self._own(spelling)
        for lattice in self._lattices(spelling, country):
            found.update(dict.fromkeys(best_texts(lattice, _FILED)))
        if spelling.script is not Script.LATIN:
            words = self._words(spelling.script)
            found["".join([words[word].plain for word in spelling.words])] = None
        return tuple(filter(None, found))

    def _lattices(self, spelling: Spelling, country: str) -> Iterator[Lattice]:
        """The lattices of the routes that begin in the spelling's script; with a country, of those usual for its
        names.
        """
        if len(spelling.text) > LONGEST_NAME:
            return
        for bridge in self._words(spelling.script).open_routes(spelling.words):
            if not country or not bridge.countries or country in bridge.countries:
                lattice = bridge.lattice(spelling.words)
                if lattice is not None and len(lattice.units) <= MOST_UNITS[spelling.script is Script.HAN]:
                    yield lattice
