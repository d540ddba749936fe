"""The first rows of a reconciled table, for a terminal or a README."""

from __future__ import annotations

from rich import box
from rich.table import Table
from rich.text import Text

from ...resolver.bulk.columns import appended
from ...resolver.bulk.job import Summary
from .printing import print_table
from .styled import one_line


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
    print_table(table, dense=True)
    if summary.rows > len(summary.shown):
        print(f"… and {summary.rows - len(summary.shown):,} rows more")


def _style(status: str, column: int) -> str:
    styles = {"match": "green", "ambiguous": "yellow", "none": "red", "several": "cyan", "error": "bold red"}
    return styles[status] if column == 1 else ""
