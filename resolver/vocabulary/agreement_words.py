"""The words of names of agreements in all languages at once: instruments, topics, and places they are called after."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..tables.schema.agreements import INSTRUMENTS, PLACES, TOPICS
from ..text.phrases import Phrases
from . import stored

_OWN_TOPICS = frozenset(
    {
        "aukus",
        "belt-and-road",
        "comfort-women",
        "east-china-sea",
        "five-power",
        "gulf-of-tonkin",
        "hong-kong",
        "indochina",
        "intermediate-range",
        "north-atlantic",
        "south-china-sea",
        "strategic-arms",
    }
)
"""Topics that name the two or three who agreed, or the agreement itself."""


class Topic(NamedTuple):
    """A topic that a form stands for; `doubtful` when the form may also mean something else (东海)."""

    key: str
    doubtful: bool = False


class Instrument(NamedTuple):
    """A kind of agreement; `family`: those that the news mistakes for one another."""

    key: str
    family: str


@cache
def topic_phrases() -> Phrases[Topic]:
    """What agreements are about, and the places they are called after, as phrases."""
    return Phrases(stored.sown("topics", topic_entries, Topic._make))


def topic_entries() -> Iterator[tuple[str, str, Topic]]:
    """Language, written form and sense of every topic and place."""
    for row in TOPICS.read():
        for form in row.forms:
            yield row.lang, form.removesuffix("?"), Topic(row.key, form.endswith("?"))
    for place in PLACES.read():
        for form in place.forms:
            yield place.lang, form, Topic(place.key)


@cache
def places() -> frozenset[str]:
    """The keys of places that agreements are called after."""
    return frozenset(row.key for row in PLACES.read())


@cache
def names() -> frozenset[str]:
    """The keys of places, and of topics that are of one agreement or of one group of countries."""
    return places() | _OWN_TOPICS


@cache
def instrument_phrases() -> Phrases[Instrument]:
    """Kinds of agreement, as phrases."""
    return Phrases(stored.sown("instruments", instrument_entries, Instrument._make))


def instrument_entries() -> Iterator[tuple[str, str, Instrument]]:
    """Language, written form and sense of every kind of agreement."""
    return ((row.lang, form, Instrument(row.key, row.family)) for row in INSTRUMENTS.read() for form in row.forms)


@cache
def topic_weights() -> dict[str, float]:
    """How much sharing each topic or place tells, in units of weight. Must not be changed."""
    return {row.key: row.weight for row in PLACES.read()} | {row.key: row.weight for row in TOPICS.read()}


@cache
def instrument_weights() -> dict[str, float]:
    """How much sharing each instrument tells, in units of weight. Must not be changed."""
    return {row.key: row.weight for row in INSTRUMENTS.read()}


@cache
def families() -> dict[str, str]:
    """The family of each instrument. Must not be changed."""
    return {row.key: row.family for row in INSTRUMENTS.read()}
