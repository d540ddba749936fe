"""`reconcile`: a table in, the same table out with an answer beside each row."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec.structs import replace

from ... import __version__
from ...resolver.bulk.options import Way, job_of, options_of, policy_of, statuses
from ...resolver.errors import UsageError
from .session import compiled_directory, layers, open_resolver
from .shared_options import Gazetteers, WithoutShipped
from .table_options import takes

if TYPE_CHECKING:
    from ...resolver.bulk.job import Job, Summary
    from ...resolver.resolve import Resolver


@takes(*options_of(Way.COMMAND))
def reconcile(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="CSV, TSV, JSON Lines (also .gz, .zst) or Parquet; - for a pipe.")] = "-",
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    **given: Any,
) -> None:
    """Add canonical IDs to a table: every row comes out, in order, with its own cells unchanged.

    Example: exonym reconcile names.csv -c name -o out.csv
    """
    failing = statuses(given["fail_on"])
    paths = layers(context, gazetteer, without_shipped)
    policy = policy_of(given)
    show_table = given["table"] or (not given["output"] and not given["dry_run"] and sys.stdout.isatty())
    job = _job(file, given, paths, show_table=show_table, rules=f"{__version__} {policy}")
    _refuse_two_outputs(job, show_table)
    began = time.perf_counter()
    summary = _run(job, lambda: open_resolver(paths, policy), given["quiet"])
    seconds = time.perf_counter() - began
    if show_table:
        from .preview import show_rows

        show_rows(summary)
    if not given["quiet"]:
        _say(summary, seconds, job)
    if given["dry_run"]:
        _say_examples(summary)
    if any(summary.statuses[status] for status in failing):
        raise typer.Exit(3)


def _job(file: str, given: Mapping[str, Any], paths: list[Path], *, show_table: bool, rules: str) -> Job:
    """The job of the options; a dry run writes nothing."""
    from ...resolver.workers import processors

    job = replace(
        job_of(given, file),
        target=given["output"] or ("" if show_table else "-"),
        show=given["rows"] if show_table else 0,
        processes=given["jobs"] or processors(),
        kept=compiled_directory(paths),
        rules=rules,
    )
    return replace(job, target="", review="", mappings="", resume=False) if given["dry_run"] else job


def _run(job: Job, resolver: Callable[[], Resolver], quiet: bool) -> Summary:
    from ...resolver.bulk.run import reconcile as run
    from .progress import progress

    if job.source == "-" and sys.stdin.isatty() and not quiet:
        typer.echo("Reading names from the keyboard; end with Ctrl-D. (exonym reconcile --help)", err=True)
    with progress(job.source, quiet) as report:
        return run(job, resolver, report)


def _refuse_two_outputs(job: Job, show_table: bool) -> None:
    if show_table and job.target == "-":
        raise UsageError("--table and -o - would both go to standard output.", remedy="Name a file with -o.")
    if job.resume and job.target in {"", "-"}:
        raise UsageError("--resume needs an output file, beside which answers are kept.", remedy="Name it with -o.")


def _say(summary: Summary, seconds: float, job: Job) -> None:
    from ...resolver.model import Status

    if summary.recognised:
        typer.echo(f"The input is {summary.recognised}, by its first bytes.", err=True)
    if summary.delimiter not in {"", ","}:
        name = {"\t": "tab"}.get(summary.delimiter, summary.delimiter)
        typer.echo(f"The cells are separated by {name} (-d says otherwise).", err=True)
    if not summary.header:
        typer.echo("The input is empty.", err=True)
    if job.decisions and not Path(job.decisions).exists():
        typer.echo(f"{job.decisions}: no such file yet, so no decision is obeyed.", err=True)
    if summary.resumed:
        typer.echo(f"Took over {summary.resumed:,} answers of the run before.", err=True)
    if summary.stale:
        typer.echo("The gazetteer, the options or the decisions have changed: all was asked anew.", err=True)
    if job.distinct and summary.faults:
        what = f"Broken rows, which are not in this list of mentions: {summary.faults:,}"
        typer.echo(f"{what} (--only error without --distinct writes them).", err=True)
    counts = ", ".join(f"{summary.statuses[status]:,} {status}" for status in Status)
    what = f"{summary.rows:,} rows, {summary.distinct:,} distinct: {counts}"
    typer.echo(f"{what} ({seconds:.1f} s, gazetteer {summary.gazetteer or 'not read'})", err=True)


def _say_examples(summary: Summary) -> None:
    from ...resolver.model import Status
    from .styled import one_line

    for status in Status:
        for mention in summary.examples.get(status, ()):
            typer.echo(f"  {status:<10} {one_line(mention, 80)}", err=True)
