"""Queries of both versions of the protocol, read into one form. What cannot be used is left out, not complained of."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...resolver.errors import HintError, InputError
from ...resolver.hints import parse_hints
from ...resolver.model import NO_HINTS, Hints, Kind
from ...resolver.vocabulary import countries
from .properties import properties
from .types import kinds_of

_LIMIT, _MOST = 10, 100
_BLANK = frozenset({"", "nan", "none", "null", "<na>"})  # what tables write for an empty cell
_HINTS = frozenset({"country", "kind", "role", "date", "context_countries", "language"})


class MalformedError(InputError):
    """A batch that has not the form of the protocol."""

    code = "malformed"


@dataclass(frozen=True, slots=True)
class Condition:
    """Values that a property should have. `required`: others drop out; `negated`: those that have it drop out."""

    property_id: str
    values: tuple[str, ...]
    required: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One query. `kinds` None means any kind; `ids` are asked for by id; `conditions` are compared with the entity."""

    mention: str = ""
    kinds: frozenset[Kind] | None = None
    limit: int = _LIMIT
    hints: Hints = NO_HINTS
    ids: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()


def read_02(query: Mapping[str, Any], language: str = "") -> Question:
    """A query of version 0.2, whatever its fields hold."""
    given = query.get("properties")
    conditions = [
        Condition(str(each["pid"]), texts(each.get("v")))
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


def read_10(query: Any, language: str = "") -> Question:
    """A query of the 1.0 draft. Raises MalformedError when the draft's schema would refuse it."""
    conditions = query.get("conditions") if isinstance(query, Mapping) else None
    if not isinstance(conditions, list) or not conditions or not all(isinstance(each, Mapping) for each in conditions):
        raise MalformedError("a query has a list of conditions.", remedy="See the 1.0 draft of the protocol.")
    kind = query.get("type")
    if kind is not None and not isinstance(kind, str):
        raise MalformedError("type is one text.", remedy="Ask once for each type.")
    lang = query.get("lang")
    question = Question(
        kinds=_kinds([kind] if kind else []),
        limit=_limit(query.get("limit")),
        hints=_language(lang if isinstance(lang, str) else language),
    )
    found: list[Condition] = []
    for each in conditions:
        match_type, values = each.get("matchType"), texts(each.get("propertyValue"))
        if match_type == "name":
            question = replace(question, mention=question.mention or (values[0] if values else ""))
        elif match_type == "id":
            question = replace(question, ids=(*question.ids, *values))
        elif match_type == "property" and isinstance(each.get("propertyId"), str):
            negated = each.get("matchQuantifier") == "none"
            found.append(Condition(each["propertyId"], values, each.get("required") is True, negated))
        else:
            raise MalformedError(
                "a condition has a matchType of name, id or property.", remedy="A property needs its propertyId."
            )
    return _with(question, found)


def texts(value: Any) -> tuple[str, ...]:
    """The distinct texts of a value: clients join those of repeated names by line breaks and send blanks."""
    found: list[str] = []
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, Mapping):
            found += [each[key] for key in ("id", "name") if isinstance(each.get(key), str)][:1]
        elif isinstance(each, str):
            found += each.splitlines()
        elif isinstance(each, bool):
            found.append("true" if each else "false")
        elif isinstance(each, int | float) and math.isfinite(each):
            found.append(f"{each:g}" if abs(each) < 1e15 else "")
    stripped = (text.strip() for text in found)
    return tuple(dict.fromkeys(text for text in stripped if text.casefold() not in _BLANK))


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
    """The hints with this condition, or None when it is no hint or cannot be read as one."""
    field, values = condition.property_id, condition.values
    if field not in _HINTS:
        return None
    if field in ("country", "context_countries"):
        values = tuple(countries.whole(each) or each for each in values)
        if field == "country" and len(set(values)) > 1:
            field = "context_countries"  # several countries of one name's rows: none can be demanded
    text = " ".join(values) if field == "context_countries" else values[0]
    if field in ("date", "kind") and len(values) > 1:
        return hints  # rows of one name that disagree say nothing
    try:
        read = parse_hints({field: text})
    except HintError:
        return None if field in ("country", "kind") else hints
    return replace(hints, **{field: getattr(read, field)})


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
