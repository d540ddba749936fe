"""`resolve`, `explain` and `normalize`: questions about one mention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...resolver.bulk.options import policy_of
from .session import layers, open_resolver
from .shared_options import (
    ContextHint,
    CountryHint,
    DateHint,
    Gazetteers,
    Json,
    KindHint,
    LanguageHint,
    Limit,
    RoleHint,
    WithoutShipped,
)
from .styled import Line, one_line, show, show_json
from .table_options import KnownShare

if TYPE_CHECKING:
    from ...resolver.memory.together import Remembered
    from ...resolver.model import Candidate, Hints
    from ...resolver.resolve import Resolver

Mention = Annotated[str, typer.Argument(help="A name as it is written somewhere, in any script.", show_default=False)]
Document = Annotated[
    str,
    typer.Option(
        "--document",
        metavar="FILE",
        help="Inside this document, a text or a page of HTML, by its memory of whom it names in full.",
    ),
]
Beside = Annotated[
    list[str] | None,
    typer.Option(
        "--beside",
        metavar="MENTION",
        help="Beside this other mention of the same document, as a row of its table. Repeatable.",
        show_default=False,
    ),
]
_EXPLAINED = 3  # candidates that `explain` shows in full, unless told


def resolve(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    context: typer.Context,
    mention: Mention,
    kind: KindHint = "",
    country: CountryHint = "",
    context_countries: ContextHint = "",
    date: DateHint = "",
    role: RoleHint = "",
    language: LanguageHint = "",
    limit: Limit = None,
    known_share: KnownShare = None,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    json: Json = False,
) -> None:
    """Say whom or what a MENTION means, and why.

    The answer is a match, ambiguous (with the candidates), none, or several (with an answer for each name).
    Example: exonym resolve 吴春历
    """
    from ...resolver.hints import parse_hints

    hints   = parse_hints({
        "kind": kind, "country": country, "context_countries": context_countries,
        "date": date, "role": role, "language": language,
    })  # fmt: skip
    resolver = open_resolver(layers(context, gazetteer, without_shipped), policy_of({"known_share": known_share}))
    decision = resolver.resolve(mention, hints, limit=None if limit is None else max(limit, 1))
    if not json:
        from .answers import decision_lines

        show(decision_lines(decision))
        return
    from ..wire import decision_to_wire, versioned

    show_json(versioned(resolver.gazetteer, decision_to_wire(decision)))


def explain(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    context: typer.Context,
    mention: Mention,
    id: Annotated[str, typer.Argument(metavar="[ID]", help="The entity; without it, all candidates.")] = "",
    kind: KindHint = "",
    country: CountryHint = "",
    context_countries: ContextHint = "",
    date: DateHint = "",
    role: RoleHint = "",
    language: LanguageHint = "",
    document: Document = "",
    beside: Beside = None,
    limit: Limit = _EXPLAINED,
    known_share: KnownShare = None,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    json: Json = False,
) -> None:
    """Show all evidence for and against, with the rule behind each piece.

    With an ID, for that entity, even one that resolve would not list. Inside a document, whom it names in full counts.
    Example: exonym explain 吴春历 vn-ngo-xuan-lich
    """
    from ...resolver.hints import parse_hints

    hints = parse_hints({
        "kind": kind, "country": country, "context_countries": context_countries,
        "date": date, "role": role, "language": language,
    })  # fmt: skip
    resolver = open_resolver(layers(context, gazetteer, without_shipped), policy_of({"known_share": known_share}))
    remembered = None
    if document or beside:
        from .documents import remember

        remembered, hints = remember(resolver, mention, document, beside or [], hints)
    candidates, why = _explained(resolver, mention, id, hints, remembered, max(limit or _EXPLAINED, 1))
    if json:
        from ..wire import candidate_to_wire, versioned

        wire = {"candidates": [candidate_to_wire(each) for each in candidates]}
        show_json(versioned(resolver.gazetteer, wire))
        return
    from .answers import candidate_lines

    if why:
        show([[(one_line(mention), "bold"), (f" → {one_line(why)}", "")]])
    for candidate in candidates:
        show(candidate_lines(mention, candidate))


def _explained(
    resolver: Resolver, mention: str, entity_id: str, hints: Hints, remembered: Remembered | None, most: int
) -> tuple[Sequence[Candidate], str]:
    """What is to be shown: the candidate that is asked for, or those that are listed, with why they are."""
    if entity_id:
        return [resolver.explain(mention, entity_id, hints, remembered=remembered)], ""
    if remembered:
        decision = resolver.resolve_remembered(mention, remembered, hints, limit=most)
    else:
        decision = resolver.resolve(mention, hints, limit=most)
    return decision.candidates, f"{decision.status.value}: {decision.why}"


def normalize(mention: Mention, json: Json = False) -> None:
    """Show how a MENTION is read before any gazetteer is asked: words, titles, scripts, possible orders."""
    from ...resolver.mentions.name import parse

    name = parse(mention).as_dict()
    if json:
        show_json(name)
    else:
        show(_outline(name))


def _outline(value: Mapping[str, Any], indent: str = "") -> Iterator[Line]:
    """Nested data as indented lines; each mapping of a list begins with a dash."""
    for key, each in value.items():
        if isinstance(each, list) and each and isinstance(each[0], dict):
            yield [(f"{indent}{key}:", "dim")]
            for item in each:
                first, *rest = _outline(item, indent + "    ")
                yield [(f"{indent}  - {first[0][0].lstrip()}", "dim"), *first[1:]]
                yield from rest
            continue
        shown = " | ".join(map(str, each)) if isinstance(each, list) else str("" if each is None else each)
        if shown:
            yield [(f"{indent}{key}: ", "dim"), (one_line(shown), "")]
