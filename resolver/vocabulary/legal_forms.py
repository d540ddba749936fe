"""Words that say of a name that it is a company's: Ltd., GmbH, ООО, 有限公司. Nobody who bears one is a person."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..tables.schema.organisations import LEGAL_FORMS

_UNSPACED = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")
"""Characters of scripts without spaces."""
_END = r"[\s.,;)\"'”»]*$"
_LONGEST = 6  # words of a form
_WORDS = re.compile(r"\w+")
_OUTER = re.compile(r"\W*(\w+)(?:.*(?<!\w)(\w+))?", re.DOTALL)
"""The first word of a text, and the last where that is another."""
_EDGES = " \t,;-·\"'“”„«»‹›「」『』"


class Stripped(NamedTuple):
    """A name without its legal form: the form as written, and its kinds (`shares`, `limited`, `partnership`)."""

    text: str
    form: str = ""
    kinds: frozenset[str] = frozenset()


class _Form(NamedTuple):
    place: str
    kinds: frozenset[str]
    initials: bool


def found_in(text: str) -> str:
    """The legal form that a clean text has where such a form stands, as it is written there; empty without one.

    Forms that may be a person's initials (Petrov S.A.) are not looked for.
    """
    if not _may_have_one(text):
        return ""
    hit = _pattern().search(text)
    return next((group for group in hit.groups() if group), "") if hit else ""


def strip(text: str) -> Stripped:
    """A clean name without its legal forms, one at either end at most (PT Telkom Tbk); as it is where it has none.

    A name that is nothing but a legal form stays as it is.
    """
    once = _stripped(text)
    twice = _stripped(once.text) if once.form else once
    if twice.form and twice is not once:
        return Stripped(twice.text, f"{twice.form} … {once.form}", once.kinds & twice.kinds or once.kinds)
    return once


def _stripped(text: str) -> Stripped:
    return _of_words(text) or _of_characters(text) or Stripped(text)


def agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two legal forms may be those of one company: of one kind, or one of them unknown."""
    return not one or not other or bool(one & other)


def _of_words(text: str) -> Stripped | None:
    words = text.split()
    if len(words) < 2 or not (key(words[0]) in end_words() or key(words[-1]) in end_words()):
        return None
    for size in range(min(_LONGEST, len(words) - 1), 0, -1):
        for place, written in (("end", words[-size:]), ("begin", words[:size])):
            form = _spaced().get(key(" ".join(written)))
            if form is None or form.place not in (place, "any") or not _is_meant(form, " ".join(written)):
                continue
            rest = " ".join(words[:-size] if place == "end" else words[size:]).strip(_EDGES)
            if any(map(str.isalnum, rest)):
                return Stripped(rest, " ".join(written).strip(","), form.kinds)
    return None


def _of_characters(text: str) -> Stripped | None:
    if not is_unspaced(text):
        return None
    for written, form in _unspaced():
        for place in ("end", "begin") if form.place == "any" else (form.place,):
            if text.endswith(written) if place == "end" else text.startswith(written):
                rest = text.removesuffix(written) if place == "end" else text.removeprefix(written)
                if any(map(str.isalnum, rest)):
                    return Stripped(rest.strip(_EDGES), written, form.kinds)
    return None


def _is_meant(form: _Form, written: str) -> bool:
    """Initials are a legal form in their own capitals alone: a spa is not an SpA."""
    return not form.initials or _without_signs(written) in _initials()


def key(written: str) -> str:
    """Words as they are looked up: without the signs of abbreviations, in small letters."""
    return _without_signs(written).casefold()


def _without_signs(written: str) -> str:
    return written.replace(".", "").replace(",", "").replace(";", "")


@cache
def _initials() -> frozenset[str]:
    return frozenset(row.form for row in LEGAL_FORMS.read() if row.initials)


@cache
def _forms() -> tuple[tuple[str, _Form], ...]:
    return tuple((row.form, _Form(row.place, frozenset(row.kinds), bool(row.initials))) for row in LEGAL_FORMS.read())


@cache
def _spaced() -> dict[str, _Form]:
    """The forms by their letters; one that stands at either end has one entry for both."""
    found: dict[str, _Form] = {}
    for text, form in _forms():
        if not is_unspaced(text):
            known = found.setdefault(key(text), form)
            if known.place != form.place:
                found[key(text)] = known._replace(place="any")
    return found


@cache
def end_words() -> frozenset[str]:
    """The words that a form between spaces begins or ends with: most names begin and end with none of them."""
    return frozenset(word for form in _spaced() for word in (form.split()[0], form.split()[-1]))


@cache
def _unspaced() -> list[tuple[str, _Form]]:
    """The forms in scripts without spaces, the longest first."""
    return sorted(filter(lambda each: is_unspaced(each[0]), _forms()), key=lambda each: -len(each[0]))


def is_unspaced(text: str) -> bool:
    """Whether a text has Han characters, kana, hangul or the sign ㈱."""
    return _UNSPACED.search(text) is not None


def _may_have_one(text: str) -> bool:
    """Whether the first or the last word of a text may be of a form: a quick question that lets most names go."""
    if is_unspaced(text):
        return True
    (first, last), outer = _outer_words(), _OUTER.match(text)
    return outer is not None and (_folded(outer[1]) in first or _folded(outer[2] or outer[1]) in last)


@cache
def _outer_words() -> tuple[frozenset[str], frozenset[str]]:
    """The first words of the forms that are looked for in a name, and the last ones."""
    forms = (row.form for row in LEGAL_FORMS.read() if not (row.initials or is_unspaced(row.form)))
    words = list(map(_WORDS.findall, forms))
    return frozenset(_folded(each[0]) for each in words), frozenset(_folded(each[-1]) for each in words)


def _folded(word: str) -> str:
    """Alike for words that are alike but for case, with İ and ı as i: so the pattern takes them."""
    return word.replace("İ", "i").replace("ı", "i").casefold()


@cache
def _pattern() -> re.Pattern[str]:
    places: dict[str, list[str]] = {"begin": [], "end": [], "any": []}
    for row in sorted(LEGAL_FORMS.read(), key=lambda row: -len(row.form)):
        if not row.initials:
            dotted = row.form.endswith(".")
            places[row.place].append(re.escape(row.form[:-1]) + r"\.?" if dotted else re.escape(row.form))
    begin, end = (_any_of([*places[place], *places["any"]]) for place in ("begin", "end"))
    return re.compile(rf"^({begin})(?=.*\w)|(?<=\w)\W*?({end}){_END}", re.IGNORECASE)


def _any_of(forms: list[str]) -> str:
    """Any of the forms, as a word of its own where its script parts words."""
    spaced, unspaced = ("|".join(each for each in forms if is_unspaced(each) is way) for way in (False, True))
    return rf"(?<!\w)(?:{spaced})(?!\w)|{unspaced}"
