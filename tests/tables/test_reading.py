"""Parts of a table are read as the whole is."""

from __future__ import annotations

from pathlib import Path

import pytest

from exonym.resolver import tables
from exonym.resolver.errors import Place, TableError
from exonym.resolver.phonetics.chunks import FILES
from exonym.resolver.tables import beginning, column, rows


@pytest.mark.parametrize("letters", ["n", "zh", "name", "ø"])
def test_rows_by_their_first_letters_are_those_of_all(letters: str) -> None:
    assert list(beginning("common_names.tsv", letters)) == [
        row for row in rows("common_names.tsv") if row[0].startswith(letters)
    ]


@pytest.mark.parametrize("script", FILES.values())
def test_a_column_is_that_of_all_rows(script: str) -> None:
    assert column(f"phonetic/{script}.tsv", 1) == [row[1] for row in rows(f"phonetic/{script}.tsv") if row[0]]


def test_a_row_that_is_too_wide_is_told_by_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "table.tsv").write_text("# a comment\na\tb\nx\t1\ny\t2\t3\n", encoding="utf-8")
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    for read in (lambda: beginning("table.tsv", "y"), lambda: rows("table.tsv")):
        with pytest.raises(TableError) as found:
            list(read())
        assert found.value.place == Place("table.tsv", 4)
