"""Which part of a written name stands for its bearer beside an office: 岸田首相, Bộ trưởng Giang, Secretary Austin."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ..mentions.name import spell
from ..model import Entity, Form
from ..readings.chinese.mandarin import is_compound
from ..text.scripts import Script
from ..vocabulary.customs import addressed_by, family_first, names_of
from .forms import GENERATION, KnownForm

_LONGEST_FAMILY = 3  # words, or characters of a Japanese name
_EITHER_END = frozenset({"ja", "ko", "zh"})
"""Languages whose names are written in Latin and Cyrillic letters with the family name first or last."""


def addressed(form: KnownForm) -> tuple[KnownForm, ...]:
    """The parts of a form by which its bearer is addressed, each as a form of its own."""
    return tuple(_part(form, text) for text in ways_to_address(form))


def ways_to_address(form: KnownForm) -> Iterator[str]:
    """How the bearer of a form is addressed by a part of it, by the custom of the country.

    No initials alone: nobody is called B. J. for Habibie. Several where the form does not show where its family name
    ends (岸田文雄, Lars Løkke Rasmussen); none where only
    the whole name will do, or where the form is one word.
    """
    words = _without_generation(form.spelling.words)
    custom = addressed_by(form.entity.country)
    if custom == "whole":
        return
    if len(words) < 2:
        yield from _unspaced(form, custom)
        return
    ends = _given(form.entity, words) if custom == "given" else _family(form, words)
    yield from (" ".join(each) for each in dict.fromkeys(ends) if any(len(word) > 1 for word in each))


def _without_generation(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[:-1] if len(words) > 2 and GENERATION.fullmatch(words[-1]) else words


def _part(form: KnownForm, text: str) -> KnownForm:
    return replace(form, form=Form(text, form.form.lang, form.form.role), spelling=spell(text), part=True)


def _unspaced(form: KnownForm, custom: str) -> Iterator[str]:
    """Parts of a name written in one: 吴春历, 岸田文雄, 문재인."""
    text, native = form.spelling.text, names_of(form.entity.country)
    if form.spelling.script is Script.HAN and native == "ja":
        yield from (text[:size] for size in range(1, min(_LONGEST_FAMILY, len(text) - 1) + 1))
    elif form.spelling.script in (Script.HAN, Script.HANGUL) and native and form.lang == native:
        family = 2 if len(text) > 2 and is_compound(tuple(text)) else 1
        if custom == "given":
            yield text[-1:]
        yield from [text[:family]] if custom == "family" else []


def _given(entity: Entity, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The given name: of Vietnamese and others at the end, also with the word before it; elsewhere in front."""
    if family_first(entity.country):
        yield words[-1:]
        if len(words) > 2:
            yield words[-2:]
    else:
        yield words[:1]
        if len(words) > 2:
            yield words[:2]


def _family(form: KnownForm, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    native = names_of(form.entity.country)
    in_front = family_first(form.entity.country)
    if in_front:
        yield words[:1]
    if not in_front or (native in _EITHER_END and len(words) == 2 and form.spelling.script is not Script.HANGUL):
        yield from (words[-size:] for size in range(1, min(_LONGEST_FAMILY, len(words) - 1) + 1))
