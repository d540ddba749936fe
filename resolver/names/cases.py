"""The nominatives behind case endings of names in the Latin script: Zelenského, Xi Jinpingin, Donaldem Tuskem.

Which endings a word may have depends on the language. Where that is not known, the last word must have one of two
letters or more: with one letter another name would be made too often (Ivana, Ivan). Cyrillic: readings/cyrillic.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    for lang, rules in _rules().items() if words else ():
        if languages and lang not in languages:
            continue
        last = tuple(_undone(words[-1], [rule for rule in rules if len(rule.ending) >= shortest]))
        ways = [(*_undone(word, rules), word) for word in words[:-1]] if last else []
        found.update(dict.fromkeys(islice(product(*ways, last), _MOST)))
    return tuple(islice(found, _MOST))


def _undone(word: str, rules: Iterable[NameCase]) -> Iterator[str]:
    lower = word.casefold()
    for rule in rules:
        stem = lower.removesuffix(rule.ending)
        if len(stem) < len(lower) and len(stem) >= _SHORTEST_STEM and _may_follow(stem, rule.after):
            yield from (word[: len(stem)] + ending.replace(NOTHING, "") for ending in rule.nominative)


def _may_follow(stem: str, after: str) -> bool:
    return not after or (unmarked(stem)[-1:] in _VOWELS) == (after == "vowel")


@cache
def _rules() -> dict[str, tuple[NameCase, ...]]:
    """The rules by language, longest endings first."""
    found: dict[str, list[NameCase]] = {}
    for rule in NAME_CASES.read():
        found.setdefault(rule.lang, []).append(rule)
    return {lang: tuple(sorted(rules, key=lambda rule: -len(rule.ending))) for lang, rules in found.items()}
