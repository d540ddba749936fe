"""Everything that an editor should know of a gazetteer: what keeps it from loading, what is doubtful, what
could be better.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from ..errors import Finding
from ..model import Entity, Form, Gazetteer, Kind
from ..readings import han
from ..text import clean
from .codes import finding
from .entries import Entry
from .layers import Content, Record, successor
from .load import read_content

Redundant = Callable[[Entity, Form], str]
"""Tells by which rule a form follows from the entity's other facts; empty when it is information."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_PAIRS_SHOWN = 20  # of one form: a form that many entities share says the same at the twentieth pair


def check(paths: Sequence[Path], redundant: Redundant | None = None) -> list[Finding]:
    """All findings of these layers, in the order of files and lines.

    Collisions and remarks need a gazetteer that loads; while it does not, only its errors are reported.
    """
    gazetteer, content, findings = read_content(paths)
    if gazetteer is not None:
        findings = sorted({*findings, *_doubts(gazetteer, content, redundant)})
    return findings


def _doubts(gazetteer: Gazetteer, content: Content, redundant: Redundant | None) -> Iterator[Finding]:
    yield from collisions(gazetteer, content.records)
    for record in content.records.values():
        yield from _forms(record)
        yield from _provenance(record)
    if redundant is not None:
        yield from _redundant(gazetteer, content.records, redundant)


def collision_key(text: str) -> str:
    """What two forms share when a reader could not tell them apart: case, width, white space and Han
    variants aside.
    """
    return han.fold(clean(text).casefold()).replace(" ", "")


def collisions(gazetteer: Gazetteer, records: Mapping[str, Record]) -> Iterator[Finding]:
    """The forms that two entities share without declaring each other as look-alikes."""
    groups: dict[tuple[str, str], dict[str, Form]] = {}
    for entity in gazetteer.entities.values():
        # "Minister of Defence" is a post in many countries; only within one it must be told apart.
        scope = f"post of {entity.country}" if entity.kind is Kind.POST else ""
        for form in entity.forms:
            groups.setdefault((scope, collision_key(form.text)), {}).setdefault(entity.id, form)
    for forms in groups.values():
        if len(forms) > 1:
            yield from _collide(forms, gazetteer, records)


def _collide(
    forms: dict[str, Form], gazetteer: Gazetteer, records: Mapping[str, Record]
) -> Iterator[Finding]:
    shown = 0
    for left, right in combinations(sorted(forms), 2):
        first, second = gazetteer.entities[left], gazetteer.entities[right]
        if right in first.distinct or left in second.distinct:
            continue
        where = _entry_of(records, left, forms[left].text)
        entry = _entry_of(records, right, forms[right].text)
        place = entry.place_of_form(forms[right].text)
        code = "C402" if entry.from_table or where.from_table else "C401"
        message = (
            f"`{forms[right].text}` of `{right}` is also `{left}` ({where.place_of_form(forms[left].text)})"
        )
        yield finding(
            code,
            place,
            message,
            f"write `not: [{left}]` at `{right}`, or remove the form" if code == "C401" else "",
        )
        shown += 1
        if shown == _PAIRS_SHOWN:
            return


def _entry_of(records: Mapping[str, Record], entity_id: str, text: str) -> Entry:
    """The entry in which a form is written: of the id itself, or of one that was merged into it."""
    own = records[entity_id]
    merged = [other for other in records.values() if other.fields.get("merged_into")]
    for record in (own, *(other for other in merged if successor(other, records) is own)):
        for entry in reversed(record.entries):
            if any(written == text for _, written in written_forms(entry)):
                return entry
    return own.entries[-1]


def written_forms(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The names of an entry with the paths at which they stand."""
    for key in ("name", "reading"):
        if key in entry.fields:
            yield (key,), entry.fields[key]
    for lang, forms in entry.fields.get("names", {}).items():
        for index, form in enumerate(forms):
            yield ("names", lang, index), form


def _forms(record: Record) -> Iterator[Finding]:
    """Forms that are written twice, or with characters that nobody sees."""
    for entry in record.entries:
        if entry.from_table:
            continue
        seen: set[str] = set()
        for path, text in written_forms(entry):
            if _INVISIBLE.search(text):
                points = ", ".join(f"U+{ord(char):04X}" for char in sorted(set(_INVISIBLE.findall(text))))
                yield finding(
                    "E117", entry.at(*path), f"`{clean(text)}` holds invisible characters ({points})"
                )
            if collision_key(text) in seen:
                yield finding("C403", entry.at(*path), f"`{text}` is written in this entry already")
            seen.add(collision_key(text))


def _provenance(record: Record) -> Iterator[Finding]:
    """Entries of YAML that do not say where they are known from, or only from memory."""
    entry = record.entries[0]
    if entry.from_table or "merged_into" in record.fields:
        return
    sources = [
        *record.fields.get("sources", ()),
        *(term.get("source", "") for term in record.fields.get("posts", ())),
    ]
    named = {source for source in sources if source}
    if not named:
        yield finding("R501", entry.place, f"`{record.id}` has no source")
    elif named == {"knowledge"}:
        yield finding("R502", entry.place, f"`{record.id}` is known from `knowledge` only")


def _redundant(
    gazetteer: Gazetteer, records: Mapping[str, Record], redundant: Redundant
) -> Iterator[Finding]:
    for entity in gazetteer.entities.values():
        for form in entity.forms:
            rule = redundant(entity, form) if form.role == "alias" else ""
            if rule:
                place = _entry_of(records, entity.id, form.text).place_of_form(form.text)
                yield finding("C404", place, f"`{form.text}` follows by rule ({rule})")
