"""Imports that are killed and run again: the same bytes as in one run, and nothing read twice; memory stays flat."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from exonym.resolver.errors import InputError
from exonym.resolver.exchange import column_mapping, spool, wikidata, wikidata_query
from exonym.resolver.exchange.destination import Provenance, write_table, write_yaml
from exonym.resolver.exchange.finishing import Setting, finished
from exonym.resolver.exchange.followthemoney import FollowTheMoney
from exonym.resolver.exchange.formats import Reader, read
from exonym.resolver.exchange.popolo import Popolo
from exonym.resolver.exchange.record import Tally
from exonym.resolver.exchange.spool import Spool, spooled
from exonym.resolver.exchange.sssom import Sssom
from exonym.resolver.model import Kind

from . import samples

PEOPLE = 40


def ftm(count: int = PEOPLE) -> list[bytes]:
    """People, a post, a term each, what is of no kind we have, and names that come twice."""
    found: list[object] = [{"id": "NK-p", "schema": "Position", "properties": {"name": ["Minister"]}}]
    for number in range(count):
        name = {"name": [f"Lê Thử {number}"], "country": ["zz" if number % 3 else "vn"]}
        found.append({"id": f"NK-{number % (count - 5)}", "schema": "Person", "properties": name})
        term = {"holder": [f"NK-{number}"], "post": ["NK-p" if number % 2 else "NK-x"], "startDate": ["2016"]}
        found.append({"id": f"NK-t{number}", "schema": "Occupancy", "properties": term})
        found.append({"id": f"NK-v{number}", "schema": "Vessel", "properties": {"name": ["Ship"]}})
    return samples.lines(*found)


def dump() -> list[bytes]:
    """A dump in which one item says another's code, and nobody would know it who has not read that."""
    country = {"id": "Q900000009", "claims": {"P297": [samples._claim("jp")]}}
    people = [
        {
            "id": f"Q9000001{number}",
            "labels": {"en": samples._label("en", f"Thu {number}")},
            "claims": {"P31": [samples._claim(samples.item(5))], "P27": [samples._claim(samples.item(900000009))]},
        }
        for number in range(PEOPLE)
    ]
    return [b"[\n", *samples.lines(country, *people), b"]\n"]


def popolo() -> list[bytes]:
    people = [
        {"id": f"p-{number}", "name": f"Lê Thử {number}", "birth_date": "?", "summary": _LONG}
        for number in range(PEOPLE)
    ]
    terms = [{"person_id": each["id"], "post_id": "m", "start_date": "2016"} for each in people]
    posts = [{"id": "m", "label": "Minister"}]
    return blocks({"memberships": terms, "persons": people, "posts": posts})


_LONG = "x" * 8_000  # a document is read in blocks of 64 KiB, so a short one is read whole or not at all


def blocks(document: object) -> list[bytes]:
    text = json.dumps(document).encode()
    return [text[at : at + 100] for at in range(0, len(text), 100)]


def sssom() -> list[bytes]:
    head, row = samples.SSSOM.splitlines(keepends=True)[:-3], samples.SSSOM.splitlines(keepends=True)[-3]
    return [*head, *(row.replace(b"le-thu", b"le-thu-%d" % number) for number in range(PEOPLE))]


def query() -> list[bytes]:
    rows = [
        {"item": {"value": f"http://www.wikidata.org/entity/Q{9000000 + number // 2}"},
         "itemLabel": {"value": f"Thu {number}", "xml:lang": "en"}, "comment": {"value": _LONG}}
        for number in range(PEOPLE)
    ]  # fmt: skip
    return blocks({"head": {}, "results": {"bindings": rows}})


def table() -> list[bytes]:
    return [b"id,name,country\n", *(f"n{number % 30},Thu {number},vn\n".encode() for number in range(PEOPLE))]


SOURCES: dict[str, tuple[Callable[[], Reader], Callable[[], list[bytes]]]] = {
    "ftm": (lambda: FollowTheMoney("x"), ftm),
    "wikidata": (lambda: wikidata.Dump("x"), dump),
    "wikidata-query": (lambda: wikidata_query.Answer("x", Kind.PERSON), query),
    "popolo": (lambda: Popolo("x"), popolo),
    "csv": (lambda: column_mapping.Table("x", {key: key for key in ("id", "name", "country")}, Kind.PERSON), table),
    "openrefine": (
        lambda: column_mapping.Judged("x", {"mention": "name", "judgement": "id"}, Kind.PERSON),
        table,
    ),
    "sssom": (lambda: Sssom("x", Kind.PERSON), sssom),
}


class Killed(BaseException):
    """What no handler of ours may catch."""


def broken_off(lines: list[bytes], after: int) -> Iterator[bytes]:
    yield from lines[:after]
    raise Killed


def run(root: Path, reader: Reader, stream: Iterable[bytes], suffix: str = "") -> tuple[dict[str, bytes], Spool]:
    """An import into a directory or a table: the bytes of what it wrote, and its counts."""
    taken = write(root, reader, stream, suffix)
    assert not (root / ".import").exists()
    return files(root), taken


def write(root: Path, reader: Reader, stream: Iterable[bytes], suffix: str) -> Spool:
    source, tally = Provenance("test", {"title": "Test", "licence": "CC0-1.0"}), Tally()
    with spooled(root / ".import", "test") as taken:
        taken.take(reader, stream)
        if suffix:
            write_table(root / f"table{suffix}", finished(taken, Setting(), tally), source)
        else:
            write_yaml(root, finished(taken, Setting(), tally), taken, source)
        taken.tally.left_out = taken.left_out() + tally.left_out
    return taken


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("suffix", ["", ".csv"])
@pytest.mark.parametrize("name", SOURCES)
def test_a_killed_import_goes_on_and_comes_to_the_same(tmp_path: Path, name: str, suffix: str) -> None:
    reader, source = SOURCES[name]
    lines = source()
    whole, clean = run(tmp_path / "whole", reader(), lines, suffix)
    for after in (len(lines) // 3, 2 * len(lines) // 3):
        with pytest.raises(Killed):
            run(tmp_path / "again", reader(), broken_off(lines, after), suffix)
    again, resumed = run(tmp_path / "again", reader(), lines, suffix)
    assert again == whole
    assert (resumed.tally.read, resumed.tally.left_out) == (clean.tally.read, clean.tally.left_out)
    assert resumed.resumed > 0
    assert clean.resumed == 0


def test_what_left_the_source_meanwhile_is_dropped(tmp_path: Path) -> None:
    lines = ftm()
    with pytest.raises(Killed):
        run(tmp_path / "again", FollowTheMoney("x"), broken_off(lines, 60))
    other = [*ftm(50)[100:], *lines[:30]]
    again, taken = run(tmp_path / "again", FollowTheMoney("x"), other)
    whole, _ = run(tmp_path / "whole", FollowTheMoney("x"), other)
    assert again == whole
    assert taken.resumed > 0


def test_a_broken_line_fails_and_the_mended_file_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_COMMIT_EVERY", 20)
    lines = ftm()
    bad = [*lines[:90], b"{nonsense\n", *lines[91:]]
    with pytest.raises(InputError, match=r"(?s)x:91.*What was read is kept in .*\.import"):
        run(tmp_path / "again", FollowTheMoney("x"), bad)
    assert not list(tmp_path.rglob("*.yaml")), "nothing is written in part"
    again, taken = run(tmp_path / "again", FollowTheMoney("x"), lines)
    assert again == run(tmp_path / "whole", FollowTheMoney("x"), lines)[0]
    assert taken.resumed > 0


def test_another_import_or_a_damaged_rest_begins_anew(tmp_path: Path) -> None:
    with pytest.raises(Killed), spooled(tmp_path / ".import", "another") as taken:
        taken.take(FollowTheMoney("x"), broken_off(ftm(), 60))
    assert run(tmp_path, FollowTheMoney("x"), ftm())[1].resumed == 0
    (tmp_path / ".import").write_bytes(b"no database at all, but long enough to look like something" * 99)
    assert run(tmp_path, FollowTheMoney("x"), ftm())[1].resumed == 0


def test_two_imports_at_once_do_not_mix(tmp_path: Path) -> None:
    with spooled(tmp_path / ".import", ""), pytest.raises(InputError, match="another import"):  # noqa: SIM117
        with spooled(tmp_path / ".import", ""):
            pass


@pytest.mark.parametrize("suffix", ["", ".csv"])
def test_memory_does_not_grow_with_the_source(tmp_path: Path, suffix: str) -> None:
    def peak(count: int) -> int:
        def lines() -> Iterator[bytes]:
            for number in range(count):
                properties = {"name": [f"Lê Thử {number}"], "alias": ["a" * 500], "country": ["vn"]}
                yield from samples.lines({"id": f"NK-{number}", "schema": "Person", "properties": properties})

        tracemalloc.start()
        write(tmp_path / f"{count}", FollowTheMoney("x"), lines(), suffix)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)  # what is loaded once
    few, many = peak(300), peak(3000)
    assert many - few < 300_000, "2,700 people more are over 1.5 MB"


@pytest.mark.parametrize("array", ["persons", "results.bindings"])
def test_a_large_document_is_read_a_member_at_a_time(array: str) -> None:
    def endless() -> Iterator[bytes]:
        *outer, last = array.split(".")
        yield "".join(f'{{"{key}": ' for key in (*outer, last)).encode() + b"["
        while True:
            yield b'{"id": "a", "name": "A", "item": "http://www.wikidata.org/entity/Q1", "itemLabel": "A"},\n'

    reader = Popolo("x") if array == "persons" else wikidata_query.Answer("x", Kind.PERSON)
    records = read(reader, endless(), Tally())
    assert [next(records).fields["name"] for _ in range(3)] == ["A", "A", "A"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("to", ["layer", "table.csv"])
def test_the_command_killed_by_a_signal_goes_on(tmp_path: Path, to: str) -> None:
    count = 4 * spool._COMMIT_EVERY
    people = ({"id": f"NK-{number}", "schema": "Person", "properties": {"name": [f"Lê Thử {number}"]}}
              for number in range(count))  # fmt: skip
    (tmp_path / "peps.json").write_bytes(b"".join(samples.lines(*people)))
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "people.csv").write_text("id,name\nvn-a,Phan Thử\n")

    def command(target: Path) -> list[str]:
        base = ("--gazetteer", str(tmp_path / "base" / "people.csv"), "--without-shipped", "--json")
        fixed = ("import", str(tmp_path / "peps.json"), "--from", "ftm", "--licence", "CC0-1.0", *base)
        return [sys.executable, "-m", "exonym.api.cli.main", *fixed, "--to", str(target)]

    target = tmp_path / "killed" / to
    rest = target / ".import" if to == "layer" else target.with_name(f".{to}.import")
    target.parent.mkdir()
    process = subprocess.Popen(command(target))
    while process.poll() is None and not (rest.exists() and rest.stat().st_size > 1_000_000):
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "it was over before it could be killed"
    counts = []
    for each in (target, tmp_path / "whole" / to):
        done = subprocess.run(command(each), capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        counts.append(json.loads(done.stdout))
    assert counts[0]["resumed"] >= spool._COMMIT_EVERY
    assert counts[1]["resumed"] == 0
    assert {**counts[0], "resumed": 0} == counts[1]
    found = [files(root) for root in (tmp_path / "killed", tmp_path / "whole")]
    assert found[0] == found[1]
    assert len(found[0]) == 2


def test_a_file_of_others_in_its_place_makes_way_and_is_kept(tmp_path: Path) -> None:
    for text in ("mine", "mine too"):
        (tmp_path / ".import").write_text(text)
        with spooled(tmp_path / ".import", ""):
            pass
    with closing(sqlite3.connect(tmp_path / ".import")) as database:
        database.execute("CREATE TABLE mine (x)")
    with spooled(tmp_path / ".import", ""):
        pass
    assert [(tmp_path / f".import.{n}").read_text() for n in range(2)] == ["mine", "mine too"]
    with closing(sqlite3.connect(tmp_path / ".import.2")) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("mine",)]
    assert not (tmp_path / ".import").exists()
