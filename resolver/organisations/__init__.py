"""Organisations by what they are for: reading a functional name, comparing it with an entity."""

from .comparing import compare, described
from .reading import FunctionalName, parse

__all__ = ["FunctionalName", "compare", "described", "parse"]
