"""The country that a text is, as a code or as a name: `vn`, `VNM`, `uk`, "Viet Nam", "越南", "Republic of Korea"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from ..tables import mapping
from ..tables.schema.countries import TERRITORY_NAMES
from ..text.cleaning import clean
from .countries import entries, whole

Sense = tuple[str, ...]
"""One country by its code, or the successors of one that no longer exists."""

NAMES_LIKE_CODES = frozenset({"nga"})
"""Codes that are also the name of another country; the names of other codes need not be looked up."""

NAMES_OF_CODES = frozenset({"na uy", "lb nga"})
"""Names of several words that are all codes."""

_MARKS = dict.fromkeys(range(0x0300, 0x0370))  # of Latin, Greek and Cyrillic; elsewhere marks are letters
_ALIKE = str.maketrans("ıð", "iđ")  # letters that lose or change their form in capitals
_SHORTEST = 3  # letters of a name that is recognised without its diacritics
_NEAR = 70.0  # of 100: how like a name a text must be to be taken for a slip of it
_BETWEEN_WORDS = re.compile(r"[\s,;|]+")
_TURNED = re.compile(r"([^,(]+)(?:, | ?\()([^,()]+)\)?")  # Korea, Republic of; Netherlands (the)
_STYLE = re.compile(r"(?:republic|kingdom|state|commonwealth) of (?:the )?", re.IGNORECASE)


def codes() -> Mapping[str, Sense]:
    """Every code in lower case, of two letters, of three, or of a group, with what it stands for today."""
    return mapping("country_codes.tsv")


@lru_cache(maxsize=4096)
def senses(text: str) -> tuple[Sense, ...]:
    """What a text may mean that is one country and nothing else, whatever its case, width, white space and form.

    Two senses are two countries, of which the text does not say which (Nga: Russia in Vietnamese, Nigeria as a code).
    None: the text is not a country. A code of two letters has one sense; names are not looked up for it.
    """
    plain = _plain(text)
    code = plain.casefold()
    known = (codes()[code],) if code in codes() else ()
    if (known and code not in NAMES_LIKE_CODES) or (len(code) < _SHORTEST and code.isascii()):
        return known
    words = _BETWEEN_WORDS.split(code)
    if len(words) > 1 and all(word in codes() for word in words) and code not in NAMES_OF_CODES:
        return ()  # several codes, whose letters are not read as one name: ma li is not Mali
    return tuple(dict.fromkeys((*known, *_named(plain))))


@lru_cache(maxsize=4096)
def nearest(text: str) -> tuple[str, str]:
    """The name most like a text that is not a country, and its code; two empty texts where none is like it."""
    from rapidfuzz import fuzz, process

    key = _key(_plain(text))
    found = process.extractOne(key, _names().keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    if len(key) <= _SHORTEST or not found:
        return "", ""
    form, named = _names()[found[0]]
    return form, min(named)


def _named(plain: str) -> tuple[Sense, ...]:
    """The senses of a name, as it stands, turned about, without its article or style, and inflected."""
    last = _TURNED.fullmatch(plain)
    turned = f"{last[2]} {last[1]}" if last and last[1].casefold() not in codes() else plain
    for form in dict.fromkeys((plain, turned, _STYLE.sub("", turned))):
        key = _key(form if form.isascii() else _plain(form))
        if named := _names().get(key):
            return _meant(named[1])
        if len(key) >= _SHORTEST and (unmarked := _unmarked().get(_bare(key))):
            return _meant(unmarked)
    inflected = whole(plain.casefold().title())  # Вьетнама, Japans
    return _meant(frozenset({inflected})) if inflected else ()


def _meant(named: frozenset[str]) -> tuple[Sense, ...]:
    return tuple(codes().get(code, (code,)) for code in sorted(named))


@cache
def _names() -> Mapping[str, tuple[str, frozenset[str]]]:
    """By key of a name: the form that has it, and the codes that it stands for. Loaded when a name is asked for."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for form, code in _forms():
        key = _key(form if form.isascii() else _plain(form))
        first, known = found.get(key, (form, frozenset[str]()))
        found[key] = (first, known | {code})
    return found


@cache
def _unmarked() -> Mapping[str, frozenset[str]]:
    """The codes by key without diacritics."""
    found: dict[str, frozenset[str]] = {}
    for key, (_, named) in _names().items():
        found[_bare(key)] = found.get(_bare(key), frozenset()) | named
    return found


def _forms() -> Iterator[tuple[str, str]]:
    for row in TERRITORY_NAMES.read():
        yield from ((form, row.code) for form in row.forms)
    for _, form, code in entries():
        yield form, code


def _plain(text: str) -> str:
    """The text without invisible characters, with compatibility forms (widths) made one, and single spaces."""
    return " ".join(unicodedata.normalize("NFKC", clean(text)).split())


def _key(plain: str) -> str:
    """Letters, digits and marks of a name in one case, without an English article."""
    folded = plain.casefold().removeprefix("the ").replace("&", "and")
    if not folded.isascii():
        folded = unicodedata.normalize("NFKC", folded).translate(_ALIKE).replace("i\u0307", "i")
    return folded if folded.isalnum() else "".join(filter(_is_kept, folded))


@lru_cache(maxsize=4096)
def _is_kept(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] == "M"


def _bare(key: str) -> str:
    """The key without the diacritics of alphabets that write them over letters."""
    if key.isascii():
        return key
    bare = unicodedata.normalize("NFD", key).translate(_MARKS).replace("đ", "d").replace("ø", "o")
    return unicodedata.normalize("NFC", bare)
