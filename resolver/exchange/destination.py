"""Where an import goes: a directory of YAML for editors, or a table for what is too large to edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import IO

from msgspec import Struct, field

from ..errors import UsageError
from ..model import Kind
from ..store.editing.files import together
from ..store.editing.stub import folder
from ..store.editing.writing import entry_text, ordered, scalar
from ..store.reading.layer_files import sources_beside
from ..store.reading.table_file import FACTS, cell_of
from .column_mapping import table_row
from .record import Record
from .spool import Spool

_MARK = "# Imported by exonym; a new import writes it anew."


class Provenance(Struct, frozen=True):
    """Where records come from: the source's key, and what `sources.yaml` says of it (title, url, licence …)."""

    key: str
    fields: Mapping[str, str]

    @property
    def text(self) -> str:
        """Its entry in a file of sources."""
        return entry_text(self.key, {key: value for key, value in self.fields.items() if value})


class Written(Struct):
    """What was written: entities by kind, their terms in posts, their names."""

    kinds: Counter[str] = field(default_factory=Counter)
    terms: int = 0
    names: int = 0

    def count(self, record: Record) -> Record:
        """Counts a record on its way."""
        self.kinds[record.kind.value] += 1
        self.terms += len(record.fields.get("posts", ()))
        self.names += ("name" in record.fields) + sum(map(len, record.fields.get("names", {}).values()))
        return record


def write_yaml(root: Path, records: Iterable[Record], spool: Spool, source: Provenance) -> Written:
    """Writes a layer, all of it or nothing: a file a kind and country, and sources.yaml.

    The same records give the same bytes. Raises UsageError where a file is in the way that no import wrote.
    """
    written = Written()
    spool.lay_out(chain(_texts(map(written.count, records), source), [("sources.yaml", source.key, source.text)]))
    ours = set(_ours(root))
    files = [root / file for file, _ in spool.files()]
    in_the_way = [path for path in files if path.exists() and path not in ours]
    if in_the_way:
        remedy = "Give a directory of its own; it lies over others with --gazetteer."
        raise UsageError(f"{in_the_way[0]} was not written by an import.", remedy=remedy)
    with together(files) as parts:
        for file, texts in spool.files():
            _write_text(parts[root / file], texts)
    for path in sorted(ours.difference(files)):
        path.unlink()
    return written


def _texts(records: Iterable[Record], source: Provenance) -> Iterator[tuple[str, str, str]]:
    """Each entry's file, id and text."""
    for record in records:
        fields = {**record.fields, "sources": [source.key, *record.fields.get("sources", [])]}
        file = f"{folder(record.kind)}/{fields.get('country', 'int')}.yaml"
        yield file, record.id, entry_text(record.id, ordered(record.kind.value, fields))


def _ours(root: Path) -> list[Path]:
    """The files of an earlier import: what lies deeper, or in other folders, is of another layer."""
    folders = {folder(kind) for kind in Kind}
    found = [root / "sources.yaml", *(path for each in folders for path in (root / each).glob("*.yaml"))]
    return [path for path in sorted(found) if path.is_file() and _begins_with_mark(path)]


def _begins_with_mark(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_MARK)) == _MARK.encode()


def write_table(path: Path, records: Iterable[Record], source: Provenance) -> Written:
    """Writes a table with a row for each name, and its source in a file beside it, both or neither.

    Streaming; `.parquet` by way of CSV. The facts of an entity stand in its first row. Raises UsageError where a file
    is in the way that no import wrote.
    """
    about = sources_beside(path)
    if about.exists() and not _begins_with_mark(about):
        raise UsageError(f"{about} was not written by an import.", remedy="Give the table another name.")
    written = Written()
    with together([path, about]) as parts:
        _write_text(parts[about], [source.text])
        part = parts[path]
        table = part if path.suffix != ".parquet" else part.with_suffix(".csv")
        try:
            with table.open("w", encoding="utf-8", errors="replace", newline="") as out:
                _rows(out, map(written.count, records), source.key, tab=path.suffix in {".tsv", ".tab"})
            if table is not part:
                import polars

                polars.scan_csv(table, infer_schema=False).sink_parquet(part)
        finally:
            if table is not part:
                table.unlink(missing_ok=True)
    return written


def _rows(out: IO[str], records: Iterable[Record], source: str, *, tab: bool) -> None:
    def line(cells: Iterable[str]) -> str:
        return ("\t".join(cell.replace("\t", " ") for cell in cells) if tab else table_row(cells)) + "\n"

    out.write(line(("id", "name", "lang", "kind", *FACTS)))
    for record in records:
        known = {**record.fields, "sources": [source, *record.fields.get("sources", [])]}
        facts = [cell_of(key, known.get(key, "")) for key in FACTS]
        names = [(known["name"], "")] if "name" in known else []
        names += [(form, lang) for lang, forms in known.get("names", {}).items() for form in forms]
        for form, lang in names:
            out.write(line((record.id, form, lang, record.kind.value, *facts)))
            facts = [""] * len(FACTS)


def _write_text(part: Path, texts: Iterable[str]) -> None:
    with part.open("w", encoding="utf-8", errors="replace", newline="") as out:
        out.write(f"{_MARK}\n")
        out.writelines(texts)


def source_key(text: str) -> str:
    """A key for sources.yaml from a title or a file's name."""
    key = "-".join("".join(char if char.isascii() and char.isalnum() else " " for char in text.lower()).split())
    return key if key and scalar(key) == key else f"import-{key or 'source'}"
