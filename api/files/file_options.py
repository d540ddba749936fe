"""The options of `exonym reconcile` as parameters: of the address, or fields of the form before the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import inf
from typing import Annotated, Any, Literal

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, create_model

from ...resolver.bulk.formats import is_tabbed
from ...resolver.bulk.job import Job
from ...resolver.bulk.options import Option, Result, Way, job_of, options_of, policy_of
from ...resolver.errors import UsageError
from ...resolver.policy import Policy
from ..refusals import ParameterError
from ..wrong_values import what_is_wrong
from .upload import DECISIONS

_AS_PART = "Send them in a form, before the table: curl -F decisions=@decisions.csv -F file=@names.csv."
_OPTIONS = {option.name: option for option in options_of(Way.HTTP)}


def _field(option: Option) -> tuple[Any, Any]:
    """An option of the table as a field of a pydantic model: its type, and what is known of it."""
    kind: Any = option.kind
    if option.choices:
        kind = Literal[option.choices]
    elif option.kind is str:
        kind = Annotated[str, StringConstraints(max_length=1000)]
    number = option.kind in {int, float}
    least = option.least if number and option.least > -inf else None
    most = min(option.most, option.most_http) if number and min(option.most, option.most_http) < inf else None
    return (kind | None if option.default is None else kind), Field(
        default=option.default,
        description=option.help,
        examples=[option.kind(option.example)] if option.example else None,
        ge=least if not option.within else None,
        gt=least if option.within else None,
        le=most if not option.within else None,
        lt=most if option.within else None,
    )


_Fields: type[BaseModel] = create_model(  # type: ignore[call-overload]
    "FileOptions", __config__=ConfigDict(extra="forbid"), **{name: _field(each) for name, each in _OPTIONS.items()}
)


def schemas() -> dict[str, Any]:
    """The JSON schema of each option."""
    return dict(_Fields.model_json_schema()["properties"])


class FileOptions(Struct, frozen=True):
    """What to read and what to write: checked values by the names of the options."""

    given: Mapping[str, Any]

    @property
    def result(self) -> Result:
        """What comes back."""
        result: Result = self.given["result"]
        return result

    @property
    def format(self) -> str:
        """The format of the body, empty where its type or its name says it."""
        return str(self.given["format"])

    def in_encoding(self, encoding: str) -> FileOptions:
        """The same for a body that says its encoding, where no option does."""
        return self if self.given["encoding"] else replace(self, given={**self.given, "encoding": encoding})

    def job(self, source: str) -> Job:
        """The job for a table of this name, whose extension says its format. Raises UsageError."""
        self._refuse_idle()
        return replace(job_of(self.given, source), target=self._target(source))

    def policy(self, usual: Policy) -> Policy | None:
        """The thresholds, if others are wanted than the service's usual ones. Raises UsageError."""
        return policy_of(self.given, usual)

    def _target(self, source: str) -> str:
        """A name for the reply, whose extension says its format: a review has the input's delimiter."""
        if self.result == "rows":
            wanted = self.given["output_format"]
            return f"reply.{wanted}" if wanted else plain_name(source)
        return "reply.tsv" if self.result == "sssom" or is_tabbed(source) else "reply.csv"

    def _refuse_idle(self) -> None:
        """Refuse what would be ignored without a word. Raises UsageError."""
        for name, option in _OPTIONS.items():
            if self.result not in option.results and self.given[name] != option.default:
                raise UsageError(
                    f"{name} has no effect on result={self.result}.",
                    remedy=f"Leave out {name} or choose another result.",
                )


def plain_name(name: str) -> str:
    """The name without the end that says how it is compressed."""
    return re.sub(r"\.(gz|zst)$", "", name, flags=re.IGNORECASE)


def read_options(given: Mapping[str, str]) -> FileOptions:
    """The options among parameters. Texts may be empty, the others need a value. Raises ParameterError."""
    try:
        return FileOptions(_Fields.model_validate(given).model_dump())
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        if name == DECISIONS:
            raise ParameterError("decisions cannot be a parameter.", remedy=_AS_PART) from error
        if first["type"] == "extra_forbidden":
            remedy = f"The parameters are: {', '.join(_OPTIONS)}."
            raise ParameterError(f"unknown parameter {name!r}.", remedy=remedy) from error
        if not given[name]:
            remedy = f"Write {name}={_example(_OPTIONS[name])}, or leave it out."
            raise ParameterError(f"{name} has no value.", remedy=remedy) from error
        wrong = f"`{name}` {what_is_wrong(first)}."
        raise ParameterError(wrong, remedy="The parameters are described at /docs.") from error


def _example(option: Option) -> str:
    """A value that the option may have."""
    return "true" if option.kind is bool else option.example or str(option.default)


_AS_OPTION = {"-c": "column=", "-e": "encoding=", "-d": "delimiter=", "-o": "output_format="}


def as_parameters(text: str) -> str:
    """A message of the command with its options as parameters: `-c NAME` is `column=NAME` here."""
    text = re.sub(r"(?<!\S)(-[ced])(?=[.,;])", r"\1 NAME", text)
    text = re.sub(r"(?<!\S)(-[cedo]) ", lambda found: _AS_OPTION[found[1]], text)
    return re.sub(r"(?<!\S)--([a-z][a-z-]*[a-z])( (?=\w+_))?", _named, text)


def _named(found: re.Match[str]) -> str:
    """The parameter for an option of the command; anything else, such as an option of curl, stays as it is."""
    name = found[1].replace("-", "_")
    return name + ("=" if found[2] else "") if name in {*_OPTIONS, DECISIONS} else found[0]
