"""Vietnamese in the 8-bit codes of the 1990s, read as if it were Latin-1: VNI and TCVN3 to Unicode.

Only on request: `Tröông` can be a name in German as well. The tables are `tables/legacy_vietnamese.tsv`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from ...errors import UsageError
from ...tables import rows

CODES = ("vni", "tcvn3")


def converter(code: str) -> Callable[[str], str]:
    """What turns a text in that code into Unicode; with an empty code, nothing changes. Raises UsageError."""
    if not code:
        return str
    if code not in CODES:
        raise UsageError(f"unknown legacy code {code!r}.", remedy=f"It is one of: {', '.join(CODES)}.")
    table, pattern = _table(code)
    return lambda text: pattern.sub(lambda found: table[found[0]], unicodedata.normalize("NFC", text))


@cache
def _table(code: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """(written to meant, a pattern of all that is written, the longest first)."""
    table = {written: meant for each, written, meant in rows("legacy_vietnamese.tsv") if each == code}
    return table, re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))
