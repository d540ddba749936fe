"""`apply`: what a person decided in a review file becomes a patch of the gazetteer and a memory for later runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...resolver.errors import InputError, Place, UsageError
from .options import (
    ContextColumn,
    CountryColumn,
    DateColumn,
    Gazetteers,
    KindColumn,
    LanguageColumn,
    MentionColumn,
    RoleColumn,
    WithoutShipped,
)
from .session import layers, open_resolver
from .styled import one_line

if TYPE_CHECKING:
    from ...resolver.bulk.answering.decisions import Made
    from ...resolver.bulk.columns import Columns
    from .patches import Patch


def apply(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="A review file (or .gz, .zst), decided: an id, new, none, unsure.")],
    write: Annotated[bool, typer.Option("--write", help="Write the changes; else they are only shown.")] = False,
    decisions: Annotated[
        str, typer.Option(metavar="FILE", help="Also add the decisions to FILE, which reconcile --decisions obeys.")
    ] = "",
    into: Annotated[
        Path | None, typer.Option(metavar="DIRECTORY", help="The gazetteer for new entries; the last one given.")
    ] = None,
    prefix: Annotated[str, typer.Option(help="What the names of the added columns begin with.")] = "exonym_",
    column: MentionColumn = "1",
    kind_column: KindColumn = "",
    country_column: CountryColumn = "",
    context_column: ContextColumn = "",
    date_column: DateColumn = "",
    role_column: RoleColumn = "",
    language_column: LanguageColumn = "",
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
) -> None:
    """Turn the decisions of a review file into a patch of the gazetteer: shown as a diff, written with --write.

    Example: exonym apply review.csv --decisions decisions.csv
    """
    from ...resolver.bulk.answering.decisions import append_decisions
    from ...resolver.bulk.columns import Columns
    from .patches import diff, plan, rewritten

    columns = Columns(column, kind_column, country_column, context_column, date_column, role_column, language_column)
    made = read_review(file, columns, prefix)
    paths = layers(context, gazetteer, without_shipped)
    resolver = open_resolver(paths)
    patch = plan(made, resolver)
    texts = rewritten(patch, paths, into or next((path for path in reversed(paths) if path.is_dir()), None))
    _say(patch)
    print(diff(texts), end="")
    kept = 0
    if decisions:
        lasting = [each for each in made if not patch.is_void(each)]
        day = datetime.now(UTC).date().isoformat()
        kept = append_decisions(decisions, lasting, resolver.gazetteer.version, day)
    if write and not patch.refused:
        for path, (_, text) in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    _summarise(patch, len(made), kept, write)
    if patch.refused:
        raise typer.Exit(1)


def read_review(file: str, columns: Columns, prefix: str) -> list[Made]:
    """The decisions of a review file, in its order. Raises InputError, UsageError."""
    from ...resolver.bulk.answering.decisions import made_of, read_rows
    from ...resolver.bulk.layout import unguarded
    from ...resolver.bulk.reading.byte_source import open_bytes, readable
    from ...resolver.bulk.reading.delimited import sniff
    from ...resolver.hints import FIELDS

    with open_bytes(file) as stream, readable(file):
        data = stream.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("it is not UTF-8.", place=Place(file), remedy='Save it as "CSV UTF-8".') from error
    rows = read_rows(text, file, sniff(text.partition("\n")[0]))
    _, header = next(rows, (1, []))
    if f"{prefix}decision" not in header:
        raise UsageError(f"there is no column {prefix}decision.", remedy="Make the file with reconcile --review.")
    found = columns.find(header)
    at = {"mention": found.mention, **dict(zip(found.hints, found.hint_positions, strict=True))}
    named = {name: header.index(name) for name in FIELDS if name not in at and header.count(name) == 1}
    at |= {name: position for name, position in named.items() if position not in at.values()}
    _refuse_unexplained(header, set(at.values()), prefix)
    at |= {name: header.index(prefix + name) for name in ("decision", "note") if prefix + name in header}
    made = []
    for line, row in rows:
        cells = {name: unguarded(row[position]) if position < len(row) else "" for name, position in at.items()}
        each = made_of(cells, Place(file, line))
        if each is not None:
            made.append(each)
    return made


def _refuse_unexplained(header: Sequence[str], explained: set[int], prefix: str) -> None:
    """A decision holds for its mention with its hints, so every column that was asked about must be known."""
    unknown = [name for at, name in enumerate(header) if at not in explained and not name.startswith(prefix)]
    if unknown:
        raise UsageError(
            f"what hint is the column {unknown[0]!r}?",
            remedy="Say it as it was said to reconcile, e.g. --date-column; or take the column out.",
        )


def _say(patch: Patch) -> None:
    for made, why in patch.needless:
        typer.echo(f"nothing to write for {one_line(made.mention, 80)}: {why}", err=True)
    for made, why in patch.refused:
        typer.echo(f"refused: {one_line(made.mention, 80)} → {made.decision}: {why}", err=True)


def _summarise(patch: Patch, made: int, kept: int, write: bool) -> None:
    counts = {what: sum(each.what == what for each in patch.changes) for what in ("alias", "not", "new")}
    what = f"{counts['alias']} aliases, {counts['not']} look-alikes, {counts['new']} new entries"
    if patch.refused:
        end = "nothing is written while a decision is refused"
    elif write:
        end = "written; see: exonym check"
    else:
        end = "not written: --write does"
    typer.echo(f"{made} decisions ({kept} kept for later runs): {what}; {len(patch.refused)} refused; {end}", err=True)
