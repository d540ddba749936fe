"""The language-neutral words of a gazetteer's fields: which there are, what languages call them, which is nearest."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..tables.schema.agreements import INSTRUMENTS, PLACES, TOPICS
from ..tables.schema.cells import Form
from ..tables.schema.titles import FUNCTIONS, OFFICES, SLOT, Office, OrganisationFunction
from ..text.phrases import Phrases
from ..text.units import split
from . import agreement_words, functions
from .offices import compose, deputy, lexicon

FIELDS = ("office", "function", "instrument", "topics")
"""The fields that hold such words."""

_OBVIOUS = 88.0
"""Of 100: how like a known word a text must be to be a slip of it and nothing else."""
_NEAR = 78.0
_BODIES = frozenset({"body", "organ", "abbreviation", "category"})


class Near(NamedTuple):
    """The known word nearest to another, empty where none is near; `obvious` where nothing else can be meant."""

    word: str = ""
    obvious: bool = False


@cache
def words(field: str) -> tuple[str, ...]:
    """The words of a field that have names of their own, sorted. Offices have more: see `is_known`."""
    return tuple(sorted(_names(field)))


def name_of(field: str, word: str, language: str) -> str:
    """What a language calls a word, by itself; empty where it has no name for it."""
    return _names(field).get(word, {}).get(language, "")


@cache
def all_words(field: str) -> frozenset[str]:
    """Every word of a field; of offices also the roles in each body, and the deputies."""
    own = frozenset(words(field))
    if field != "office":
        return own
    composed = own.union(compose(role, body) for role in roles() for body in words("function"))
    return composed.union(roles(), map(deputy, composed))


@cache
def roles() -> tuple[str, ...]:
    """The roles that are an office in a body: chair, member, commander."""
    return tuple(sorted({row.key for row in OFFICES.read() if row.class_ == "role"}))


def is_known(field: str, word: str) -> bool:
    """Whether the resolver knows a word of a field."""
    return word in all_words(field)


def nearest_word(field: str, word: str) -> Near:
    """The known word that another means (defense minister, mou), or is a slip of."""
    from rapidfuzz import fuzz, process

    text = word.strip().casefold().replace("-", " ").replace("_", " ")
    meant = _meant(field, text)
    if meant:
        return Near(meant, obvious=True)
    found = process.extractOne(text.replace(" ", "-"), sorted(all_words(field)), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return Near(found[0], found[1] >= _OBVIOUS) if found else Near()


def _meant(field: str, text: str) -> str:
    """The word that a text is a name of; empty when it is none, or names several."""
    units = split(text)
    phrases: Phrases[tuple[str, ...]] = _phrases(field)
    found = phrases.longest(units, 0) if units else None
    if found is None or found.end != len(units):
        return ""
    known = {sense[1 if field == "office" else 0] for sense in found.values} & all_words(field)
    return known.pop() if len(known) == 1 else ""


def _phrases(field: str) -> Phrases[tuple[str, ...]]:
    tables = {
        "office": lexicon, "function": functions.phrases, "instrument": agreement_words.instrument_phrases,
        "topics": agreement_words.topic_phrases,
    }  # fmt: skip
    return tables[field]()  # type: ignore[return-value]  # each sense is a tuple with its key


@cache
def _names(field: str) -> dict[str, dict[str, str]]:
    """The names of each word by language: the first form that its table has."""
    found: dict[str, dict[str, str]] = {}
    for word, language, name in _rows(field):
        found.setdefault(word, {}).setdefault(language, name)
    return found


def _rows(field: str) -> Iterator[tuple[str, str, str]]:
    if field == "instrument":
        yield from ((row.key, row.lang, _plain(row.forms[0])) for row in INSTRUMENTS.read())
    elif field == "topics":
        yield from ((row.key, row.lang, _plain(row.forms[0])) for row in TOPICS.read())
        yield from ((row.key, row.lang, _plain(row.forms[0])) for row in PLACES.read())
    else:
        table: tuple[Office | OrganisationFunction, ...]
        table = tuple(OFFICES.read()) if field == "office" else tuple(FUNCTIONS.read())
        wanted = {"office"} if field == "office" else _BODIES
        for row in table:  # first, since forms such as MOD or Pentagon are for reading rather than for showing
            if row.class_ == "template":
                yield from _filled(row.key, row.lang, _usual(row.forms))
        yield from ((row.key, row.lang, _usual(row.forms)) for row in table if row.class_ in wanted)


def _usual(forms: tuple[Form, ...]) -> str:
    """The first form that is not of one country alone."""
    return next((form.text for form in forms if not form.country), forms[0].text)


def _filled(key: str, language: str, template: str) -> Iterator[tuple[str, str, str]]:
    """A template with each portfolio of its language."""
    for portfolio, form in functions.portfolio_forms(language):
        glued = form.endswith("-")
        yield f"{key}-of-{portfolio}", language, template.replace(SLOT, form.removesuffix("-") if glued else form)


def _plain(form: str) -> str:
    return form.strip("*?")
