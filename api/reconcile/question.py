"""Queries of both versions of the protocol, read into one form. What cannot be used is left out, not complained of."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ...resolver.errors import HintError, InputError
from ...resolver.hints import parse_hints
from ...resolver.model import NO_HINTS, Hints, Kind
from ...resolver.vocabulary import country_lookup
from .properties import properties
from .types import kinds_of

_LIMIT, _MOST = 10, 100
_BLANK = frozenset({"", "nan", "none", "null", "<na>"})  # what tables write for an empty cell
_MEMBERS = ("id", "name", "str", "date", "int", "float", "bool")  # of a cell, as the two versions write one
_LARGEST = 1e15  # numbers from here on are not written out
_HINTS = frozenset({"country", "kind", "role", "date", "context_countries", "language"})


class MalformedError(InputError):
    """A batch that has not the form of the protocol."""

    code = "malformed"


Cell = tuple[str, ...]
"""The texts by which one value may be read: of a reconciled cell its id, then its name."""


class Condition(Struct, frozen=True):
    """Values that a property should have. `required`: others drop out; `negated`: those that have it drop out."""

    property_id: str
    cells: tuple[Cell, ...]
    required: bool = False
    negated: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """Every text of every value."""
        return tuple(dict.fromkeys(text for cell in self.cells for text in cell))


class Question(Struct, frozen=True):
    """One query. `kinds` None means any kind; `ids` are asked for by id; `conditions` are compared with the entity."""

    mention: str = ""
    kinds: frozenset[Kind] | None = None
    limit: int = _LIMIT
    hints: Hints = NO_HINTS
    ids: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()


def read_02(query: Any, language: str = "") -> Question:
    """A query of version 0.2, whatever its fields hold: what is no query asks about nobody, beside others."""
    query = query if isinstance(query, Mapping) else {}
    given = query.get("properties")
    conditions = [
        Condition(str(each["pid"]), cells(each.get("v")))
        for each in (given if isinstance(given, list) else [])
        if isinstance(each, Mapping) and isinstance(each.get("pid"), str)
    ]
    types = query.get("type")
    types = [types] if isinstance(types, str) else types if isinstance(types, list) else []
    mention = query.get("query")
    question = Question(
        mention=mention.strip() if isinstance(mention, str) else "",
        kinds=_kinds(types),
        limit=_limit(query.get("limit")),
        hints=_language(language),
    )
    return _with(question, conditions)


def read_10(query: Any, language: str = "", number: int = 1) -> Question:
    """A query of the 1.0 draft. Raises MalformedError, with its number, where the draft's schema would refuse it."""
    conditions = query.get("conditions") if isinstance(query, Mapping) else None
    if not isinstance(conditions, list) or not conditions or not all(isinstance(each, Mapping) for each in conditions):
        raise MalformedError(
            f"query {number} has no list of conditions.",
            remedy='Write {"conditions": [{"matchType": "name", "propertyValue": "…"}]}.',
        )
    kind = query.get("type")
    if kind is not None and not isinstance(kind, str):
        raise MalformedError(f"query {number}: type is one text.", remedy="Ask once for each type.")
    lang = query.get("lang")
    question = Question(
        kinds=_kinds([kind] if kind else []),
        limit=_limit(query.get("limit")),
        hints=_language(lang if isinstance(lang, str) else language),
    )
    found: list[Condition] = []
    for each in conditions:
        match_type, values = each.get("matchType"), cells(each.get("propertyValue"))
        if match_type == "name":
            question = replace(question, mention=question.mention or (values[0][-1] if values else ""))
        elif match_type == "id":
            question = replace(question, ids=(*question.ids, *(cell[0] for cell in values)))
        elif match_type == "property" and isinstance(each.get("propertyId"), str):
            negated = each.get("matchQuantifier") == "none"
            found.append(Condition(each["propertyId"], values, each.get("required") is True, negated))
        else:
            raise MalformedError(
                f"query {number} has a condition without a matchType of name, id or property.",
                remedy="A property needs its propertyId.",
            )
    return _with(question, found)


def cells(value: Any) -> tuple[Cell, ...]:
    """The distinct values of a field: clients join those of repeated names by line breaks and send blanks."""
    found: list[Cell] = []
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, Mapping):
            found.append(tuple(text for key in _MEMBERS for text in _texts(each.get(key))))
        else:
            found += [(text,) for text in _texts(each)]
    return tuple(dict.fromkeys(cell for cell in found if cell))


def _texts(value: Any) -> list[str]:
    """The texts of what is not an object: a text by its lines, a number as it is written, a truth as a word."""
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, int | float) and math.isfinite(value) and abs(value) < _LARGEST:
        return [str(int(value)) if value == int(value) else str(value)]
    lines = value.splitlines() if isinstance(value, str) else []
    return [text for line in lines if (text := line.strip()).casefold() not in _BLANK]


def _with(question: Question, conditions: Sequence[Condition]) -> Question:
    """The question with its conditions: as hints where they are some and can be read, else to be compared."""
    kept: list[Condition] = []
    for each in conditions:
        if each.property_id not in properties() or not each.values:
            continue
        hints = None if each.negated else _hinted(question.hints, each)
        if hints is not None:
            question = replace(question, hints=hints)
        if hints is None or each.required:
            kept.append(each)
    if not question.mention and not question.ids and question.hints.role:
        question = replace(question, mention=question.hints.role)
    return replace(question, conditions=tuple(kept))


def _hinted(hints: Hints, condition: Condition) -> Hints | None:
    """The hints with this condition, or None when it is not a hint or cannot be read as one."""
    field = condition.property_id
    if field not in _HINTS:
        return None
    values = tuple(dict.fromkeys(_readable(field, cell) for cell in condition.cells))
    if field in ("date", "kind") and len(values) > 1:
        return hints  # rows of one name that disagree say nothing
    if field == "country" and len(values) > 1:
        field = "context_countries"  # several countries of one name's rows: none can be demanded
    try:
        read = parse_hints({field: "; ".join(values) if field == "context_countries" else values[0]})
    except HintError:
        return None if field in ("country", "kind") else hints
    given = {name: value for name in (field, "context_countries") if (value := getattr(read, name))}
    return replace(hints, **given)


def _readable(field: str, cell: Cell) -> str:
    """The text of a cell that means something as this hint: its name for a role, and where its id is not a hint."""
    if field == "role":
        return cell[min(1, len(cell) - 1)]
    if field in ("country", "context_countries"):
        senses = ((text, country_lookup.senses(text)) for text in cell)
        return next(
            (known[0][0] if len(known[0]) == 1 else text for text, known in senses if len(known) == 1), cell[-1]
        )
    return next((text for text in cell if _is_hint(field, text)), cell[-1])


def _is_hint(field: str, text: str) -> bool:
    try:
        parse_hints({field: text})
    except HintError:
        return False
    return True


def _kinds(types: Sequence[Any]) -> frozenset[Kind] | None:
    named = [each if isinstance(each, str) else each.get("id") for each in types if isinstance(each, str | Mapping)]
    asked = [each for each in named if isinstance(each, str) and each.strip()]
    return kinds_of(asked) if asked else None


def _limit(value: Any) -> int:
    """A positive limit, at most the most; anything else is the usual one."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 7:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 1:
        return _LIMIT
    return min(int(value), _MOST)


def _language(language: str) -> Hints:
    try:
        return parse_hints({"language": language})
    except HintError:
        return NO_HINTS
