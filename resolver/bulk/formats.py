"""The format of a file, from its extension, and which formats are written."""

from __future__ import annotations

from ..errors import UsageError

_TABBED = (".tsv", ".tab")
_DELIMITED = (".csv", *_TABBED, ".txt")
_JSON_LINES = (".jsonl", ".ndjson", ".json")
_PARQUET = (".parquet", ".pq")
_NOT_WRITTEN = (
    ".json", ".xlsx", ".xlsm", ".xls", ".ods", ".arrow", ".feather", ".ipc", ".avro", ".orc", ".db", ".sqlite",
    ".sqlite3", ".duckdb", ".html", ".xml", ".yaml", ".yml", ".dta", ".sav", ".pdf", ".zip", ".bz2", ".xz", ".7z",
    ".lz4", ".br",
)  # fmt: skip
"""Extensions of formats that are not written. Any other unknown one (of `mktemp`, of a pipe) gets CSV."""


def file_format(path: str) -> str:
    """`delimited`, `jsonl` or `parquet`, by the extension, before `.gz` or `.zst`."""
    if _unpacked(path).endswith(_JSON_LINES):
        return "jsonl"
    return "parquet" if _unpacked(path).endswith(_PARQUET) else "delimited"


def is_tabbed(path: str) -> bool:
    """Whether the name says that cells are separated by tabs."""
    return _unpacked(path).endswith(_TABBED)


def says_format(path: str) -> bool:
    """Whether the name says what the file is."""
    return _unpacked(path).endswith((*_DELIMITED, *_JSON_LINES, *_PARQUET))


def refuse_target(path: str) -> None:
    """Raises UsageError for an output with the extension of a format that is not written."""
    name = path.lower()
    end = next((end for end in _NOT_WRITTEN if name.endswith((end, f"{end}.gz", f"{end}.zst"))), "")
    if file_format(name) == "parquet" and _unpacked(name) != name:
        end = name[name.rindex(".p") :]
    if end:
        text = ", ".join((*_DELIMITED, ".jsonl", ".ndjson"))
        remedy = f"Use one of the extensions {text}, each also with .gz or .zst, or {', '.join(_PARQUET)}."
        raise UsageError(f"{path}: cannot write {end} files.", remedy=remedy)


def refuse_review(path: str) -> None:
    """Raises UsageError for a review with the extension of another format than CSV."""
    refuse_target(path)
    if file_format(path) != "delimited":
        raise UsageError(f"{path}: a review is CSV.", remedy="Let its name end in .csv.")


def _unpacked(path: str) -> str:
    """The name in lower case without what says how the file is compressed."""
    return path.lower().removesuffix(".gz").removesuffix(".zst")
