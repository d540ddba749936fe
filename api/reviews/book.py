"""All reviews of a service: what the routes ask, answered from the directories of `review_dir`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ...resolver.bulk.answering.decisions import Decisions, Made, is_decision, read_decisions
from ...resolver.bulk.columns import appended
from ...resolver.bulk.job import Job
from ...resolver.bulk.reading.byte_source import open_bytes
from ...resolver.bulk.stream import reconcile_rows
from ...resolver.curating.preview import preview
from ...resolver.errors import ExonymError, HintError, InputError
from ...resolver.model import Decision, Status
from ...resolver.reviewing.desk import Choice, Desk, agreements, gold, hints_of, reviewers, rows_of, scopes
from ...resolver.reviewing.index import EVERYBODY, Database, Row, told
from ...resolver.reviewing.queue import Wanted, counts, entry_of, page
from ...resolver.reviewing.replay import catch_up, history
from ...resolver.reviewing.resolving import answer, answered, begin
from ..refusals import NothingError, OffError
from ..service import Service
from ..snapshot import Snapshot
from ..wire import Wire, decision_to_wire
from .background import Background
from .folder import About, Folder, begun, find, folders, new_id, now, write_about
from .shown import blinded, cells_to_wire, counts_to_wire, entry_to_wire, made_to_wire, where_of

REMEDY = (
    "Start the service with a directory to keep reviews in: exonym serve --set review_dir=DIRECTORY, or "
    "EXONYM_REVIEW_DIR; or review one file: exonym review FILE.csv."
)
_FIRST = 60  # names that are answered before a new review is shown
_ROWS = 20


class Open(Struct, frozen=True):
    """A review that is being asked about, with the gazetteer that answers."""

    folder: Folder
    database: Database
    snapshot: Snapshot
    note: str = ""

    def name(self, entity_id: str) -> str:
        """The name of an entity; empty where there is none."""
        entity = self.snapshot.gazetteer.redirect(entity_id)
        return entity.name if entity else ""

    def desk(self, reviewer: str = "") -> Desk:
        """Where a reviewer decides."""
        return Desk(self.database, self.folder.decisions, self.snapshot.gazetteer, now(), reviewer)

    def entry(self, key: str, reviewer: str = EVERYBODY) -> Row:
        """An entry. Raises NothingError."""
        found = entry_of(self.database, key, reviewer)
        if found is None:
            raise NothingError(f"the review has no entry {key!r}.", remedy="Load the queue again.")
        return found


class Reviews:
    """The reviews in the directory of the settings. Its methods work with files: call them in a thread."""

    def __init__(self, service: Service) -> None:
        self._settings = service.settings
        self._background = Background(service.settings)

    @property
    def enabled(self) -> bool:
        """Whether there is a place to keep reviews in."""
        return self._settings.review_dir is not None

    @property
    def root(self) -> Path:
        """The place where reviews are kept. Raises OffError where there is none."""
        if self._settings.review_dir is None:
            raise OffError("reviews are switched off here.", remedy=REMEDY)
        return self._settings.review_dir

    def listed(self) -> list[Wire]:
        """Each review in brief, the newest first; with `error` where it cannot be read."""
        return [_listed(Folder(path)) for path in folders(self.root)]

    def about(self, review_id: str) -> Wire:
        """What the page says of a review."""
        return _brief(self._find(review_id))

    @contextmanager
    def receiving(self) -> Iterator[Path]:
        """A directory for a table that arrives. Raises InputError."""
        with begun(self.root, self._settings.max_reviews) as path:
            yield path

    def settle(self, path: Path, about: About, snapshot: Snapshot) -> Wire:
        """Make a review of the table that arrived in a directory. Raises UsageError, InputError."""
        write_about(path, replace(about, created=now()))
        taken = Folder(path).take(self._settings.max_review_rows)
        review_id = new_id(about.name)
        path.rename(self.root / review_id)
        with self._open(review_id, snapshot):
            pass
        return {"id": review_id, "rows": taken.rows, "names": taken.names, "faults": taken.faults, "blank": taken.blank}

    def queue(self, review_id: str, wanted: Wanted, snapshot: Snapshot, *, blind: bool = False) -> Wire:
        """A page of the queue, with the counts of all."""
        with self._open(review_id, snapshot) as opened:
            database, blind = opened.database, blind or opened.folder.about.blind
            viewpoint = wanted.reviewer if blind else EVERYBODY
            sort = "file" if blind and wanted.sort in {"value", "score"} else wanted.sort
            desk = opened.desk()
            found = page(database, replace(wanted, reviewer=viewpoint, sort=sort), desk.is_stale)
            done, names = answered(database), told(database, "names", 0)
            return {
                "total": found.total, **counts_to_wire(counts(database, viewpoint)), "ready": done == names,
                "progress": {"done": done, "total": names}, "error": opened.note or None,
                "gazetteer": told(database, "gazetteer"), "blind": blind,
                "rows": [
                    entry_to_wire(row, self._beside(database, row), opened.name, desk.is_stale, blind=blind)
                    for row in found.rows
                ],
            }  # fmt: skip

    def row(self, review_id: str, key: str, reviewer: str, snapshot: Snapshot, *, blind: bool = False) -> Wire:
        """All about one entry: its rows, the answer with its evidence, what a decision may cover, what was decided."""
        with self._open(review_id, snapshot) as opened:
            blind = blind or opened.folder.about.blind
            entry = opened.entry(key, reviewer if blind else EVERYBODY)
            header = told(opened.database, "header")
            rows = rows_of(opened.database, entry, _ROWS)
            past = history(opened.database, entry["name"], _ROWS)
            shown = decision_to_wire(_answer(entry, snapshot), snapshot.describe)
            made = made_to_wire(entry, opened.name, "made_seq")
            return {
                "key": key, "mention": entry["mention"], "hints": entry_to_wire(
                    entry, {}, opened.name, opened.desk().is_stale, blind=True)["hints"],
                "count": entry["count"],
                "rows": [{"row": number, "cells": cells_to_wire(header, cells)} for number, cells in rows],
                "answer": blinded(shown) if blind else shown,
                "scopes": [{"scope": each.scope, "count": each.count} for each in scopes(opened.database, entry)],
                "history": [_past(each, opened) for each in past if not blind or each["reviewer"] == reviewer],
                "decision": made, "stale": bool(made and opened.desk().is_stale(made["decision"])),
            }  # fmt: skip

    def decide(self, review_id: str, key: str, choice: Choice, reviewer: str, snapshot: Snapshot) -> Wire:
        """Decide about an entry. It is on the disk when this returns."""
        with self._open(review_id, snapshot) as opened:
            viewpoint = reviewer if opened.folder.about.blind else EVERYBODY
            changed = opened.desk(reviewer).decide(opened.entry(key), choice)
            shown = made_to_wire(opened.entry(key, viewpoint), opened.name, "made_seq")
            now_left = counts_to_wire(counts(opened.database, viewpoint))
            return {"seq": changed.seq, "changed": changed.rows, **now_left, "decision": shown}

    def undo(self, review_id: str, reviewer: str, snapshot: Snapshot) -> Wire:
        """Take back the reviewer's last decision; `undone` is null where there is none."""
        with self._open(review_id, snapshot) as opened:
            viewpoint = reviewer if opened.folder.about.blind else EVERYBODY
            changed = opened.desk(reviewer).undo()
            undone = opened.database.execute("SELECT * FROM made WHERE seq = ?", (changed.seq,)).fetchone()
            now_left = counts_to_wire(counts(opened.database, viewpoint))
            shown = _past(undone, opened) if undone else None
            return {"seq": changed.seq, "undone": shown, "changed": changed.rows, **now_left}

    def history(self, review_id: str, limit: int, reviewer: str, snapshot: Snapshot) -> Wire:
        """The last decisions, the latest first; in a blind review those of the reviewer alone."""
        with self._open(review_id, snapshot) as opened:
            past = history(opened.database, None, limit)
            blind = opened.folder.about.blind
            total = opened.database.execute("SELECT count(*) FROM made WHERE decision <> 'undo'").fetchone()[0]
            return {
                "total": total,
                "history": [_past(each, opened) for each in past if not blind or each["reviewer"] == reviewer],
            }

    def yaml(self, review_id: str, key: str, decision: str, snapshot: Snapshot) -> Wire:
        """What a decision would write into the gazetteer: never written by itself. Raises InputError."""
        with self._open(review_id, snapshot) as opened:
            entry = opened.entry(key)
            if not is_decision(decision):
                raise InputError(f"{decision!r} is not a decision.", remedy="Give an id, or new.")
            layers = self._settings.layers()
            made = Made(entry["mention"], hints_of(entry), decision)
            shown = preview(made, snapshot.resolver, [_from_here(path) for path in layers])
            file = opened.folder.about.decisions
            own = " ".join(f"--gazetteer {_from_here(path)}" for path in self._settings.gazetteer)
            command = f"exonym apply {_from_here(Path(file))} {own}".strip() + " --write"
            why = shown.why or ("" if shown.diff else "nothing of it is written into a gazetteer")
            return {"diff": shown.diff, "file": shown.file, "command": command, "why": why}

    def agreement(self, review_id: str, snapshot: Snapshot) -> Wire:
        """How far the reviewers agree, two by two."""
        with self._open(review_id, snapshot) as opened:
            pairs = []
            for one, other, found in agreements(opened.database):
                differ = [_differing(opened.database, number, one, other) for number in found.differ]
                percent = None if found.percent is None else round(found.percent, 1)
                kappa = None if found.kappa is None else round(found.kappa, 3)
                pairs.append({"reviewers": [one, other], "both": found.both, "same": found.same, "percent": percent,
                              "kappa": kappa, "differ": differ})  # fmt: skip
            return {"reviewers": reviewers(opened.database), "pairs": pairs}

    def decisions(self, review_id: str) -> bytes:
        """The file of decisions as it is."""
        path = self._find(review_id).decisions
        return path.read_bytes() if path.exists() else b""

    def gold(self, review_id: str, reviewer: str, snapshot: Snapshot) -> bytes:
        """What was decided as a labelled file, for `exonym evaluate`; of one reviewer where that is said."""
        with self._open(review_id, snapshot) as opened:
            text = io.StringIO(newline="")
            csv.writer(text, lineterminator="\n").writerows(gold(opened.database, reviewer or EVERYBODY))
            return text.getvalue().encode()

    def result(self, review_id: str, snapshot: Snapshot) -> Iterator[bytes]:
        """The table with the columns of answers beside each row, decisions obeyed: what `reconcile` writes."""
        folder = self._find(review_id)
        made = read_decisions(str(folder.decisions))
        with self._open(review_id, snapshot) as opened:
            header = set(told(opened.database, "header"))
        prefix = "exonym_" if not header & {f"exonym_{name}" for name in appended()} else "review_"
        job = folder.job
        job = replace(job, shape=replace(job.shape, prefix=prefix), target="result.csv")
        return _result(folder, job, snapshot, made)

    def _find(self, review_id: str) -> Folder:
        found = find(self.root, review_id)
        if found is None:
            raise NothingError(f"there is no review {review_id!r}.", remedy="The reviews are listed at /review.")
        return found

    @contextmanager
    def _open(self, review_id: str, snapshot: Snapshot) -> Iterator[Open]:
        """A review with all decisions that are in its file, and its answers on their way."""
        folder = self._find(review_id)
        with folder.opened() as database:
            catch_up(database, folder.decisions)
            note = ""
            if begin(database, snapshot.gazetteer.version, snapshot.loaded_at):
                if database.execute("SELECT 1 FROM entry WHERE status IS NOT NULL LIMIT 1").fetchone() is None:
                    answer(database, snapshot.resolver, most=_FIRST)  # nobody waits for another process to start
                note = self._background.go_on(folder.path / "index.sqlite", snapshot)
            yield Open(folder, database, snapshot, note)

    @staticmethod
    def _beside(database: Database, entry: Row) -> dict[str, str]:
        """The first row of an entry, but for the columns that were asked about."""
        rows = rows_of(database, entry, 1)
        asked = set(told(database, "columns"))
        return {
            column: cell
            for column, cell in cells_to_wire(told(database, "header"), rows[0][1] if rows else []).items()
            if column not in asked
        }


def _brief(folder: Folder) -> Wire:
    with folder.opened() as database:
        catch_up(database, folder.decisions)
        about, names = folder.about, told(database, "names", 0)
        return {
            "id": folder.id, "name": about.name, "rows": told(database, "rows", 0), "names": names,
            "left": counts(database).left, "ready": answered(database) == names, "created": about.created or None,
            "blind": about.blind, "reviewer": about.reviewer, "columns": told(database, "header", []),
            "column": next(iter(told(database, "columns", [])), ""), "faults": told(database, "faults", 0),
            "blank": told(database, "blank", 0),
        }  # fmt: skip


def _listed(folder: Folder) -> Wire:
    """A review in brief, or what is wrong with it: one must not hide the others."""
    try:
        return {**_brief(folder), "error": ""}
    except ExonymError as error:
        why = f"{where_of(error)}{error.message} {error.remedy}".rstrip()
        return {"id": folder.id, "name": folder.about.name, "rows": None, "left": None, "error": why}


def _answer(entry: Row, snapshot: Snapshot) -> Decision:
    try:
        return snapshot.resolver.resolve(entry["mention"], hints_of(entry))
    except HintError as error:
        return Decision(entry["mention"], Status.ERROR, str(error))


def _past(made: Row, opened: Open) -> Wire:
    """A decision of the past, with the entry at which it was made."""
    entry = opened.database.execute(
        "SELECT key FROM entry WHERE name = ? AND context = ?", (made["name"], made["context"])
    ).fetchone()
    shown = made_to_wire(made, opened.name) or {}
    return {"key": entry["key"] if entry else None, "mention": made["mention"], **shown, "undone": bool(made["undone"])}


def _differing(database: Database, number: int, one: str, other: str) -> Wire:
    entry = database.execute("SELECT key, mention, count FROM entry WHERE number = ?", (number,)).fetchone()
    found = database.execute(
        "SELECT s.reviewer, m.decision FROM standing s JOIN made m ON m.seq = s.seq WHERE s.entry = ?", (number,)
    ).fetchall()
    made = {who: decision for who, decision in found if who in {one, other}}
    return {"key": entry["key"], "mention": entry["mention"], "count": entry["count"], "decisions": made}


def _result(folder: Folder, job: Job, snapshot: Snapshot, made: Decisions) -> Iterator[bytes]:
    with open_bytes(str(folder.table)) as stream:
        for part in reconcile_rows(job, snapshot.resolver, stream, made=made):
            yield bytes(part)


def _from_here(path: Path) -> Path:
    """A path as a person says it: from the working directory where it lies below it."""
    try:
        return path.relative_to(Path.cwd()) if path.is_absolute() else path
    except ValueError:
        return path
