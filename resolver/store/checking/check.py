"""Everything that an editor should know of a gazetteer: what keeps it from loading, what is doubtful, what
could be better.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from msgspec import Struct

from ...errors import Finding
from ...garbage import collector_paused
from ...model import Entity, EntityId, Form, Gazetteer, Kind
from ...text import han
from ...text.cleaning import clean
from ..caching.file_entries import FileCache
from ..codes import finding, in_order
from ..reading.entries import Entry
from ..reading.layer_files import unread_files
from ..reading.layers import Content, ReadFile, Record, read_file, successor
from ..reading.load import read_content
from .terms import doubtful_terms
from .texts import doubtful_reading, doubtful_texts
from .words import doubtful_country, doubtful_languages, unknown_words

Redundant = Callable[[Entity, Form], str]
"""Tells by which rule a form follows from the entity's other facts; empty when it is information."""

NearMisses = Callable[[Entity, Form], Sequence[tuple[EntityId, str]]]
"""The other entities that a form comes near to, each with the reason."""


class Thorough(Struct, frozen=True):
    """What only a resolver tells of a gazetteer; it takes tens of milliseconds a form."""

    redundant: Redundant | None = None
    near: NearMisses | None = None


Study = Callable[[Gazetteer], Thorough]
"""Makes ready what a thorough check of a gazetteer needs."""

_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_PAIRS_SHOWN = 20  # of one form: a form that many entities share says the same at the twentieth pair


def check(
    paths: Sequence[Path],
    study: Study | None = None,
    cache: FileCache | None = None,
    read: ReadFile | None = None,
) -> list[Finding]:
    """All findings of these layers, in the order of files and lines. `read` replaces the reader of a file.

    Collisions and remarks on the whole need a gazetteer that loads; while it does not, only its errors and what an
    entry shows by itself are reported.
    """
    gazetteer, content, findings = read_content(paths, read or (cache.read if cache else read_file))
    keys = _Keys(cache.keys if cache else {})
    findings = in_order([*findings, *_by_themselves(content), *(each for path in paths for each in unread_files(path))])
    if gazetteer is not None:
        thorough = study(gazetteer) if study else Thorough()
        with collector_paused():
            findings = in_order([*findings, *_doubts(_Whole(gazetteer, content.records, keys), thorough)])
    if cache:
        cache.keep(keys)
    return findings


def _by_themselves(content: Content) -> Iterator[Finding]:
    """What is doubtful in single entries of YAML."""
    for record in (*content.records.values(), *content.sources.values()):
        for entry in record.entries:
            if not entry.from_table:
                for doubts in (unknown_words, doubtful_languages, doubtful_country, doubtful_texts, doubtful_reading):
                    yield from doubts(entry)


def collision_key(text: str) -> str:
    """What two forms share when a reader could not tell them apart.

    Case, width, white space and Han variants are set aside.
    """
    return han.fold(clean(text).casefold()).replace(" ", "")


class _Keys(dict[str, str]):
    """Collision keys of texts, each computed once."""

    def __missing__(self, text: str) -> str:
        self[text] = key = collision_key(text)
        return key


class _Whole:
    """A gazetteer with the records behind it; `merged` are the records that were merged into another, by its
    id.
    """

    def __init__(self, gazetteer: Gazetteer, records: Mapping[str, Record], keys: _Keys) -> None:
        self.gazetteer = gazetteer
        self.records = records
        self.keys = keys
        self.merged: dict[str, list[Record]] = {}
        for record in records.values():
            if record.fields.get("merged_into"):
                self.merged.setdefault(successor(record, records).id, []).append(record)

    def entry_of(self, entity_id: str, text: str) -> Entry:
        """The entry in which a form is written: of the id itself, or of one that was merged into it."""
        own = self.records[entity_id]
        for record in [own, *self.merged.get(entity_id, [])]:
            for entry in reversed(record.entries):
                if any(written == text for _, written in written_forms(entry)):
                    return entry
        return own.entries[-1]


def _doubts(whole: _Whole, thorough: Thorough) -> Iterator[Finding]:
    yield from _collisions(whole)
    yield from doubtful_terms(whole.gazetteer, whole.records)
    for record in whole.records.values():
        yield from _forms(record, whole.keys)
        yield from _provenance(record)
    if thorough.redundant is not None:
        yield from _redundant(whole, thorough.redundant)
    if thorough.near is not None:
        yield from _near(whole, thorough.near)


def _collisions(whole: _Whole) -> Iterator[Finding]:
    """The forms that two entities share without declaring each other as look-alikes."""
    groups: dict[tuple[str, str], dict[str, Form]] = {}
    for entity in whole.gazetteer.entities.values():
        # "Minister of Defence" is a post in many countries; only within one it must be told apart.
        scope = f"post of {entity.country}" if entity.kind is Kind.POST else ""
        for form in entity.forms:
            groups.setdefault((scope, whole.keys[form.text]), {}).setdefault(entity.id, form)
    for forms in groups.values():
        if len(forms) > 1:
            yield from _collide(forms, whole)


def _collide(forms: dict[str, Form], whole: _Whole) -> Iterator[Finding]:
    shown = 0
    for left, right in combinations(sorted(forms), 2):
        if _declared(whole.gazetteer, left, right):
            continue
        if forms[right].role == "name" and forms[left].role != "name":
            left, right = right, left  # noqa: PLW2901 - what was added to its own name is what an editor looks for
        text = forms[right].text
        there, here = whole.entry_of(left, forms[left].text), whole.entry_of(right, text)
        message = f"`{text}` of `{right}` is also `{left}` ({there.place_of_form(forms[left].text)})"
        if here.from_table or there.from_table:
            yield finding("C402", here.place_of_form(text), message)
        else:
            yield finding("C401", here.place_of_form(text), message, _two_or_one(whole.gazetteer, left, right))
        shown += 1
        if shown == _PAIRS_SHOWN:
            return


def _two_or_one(gazetteer: Gazetteer, left: EntityId, right: EntityId) -> str:
    """How to say that two entries are two, and, where nothing speaks against it, that they are one."""
    one, other = gazetteer.entities[left], gazetteer.entities[right]
    apart = f"write `not: [{left}]` at `{right}`"
    if one.kind is not other.kind:
        return f"{apart}: one is of kind {one.kind}, the other {other.kind}"
    for fact in ("country", "born", "died"):
        values = getattr(one, fact), getattr(other, fact)
        if all(values) and not values[0].startswith(values[1]) and not values[1].startswith(values[0]):
            return f"{apart}: {fact} is `{values[0]}` here and `{values[1]}` there; or remove the form"
    return f"if they are two, {apart}; if they are one, leave `merged_into: {left}` at `{right}`"


def written_forms(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The names of an entry with the paths at which they stand."""
    for key in ("name", "reading"):
        if key in entry.fields:
            yield (key,), entry.fields[key]
    for lang, forms in entry.fields.get("names", {}).items():
        for index, form in enumerate(forms):
            yield ("names", lang, index), form
    for index, dated in enumerate(entry.fields.get("dated_names", ())):
        yield ("dated_names", index), dated["name"]


def _forms(record: Record, keys: _Keys) -> Iterator[Finding]:
    """Forms that are written twice, or with characters that nobody sees."""
    for entry in record.entries:
        if entry.from_table:
            continue
        seen: set[tuple[str | int, str]] = set()
        for path, text in written_forms(entry):
            if _INVISIBLE.search(text):
                points = ", ".join(f"U+{ord(char):04X}" for char in sorted(set(_INVISIBLE.findall(text))))
                yield finding("E117", entry.at(*path), f"`{clean(text)}` holds invisible characters ({points})")
            # The same characters may be the title in Japanese and in Chinese; within one language they say nothing new.
            language = path[1] if len(path) > 1 else ""
            if (language, keys[text]) in seen:
                yield finding("C403", entry.at(*path), f"`{text}` is written for this language already")
            seen.add((language, keys[text]))


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


def _redundant(whole: _Whole, redundant: Redundant) -> Iterator[Finding]:
    for entity in whole.gazetteer.entities.values():
        for form in entity.forms:
            rule = redundant(entity, form) if form.role == "alias" else ""
            if rule:
                place = whole.entry_of(entity.id, form.text).place_of_form(form.text)
                yield finding("C404", place, f"`{form.text}` follows by rule ({rule})")


def _near(whole: _Whole, near: NearMisses) -> Iterator[Finding]:
    """Each pair of entities once, at the form that comes nearest to the other."""
    told: set[frozenset[str]] = set()
    for entity in whole.gazetteer.entities.values():
        for form in entity.forms:
            for other, reason in near(entity, form):
                pair = frozenset({entity.id, other})
                if pair not in told and not _declared(whole.gazetteer, entity.id, other):
                    told.add(pair)
                    place = whole.entry_of(entity.id, form.text).place_of_form(form.text)
                    message = f"`{form.text}` of `{entity.id}` comes near `{other}` ({reason})"
                    yield finding("C405", place, message)


def _declared(gazetteer: Gazetteer, left: EntityId, right: EntityId) -> bool:
    return right in gazetteer.entities[left].distinct or left in gazetteer.entities[right].distinct
