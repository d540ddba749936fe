"""The nominatives behind case endings of names in the Latin script: Zelenského, Xi Jinpingin, Donaldem Tuskem.

Which endings a word may have depends on the language. Where that is not known, the last word must have one of two
letters or more: with one letter another name would be made too often (Ivana, Ivan). Cyrillic: readings/cyrillic.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice, product

from ..tables.schema.cells import NOTHING
from ..tables.schema.titles import NAME_CASES, NameCase
from ..text.cleaning import unmarked

_MOST = 24
_SHORTEST_STEM = 2
_TELLING = 2  # letters of an ending that is undone in any language
_VOWELS = frozenset("aeiouyæøœ")


def nominatives(words: tuple[str, ...], languages: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """What the words of a name may be in the nominative, the longest endings first; at most 24 ways.

    One language explains all endings of a name: the last word has one, the others may. `languages` are those in
    question; none: any.
    """
    found: dict[tuple[str, ...], None] = {}
    shortest = 1 if languages else _TELLING
    rules = _rules()
    for lang in _with_ending(words[-1], shortest) if words else ():
        if languages and lang not in languages:
            continue
        last = tuple(_undone(words[-1], rules[lang], shortest))
        ways = [(*_undone(word, rules[lang], 1), word) for word in words[:-1]] if last else []
        found.update(dict.fromkeys(islice(product(*ways, last), _MOST)))
        if len(found) >= _MOST:
            break
    return tuple(islice(found, _MOST))


def _with_ending(word: str, shortest: int) -> list[str]:
    """The languages, in the order of the table, that have an ending of so many letters or more which the word has."""
    lower = word.casefold()
    known = _by_ending()
    met = {lang for size in range(shortest, _longest() + 1) for lang in known.get(lower[-size:], ())}
    return [lang for lang in _rules() if lang in met]


def _undone(word: str, rules: Mapping[str, tuple[NameCase, ...]], shortest: int) -> Iterator[str]:
    lower = word.casefold()
    for size in range(min(_longest(), len(lower) - _SHORTEST_STEM), shortest - 1, -1):
        for rule in rules.get(lower[-size:], ()):
            stem = lower[:-size]
            if _may_follow(stem, rule.after):
                yield from (word[: len(stem)] + ending.replace(NOTHING, "") for ending in rule.nominative)


def _may_follow(stem: str, after: str) -> bool:
    return not after or (unmarked(stem)[-1:] in _VOWELS) == (after == "vowel")


@cache
def _rules() -> dict[str, dict[str, tuple[NameCase, ...]]]:
    """The rules by language and ending."""
    found: dict[str, dict[str, tuple[NameCase, ...]]] = {}
    for rule in NAME_CASES.read():
        of_lang = found.setdefault(rule.lang, {})
        of_lang[rule.ending] = (*of_lang.get(rule.ending, ()), rule)
    return found


@cache
def _by_ending() -> dict[str, frozenset[str]]:
    """The languages that have an ending."""
    endings = {ending for rules in _rules().values() for ending in rules}
    return {ending: frozenset(lang for lang, rules in _rules().items() if ending in rules) for ending in endings}


@cache
def _longest() -> int:
    return max(map(len, _by_ending()))
