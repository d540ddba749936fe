"""What the pages say, in each language of the interface: one table, `strings.tsv`, a key a line."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from starlette.requests import Request

_TABLE = Path(__file__).parent / "strings.tsv"
LANGUAGES = {"en": "English", "vi": "Tiếng Việt", "zh": "中文", "ja": "日本語"}
"""Codes of the languages of the interface, with their own names."""
COOKIE = "exonym_language"


@cache
def strings(language: str) -> Mapping[str, str]:
    """Every text by its key, in one of `LANGUAGES`."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return {row["key"]: row[language] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def language_of(request: Request) -> str:
    """The language of the address (/zh/reconcile), else the one that a reader chose (`?lang=`, which is kept in a
    cookie), else what the browser asks for first.
    """
    addressed = str(request.path_params.get("language", "")).partition("-")[0].lower()
    for chosen in (addressed, request.query_params.get("lang", ""), request.cookies.get(COOKIE, "")):
        if chosen in LANGUAGES:
            return chosen
    return _preferred(request.headers.get("accept-language", ""))


def _preferred(header: str) -> str:
    """The known language of the highest quality in `Accept-Language`; English where none is known."""
    best, language = 0.0, "en"
    for part in header.split(","):
        name, _, parameters = part.partition(";")
        code = name.strip().lower().partition("-")[0]
        quality = _quality(parameters)
        if code in LANGUAGES and quality > best:
            best, language = quality, code
    return language


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
