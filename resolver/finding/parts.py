"""Which part of a holder's name stands beside an office: asked of all who held it, so it must be quick to deny."""

from __future__ import annotations

from dataclasses import dataclass

from ..mentions.name import Spelling
from ..model import Entity, Evidence
from ..names.compare import Comparer, best_alignment
from ..names.forms import KnownForm, audible
from ..names.parts import addressed
from ..phonetics.score import SoundComparer
from ..phonetics.spelt import SpeltName, spelt
from ..policy import Policy
from ..readings.routes import bridges
from ..search.catalogue import Catalogue
from ..text.scripts import BY_CHARACTER
from .by_sound import least_closeness
from .hearing import heard_evidence, is_close

_PEOPLE = 4_096  # whose parts are kept
_ANSWERS = 16_384  # a name is asked about again with each title that may stand beside it

FoundPart = tuple[KnownForm, tuple[Evidence, ...]]
"""A part of a name as a form of its own, and the evidence that a spelling is it."""


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A part of a name, ready to be heard."""

    form: KnownForm
    heard: SpeltName


class PartFinder:
    """Finds the part of a person's name that a spelling is. Owns caches; otherwise a pure function of its policy."""

    def __init__(self, catalogue: Catalogue, comparer: Comparer, sounds: SoundComparer, policy: Policy) -> None:
        self._catalogue = catalogue
        self._comparer = comparer
        self._sounds = sounds
        self._policy = policy
        self._kept: dict[str, tuple[_Part, ...]] = {}
        self._answers: dict[tuple[str, Spelling], FoundPart | None] = {}

    def find(self, person: Entity, spelling: Spelling) -> FoundPart | None:
        """The part of the person's name that the spelling is, with its evidence; None where it is nothing of it."""
        asked = person.id, spelling
        if asked not in self._answers:
            if len(self._answers) >= _ANSWERS:
                self._answers.clear()
            self._answers[asked] = self._found(person, spelling)
        return self._answers[asked]

    def _found(self, person: Entity, spelling: Spelling) -> FoundPart | None:
        heard = spelt(spelling.text)
        near = [part for part in self._parts(person) if self._may_be(spelling, heard, part)]
        compared = [self._comparer.compare(spelling, part.form, lenient=False) for part in near]
        best = best_alignment([each for each in compared if each is not None and each.whole and not each.veto])
        if best is not None:
            return best.form, best.evidence
        heard_forms = audible([part.form for part in self._parts(person)], spelling.script) if near else []
        for part in (each for each in near if each.form in heard_forms):
            least = least_closeness(spelling, part.form, self._policy.sound)
            alignment = self._sounds.align(heard, part.heard) if least <= 1 else None
            if alignment is not None and is_close(alignment, least):
                return part.form, heard_evidence(alignment)
        return None

    def _may_be(self, spelling: Spelling, heard: SpeltName, part: _Part) -> bool:
        """Whether a part is worth a comparison. Letters that agree sound alike; characters may by their readings."""
        one, other = spelling.script, part.form.spelling.script
        if one in BY_CHARACTER or other in BY_CHARACTER:
            return True
        country = part.form.entity.country
        if one is other and any(country in bridge.countries for bridge in bridges(one, one)):
            return True  # Ngo and Wu: they share the character behind them
        return self._sounds.may_match(heard, part.heard)

    def _parts(self, person: Entity) -> tuple[_Part, ...]:
        kept = self._kept.get(person.id)
        if kept is None:
            if len(self._kept) >= _PEOPLE:
                self._kept.clear()
            forms = (part for form in self._catalogue.forms.of(person) for part in addressed(form))
            kept = tuple(_Part(form, spelt(form.spelling.text)) for form in forms)
            self._kept[person.id] = kept
        return kept
