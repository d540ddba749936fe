"""The rules of evidence: each has a code, and a sentence that documents it wherever it is printed."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from ..readings.routes import titles
from ..tables.schema.agreements import RULES


class Rule(Struct, frozen=True):
    """A kind of evidence. `code` is stable; `title` is a few words; `text` documents it to users."""

    code: str
    title: str
    text: str


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its code, in the order in which they are documented, the routes last. Must not be changed."""
    found = {row.code: Rule(row.code, row.title, row.text) for row in RULES.read()}
    for code, title in titles():
        found.setdefault(code, Rule(code, title, f"The two spellings agree by the route “{title}”."))
    return found
