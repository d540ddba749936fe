"""What agreements are called and are about, and the rules of evidence."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from .cells import FORMS, KEY, LANGUAGE, TEXT, number
from .table import Table

_NATS = number(0, 10)


class Instrument(NamedTuple):
    """A kind of agreement in one language. A form that begins with `*` also ends compounds."""

    key: Annotated[str, KEY]
    weight: Annotated[float, _NATS]
    family: Annotated[str, KEY]
    lang: Annotated[str, LANGUAGE]
    forms: Annotated[tuple[str, ...], FORMS]


class Topic(NamedTuple):
    """What agreements are about, in one language. A word that ends in `*` also begins longer words; a form that ends
    in `?` may mean something else.
    """

    key: Annotated[str, KEY]
    weight: Annotated[float, _NATS]
    lang: Annotated[str, LANGUAGE]
    forms: Annotated[tuple[str, ...], FORMS]


class Place(NamedTuple):
    """A place that agreements are called after, in one language."""

    key: Annotated[str, KEY]
    weight: Annotated[float, _NATS]
    lang: Annotated[str, LANGUAGE]
    forms: Annotated[tuple[str, ...], FORMS]


class Rule(NamedTuple):
    """A rule of evidence: its code, a title and a sentence or two of documentation."""

    code: Annotated[str, KEY]
    title: Annotated[str, TEXT]
    text: Annotated[str, TEXT]


INSTRUMENTS = Table("instruments.tsv", Instrument, ("key", "lang"))
TOPICS = Table("topics.tsv", Topic, ("key", "lang"))
PLACES = Table("places.tsv", Place, ("key", "lang"))
RULES = Table("rules.tsv", Rule, ("code",))
TABLES = (INSTRUMENTS, TOPICS, PLACES, RULES)
