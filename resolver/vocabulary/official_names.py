"""What of an official name tells it from others: its words without article and legal form, `&` read as "and"."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from ..tables.schema.organisations import ARTICLES
from . import legal_forms


class Core(NamedTuple):
    """The words that tell a name from others; `form` is the legal form taken away, `kinds` the sorts it may be of."""

    text: str
    form: str = ""
    kinds: frozenset[str] = frozenset()


@lru_cache(maxsize=10_000)
def core(text: str) -> Core:
    """The core of a clean name: The Boeing Company → Boeing; Marks & Spencer PLC → Marks Spencer.

    A name that would be left without letters stays as it is.
    """
    if not _may_be_longer(text):
        return Core(text)
    rest, form, kinds = legal_forms.strip(text)
    words = _without_article(rest.split())
    kept = [word for at, word in enumerate(words) if not (0 < at < len(words) - 1 and word in _and())]
    return Core(" ".join(kept), form, kinds) if kept else Core(text)


def _may_be_longer(text: str) -> bool:
    """Whether a name may be more than its core: a quick question, by which most are let go."""
    return "'" in text or legal_forms.is_unspaced(text) or not _telling().isdisjoint(legal_forms.key(text).split())


@cache
def _telling() -> frozenset[str]:
    """The words that an article, a legal form or an "and" begins or ends with, as `legal_forms.key` has them."""
    return legal_forms.end_words().union(*[legal_forms.key(each).split() for each in (*_articles(), *_and())])


def _without_article(words: list[str]) -> list[str]:
    first = words[0].casefold() if words else ""
    if len(words) > 1 and first in _articles():
        return words[1:]
    start, apostrophe, rest = first.partition("'")
    if len(rest) > 1 and start + apostrophe in _articles():
        return [words[0][len(start) + 1 :], *words[1:]]
    return words


@cache
def _articles() -> frozenset[str]:
    return frozenset(word for row in ARTICLES.read() for word in row.articles)


@cache
def _and() -> frozenset[str]:
    """`&`, and the words for it in small letters: in capitals they may be initials."""
    return frozenset({"&", *(word for row in ARTICLES.read() for word in row.and_)})
