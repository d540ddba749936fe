"""Wikidata: lines of its JSON dumps, and the JSON that its query service answers.

Of an item are read: labels and aliases, P31 (what it is), P1559 (name in its own language), P27 and P17 (country),
P569, P570, P571, P576 (dates, as precise as they are said), P39 (posts held, with P580 and P582).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from ..errors import InputError, Place
from ..model import Kind
from .jsonlines import document, objects
from .record import Draft, Record, Tally

_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q\d+)")
_PRECISION = {9: 4, 10: 7, 11: 10}  # of a date: year, month, day, as lengths of a prefix


@cache
def _classes() -> dict[str, Kind]:
    """What P31 says, as far as it is told apart: human; organisation and its commonest classes; treaty; position."""
    organisations = "Q43229 Q327333 Q192350 Q7278 Q245065 Q484652 Q4830453 Q6881511 Q176799 Q772547"
    return {
        "Q5": Kind.PERSON, **dict.fromkeys(organisations.split(), Kind.ORGANISATION),
        "Q131569": Kind.AGREEMENT, "Q4164871": Kind.POST,
    }  # fmt: skip


@cache
def _countries() -> dict[str, str]:
    text = (files(__package__) / "wikidata_countries.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {row[0]: row[1] for row in rows[1:]}


def read(lines: Iterable[bytes], file: str, tally: Tally) -> Iterator[Record]:
    """The records of a dump, streaming. Items that are none of our kinds are left out. Raises InputError."""
    codes = dict(_countries())
    for _, item in objects(lines, file):
        tally.read += 1
        claims = item.get("claims") if isinstance(item.get("claims"), dict) else {}
        for code in _values(claims, "P297"):
            codes[str(item.get("id"))] = str(code).lower()
        kind = next((_classes()[each] for each in map(_item, _values(claims, "P31")) if each in _classes()), None)
        if kind is None or not isinstance(item.get("id"), str):
            tally.without("items that are of no kind we have")
            continue
        draft = Draft(item["id"], kind, tally)
        for each in (*_values(claims, "P27"), *_values(claims, "P17")):
            draft.country(codes.get(_item(each), ""))
        _names(draft, item, claims)
        _dates(draft, claims)
        draft.source(f"https://www.wikidata.org/entity/{item['id']}")
        if "name" in draft.fields:
            yield draft.record()
        else:
            tally.without("items without a label")


def _item(value: Any) -> str:
    return str(value.get("id", "")) if isinstance(value, dict) else ""


def _values(claims: Any, key: str) -> list[Any]:
    return [value for value, _ in _statements(claims, key)]


def _statements(claims: Any, key: str) -> list[tuple[Any, dict[str, Any]]]:
    """Values that are said, with their qualifiers, the preferred first; deprecated ones are not said."""
    ranked: list[tuple[bool, Any, dict[str, Any]]] = []
    for claim in claims.get(key, []) if isinstance(claims, dict) else []:
        snak = claim.get("mainsnak", {})
        if snak.get("snaktype") == "value" and claim.get("rank") != "deprecated":
            ranked.append((claim.get("rank") != "preferred", snak["datavalue"]["value"], claim.get("qualifiers", {})))
    return [(value, qualifiers) for _, value, qualifiers in sorted(ranked, key=lambda each: each[0])]


def _names(draft: Draft, item: dict[str, Any], claims: Any) -> None:
    from ..store.languages import language_of

    labels = {lang: each["value"] for lang, each in (item.get("labels") or {}).items()}
    native = [(each["text"], each["language"]) for each in _values(claims, "P1559") if isinstance(each, dict)]
    country = draft.fields.get("country", "")
    own = [(text, lang) for lang, text in labels.items() if country and language_of(text, country) == lang]
    first = [*native, *own, *((labels[lang], lang) for lang in ("mul", "en") if lang in labels)]
    for text, lang in [*first, *((text, lang) for lang, text in labels.items())]:
        draft.name(text, lang)
    for lang, aliases in (item.get("aliases") or {}).items():
        for each in aliases:
            draft.name(each["value"], lang)


def _dates(draft: Draft, claims: Any) -> None:
    keys = {
        Kind.PERSON: {"born": "P569", "died": "P570"},
        Kind.ORGANISATION: {"founded": "P571", "dissolved": "P576"},
    }
    for field, key in keys.get(draft.kind, {}).items():
        for value in _values(claims, key)[:1]:
            draft.date(field, _date(value))
    if draft.kind is Kind.PERSON:
        for value, qualifiers in _statements(claims, "P39"):
            draft.term(_item(value), _qualifier(qualifiers, "P580"), _qualifier(qualifiers, "P582"))


def _qualifier(qualifiers: dict[str, Any], key: str) -> str:
    snaks = qualifiers.get(key, [])
    known = [each["datavalue"]["value"] for each in snaks if each.get("snaktype") == "value"]
    return _date(known[0]) if known else ""


def _date(value: Any) -> str:
    """`+1954-04-20T00:00:00Z` with its precision; decades, centuries and years before ours are no date of ours."""
    if not isinstance(value, dict) or not str(value.get("time", "")).startswith("+"):
        return ""
    length = _PRECISION.get(value.get("precision", 0), 0)
    return str(value["time"])[1 : 1 + length]


def read_query(stream: Iterable[bytes], file: str, tally: Tally, kind: Kind) -> Iterator[Record]:
    """The rows of a query's answer: `item`, `itemLabel`, and `altLabel`, `native`, `country`, `born`, `died` if given.

    Several rows of one item add up. Raises InputError where there is no `item`.
    """
    for row in _rows(document(stream, file), file):
        tally.read += 1
        item = _ITEM.fullmatch(row.get("item", ("", ""))[0])
        if item is None:
            raise InputError("a row has no `item` that is one of Wikidata's.", place=Place(file))
        draft = Draft(item[1], kind, tally)
        for key in ("native", "nativeLabel", "itemLabel", "altLabel", "itemAltLabel"):
            text, lang = row.get(key, ("", ""))
            for part in text.split(", ") if key == "itemAltLabel" else [text]:
                if part != item[1]:  # the label service says the id where there is no label
                    draft.name(part, lang)
        place = row.get("country", ("", ""))[0]
        known = _ITEM.fullmatch(place)
        draft.country(_countries().get(known[1], "") if known else place)
        for field, keys in {"born": ("born", "dateOfBirth"), "died": ("died", "dateOfDeath")}.items():
            for key in keys:
                if kind is Kind.PERSON:
                    draft.date(field, row.get(key, ("", ""))[0])
        draft.source(f"https://www.wikidata.org/entity/{item[1]}")
        yield draft.record()


def _rows(answer: Any, file: str) -> Iterator[dict[str, tuple[str, str]]]:
    """Each row's values with their languages, from the standard's JSON or the plain list of objects."""
    if isinstance(answer, list):
        for row in answer:
            yield {key: (str(value), "") for key, value in row.items()}
        return
    try:
        bindings = answer["results"]["bindings"]
    except (KeyError, TypeError) as error:
        raise InputError("it is not the JSON of a query's answer.", place=Place(file)) from error
    for row in bindings:
        yield {key: (str(each.get("value", "")), str(each.get("xml:lang", ""))) for key, each in row.items()}
