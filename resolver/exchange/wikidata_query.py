"""The JSON that Wikidata's query service answers: a row says a name of an item, facts, or a term of office."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from ..errors import InputError, Place
from ..model import Kind
from .draft import Draft
from .formats import Item
from .json_arrays import WHOLE, members
from .record import Record, Tally
from .wikidata import PRECISION, country_codes

_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q\d+)")
_FIRST_OF = re.compile(r"(\d{4}-\d{2})-01(?:T00:00:00Z)?")

Row = Mapping[str, tuple[str, str]]
"""Values with their languages, by the name of their variable."""


class Answer(Struct, frozen=True):
    """Reads the rows of a query's answer.

    Variables: `item`, `itemLabel`, `altLabel`, `native`, `country`, `born`, `died`; of terms `position`,
    `positionLabel`, `start`, `end`; beside each date its precision, as `startPrecision`. Rows of one item add up.
    `kind` is what the items are.
    """

    file: str
    kind: Kind

    def items(self, stream: Iterable[bytes]) -> Iterator[Item]:
        """A row each, of the standard's JSON or of a plain list of objects. Raises InputError."""
        for number, (_, row) in enumerate(members(stream, self.file, ("results.bindings", WHOLE))):
            if isinstance(row, dict):
                yield Item(number, json.dumps(row, sort_keys=True).encode(), row)

    def records(self, item: Item, tally: Tally) -> Iterator[Record]:
        """What a row says of its item, and of the post that it held. Raises InputError without an `item`."""
        row = {key: _text(value) for key, value in item.value.items()}
        own = _id(row, "item")
        if not own:
            raise InputError(f"row {item.number} has no `item` that is one of Wikidata's.", place=Place(self.file))
        draft = Draft(own, self.kind, tally)
        for key in ("native", "nativeLabel", "itemLabel", "altLabel", "itemAltLabel"):
            text, lang = row.get(key, ("", ""))
            for part in text.split(", ") if key == "itemAltLabel" else [text]:
                if part != own:  # the label service says the id where there is no label
                    draft.name(part, lang)
        place = _id(row, "country")
        draft.country(country_codes().get(place, "") if place else _plain(row, "country"))
        if self.kind is Kind.PERSON:
            draft.date("born", _date(row, "born"), _date(row, "dateOfBirth"))
            draft.date("died", _date(row, "died"), _date(row, "dateOfDeath"))
            draft.term(_id(row, "position"), [_date(row, "start")], [_date(row, "end")])
        draft.wikidata(own)
        yield draft.record()
        yield from _position(row, tally)


def _position(row: Row, tally: Tally) -> Iterator[Record]:
    post = _id(row, "position")
    if post:
        draft = Draft(post, Kind.POST, tally)
        text, lang = row.get("positionLabel", ("", ""))
        if text != post:
            draft.name(text, lang)
        draft.wikidata(post)
        yield draft.record()


def _id(row: Row, key: str) -> str:
    found = _ITEM.fullmatch(_plain(row, key))
    return found[1] if found else ""


def _plain(row: Row, key: str) -> str:
    text = row.get(key, ("", ""))[0]
    return "" if "/.well-known/genid/" in text else text


def _date(row: Row, key: str) -> str:
    """A date as precise as its row says. The service writes 1954 as 1954-01-01: without a precision, a first day of a
    month or of a year may be no more than that month or year.
    """
    text, precision = _plain(row, key), _plain(row, f"{key}Precision")
    if precision.isdigit():
        return text[: PRECISION.get(int(precision), 0)]
    found = _FIRST_OF.fullmatch(text)
    return found[1].removesuffix("-01") if found else text


def _text(value: Any) -> tuple[str, str]:
    """A value with its language."""
    if isinstance(value, dict):
        return str(value.get("value", "")), str(value.get("xml:lang", ""))
    return str(value), ""
