"""`reconcile`: a table in, the same table out with an answer beside each row."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from ... import __version__
from ...resolver.errors import UsageError
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
from .session import compiled_directory, layers, open_resolver

if TYPE_CHECKING:
    from ...resolver.bulk.job import Job, Summary
    from ...resolver.resolve import Resolver

_WHAT = "What to write"
_HOW = "How to read and write"
_STRICT = "How strict to be"


def reconcile(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="CSV, TSV, JSON Lines (also .gz, .zst) or Parquet; - for a pipe.")] = "-",
    column: MentionColumn = "",
    output: Annotated[str, typer.Option("-o", "--output", help="Where to write; - for standard output.")] = "",
    kind_column: KindColumn = "",
    country_column: CountryColumn = "",
    context_column: ContextColumn = "",
    date_column: DateColumn = "",
    role_column: RoleColumn = "",
    language_column: LanguageColumn = "",
    candidates: Annotated[
        int | None,
        typer.Option(
            min=0, metavar="N", help="List N candidates; else ten, or all that fit equally.", rich_help_panel=_WHAT
        ),
    ] = None,
    long: Annotated[bool, typer.Option("--long", help="A line for each candidate.", rich_help_panel=_WHAT)] = False,
    only: Annotated[
        str,
        typer.Option(
            help="Only rows of this status: match, ambiguous, none, error (comma-separated).",
            rich_help_panel=_WHAT,
        ),
    ] = "",
    distinct: Annotated[
        bool,
        typer.Option("--distinct", help="A line for each distinct mention, with its count.", rich_help_panel=_WHAT),
    ] = False,
    review: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="Write the mentions without a match to FILE, with a column to decide.",
            rich_help_panel=_WHAT,
        ),
    ] = "",
    sssom: Annotated[
        str,
        typer.Option(metavar="FILE", help="Write the matches to FILE as an SSSOM mapping set.", rich_help_panel=_WHAT),
    ] = "",
    base_uri: Annotated[
        str,
        typer.Option(
            metavar="URI",
            help="What ids stand behind in the mapping set; https://example.org/exonym/ when not given.",
            rich_help_panel=_WHAT,
        ),
    ] = "",
    decisions: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="Obey what people decided: a file that `exonym apply --decisions FILE` adds to.",
            rich_help_panel=_WHAT,
        ),
    ] = "",
    columns: Annotated[
        str,
        typer.Option(
            help="Only these added columns: id,name,status,score,matched_name,why,candidates.",
            rich_help_panel=_WHAT,
        ),
    ] = "",
    prefix: Annotated[str, typer.Option(help="What their names begin with.", rich_help_panel=_WHAT)] = "exonym_",
    lang: Annotated[str, typer.Option(help="Show names in this language, e.g. en.", rich_help_panel=_WHAT)] = "",
    table: Annotated[
        bool,
        typer.Option(
            "--table",
            help="Print the first rows as a table; also when no output is named and standard output is a terminal.",
            rich_help_panel=_WHAT,
        ),
    ] = False,
    rows: Annotated[
        int, typer.Option(min=0, metavar="N", help="How many rows the table has.", rich_help_panel=_WHAT)
    ] = 20,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help="Write nothing; count, with five examples of each status.",
            rich_help_panel=_WHAT,
        ),
    ] = False,
    delimiter: Annotated[
        str,
        typer.Option("-d", "--delimiter", help="Between cells; found when not given.", rich_help_panel=_HOW),
    ] = "",
    encoding: Annotated[
        str,
        typer.Option(
            "-e",
            "--encoding",
            help="E.g. gb18030, big5, cp1258; UTF-8 when not given. Output is UTF-8.",
            rich_help_panel=_HOW,
        ),
    ] = "",
    no_header: Annotated[
        bool,
        typer.Option("-H", "--no-header", help="The first line is a row; columns go by number.", rich_help_panel=_HOW),
    ] = False,
    legacy: Annotated[
        str,
        typer.Option(
            metavar="vni|tcvn3",
            help="Read mentions as Vietnamese in this 8-bit code (a file in it needs -e latin-1 too).",
            rich_help_panel=_HOW,
        ),
    ] = "",
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Take up a run to the same output that was interrupted or killed.", rich_help_panel=_HOW
        ),
    ] = False,
    jobs: Annotated[
        int,
        typer.Option("-j", "--jobs", min=0, metavar="N", help="Processes; 0 for all processors.", rich_help_panel=_HOW),
    ] = 0,
    excel_safe: Annotated[
        bool,
        typer.Option("--excel-safe", help="Put ' before cells that a spreadsheet would run.", rich_help_panel=_HOW),
    ] = False,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin with a byte order mark, for Excel.", rich_help_panel=_HOW)
    ] = False,
    min_score: Annotated[
        float | None, typer.Option(help="Candidates below are not listed (0-100).", rich_help_panel=_STRICT)
    ] = None,
    match_score: Annotated[
        float | None, typer.Option(help="A match has at least this score (0-100).", rich_help_panel=_STRICT)
    ] = None,
    margin: Annotated[
        float | None,
        typer.Option(help="A match leads the next by this weight (nats).", rich_help_panel=_STRICT),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(help="Exit with 3 if a row has this status (comma-separated).", rich_help_panel=_STRICT),
    ] = "",
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No summary, no progress.")] = False,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
) -> None:
    """Add canonical IDs to a table: every row comes out, in order, with its own cells unchanged.

    Example: exonym reconcile names.csv -c name -o out.csv
    """
    from ...resolver.bulk.answering.workers import processors
    from ...resolver.bulk.columns import Columns, select
    from ...resolver.bulk.job import BASE, Job
    from ...resolver.bulk.options import absolute, adjusted, language, one_delimiter, statuses
    from ...resolver.bulk.shape import Shape

    failing = statuses(fail_on)
    paths = layers(context, gazetteer, without_shipped)
    policy = adjusted(min_score, match_score, margin)
    show_table = table or (not output and not dry_run and sys.stdout.isatty())
    job = Job(
        source=file,
        target="" if dry_run else output or ("" if show_table else "-"),
        columns=Columns(column, kind_column, country_column, context_column, date_column, role_column, language_column),
        shape=Shape(select(columns), prefix, candidates, long, statuses(only), language(lang)),
        delimiter=one_delimiter(delimiter),
        encoding=encoding,
        guard=excel_safe,
        bom=bom,
        distinct=distinct,
        review="" if dry_run else review,
        mappings="" if dry_run else sssom,
        base=absolute(base_uri or BASE),
        show=rows if show_table else 0,
        headless=no_header,
        decisions=decisions,
        legacy=legacy,
        resume=resume and not dry_run,
        rules=f"{__version__} {policy}",
        processes=jobs or processors(),
        kept=compiled_directory(paths),
    )
    _refuse_two_outputs(job, show_table)
    began = time.perf_counter()
    summary = _run(job, lambda: open_resolver(paths, policy), quiet)
    seconds = time.perf_counter() - began
    if show_table:
        from .preview import show_rows

        show_rows(summary)
    if not quiet:
        _say(summary, seconds, distinct)
    if dry_run:
        _say_examples(summary)
    if any(summary.statuses[status] for status in failing):
        raise typer.Exit(3)


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


def _say(summary: Summary, seconds: float, distinct: bool) -> None:
    from ...resolver.model import Status

    if summary.recognised:
        typer.echo(f"The input is {summary.recognised}, by its first bytes.", err=True)
    if summary.delimiter not in {"", ","}:
        name = {"\t": "tab"}.get(summary.delimiter, summary.delimiter)
        typer.echo(f"The cells are separated by {name} (-d says otherwise).", err=True)
    if not summary.header:
        typer.echo("The input is empty.", err=True)
    if summary.resumed:
        typer.echo(f"Took over {summary.resumed:,} answers of the run before.", err=True)
    if summary.stale:
        typer.echo("The gazetteer, the options or the decisions have changed: all was asked anew.", err=True)
    if distinct and summary.faults:
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
