"""Proposals for what is imported and may be there already, by the resolver. Nothing is merged that nobody decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..errors import InputError, Place
from ..model import Hints, Status
from ..resolve import Resolver
from ..store.checking.study import NEAR_SCORE
from .column_mapping import rows
from .record import Record, Tally

COLUMNS = (
    "id", "name", "kind", "country", "exonym_id", "exonym_name", "exonym_status", "exonym_score", "exonym_why",
    "exonym_candidates", "exonym_decision", "exonym_note",
)  # fmt: skip
"""Of a file of proposals. A person fills in `exonym_decision`: an id, `new`, `none` or `unsure`."""


def proposals(records: Iterable[Record], resolver: Resolver) -> Iterator[tuple[str, ...]]:
    """A row for each record that the gazetteer may have, in the order of `COLUMNS`; the decision is left blank."""
    for record in records:
        name = record.fields.get("name", "")
        if not name:
            continue
        hints = Hints(kind=record.kind.value, context_countries=tuple(filter(None, (record.fields.get("country"),))))
        decision = resolver.resolve(name, hints)
        near = [each for each in decision.candidates if each.score >= NEAR_SCORE]
        if decision.status is Status.NONE or not near:
            continue
        candidates = " ".join(each.id for each in near)
        yield (
            record.id, name, record.kind.value, record.fields.get("country", ""), decision.id, decision.name,
            decision.status.value, f"{decision.score:.1f}", decision.why, candidates, "", "",
        )  # fmt: skip


def decisions(stream: Iterable[bytes], file: str) -> dict[str, str]:
    """The ids that a person decided on, by the source's id. Raises InputError where the columns are missing."""
    decided = {}
    for line, row in rows(stream, file):
        if "id" not in row or "exonym_decision" not in row:
            raise InputError("there is no column `id` or `exonym_decision`.", place=Place(file, line))
        choice = row["exonym_decision"].strip()
        if choice and choice not in {"new", "none", "unsure"}:
            decided[row["id"]] = choice
    return decided


def linked(decided: Mapping[str, str], record: Record, tally: Tally) -> Record:
    """The record under the id that was decided for it, if any; as layers do, its names add up with what is there.

    Only names and sources go to an entity that is there: its facts are its editors'.
    """
    target = decided.get(record.id)
    if target is None:
        return record
    names = {lang: list(forms) for lang, forms in record.fields.get("names", {}).items()}
    if record.fields.get("name"):
        names.setdefault("und", []).append(record.fields["name"])
    if any(key not in {"name", "names", "sources"} for key in record.fields):
        tally.without("facts of entities that are there already")
    fields = {"names": names, "sources": record.fields.get("sources", [])}
    return Record(target, record.kind, {key: value for key, value in fields.items() if value})
