"""`import` and `export`: gazetteers from and to the formats that others use."""

from __future__ import annotations

import hashlib
import json as json_format
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from ... import __version__
from ...resolver.errors import InputError, Place, UsageError
from ...resolver.model import Kind
from .session import layers, open_gazetteer, open_resolver
from .shared_options import Gazetteers, Json, WithoutShipped
from .styled import Line, show, show_json

if TYPE_CHECKING:
    from ...resolver.exchange.destination import Provenance
    from ...resolver.exchange.formats import Reader
    from ...resolver.exchange.record import Tally
    from ...resolver.exchange.spool import Spool
    from ...resolver.model import Gazetteer

_TABLES = frozenset({".csv", ".tsv", ".tab", ".parquet"})
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@cache
def _formats() -> dict[str, str]:
    return {
        "wikidata": "lines of Wikidata's JSON dump", "wikidata-query": "the JSON of its query service",
        "ftm": "FollowTheMoney JSON lines", "popolo": "Popolo JSON", "sssom": "SSSOM TSV",
        "openrefine": "a table with judgements", "csv": "a table with --map",
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Source:
    """What is read, and how."""

    path: str
    format: str
    kind: Kind
    columns: Mapping[str, str]

    def reader(self) -> Reader:
        from ...resolver.exchange import column_mapping, followthemoney, popolo, sssom, wikidata

        match self.format:
            case "wikidata":
                return wikidata.Dump(self.path)
            case "wikidata-query":
                return wikidata.Answer(self.path, self.kind)
            case "ftm":
                return followthemoney.FollowTheMoney(self.path)
            case "popolo":
                return popolo.Popolo(self.path)
            case "sssom":
                return sssom.Sssom(self.path, self.kind)
            case "csv":
                return column_mapping.Table(self.path, self.columns, self.kind)
        return column_mapping.Judged(self.path, self.columns, self.kind)

    def signature(self, decisions: Path | None) -> str:
        """What a killed import must share with this one, so that this goes on with what that has read."""
        decided = _hash(str(decisions)) if decisions else ""
        return json_format.dumps([__version__, self.format, self.kind.value, dict(self.columns), decided])


def import_(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FILE", help="May end in .gz or .zst.", show_default=False)],
    format: Annotated[
        str, typer.Option("--from", metavar="FORMAT",
                          help="wikidata, wikidata-query, ftm, popolo, sssom, openrefine or csv."),
    ],
    to: Annotated[
        Path, typer.Option("--to", metavar="PATH", help="A directory for YAML, or a .csv, .tsv or .parquet file.")
    ],
    licence: Annotated[str, typer.Option("--licence", help="Under which its facts may be used: CC0-1.0.")],
    title: Annotated[str, typer.Option("--title", help="What the source is; without it, the file's name.")] = "",
    url: Annotated[str, typer.Option("--url", help="Where it is published.")] = "",
    kind: Annotated[
        str, typer.Option("--kind", help="What the entities are, where the format does not say.")
    ] = "person",
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="For csv and openrefine: --map id=code --map name=label."),
    ] = None,
    links: Annotated[
        Path | None,
        typer.Option("--links", metavar="FILE",
                     help="Write proposals for what the gazetteer may have already, with a column exonym_decision."),
    ] = None,
    decisions: Annotated[
        Path | None, typer.Option("--decisions", metavar="FILE", help="The proposals, decided: names go to those ids.")
    ] = None,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    json: Json = False,
) -> None:  # fmt: skip
    """Fill a layer from the world's data. It lies over the shipped gazetteer with --gazetteer PATH.

    Nothing is merged unless you decided it: --links proposes, --decisions carries out.
    Example: exonym import peps.json --from ftm --to peps/ --licence CC-BY-NC-4.0 --links links.csv
    """
    from ...resolver.exchange import column_mapping
    from ...resolver.exchange.spool import spooled

    if format not in _formats():
        raise UsageError(f"--from {format} is not known.", remedy=f"Use {', '.join(_formats())}.")
    if kind not in {each.value for each in Kind}:
        raise UsageError(f"unknown kind {kind!r}.", remedy="Use person, organisation, agreement or post.")
    _refuse_in_place(source, to, links, decisions)
    wanted = _Source(source, format, Kind(kind), _columns(format, column_mapping.mapping(columns or [])))
    paths = layers(context, gazetteer, without_shipped)
    with spooled(_beside(to), wanted.signature(decisions)) as spool:
        _take(wanted, spool, decisions)
        written = _written(to, spool, _provenance(wanted, title, url, licence), paths)
        proposed = _propose(spool, links, paths) if links else 0
        left_out = spool.left_out()
    wire = {
        "read": spool.tally.read, "resumed": spool.resumed, "written": written, "proposals": proposed,
        "left_out": dict(left_out.most_common()),
    }  # fmt: skip
    if json:
        show_json(wire)
    else:
        show(_lines(wire, to, links))


def _columns(format: str, given: dict[str, str]) -> dict[str, str]:
    needed = {"csv": ("name",), "openrefine": ("mention", "judgement")}.get(format, ())
    missing = [field for field in needed if field not in given]
    if missing:
        raise UsageError(f"--from {format} needs --map {missing[0]}=COLUMN.", remedy="Name the column.")
    if given and not needed:
        raise UsageError(f"--map is not for --from {format}.", remedy="It is for csv and openrefine.")
    return given


def _refuse_in_place(source: str, to: Path, links: Path | None, decisions: Path | None) -> None:
    from ...resolver.bulk.writing.targets import is_same_file

    read = [each for each in (source, decisions) if each]
    for at, output in enumerate([to, *([links] if links else [])]):
        for other in (*read, *([to] if at else [])):
            if is_same_file(str(output), str(other)):
                raise UsageError(f"{output} would replace {other}.", remedy="Give the output another name.")


def _beside(to: Path) -> Path:
    """Where what was read is kept until the import is done; no gazetteer reads a file of such a name."""
    return to.with_name(f".{to.name}.import") if to.suffix.lower() in _TABLES else to / ".import"


def _take(wanted: _Source, spool: Spool, decisions: Path | None) -> None:
    from functools import partial

    from ...resolver.exchange.proposals import decisions as read_decisions
    from ...resolver.exchange.proposals import linked

    change = None
    if decisions:
        with _open(str(decisions)) as rows:
            decided = read_decisions(rows, str(decisions))
        change = partial(linked, decided)
    with _open(wanted.path) as stream:
        spool.take(wanted.reader(), stream, change)


def _provenance(wanted: _Source, title: str, url: str, licence: str) -> Provenance:
    from ...resolver.exchange.destination import Provenance, source_key

    title = title or Path(wanted.path).name
    note = f"Imported as {wanted.format}. SHA-256 of the file: {_hash(wanted.path)}."
    return Provenance(source_key(title), {"title": title, "url": url, "licence": licence, "note": note})


def _written(to: Path, spool: Spool, source: Provenance, paths: list[Path]) -> int:
    from ...resolver.exchange import destination

    if to.suffix.lower() in _TABLES:
        return destination.write_table(to, spool.records())
    known = open_gazetteer(paths).entities.values()
    posts = frozenset(each.id for each in known if each.kind is Kind.POST and not each.merged_into)
    return destination.write_yaml(to, spool, source, posts)


def _open(path: str) -> AbstractContextManager[IO[bytes]]:
    from ...resolver.bulk.reading.byte_source import open_bytes

    if path == "-":
        raise UsageError("an import is read twice and cannot come from a pipe.", remedy="Give a file.")
    return open_bytes(path)


def _hash(path: str) -> str:
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _propose(spool: Spool, links: Path, paths: list[Path]) -> int:
    from ...resolver.exchange.column_mapping import table_row
    from ...resolver.exchange.proposals import COLUMNS, proposals

    found = proposals(spool.united(), open_resolver(paths))
    count = 0
    try:
        with links.open("w", encoding="utf-8", errors="replace") as out:
            out.write(table_row(COLUMNS) + "\n")
            for row in found:
                out.write(table_row(row) + "\n")
                count += 1
    except OSError as error:
        raise InputError(f"it cannot be written: {error.strerror}.", place=Place(str(links))) from error
    return count


def _lines(wire: Mapping[str, Any], to: Path, links: Path | None) -> Iterable[Line]:
    what = "names" if to.suffix.lower() in _TABLES else "entries"
    again = f" ({wire['resumed']:,} of a run that was broken off)" if wire["resumed"] else ""
    yield [(f"{wire['read']:,} read{again}, {wire['written']:,} {what} written to {to}", "bold")]
    for reason, count in wire["left_out"].items():
        yield [(f"  left out: {count:,} {reason}", "yellow")]
    if links:
        yield [
            (f"{wire['proposals']:,} may be there already: fill in exonym_decision in {links}, then --decisions", "")
        ]


def export(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    context: typer.Context,
    format: Annotated[str, typer.Argument(help="ftm, sssom, csv, jsonl or skos.", show_default=False)],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Else standard output.")] = None,
    kind: Annotated[str, typer.Option("--kind", help="Only person, organisation, agreement or post.")] = "",
    licence: Annotated[str, typer.Option("--licence", help="Address of the licence that the file states.")] = _LICENCE,
    base_uri: Annotated[
        str, typer.Option("--base-uri", metavar="URI", show_default=False,
                          help="What ids stand behind in SSSOM and SKOS; https://example.org/exonym/ when not given."),
    ] = "",
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
) -> None:  # fmt: skip
    """Write the gazetteer in a format that other programs read. Example: exonym export skos -o names.ttl"""
    from ...resolver.bulk.job import BASE
    from ...resolver.bulk.options import absolute
    from ...resolver.exchange.record import Tally

    if not licence.startswith(("http://", "https://")) or set(licence) & set(' <>"{}|^`\\'):
        remedy = "Give one as https://creativecommons.org/publicdomain/zero/1.0/."
        raise UsageError(f"--licence {licence!r} is not an address.", remedy=remedy)
    terms = (licence, absolute(base_uri or BASE))
    known = open_gazetteer(layers(context, gazetteer, without_shipped))
    tally = Tally()
    lines = _exported(format, _of_kind(known, kind), terms, tally)
    if output is None:
        for line in lines:
            sys.stdout.write(line + "\n")
    else:
        try:
            with output.open("w", encoding="utf-8", errors="replace", newline="") as out:
                out.writelines(line + "\n" for line in lines)
        except OSError as error:
            raise InputError(f"it cannot be written: {error.strerror}.", place=Place(str(output))) from error
    for reason, count in tally.left_out.most_common():
        typer.echo(f"left out: {count:,} {reason}", err=True)


def _of_kind(known: Gazetteer, kind: str) -> Gazetteer:
    from dataclasses import replace

    if not kind:
        return known
    if kind not in {each.value for each in Kind}:
        raise UsageError(f"unknown kind {kind!r}.", remedy="Use person, organisation, agreement or post.")
    return replace(known, entities={key: each for key, each in known.entities.items() if each.kind.value == kind})


def _exported(format: str, known: Gazetteer, terms: tuple[str, str], tally: Tally) -> Iterator[str]:
    from ...resolver.exchange import column_mapping, followthemoney, json_stream, skos, sssom

    entities = known.entities.values()
    if format == "ftm":
        return followthemoney.export(known, tally)
    if format == "sssom":
        return sssom.export(known, *terms)
    if format == "skos":
        return skos.export(known, *terms)
    if format == "csv":
        return column_mapping.export(entities)
    if format == "jsonl":
        return json_stream.export(entities)
    raise UsageError(f"unknown format {format!r}.", remedy="Use ftm, sssom, csv, jsonl or skos.")
