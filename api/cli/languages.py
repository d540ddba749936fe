"""`languages`: which languages the tables know, and what one of them lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import to_builtins

from .shared_options import Json
from .styled import Line, show, show_json, table_lines

if TYPE_CHECKING:
    from ...resolver.tables.coverage import Covered, LanguageCoverage


def languages(
    code: Annotated[str, typer.Argument(help="A language (BCP 47): print what it lacks, by name.")] = "",
    json: Json = False,
) -> None:
    """Count the words of each language in each table, beside the share of the English ones that it has.

    docs/contributing-a-language.md says what the tables are and how a language is added.
    """
    from ...resolver.tables.coverage import coverage, coverage_of

    if code:
        one = coverage_of(code)
        show_json(to_builtins(one)) if json else show(_missing(one))
        return
    every = coverage()
    show_json([to_builtins(each) for each in every]) if json else show(_matrix(every))


def _matrix(every: tuple[LanguageCoverage, ...]) -> Iterator[Line]:
    names = list(every[0].tables)
    numbered = [f"{at}" for at, _ in enumerate(names, 1)]
    yield from ([(f"{number:>2} {name}", "dim")] for number, name in zip(numbered, names, strict=True))
    yield [("", "")]
    rows: list[tuple[object, ...]] = [
        (f"{each.lang:<3} {each.name}", *(_shown(covered) for covered in each.tables.values())) for each in every
    ]
    yield from table_lines(("language", *numbered), rows)


def _shown(covered: Covered) -> str:
    if not covered.rows:
        return "-"
    return f"{covered.rows}" if covered.share is None else f"{covered.rows} {covered.share:.0%}"


def _missing(one: LanguageCoverage) -> Iterator[Line]:
    yield [(f"{one.lang} {one.name}", "bold"), (f", written in {', '.join(one.scripts) or 'no known script'}", "dim")]
    for script in one.unread:
        yield [(f"phonetic/letters.tsv has no letters of {script}: its names are not read by sound.", "yellow")]
    for name, covered in one.tables.items():
        of = "" if covered.share is None else f", {covered.share:.0%} of the English ones"
        yield [("", "")]
        yield [(f"{name}.tsv", "cyan"), (f"  {covered.rows} rows{of}", "")]
        if covered.missing:
            yield [(f"  missing: {', '.join(covered.missing)}", "")]
