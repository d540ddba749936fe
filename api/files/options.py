"""The options of `exonym reconcile` as parameters: of the address, or fields of the form before the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from ...resolver.bulk.columns import Columns, select
from ...resolver.bulk.formats import is_tabbed
from ...resolver.bulk.job import BASE, Job
from ...resolver.bulk.options import absolute, adjusted, language, one_delimiter, statuses
from ...resolver.bulk.shape import Shape
from ...resolver.bulk.stream import Result
from ...resolver.errors import UsageError
from ...resolver.policy import Policy
from ..refusals import ParameterError
from .body import DECISIONS

_AS_PART = "Send them in a form, before the table: curl -F decisions=@decisions.csv -F file=@names.csv."
Format = Literal["", "csv", "tsv", "ndjson", "jsonl"]
_Text = Annotated[str, StringConstraints(max_length=1000)]


def _option(description: str, example: str = "") -> Any:
    return Field(default="", description=description, examples=[example] if example else None)


class FileOptions(BaseModel):
    """What to read and what to write. The names are those of the command's options."""

    model_config = ConfigDict(extra="forbid")

    result: Result = Field(
        default="rows",
        description="What comes back: the `rows`; a `review` of the mentions without a match, with a column to decide; "
        "or the matches as an `sssom` mapping set. Both come when the last row was read.",
    )
    column: _Text = _option(
        "The column of names: its header or its number. Empty or left out: `mention`, or the only one; else 422.",
        "name",
    )
    kind_column: _Text = _option("The column of kinds: person, organisation, agreement.")
    country_column: _Text = _option("The column of the entities' own countries: codes or names.")
    context_column: _Text = _option("The column of countries that the text speaks of: `vn jp`, `South Korea, Japan`.")
    date_column: _Text = _option("The column of the texts' dates: 2018-04-10.")
    role_column: _Text = _option("The column of offices or ranks.")
    language_column: _Text = _option("The column of the texts' languages.")
    format: Format = Field(default="", description="What the body is, where neither its type nor its name says it.")
    output_format: Format = Field(default="", description="What the reply is; the same as the body if not given.")
    candidates: int | None = Field(
        default=None, ge=0, le=100, examples=[3], description="Candidates to list; else ten, or all that fit equally."
    )
    long: bool = Field(default=False, description="A line for each candidate.")
    only: _Text = _option("Only rows of this status: match, ambiguous, none, error (comma-separated).")
    distinct: bool = Field(default=False, description="A line for each distinct mention, with its count.")
    columns: _Text = _option("Only these added columns: id,name,status,score,matched_name,why,candidates.")
    prefix: _Text = Field(
        default="exonym_", description="What the names of the added columns begin with; `prefix=` for nothing."
    )
    base_uri: _Text = _option("What ids stand behind in a mapping set; https://example.org/exonym/ if not given.")
    lang: _Text = _option("Show names in this language, e.g. en.")
    delimiter: _Text = _option("Between cells; found if not given. `tab` is one.")
    encoding: _Text = _option("Of the body, e.g. gb18030, big5, cp1258; UTF-8 if not given. The reply is UTF-8.")
    no_header: bool = Field(default=False, description="The first line is a row; columns go by number.")
    legacy: Literal["", "vni", "tcvn3"] = Field(
        default="", description="Read mentions as Vietnamese in this 8-bit code."
    )
    excel_safe: bool = Field(default=False, description="Put ' before cells that a spreadsheet would run.")
    bom: bool = Field(default=False, description="Begin with a byte order mark, for Excel.")
    min_score: float | None = Field(
        default=None, ge=0, le=100, examples=[50], description="Candidates below are not listed."
    )
    match_score: float | None = Field(
        default=None, ge=0, le=100, examples=[95], description="A match has at least this score."
    )
    margin: float | None = Field(
        default=None, ge=0, examples=[3], description="A match leads the next by this weight (nats)."
    )

    def job(self, source: str) -> Job:
        """The job for a table of this name, whose end says what it is. Raises UsageError."""
        self._refuse_idle()
        hints = (self.kind_column, self.country_column, self.context_column, self.date_column, self.role_column)
        return Job(
            source=source,
            target=self._target(source),
            columns=Columns(self.column, *hints, self.language_column),
            shape=self._shape(),
            delimiter=one_delimiter(self.delimiter),
            encoding=self.encoding,
            guard=self.excel_safe,
            bom=self.bom,
            distinct=self.distinct,
            headless=self.no_header,
            legacy=self.legacy,
            base=absolute(self.base_uri or BASE),
        )

    def _shape(self) -> Shape:
        columns, only, lang = select(self.columns), statuses(self.only), language(self.lang)
        return Shape(columns, self.prefix, self.candidates, self.long, only, lang)

    def _target(self, source: str) -> str:
        """A name for the reply, whose end says what it is: a review has the input's delimiter, as the command's."""
        if self.result == "rows":
            return f"reply.{self.output_format}" if self.output_format else plain_name(source)
        return "reply.tsv" if self.result == "sssom" or is_tabbed(source) else "reply.csv"

    def _refuse_idle(self) -> None:
        """Refuse what would be ignored without a word. Raises UsageError."""
        for name in _idle(self.result):
            if getattr(self, name) != type(self).model_fields[name].default:
                raise UsageError(
                    f"{name} says nothing about result={self.result}.",
                    remedy=f"Leave out {name} or choose another result.",
                )

    def policy(self) -> Policy | None:
        """The thresholds, if others are wanted than the shipped ones. Raises UsageError."""
        return adjusted(self.min_score, self.match_score, self.margin)


def _idle(result: Result) -> tuple[str, ...]:
    """The options that have nothing to say about such a result."""
    rows = ("output_format", "long", "only", "distinct", "columns")
    known = {"rows": ("base_uri",), "review": (*rows, "base_uri"), "sssom": (*rows, "excel_safe", "bom")}
    return known[result]


def plain_name(name: str) -> str:
    """The name without the end that says how it is compressed."""
    return re.sub(r"\.(gz|zst)$", "", name, flags=re.IGNORECASE)


def read_options(given: Mapping[str, str]) -> FileOptions:
    """The options among parameters. Texts may be empty, the others need a value. Raises ParameterError."""
    try:
        return FileOptions.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        if name == DECISIONS:
            raise ParameterError("the decisions are no parameter.", remedy=_AS_PART) from error
        if first["type"] == "extra_forbidden":
            known = ", ".join(FileOptions.model_fields)
            raise ParameterError(f"{name!r} is no parameter.", remedy=f"The parameters are: {known}.") from error
        if not given[name]:
            remedy = f"Write {name}={_example(name)}, or leave it out."
            raise ParameterError(f"{name} has no value.", remedy=remedy) from error
        raise ParameterError(f"{name}: {first['msg']}.", remedy="The parameters are described at /docs.") from error


def _example(name: str) -> str:
    """A value that the option may have."""
    field = FileOptions.model_fields[name]
    return "true" if field.default is False else str((field.examples or [field.default])[0])


_AS_OPTION = {"-c": "column=", "-e": "encoding=", "-d": "delimiter=", "-o": "output_format="}


def as_parameters(text: str) -> str:
    """A message of the command with its options as parameters: `-c NAME` is `column=NAME` here."""
    text = re.sub(r"(?<!\S)(-[ced])(?=[.,;])", r"\1 NAME", text)
    text = re.sub(r"(?<!\S)(-[cedo]) ", lambda found: _AS_OPTION[found[1]], text)
    return re.sub(r"(?<!\S)--([a-z][a-z-]*[a-z])( (?=\w+_))?", _named, text)


def _named(found: re.Match[str]) -> str:
    """The parameter for an option of the command; what is none, such as an option of curl, stays as it is."""
    name = found[1].replace("-", "_")
    return name + ("=" if found[2] else "") if name in {*FileOptions.model_fields, DECISIONS} else found[0]
