"""The documented rules of evidence, for replies that name them."""

from __future__ import annotations

from ..resolver.decision.rules import rules


def title(code: str) -> str:
    """A few words for a rule's code."""
    rule = rules().get(code)
    return rule.title if rule else code.replace("-", " ").capitalize()
