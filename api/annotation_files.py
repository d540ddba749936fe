"""Annotations as files: each format with its media type and its name, for the command, the service and the page."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain
from pathlib import PurePath

from ..resolver.documents.annotate import Annotation
from .annotations import brat, json_lines, mention_to_wire, page, web_annotations, web_page
from .wire import well_formed

Documents = Iterable[tuple[str, Iterable[Annotation]]]
"""Names of documents, each with its stretches."""
_COLUMNS = ("start", "end", "text", "status", "id", "name", "kind", "score", "why", "via")
_BLOCK = 32_768  # characters that go out together


class FileFormat(StrEnum):
    """A format of one file."""

    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"
    WEBANNOTATION = "webannotation"
    BRAT = "brat"

    @property
    def media_type(self) -> str:
        """Its media type; that of brat is of both its files in one."""
        return _MEDIA_TYPES[self]

    def file_name(self, document: str) -> str:
        """What the annotations of a document are called: its name without a folder, with the end of the format."""
        return stem(document) + _ENDS[self]


_MEDIA_TYPES = {
    FileFormat.JSONL: "application/x-ndjson",
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.HTML: "text/html; charset=utf-8",
    FileFormat.WEBANNOTATION: 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    FileFormat.BRAT: "application/zip",
}
_ENDS = {
    FileFormat.JSONL: ".jsonl",
    FileFormat.CSV: ".csv",
    FileFormat.HTML: ".annotated.html",
    FileFormat.WEBANNOTATION: ".jsonld",
    FileFormat.BRAT: ".zip",
}


def stem(document: str) -> str:
    """A document's name without its folder and its end; `annotations` for a pipe or a text that has no name."""
    return PurePath(document.replace("\\", "/")).stem.strip(". ") if document.strip("-./\\ ") else "annotations"


def written(chosen: FileFormat, documents: Documents) -> Iterator[str]:
    """The file, part by part. Of brat it is the annotations alone; `file_blocks` packs the text with them."""
    if chosen is FileFormat.HTML:
        yield from page(documents)
    elif chosen is FileFormat.WEBANNOTATION:
        yield from web_page(chain.from_iterable(web_annotations(name, stretches) for name, stretches in documents))
    elif chosen is FileFormat.CSV:
        yield from _table(documents)
    elif chosen is FileFormat.BRAT:
        yield from (line + "\n" for _, stretches in documents for line in brat(stretches))
    else:
        yield from (f"{line}\n" for name, each in documents for stretch in each for line in json_lines(name, stretch))


def file_blocks(chosen: FileFormat, document: str, stretches: Iterable[Annotation]) -> Iterator[bytes]:
    """The file of one document in UTF-8, block by block; of brat an archive of its text and its annotations."""
    if chosen is FileFormat.BRAT:
        yield _packed(document, stretches)
        return
    held, size = [], 0
    for part in written(chosen, [(document, stretches)]):
        held.append(part)
        size += len(part)
        if size >= _BLOCK:
            yield well_formed("".join(held)).encode()
            held, size = [], 0
    yield well_formed("".join(held)).encode()


def _packed(document: str, stretches: Iterable[Annotation]) -> bytes:
    read = list(stretches)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr(f"{stem(document)}.txt", well_formed("".join(each.text for each in read)))
        target.writestr(f"{stem(document)}.ann", "".join(f"{line}\n" for line in brat(read)))
    return archive.getvalue()


def _table(documents: Documents) -> Iterator[str]:
    """A row a mention; `candidates` are ids, the most likely first."""
    yield _row(["file", *_COLUMNS, "candidates"])
    for name, stretches in documents:
        for mention in chain.from_iterable(stretch.mentions for stretch in stretches):
            wire = mention_to_wire(mention)
            cells = ("" if wire[column] is None else wire[column] for column in _COLUMNS)
            yield _row([name, *cells, " ".join(each["id"] for each in wire["candidates"])])


def _row(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
