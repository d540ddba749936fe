"""Progress on standard error, only when a person watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...resolver.bulk.reading.byte_source import Progress

_PACKED = {".gz", ".zst", ".parquet", ".pq"}
"""Ends of files whose size does not say how much there is to read."""


@contextmanager
def first_load() -> Iterator[Callable[[str, int, int], None]]:
    """What to call while a gazetteer is compiled: it says, while a person watches, what is done and how far it is."""
    if not sys.stderr.isatty():
        yield lambda doing, done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (SpinnerColumn(), TextColumn("compiling for this start and later ones: {task.description}"), BarColumn())
    with Bar(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("the gazetteer", total=None)
        yield lambda doing, done, of: bar.update(task, description=doing, completed=done, total=of or None)


@contextmanager
def progress(source: str, quiet: bool) -> Iterator[Progress | None]:
    """What to call with rows done and bytes read: it draws a bar with rate and time left. None if unseen."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    path = Path(source)
    size = path.stat().st_size if path.is_file() and path.suffix not in _PACKED else None
    columns = (TextColumn("{task.fields[rows]:,} rows"), BarColumn(), TextColumn("{task.fields[rate]:,}/s"))
    with Bar(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=size, rows=0, rate=0)

        def report(rows: int, consumed: int) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            bar.update(task, completed=consumed, rows=rows, rate=int(rows / elapsed) if elapsed else 0)

        yield report


@contextmanager
def counted(what: str, total: int) -> Iterator[Callable[[int], None] | None]:
    """What to call with the number that is done of `total`: it draws a bar with the time left. None if unseen."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)
