"""What parsing the forms of an entity gives, as a number for each, kept beside a compiled gazetteer: a question brings
some dozens of entities that nobody has asked for before, and parsing all their forms would take a good part of it.

A record has the script, the language and the other facts of a form; its text and words follow from the entity.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from ..mentions.name import Spelling
from ..model import Entity, Kind
from ..names.forms import SYLLABIC, KnownForm, known_forms, without_generation
from ..names.reached import may_be_read
from ..text.cleaning import clean
from ..text.scripts import Script
from ..text.words import words
from ..vocabulary.customs import names_of

_SCRIPTS = tuple(Script)
_OWNERS = "*"  # in place of the language whose names most people of the owner's country bear
_LANGUAGES = ("", _OWNERS, "vi", "zh", "ko", "ja")

# From the lowest bit on: the script, the language, and a bit each for what else may be true of a form.
_SCRIPT_BITS, _LANGUAGE_BITS = 5, 3
_FLAGS = tuple(1 << _SCRIPT_BITS + _LANGUAGE_BITS + bit for bit in range(7))
"""Of what else may be true of a form, in the order of `_Said`."""
_READ, _IN_HAN, _MAY_BE_READ, _NATIVE, _CLEANED, _SHORTER, _UNSAID = _FLAGS
_NUMBERS: dict[str, int] = {
    **{script: number for number, script in enumerate(_SCRIPTS)},
    **{lang: number << _SCRIPT_BITS for number, lang in enumerate(_LANGUAGES)},
}
"""The bits of each script and language."""


class _Said(NamedTuple):
    """What a record says. `may_be_read`: a mention in Han characters may have to read the form; `cleaned`: the spelling
    is not its text, but that without what is cleaned away; `shorter`: the spelling is that of the form before, without
    the generation; `unsaid`: it has to be parsed.
    """

    script: Script
    lang: str
    read: bool
    in_han: bool
    may_be_read: bool
    native: bool
    cleaned: bool
    shorter: bool
    unsaid: bool


def records_of(entity: Entity, forms: Sequence[KnownForm]) -> tuple[int, ...]:
    """The records of the forms that `known_forms` made of an entity: numbers below 2 ** 15."""
    if not forms:
        return ()
    if len(forms) == 1 == len(entity.forms):  # as most have
        return (_record(forms[0], shorter=False),)
    before = [None, *(each.form for each in forms[:-1])]
    found = [_record(form, shorter=form.form is last) for last, form in zip(before, forms, strict=True)]
    told_apart = len({id(each.form) for each in forms}) == len(entity.forms)
    return tuple(found if told_apart else [record | _UNSAID for record in found])


def _record(form: KnownForm, *, shorter: bool) -> int:
    owners = names_of(form.entity.country)
    lang = _OWNERS if form.lang and form.lang == owners else form.lang
    cleaned = not shorter and form.spelling.text != form.form.text
    may = may_be_read(form)
    return (
        _NUMBERS[form.spelling.script] | _NUMBERS[lang]
        | _READ * form.read | _IN_HAN * form.in_han | _MAY_BE_READ * may | _NATIVE * form.native
        | _CLEANED * cleaned | _SHORTER * shorter
    )  # fmt: skip


@lru_cache(maxsize=1 << 10)
def _said(record: int) -> _Said:
    """What a record says. IndexError for what is no record."""
    script, lang = record & (1 << _SCRIPT_BITS) - 1, record >> _SCRIPT_BITS & (1 << _LANGUAGE_BITS) - 1
    return _Said(_SCRIPTS[script], _LANGUAGES[lang], *[bool(record & flag) for flag in _FLAGS])


def scripts_of(records: Iterable[int]) -> set[tuple[Script, bool]]:
    """The scripts of forms, each with whether a mention in Han characters may have to read one. IndexError for none."""
    return {(said.script, said.may_be_read) for said in map(_said, set(records))}


def restored(entity: Entity, records: Iterable[int]) -> tuple[KnownForm, ...]:
    """What `known_forms` made of an entity, of the records of it; made anew where they do not fit the entity."""
    try:
        found = _restored(entity, records)
    except IndexError:
        found = None
    return known_forms(entity) if found is None else found


def _restored(entity: Entity, records: Iterable[int]) -> tuple[KnownForm, ...] | None:
    """None or IndexError where the entity has other forms than the records."""
    owners, personal = names_of(entity.country), entity.kind is Kind.PERSON
    forms, at = entity.forms, 0
    found: list[KnownForm] = []
    for record in records:
        script, lang, read, in_han, _, native, cleaned, shorter, unsaid = _said(record)
        if shorter:
            spelling = without_generation(found[-1].spelling)
            if spelling is None:
                return None
            found.append(replace(found[-1], spelling=spelling))
            continue
        if unsaid:
            return None
        form = forms[at]
        at += 1
        text = clean(form.text) if cleaned else form.text
        if lang is _OWNERS:
            lang = owners
        syllabic = personal and lang in SYLLABIC
        found.append(KnownForm(entity, form, Spelling(text, words(text), script), lang, syllabic, read, in_han, native))
    return tuple(found) if at == len(forms) else None
