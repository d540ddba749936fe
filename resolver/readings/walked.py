"""The readings of single characters by which running text is looked through for names that are filed in letters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

from ..tables.schema.countries import FAMILY_NAMES
from ..text.scripts import Script, script_of
from .lattice import Bridge
from .pieces import CHARACTERS, Row, Table
from .routes import all_bridges

_FAMILIES = {"sino-vietnamese": "vi", "hanja-hangul": "ko", "mandarin": "zh"}
"""Routes from characters to names that are often filed in letters alone, and whose family names they begin with."""
ROUTES = tuple(_FAMILIES)
"""The routes, by their codes."""
_OR = "/"  # between two spellings of a row


def spelt(char: str) -> Iterator[list[str]]:
    """How each route in turn spells a character that stands alone; nothing at all where it is no Han character."""
    if len(char) != 1 or script_of(char) is not Script.HAN:
        return iter(())
    return (list(filter(None, texts.split(_OR))) for texts in _SPELT(char).texts)


@cache
def families() -> tuple[frozenset[str], ...]:
    """Of each route in turn the family names that a name may begin with, as it folds them."""
    names: dict[str, set[str]] = {}
    for row in FAMILY_NAMES.read():
        names.setdefault(row.lang, set()).add(row.name)
    return tuple(frozenset(map(_bridges()[code].fold, names[lang])) for code, lang in _FAMILIES.items())


@cache
def _bridges() -> dict[str, Bridge]:
    return {each.code: each for each in all_bridges() if each.code in _FAMILIES}


def _texts(char: str, code: str) -> Iterator[str]:
    lattice = _bridges()[code].lattice((char,))
    own = (texts for start, end, texts in lattice.texts() if end - start == 1) if lattice else ()
    return chain.from_iterable(own)


def _row(char: str, _variant: str) -> Row:
    """One row for all routes, which are asked about together: what each spells, in one text."""
    return Row([_OR.join(dict.fromkeys(_texts(char, code))) for code in ROUTES], (), [0.0] * len(ROUTES))


_SPELT = Table("walked", CHARACTERS, _row)
TABLES = (_SPELT,)
