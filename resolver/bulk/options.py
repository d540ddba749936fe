"""The table of options: a row for each, from which the command line, HTTP, jobs and the documentation are made.

A new option is one row here (and, where a job has no field yet for what it sets, that field).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from math import inf
from typing import Any, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ..errors import HintError, UsageError
from ..model import Status
from ..policy import DEFAULT_POLICY, Policy
from .columns import Columns, appended, select
from .job import BASE, Job
from .shape import Shape

Result: TypeAlias = Literal["rows", "review", "sssom"]
"""What comes back over HTTP: the table, or what the command writes to `--review FILE` or to `--sssom FILE`."""

Value: TypeAlias = "str | bool | int | float | None"


class Way(Enum):
    """Where an option can be given: `exonym reconcile`, `POST /reconcile/file`, `exonym.reconcile`."""

    COMMAND = "command"
    HTTP = "HTTP"
    PYTHON = "Python"


_COMMAND, _HTTP, _NOT_HTTP = (Way.COMMAND,), (Way.HTTP,), (Way.COMMAND, Way.PYTHON)
_ALL = tuple(Way)
_COLUMNS = "Columns with hints, by name or number"
_WHAT = "What to write"
_HOW = "How to read and write"
_STRICT = "How strict to be"


class Option(Struct, frozen=True):
    """One option. On the command line it is called `--like-this`, over HTTP `like_this`.

    `sets` is the class and field that gets the value (`shape.long`), after `read` has parsed it; empty for what only
    the way in needs to know. `kind` is the type of the value; a number lies between `least` and `most`, over HTTP at
    most at `most_http`; `within` excludes these two ends. `results` are the results over HTTP that the option has an
    effect on.
    """

    name: str
    sets: str
    help: str
    kind: type[str] | type[bool] | type[int] | type[float] = str
    default: Value = ""
    section: str = ""
    short: str = ""
    metavar: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    least: float = -inf
    most: float = inf
    most_http: float = inf
    within: bool = False
    ways: tuple[Way, ...] = (Way.COMMAND, Way.HTTP)
    results: tuple[Result, ...] = ("rows", "review", "sssom")
    read: Callable[[str], object] | None = None

    @property
    def flag(self) -> str:
        """Its name on the command line."""
        return f"--{self.name.replace('_', '-')}"


def statuses(text: str) -> frozenset[Status]:
    """The statuses of a comma-separated list. Raises UsageError."""
    names = {name.strip() for name in text.split(",") if name.strip()}
    unknown = names - set(Status)
    if unknown:
        raise UsageError(f"unknown status {sorted(unknown)[0]!r}.", remedy=f"They are: {', '.join(Status)}.")
    return frozenset(Status(name) for name in names)


def one_delimiter(text: str) -> str:
    """The character between cells, also by name; empty if it is to be found. Raises UsageError."""
    delimiter = {"tab": "\t", "\\t": "\t"}.get(text, text)
    if len(delimiter) > 1 or delimiter in {'"', "\n", "\r"}:
        raise UsageError(f"{text!r} cannot be a delimiter.", remedy="Give one character, or tab.")
    return delimiter


def language(tag: str) -> str:
    """The language to show names in, unchanged; empty for none. Raises UsageError for one that is not known."""
    from ..hints import parse_hints  # it loads the names of countries, which most commands start without
    from ..tables.schema.cells import languages

    try:
        code, *_ = parse_hints({"language": tag}).language.split("-")
    except HintError as error:
        raise UsageError(f"--lang {error.message}", remedy=error.remedy) from error
    if code and code not in languages():
        raise UsageError(f"--lang {tag!r} is not a known language.", remedy="`exonym languages` lists their codes.")
    return tag


def absolute(uri: str) -> str:
    """An address that ids can stand behind, unchanged. Raises UsageError."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", uri):
        raise UsageError(
            f"--base-uri {uri!r} is not an absolute address.", remedy="Give one as https://names.example.org/id/."
        )
    return uri


def _base(uri: str) -> str:
    return absolute(uri or BASE)


OPTIONS = (
    Option("result", "", "What comes back: the `rows`; a `review` of the mentions without a match, with a column to "
           "decide; or the matches as an `sssom` mapping set. Both come when the last row was read.",
           default="rows", choices=("rows", "review", "sssom"), ways=_HTTP),
    Option("column", "columns.mention", "The column of names: its header or its number. Empty or left out: `mention`, "
           "or the only one.", short="-c", example="name", ways=_ALL),
    Option("output", "", "Where to write; - for standard output.", short="-o", metavar="FILE", ways=_COMMAND),
    Option("format", "", "The format of the body, where neither its type nor its name says it.",
           choices=("", "csv", "tsv", "ndjson", "jsonl"), ways=_HTTP),
    Option("output_format", "", "The format of the reply; that of the body if not given.",
           choices=("", "csv", "tsv", "ndjson", "jsonl"), ways=_HTTP, results=("rows",)),

    Option("kind_column", "columns.kind", "The column of kinds: person, organisation, agreement.",
           section=_COLUMNS, ways=_ALL),
    Option("country_column", "columns.country", "The column of the entities' own countries: codes or names.",
           section=_COLUMNS, ways=_ALL),
    Option("context_column", "columns.context_countries", "The column of countries that the text speaks of: `vn jp`, "
           "`South Korea, Japan`.", section=_COLUMNS, ways=_ALL),
    Option("date_column", "columns.date", "The column of the texts' dates: 2018-04-10.", section=_COLUMNS, ways=_ALL),
    Option("role_column", "columns.role", "The column of offices or ranks.", section=_COLUMNS, ways=_ALL),
    Option("language_column", "columns.language", "The column of the texts' languages.", section=_COLUMNS, ways=_ALL),
    Option("document_column", "columns.document", "The column of the documents that the mentions are of: those of one "
           "are decided together, a short form by the full name. An empty cell is a document of its own.",
           section=_COLUMNS, ways=_ALL),

    Option("candidates", "shape.candidates", "List N candidates; else ten, or all that fit equally.", int, None, _WHAT,
           metavar="N", example="3", least=0, most_http=100, ways=_ALL),
    Option("long", "shape.long", "Write a line for each candidate.", bool, False, _WHAT, results=("rows",)),
    Option("split_names", "shape.split", "Write a line for each name of a mention that has several; the name is in the "
           "column `part`.", bool, False, _WHAT, results=("rows",), ways=_ALL),
    Option("only", "shape.only", "Write only rows of this status: match, ambiguous, none, several, error "
           "(comma-separated).",
           section=_WHAT, results=("rows",), read=statuses),
    Option("distinct", "job.distinct", "Write a line for each distinct mention, with its count.", bool, False, _WHAT,
           results=("rows",)),
    Option("review", "job.review", "Write the mentions without a match to FILE, with a column to decide.",
           section=_WHAT, metavar="FILE", ways=_COMMAND),
    Option("sssom", "job.mappings", "Write the matches to FILE as an SSSOM mapping set.", section=_WHAT,
           metavar="FILE", ways=_COMMAND),
    Option("base_uri", "job.base", f"What ids stand behind in a mapping set; {BASE} if not given.", section=_WHAT,
           metavar="URI", results=("sssom",), read=_base),
    Option("decisions", "job.decisions", "Obey what people decided: a file that `exonym apply --decisions FILE` adds "
           "to.", section=_WHAT, metavar="FILE", ways=_NOT_HTTP),
    Option("columns", "shape.columns", f"Write only these added columns: {','.join(appended())}.", section=_WHAT,
           results=("rows",), read=select, ways=_ALL),
    Option("prefix", "shape.prefix", "What the names of the added columns begin with; may be empty.",
           default="exonym_", section=_WHAT, ways=_ALL),
    Option("lang", "shape.lang", "Show names in this language, e.g. en.", section=_WHAT, read=language, ways=_ALL),
    Option("table", "", "Print the first rows as a table; also when no output is named and standard output is a "
           "terminal.", bool, False, _WHAT, ways=_COMMAND),
    Option("rows", "", "How many rows the table has.", int, 20, _WHAT, metavar="N", least=0, ways=_COMMAND),
    Option("dry_run", "", "Write nothing; count, with five examples of each status.", bool, False, _WHAT,
           ways=_COMMAND),

    Option("delimiter", "job.delimiter", "The character between cells, or `tab`; found if not given.", section=_HOW,
           short="-d", read=one_delimiter),
    Option("encoding", "job.encoding", "The encoding of the input, e.g. gb18030, big5, cp1258; UTF-8 if not given. "
           "The output is UTF-8.", section=_HOW, short="-e"),
    Option("no_header", "job.headless", "The first line is a row; columns go by number.", bool, False, _HOW,
           short="-H"),
    Option("legacy", "job.legacy", "Read mentions as Vietnamese in this 8-bit code (a file in it needs the encoding "
           "latin-1 too).", section=_HOW, choices=("", "vni", "tcvn3"), metavar="vni|tcvn3"),
    Option("resume", "job.resume", "Take up a run to the same output that was interrupted or killed.", bool, False,
           _HOW, ways=_COMMAND),
    Option("jobs", "", "Processes; 0 for all processors.", int, 0, _HOW, short="-j", metavar="N", least=0,
           ways=_NOT_HTTP),
    Option("excel_safe", "job.guard", "Put ' before cells that a spreadsheet would run.", bool, False, _HOW,
           results=("rows", "review")),
    Option("bom", "job.bom", "Begin with a byte order mark, for Excel.", bool, False, _HOW,
           results=("rows", "review")),

    Option("min_score", "policy.min_score", "Candidates below are not listed (0-100).", float, None, _STRICT,
           example="50", least=0, most=100),
    Option("match_score", "policy.match_score", "A match has at least this score (0-100).", float, None, _STRICT,
           example="95", least=0, most=100),
    Option("margin", "policy.margin", "A match leads the next by this weight (nats).", float, None, _STRICT,
           example="3", least=0),
    Option("known_share", "policy.known_share", "The prior: the share (0-1) of the names that are of somebody known. "
           "The default is that of a list of strangers; a list of officials has 0.5 or more.", float, None, _STRICT,
           metavar="SHARE", example="0.5", least=0, most=1, within=True),
    Option("fail_on", "", "Exit with 3 if a row has this status (comma-separated).", section=_STRICT, ways=_COMMAND),
    Option("quiet", "", "No summary, no progress.", bool, False, short="-q", ways=_COMMAND),
)  # fmt: skip
"""All options of the ways in, in the order in which help lists them."""


def options_of(way: Way) -> tuple[Option, ...]:
    """The options that can be given there."""
    return tuple(option for option in OPTIONS if way in option.ways)


def hint_columns() -> tuple[Option, ...]:
    """The options that say where mentions and their hints are, which other commands have too."""
    return tuple(option for option in OPTIONS if option.sets.startswith("columns."))


def columns_of(given: Mapping[str, Any]) -> Columns:
    """The columns to read, from options by name; those that are not given have their defaults."""
    return Columns(**_fields(given, "columns"))


def job_of(given: Mapping[str, Any], source: str) -> Job:
    """The job for a source, from options by name. Raises UsageError."""
    shape = Shape(**_fields(given, "shape"))
    return Job(source, columns=columns_of(given), shape=shape, **_fields(given, "job"))


def option_of(name: str) -> Option:
    """The option of this name, for commands that have single ones. Raises KeyError."""
    return {option.name: option for option in OPTIONS}[name]


def policy_of(given: Mapping[str, Any], base: Policy = DEFAULT_POLICY) -> Policy | None:
    """`base` with what is given; None if nothing is. Raises UsageError."""
    changed = {name: value for name, value in _fields(given, "policy").items() if value is not None}
    return replace(base, **changed) if changed else None


def _fields(given: Mapping[str, Any], target: str) -> dict[str, Any]:
    """The fields of one class, by their names."""
    options = [option for option in OPTIONS if option.sets.startswith(f"{target}.") and option.name in given]
    return {option.sets.partition(".")[2]: _read(option, given[option.name]) for option in options}


def _read(option: Option, value: Any) -> Any:
    """A value, parsed. Raises UsageError for a number out of its range."""
    ends = (option.least, option.most) if option.within else (inf,)
    if isinstance(value, int | float) and (not option.least <= value <= option.most or value in ends):
        proper = f"from {option.least:g} to {option.most:g}" if option.most < inf else f"of {option.least:g} or more"
        proper = f"between {option.least:g} and {option.most:g}, as {option.example}" if option.within else proper
        raise UsageError(f"{option.flag} is {value:g}.", remedy=f"Give a number {proper}.")
    return option.read(value) if option.read else value
