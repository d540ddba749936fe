"""Every table, in the order in which they are described."""

from __future__ import annotations

from typing import Any

from . import (
    agreements,
    chinese,
    countries,
    cyrillic,
    han,
    japanese,
    korean,
    organisations,
    phonetic,
    renderings,
    running_text,
    titles,
    vietnamese,
)
from .table import Table

TABLES: tuple[Table[Any], ...] = (
    *countries.TABLES,
    *titles.TABLES,
    *organisations.TABLES,
    *agreements.TABLES,
    *running_text.TABLES,
    *han.TABLES,
    *chinese.TABLES,
    *japanese.TABLES,
    *korean.TABLES,
    *vietnamese.TABLES,
    *cyrillic.TABLES,
    *renderings.TABLES,
    *phonetic.TABLES,
)
