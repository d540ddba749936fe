"""Parts of a table are read as the whole is."""

from __future__ import annotations

import pytest

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
