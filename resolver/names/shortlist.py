"""Which of many names of people may agree with the whole of a spelling: those that begin and end as it does.

`Comparer` tells whether they agree. Of hundreds of holders of an office it need then be asked about a few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from msgspec import Struct

from ..mentions.name import Spelling
from ..readings.lattice import Bridge, Lattice
from ..readings.routes import bridges, read
from ..text.scripts import Script
from .compare import OWN_FOLDS, goals, own_lattice
from .forms import KnownForm
from .patronymic import without_patronymic
from .reached import is_met_by, is_read_by
from .rotations import rotations

Fold = Callable[[str], str]
_NOBODY = frozenset[int]()


class _Ends(Struct, frozen=True):
    """The letters that a lattice's spellings, also those with the halves exchanged, begin with and end with."""

    first: frozenset[str]
    last: frozenset[str]

    @classmethod
    def of(cls, lattice: Lattice, script: Script) -> _Ends:
        """Those of a name in a script."""
        count = len(lattice.units)
        cuts = frozenset(rotations(count, lattice.breaks, script))
        first, last = set[str](), set[str]()
        for start, end, texts in lattice.texts():
            first.update(texts if start in cuts else ())
            last.update(texts if end % count in cuts else ())
        return cls(frozenset(first), frozenset(last))


class _Readings:
    """Forms by what their readings in one script begin with and end with, as one fold has the letters."""

    def __init__(self) -> None:
        self._first: defaultdict[str, set[int]] = defaultdict(set)
        self._last: defaultdict[str, set[int]] = defaultdict(set)

    def add(self, place: int, ends: _Ends) -> None:
        """A form by one route."""
        for letters in ends.first:
            self._first[letters].add(place)
        for letters in ends.last:
            self._last[letters].add(place)

    def may_be(self, text: str) -> set[int]:
        """The forms that may be read as a text."""
        sizes = range(1, len(text) + 1)
        first = set[int]().union(*[self._first.get(text[:size], _NOBODY) for size in sizes])
        return first & set[int]().union(*[self._last.get(text[-size:], _NOBODY) for size in sizes]) if first else first


class _Written:
    """Forms in one script by their letters, as one fold has them."""

    def __init__(self) -> None:
        self._by_letter: defaultdict[str, dict[str, set[int]]] = defaultdict(dict)

    def add(self, place: int, text: str) -> None:
        """A form by its letters."""
        self._by_letter[text[:1]].setdefault(text, set()).add(place)

    def may_be(self, ends: _Ends) -> set[int]:
        """The forms that a name with such readings may be."""
        first, last, found = tuple(ends.first), tuple(ends.last), set[int]()
        for letter in {each[:1] for each in first}:
            for text, places in self._by_letter.get(letter, {}).items():
                if text.startswith(first) and text.endswith(last):
                    found |= places
        return found


class Shortlist:
    """Names of people, each known by its place. It grows, so that who shares it with other threads has to lock it."""

    def __init__(self) -> None:
        self._forms: list[KnownForm] = []
        self._readings: defaultdict[Script, defaultdict[Fold, _Readings]] = defaultdict(lambda: defaultdict(_Readings))
        self._read: defaultdict[Script, set[int]] = defaultdict(set)
        self._ends: dict[tuple[Bridge, tuple[str, ...]], _Ends | None] = {}
        self._written: defaultdict[tuple[Script, Fold], _Written] = defaultdict(_Written)
        self._folded: defaultdict[tuple[Script, Fold], set[int]] = defaultdict(set)
        self._kinds: list[tuple[object, ...]] = []  # those of one kind are met by the same routes

    def add(self, form: KnownForm) -> None:
        """The next name: its place is how many there were before."""
        self._kinds.append((form.spelling.script, form.entity.country, form.native, form.in_han, form.part))
        self._forms.append(form)

    def may_agree(self, mention: Spelling, places: set[int]) -> set[int]:
        """Those of the places whose names may agree with a mention as a whole: all that do, and few besides."""
        shorter = without_patronymic(mention)
        ways = (mention,) if shorter is None else (mention, shorter[0])
        return places & set[int]().union(
            *[self._as_read(each, places) | self._as_reading(each, places) for each in ways]
        )

    def _as_read(self, mention: Spelling, places: set[int]) -> set[int]:
        """The names that are written as the mention is, or that a route reads so."""
        script = mention.script
        self._read_all(script, places)
        found: set[int] = set()
        for fold, readings in self._readings[script].items():
            for goal in goals(mention, fold, inflected=True):
                found |= readings.may_be(goal.text)
        return found

    def _read_all(self, script: Script, places: set[int]) -> None:
        """Reads the names that were not yet read in a script."""
        known = self._readings[script]
        for place in places - self._read[script]:
            form = self._forms[place]
            if form.spelling.script is script:
                known[OWN_FOLDS[script]].add(place, _Ends.of(own_lattice(form), Script.HAN))
            elif not form.native:
                continue
            for bridge in bridges(form.spelling.script, script):
                ends = self._ends_of(bridge, form.spelling.words) if is_read_by(bridge, form) else None
                if ends is not None:
                    known[bridge.fold].add(place, ends)
        self._read[script] |= places

    def _ends_of(self, bridge: Bridge, words: tuple[str, ...]) -> _Ends | None:
        """Those of words as a route reads them; kept, since many share their family name."""
        key = (bridge, words)
        if key not in self._ends:
            lattice = read(bridge, words)
            self._ends[key] = None if lattice is None else _Ends.of(lattice, bridge.source)
        return self._ends[key]

    def _as_reading(self, mention: Spelling, places: set[int]) -> set[int]:
        """The names that are what a route reads the mention as."""
        met: defaultdict[Bridge, set[int]] = defaultdict(set)
        alike: defaultdict[tuple[object, ...], set[int]] = defaultdict(set)
        for place in places:
            alike[self._kinds[place]].add(place)
        for here in alike.values():
            form = self._forms[min(here)]
            if form.native or form.spelling.script is mention.script:
                for bridge in bridges(mention.script, form.spelling.script):
                    if is_met_by(bridge, form):
                        met[bridge] |= here
        found: set[int] = set()
        for bridge, written in met.items():
            lattice = read(bridge, mention.words)
            if lattice is not None:
                found |= written & self._written_as(bridge, written).may_be(_Ends.of(lattice, bridge.source))
        return found

    def _written_as(self, bridge: Bridge, places: set[int]) -> _Written:
        """The names in the script that a route ends in, those of the places among them."""
        key = bridge.target, bridge.fold
        known = self._written[key]
        for place in places - self._folded[key]:
            for goal in goals(self._forms[place].spelling, bridge.fold, inflected=False):
                known.add(place, goal.text)
        self._folded[key] |= places
        return known
