"""Organisations by what they are for: reading a functional name, comparing it with an entity."""

from .bound import Bound
from .comparing import NEAR_MISSES, KnownOrganisation, compare, described, packed, unpacked, unsaid_country
from .reading import FunctionalName, parse

__all__ = [
    "NEAR_MISSES", "Bound", "FunctionalName", "KnownOrganisation", "compare", "described", "packed", "parse",
    "unpacked", "unsaid_country",
]  # fmt: skip
