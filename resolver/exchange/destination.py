"""Where an import goes: a directory of YAML for editors, or a table for what is too large to edit."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ..errors import InputError, Place, UsageError
from ..model import Kind
from ..store.stub import folder
from ..store.writing import entry_text, ordered, scalar
from .delimited import table_row
from .record import Record, Tally, united

_MARK = "# Imported by exonym; a new import writes it anew."


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where records come from: the source's key, and what `sources.yaml` says of it (title, url, licence …)."""

    key: str
    fields: Mapping[str, str]


def write_yaml(root: Path, records: Iterable[Record], tally: Tally, source: Provenance, posts: frozenset[str]) -> int:
    """Writes a layer: a file a kind and country, and sources.yaml. Returns how many entries it has.

    `posts` are those that lower layers have; terms in others that the import does not hold are left out and counted.
    The same records give the same bytes. Raises UsageError where a file is in the way that no import wrote.
    """
    found = united(records)
    known = posts | {record.id for record in found.values() if record.kind is Kind.POST}
    organisations = {record.id for record in found.values() if record.kind is Kind.ORGANISATION}
    files: dict[Path, list[str]] = defaultdict(list)
    count = 0
    for entity_id in sorted(found):
        fields = _resolvable(dict(found[entity_id].fields), known, organisations, tally)
        if not any(key in fields for key in ("name", "names")):
            tally.without("entities without a name")
            continue
        fields["sources"] = [source.key, *fields.get("sources", [])]
        kind = found[entity_id].kind
        text = entry_text(entity_id, ordered(kind.value, fields))
        files[root / folder(kind) / f"{fields.get('country', 'int')}.yaml"].append(text)
        count += 1
    entry = entry_text(source.key, {key: value for key, value in source.fields.items() if value})
    files[root / "sources.yaml"] = [entry]
    _refuse_others(root, files)
    for path, entries in files.items():
        _write(path, f"{_MARK}\n{''.join(entries)}")
    for path in _ours(root):
        if path not in files:
            path.unlink()
    return count


def _resolvable(fields: dict[str, Any], posts: Iterable[str], organisations: set[str], tally: Tally) -> dict[str, Any]:
    """Without references that lead nowhere."""
    terms = fields.pop("posts", [])
    kept = [term for term in terms if term["post"] in posts]
    if kept:
        fields["posts"] = kept
    for _ in range(len(terms) - len(kept)):
        tally.without("terms in posts that are not known")
    if fields.get("organisation", "") not in organisations:
        fields.pop("organisation", None)
    return fields


def _ours(root: Path) -> list[Path]:
    return [path for path in sorted(root.rglob("*.yaml")) if path.read_bytes().startswith(_MARK.encode())]


def _refuse_others(root: Path, files: Iterable[Path]) -> None:
    ours = _ours(root)
    for path in files:
        if path.exists() and path not in ours:
            remedy = "Give a directory of its own; it lies over others with --gazetteer."
            raise UsageError(f"{path} was not written by an import.", remedy=remedy)


def _write(path: Path, text: str) -> None:
    """Only what is new, so that nothing seems changed that is not."""
    raw = text.encode("utf-8", "replace")
    try:
        if path.exists() and path.read_bytes() == raw:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    except OSError as error:
        raise InputError(f"it cannot be written: {error.strerror}.", place=Place(str(path))) from error


def write_table(path: Path, records: Iterable[Record]) -> int:
    """Writes a table with a row for each name, streaming; `.parquet` by way of CSV. Returns the number of rows."""
    count = 0
    with _whole(path) as part:
        table = part if path.suffix != ".parquet" else part.with_suffix(".csv")
        with table.open("w", encoding="utf-8", errors="replace", newline="") as out:
            count = _rows(out, records, tab=path.suffix in {".tsv", ".tab"})
        if table is not part:
            import polars

            polars.scan_csv(table, infer_schema=False).sink_parquet(part)
            table.unlink()
    return count


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file that takes its place only when it is whole."""
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(path)
    except OSError as error:
        raise InputError(f"it cannot be written: {error.strerror}.", place=Place(str(path))) from error
    finally:
        part.unlink(missing_ok=True)


def _rows(out: IO[str], records: Iterable[Record], *, tab: bool) -> int:
    def line(cells: tuple[str, ...]) -> str:
        return ("\t".join(cell.replace("\t", " ") for cell in cells) if tab else table_row(cells)) + "\n"

    out.write(line(("id", "name", "lang", "kind", "country")))
    count = 0
    for record in records:
        rest = (record.kind.value, record.fields.get("country", ""))
        names = [(record.fields["name"], "")] if "name" in record.fields else []
        names += [(form, lang) for lang, forms in record.fields.get("names", {}).items() for form in forms]
        for form, lang in names:
            out.write(line((record.id, form, lang, *rest)))
            count += 1
    return count


def source_key(text: str) -> str:
    """A key for sources.yaml from a title or a file's name."""
    key = "-".join("".join(char if char.isascii() and char.isalnum() else " " for char in text.lower()).split())
    return key if key and scalar(key) == key else f"import-{key or 'source'}"
