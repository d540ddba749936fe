"""The file of decisions in the index of a review: what a further decision costs."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from exonym.resolver.bulk.answering.decision_log import Log, opened
from exonym.resolver.bulk.answering.decisions import Made, Scope
from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.job import Job
from exonym.resolver.hints import parse_hints
from exonym.resolver.model import Hints
from exonym.resolver.reviewing.index import EVERYBODY, Database, connected
from exonym.resolver.reviewing.intake import take
from exonym.resolver.reviewing.replay import catch_up

DAYS = 40
NOTED = """
CREATE TEMP TABLE touched (entry INTEGER);
CREATE TEMP TRIGGER touches AFTER DELETE ON standing BEGIN INSERT INTO touched VALUES (old.entry); END;
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The index of a table with one name on many days."""
    table = tmp_path / "table.csv"
    table.write_text("name,date\n" + "".join(f"Ngo,{1980 + day}\n" for day in range(DAYS)))
    with connected(tmp_path / "index.sqlite") as opened_index:
        take(opened_index, Job(str(table), columns=Columns("name", date="date")), 1000)
        yield opened_index


def decide(file: Path, decision: str, year: int, scope: Scope = "context", reviewer: str = "ann", row: int = 0) -> None:
    with opened(str(file)) as log:
        hints = parse_hints({"date": str(year)})
        log.append([Made("Ngo", hints, decision, reviewer=reviewer, scope=scope, row=row)], "v1", "2030-01-01")


def held(database: Database) -> dict[str, str]:
    """The decision that holds in the end, by year."""
    rows = database.execute(
        "SELECT e.hints, m.decision FROM standing s JOIN entry e ON e.number = s.entry JOIN made m ON m.seq = s.seq "
        "WHERE s.reviewer = ?", (EVERYBODY,),
    )  # fmt: skip
    return {hints.split('"')[3]: decision for hints, decision in rows}


@pytest.mark.parametrize("scope", ["context", "row"])
def test_a_decision_about_one_day_touches_no_other(database: Database, tmp_path: Path, scope: Scope) -> None:
    file = tmp_path / "decisions.csv"
    decide(file, "x-1", 1980, "name")
    catch_up(database, file)
    decide(file, "x-2", 1990, scope, row=11 if scope == "row" else 0)
    database.executescript(NOTED)
    catch_up(database, file)
    assert database.execute("SELECT count(DISTINCT entry) FROM touched").fetchone()[0] == 1
    assert held(database) == {str(1980 + day): "x-1" for day in range(DAYS)} | {"1990": "x-2"}


def test_what_is_taken_back_leaves_what_the_name_has(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "decisions.csv"
    for decision, scope in (("x-1", "name"), ("x-2", "context"), ("undo", "context")):
        decide(file, decision, 1990, scope)
        catch_up(database, file)
    assert set(held(database).values()) == {"x-1"}
    decide(file, "undo", 1980, "name")
    catch_up(database, file)
    assert held(database) == {}


class Counted(io.FileIO):
    """A file that counts the bytes that are read of it."""

    count = 0

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(-1 if size is None else size)
        self.count += len(found or b"")
        return found or b""


def test_the_next_line_of_a_long_file_is_added_without_reading_the_others(tmp_path: Path) -> None:
    file = tmp_path / "decisions.csv"
    with opened(str(file)) as log:
        log.append([Made(f'A "{at}"', Hints(), "x-1") for at in range(20_000)], "v1", "2030-01-01")
    size = file.stat().st_size
    with Counted(file, "a+b") as stream:
        log = Log(stream, str(file))
        assert log.data(size) == b""
        log.append([Made("B", Hints(), "x-2")], "v1", "2030-01-01")
        assert stream.count < 100_000 < size
    assert file.read_text().splitlines()[-1].startswith("B,")


def test_half_a_line_behind_what_was_read_is_cut_off(tmp_path: Path) -> None:
    file = tmp_path / "decisions.csv"
    with opened(str(file)) as log:
        log.append([Made('A "1"', Hints(), "x-1")], "v1", "2030-01-01")
    whole = file.read_bytes()
    file.write_bytes(whole + b'"B ""2"')
    with opened(str(file)) as log:
        assert log.data(len(whole)) == b""
    assert file.read_bytes() == whole
    assert (tmp_path / "decisions.csv.torn").read_bytes() == b'"B ""2"\n'
