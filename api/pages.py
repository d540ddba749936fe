"""Pages for people, without script: an entity in short (preview) and whole (view). Everything is escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape

from starlette.responses import Response

from ..resolver.model import DatedName, Entity, Exonym, Period
from .namesakes import country_name, english
from .snapshot import Snapshot
from .wire import well_formed

_STYLE = (
    "body{font:14px/1.45 system-ui,sans-serif;margin:1em;color:#1a1a1a;background:#fff}"
    "h1{font-size:1.25em;margin:0 0 .2em}p{margin:.2em 0}table{border-collapse:collapse;margin:.6em 0}"
    "th,td{text-align:left;vertical-align:top;padding:.15em .8em .15em 0}th{font-weight:600}"
    ".id{color:#555;font-family:ui-monospace,monospace}ul{margin:.3em 0;padding-left:1.2em}"
)
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
_SHOWN = 8  # names and posts of a preview


def preview(snapshot: Snapshot, entity: Entity) -> Response:
    """A card that fits a frame in another page."""
    names = "".join(f"<li>{_named(form.text, form.lang)}</li>" for form in entity.forms[1:_SHOWN])
    body = _heading(snapshot, entity) + (f"<ul>{names}</ul>" if names else "") + _terms(snapshot, entity, _SHOWN)
    return page(entity.name, body, 200, framed=True)


def view(snapshot: Snapshot, entity: Entity, names: Iterable[Exonym]) -> Response:
    """Everything that is known, with the rule that derives each name."""
    listed = "".join(
        f"<tr><td>{_named(name.text, name.lang)}</td><td>{_text(name.lang)}</td><td>{_text(name.rule)}</td>"
        f"<td>{name.likelihood:.0%}</td></tr>"
        for name in names
    )
    facts = [
        ("Born", entity.born), ("Died", entity.died), ("Function", entity.function), ("Founded", entity.founded),
        ("Dissolved", entity.dissolved), ("Named for a time", _times(entity.dated_names)),
        ("Office", entity.office), ("Organisation", entity.organisation),
        ("Held at once by", str(entity.seats or "")), ("Holders known up to", entity.as_of),
        ("Instrument", entity.instrument), ("Topics", ", ".join(entity.topics)),
        ("Parties", ", ".join(country_name(each) for each in entity.parties)), ("Adopted", entity.adopted),
        ("Signed", entity.signed), ("In force", entity.in_force), ("Suspended", _times(entity.suspended)),
        ("Ended", entity.ended), ("Status", entity.status), ("Number", entity.number),
        ("Replaces", entity.replaces), ("Not to be confused with", ", ".join(entity.distinct)),
        ("Note", entity.note), ("Sources", ", ".join(entity.sources)),
    ]  # fmt: skip
    rows = "".join(f"<tr><th>{name}</th><td>{_text(value)}</td></tr>" for name, value in facts if value)
    body = _heading(snapshot, entity) + (f"<table>{rows}</table>" if rows else "") + _terms(snapshot, entity, 1000)
    body += (
        f"<h2>Names</h2><table><tr><th>Name</th><th>Language</th><th>Rule</th><th>Likelihood</th></tr>{listed}</table>"
    )
    return page(entity.name, body, 200, framed=False)


def missing(entity_id: str, *, framed: bool) -> Response:
    """No entity has this id."""
    return page(
        "Not found", f"<h1>Not found</h1><p>No entity has the id {_text(entity_id[:200])}.</p>", 404, framed=framed
    )


def card(snapshot: Snapshot, entity: Entity) -> str:
    """The heading alone, to be put into another page's bubble."""
    return _heading(snapshot, entity)


def line(text: str) -> str:
    """One line of text; empty for none."""
    return f"<p>{_text(text)}</p>" if text else ""


def _heading(snapshot: Snapshot, entity: Entity) -> str:
    return (
        f"<h1>{_named(entity.name, entity.forms[0].lang if entity.forms else '')}</h1>"
        f"<p>{_text(snapshot.describe(entity.id))}</p>"
        f'<p class="id">{_text(entity.id)}</p>'
    )


def _terms(snapshot: Snapshot, entity: Entity, most: int) -> str:
    found = []
    for term in sorted(entity.posts, key=lambda each: each.start, reverse=True)[:most]:
        post = snapshot.gazetteer.redirect(term.post)
        until = f"{term.start or '?'} – {term.end}" if term.end else f"from {term.start or '?'}"
        name = (english(post) if post else term.post) + (" (acting)" if term.acting else "")
        found.append(f"<tr><td>{_text(name)}</td><td>{_text(until)}</td></tr>")
    return f"<table>{''.join(found)}</table>" if found else ""


def _times(times: Iterable[Period | DatedName]) -> str:
    """`United States Pacific Command (? – 2018-05-30)`, one after the other."""
    spans = ((each.text if isinstance(each, DatedName) else "", f"{each.start or '?'} – {each.end}") for each in times)
    return ", ".join(f"{text} ({span.strip()})" if text else span.strip() for text, span in spans)


def _named(text: str, lang: str) -> str:
    language = f' lang="{_text(lang)}"' if lang else ""
    return f'<span dir="auto"{language}>{_text(text)}</span>'


def _text(text: str) -> str:
    return escape(well_formed(text), quote=True)


def page(title: str, body: str, status: int, *, framed: bool) -> Response:
    """A page around a body that is escaped already; `framed` allows frames of other pages to show it."""
    policy = _POLICY if framed else f"{_POLICY}; frame-ancestors 'none'"
    headers = {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer", "Cache-Control": "no-cache"}
    html = (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{_text(title)}</title><style>{_STYLE}</style></head><body>{body}</body></html>"
    )
    return Response(html.encode(), status, headers, "text/html; charset=utf-8")
