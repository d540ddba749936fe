"""Readings of a mention with the case endings of its name undone, where that makes a name that is written somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ..mentions.name import Hypothesis, Name, is_latin, spell
from ..names.cases import nominatives
from ..text.folding import fold
from ..text.scripts import Script
from .catalogue import Catalogue
from .keys import own_key

_PARTS_TRIED = 4  # nominatives of a part of a name beside an office
_ACRONYM = 6  # letters


def with_nominatives(name: Name, language: str, catalogue: Catalogue) -> Name:
    """The name with these readings behind its own; `language` is the mention's, empty where it is not known."""
    declined = [each for each in name.hypotheses if each.spellings and each.spellings[0].script is Script.LATIN]
    more = [each for hypothesis in declined for each in _in_the_nominative(hypothesis, language, catalogue)]
    return replace(name, hypotheses=(*name.hypotheses, *more)) if more else name


def _in_the_nominative(hypothesis: Hypothesis, language: str, catalogue: Catalogue) -> Iterator[Hypothesis]:
    main, *others = hypothesis.spellings
    languages = hypothesis.languages | ({language} if language else set())
    ways = nominatives(main.words, frozenset(languages))
    filed = _filed(main.words, ways, catalogue)
    if not filed and languages and any(title.kind == "office" for title in hypothesis.titles):
        filed = list(ways[:_PARTS_TRIED])
    yield from (replace(hypothesis, spellings=(spell(" ".join(each)), *others)) for each in filed)


def _filed(words: tuple[str, ...], ways: tuple[tuple[str, ...], ...], catalogue: Catalogue) -> list[tuple[str, ...]]:
    """Those that a form is filed under; most names have none, which one question tells."""
    index, forms = catalogue.index, catalogue.forms
    keys = [key_of(each) for each in ways]
    if not keys or not index.exact_any(keys):
        return []
    return [
        each
        for each, key in zip(ways, keys, strict=True)
        if any(_may_decline(words, each, forms[number].form.text) for number in index.exact_any([key]))
    ]


def _may_decline(words: tuple[str, ...], nominative: tuple[str, ...], form: str) -> bool:
    """Whether a form may be declined so: an acronym keeps its capitals and gets small letters (NATOn, and not Imam)."""
    if len(words) > 1 or len(form) > _ACRONYM or not (form.isupper() and form.isalpha()):
        return True
    ending = words[0].removeprefix(nominative[0])
    return nominative[0].isupper() and ending != words[0] and ending.islower()


def key_of(words: tuple[str, ...]) -> str:
    """The `own_key` of words as one text; without spelling it where they are plain letters, as most are."""
    letters = "".join(words)
    if letters.isalpha() and is_latin(letters):
        return fold(letters, Script.LATIN)
    return own_key(spell(" ".join(words)))
