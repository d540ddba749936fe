"""Words that connect the parts of a name and say nothing themselves: of, về, om, 关于."""

from __future__ import annotations

from functools import cache

from .phrases import Phrases, Unit
from .tables import rows


@cache
def phrases() -> Phrases[bool]:
    """The connecting words of all languages as phrases."""
    return Phrases((lang, form, True) for lang, forms in rows("connectors.tsv") for form in forms.split("/"))


def is_connector(unit: Unit) -> bool:
    """Whether a single word connects and says nothing."""
    return phrases().longest((unit,), 0) is not None
