"""Proposals for what is imported and may be there already, by the resolver. Nothing is merged that nobody decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path

from msgspec import Struct

from .. import dates
from ..bulk.answering.asker import Asker, Resolves
from ..bulk.answering.sources import Answering, answering
from ..bulk.columns import appended
from ..bulk.reading.rows import Cells, encoded
from ..bulk.shape import Answer, Shape
from ..errors import InputError, Place
from ..model import EntityId, Gazetteer, Kind, Status
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

Report = Callable[[int], None]
"""Called with the number of records that are compared."""

_HINTS = ("kind", "context_countries")
_SHAPE = Shape(columns=("id", "score"), long=True)
_SHOWN = 10
_AT_ONCE = 4_096  # records that are handed to the workers


class Proposal(Struct, frozen=True):
    """A row of a file of proposals, with its line."""

    line: int
    row: Row

    @property
    def decision(self) -> str:
        """What a person wrote, empty for nothing yet."""
        return self.row.get("exonym_decision", "").strip()


def asked(
    resolver: Resolves, rules: str, *, links: Path | None = None, processes: int = 1
) -> AbstractContextManager[Answering]:
    """The answers about records, in so many processes, under `rules`, which say all that they depend on.

    Beside the file `links` they are kept until it is written, so that an import that was killed goes on with them.
    """
    asker = Asker(resolver, _HINTS, _SHAPE)
    return answering(asker, processes, str(links or ""), f"{rules} {resolver.gazetteer.version}", resume=True)


def proposals(
    records: Iterable[Record], answers: Answering, gazetteer: Gazetteer, report: Report | None = None
) -> Iterator[Row]:
    """A row for each record that the gazetteer may have under another id; the decision is left blank.

    None for posts, whose names are for a text's words to lead to their holders.
    """
    named = (each for each in records if each.fields.get("name") and each.kind is not Kind.POST)
    done = 0
    while some := list(islice(named, _AT_ONCE)):
        known: dict[Cells, Answer] = {}
        for cells, answer in answers.answers(list(dict.fromkeys(map(_cells, some)))):
            known[cells] = answer
            if report:
                report(done + len(known))
        done += len(some)
        found = (_proposal(record, known[_cells(record)], gazetteer) for record in some)
        yield from (row for row in found if row)


def _cells(record: Record) -> Cells:
    """What is asked about a record: its name and the hints."""
    return encoded((record.fields["name"], record.kind.value, record.fields.get("country", "")))


def _proposal(record: Record, answer: Answer, gazetteer: Gazetteer) -> Row:
    """The row for a record, empty where nothing is near it."""
    told = dict(zip(appended(), answer.brief, strict=True))
    candidates = [(entity_id, score) for rank, entity_id, score in answer.lines if rank]
    near = [(each, score) for each, score in candidates if float(score) >= NEAR_SCORE and each != record.id]
    if answer.status is Status.NONE or not near:
        return {}
    warnings = [warning for each, _ in near if (warning := _other_birth(record, each, gazetteer))]
    match = answer.status is Status.MATCH and near[0][0] == told["id"] and not warnings
    values = (
        record.id, record.fields["name"], record.kind.value, record.fields.get("country", ""),
        told["id"] if match else "", told["name"] if match else "",
        (Status.MATCH if match else Status.AMBIGUOUS).value, near[0][1],
        "; ".join((*warnings, told["why"])), " ".join(each for each, _ in near), "", "",
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _other_birth(record: Record, candidate: EntityId, gazetteer: Gazetteer) -> str:
    """That a candidate was born at another time, in words; empty where it was not, or nobody knows."""
    known = gazetteer.redirect(candidate)
    here, there = record.fields.get("born", ""), known.born if known else ""
    if not here or not there or not dates.days_apart(here, there):
        return ""
    return f"births contradict: {here} in the source, {candidate} {there}"


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
