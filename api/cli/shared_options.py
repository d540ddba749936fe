"""Options that several commands share, each declared once, and those of the table of options."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from math import inf
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from ...resolver.bulk.options import Option, Value, hint_columns, option_of

Command = TypeVar("Command", bound=Callable[..., None])

Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser, or only say where.")]
Gazetteers = Annotated[
    list[Path] | None,
    typer.Option(
        "--gazetteer",
        envvar="EXONYM_GAZETTEER",
        metavar="PATH",
        help="Your own names over the shipped ones: a directory of YAML, or a CSV, TSV or Parquet table "
        "with the columns id,name and optionally lang,kind,country. Repeatable: later ones win.",
        show_default=False,
    ),
]
WithoutShipped = Annotated[
    bool, typer.Option("--without-shipped", help="Use only the gazetteers given, not the shipped one.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", help="List at most N candidates.")]

_HINTS = "Hints (they choose among those whom the mention fits, they never vouch for one)"
KindHint = Annotated[
    str, typer.Option("--kind", help="person, organisation, agreement or post.", rich_help_panel=_HINTS)
]
CountryHint = Annotated[
    str, typer.Option("--country", help="The entity's own country, as a code or a name: vn, VNM, Vietnam, 越南; "
                      "another one rules it out.",
                      rich_help_panel=_HINTS)
]  # fmt: skip
ContextHint = Annotated[
    str, typer.Option("--context-countries", metavar="COUNTRIES", rich_help_panel=_HINTS,
                      help='Countries the text speaks of: "vn jp" or "South Korea, Japan"; they rule nothing out.')
]  # fmt: skip
DateHint = Annotated[
    str,
    typer.Option("--date", help="The text's date: 2018, 2018-04, 2018-04-10, 10 April 2018.", rich_help_panel=_HINTS),
]
RoleHint = Annotated[
    str,
    typer.Option(
        "--role",
        help="Office or rank, in any language: 国防部长, minister. It counts as part of the mention.",
        rich_help_panel=_HINTS,
    ),
]
LanguageHint = Annotated[
    str, typer.Option("--language", help="The text's language: zh, vi, sv.", rich_help_panel=_HINTS)
]


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
