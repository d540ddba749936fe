"""What follows from each entity by itself, all of it in one pass, so that a name is parsed, read and spelt once.

Keys, sounds and whatever else a caller derives need the same readings of the same names: where one follows the other,
they are still there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from .. import agreements, organisations
from ..model import Entity, Kind
from ..names.forms import KnownForm
from ..phonetics.spelt import SpeltName, spelt
from .keys import filed, is_proper_name

Beside = TypeVar("Beside")
Besides = Callable[[Entity, Sequence[KnownForm]], Beside]
"""What else a caller derives from an entity and its forms by themselves."""


@dataclass(frozen=True, slots=True)
class Made(Generic[Beside]):
    """Of one entity: the keys of each form; each form by its sound, where that may be heard; what its names say."""

    keys: tuple[tuple[str, ...], ...]
    sounds: tuple[SpeltName | None, ...]
    said: tuple[str, ...]
    beside: Beside


@dataclass(frozen=True, slots=True)
class Making(Generic[Beside]):
    """Makes what follows from the entity of a number."""

    entities: Sequence[Entity]
    forms: Sequence[tuple[KnownForm, ...]]
    beside: Besides[Beside]

    def __call__(self, number: int) -> Made[Beside]:
        """All that is made of it."""
        entity, forms = self.entities[number], self.forms[number]
        return Made(
            tuple(map(filed, forms)),
            tuple(spelt(form.spelling.text) if is_heard(form) else None for form in forms),
            what_is_said(entity),
            self.beside(entity, forms),
        )


def is_heard(form: KnownForm) -> bool:
    """Whether a form is a person's name, or an organisation's that another script renders by its sound."""
    return form.entity.kind is Kind.PERSON or is_spoken(form)


def is_spoken(form: KnownForm) -> bool:
    """Whether a form is an organisation's proper name and not what it is for, which is translated (see keys.filed)."""
    return (
        form.entity.kind is Kind.ORGANISATION
        and is_proper_name(form.spelling)
        and organisations.parse(form.spelling.text) is None
    )


def what_is_said(entity: Entity) -> tuple[str, ...]:
    """The functions that an organisation's names say, or the concepts that an agreement's do."""
    if entity.kind is Kind.ORGANISATION:
        return tuple(sorted(organisations.described(entity).functions))
    return tuple(sorted(agreements.described(entity).name.concepts)) if entity.kind is Kind.AGREEMENT else ()
