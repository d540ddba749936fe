"""Which part of a holder's name stands beside an office: asked of all who held it, so it must be quick to deny."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain
from threading import Lock
from typing import NamedTuple

from msgspec import Struct

from ..mentions.name import Spelling
from ..model import Evidence
from ..names.compare import Comparer, best_alignment
from ..names.forms import KnownForm, audible
from ..names.parts import addressed
from ..names.shortlist import Shortlist
from ..phonetics.matching import may_leave_none
from ..phonetics.score import SoundComparer
from ..phonetics.spelt import SpeltName, spelt
from ..phonetics.word_list import WordList
from ..policy import Policy, SoundWeights
from ..readings.routes import bridges
from ..search.catalogue import Catalogue
from ..text.scripts import BY_CHARACTER
from .by_sound import least_closeness
from .hearing import heard_evidence, is_close

_PEOPLE = 4_096  # whose parts are kept, or those of the last office if they are more

FoundPart = tuple[KnownForm, tuple[Evidence, ...]]
"""A part of a name as a form of its own, and the evidence that a spelling is it."""


class _Part(Struct, frozen=True, eq=False):
    """A part of a name, ready to be heard."""

    form: KnownForm
    heard: SpeltName


class _Roll:
    """The parts of people's names, each known by its place, and which of them a spelling may be."""

    def __init__(self, weights: SoundWeights) -> None:
        self.parts: list[_Part] = []
        self.owners: list[str] = []
        self.places: dict[str, range] = {}
        self.written = Shortlist()
        self.words = WordList(weights)

    def add(self, person_id: str, forms: Sequence[KnownForm]) -> None:
        """The parts of another person's name."""
        first = len(self.parts)
        for form in forms:
            part = _Part(form, spelt(form.spelling.text))
            self.parts.append(part)
            self.owners.append(person_id)
            self.written.add(form)
            self.words.add(part.heard)
        self.places[person_id] = range(first, len(self.parts))


class _Near(NamedTuple):
    """The parts that a spelling may be: those that it may agree with; how many of its words may sound like some."""

    roll: _Roll
    written: Set[int]
    met: Mapping[int, int]

    @property
    def people(self) -> Iterable[str]:
        """Whose parts they are."""
        return dict.fromkeys([self.roll.owners[place] for place in sorted(self.written | self.met.keys())])


class PartFinder:
    """Finds the part of a person's name that a spelling is. Owns what it has read of names, which threads share."""

    def __init__(self, catalogue: Catalogue, comparer: Comparer, sounds: SoundComparer, policy: Policy) -> None:
        self._catalogue = catalogue
        self._comparer = comparer
        self._sounds = sounds
        self._weights = policy.sound
        self._roll = _Roll(policy.sound)
        self._lock = Lock()

    def find(self, people: tuple[str, ...], spelling: Spelling) -> Mapping[str, FoundPart]:
        """Of each of these people, by their ids, the part of the name that the spelling is, with its evidence.

        Those of whose names it is nothing are left out.
        """
        heard = spelt(spelling.text)
        near = self._near(people, spelling, heard)
        parts = {person: self._compared(person, near, spelling) or self._heard(person, near, spelling, heard)
                 for person in near.people}  # fmt: skip
        return {person: part for person, part in parts.items() if part}

    def _near(self, people: tuple[str, ...], spelling: Spelling, heard: SpeltName) -> _Near:
        with self._lock:
            roll = self._with_all(people)
            places = set(chain.from_iterable(roll.places[person] for person in people))
            return _Near(roll, roll.written.may_agree(spelling, places), roll.words.may_match(heard, places))

    def _with_all(self, people: tuple[str, ...]) -> _Roll:
        """The parts of all these people's names, among others."""
        missing = [person for person in people if person not in self._roll.places]
        if missing and len(self._roll.places) > _PEOPLE:
            self._roll, missing = _Roll(self._weights), list(people)
        for person in missing:
            forms = self._catalogue.forms.of(self._catalogue.gazetteer.entities[person])
            self._roll.add(person, [part for form in forms for part in addressed(form)])
        return self._roll

    def _compared(self, person: str, near: _Near, spelling: Spelling) -> FoundPart | None:
        """The part that the spelling agrees with as a whole."""
        roll, written, met = near
        forms = [(place, roll.parts[place].form) for place in roll.places[person] if place in written]
        asked = [form for place, form in forms if place in met or _is_read(spelling, form)]
        compared = [self._comparer.compare(spelling, form, lenient=False) for form in asked]
        best = best_alignment([each for each in compared if each is not None and each.whole and not each.veto])
        return None if best is None else (best.form, best.evidence)

    def _heard(self, person: str, near: _Near, spelling: Spelling, heard: SpeltName) -> FoundPart | None:
        """The part that sounds like the spelling."""
        roll, _, met = near
        parts, count = [roll.parts[place] for place in roll.places[person]], len(heard.words)
        may_speak = set(map(id, audible([part.form for part in parts], spelling.script)))
        for place, part in zip(roll.places[person], parts, strict=True):
            words = part.heard.words
            if place not in met or (len(words) == count and met[place] < count) or id(part.form) not in may_speak:
                continue
            least = least_closeness(spelling, part.form, self._weights)
            if least > 1 or not may_leave_none(heard.words, words):
                continue
            if is_close(alignment := self._sounds.align(heard, part.heard), least):
                return part.form, heard_evidence(alignment)
        return None


def _is_read(spelling: Spelling, form: KnownForm) -> bool:
    """Whether a form may agree that sounds otherwise: by the readings of characters, also of that behind Ngo and Wu."""
    one, other = spelling.script, form.spelling.script
    if one in BY_CHARACTER or other in BY_CHARACTER:
        return True
    country = form.entity.country
    return one is other and any(country in bridge.countries for bridge in bridges(one, one))
