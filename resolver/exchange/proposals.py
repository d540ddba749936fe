"""Proposals for what is imported and may be there already, by the resolver. Nothing is merged that nobody decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .. import dates
from ..errors import InputError, Place
from ..model import Candidate, EntityId, Gazetteer, Hints, Kind, Status
from ..resolve import Resolver
from ..store.checking.study import NEAR_SCORE
from ..store.reading.entry_models import reserved
from .column_mapping import rows
from .record import Record, Tally

COLUMNS = (
    "id", "name", "kind", "country", "exonym_id", "exonym_name", "exonym_status", "exonym_score", "exonym_why",
    "exonym_candidates", "exonym_decision", "exonym_note",
)  # fmt: skip
"""Of a file of proposals. A person fills in `exonym_decision`: an id, `new`, `none` or `unsure`."""

Row = Mapping[str, str]
"""A proposal by column."""

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row of a file of proposals, with its line."""

    line: int
    row: Row

    @property
    def decision(self) -> str:
        """What a person wrote, empty for nothing yet."""
        return self.row.get("exonym_decision", "").strip()


def proposals(records: Iterable[Record], resolver: Resolver) -> Iterator[Row]:
    """A row for each record that the gazetteer may have under another id; the decision is left blank.

    None for posts, whose names are for a text's words to lead to their holders.
    """
    for record in records:
        name, country = record.fields.get("name", ""), record.fields.get("country", "")
        if not name or record.kind is Kind.POST:
            continue
        decision = resolver.resolve(
            name, Hints(kind=record.kind.value, context_countries=(country,) if country else ())
        )
        near = [each for each in decision.candidates if each.score >= NEAR_SCORE and each.id != record.id]
        if decision.status is Status.NONE or not near:
            continue
        best = near[0] if decision.id != record.id else None
        warnings = [told for each in near if (told := _other_birth(record, each, resolver.gazetteer))]
        match = best is not None and decision.status is Status.MATCH and best.id == decision.id and not warnings
        values = (
            record.id, name, record.kind.value, country, decision.id if match else "", decision.name if match else "",
            (Status.MATCH if match else Status.AMBIGUOUS).value, f"{near[0].score:.1f}",
            "; ".join((*warnings, decision.why)), " ".join(each.id for each in near), "", "",
        )  # fmt: skip
        yield dict(zip(COLUMNS, values, strict=True))


def _other_birth(record: Record, candidate: Candidate, gazetteer: Gazetteer) -> str:
    """That a candidate was born at another time, in words; empty where it was not, or nobody knows."""
    known = gazetteer.redirect(candidate.id)
    here, there = record.fields.get("born", ""), known.born if known else ""
    if not here or not there or not dates.days_apart(here, there):
        return ""
    return f"births contradict: {here} in the source, {candidate.id} {there}"


def with_decisions(found: Iterable[Row], before: Iterable[Proposal]) -> Iterator[Row]:
    """New proposals with what a person wrote beside them before; behind them, decisions that none of them is about."""
    kept = {each.row.get("id", ""): each for each in before if each.decision or each.row.get("exonym_note", "").strip()}
    for row in found:
        made = kept.pop(row["id"], None)
        yield {**row, **({key: made.row.get(key, "") for key in COLUMNS[-2:]} if made else {})}
    for made in kept.values():
        yield {key: made.row.get(key, "") for key in COLUMNS}


def read_proposals(stream: Iterable[bytes], file: str) -> list[Proposal]:
    """The rows of a file of proposals. Raises InputError where its columns are missing."""
    found = []
    for line, row in rows(stream, file):
        for column in ("id", "exonym_decision"):
            if column not in row:
                remedy = "Give a file that --links wrote."
                raise InputError(f"there is no column `{column}`.", remedy=remedy, place=Place(file, line))
        found.append(Proposal(line, row))
    return found


def decisions(made: Iterable[Proposal], file: str, gazetteer: Gazetteer) -> dict[str, EntityId]:
    """The ids that a person decided on, by the id of the record; merged ids lead to their successors.

    Raises InputError with all that cannot be decided: ids that do not exist, posts, entities of another kind, words
    that are neither an id nor `new`, `none` or `unsure`, two decisions about one record.
    """
    decided: dict[str, EntityId] = {}
    wrong: list[tuple[int, str]] = []
    for each in made:
        choice = each.decision
        if not choice or choice in reserved():
            continue
        target = gazetteer.redirect(choice)
        kind = each.row.get("kind", "")
        if target is None:
            wrong.append((each.line, f"`{choice}` is neither an id of the gazetteer nor new, none or unsure"))
        elif target.kind is Kind.POST or (kind and target.kind.value != kind):
            wrong.append((each.line, f"`{choice}` is a {target.kind.value}, `{each.row['id']}` a {kind or 'name'}"))
        elif decided.setdefault(each.row["id"], target.id) != target.id:
            wrong.append((each.line, f"`{each.row['id']}` was decided to be `{decided[each.row['id']]}` above"))
    if wrong:
        (line, first), *others = wrong
        more = "".join(f"\n{Place(file, at)}: {message}" for at, message in others[: _SHOWN - 1])
        rest = f"\nand {len(others) - _SHOWN + 1} more" if len(others) >= _SHOWN else ""
        remedy = f"Write an id that `exonym show` knows, or new, none, unsure.{more}{rest}"
        raise InputError(f"{first}.", remedy=remedy, place=Place(file, line))
    return decided


def linked(decided: Mapping[str, EntityId], record: Record, tally: Tally) -> Record:
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


def earlier(path: Path) -> list[Proposal]:
    """The proposals that a file holds already; none where there is no such file. Raises InputError."""
    if not path.exists():
        return []
    try:
        with path.open("rb") as stream:
            return read_proposals(stream, str(path))
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}.", place=Place(str(path))) from error
