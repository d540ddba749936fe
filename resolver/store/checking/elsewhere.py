"""References of a layer to entries of the shipped gazetteer, where that was not read with it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from msgspec.structs import replace

from ...errors import Finding

_UNKNOWN = re.compile(r"unknown entry `([^`]+)`")
_REMEDY = "it is in the shipped gazetteer: check with --with-shipped"


def ids_asked_for(findings: Sequence[Finding]) -> frozenset[str]:
    """The ids that findings say are unknown."""
    return frozenset(found[1] for each in findings if (found := _UNKNOWN.fullmatch(each.message)))


def told_of_shipped(each: Finding, shipped: Container[str]) -> Finding:
    """A finding with the right remedy where the id that it says is unknown is a shipped one."""
    found = _UNKNOWN.fullmatch(each.message)
    return replace(each, remedy=_REMEDY) if found and found[1] in shipped else each
