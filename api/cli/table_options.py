"""Options of the command line that are made from the table of options, which HTTP and jobs read too."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from math import inf
from typing import Annotated, Any, TypeVar

import typer

from ...resolver.bulk.options import Option, Value, hint_columns, option_of

Command = TypeVar("Command", bound=Callable[..., None])


def takes(*options: Option, **defaults: str) -> Callable[[Command], Command]:
    """A decorator: the command has these options too, and gets their values as keywords, in the place of `**given`.

    `defaults` replace those of the table.
    """

    def described(command: Command) -> Command:
        own = inspect.signature(command, eval_str=True)
        fixed = [each for each in own.parameters.values() if each.kind is not inspect.Parameter.VAR_KEYWORD]
        added = [_parameter(option, defaults.get(option.name, option.default)) for option in options]
        names = {each.name: each.annotation for each in (*fixed, *added)}
        command.__signature__ = own.replace(parameters=[*_keyword_only(fixed), *added])  # type: ignore[attr-defined]
        command.__annotations__ = {**names, "return": own.return_annotation}
        return command

    return described


def _parameter(option: Option, default: Value) -> inspect.Parameter:
    kind: Any = option.kind if default is not None else option.kind | None
    annotation = Annotated[kind, _declared(option)]
    return inspect.Parameter(option.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _keyword_only(parameters: Iterable[inspect.Parameter]) -> list[inspect.Parameter]:
    """The same, but so that others may follow; typer passes all by name."""
    return [
        each if each.default is inspect.Parameter.empty else each.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for each in parameters
    ]


def _declared(option: Option) -> Any:
    """An option of the table as typer has it."""
    flags = [option.short, option.flag] if option.short else [option.flag]
    metavar, section = option.metavar or None, option.section or None
    least = None if option.least == -inf or option.kind is not int else int(option.least)
    return typer.Option(*flags, help=option.help, metavar=metavar, rich_help_panel=section, min=least)


_HINT_COLUMNS = {option.name: _declared(option) for option in hint_columns()}
MentionColumn = Annotated[str, _HINT_COLUMNS["column"]]
KindColumn = Annotated[str, _HINT_COLUMNS["kind_column"]]
CountryColumn = Annotated[str, _HINT_COLUMNS["country_column"]]
ContextColumn = Annotated[str, _HINT_COLUMNS["context_column"]]
DateColumn = Annotated[str, _HINT_COLUMNS["date_column"]]
RoleColumn = Annotated[str, _HINT_COLUMNS["role_column"]]
KnownShare = Annotated[float | None, _declared(option_of("known_share"))]
LanguageColumn = Annotated[str, _HINT_COLUMNS["language_column"]]
