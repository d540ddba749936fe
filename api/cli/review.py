"""`review`: one table under review in the browser, its decisions in a file beside it."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ... import __version__
from ...resolver.bulk.options import hint_columns, option_of
from ...resolver.errors import InputError, Place, UsageError
from ..cache_directory import cache_directory
from .open_page import HOST, address_of, open_browser, wait_for
from .serve import service_settings
from .session import layers
from .shared_options import Browser, Gazetteers, WithoutShipped
from .table_options import takes

if TYPE_CHECKING:
    from ..reviews.folder import Folder
    from ..settings import Settings

_READING = (*hint_columns(), *map(option_of, ("delimiter", "encoding", "no_header", "legacy")))


@takes(*_READING)
def review(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="CSV, TSV or JSON Lines (also .gz, .zst).")],
    decisions: Annotated[
        str, typer.Option(metavar="FILE", help="Where decisions are kept; beside the table if not given.")
    ] = "",
    reviewer: Annotated[str, typer.Option(metavar="NAME", help="Who decides; a name is kept with each decision.")] = "",
    blind: Annotated[
        bool, typer.Option("--blind", help="Show neither scores nor what others decided: for gold data.")
    ] = False,
    browser: Browser = True,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 for any that is free.")] = 0,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    **given: Any,
) -> None:
    """Review a table in the browser: each doubtful name once, with its reasons. It goes on where it was left.

    Decisions are written at once to NAME.decisions.csv, which reconcile --decisions and apply read. Nothing leaves
    this machine.

    Example: exonym review names.csv -c name
    """
    from ..serving import bound, prepare, run

    settings = service_settings(layers(context, gazetteer, without_shipped), ["log_level=warning"])
    place = Path(decisions) if decisions else _beside(Path(file))
    folder = _opened(file, place, given, settings, reviewer=reviewer, blind=blind)
    root = folder.path.parent
    with bound(HOST, port) as listening:
        settings = prepare(settings.model_copy(update={"review_dir": root, "max_reviews": 1}))
        port, page = listening.getsockname()[1], f"/review/{folder.id}"
        typer.echo(f"Review it: {address_of(port, page)}")
        typer.echo(f"Decisions are kept in {place}. Ctrl-C ends; the same command goes on.", err=True)
        if browser:
            threading.Thread(target=_open_when_ready, args=(port, page), daemon=True).start()
        if not run(settings, listening, 1):
            raise typer.Exit(1)


def _beside(file: Path) -> Path:
    """The file of decisions of a table: names.decisions.csv beside names.csv, names.csv.gz and so on."""
    name = file.name
    for end in (".gz", ".zst", file.with_suffix("").suffix if file.suffix in {".gz", ".zst"} else file.suffix):
        name = name.removesuffix(end)
    return file.with_name(f"{name}.decisions.csv")


def _opened(
    file: str, place: Path, given: Mapping[str, Any], settings: Settings, *, reviewer: str, blind: bool
) -> Folder:
    """The review of a table, as it was left, or anew where the table or its options changed. Raises InputError."""
    from ...resolver.reviewing.replay import catch_up
    from ..reviews.folder import About, Folder, forget_index, now, write_about

    table = Path(file)
    _refuse(file, place)
    options = {option.name: given[option.name] for option in _READING}
    where = str(table.resolve()), str(place.resolve())
    about = About(table.name, *where, options, now(), reviewer, blind, _stamp(table))
    known = sha256(repr((about.table, about.decisions, sorted(options.items()), blind)).encode()).hexdigest()[:16]
    path = cache_directory() / "reviews" / known / "table"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = Folder(path).about.stamp if (path / "review.json").exists() else ""
    if before != about.stamp:  # first: a run that is killed in between must not leave an index of another table
        forget_index(path)
    write_about(path, about)
    folder = Folder(path)
    with folder.opened(settings.max_review_rows) as database:
        catch_up(database, folder.decisions)
    return folder


def _refuse(file: str, place: Path) -> None:
    if file == "-":
        raise UsageError("a pipe cannot be reviewed.", remedy="Write the table to a file, and name that.")
    if not Path(file).is_file():
        raise InputError("no such file.", place=Place(file))
    if place.exists() and place.samefile(file):
        raise UsageError(f"{place} is the table itself.", remedy="Give another file for the decisions.")
    if not place.parent.is_dir():
        raise InputError("cannot write there: no such directory.", place=Place(str(place)))


def _stamp(table: Path) -> str:
    """What changes with the table, and with the code that read it."""
    stat = table.stat()
    return f"{__version__} {stat.st_size} {stat.st_mtime_ns}"


def _open_when_ready(port: int, page: str) -> None:
    wait_for(port)
    open_browser(port, page)
