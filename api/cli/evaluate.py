"""`evaluate`: how good the answers are on the user's own labelled file, by threshold, script and column."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...resolver.errors import InputError, Place, UsageError
from .options import (
    ContextColumn,
    CountryColumn,
    DateColumn,
    Gazetteers,
    Json,
    KindColumn,
    LanguageColumn,
    MentionColumn,
    RoleColumn,
    WithoutShipped,
)
from .session import layers, open_resolver
from .styled import show_json

if TYPE_CHECKING:
    from ...resolver.evaluation.figures import Figures
    from ...resolver.evaluation.outcomes import Outcome
    from ...resolver.evaluation.report import Report
    from ...resolver.resolve import Resolver
    from .gold import Labelled

_WHAT = "What to tell"


def evaluate(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="GOLD", help="CSV, TSV or JSON Lines with the right ids; - for a pipe.")
    ],
    column: MentionColumn = "",
    id_column: Annotated[
        str, typer.Option("--id-column", help="The column of right ids; an empty id means nobody in the gazetteer.")
    ] = "id",
    kind_column: KindColumn = "",
    country_column: CountryColumn = "",
    context_column: ContextColumn = "",
    date_column: DateColumn = "",
    role_column: RoleColumn = "",
    language_column: LanguageColumn = "",
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="COLUMN", help="Figures by this column, too. Repeatable.", rich_help_panel=_WHAT),
    ] = None,
    plot: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="Draw thresholds and calibration: .svg, or .png with matplotlib.",
            rich_help_panel=_WHAT,
        ),
    ] = "",
    csv_file: Annotated[
        str,
        typer.Option(
            "--csv", metavar="FILE", help="Write each mention with its answer to FILE.", rich_help_panel=_WHAT
        ),
    ] = "",
    json: Json = False,
    delimiter: Annotated[str, typer.Option("-d", "--delimiter", help="Between cells; found when not given.")] = "",
    encoding: Annotated[
        str, typer.Option("-e", "--encoding", help="E.g. gb18030, big5, cp1258; UTF-8 when not given.")
    ] = "",
    match_score: Annotated[
        float | None, typer.Option(help="Tell the figures at this threshold (50-100), not at the shipped one.")
    ] = None,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
) -> None:
    """Measure the answers on a labelled file: precision, recall and calibration, to choose a threshold by.

    Example: exonym evaluate seeds/mentions.csv --date-column date --by lang --plot figures.svg
    """
    from ...resolver.bulk.columns import Columns
    from ...resolver.evaluation.report import report
    from ...resolver.policy import DEFAULT_POLICY
    from .gold import Layout, canonical, read

    threshold = DEFAULT_POLICY.match_score if match_score is None else match_score
    if not 50 <= threshold <= 100:
        raise UsageError(f"--match-score is {threshold:g}.", remedy="Give a number from 50 to 100.")
    _refuse(plot, csv_file, file)
    hints = (kind_column, country_column, context_column, date_column, role_column, language_column)
    columns = tuple(by or ())
    rows = read(Layout(file, Columns(column, *hints), id_column, columns, delimiter, encoding))
    policy = replace(DEFAULT_POLICY, match_score=threshold)
    resolver = open_resolver(layers(context, gazetteer, without_shipped), policy)
    ids = canonical(rows, resolver.gazetteer, file)
    outcomes = list(_outcomes(rows, ids, resolver, columns))
    found = report(outcomes, threshold, ("script", *columns))
    if csv_file:
        _write_outcomes(csv_file, outcomes, columns)
    if plot:
        from .plot import draw

        draw(found, plot)
    if json:
        from ..wire import versioned

        show_json(versioned(resolver.gazetteer, as_data(found)))
    else:
        from .figures import show_report

        show_report(found, resolver.gazetteer.version)


def _refuse(plot: str, csv_file: str, source: str) -> None:
    """Refuse before the work what could not be written after it."""
    if plot and Path(plot).suffix.lower() not in {".svg", ".png"}:
        raise UsageError(f"{plot} is neither SVG nor PNG.", remedy="Give --plot a name that ends in .svg or .png.")
    if plot.lower().endswith(".png"):
        from .plot import matplotlib

        matplotlib()
    for target in (plot, csv_file):
        if target and Path(target).is_file() and Path(source).is_file() and Path(target).samefile(source):
            raise UsageError(f"{target} would replace the labelled file.", remedy="Give the output another name.")


def _outcomes(
    rows: Sequence[Labelled], ids: dict[str, str], resolver: Resolver, by: Sequence[str]
) -> Iterator[Outcome]:
    """What comes of each row; a mention with the same hints is asked once."""
    from ...resolver.evaluation.linking import Asking
    from ...resolver.evaluation.outcomes import Outcome
    from ...resolver.text.scripts import main_script

    ask = Asking(resolver)
    for row in rows:
        answer = ask(row.mention, row.hints)
        groups = {"script": main_script(row.mention).value, **dict(zip(by, row.labels, strict=True))}
        yield Outcome(row.mention, ids.get(row.gold, ""), *answer, groups=groups)


def as_data(found: Report) -> dict[str, Any]:
    """The report for programs; shares of nothing are null."""
    return {
        "threshold": found.shipped.threshold,
        "figures": _figures(found.shipped),
        "sweep": [_figures(each) for each in found.sweep],
        "groups": {
            name: {label: _figures(each) for label, each in labels.items()} for name, labels in found.groups.items()
        },
        "expected_calibration_error": found.error,
        "reliability": [asdict(each) for each in found.bins],
    }


def _figures(each: Figures) -> dict[str, float | int | None]:
    shares = ("precision", "recall", "f1", "nil_recall", "recall_at_1")
    return {**asdict(each), **{name: getattr(each, name) for name in shares}}


def _write_outcomes(path: str, outcomes: Sequence[Outcome], by: Sequence[str]) -> None:
    header = ("mention", "right_id", "status", "answer_id", "first_id", "first_score", "verdict", "script", *by)
    try:
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            for each in outcomes:
                answer = each.top if each.status == "match" else ""
                writer.writerow([each.mention, each.gold, each.status.value, answer, each.top,
                                 f"{each.score:.1f}" if each.top else "", verdict(each.gold, answer),
                                 *each.groups.values()])  # fmt: skip
    except OSError as error:
        raise InputError(f"cannot write it: {error.strerror}.", place=Place(path)) from error


def verdict(gold: str, answer: str) -> str:
    """In a word: right (also a refusal of nobody), wrong, missed (somebody refused), invented (an id for nobody)."""
    if answer == gold:
        return "right"
    if not answer:
        return "missed"
    return "wrong" if gold else "invented"
