"""`evaluate`: how good the answers are on the user's own labelled file, by threshold, script and column."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec import Struct, to_builtins
from msgspec.structs import replace

from ...resolver.errors import InputError, Place, UsageError
from .session import layers, open_resolver
from .shared_options import Gazetteers, Json, WithoutShipped
from .styled import show_json
from .table_options import (
    ContextColumn,
    CountryColumn,
    DateColumn,
    KindColumn,
    LanguageColumn,
    MentionColumn,
    RoleColumn,
)

if TYPE_CHECKING:
    from ...resolver.evaluation.figures import Figures
    from ...resolver.evaluation.linking import Asking
    from ...resolver.evaluation.mixes import Mix
    from ...resolver.evaluation.outcomes import Outcome
    from ...resolver.evaluation.report import Report
    from ...resolver.model import Gazetteer
    from ...resolver.resolve import Resolver
    from .gold import Labelled

_WHAT = "What to tell"


IdColumn = Annotated[
    str, typer.Option("--id-column", help="The column of right ids; an empty id means nobody in the gazetteer.")
]
By = Annotated[
    list[str] | None,
    typer.Option("--by", metavar="COLUMN", help="Figures by this column, too. Repeatable.", rich_help_panel=_WHAT),
]
Strangers = Annotated[
    str,
    typer.Option(
        metavar="FILE",
        help="Names of whom nobody is in the gazetteer, with the same columns: how many become a match?",
        rich_help_panel=_WHAT,
    ),
]
MixShare = Annotated[
    float | None,
    typer.Option(
        "--known-share",
        metavar="SHARE",
        help="The prior: the share (0-1) of names that are known. Reliability is told at it, else at 0.01 and 0.8.",
        rich_help_panel=_WHAT,
    ),
]
Plot = Annotated[
    str,
    typer.Option(
        metavar="FILE",
        help="Draw thresholds and calibration: .svg, or .png with matplotlib.",
        rich_help_panel=_WHAT,
    ),
]
CsvFile = Annotated[
    str,
    typer.Option("--csv", metavar="FILE", help="Write each mention with its answer to FILE.", rich_help_panel=_WHAT),
]
Delimiter = Annotated[str, typer.Option("-d", "--delimiter", help="Between cells; found when not given.")]
Encoding = Annotated[str, typer.Option("-e", "--encoding", help="E.g. gb18030, big5, cp1258; UTF-8 when not given.")]
Threshold = Annotated[
    float | None, typer.Option(help="Tell the figures at this threshold (50-100), not at the shipped one.")
]
Gold = Annotated[str, typer.Argument(metavar="GOLD", help="CSV, TSV or JSON Lines with the right ids; - for a pipe.")]


def evaluate(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    context: typer.Context,
    file: Gold,
    column: MentionColumn = "",
    id_column: IdColumn = "id",
    kind_column: KindColumn = "",
    country_column: CountryColumn = "",
    context_column: ContextColumn = "",
    date_column: DateColumn = "",
    role_column: RoleColumn = "",
    language_column: LanguageColumn = "",
    by: By = None,
    strangers: Strangers = "",
    known_share: MixShare = None,
    plot: Plot = "",
    csv_file: CsvFile = "",
    json: Json = False,
    delimiter: Delimiter = "",
    encoding: Encoding = "",
    match_score: Threshold = None,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
) -> None:
    """Measure the answers on a labelled file: precision, recall and calibration, to choose a threshold by.

    Of strangers, whom the gazetteer lacks, it tells the false matches per 10,000: in most lists nearly all are
    strangers. --strangers adds a file of them; the options for columns hold for both files.

    Example: exonym evaluate seeds/mentions.csv --date-column date --by lang --plot figures.svg
    """
    from ...resolver.bulk.columns import Columns
    from ...resolver.bulk.options import policy_of
    from ...resolver.evaluation.linking import Asking
    from ...resolver.evaluation.mixes import PUBLISHED
    from ...resolver.evaluation.report import report
    from ...resolver.policy import DEFAULT_POLICY
    from .gold import Layout, canonical, read

    threshold = _threshold(DEFAULT_POLICY.match_score if match_score is None else match_score)
    stated = policy_of({"known_share": known_share}) or DEFAULT_POLICY
    _refuse(plot, csv_file, (file, strangers))
    hints = (kind_column, country_column, context_column, date_column, role_column, language_column)
    columns = tuple(by or ())
    layout = Layout(file, Columns(column, *hints), id_column, columns, delimiter, encoding)
    rows = read(layout)
    of_strangers = read(replace(layout, source=strangers, id_column="", by=())) if strangers else []
    resolver = open_resolver(layers(context, gazetteer, without_shipped), replace(stated, match_score=threshold))
    shares = PUBLISHED if known_share is None else (known_share,)
    files = _Files(rows, of_strangers, canonical(rows, resolver.gazetteer, file), columns)
    ask = Asking(resolver)
    outcomes, further = files.outcomes(ask)
    mixes = list(_mixes(files, resolver, ask, shares))
    found = report(outcomes, threshold, ("script", *columns), further, mixes)
    if csv_file:
        _write_outcomes(csv_file, [*outcomes, *further], columns)
    if plot:
        from .plot import draw

        draw(found, plot)
    _show(found, resolver.gazetteer, json=json)


def _show(found: Report, gazetteer: Gazetteer, *, json: bool) -> None:
    if json:
        from ..wire import versioned

        show_json(versioned(gazetteer, as_data(found)))
    else:
        from .figures import show_report

        show_report(found, gazetteer.version)


def _threshold(score: float) -> float:
    if not 50 <= score <= 100:
        raise UsageError(f"--match-score is {score:g}.", remedy="Give a number from 50 to 100.")
    return score


def _refuse(plot: str, csv_file: str, sources: Sequence[str]) -> None:
    """Refuse before the work what could not be written after it."""
    if plot and Path(plot).suffix.lower() not in {".svg", ".png"}:
        raise UsageError(f"{plot} is neither SVG nor PNG.", remedy="Give --plot a name that ends in .svg or .png.")
    if plot.lower().endswith(".png"):
        from .plot import matplotlib

        matplotlib()
    read = [Path(source) for source in sources if Path(source).is_file()]
    for target in (plot, csv_file):
        if target and Path(target).is_file() and any(Path(target).samefile(source) for source in read):
            raise UsageError(f"{target} would replace a file that is read.", remedy="Give the output another name.")


def _stating(known_share: float, resolver: Resolver) -> Resolver:
    """The same resolver, told how many of the names are known."""
    from ...resolver.resolve import Resolver

    policy = replace(resolver.policy, known_share=known_share)
    return Resolver(resolver.gazetteer, policy, catalogue=resolver.catalogue)


class _Files(Struct, frozen=True):
    """The rows of the labelled file and of the one of strangers, with the entity of each right id."""

    rows: Sequence[Labelled]
    strangers: Sequence[Labelled]
    ids: dict[str, str]
    columns: Sequence[str]

    def outcomes(self, ask: Asking) -> tuple[list[Outcome], list[Outcome]]:
        """What comes of the rows of each."""
        outcomes = list(_outcomes(self.rows, self.ids, ask, self.columns))
        return outcomes, list(_outcomes(self.strangers, {}, ask, self.columns))


def _mixes(files: _Files, resolver: Resolver, ask: Asking, shares: Iterable[float]) -> Iterator[Mix]:
    """The reliability at each share of known names; `ask` asks the resolver as it is."""
    from ...resolver.evaluation.linking import Asking
    from ...resolver.evaluation.mixes import possible

    for share in shares:
        # each mix is asked with the prior that is true of it
        told = ask if share == resolver.policy.known_share else Asking(_stating(share, resolver))
        outcomes, further = files.outcomes(told)
        yield from possible([*outcomes, *further], (share,))


def _outcomes(rows: Sequence[Labelled], ids: dict[str, str], ask: Asking, by: Sequence[str]) -> Iterator[Outcome]:
    """What comes of each row; rows of strangers have no labels."""
    from ...resolver.evaluation.outcomes import Outcome
    from ...resolver.text.scripts import main_script

    for row in rows:
        answer = ask(row.mention, row.hints)
        labels = row.labels or ("",) * len(by)
        groups = {"script": main_script(row.mention).value, **dict(zip(by, labels, strict=True))}
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
        "reliability": [to_builtins(each) for each in found.bins],
        "mixes": [
            {
                "known_share": each.known_share,
                "expected_calibration_error": each.error,
                "reliability": [to_builtins(bin_) for bin_ in each.bins],
            }
            for each in found.mixes
        ],
    }


def _figures(each: Figures) -> dict[str, float | int | None]:
    shares = ("precision", "recall", "f1", "nil_recall", "recall_at_1", "false_per_10_000")
    return {**to_builtins(each), **{name: getattr(each, name) for name in shares}}


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
