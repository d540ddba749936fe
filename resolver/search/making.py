"""What follows from each entity by itself, all of it in one pass, so that a name is parsed, read and spelt once.

Keys, sounds and whatever else a caller derives need the same readings of the same names: where one follows the other,
they are still there. What was made is a text, which goes from process to process and is kept beside a compiled
gazetteer: of an entity that has not changed, it is not made again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from .. import agreements, organisations
from ..model import Entity, Kind
from ..names.forms import KnownForm, known_forms
from ..phonetics.segments import Word
from ..phonetics.spelt import Spelt, SpeltName, spelt
from ..text.scripts import Script
from .keys import filed, is_proper_name

Besides = Callable[[Entity, Sequence[KnownForm]], Any]
"""What else a caller derives from an entity and its forms by themselves: texts, numbers and lists of them."""
_BETWEEN = "\x1f"
"""Between the parts of a word: no word has it."""


class Kept(Protocol):
    """What was made of entities before."""

    def get(self, number: int) -> str | None:
        """What was made of the entity of a number; None where it is not known."""

    def put(self, text: str) -> object:
        """Takes what was made of each entity in turn, to be kept."""


@dataclass(frozen=True, slots=True)
class Made:
    """Of one entity: script of each form, and whether its owner's Han characters are written; the keys of each form;
    each form by its sound, where that may be heard; what its names say; and what else the caller derived.
    """

    scripts: tuple[tuple[Script, bool], ...]
    keys: tuple[tuple[str, ...], ...]
    sounds: tuple[SpeltName | None, ...]
    said: tuple[str, ...]
    beside: Any


@dataclass(frozen=True, slots=True)
class Making:
    """Makes what follows from the entity of a number."""

    entities: Sequence[Entity]
    beside: Besides

    def __call__(self, number: int) -> str:
        """All that is made of it, as `Reading` reads it."""
        entity = self.entities[number]
        forms = forms_of(entity)
        whole = (
            " ".join(f"{form.spelling.script.value}{form.in_han:d}" for form in forms),
            [filed(form) for form in forms],
            [_sound(spelt(form.spelling.text)) if is_heard(form) else None for form in forms],
            what_is_said(entity),
            self.beside(entity, forms),
        )
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _sound(name: SpeltName) -> list[Any]:
    """A name by its sound, without what is empty at the end."""
    father = "" if name.father is None else _word(name.father)
    rest = [sorted(name.numerals), sorted(name.maybe), sorted(name.countries), father, name.father_at]
    while rest and rest[-1] in ([], "", -1):
        rest.pop()
    return [list(map(_word, name.words)), name.realm, *rest]


def _word(spelled: Spelt) -> str:
    word = spelled.word
    own = (word.text, word.script.value, str(word.number), spelled.latin, spelled.full, spelled.bare)
    return _BETWEEN.join((*own, repr(spelled.size), *word.units))


class Reading:
    """Reads what was made of entities; equal words of several become one."""

    def __init__(self) -> None:
        self._words: dict[str, Spelt] = {}
        self._scripts: dict[str, tuple[tuple[Script, bool], ...]] = {}

    def __call__(self, text: str) -> Made:
        """What `Making` made. Raises ValueError, TypeError or KeyError for anything else."""
        scripts, keys, sounds, said, beside = json.loads(text)
        return Made(
            self._scripts_of(scripts),
            tuple([tuple(each) for each in keys]),
            tuple([each and self._name(*each) for each in sounds]),
            tuple(said),
            beside,
        )

    def _scripts_of(self, text: str) -> tuple[tuple[Script, bool], ...]:
        known = self._scripts.get(text)
        if known is None:
            each = ((Script(one[:-1]), one[-1] == "1") for one in text.split())
            known = self._scripts[text] = tuple(each)
        return known

    def _name(  # noqa: PLR0913, PLR0917 - the fields of a name
        self,
        words: list[str],
        realm: int,
        numerals: Sequence[int] = (),
        maybe: Sequence[int] = (),
        countries: Sequence[str] = (),
        father: str = "",
        father_at: int = -1,
    ) -> SpeltName:
        found = self._word(father) if father else None
        known = tuple(map(self._word, words))
        return SpeltName(known, frozenset(numerals), frozenset(maybe), realm, frozenset(countries), found, father_at)

    def _word(self, text: str) -> Spelt:
        known = self._words.get(text)
        if known is None:
            word, script, number, latin, full, bare, size, *units = text.split(_BETWEEN)
            of = Word(word, Script(script), tuple(units), int(number))
            known = self._words[text] = Spelt(of, latin, full, bare, float(size))
        return known


def forms_of(entity: Entity) -> tuple[KnownForm, ...]:
    """The forms under which an entity is found; posts and those that were merged into others have none here."""
    return () if entity.merged_into or entity.kind is Kind.POST else known_forms(entity)


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
