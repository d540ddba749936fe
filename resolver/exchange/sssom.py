"""SSSOM, the standard for mappings as TSV with a YAML head in comments: in and out.

In: each mapping that says two ids to be exactly the same gives the object's entity its label and the subject's.
Out: merged ids, declared look-alikes (with the modifier `Not`), and the entities' items in Wikidata.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct

from ..model import Entity, Gazetteer, Kind
from .column_mapping import row_items
from .draft import Draft
from .formats import Item
from .record import Record, Tally

_WIKIDATA = "https://www.wikidata.org/entity/"


@cache
def _same() -> frozenset[str]:
    return frozenset({"skos:exactMatch", "owl:sameAs", "owl:equivalentClass"})


class Sssom(Struct, frozen=True):
    """Reads such a table; `kind` is what the objects are."""

    file: str
    kind: Kind

    def items(self, stream: Iterable[bytes]) -> Iterator[Item]:
        """A mapping each. Raises InputError."""
        body = (line for line in _lines(stream) if not line.startswith(b"#"))
        return row_items(body, self.file)

    def records(self, item: Item, tally: Tally) -> Iterator[Record]:
        """The object of an exact mapping, with the labels of both sides as names."""
        row = item.value
        if row.get("predicate_id") not in _same() or row.get("predicate_modifier"):
            tally.without(f"mappings by {row.get('predicate_modifier', '')} {row.get('predicate_id', '')}".strip())
            return
        local = row.get("object_id", "").removeprefix("exonym:")
        if not local:
            tally.without("mappings without an object")
            return
        draft = Draft(local, self.kind, tally)
        if row.get("object_id", "").startswith("exonym:"):
            draft.fields["name"] = ""  # an entity of ours has its name; the labels are names more
        draft.name(row.get("object_label", ""))
        draft.name(row.get("subject_label", ""))
        if not draft.fields.get("name"):
            draft.fields.pop("name", None)
        if row.get("subject_id", "").startswith("wikidata:Q"):
            draft.source(_WIKIDATA + row["subject_id"].removeprefix("wikidata:"))
        yield draft.record()


def _lines(stream: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for block in stream:
        *whole, rest = (rest + block).split(b"\n")
        yield from (line + b"\n" for line in whole)
    if rest:
        yield rest


def export(gazetteer: Gazetteer, licence: str, base: str) -> Iterator[str]:
    """The lines of a mapping set. `licence` is that of the gazetteer, a web address; ids are put behind `base`."""
    yield from (
        "#curie_map:",
        f"#  exonym: {base}",
        f"#  wikidata: {_WIKIDATA.replace('https', 'http')}",
        f"#license: {licence}",
        f"#mapping_set_id: {base}mappings/{gazetteer.version}",
        f"#mapping_set_version: {gazetteer.version}",
    )
    yield "\t".join(
        ("subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label",
         "mapping_justification")
    )  # fmt: skip
    for entity in gazetteer.entities.values():
        yield from _mappings(entity, gazetteer)


def _mappings(entity: Entity, gazetteer: Gazetteer) -> Iterator[str]:
    here = f"exonym:{entity.id}"
    if entity.merged_into:
        living = gazetteer.redirect(entity.id)
        if living is not None:
            yield _row((here, entity.name, "", f"exonym:{living.id}", living.name))
        return
    for other in entity.distinct:
        known = gazetteer.redirect(other)
        if known is not None and known.id != entity.id:
            yield _row((here, entity.name, "Not", f"exonym:{known.id}", known.name))
    for source in entity.sources:
        if source.startswith(_WIKIDATA):
            yield _row((f"wikidata:{source.removeprefix(_WIKIDATA)}", "", "", here, entity.name))


def _row(cells: tuple[str, str, str, str, str]) -> str:
    subject, label, modifier, target, target_label = (" ".join(cell.split()) for cell in cells)
    return "\t".join(
        (subject, label, "skos:exactMatch", modifier, target, target_label, "semapv:ManualMappingCuration")
    )
