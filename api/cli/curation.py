"""`stats` and `duplicates`: what a gazetteer lacks, and what it may have twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import to_builtins

from ...resolver.errors import UsageError
from ...resolver.model import Kind
from .session import layers, open_gazetteer, open_resolver
from .shared_options import Gazetteers, Json, WithoutShipped
from .styled import Line, one_line, show, show_json, table_lines

if TYPE_CHECKING:
    from ...resolver.store.checking.coverage import Coverage


def stats(
    context: typer.Context,
    posts: Annotated[bool, typer.Option("--posts", help="List every post with its holders and gaps.")] = False,
    ids: Annotated[bool, typer.Option("--ids", help="List the entities without dates or sources.")] = False,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    json: Json = False,
) -> None:
    """Count what the gazetteer covers: offices by country, kinds, languages, dates and sources."""
    from ...resolver.store.checking.coverage import coverage

    known = open_gazetteer(layers(context, gazetteer, without_shipped))
    found = coverage(known)
    if json:
        from ..wire import versioned

        show_json(versioned(known, to_builtins(found)))
        return
    show(_overview(found))
    if posts:
        show(_posts(found))
    if ids:
        show([(f"without dates  {each}", "")] for each in found.undated)
        show([(f"knowledge only {each}", "")] for each in found.knowledge_only)
        show([(f"no source      {each}", "")] for each in found.unsourced)


def _overview(found: Coverage) -> Iterator[Line]:
    total = sum(found.kinds.values())
    yield [(f"{total:,} entities", "bold"), (f", {found.merged} merged", "dim")]
    yield from table_lines(("kind", *found.kinds), [("", *found.kinds.values())])
    yield [("", "")]
    kinds = [kind.value for kind in Kind]
    rows = [(country, *(counts.get(kind, 0) for kind in kinds)) for country, counts in found.countries.items()]
    yield from table_lines(("country", *kinds), rows)
    yield [("", "")]
    yield [("written forms by language: ", "bold"), (_pairs(found.languages), "")]
    yield [("", "")]
    yield [("holders by office and country", "bold")]
    for office, counts in found.offices.items():
        yield [(f"  {office:<34} ", "cyan"), (_pairs(counts), "")]
    yield [("", "")]
    for what, listed in (("without dates", found.undated), ("known from `knowledge` only", found.knowledge_only),
                         ("without a source", found.unsourced)):  # fmt: skip
        yield [(f"{what}: ", "bold"), (f"{len(listed):,} of {total:,}", "")]


def _pairs(counts: dict[str, int]) -> str:
    return ", ".join(f"{key} {count}" for key, count in counts.items())


def _posts(found: Coverage) -> Iterator[Line]:
    rows: list[tuple[object, ...]] = [
        (post.id, post.terms, post.undated, post.first, "today" if post.open else post.last, " ".join(post.gaps))
        for post in found.posts
    ]
    return table_lines(("post", "terms", "undated", "from", "to", "gaps"), rows)


def duplicates(
    context: typer.Context,
    kind: Annotated[str, typer.Option("--kind", help="Only person, organisation or agreement.")] = "",
    min_score: Annotated[float, typer.Option("--min-score", metavar="N", help="How near they must be.")] = 60.0,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    json: Json = False,
) -> None:
    """List pairs of entities that may be one: a name of the first finds the second. Nothing is merged."""
    from ...resolver.store.checking.study import Study

    if kind and kind not in {each.value for each in Kind}:
        raise UsageError(f"unknown kind {kind!r}.", remedy="Use person, organisation or agreement.")
    resolver = open_resolver(layers(context, gazetteer, without_shipped))
    found = Study(resolver.gazetteer, resolver).pairs([Kind(kind)] if kind else list(Kind), min_score)
    if json:
        from ..wire import versioned

        show_json(versioned(resolver.gazetteer, {"pairs": [to_builtins(each) for each in found]}))
        return
    for each in found:
        show([
            [(f"{each.score:5.1f} ", "cyan"), (f"{each.first}  {each.second}", "bold")],
            [("      ", ""), (one_line(f"{each.form}: {each.why}"), "dim")],
        ])  # fmt: skip
    pairs = "1 pair" if len(found) == 1 else f"{len(found)} pairs"
    show([[(f"{pairs} that may be one. Two: declare `not:`. One: write `merged_into:`.", "bold")]])
