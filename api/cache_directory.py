"""Where the commands and the Python interface keep what can be made anew."""

from __future__ import annotations

import os
from pathlib import Path


def cache_directory() -> Path:
    """exonym's own directory in the user's cache, where the XDG base directory specification puts it."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "exonym"
