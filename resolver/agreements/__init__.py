"""Agreements by instrument, topics, parties and dates: reading a name, comparing it with an entity."""

from .comparing import compare, parted
from .reading import AgreementName, described, parse

__all__ = ["AgreementName", "compare", "described", "parse", "parted"]
