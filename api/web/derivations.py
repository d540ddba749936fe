"""The names of an entity by language: those that the gazetteer writes, and those that follow, with how they follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from ...resolver.decision.rules import rules
from ...resolver.model import WRITTEN, Entity, Exonym
from .cards import lang_of
from .strings import strings

_FIRST = ("en", "vi", "zh", "ja", "ko", "ru")  # after the reader's own
_SCRIPTS = ("cyrillic", "kana", "katakana", "hangul", "arabic", "thai", "latin")


class Name(Struct, frozen=True):
    """A name with its rule in words; `note` is what is said of a written one, its role or its years."""

    text: str
    lang: str
    how: str
    likelihood: float
    note: str = ""


class Language(Struct, frozen=True):
    """The names in one language, written or derived, the likeliest first."""

    code: str
    names: tuple[Name, ...]


def written(entity: Entity, exonyms: Iterable[Exonym], language: str, note: Callable[[str], str]) -> list[Language]:
    """The names that the gazetteer writes; `note` says of a text what is known of it besides."""
    named = lang_of(entity)
    own = [
        Name(each.text, named if each.text == entity.name else each.lang, "", 1.0, note(each.text))
        for each in exonyms
        if each.rule == WRITTEN
    ]
    return _grouped(own, [named], language)


def derived(exonyms: Iterable[Exonym], language: str, text: Callable[..., str]) -> list[Language]:
    """The names that follow by rule; `text` has the strings of the reader's language."""
    found = [
        Name(each.text, each.lang, in_words(each.rule, text), each.likelihood)
        for each in exonyms
        if each.rule != WRITTEN
    ]
    return _grouped(sorted(found, key=lambda each: -each.likelihood), [], language)


def in_words(rule: str, text: Callable[..., str]) -> str:
    """A rule as a reader is told of it: `Mandarin reading, in Cyrillic`."""
    known = strings("en")
    if f"rule.{rule}" in known:
        return text(f"rule.{rule}")
    reading, _, script = rule.rpartition("-")
    if script in _SCRIPTS and f"rule.{reading}" in known:
        return text("rule.in", how=text(f"rule.{reading}"), script=text(f"script.{script}"))
    return rules()[rule].title if rule in rules() else rule.replace("-", " ")


def _grouped(names: Iterable[Name], first: Sequence[str], language: str) -> list[Language]:
    """By language: the entity's own first, then the reader's, then those that most names are asked for in."""
    groups: dict[str, list[Name]] = {}
    for name in names:
        groups.setdefault(name.lang, []).append(name)
    order = [*first, language, *_FIRST]

    def place(code: str) -> tuple[int, int, str]:
        plain = code.partition("-")[0]
        exact = order.index(code) if code in order else order.index(plain) if plain in order else len(order)
        return exact, code != plain, code or "~"

    return [Language(code, tuple(groups[code])) for code in sorted(groups, key=place)]
