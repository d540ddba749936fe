"""Where the gazetteer lies that comes with the package."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def shipped() -> Path:
    """Its directory."""
    return Path(str(files("exonym.gazetteer")))
