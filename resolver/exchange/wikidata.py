"""Wikidata's items: lines of its JSON dumps, or the `{"entities": …}` of a page or of its API.

Of an item are read: labels and aliases, P31 and P279 (what it is), P1559 (name in its own language), P27, P17 and P1001
(country), P569, P570, P571, P576 (dates, as precise as they are said), P39 (posts held, with P580 and P582).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any

from msgspec import Struct, field

from ..errors import InputError, Place
from ..model import Kind
from ..tables.schema.countries import WIKIDATA_COUNTRIES
from .draft import Draft
from .formats import Item, as_file
from .json_stream import lines, parsed
from .record import Record, Tally

PRECISION = {9: 4, 10: 7, 11: 10}
"""Of a date: year, month, day, as lengths of a prefix."""


@cache
def _classes() -> dict[str, Kind]:
    """What P31 and P279 say, as far as it is told apart: human; organisation, treaty, position and their commonest."""
    organisations = "Q43229 Q327333 Q192350 Q7278 Q245065 Q484652 Q4830453 Q6881511 Q176799 Q772547"
    posts = "Q4164871 Q294414 Q83307 Q48352 Q2285706 Q486839"  # position, public office, minister, heads, member
    return {
        "Q5": Kind.PERSON, **dict.fromkeys(organisations.split(), Kind.ORGANISATION),
        "Q131569": Kind.AGREEMENT, **dict.fromkeys(posts.split(), Kind.POST),
    }  # fmt: skip


@cache
def country_codes() -> dict[str, str]:
    """The codes of countries by their items."""
    return {row.item: row.code for row in WIKIDATA_COUNTRIES.read()}


class Dump(Struct, frozen=True):
    """Reads lines of a dump. Items that are none of our kinds are left out.

    A country's item says its code (P297), which counts for the items behind it: `codes` by the item's id.
    """

    file: str
    codes: dict[str, str] = field(default_factory=dict)

    def items(self, stream: Iterable[bytes]) -> Iterator[Item]:
        """A line each, or an entity each of a document that is one page. Raises InputError."""
        blocks = iter(stream)
        head = next((block for block in blocks if block.strip()), b"")
        if _begins_a_page(head):
            for number, entity in enumerate(_of_a_page(chain([head], blocks), self.file), 1):
                content = json.dumps(entity, sort_keys=True).encode()
                yield Item(number, content, content, teaches=b'"P297"' in content)
            return
        for number, line in lines(chain([head], blocks)):
            yield Item(number, line, line, teaches=b'"P297"' in line)

    def records(self, item: Item, tally: Tally) -> Iterator[Record]:
        """The entity of an item. Raises InputError."""
        value = parsed(item.value, Place(self.file, item.number))
        claims = value.get("claims") if isinstance(value.get("claims"), dict) else {}
        for code in _values(claims, "P297"):
            self.codes[str(value.get("id"))] = str(code).lower()
        kind = _kind(claims)
        if kind is None or not isinstance(value.get("id"), str):
            tally.without("items that are of no kind we have")
            return
        draft = Draft(value["id"], kind, tally)
        for each in _present(claims, "P27") + [
            _item(value) for key in ("P17", "P1001") for value in _values(claims, key)
        ]:
            draft.country(self.codes.get(each, "") or country_codes().get(each, ""))
        _names(draft, value, claims)
        _dates(draft, claims)
        draft.wikidata(value["id"])
        if "name" in draft.fields:
            yield draft.record()
        else:
            tally.without("items without a label")


def _begins_a_page(head: bytes) -> bool:
    """Whether what begins so is one document of entities, and not a line of a dump."""
    text = head.lstrip(b"\xef\xbb\xbf \t").rstrip()
    if not text.startswith(b"{") or b'"claims"' in text.split(b'"entities"', maxsplit=1)[0]:
        return False
    try:
        value = json.loads(text.removesuffix(b","))
    except ValueError:
        return True  # goes on in the next line
    return isinstance(value.get("entities"), dict)


def _of_a_page(blocks: Iterable[bytes], file: str) -> Iterator[dict[str, Any]]:
    """The entities of documents that stand one after another."""
    import ijson

    found = False
    try:
        for _, entity in ijson.kvitems(as_file(blocks), "entities", use_float=True, multiple_values=True):
            if isinstance(entity, dict):
                found = True
                yield entity
    except (ijson.JSONError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())[:200]
        raise InputError(f"it is not JSON: {reason}.", place=Place(file)) from error
    if not found:
        raise InputError("it holds no `entities`.", remedy="Give a dump's lines, or a page's JSON.", place=Place(file))


def _kind(claims: Any) -> Kind | None:
    """What an item is; whatever says of itself who held it (P1308) is a post."""
    said = [_item(value) for key in ("P31", "P279") for value in _values(claims, key)]
    known = next((_classes()[each] for each in said if each in _classes()), None)
    return known or (Kind.POST if _values(claims, "P1308") else None)


def _present(claims: Any, key: str) -> list[str]:
    """The items of a property, those first that are not said to have ended (P582): a citizen of Russia, once Soviet."""
    said = sorted(_statements(claims, key), key=lambda each: "P582" in each[1])
    return [_item(value) for value, _ in said]


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
    from ..store.reading.languages import language_of

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
    for ours, key in keys.get(draft.kind, {}).items():
        draft.date(ours, *map(_date, _preferred(claims, key)))
    if draft.kind is Kind.PERSON:
        for value, qualifiers in _statements(claims, "P39"):
            draft.term(_item(value), _qualified(qualifiers, "P580"), _qualified(qualifiers, "P582"))


def _preferred(claims: Any, key: str) -> list[Any]:
    """The values of the best rank that there is."""
    best = [claim for claim in claims.get(key, []) if claim.get("rank") == "preferred"]
    return _values({key: best} if best else claims, key)


def _qualified(qualifiers: dict[str, Any], key: str) -> list[str]:
    return [_date(each["datavalue"]["value"]) for each in qualifiers.get(key, []) if each.get("snaktype") == "value"]


def _date(value: Any) -> str:
    """`+1954-04-20T00:00:00Z` with its precision; empty for decades, centuries and years before our era."""
    if not isinstance(value, dict) or not str(value.get("time", "")).startswith("+"):
        return ""
    length = PRECISION.get(value.get("precision", 0), 0)
    return str(value["time"])[1 : 1 + length]
