"""Styled lines for people: plain when piped, coloured by rich on a terminal, never cut to its width."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

Line: TypeAlias = "list[tuple[str, str]]"
"""Parts of a line, each with its style as rich names it (empty for none)."""


def show(lines: Iterable[Line]) -> None:
    """Print lines to standard output."""
    if not (sys.stdout.isatty() and "NO_COLOR" not in os.environ):
        for line in lines:
            print("".join(text for text, _ in line))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text.assemble(*line))


def table_lines(header: tuple[str, ...], rows: list[tuple[object, ...]]) -> Iterator[Line]:
    """A table of plain columns: the first to the left, all others to the right; the header is dim."""
    widths = [max(len(str(row[at])) for row in [header, *rows]) for at in range(len(header))]
    for style, row in [("dim", header), *(("", row) for row in rows)]:
        first, *rest = [str(cell) for cell in row]
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))]
        yield [("  ".join(cells).rstrip(), style)]


def show_json(value: Any) -> None:
    """Print JSON in readable Unicode; what cannot be printed is escaped."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def one_line(text: str, most: int = 200) -> str:
    """A text on one line without controls, cut with a word about it, so that a terminal survives it."""
    seen = "".join(char if char.isprintable() or "\ud800" <= char <= "\udfff" else " " for char in text)
    return seen if len(seen) <= most else f"{seen[:most]}… ({len(text):,} characters)"
