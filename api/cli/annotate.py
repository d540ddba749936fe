"""`annotate`: running text in, every mention of an entity out, with where it stands and why."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from ...resolver.bulk.options import policy_of
from ...resolver.errors import InputError, Place, UsageError
from ..text_files import LONGEST, LONGEST_PAGE, TextFile, is_directory, named_files, text_files
from .session import layers, open_resolver
from .shared_options import ContextHint, DateHint, Gazetteers, LanguageHint, WithoutShipped
from .styled import Line, one_line, show
from .table_options import KnownShare

if TYPE_CHECKING:
    from ...resolver.documents.annotate import Annotation, Annotator
    from ...resolver.model import Hints

    Stretches = Iterator[Annotation]
    Documents = Iterator[tuple[TextFile, Stretches]]
    Inodes = frozenset[tuple[int, int]]

_STYLES = {"person": "bold green", "organisation": "bold blue", "agreement": "bold magenta"}


class Format(StrEnum):
    """What `annotate` writes."""

    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"
    TERMINAL = "terminal"
    WEBANNOTATION = "webannotation"
    BRAT = "brat"


def annotate(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Plain text or HTML; a directory for all in it; - for a pipe."),
    ],
    format: Annotated[
        Format | None,
        typer.Option("--format", help="Usually terminal on a terminal, jsonl (one line a mention) elsewhere."),
    ] = None,
    output: Annotated[
        str,
        typer.Option("-o", "--output", metavar="PATH", help="Write there; for brat a directory.", show_default=False),
    ] = "",
    encoding: Annotated[
        str,
        typer.Option("-e", "--encoding", help="The encoding of the files, where it is not UTF-8.", show_default=False),
    ] = "",
    longest: Annotated[
        int | None,
        typer.Option(
            "--max-characters",
            min=1,
            help=f"Refuse longer documents. Usually {LONGEST:,}, {LONGEST_PAGE:,} of HTML.",
            show_default=False,
        ),
    ] = None,
    date: DateHint = "",
    language: LanguageHint = "",
    context_countries: ContextHint = "",
    known_share: KnownShare = None,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing on standard error.")] = False,
) -> None:
    """Find every mention of an entity in running text: where it stands, whom it names, and why.

    Example: exonym annotate article.txt --format html -o article.html
    """
    from ...resolver.documents.annotate import Annotator
    from ...resolver.hints import parse_hints

    hints = parse_hints({"date": date, "language": language, "context_countries": context_countries})
    chosen = format or (Format.TERMINAL if sys.stdout.isatty() and not output else Format.JSONL)
    documents = text_files(files, encoding, longest)
    annotator = Annotator(
        open_resolver(layers(context, gazetteer, without_shipped), policy_of({"known_share": known_share}))
    )
    annotated = _annotated(documents, annotator, hints, quiet=quiet)
    if chosen is Format.BRAT and output:
        _write_brat(annotated, output, _read(files))
        return
    if output:
        _refuse_replacing(_read(files), Path(output))
    with _target(output) as target:
        for part in _written(annotated, chosen, target):
            target.write(part)


def _annotated(documents: Iterable[TextFile], annotator: Annotator, hints: Hints, *, quiet: bool) -> Documents:
    from ...resolver.documents.html_text import read_page

    for document in documents:
        if document.is_page:
            stretches = annotator.annotate_page_stretches(read_page("".join(document.pieces)), hints)
        else:
            stretches = annotator.annotate_stretches(document.pieces, hints)
        yield document, stretches if quiet else _said(document, stretches)


def _said(document: TextFile, stretches: Stretches) -> Stretches:
    """The same stretches; behind the last, standard error has what the document was taken to be."""
    from ..annotations import said

    count = 0
    for stretch in stretches:
        count += len(stretch.mentions)
        yield stretch
    typer.echo(f"{document.name}: {count:,} mention{'' if count == 1 else 's'}; {said(stretch)}", err=True)


def _written(documents: Documents, chosen: Format, target: TextIO) -> Iterator[str]:
    """The parts of the output in one of the formats that go to one file."""
    if chosen is not Format.TERMINAL:
        from ..annotation_files import FileFormat, written

        yield from written(FileFormat(chosen), ((document.name, stretches) for document, stretches in documents))
        return
    for document, stretches in documents:
        lines = _lines(document.name, stretches)
        if target is sys.stdout:
            show(lines)
        else:
            yield from ("".join(text for text, _ in line) + "\n" for line in lines)


def _lines(file: str, stretches: Stretches) -> Iterator[Line]:
    """A text with its mentions in colour, each with its id behind it."""
    yield [(one_line(file), "bold underline")]
    line: Line = []
    for part, style in chain.from_iterable(map(_styled, stretches)):
        first, *others = part.split("\n")
        line.append((one_line(first, len(first)), style))
        for other in others:
            yield line
            line = [(one_line(other, len(other)), style)]
    yield line


def _styled(stretch: Annotation) -> Iterator[tuple[str, str]]:
    """The parts of a stretch, each with its style."""
    at = 0
    for mention in stretch.mentions:
        start, end = mention.read
        decision = mention.decision
        yield stretch.text[at:start], ""
        shown = one_line(stretch.text[start:end])
        yield shown, _STYLES[decision.candidates[0].kind.value] if decision.id else "bold yellow"
        yield f"[{decision.id or '?'}]", "dim"
        at = end
    yield stretch.text[at:], ""


def _read(files: Iterable[str]) -> Inodes:
    return frozenset(_inode(path) for path in map(Path, named_files(files)) if path.is_file())


def _inode(path: Path) -> tuple[int, int]:
    """What a file has in common with all its names."""
    status = path.stat()
    return status.st_dev, status.st_ino


def _refuse_replacing(read: Inodes, *targets: Path) -> None:
    """A text is read while the output is written, and would be lost. Raises UsageError."""
    for target in targets:
        if target.is_file() and _inode(target) in read:
            raise UsageError(f"{target} would replace a file that is read.", remedy="Give the output another name.")


def _write_brat(documents: Documents, output: str, read: Inodes) -> None:
    """An .ann and a .txt file for each document, by its name."""
    from ..annotations import brat

    if not is_directory(output):
        raise UsageError(
            f"-o {output} is not a directory.", remedy="brat has two files a document: name a directory (out/)."
        )
    written: set[str] = set()
    for document, stretches in documents:
        name = "stdin" if document.name == "-" else Path(document.name).stem
        while name in written:
            name += "_"
        written.add(name)
        beside = Path(output) / f"{name}.txt", Path(output) / f"{name}.ann"
        _refuse_replacing(read, *beside)
        try:
            Path(output).mkdir(parents=True, exist_ok=True)
            with (
                beside[0].open("w", encoding="utf-8", errors="replace", newline="") as text,
                beside[1].open("w", encoding="utf-8", newline="") as notes,
            ):
                notes.writelines(f"{line}\n" for line in brat(_copied(stretches, text)))
        except OSError as error:
            raise InputError(f"cannot write it: {error.strerror or error}.", place=Place(output)) from error


def _copied(stretches: Stretches, target: TextIO) -> Stretches:
    """The same stretches, their text written as it is read."""
    for stretch in stretches:
        target.write(stretch.text)
        yield stretch


@contextmanager
def _target(output: str) -> Iterator[TextIO]:
    if not output or output == "-":
        yield sys.stdout
        return
    try:
        with Path(output).open("w", encoding="utf-8", errors="replace", newline="") as file:
            yield file
    except OSError as error:
        raise InputError(f"cannot write it: {error.strerror or error}.", place=Place(output)) from error
