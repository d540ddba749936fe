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
from ..names.forms import KnownForm
from ..names.reached import is_spoken
from ..readings.lattice import Bridge
from ..readings.links import USUAL
from ..readings.routes import bridges_from, folds_into, is_regnal
from ..text.folding import fold
from ..text.scripts import Script
from ..vocabulary.official_names import core
from .keys import LONGEST_NAME, MOST_UNITS, own_key
from .walking import best_of_links, best_texts

KEPT_WORDS = 1 << 17  # of one script: those that recur are met again soon, and a million names have many more
_EVERY = -1  # test of a route, one bit each
_SPOKEN_WORDS = 3  # words of an organisation's name; a longer one is translated, not heard


def is_proper_name(spelling: Spelling) -> bool:
    """Whether an organisation's name is short enough to be heard in another script, and no acronym."""
    return len(spelling.words) <= _SPOKEN_WORDS and is_spoken(spelling)


class _Known(Struct):
    """A word of a name: folded as its own script is and as each route that leads to its script folds it; in Latin
    letters, where that is another script's; and which tests of routes it passes, a bit each, as far as it was asked.
    """

    folds: tuple[str, ...]
    plain: str
    asked: int
    passed: int = 0


class _Words(dict[str, _Known]):
    """The words of one script, each worked out when it is first met."""

    def __init__(self, script: Script) -> None:
        super().__init__()
        self._script = script
        self._folds = folds_into(script)
        bridges = bridges_from(script)
        self._tests = tuple(dict.fromkeys(bridge.admits for bridge in bridges if bridge.admits))
        bits = {test: 1 << number for number, test in enumerate((None, *self._tests))}
        self._needed = [(bits[bridge.admits], bridge) for bridge in bridges]
        self._whole = sum({bit for bit, _ in self._needed})
        self._open: dict[int, tuple[Bridge, ...]] = {0: ()}

    def __missing__(self, word: str) -> _Known:
        if len(self) >= KEPT_WORDS:
            self.clear()
        own = fold(word, self._script)
        folds = (own, *[each(word) for each in self._folds])
        plain = "" if self._script is Script.LATIN else fold(unidecode(own), Script.LATIN)
        found = self[word] = _Known(folds, plain, _EVERY if is_regnal(word) else 0)
        return found

    def open_routes(self, words: Sequence[str], known: Sequence[_Known]) -> tuple[Bridge, ...]:
        """The routes that none of these words closes, of which this is known."""
        passed = self._whole
        for word in known:  # a word that was met before may spare the others their tests
            passed &= word.passed | ~word.asked
        for text, word in zip(words, known, strict=True) if passed else ():
            unknown = passed & ~word.asked
            if unknown:
                self._ask(text, word, unknown)
            passed &= word.passed
        found = self._open.get(passed)
        if found is None:
            found = self._open[passed] = tuple([bridge for bit, bridge in self._needed if bit & passed])
        return found

    def _ask(self, text: str, word: _Known, tests: int) -> None:
        """Asks these tests of a word; what no route needs of any word, each passes."""
        word.asked |= tests
        word.passed |= tests & 1
        for number, test in enumerate(self._tests, 1):
            if tests >> number & 1 and test(text):
                word.passed |= 1 << number


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
            found = _own(self._known(spelling))
            name = spell(core(spelling.text).text)
            found[own_key(name)] = None
            if entity.kind is Kind.ORGANISATION and is_proper_name(name):
                found.update(dict.fromkeys(self._all(name, entity.country)))
            return tuple(filter(None, found))
        guess = not form.read or spelling.script is not Script.HAN
        return self._all(spelling, entity.country) if guess else (own_key(spelling),)

    def _known(self, spelling: Spelling) -> list[_Known]:
        """What is known of each word."""
        return list(map(self._words(spelling.script).__getitem__, spelling.words))

    def _all(self, spelling: Spelling, country: str) -> tuple[str, ...]:
        known = self._known(spelling)
        found = _own(known)
        for texts in self._spelt(spelling, known, country):
            found.update(dict.fromkeys(texts))
        if spelling.script is not Script.LATIN:
            found["".join([word.plain for word in known])] = None
        return tuple(filter(None, found))

    def _spelt(self, spelling: Spelling, known: Sequence[_Known], country: str) -> Iterator[tuple[str, ...]]:
        """The usual spellings along each route that begins in the spelling's script; with a country, along those usual
        for its names.
        """
        if len(spelling.text) > LONGEST_NAME:
            return
        most = MOST_UNITS[spelling.script is Script.HAN]
        for bridge in self._words(spelling.script).open_routes(spelling.words, known):
            if not country or not bridge.countries or country in bridge.countries:
                yield usual_spellings(bridge, spelling.words, most)


def _own(known: Sequence[_Known]) -> dict[str, None]:
    """The letters of a name as its own script folds them, and then as routes to it do."""
    return dict.fromkeys(map("".join, zip(*[word.folds for word in known], strict=True)))


def usual_spellings(bridge: Bridge, words: tuple[str, ...], most: int) -> tuple[str, ...]:
    """The usual spellings of a name along a route, cheapest first; none where there are more than `most` units."""
    if bridge.links:
        chain = bridge.links(words)
        if chain is None:
            return ()
        found = best_of_links(chain, most, USUAL)
        if found is not None:
            return found
    lattice = (bridge.usual or bridge.lattice)(words)
    return () if lattice is None or len(lattice.units) > most else best_texts(lattice, USUAL)
