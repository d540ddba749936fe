"""Inflected forms of the words of titles and countries, by a table of endings: ministeri, ministerille."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import product

from ..tables.schema.cells import NOTHING
from ..tables.schema.titles import INFLECTIONS, Inflection

_MOST = 256  # forms of a title whose words all change


def inflected(lang: str, form: str, use: str) -> tuple[str, ...]:
    """A written form and the forms that it takes in other cases; itself alone in a language without rules.

    `use` is "title", "country" or "adjective". The head changes, and in a title the attributes beside it: generální
    tajemník, generálního tajemníka. Other words never do: the genitive behind a minister of Polish, the one before a
    minister of Finnish.
    """
    rules = _rules().get((lang, use), ())
    if not rules:
        return (form,)
    words = form.split(" ")
    first, last = _changing(words, lang, use)
    choices = [_forms(word, _rules_of(lang, use, at, (first, last))) for at, word in enumerate(words)]
    found = (" ".join(chosen) for _, chosen in zip(range(_MOST), product(*choices), strict=False))
    return tuple(dict.fromkeys((form, *found)))


def nationalities(lang: str, country: str) -> tuple[str, ...]:
    """The words for what is of a country, where a rule makes them of its name: Japán, japáni.

    The name itself is not among them; none in a language that has adjectives of its own.
    """
    return _forms(country, _rules().get((lang, "nationality"), ()))[1:]


def _changing(words: list[str], lang: str, use: str) -> tuple[int, int]:
    """The first and the last word that change: the head, and the attributes that agree with it."""
    attributes = _rules().get((lang, "attribute"), ()) if use == "title" else ()
    rules = _rules()[lang, use]
    if rules[0].at == "last":
        first = len(words) - 1
        while first and _rule(words[first - 1], attributes):
            first -= 1
        return first, len(words) - 1
    head = 0
    while head + 1 < len(words) and _rule(words[head], attributes) and _rule(words[head + 1], (*rules, *attributes)):
        head += 1
    last = head
    while last + 1 < len(words) and _rule(words[last + 1], attributes):
        last += 1
    return 0, last


def _rules_of(lang: str, use: str, at: int, changing: tuple[int, int]) -> tuple[Inflection, ...]:
    """The rules for the word at a place of a form."""
    if not changing[0] <= at <= changing[1]:
        return ()
    attributes = _rules().get((lang, "attribute"), ()) if use == "title" else ()
    return (*_rules()[lang, use], *attributes)


def _forms(word: str, rules: tuple[Inflection, ...]) -> tuple[str, ...]:
    """A word, then what a rule makes of it."""
    rule = _rule(word, rules)
    if rule is None:
        return (word,)
    stem = word.removesuffix(_letters(rule.ending))
    return tuple(dict.fromkeys((word, *(stem + _letters(ending) for ending in rule.endings))))


def _rule(word: str, rules: tuple[Inflection, ...]) -> Inflection | None:
    """The rule with the longest ending that a word has."""
    fitting = [rule for rule in rules if _fits(word, _letters(rule.ending))]
    return max(fitting, key=lambda rule: len(_letters(rule.ending)), default=None)


def _fits(word: str, ending: str) -> bool:
    return word.endswith(ending) and len(word) > len(ending) and unicodedata.category(word[-1])[0] in "LM"


def _letters(ending: str) -> str:
    return "" if ending == NOTHING else ending


@cache
def _rules() -> dict[tuple[str, str], tuple[Inflection, ...]]:
    """The rules by language and use."""
    found: dict[tuple[str, str], list[Inflection]] = {}
    for rule in INFLECTIONS.read():
        found.setdefault((rule.lang, rule.use), []).append(rule)
    return {key: tuple(rules) for key, rules in found.items()}
