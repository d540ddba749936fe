"""What is imported: one entity in the gazetteer's words, whatever the format it came in."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any

from msgspec import Struct, field

from ..model import Kind
from ..store.reading.entry_models import reserved

_NOT_OF_IDS = re.compile(r"[^A-Za-z0-9._~-]+")


class Record(Struct, frozen=True):
    """An entity as a source has it. `fields` as in YAML (`name`, `names`, `country`, `born`, `posts`, `sources` …).

    Several records of one id add up: a source may say a person's terms apart from the person.
    """

    id: str
    kind: Kind
    fields: Mapping[str, Any]


class Tally(Struct):
    """What was read, how many of that gave nothing at all, and what was left out and why, in counts."""

    read: int = 0
    without_records: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def without(self, reason: str) -> None:
        """Count one thing that was left out."""
        self.left_out[reason] += 1


def usable_id(source_id: str) -> str:
    """An id that the gazetteer can have: the source's own where it can be, else one that follows from it."""
    plain = _NOT_OF_IDS.sub("-", source_id).strip("-")
    if plain == source_id and plain not in reserved():
        return plain
    return f"{plain or 'x'}-{hashlib.sha256(source_id.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"


def prefixed(prefix: str, posts: frozenset[str], record: Record) -> Record:
    """The record with a prefix before the ids of its source; `posts` are ids of the gazetteer that it may refer to."""
    fields = dict(record.fields)
    if "posts" in fields:
        fields["posts"] = [
            term if term["post"] in posts else {**term, "post": prefix + term["post"]} for term in fields["posts"]
        ]
    if "organisation" in fields:
        fields["organisation"] = prefix + fields["organisation"]
    return Record(prefix + record.id, record.kind, fields)


def joined(records: Iterable[Record], tally: Tally) -> Record:
    """Records of one id, one or more, put together: lists and notes add up; of other values the first counts."""
    first, *rest = records
    alike = [record for record in rest if record.kind is first.kind]
    for _ in range(len(rest) - len(alike)):
        tally.without("records whose id is that of another kind before")
    return Record(first.id, first.kind, reduce(lambda known, more: _joined(known, more, tally), alike, first.fields))


def _joined(known: Mapping[str, Any], more: Record, tally: Tally) -> dict[str, Any]:
    fields = dict(known)
    for key, value in more.fields.items():
        if key not in fields:
            fields[key] = value
        elif key == "names":
            fields[key] = _united(fields[key], value)
        elif isinstance(value, list):
            new = [each for each in value if each not in fields[key]]
            fields[key] = [*fields[key], *new]
            for _ in value[len(new) :] if key == "posts" else ():
                tally.without("terms that are said twice")
        elif key == "name":
            if fields[key] != value:
                fields["names"] = _united(fields.get("names", {}), {"und": [value]})
        elif key == "note":
            fields[key] = fields[key] if value in fields[key] else f"{fields[key]} {value}"
        elif fields[key] != value:
            tally.without("values that contradict an earlier one of the same id")
    return fields


def _united(known: Mapping[str, list[str]], more: Mapping[str, list[str]]) -> dict[str, list[str]]:
    names = {lang: list(forms) for lang, forms in known.items()}
    for lang, forms in more.items():
        kept = names.setdefault(lang, [])
        kept += [form for form in forms if form not in kept]
    return names
