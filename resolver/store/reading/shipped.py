"""Where the gazetteer lies that comes with the package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[3]


def shipped() -> Path:
    """Its directory."""
    return _PACKAGE / "gazetteer"
