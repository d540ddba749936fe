"""The documented rules of evidence, for replies that name them."""

from __future__ import annotations

from functools import cache

from resolver.evidence import Rule, rules


@cache
def known_rules() -> dict[str, Rule]:
    """Every rule by its code; empty in a package without the table of rules."""
    try:
        return rules()
    except FileNotFoundError:
        return {}


def title(code: str) -> str:
    """A few words for a rule's code."""
    rule = known_rules().get(code)
    return rule.title if rule else code.replace("-", " ").capitalize()
