"""Inflected forms of the words of titles and countries, by a table of endings: ministeri, ministerille."""

from __future__ import annotations

from functools import cache

from ..tables.schema.titles import INFLECTIONS, Inflection


def inflected(lang: str, form: str, use: str) -> tuple[str, ...]:
    """A written form and the forms that it takes in other cases; itself alone in a language without rules.

    `use` is "title", "country" or "adjective". Words between the first and the last never change: the genitive behind
    a minister of Polish, the one before a minister of Finnish.
    """
    for rule in _rules().get((lang, use), ()):
        before, word, after = _parted(form, first=rule.at == "first")
        if word.endswith(rule.ending) and len(word) > len(rule.ending):
            stem = word[: -len(rule.ending)]
            return form, *(f"{before}{stem}{ending}{after}" for ending in rule.endings)
    return (form,)


def _parted(form: str, *, first: bool) -> tuple[str, str, str]:
    """What stands before the word that changes, the word, and what stands behind."""
    if first:
        word, space, rest = form.partition(" ")
        return "", word, space + rest
    rest, space, word = form.rpartition(" ")
    return rest + space, word, ""


@cache
def _rules() -> dict[tuple[str, str], tuple[Inflection, ...]]:
    """The rules of a language and use, longest endings first."""
    found: dict[tuple[str, str], list[Inflection]] = {}
    for rule in INFLECTIONS.read():
        found.setdefault((rule.lang, rule.use), []).append(rule)
    return {key: tuple(sorted(rules, key=lambda rule: -len(rule.ending))) for key, rules in found.items()}
