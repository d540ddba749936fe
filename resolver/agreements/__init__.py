"""Agreements by instrument, topics, parties and dates: reading a name, comparing it with an entity."""

from .bound import Bound
from .comparing import NEAR_MISSES, beside_its_name, compare, parted
from .reading import AgreementName, KnownAgreement, described, packed, parse, parties, unpacked

__all__ = [
    "NEAR_MISSES", "AgreementName", "Bound", "KnownAgreement", "beside_its_name", "compare", "described", "packed",
    "parse", "parted", "parties", "unpacked",
]  # fmt: skip
