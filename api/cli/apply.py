"""`apply`: what a person decided in a review file becomes a patch of the gazetteer and a memory for later runs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...resolver.bulk.options import columns_of, hint_columns
from .session import layers, open_resolver, writable
from .shared_options import Gazetteers, WithoutShipped
from .styled import one_line
from .table_options import takes

if TYPE_CHECKING:
    from ...resolver.curating.changes import Patch


@takes(*hint_columns(), column="1")
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
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    **given: Any,
) -> None:
    """Turn the decisions of a review file into a patch of the gazetteer: shown as a diff, written with --write.

    Example: exonym apply review.csv --decisions decisions.csv
    """
    from ...resolver.bulk.answering.decision_log import append_decisions
    from ...resolver.curating.changes import plan
    from ...resolver.curating.review_file import read_review
    from ...resolver.curating.rewriting import diff, directory_for_new, rewritten
    from ...resolver.store.editing.files import write_texts

    made = read_review(file, columns_of(given), prefix)
    paths = layers(context, gazetteer, without_shipped)
    directory = writable(into) if into else directory_for_new(paths)
    resolver = open_resolver(paths)
    patch = plan(made, resolver)
    texts = rewritten(patch, paths, directory)
    _say(patch)
    print(diff(texts), end="")
    kept = 0
    if decisions:
        lasting = [each for each in made if not patch.is_void(each)]
        day = datetime.now(UTC).date().isoformat()
        kept = append_decisions(decisions, lasting, resolver.gazetteer.version, day)
    if write and not patch.refused:
        write_texts({path: text for path, (_, text) in texts.items()})
    _summarise(patch, len(made), kept, write)
    if patch.refused:
        raise typer.Exit(1)


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
