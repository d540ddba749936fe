"""The names that the benchmarks of growth and of peers count are distinct; peers that are not installed are named."""

from __future__ import annotations

import csv
from itertools import islice
from pathlib import Path

from tests.bench.bulk import read_known
from tests.bench.crowd import distinct
from tests.bench.matchers import Matcher
from tests.bench.peer_table import Asked, Questions, exonym, line, names_of

PEOPLE = [("p1", "Angela Merkel"), ("p2", "Olaf Scholz"), ("p3", "Shinzo Abe"), ("p4", "Tô Lâm")]


def write(file: Path, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([columns, *rows])


def bench(folder: Path) -> Path:
    """Benchmarks of which one has the names of the other too."""
    write(folder / "crowd.csv", ("id", "name"), [*PEOPLE, ("p5", "Emmanuel Macron"), ("p6", "Olaf Scholz")])
    write(folder / "wiki_en" / "gazetteer.csv", ("id", "name"), PEOPLE[:3])
    queries = [(f"{name} {number}", "Latn", entity) for number in range(250) for entity, name in PEOPLE[:3]]
    write(folder / "wiki_en" / "queries.dev.csv", ("query", "script", "gold_id"), queries)
    return folder


def test_neither_an_id_nor_a_text_comes_twice() -> None:
    names = [("a", "One"), ("b", "Two"), ("a", "Three"), ("c", "One"), ("d", "Four")]
    assert list(distinct(names)) == [("a", "One"), ("b", "Two"), ("d", "Four")]


def test_so_many_names_as_are_asked_for_are_so_many_entities(tmp_path: Path) -> None:
    known = read_known(bench(tmp_path), 9)
    assert len(known.names) == len(dict(known.names)) == len({name for _, name in known.names}) == 9
    asked = Questions([Asked("Merkel", "p4")], [], [])
    assert names_of(tmp_path, 3, asked) == [("p4", "Tô Lâm"), *islice(PEOPLE, 2)]


def test_a_line_tells_what_became_of_a_peer_or_why_nothing_did() -> None:
    asked = Questions([Asked("Angela Merkel", "p1"), Asked("Scholz, Olaf", "p2")], [Asked("Abe Shinzo", "p2")], [])
    found = line(Matcher("ours", exonym, 100), PEOPLE, asked).split()
    assert found[:4] == ["ours", "2", "1.000", "0.000"]
    assert "not installed" in line(Matcher("theirs", exonym, 100, "a_package_that_nobody_has"), PEOPLE, asked)
