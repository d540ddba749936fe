"""What follows from each entity by itself, all of it in one pass, so that a name is parsed, read and spelt once.

Keys, sounds and whatever else a caller derives need the same readings of the same names: where one follows the other,
they are still there. What was made is a text, which goes from process to process and is kept beside a compiled
gazetteer: of an entity that has not changed, it is not made again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

import msgspec

from .. import organisations
from ..index.filed_keys import BETWEEN
from ..model import Entity, Kind
from ..names.forms import KnownForm, known_forms
from ..phonetics.name_texts import NameWriter
from .descriptions import described
from .filing import KEPT_WORDS, Filing, is_proper_name
from .form_records import records_of

Besides = Callable[[Entity, Sequence[KnownForm]], Any]
"""What else a caller derives from an entity and its forms by themselves: texts, numbers and lists of them."""
_FIELD, _FORM, _PART = "\x1c", "\x1d", BETWEEN
"""The separators of ASCII, from the outermost on: no word and no key has any."""
_UNHEARD = "-"  # in place of a form that is not heard
_JSON = msgspec.json.Encoder()
_NOTHING = "null"


class Kept(Protocol):
    """What was made of entities before."""

    def get(self, number: int) -> str | None:
        """What was made of the entity of a number; None where it is not known."""

    def put(self, text: str) -> object:
        """Takes what was made of each entity in turn, to be kept."""


class Made(NamedTuple):
    """Of one entity: its forms as `form_records` has them; the keys of each form, joined as `FiledKeys` takes them;
    each form by its sound, where that may be heard, as `NameReader` takes it; what its names say; and what else the
    caller derived.
    """

    records: tuple[int, ...]
    keys: tuple[str, ...]
    sounds: tuple[str | None, ...]
    said: tuple[str, ...]
    description: str
    beside: Any


class Making:
    """Makes what follows from the entity of a number; what follows from a word, once for all names that have it."""

    def __init__(self, entities: Sequence[Entity], beside: Besides) -> None:
        self._entities = entities
        self._beside = beside
        self._filing = Filing()
        self._sound = NameWriter(KEPT_WORDS)

    def __call__(self, number: int) -> str:
        """All that is made of it, as `Reading` reads it."""
        entity = self._entities[number]
        forms = forms_of(entity)
        said, description = described(entity)
        return _FIELD.join((
            " ".join(map(str, records_of(entity, forms))),
            _FORM.join([_PART.join(self._filing(form)) for form in forms]),
            _FORM.join([self._sound(form.spelling.text) if is_heard(form) else _UNHEARD for form in forms]),
            _PART.join(said),
            description,
            _JSON.encode(self._beside(entity, forms)).decode(),
        ))  # fmt: skip


class _Records(dict[str, tuple[int, ...]]):
    def __missing__(self, text: str) -> tuple[int, ...]:
        found = self[text] = tuple(map(int, text.split()))
        return found


class Reading:
    """Reads what was made of entities."""

    def __init__(self) -> None:
        self._records = _Records()

    def __call__(self, text: str) -> Made:
        """What `Making` made. Raises ValueError, TypeError or KeyError for anything else."""
        records, keys, sounds, said, description, beside = text.split(_FIELD)
        found = self._records[records]
        return Made(
            found,
            tuple(keys.split(_FORM)) if found else (),
            tuple([None if each == _UNHEARD else each for each in sounds.split(_FORM)]) if found else (),
            tuple(said.split(_PART)) if said else (),
            description,
            None if beside == _NOTHING else msgspec.json.decode(beside),
        )


def forms_of(entity: Entity) -> tuple[KnownForm, ...]:
    """The forms under which an entity is found; posts and those that were merged into others have none here."""
    return () if entity.merged_into or entity.kind is Kind.POST else known_forms(entity)


def is_heard(form: KnownForm) -> bool:
    """Whether a form is a person's name, or an organisation's that another script renders by its sound."""
    return form.entity.kind is Kind.PERSON or is_spoken(form)


def is_spoken(form: KnownForm) -> bool:
    """Whether a form is an organisation's proper name and not what it is for, which is translated (see `Filing`)."""
    return (
        form.entity.kind is Kind.ORGANISATION
        and is_proper_name(form.spelling)
        and organisations.parse(form.spelling.text) is None
    )
