"""The findings of `check`: each code once, with severity, remedy and two examples, in `codes.yaml` beside
this file.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..errors import Finding, Place


class Code(Struct, frozen=True):
    """What a code means. `bad` shows it, `good` is the same mended; both are the content of `file`."""

    code: str
    title: str
    severity: str
    remedy: str
    file: str
    bad: str
    good: str
    encoding: str = "utf-8"


@cache
def codes() -> dict[str, Code]:
    """All codes, by code."""
    import yaml

    text = Path(__file__).with_name("codes.yaml").read_text(encoding="utf-8")
    # This file is the package's own, and BaseLoader leaves every scalar a string.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    entries: dict[str, dict[str, Any]] = yaml.load(text, Loader=loader)  # noqa: S506
    return {code: Code(code=code, **fields) for code, fields in entries.items()}


def finding(code: str, place: Place, message: str, remedy: str = "") -> Finding:
    """A finding with the severity of its code, and the code's remedy unless a better one is given."""
    known = codes()[code]
    return Finding(place, code, message, remedy or known.remedy, known.severity)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once, in the order of place, code and message."""
    unique = {
        (each.place.file, each.place.line, each.place.column, each.code, each.message, each.remedy): each
        for each in findings
    }
    return [unique[key] for key in sorted(unique)]
