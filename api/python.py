"""The Python way in: `exonym.load` and `exonym.reconcile`. Both only translate for the code behind the commands."""

from __future__ import annotations

import re
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..resolver.errors import UsageError
from ..resolver.policy import DEFAULT_POLICY, Policy
from .cache_directory import cache_directory

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from ..resolver.resolve import Resolver

_FRAME = "the frame"  # what messages call it, as they name a file


def load(
    *paths: str | PathLike[str],
    shipped: bool = True,
    policy: Policy | None = None,
    cache: str | PathLike[str] | None = None,
) -> Resolver:
    """A resolver over the shipped gazetteer and, above it, those at `paths`; later ones win.

    - `paths`: each a directory of YAML, one YAML file, or a table (CSV, TSV, Parquet) with the columns `id`, `name` and
      optionally `lang`, `kind`, `country`.
    - `shipped=False` leaves the shipped gazetteer out.
    - `policy`: other thresholds and weights, as `Policy(match_score=95)`.
    - `cache`: the directory in which the compiled gazetteer is kept; without it `exonym` in the user's cache, which the
      commands use too. The first load after a change compiles (seconds); later ones map files into memory.

    Environment variables that name gazetteers to the commands are not read. Raises GazetteerError with all findings
    when a file is missing or wrong, and UsageError when nothing is left to load.
    """
    from ..resolver.store.caching.compiled import open_resolver
    from ..resolver.store.reading.shipped import shipped as shipped_gazetteer

    layers = [Path(path) for path in paths]
    if shipped:
        layers.insert(0, shipped_gazetteer())
    if not layers:
        raise UsageError(
            "shipped=False leaves no gazetteer.", remedy='Name your own: load("names.csv", shipped=False).'
        )
    return open_resolver(layers, Path(cache) if cache else cache_directory(), policy or DEFAULT_POLICY)


def reconcile(  # noqa: PLR0913 - a parameter is an option of the command `reconcile`
    frame: pl.DataFrame,
    column: str = "",
    *,
    resolver: Resolver | None = None,
    kind_column: str = "",
    country_column: str = "",
    context_column: str = "",
    date_column: str = "",
    role_column: str = "",
    language_column: str = "",
    document_column: str = "",
    candidates: int | None = None,
    split_names: bool = False,
    columns: Sequence[str] = (),
    prefix: str = "exonym_",
    lang: str = "",
    decisions: str | PathLike[str] = "",
    jobs: int = 1,
) -> pl.DataFrame:
    """The same rows in the same order, with `exonym_id`, `exonym_name`, `exonym_status`, `exonym_score` … behind them.

    It is the command `exonym reconcile` for a frame of polars: the same options, the same added columns, and each
    distinct mention with its hints is asked about once.

    - `column`: the names; without it the column `mention`, or the only one.
    - `kind_column`, `country_column`, `context_column`, `date_column`, `role_column`, `language_column`: columns with
      hints. A hint that cannot be right makes its row an `error`, and `exonym_why` says so.
    - `document_column`: what says of which document a mention is. Those of one are decided together: whom it names in
      full, it may name in short too. An empty cell is a document of its own.
    - `resolver`: from `load`; without it one over the shipped gazetteer.
    - `candidates`: how many ids to list in `exonym_candidates`; without it ten, or all that fit equally.
    - `split_names`: a row for each name of a mention that has several, with the name in `exonym_part`.
    - `columns`: only these of the added ones, as `["id", "status"]`; `prefix`: what their names begin with.
    - `lang`: show names in this language, as `en`, where the gazetteer or a rule has one.
    - `decisions`: a file of what people decided, which is obeyed (see `exonym apply`).
    - `jobs`: processes for a thousand distinct mentions or more; 0 for all processors. More than one copies this
      process (`fork`), which is safe only where it runs no other threads of its own.

    `exonym_score` is a number from 0 to 100 or null, the others are texts; an empty text says that there is none.
    Raises UsageError for what is not such a frame, for columns that are not there, and when the frame has an added
    column already; InputError for a column that is neither text nor numbers and for decisions that cannot be read.
    """
    from ..resolver.bulk.frames import with_answers
    from ..resolver.bulk.options import job_of
    from ..resolver.workers import processors

    _refuse_other_frames(frame)
    given = {
        "column": column, "kind_column": kind_column, "country_column": country_column,
        "context_column": context_column, "date_column": date_column, "role_column": role_column,
        "language_column": language_column, "document_column": document_column,
        "candidates": candidates, "split_names": split_names, "prefix": prefix, "lang": lang,
        "columns": columns if isinstance(columns, str) else ",".join(columns), "decisions": fspath(decisions),
    }  # fmt: skip
    try:
        job = replace(job_of(given, _FRAME), processes=jobs or processors())
        return with_answers(frame, job, lambda: load() if resolver is None else resolver)
    except UsageError as error:
        raise UsageError(_in_python(error.message), remedy=_in_python(error.remedy)) from error


def _refuse_other_frames(frame: object) -> None:
    import polars as pl

    if isinstance(frame, pl.LazyFrame):
        raise UsageError("the frame is lazy.", remedy="Give frame.collect().")
    if not isinstance(frame, pl.DataFrame):
        what = f"{type(frame).__module__.partition('.')[0]}.{type(frame).__name__}"
        raise UsageError(
            f"{what} is not a polars.DataFrame.", remedy="Make one of it, as by polars.from_pandas(frame)."
        )


def _in_python(text: str) -> str:
    """A message of the command with its options as arguments: `-c NAME` is `column="NAME"` here."""
    text = re.sub(r"(?<!\S)-c (\w+)", r'column="\1"', text)
    text = re.sub(r"(?<!\S)--([a-z]+) (\w+_)", r'\1="\2"', text)
    return re.sub(r"(?<!\S)--(?=(lang|candidates)\b)", "", text)
