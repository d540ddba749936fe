"""Words beside names: ranks, offices and honorifics; and what organisations are for, of which offices are made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from .cells import FORMS, FORMS_OF_COUNTRIES, KEY, LANGUAGE, Form, one_of, pattern, several, whole
from .table import Table

SLOT = "~"
"""Where a portfolio stands in a form."""
_LETTER = r"(?:[^\W\d_]|[\u0900-\u0dff])"  # the vowel signs of Indian scripts are no letters to `re`
_LETTERS = pattern(rf"{_LETTER}+", "letters")
_ENDING = pattern(rf"{_LETTER}+|∅", "the letters at the end of a word, or ∅ for none")


class Rank(NamedTuple):
    """A military rank in one language. `level`: 4 for a full general or admiral, one less a step down."""

    key: Annotated[str, KEY]
    level: Annotated[int, whole(-3, 5)]
    lang: Annotated[str, LANGUAGE]
    forms: Annotated[tuple[Form, ...], FORMS_OF_COUNTRIES]


class Honorific(NamedTuple):
    """A word of courtesy, a degree or a calling in one language; a form that begins with `-` is glued to the name."""

    key: Annotated[str, KEY]
    lang: Annotated[str, LANGUAGE]
    forms: Annotated[tuple[Form, ...], FORMS_OF_COUNTRIES]


class Office(NamedTuple):
    """An office, or a word around offices, in one language; the head of the table explains the classes."""

    class_: Annotated[str, one_of("office", "template", "role", "modifier", "host", "link")]
    key: Annotated[str, KEY]
    lang: Annotated[str, LANGUAGE]
    forms: Annotated[tuple[Form, ...], FORMS_OF_COUNTRIES]

    def problems(self) -> Iterator[tuple[str, str]]:
        """Whether a template, and nothing else, has a slot."""
        return _slots(self.class_, self.forms)


class OrganisationFunction(NamedTuple):
    """What organisations are for, in one language; the head of the table explains the classes."""

    class_: Annotated[str, one_of("template", "portfolio", "body", "organ", "abbreviation", "category")]
    key: Annotated[str, KEY]
    lang: Annotated[str, LANGUAGE]
    forms: Annotated[tuple[Form, ...], FORMS_OF_COUNTRIES]

    def problems(self) -> Iterator[tuple[str, str]]:
        """Whether a template, and nothing else, has a slot."""
        return _slots(self.class_, self.forms)


class Inflection(NamedTuple):
    """The endings that may stand for an ending of the word that changes; the head of the table explains the uses."""

    lang: Annotated[str, LANGUAGE]
    use: Annotated[str, one_of("title", "attribute", "country", "adjective", "nationality")]
    at: Annotated[str, one_of("first", "last")]
    ending: Annotated[str, _ENDING]
    endings: Annotated[tuple[str, ...], several(_ENDING)]


class NameCase(NamedTuple):
    """A case ending of names in the Latin script, the nominative endings it may stand for, and what is before it."""

    lang: Annotated[str, LANGUAGE]
    ending: Annotated[str, pattern(rf"'?{_LETTER}+", "letters, or an apostrophe and letters")]
    nominative: Annotated[tuple[str, ...], several(_ENDING)]
    after: Annotated[str, one_of("consonant", "vowel", "")]


class Words(NamedTuple):
    """Words of a language that all do the same beside names and titles."""

    lang: Annotated[str, LANGUAGE]
    forms: Annotated[tuple[str, ...], FORMS]


def _slots(kind: str, forms: tuple[Form, ...]) -> Iterator[tuple[str, str]]:
    for form in forms:
        count = form.text.count(SLOT)
        if kind == "template" and count != 1:
            yield f"{form.text!r} has {count} slots", f"Write {SLOT} once, where the portfolio stands."
        elif kind != "template" and count:
            yield f"{form.text!r} has a slot", f"Only a template has a {SLOT}: leave it out, or make it one."


RANKS = Table("ranks.tsv", Rank, ("key", "lang"))
HONORIFICS = Table("honorifics.tsv", Honorific, ("key", "lang"))
OFFICES = Table("offices.tsv", Office, ("class", "key", "lang"))
FUNCTIONS = Table("functions.tsv", OrganisationFunction, ("class", "key", "lang"))
INFLECTIONS = Table("inflections.tsv", Inflection, ("lang", "use", "ending"))
NAME_CASES = Table("name_cases.tsv", NameCase, ("lang", "ending", "after"))
PARTICLES = Table("particles.tsv", Words, ("lang",))
DETERMINERS = Table("determiners.tsv", Words, ("lang",))
TABLES = (RANKS, HONORIFICS, OFFICES, FUNCTIONS, INFLECTIONS, NAME_CASES, PARTICLES, DETERMINERS)
