"""Parts of a table are read as the whole is."""

from __future__ import annotations

from pathlib import Path

import pytest

from exonym.resolver import tables
from exonym.resolver.errors import Place, TableError
from exonym.resolver.phonetics.chunks import FILES
from exonym.resolver.tables import column, rows
from exonym.resolver.tables.sorted_table import SortedTable


def test_a_row_is_found_by_its_first_cell() -> None:
    table, every = SortedTable("common_names.tsv"), list(rows("common_names.tsv"))
    assert [table.row(row[0]) for row in every] == every
    known = {row[0] for row in every}
    near = {word for row in every[::97] for word in (row[0][:-1], f"{row[0]}a", f"{row[0]}\t", f" {row[0]}")}
    assert all(table.row(word) is None for word in near - known)
    assert list(table.rows()) == every
    for beginning in {row[0][:size] + more for row in every[::197] for size in (1, 2, 4) for more in ("", "q", "zq")}:
        assert table.begins_row(beginning) is any(word.startswith(beginning) for word in known)


@pytest.mark.parametrize("first", ["", "\t", "\n", "#", "name", "\0", "\udcff", "~", "z" * 999, "ø", "李"])
def test_what_is_no_first_cell_has_no_row(first: str) -> None:
    assert SortedTable("common_names.tsv").row(first) is None


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_table_of_few_rows_is_searched_to_its_ends(end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    kept = ["a\t1", "b\t", "bb\t2", "é\t"]
    for count in range(len(kept) + 1):
        (tmp_path / "table.tsv").write_text(
            "\n".join(["# a comment", "", "x\ty", *kept[:count]]) + end, encoding="utf-8"
        )
        found = [SortedTable("table.tsv").row(first) for first in ("a", "b", "bb", "é", "x", "# a comment")]
        wanted = [tuple(line.split("\t")) for line in kept[:count]]
        assert found == [*wanted, *[None] * (6 - count)]


@pytest.mark.parametrize("script", FILES.values())
def test_a_column_is_that_of_all_rows(script: str) -> None:
    assert column(f"phonetic/{script}.tsv", 1) == [row[1] for row in rows(f"phonetic/{script}.tsv") if row[0]]


def test_a_row_that_is_too_wide_is_told_by_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "table.tsv").write_text("# a comment\na\tb\nx\t1\ny\t2\t3\n", encoding="utf-8")
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    with pytest.raises(TableError) as found:
        list(rows("table.tsv"))
    assert found.value.place == Place("table.tsv", 4)
