"""Reading a query with its hints, and answering it: the same for one, for a batch and for the protocol's clients."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import parse_qsl

from msgspec import Struct

from ...resolver.errors import ExonymError
from ...resolver.hints import FIELDS, parse_hints
from ...resolver.model import NO_HINTS, Hints
from ..refusals import QueryError, QueryTooLongError
from ..service import Service
from ..snapshot import Page, Snapshot
from ..wire import decision_to_wire, dump, error_to_wire

USUAL_LIMIT, MOST_LISTED = 10, 100  # candidates of an answer
_LIMIT = re.compile("[1-9][0-9]{0,2}")
_TOO_LONG = "Names are shorter: send one mention, not its sentence."


def check_length(mention: str, limit: int) -> None:
    """Raises QueryTooLongError."""
    if len(mention) > limit:
        raise QueryTooLongError(f"the text has {len(mention)} characters, over {limit}.", remedy=_TOO_LONG)


class Asked(Struct, frozen=True):
    """One query that could be read."""

    mention: str
    hints: Hints
    limit: int


async def answer(service: Service, snapshot: Snapshot, asked: Asked) -> bytes:
    """The decision as a JSON object, from memory when the same was asked of this snapshot before."""
    kept = snapshot.results.get(asked)
    if kept is not None:
        service.ledger.again(asked.mention, asked.hints)
        return kept
    decision = await service.aside(
        len(asked.mention), lambda: snapshot.resolver.resolve(asked.mention, asked.hints, limit=asked.limit)
    )
    service.ledger.answered(asked.mention, asked.hints, decision.status, snapshot.gazetteer.version)
    body = dump(decision_to_wire(decision, snapshot.describe))
    snapshot.results.keep(asked, body)
    return body


async def page_of(service: Service, snapshot: Snapshot, asked: Asked, query_string: bytes) -> Page:
    """The reply of GET /resolve; kept for the same query string, unless the ledger wants to see it each time."""
    page = snapshot.page(b"%s,%s" % (snapshot.versions[:-1], (await answer(service, snapshot, asked))[1:]))
    if not service.ledger.keeps:
        snapshot.pages.keep(query_string, page)
    return page


def failed(service: Service, error: ExonymError) -> bytes:
    """What stands in the place of an answer that cannot be given."""
    service.ledger.failed()
    return dump(error_to_wire(error))


def read_query(query: Any, longest: int) -> tuple[str, Hints]:
    """Mention and hints of one query, from whichever way it came: an object with a text `q` and hints.

    No text may have more than `longest` characters. Raises QueryError, QueryTooLongError, HintError.
    """
    if not isinstance(query, Mapping) or not isinstance(query.get("q"), str):
        raise QueryError("a query is an object with a text `q`.", remedy='Write {"q": "吴春历"}.')
    unknown = next((key for key in query if key != "q" and key not in FIELDS), None)
    if unknown is not None:
        raise QueryError(f"unknown hint {unknown!r}.", remedy=f"The hints are: {', '.join(FIELDS)}.")
    texts = {field: text_of_hint(field, query[field]) for field in FIELDS if field in query}
    for text in (query["q"], *texts.values()):
        check_length(text, longest)
    return query["q"], parse_hints(texts)


class DocumentHints(Protocol):
    """What is said of a document."""

    date: str
    language: str
    context_countries: str | list[str]


def document_hints(document: DocumentHints | None) -> Hints:
    """The hints of a document; none where there is none. Raises HintError."""
    if document is None:
        return NO_HINTS
    names = ("date", "language", "context_countries")
    return parse_hints({name: text_of_hint(name, getattr(document, name)) for name in names})


def read_query_string(raw: bytes, longest: int) -> Asked | None:
    """The question of GET /resolve where there is nothing to say against any parameter; else None."""
    try:
        given = parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict")
        values = dict(given)
        limit = values.pop("limit", str(USUAL_LIMIT))
        mention, hints = read_query(values, longest)
    except (ValueError, ExonymError):
        return None
    once = len({key for key, _ in given}) == len(given)
    listed = int(limit) if _LIMIT.fullmatch(limit) else 0
    return Asked(mention, hints, listed) if once and 1 <= listed <= MOST_LISTED else None


def text_of_hint(field: str, value: Any) -> str:
    """A hint as a text; countries of the context may be a list of them. Raises QueryError."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if field == "context_countries" and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "; ".join(value)
    raise QueryError(f"{field} is not a text.", remedy="Hints are strings; context_countries may be a list of them.")
