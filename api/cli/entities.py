"""`show` and `names`: what is known of one entity."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from resolver.errors import UnknownEntityError

from .lines import Line, one_line, show, show_json
from .options import Gazetteers, Json, WithoutShipped
from .session import layers, open_gazetteer, open_resolver

EntityArgument = Annotated[str, typer.Argument(metavar="ID", help="E.g. vn-ngo-xuan-lich.", show_default=False)]


def show_entity(
    context: typer.Context,
    id: EntityArgument,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    json: Json = False,
) -> None:
    """Show what the gazetteer says of an entity: names, country, posts, sources."""
    from api.wire import entity_to_wire, versioned

    known = open_gazetteer(layers(context, gazetteer, without_shipped))
    entity = known.redirect(id)
    if entity is None:
        raise UnknownEntityError(f"no entity has the id {id!r}.", remedy="Look it up with: exonym resolve NAME")
    wire = entity_to_wire(entity)
    if json:
        show_json(versioned(known, wire))
        return
    if entity.id != id:
        show([[(f"{id} was merged into {entity.id}", "yellow")]])
    show(_entity_lines(wire))


def _entity_lines(wire: dict[str, Any]) -> list[Line]:
    lines: list[Line] = [[(wire["id"], "bold cyan"), (f"  {wire['name']}", "bold"), (f"  {wire['kind']}", "dim")]]
    for key, value in wire.items():
        if key in {"id", "name", "kind"}:
            continue
        each = value if isinstance(value, list) else [value]
        lines += [
            [(f"  {key:<10} " if at == 0 else " " * 13, "dim"), (_fact(fact), "")] for at, fact in enumerate(each)
        ]
    return lines


def _fact(fact: Any) -> str:
    if not isinstance(fact, dict):
        return one_line(str(fact))
    first, *rest = [str(value) for value in fact.values() if value]
    return first + (f"  ({', '.join(rest)})" if rest else "")


def names(
    context: typer.Context,
    id: EntityArgument,
    lang: Annotated[str, typer.Option("--lang", help="Only this language, e.g. zh.")] = "",
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    json: Json = False,
) -> None:
    """List the written names of an entity in every language, each with the rule that derives it."""
    resolver = open_resolver(layers(context, gazetteer, without_shipped))
    found = [each for each in resolver.names(id) if not lang or each.lang.split("-")[0] == lang or each.lang == lang]
    if json:
        from api.wire import exonym_to_wire, versioned

        entity = resolver.gazetteer.redirect(id)
        wire = {"id": entity.id if entity else id, "names": [exonym_to_wire(each) for each in found]}
        show_json(versioned(resolver.gazetteer, wire))
        return
    show([(f"{each.lang or '-':<8} ", "cyan"), (each.text, "bold"), (f"  {each.rule}", "dim")] for each in found)
