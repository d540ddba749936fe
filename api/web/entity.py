"""/view/{id}: everything that is known of an entity, for people. It works without script."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...resolver.model import Entity, EntityId, Kind
from ..replies import service_of, snapshot_of
from ..snapshot import Snapshot
from . import derivations, entity_parts
from .cards import card
from .entries import Entry, entry
from .labels import Labels
from .rendering import Texts, fragment, quoted, render, root_of, texts_of
from .strings import language_of

_SHOWN = 4  # names and posts of a preview


async def view(request: Request) -> Response:
    """The page of an entity; an id that was merged leads to its successor, 404 for one that nobody has."""
    snapshot, wanted = snapshot_of(request), request.path_params["entity_id"]
    entity = snapshot.gazetteer.redirect(wanted)
    if entity is None:
        return missing(request, wanted)
    if entity.id != wanted:
        address = f"{root_of(request)}/view/{quoted(entity.id)}?merged={quoted(wanted)}"
        return RedirectResponse(address, 308)
    language = language_of(request)
    parts = await asyncio.to_thread(_parts, request, snapshot, entity, language)
    return render(request, "entity.html", merged=_merged(request, snapshot, entity), **parts)


def missing(request: Request, wanted: str, *, framed: bool = False) -> Response:
    """No entity has this id."""
    template = "preview_missing.html" if framed else "entity_missing.html"
    return render(request, template, 404, framed=framed, wanted=wanted[:200])


def preview(request: Request, snapshot: Snapshot, entity: Entity) -> Response:
    """A card that fits a frame in another page, with names in the language of the address."""
    reader = str(request.path_params.get("language", "")) or language_of(request)
    names = [(form.text, form.lang) for form in entity.forms[1 : _SHOWN + 1]]
    terms = entity_parts.terms(snapshot, entity, reader)
    it = card(snapshot, entity, reader)
    return render(request, "preview.html", framed=True, it=it, names=names, terms=terms[:_SHOWN])


def bubble(request: Request, snapshot: Snapshot, entity: Entity | None, text: str = "") -> str:
    """A few lines of HTML for a bubble in another page: about an entity, else a text."""
    language = language_of(request)
    it = card(snapshot, entity, language) if entity else None
    return fragment(request, "flyout.html", it=it, text=text)


def _parts(request: Request, snapshot: Snapshot, entity: Entity, language: str) -> Mapping[str, Any]:
    labels, texts = Labels(language), texts_of(language)
    terms = entity_parts.terms(snapshot, entity, language)
    line = entity_parts.holders(snapshot, entity, language) if entity.kind is Kind.POST else []
    is_organisation = entity.kind is Kind.ORGANISATION
    return {
        "it": card(snapshot, entity, language), "labels": labels, "entity": entity,
        "facts": entity_parts.facts(snapshot, entity, labels),
        "terms": terms, "terms_drawn": entity_parts.drawing(terms, date.today()),
        "line": line, "line_drawn": entity_parts.drawing(line, date.today()),
        "seats": entity_parts.seats_of(entity),
        "own_posts": entity_parts.own_posts(snapshot, entity, language) if is_organisation else [],
        "history": entity_parts.history(snapshot, entity, language),
        "look_alikes": entity_parts.look_alikes(snapshot, entity, language),
        "sources": entity_parts.sources(snapshot, entity),
        "entries": _entries(request, snapshot, entity.id),
        **_names(snapshot, entity, language, texts),
    }  # fmt: skip


def _names(snapshot: Snapshot, entity: Entity, language: str, texts: Texts) -> dict[str, Any]:
    exonyms = snapshot.resolver.names(entity.id)
    roles = {form.text: form.role for form in entity.forms if form.role in ("name", "reading")}

    def note(text: str) -> str:
        role = {"name": "entity.main-name", "reading": "entity.reading"}.get(roles.get(text, ""))
        return texts(role) if role else entity_parts.dated(entity.dated_names, text)

    return {
        "written": derivations.written(entity, exonyms, language, note),
        "derived": derivations.derived(exonyms, language, texts),
    }


def _entries(request: Request, snapshot: Snapshot, entity_id: EntityId) -> list[Entry]:
    """The entry in each layer that has one; none for a gazetteer that was not read from files."""
    number = snapshot.resolver.catalogue.forms.roll.number(entity_id)
    if snapshot.provenance is None or number is None:
        return []
    layers = service_of(request).settings.layers()
    return [entry(layers, place, entity_id) for place in snapshot.provenance.places(number)]


def _merged(request: Request, snapshot: Snapshot, entity: Entity) -> str:
    """The id that led here by way of `merged_into`; empty where none did."""
    old = request.query_params.get("merged", "")
    known = snapshot.gazetteer.redirect(old) if old else None
    return old if known is not None and known.id == entity.id and old != entity.id else ""
