"""A labelled file for `evaluate`: mentions with the ids that are right, read as `reconcile` reads its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ...resolver.bulk.columns import Columns, Found
from ...resolver.bulk.formats import file_format, is_tabbed
from ...resolver.bulk.reading.byte_source import TextBlocks, open_bytes
from ...resolver.bulk.reading.delimited import DelimitedReader
from ...resolver.bulk.reading.jsonlines import JsonLinesReader
from ...resolver.bulk.reading.rows import Chunk, Fault, Gap, decoded
from ...resolver.errors import HintError, InputError, Place, UsageError
from ...resolver.hints import parse_hints
from ...resolver.model import Gazetteer, Hints

_LISTED = 10
"""Unknown ids that are listed by name."""


class Layout(Struct, frozen=True):
    """Where a file is and what is in its columns; `by` are the columns whose values group the mentions.

    Without an `id_column` every row is of a stranger.
    """

    source: str
    columns: Columns
    id_column: str = "id"
    by: tuple[str, ...] = ()
    delimiter: str = ""
    encoding: str = ""


class Labelled(Struct, frozen=True):
    """One row: what is asked, the id that is right (empty: nobody in the gazetteer), and the labels of its groups."""

    row: int
    mention: str
    gold: str
    hints: Hints
    labels: tuple[str, ...]


def read(layout: Layout) -> list[Labelled]:
    """All rows. Raises UsageError for columns that are not there, InputError for rows that cannot be read."""
    if file_format(layout.source) == "parquet":
        raise InputError("evaluate reads CSV, TSV and JSON Lines.", remedy="Write the labelled rows as CSV.")
    with open_bytes(layout.source) as stream:
        name = "standard input" if layout.source == "-" else layout.source
        rows = list(_rows(layout, iter(TextBlocks(stream, name, layout.encoding))))
    if not rows:
        raise InputError("there is no row to evaluate.", place=Place(layout.source))
    return rows


def _rows(layout: Layout, blocks: Iterator[bytes]) -> Iterator[Labelled]:
    header, chunks = _opened(layout, blocks)
    found = layout.columns.find(header)
    ids = (_id_position(layout, header),) if layout.id_column else ()
    positions = (*found.positions, *ids, *(_position(name, header) for name in layout.by))
    row = 0
    for chunk in chunks(positions):
        for cells in chunk.cells:
            row += 1
            if isinstance(cells, Fault):
                raise InputError(f"row {row}: {cells.why}.", place=Place(layout.source))
            if not isinstance(cells, Gap):
                yield _labelled(layout, found, row, decoded(cells))


class _Chunks:
    """The rows of JSON Lines, asked for as those of a delimited text are."""

    def __init__(self, reader: JsonLinesReader) -> None:
        self._reader = reader

    def __call__(self, positions: Sequence[int]) -> Iterator[Chunk]:
        return self._reader.chunks(positions, ())


def _opened(layout: Layout, blocks: Iterator[bytes]):  # type: ignore[no-untyped-def]
    if file_format(layout.source) == "jsonl":
        lines = JsonLinesReader(blocks, layout.source)
        return _filled(layout, lines.header), _Chunks(lines)
    reader = DelimitedReader(blocks, delimiter=layout.delimiter or ("\t" if is_tabbed(layout.source) else ""))
    return _filled(layout, reader.header), reader.chunks


def _filled(layout: Layout, header: list[str]) -> list[str]:
    if not header:
        raise InputError("it is empty.", place=Place(layout.source))
    return header


def _position(name: str, header: Sequence[str]) -> int:
    return Columns(name).find(header).mention


def _id_position(layout: Layout, header: Sequence[str]) -> int:
    try:
        return _position(layout.id_column, header)
    except UsageError as error:
        raise UsageError(
            f"no column {layout.id_column!r} has the right ids.", remedy=f"Say it with --id-column. {error.remedy}"
        ) from error


def _labelled(layout: Layout, found: Found, row: int, cells: Sequence[str]) -> Labelled:
    asked = len(found.positions)
    mention, given = cells[0], dict(zip(found.hints, cells[1:asked], strict=True))
    try:
        hints = parse_hints(given)
    except HintError as error:
        raise InputError(f"row {row}: {error.message}", place=Place(layout.source), remedy=error.remedy) from error
    gold, *labels = cells[asked:] if layout.id_column else ("", *cells[asked:])
    return Labelled(row, mention, gold.strip(), hints, tuple(labels))


def canonical(rows: Sequence[Labelled], gazetteer: Gazetteer, source: str) -> dict[str, str]:
    """The living entity of each id that the rows have. Raises InputError that lists the ids nobody has."""
    known = {each: gazetteer.redirect(each) for each in dict.fromkeys(row.gold for row in rows) if each}
    unknown = [each for each, entity in known.items() if entity is None]
    if unknown:
        where = {each: next(row.row for row in rows if row.gold == each) for each in unknown[:_LISTED]}
        listed = ", ".join(f"{each!r} (row {row})" for each, row in where.items())
        more = f" and {len(unknown) - _LISTED} more" if len(unknown) > _LISTED else ""
        raise InputError(
            f"{len(unknown)} id(s) are not in the gazetteer: {listed}{more}.",
            place=Place(source),
            remedy="Add your own names with --gazetteer, or leave the id empty where nobody in it is meant.",
        )
    return {each: entity.id for each, entity in known.items() if entity is not None}
