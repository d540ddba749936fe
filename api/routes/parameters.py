"""Parameters that several routes share."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from .patterns import COUNTRIES, COUNTRY, DATE, KINDS, LANGUAGE

Mention = Annotated[
    str,
    Query(
        description="The mention: a name as written, percent-encoded UTF-8.",
        examples=["吴春历"],
        json_schema_extra={"maxLength": 1000},
    ),
]
_Kind = Annotated[str, Query(description="The kind of entity.", json_schema_extra={"enum": KINDS})]
_Country = Annotated[
    str,
    Query(
        description="The entity's own country: a code (`vn`, `VNM`, `uk`) or a name in any language (Vietnam, 越南). "
        "It chooses among those whom the mention fits, and vetoes; it never vouches.",
        json_schema_extra={"pattern": COUNTRY},
    ),
]
_Context = Annotated[
    str,
    Query(
        description="Countries the document speaks of, as codes or names between commas or semicolons, codes also "
        "between spaces: `vn jp`. They choose among those whom the mention fits; they rule nothing out.",
        json_schema_extra={"pattern": COUNTRIES},
    ),
]
_Date = Annotated[
    str,
    Query(
        description="The document's date: 2018, 2018-04 or 2018-04-10, or as people write it where that can mean only "
        "one (10 April 2018, 2018年4月10日). It chooses office-holders.",
        json_schema_extra={"pattern": DATE},
    ),
]
_Role = Annotated[
    str,
    Query(
        description="The office or rank that the document gives, in any language; it counts as if it stood "
        "in the mention.",
        json_schema_extra={"maxLength": 1000},
    ),
]
_Language = Annotated[
    str,
    Query(
        description="The document's language (BCP 47).",
        json_schema_extra={"pattern": LANGUAGE},
    ),
]


def hints_given(
    kind: _Kind = "",
    country: _Country = "",
    context_countries: _Context = "",
    date: _Date = "",
    role: _Role = "",
    language: _Language = "",
) -> dict[str, str]:
    """The hints of a query string by their names, for `read_query`."""
    given = {"kind": kind, "country": country, "context_countries": context_countries}
    return given | {"date": date, "role": role, "language": language}
