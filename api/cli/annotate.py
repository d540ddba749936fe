"""`annotate`: running text in, every mention of an entity out, with where it stands and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from ...resolver.bulk.options import policy_of
from ...resolver.errors import InputError, Place, UsageError
from ..text_files import LONGEST, TextFile, is_directory, text_files
from .session import layers, open_resolver
from .shared_options import ContextHint, DateHint, Gazetteers, KnownShare, LanguageHint, WithoutShipped
from .styled import Line, one_line, show

if TYPE_CHECKING:
    from ...resolver.documents.annotate import Annotation, Annotator
    from ...resolver.model import Hints

    Annotated_ = Iterator[tuple[TextFile, Annotation]]

_STYLES = {"person": "bold green", "organisation": "bold blue", "agreement": "bold magenta"}


class Format(StrEnum):
    """What `annotate` writes."""

    JSONL = "jsonl"
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
    longest: Annotated[int, typer.Option("--max-characters", min=1, help="Refuse longer documents.")] = LONGEST,
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
        _write_brat(annotated, output)
        return
    with _target(output) as target:
        for part in _written(annotated, chosen, target):
            target.write(part)


def _annotated(documents: Iterable[TextFile], annotator: Annotator, hints: Hints, *, quiet: bool) -> Annotated_:
    from ...resolver.documents.html_text import read_page
    from ..annotations import said

    for document in documents:
        if document.is_page:
            annotation = annotator.annotate_page(read_page(document.text), hints)
        else:
            annotation = annotator.annotate(document.text, hints)
        if not quiet:
            count = len(annotation.mentions)
            typer.echo(f"{document.name}: {count:,} mention{'' if count == 1 else 's'}; {said(annotation)}", err=True)
        yield document, annotation


def _written(annotated: Annotated_, chosen: Format, target: TextIO) -> Iterator[str]:
    """The parts of the output in one of the formats that go to one file."""
    from .. import annotations as forms

    if chosen is Format.HTML:
        yield from forms.page((document.name, annotation) for document, annotation in annotated)
    elif chosen is Format.WEBANNOTATION:
        items = [
            item for document, annotation in annotated for item in forms.web_annotations(document.name, annotation)
        ]
        yield json.dumps(forms.web_page(items), ensure_ascii=False, indent=1) + "\n"
    else:
        for document, annotation in annotated:
            if chosen is Format.TERMINAL:
                if target is sys.stdout:
                    show(_lines(document.name, annotation))
                else:
                    yield from ("".join(text for text, _ in line) + "\n" for line in _lines(document.name, annotation))
                continue
            lines = forms.brat(annotation) if chosen is Format.BRAT else forms.json_lines(document.name, annotation)
            yield from (line + "\n" for line in lines)


def _lines(file: str, annotation: Annotation) -> Iterator[Line]:
    """A text with its mentions in colour, each with its id behind it."""
    yield [(one_line(file), "bold underline")]
    at = 0
    line: Line = []
    for mention in annotation.mentions:
        start, end = mention.read
        before = annotation.text[at:start].split("\n")
        for part in before[:-1]:
            yield [*line, (one_line(part, len(part)), "")]
            line = []
        decision = mention.decision
        style = _STYLES[decision.candidates[0].kind.value] if decision.id else "bold yellow"
        line += [
            (one_line(before[-1], len(before[-1])), ""),
            (one_line(annotation.text[start:end]), style),
            (f"[{decision.id or '?'}]", "dim"),
        ]
        at = end
    for part in annotation.text[at:].split("\n"):
        yield [*line, (one_line(part, len(part)), "")]
        line = []


def _write_brat(annotated: Annotated_, output: str) -> None:
    """An .ann and a .txt file for each document, by its name."""
    from ..annotations import brat

    if not is_directory(output):
        raise UsageError(
            f"-o {output} is not a directory.", remedy="brat has two files a document: name a directory (out/)."
        )
    written: set[str] = set()
    for document, annotation in annotated:
        name = "stdin" if document.name == "-" else Path(document.name).stem
        while name in written:
            name += "_"
        written.add(name)
        try:
            Path(output).mkdir(parents=True, exist_ok=True)
            (Path(output) / f"{name}.txt").write_text(annotation.text, encoding="utf-8", errors="replace", newline="")
            lines = "".join(f"{line}\n" for line in brat(annotation))
            (Path(output) / f"{name}.ann").write_text(lines, encoding="utf-8", newline="")
        except OSError as error:
            raise InputError(f"cannot write it: {error.strerror or error}.", place=Place(output)) from error


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
