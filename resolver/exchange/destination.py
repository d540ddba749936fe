"""Where an import goes: a directory of YAML for editors, or a table for what is too large to edit."""

from __future__ import annotations

import filecmp
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Any

from ..errors import InputError, Place, UsageError
from ..model import Kind
from ..store.editing.stub import folder
from ..store.editing.writing import entry_text, ordered, scalar
from .column_mapping import table_row
from .record import Record
from .spool import Spool

_MARK = "# Imported by exonym; a new import writes it anew."


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where records come from: the source's key, and what `sources.yaml` says of it (title, url, licence …)."""

    key: str
    fields: Mapping[str, str]


def write_yaml(root: Path, spool: Spool, source: Provenance, posts: frozenset[str]) -> int:
    """Writes a layer: a file a kind and country, and sources.yaml. Returns how many entries it has.

    `posts` are those that lower layers have; terms in others that the import does not hold are left out and counted.
    The same records give the same bytes. Raises UsageError where a file is in the way that no import wrote.
    """
    about = entry_text(source.key, {key: value for key, value in source.fields.items() if value})
    spool.lay_out(chain(_texts(spool, source, posts), [("sources.yaml", source.key, about)]))
    ours = set(_ours(root))
    others = [root / file for file, _ in spool.files() if (root / file).exists() and root / file not in ours]
    if others:
        remedy = "Give a directory of its own; it lies over others with --gazetteer."
        raise UsageError(f"{others[0]} was not written by an import.", remedy=remedy)
    count = -1  # the source
    for file, texts in spool.files():
        count += _write(root / file, texts)
        ours.discard(root / file)
    for path in sorted(ours):
        path.unlink()
    return count


def _texts(spool: Spool, source: Provenance, posts: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Each entry's file, id and text."""
    for record in spool.united():
        fields = _resolvable(dict(record.fields), posts, spool)
        if not any(key in fields for key in ("name", "names")):
            spool.tally.without("entities without a name")
            continue
        fields["sources"] = [source.key, *fields.get("sources", [])]
        file = f"{folder(record.kind)}/{fields.get('country', 'int')}.yaml"
        yield file, record.id, entry_text(record.id, ordered(record.kind.value, fields))


def _resolvable(fields: dict[str, Any], posts: frozenset[str], spool: Spool) -> dict[str, Any]:
    """Without references that lead nowhere."""
    terms = fields.pop("posts", [])
    kept = [term for term in terms if term["post"] in posts or spool.has(term["post"], Kind.POST)]
    if kept:
        fields["posts"] = kept
    for _ in range(len(terms) - len(kept)):
        spool.tally.without("terms in posts that are not known")
    if not spool.has(fields.get("organisation", ""), Kind.ORGANISATION):
        fields.pop("organisation", None)
    return fields


def _ours(root: Path) -> list[Path]:
    return [path for path in sorted(root.rglob("*.yaml")) if _begins_with_mark(path)]


def _begins_with_mark(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_MARK)) == _MARK.encode()


def _write(path: Path, texts: Iterable[str]) -> int:
    """Writes a file whole or not at all, and only if it is new, so that nothing seems changed that is not."""
    count = 0
    with _whole(path) as part:
        with part.open("w", encoding="utf-8", errors="replace", newline="") as out:
            out.write(f"{_MARK}\n")
            for text in texts:
                out.write(text)
                count += 1
        if path.exists() and filecmp.cmp(path, part, shallow=False):
            part.unlink()
    return count


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
        if part.exists():
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
