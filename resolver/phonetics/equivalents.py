"""Words that stand for each other, not by sound: Карл ~ Charles, Giáo hoàng ~ Pope, השני ~ II."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from ..policy import SoundWeights
from ..tables import rows
from ..text.scripts import Script
from .chunks import FILES

_TABLES = ("given_names", "epithets", "realms", "nicknames")
_NOTHING: Mapping[str, float] = MappingProxyType({})


@cache
def _learned() -> Mapping[tuple[Script, str], Mapping[str, float]]:
    """(script, word) to the Latin words and numerals (#2) that stand for it, with weights in nats."""
    scripts = {name: script for script, name in FILES.items()}
    found: dict[tuple[Script, str], dict[str, float]] = defaultdict(dict)
    for name, word, latin, weight, *_ in rows("phonetic/words.tsv"):
        found[scripts[name], word][latin] = float(weight)
    return dict(found)


_Name = tuple[str, str]
"""A table and the name that one of its rows is about."""


@cache
def _given_names() -> Mapping[str, tuple[_Name, ...]]:
    """A spelling of a given name or byname to the names it may be, those that weigh most first."""
    found: dict[str, dict[_Name, None]] = defaultdict(dict)
    for name, spellings in _spellings().items():
        for spelling in spellings:
            found[spelling][name] = None
    return {spelling: tuple(names) for spelling, names in found.items()}


@cache
def _spellings() -> Mapping[_Name, tuple[str, ...]]:
    """A given name or byname to its spellings."""
    return {
        (table, name): tuple(spellings.split())
        for table in _TABLES
        for name, spellings, *_ in rows(f"phonetic/{table}.tsv")
    }


@cache
def _states() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(states.split()) for name, _, states in rows("phonetic/realms.tsv")}


def renderings(script: Script, word: str, latin: str, weights: SoundWeights) -> Mapping[str, float]:
    """Latin words and numerals (#2) that a word stands for otherwise than by sound, with weights in nats.

    The mapping is shared and must not be changed.
    """
    learned = _learned().get((script, word), _NOTHING)
    return _renderings(script, word, latin, weights) if latin in _given_names() else learned


@lru_cache(maxsize=1 << 12)
def _renderings(script: Script, word: str, latin: str, weights: SoundWeights) -> Mapping[str, float]:
    return {**given_names(latin, weights), **_learned().get((script, word), _NOTHING)}


def has_another(script: Script, word: str, latin: str) -> bool:
    """Whether a word stands for another otherwise than by sound, or another for it."""
    any_script = _with_another()
    if latin not in any_script and word not in any_script:
        return False
    return latin in _given_names() or (script, word) in _learned() or latin in _plain_words()


@cache
def _with_another() -> frozenset[str]:
    """Plain letters, and words of any script, that may stand for another word."""
    return frozenset([*_given_names(), *_plain_words(), *(word for _, word in _learned())])


def given_names(latin: str, weights: SoundWeights) -> Mapping[str, float]:
    """The other spellings of the names that a word in plain letters may be, with weights in nats."""
    names, spellings = _given_names().get(latin, ()), _spellings()
    found: dict[str, float] = {}
    for name in names:
        weight = weights.nickname if name[0] == "nicknames" else weights.given_name
        if not found:
            found = dict.fromkeys(spellings[name], weight)
        else:
            for spelling in spellings[name]:
                found.setdefault(spelling, weight)
    found.pop(latin, None)
    return found


@cache
def _places() -> Mapping[str, tuple[int, ...]]:
    numbers = {name: number for number, name in enumerate(sorted(_spellings()))}
    return {spelling: tuple(sorted(numbers[name] for name in names)) for spelling, names in _given_names().items()}


def given_name_places(latin: str) -> tuple[int, ...]:
    """The numbers, from 0, of the given names that a spelling may be; the same for all spellings of a name."""
    return _places().get(latin, ())


def is_notion(latin: str) -> bool:
    """Whether a word in plain letters is a byname or a title, which languages translate."""
    return any(table == "epithets" for table, _ in _given_names().get(latin, ()))


def states(latin: str) -> frozenset[str]:
    """The codes of the states that a word in plain letters may be a realm of; none for any other word."""
    named = (name for table, name in _given_names().get(latin, ()) if table == "realms")
    return frozenset(code for name in named for code in _states()[name])


def translations(script: Script, word: str) -> Mapping[str, float]:
    """Latin words and numerals (#2) that were learned to stand for a word otherwise than by sound."""
    return _learned().get((script, word), _NOTHING)


def numerals_for(script: Script, word: str) -> tuple[int, ...]:
    """The numerals among these."""
    return _numerals().get((script, word), ())


@cache
def _numerals() -> Mapping[tuple[Script, str], tuple[int, ...]]:
    each = ((word, tuple(int(other[1:]) for other in known if other[:1] == "#")) for word, known in _learned().items())
    return {word: numerals for word, numerals in each if numerals}


def words_for(latin: str) -> Mapping[str, float]:
    """Words in plain Latin letters that were learned to stand for another one otherwise than by sound."""
    return _plain_words().get(latin, _NOTHING)


@cache
def _plain_words() -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for (script, word), others in _learned().items():
        if script is Script.LATIN and word.isascii():
            for latin, weight in others.items():
                found[latin][word] = weight
    return dict(found)
