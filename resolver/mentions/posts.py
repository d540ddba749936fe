"""Posts by the forms that the gazetteer writes: titles that no table knows (POTUS, 陸幕長), or reads as another's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from msgspec.structs import replace

from ..model import Entity, Title
from ..text.cleaning import MAX_LENGTH, clean, has_letters
from ..text.phrases import Found, Phrases
from ..text.units import Unit, split
from .name import Hypothesis, Name, parse, spell
from .titles import EDGES

_KEPT = 1_024  # mentions that stay read: texts name the same offices, bodies and people again and again


class WrittenPost(NamedTuple):
    """What a title says of a post: its country, and what tells it from the others there, its office or else its id."""

    office: str
    country: str


Posts = Phrases[WrittenPost]
PostForm = tuple[str, str, str, str]
"""Of a form of a post: language, clean text, office or id, country."""


def forms_of_posts(posts: Iterable[Entity]) -> list[PostForm]:
    """The written forms of posts."""
    return [
        (form.lang, clean(form.text), post.office or post.id, post.country) for post in posts for form in post.forms
    ]


def written(forms: Iterable[PostForm]) -> Posts:
    """Written forms of posts, to be found in a text."""
    return Phrases((lang, text, WrittenPost(*post)) for lang, text, *post in forms)


class MentionReader:
    """Reads mentions by the tables, and by the posts that a gazetteer writes. Owns a cache of what they are read as."""

    def __init__(self, posts: Callable[[], Posts]) -> None:
        self._read = partial(_read, posts)
        self._kept = lru_cache(maxsize=_KEPT)(self._read)

    def read(self, mention: str) -> Name:
        """The name that a mention is."""
        return self._kept(mention) if len(mention) <= MAX_LENGTH else self._read(mention)


def _read(posts: Callable[[], Posts], mention: str) -> Name:
    return with_posts(parse(mention), posts())


def with_posts(name: Name, posts: Posts) -> Name:
    """The name as the written posts read it besides.

    A form that is the whole text is the post, whatever the tables make of it, unless they know it as the same office of
    any country (Minister of Foreign Affairs). One that begins or ends a text in which no table found a title is one.
    """
    units = split(name.text)
    if not posts.may_be_in(units):
        return name
    if any(len(each.spellings) > 1 for each in name.hypotheses):
        return name  # with a gloss: who writes a name twice has written a name
    found = _found(posts, units)
    if found is None:
        return name
    whole = found.values if found.end - found.start == len(units) else ()
    if whole:
        return _as_offices(name, whole)
    if any(each.titles for each in name.hypotheses):
        return name
    beside = tuple(_beside(name.text, units, found))
    return replace(name, hypotheses=(*beside, *name.hypotheses)) if beside else name


def _as_offices(name: Name, posts: tuple[WrittenPost, ...]) -> Name:
    known = {
        title.key
        for each in name.hypotheses
        for title in each.titles
        if not each.spellings and title.kind == "office" and not title.country
    }
    if known & {post.office for post in posts}:
        return name
    others = tuple(each for each in name.hypotheses if not each.titles)
    return replace(name, hypotheses=(*(Hypothesis((), (_title(post, name.text),)) for post in posts), *others))


def _beside(text: str, units: tuple[Unit, ...], found: Found[WrittenPost]) -> Iterator[Hypothesis]:
    left, right = found.start, found.end
    rest = (text[units[right].start :] if left == 0 else text[: units[left].start]).strip(EDGES)
    if has_letters(rest):
        written = text[units[left].start : units[right - 1].end]
        yield from (Hypothesis((spell(rest),), (_title(post, written),)) for post in found.values)


def _found(posts: Posts, units: tuple[Unit, ...]) -> Found[WrittenPost] | None:
    """Posts at the beginning, or else at the end of a text, which has units."""
    return posts.longest(units, 0) or posts.ending(units, len(units), 1)


def _title(post: WrittenPost, text: str) -> Title:
    return Title("office", post.office, text, post.country)
