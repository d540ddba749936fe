"""`show` and `names`: what is known of one entity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...resolver.errors import UnknownEntityError
from ...resolver.policy import DEFAULT_POLICY
from .session import layers, open_gazetteer, open_resolver
from .shared_options import Gazetteers, Json, WithoutShipped
from .styled import Line, one_line, show, show_json

if TYPE_CHECKING:
    from ...resolver.resolve import Resolver

_SURE = DEFAULT_POLICY.exonyms.label
EntityArgument = Annotated[str, typer.Argument(metavar="ID", help="E.g. vn-ngo-xuan-lich.", show_default=False)]


def show_entity(
    context: typer.Context,
    id: EntityArgument,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    json: Json = False,
) -> None:
    """Show what the gazetteer says of an entity: names, country, posts, sources."""
    from ...resolver.replacing import replaced_by
    from ..wire import entity_to_wire, versioned

    known = open_gazetteer(layers(context, gazetteer, without_shipped))
    entity = known.redirect(id)
    if entity is None:
        raise UnknownEntityError(f"no entity has the id {id!r}.", remedy="Look it up with: exonym resolve NAME")
    wire = entity_to_wire(entity, replaced_by(known.entities.values()).get(entity.id, ()))
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


def names(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    context: typer.Context,
    id: EntityArgument,
    lang: Annotated[str, typer.Option("--lang", help="Only this language, e.g. zh.")] = "",
    near: Annotated[bool, typer.Option("--near", help="Also the entities that one of its names comes near.")] = False,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    json: Json = False,
) -> None:
    """List the names of an entity in every language: written and derived, by which rule, and how likely."""
    if lang:
        from .words import known_language

        known_language(lang.split("-")[0])
    resolver = open_resolver(layers(context, gazetteer, without_shipped))
    found = [each for each in resolver.names(id) if not lang or each.lang.split("-")[0] == lang or each.lang == lang]
    if json:
        from ..wire import exonym_to_wire, versioned

        entity = resolver.gazetteer.redirect(id)
        wire = {"id": entity.id if entity else id, "names": [exonym_to_wire(each) for each in found]}
        if near:
            wire["near"] = [{"id": other, "form": form, "why": why} for other, form, why in _near(resolver, id)]
        show_json(versioned(resolver.gazetteer, wire))
        return
    show(
        [
            (f"{each.lang or '-':<8} ", "cyan"),
            (each.text, "bold" if each.likelihood >= _SURE else ""),
            (f"  {each.rule}{'' if each.rule == 'written' else f'  {each.likelihood:.0%}'}", "dim"),
        ]
        for each in found
    )
    if near:
        show(
            [(f"near {other}", "yellow"), (one_line(f"  {form}, {why}"), "dim")]
            for other, form, why in _near(resolver, id)
        )


def _near(resolver: Resolver, entity_id: str) -> list[tuple[str, str, str]]:
    """The others that a form reaches, each once, with the form and the reason."""
    from ...resolver.store.checking.study import Study

    entity = resolver.gazetteer.redirect(entity_id)
    study, found = Study(resolver.gazetteer, resolver), dict[str, tuple[str, str, str]]()
    for form in entity.forms if entity else ():
        for other, why in study.near(entity, form) if entity else ():
            found.setdefault(other, (other, form.text, why))
    return list(found.values())
