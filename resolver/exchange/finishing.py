"""What becomes of a record when its whole source was read: what the layer can hold, so that it loads, and no more.

Whatever would keep the layer from loading (a term in a post that nobody knows, an end before a beginning) is left out
and counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct, field

from .. import dates
from ..mentions.name import parse
from ..model import DatePrefix, EntityId, Kind
from ..text.units import split
from ..vocabulary.countries import mentioned
from .holders import at_once, last_change
from .record import Record, Tally
from .spool import Spool


class Setting(Struct, frozen=True):
    """What is said of a source as a whole, and what the layers below it have.

    `country` is that of entities for which the source names none; `as_of`, until when it was kept: without it, the day
    of the last change that its terms tell; `below`, the kinds of the entities of other layers.
    """

    country: str = ""
    as_of: DatePrefix = ""
    below: Mapping[EntityId, Kind] = field(default_factory=dict)


def finished(spool: Spool, setting: Setting, tally: Tally) -> Iterator[Record]:
    """The entities of a source that was read, in the order of their ids, each once."""
    as_of = setting.as_of or last_change(spool.terms(), date.today())
    seats = {post: count for post, count in at_once(spool.terms(), as_of) if count > 1}
    for record in spool.united(tally):
        known_as = setting.below.get(record.id)
        if known_as not in (None, record.kind):
            tally.without("entities whose id is another kind's in the gazetteer")
        elif "name" not in record.fields and known_as is None:
            tally.without("entities without a name")
        else:
            fields = dict(record.fields)
            if setting.country and "name" in fields:
                fields.setdefault("country", setting.country)
            _check_dates(fields, tally)
            _check_references(fields, spool, setting, tally)
            if record.kind is Kind.POST and known_as is None:
                _describe_post(fields, as_of, seats.get(record.id, 0))
            yield Record(record.id, record.kind, fields)


def _check_dates(fields: dict[str, Any], tally: Tally) -> None:
    for first, second in (("born", "died"), ("founded", "dissolved"), ("signed", "in_force")):
        early, late = fields.get(first, ""), fields.get(second, "")
        if early and late and dates.latest(late) < dates.earliest(early):
            del fields[first], fields[second]
            tally.without("pairs of dates of which the second is before the first")
    terms = fields.pop("posts", [])
    kept = [term for term in terms if _is_possible(term, fields.get("born", ""), fields.get("died", ""))]
    if kept:
        fields["posts"] = kept
    for _ in range(len(terms) - len(kept)):
        tally.without("terms that end before they begin, or lie outside the person's life")


def _is_possible(term: Mapping[str, str], born: DatePrefix, died: DatePrefix) -> bool:
    start, end = term.get("from", ""), term.get("to", "")
    if start and end and (dates.latest(end) < dates.earliest(start) or (start == end and len(start) == 10)):
        return False
    before = born and start and dates.latest(start) < dates.earliest(born)
    return not before and not (died and start and dates.earliest(start) > dates.latest(died))


def _check_references(fields: dict[str, Any], spool: Spool, setting: Setting, tally: Tally) -> None:
    terms = fields.pop("posts", [])
    kept = [term for term in terms if _leads_to(term["post"], Kind.POST, spool, setting)]
    if kept:
        fields["posts"] = kept
    for _ in range(len(terms) - len(kept)):
        tally.without("terms in posts that are not known")
    body = fields.get("organisation", "")
    if body and not _leads_to(body, Kind.ORGANISATION, spool, setting):
        del fields["organisation"]
        tally.without("organisations of posts that are not known")


def _leads_to(entity_id: str, kind: Kind, spool: Spool, setting: Setting) -> bool:
    return setting.below[entity_id] is kind if entity_id in setting.below else spool.names(entity_id, kind)


def _describe_post(fields: dict[str, Any], as_of: DatePrefix, seats: int) -> None:
    if as_of:
        fields.setdefault("as_of", as_of)
    if seats:
        fields.setdefault("seats", str(seats))
    name, country = fields.get("name", ""), fields.get("country", "")
    office = _office(name, country)
    if office and not (office in _HEADS and "organisation" in fields):
        fields.setdefault("office", office)
    else:
        fields["name"] = _of_somewhere(name, country)
        named = fields.pop("names", {}).items()
        if named:
            fields["names"] = {lang: [_of_somewhere(form, country) for form in forms] for lang, forms in named}


_HEADS = frozenset({"president", "vice-president"})
"""Offices that bodies have as well as countries."""


def _of_somewhere(name: str, country: str) -> str:
    """A post's name with its country, unless it names one or its body: there is a treasurer in every land."""
    return name if "," in name or mentioned(split(name)) else f"{name} ({country or '?'})"


def _office(name: str, country: str) -> str:
    """The office that a post's name says and nothing besides (Minister of Defence), so that it is that of its country.

    Without it, the name alone would be this post's, whatever country a text speaks of.
    """
    said = {
        title.key
        for each in parse(name).hypotheses
        for title in each.titles
        if country and "," not in name and not each.spellings and len(each.titles) == 1 and title.kind == "office"
        and title.country in ("", country)
    }  # fmt: skip
    return said.pop() if len(said) == 1 else ""
