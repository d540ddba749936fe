"""A benchmark's table in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.bench.goals import Line


def show(head: Sequence[str], lines: Iterable[Line]) -> None:
    """Prints the table with its columns in line."""
    rows = [tuple(head), *(line.cells for line in lines)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    rule = ["-" * width for width in widths]
    for row in (rows[0], rule, *rows[1:]):
        print("| " + " | ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)) + " |")
