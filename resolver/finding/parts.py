"""Which part of a holder's name stands beside an office: asked of all who held it, so it must be quick to deny."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from msgspec import Struct

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


class _Part(Struct, frozen=True, eq=False):
    """A part of a name, ready to be heard."""

    form: KnownForm
    heard: SpeltName


class PartFinder:
    """Finds the part of a person's name that a spelling is. Owns caches, which threads share."""

    def __init__(self, catalogue: Catalogue, comparer: Comparer, sounds: SoundComparer, policy: Policy) -> None:
        parts_of = lru_cache(maxsize=_PEOPLE)(partial(_parts_of, catalogue))
        self._found = lru_cache(maxsize=_ANSWERS)(partial(_found, parts_of, comparer, sounds, policy))

    def find(self, person: Entity, spelling: Spelling) -> FoundPart | None:
        """The part of the person's name that the spelling is, with its evidence; None where it is nothing of it."""
        return self._found(person.id, spelling)


def _parts_of(catalogue: Catalogue, person_id: str) -> tuple[_Part, ...]:
    person = catalogue.gazetteer.entities[person_id]
    forms = (part for form in catalogue.forms.of(person) for part in addressed(form))
    return tuple(_Part(form, spelt(form.spelling.text)) for form in forms)


def _found(
    parts_of: Callable[[str], tuple[_Part, ...]], comparer: Comparer, sounds: SoundComparer, policy: Policy,
    person_id: str, spelling: Spelling,
) -> FoundPart | None:  # fmt: skip
    heard, parts = spelt(spelling.text), parts_of(person_id)
    near = [part for part in parts if _may_be(spelling, heard, part, sounds)]
    compared = [comparer.compare(spelling, part.form, lenient=False) for part in near]
    best = best_alignment([each for each in compared if each is not None and each.whole and not each.veto])
    if best is not None or not near:
        return (best.form, best.evidence) if best else None
    may_speak = set(map(id, audible([part.form for part in parts], spelling.script)))
    for part in (each for each in near if id(each.form) in may_speak):
        least = least_closeness(spelling, part.form, policy.sound)
        alignment = sounds.align(heard, part.heard) if least <= 1 else None
        if alignment is not None and is_close(alignment, least):
            return part.form, heard_evidence(alignment)
    return None


def _may_be(spelling: Spelling, heard: SpeltName, part: _Part, sounds: SoundComparer) -> bool:
    """Whether a part is worth a comparison. Letters that agree sound alike; characters may by their readings."""
    one, other = spelling.script, part.form.spelling.script
    if one in BY_CHARACTER or other in BY_CHARACTER:
        return True
    country = part.form.entity.country
    if one is other and any(country in bridge.countries for bridge in bridges(one, one)):
        return True  # Ngo and Wu: they share the character behind them
    return sounds.may_match(heard, part.heard)
