"""The rules of evidence: each has a code, and a sentence that documents it wherever it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .tables import rows


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of evidence. `code` is stable; `title` is a few words; `text` documents it to users."""

    code: str
    title: str
    text: str


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its code, in the order in which they are documented. Shared: must not be changed."""
    return {code: Rule(code, title, text) for code, title, text in rows("rules.tsv")}
