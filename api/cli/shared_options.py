"""Options that several commands share, each declared once; those of the table of options are in `table_options`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
