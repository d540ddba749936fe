"""A table on standard output: in colour on a terminal, as plain lines in a pipe."""

from __future__ import annotations

import os
import sys

from rich.console import Console
from rich.table import Table


def print_table(table: Table, *, dense: bool = False) -> None:
    """As wide as the terminal; in a pipe 120 or COLUMNS, no spaces at line ends, and no blank lines if `dense`."""
    if sys.stdout.isatty():
        Console(highlight=False).print(table)
        return
    width = int(os.environ["COLUMNS"]) if os.environ.get("COLUMNS", "").isdecimal() else 120
    console = Console(highlight=False, width=max(width, 20), no_color=True, force_terminal=False)
    with console.capture() as captured:
        console.print(table)
    lines = [line.rstrip() for line in captured.get().splitlines()]
    print("\n".join(line for line in lines if line or not dense))
