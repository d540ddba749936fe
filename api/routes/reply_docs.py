"""Replies that several routes document alike."""

from __future__ import annotations

from typing import Any

Responses = dict[int | str, dict[str, Any]]

_CONTENT = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def problem_reply(description: str) -> dict[str, Any]:
    """A problem as OpenAPI documents it."""
    return {"description": description, "content": _CONTENT}


UNMODIFIED: Responses = {304: {"description": "The caller has this already (If-None-Match)."}}
BUSY: Responses = {
    401: problem_reply("A key is needed, or is not known."),
    408: problem_reply("The body did not arrive in time."),
    429: problem_reply("Too many requests; Retry-After says when."),
    503: problem_reply("The gazetteer is not loaded yet."),
}
PROBLEMS: Responses = {**UNMODIFIED, **BUSY, 422: problem_reply("A parameter or a hint that cannot be read.")}
NOT_JSON: Responses = {
    400: problem_reply("The body is not JSON."),
    415: problem_reply("The Content-Type of the body is not JSON."),
}
TOO_LARGE: Responses = {413: problem_reply("Too many queries, or too large a body.")}
UNKNOWN: Responses = {
    308: {"description": "The id was merged into another; the location is that one's."},
    404: problem_reply("No entity has this id."),
}
