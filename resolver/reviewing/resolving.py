"""Finding the answers of a review beside everything else: the names that occur most first, in several processes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from ..bulk.answering.asker import Resolves
from ..hints import parse_hints
from ..model import Decision, Status
from ..workers import Workers
from .index import Database, changing, tell, told
from .worth import Found, brief, worth

_AT_ONCE = 2_000
_LISTED = 2  # candidates: the best, and the next for its lead


class Question(Struct, frozen=True):
    """An entry that is to be answered."""

    number: int
    mention: str
    hints: str
    wrong: str
    count: int


class Asks:
    """Asks the resolver about entries, in this process or in copies of it. It never raises."""

    def __init__(self, resolver: Resolves) -> None:
        self._resolver = resolver

    def ask(self, question: Question) -> Found:
        """What the resolver says; hints that cannot be make it an error."""
        if question.wrong:
            return brief(Decision(question.mention, Status.ERROR, question.wrong))
        hints = parse_hints(json.loads(question.hints))
        return brief(self._resolver.resolve(question.mention, hints, limit=_LISTED))


def begin(database: Database, gazetteer: str, loaded_at: float) -> bool:
    """Want the answers of this gazetteer, unless those of one loaded later are wanted. Whether any are missing."""
    if told(database, "gazetteer") != gazetteer and loaded_at >= told(database, "loaded_at", 0.0):
        with changing(database):
            tell(database, gazetteer=gazetteer, loaded_at=loaded_at, done=None)
    return told(database, "gazetteer") == gazetteer and is_open(database)


def is_open(database: Database) -> bool:
    """Whether an entry has no answer of the gazetteer that is wanted."""
    return bool(told(database, "done") != told(database, "gazetteer"))


def answered(database: Database) -> int:
    """How many entries have an answer of the gazetteer that is wanted."""
    if not is_open(database):
        return int(told(database, "names", 0))
    wanted = (told(database, "gazetteer"),)
    return int(database.execute("SELECT count(*) FROM entry WHERE answered = ?", wanted).fetchone()[0])


def answer(
    database: Database,
    resolver: Resolves,
    processes: int = 1,
    *,
    most: int = 0,
    goes_on: Callable[[], bool] = lambda: True,
) -> int:
    """Answer the entries without an answer of this gazetteer, at most so many if `most` is not 0; how many.

    It stops when another gazetteer is wanted, or when `goes_on` says so.
    """
    version, done = resolver.gazetteer.version, 0
    workers: Workers[Question, Found] = Workers(Asks(resolver), processes)
    try:
        while not most or done < most:
            questions = _missing(database, version, min(_AT_ONCE, most - done) if most else _AT_ONCE)
            if not questions:
                tell(database, done=version)
                break
            for batch in workers.ask(questions):
                if not goes_on() or told(database, "gazetteer") != version:
                    return done
                _keep(database, batch, version)
                done += len(batch)
    finally:
        workers.close()
    return done


def _missing(database: Database, version: str, most: int) -> Sequence[Question]:
    rows = database.execute(
        "SELECT number, mention, hints, wrong, count FROM entry WHERE answered IS NOT ? ORDER BY count DESC, number "
        "LIMIT ?", (version, most),
    )  # fmt: skip
    return [Question(*row) for row in rows]


def _keep(database: Database, batch: Iterable[tuple[Question, Found]], version: str) -> None:
    with changing(database):
        database.executemany(
            "UPDATE entry SET answered = ?, status = ?, score = ?, margin = ?, kind = ?, id = ?, label = ?, why = ?, "
            "tier = ?, weight = ? WHERE number = ?",
            [
                (version, found.status.value, found.score, found.margin, found.kind, found.id, found.label,
                 found.why.encode("utf-8", "replace").decode(), *worth(found, question.count), question.number)
                for question, found in batch
            ],
        )  # fmt: skip
