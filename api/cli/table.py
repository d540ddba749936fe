"""The first rows of a reconciled table, for a terminal or a README."""

from __future__ import annotations

import os
import sys

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from resolver.bulk.columns import appended
from resolver.bulk.job import Summary

from .lines import one_line


def show_rows(summary: Summary) -> None:
    """Print the summary's rows: mention, status, id, score, name or candidates."""
    if not summary.shown:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for name in ("mention", "status", "id", "score", "name"):
        table.add_column(name, justify="right" if name == "score" else "left", overflow="fold")
    for cells, answer in summary.shown:
        fact = dict(zip(appended(), answer.brief, strict=True))
        shown = fact["id"] or fact["candidates"].replace(" ", "\n") or one_line(fact["why"], 60)
        values = (one_line(cells[0], 60), fact["status"], shown, fact["score"], fact["name"])
        table.add_row(*(Text(value, style=_style(fact["status"], at)) for at, value in enumerate(values)))
    _print(table)
    if summary.rows > len(summary.shown):
        print(f"… and {summary.rows - len(summary.shown):,} rows more")


def _style(status: str, column: int) -> str:
    styles = {"match": "green", "ambiguous": "yellow", "none": "red", "error": "bold red"}
    return styles[status] if column == 1 else ""


def _print(table: Table) -> None:
    """As wide as the terminal; in a pipe wide enough for whole ids, and without spaces at line ends."""
    if sys.stdout.isatty():
        Console(highlight=False).print(table)
        return
    width = int(os.environ["COLUMNS"]) if os.environ.get("COLUMNS", "").isdecimal() else 120
    console = Console(highlight=False, width=max(width, 20), no_color=True, force_terminal=False)
    with console.capture() as captured:
        console.print(table)
    lines = [line.rstrip() for line in captured.get().splitlines()]
    print("\n".join(line for line in lines if line))
