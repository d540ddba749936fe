"""`import`: a gazetteer's layer from the formats that others publish in."""

from __future__ import annotations

import hashlib
import json as json_format
import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer
from msgspec import Struct

from ... import __version__
from ...resolver.errors import InputError, Place, UsageError
from ...resolver.model import Kind
from .session import layers, open_gazetteer, open_resolver, writable
from .shared_options import Gazetteers, Json, WithoutShipped
from .styled import Line, show, show_json

if TYPE_CHECKING:
    from ...resolver.exchange.destination import Provenance, Written
    from ...resolver.exchange.finishing import Setting
    from ...resolver.exchange.formats import Reader
    from ...resolver.exchange.proposals import Proposal
    from ...resolver.exchange.record import Record
    from ...resolver.exchange.spool import Change, Spool
    from ...resolver.model import Gazetteer
    from ...resolver.resolve import Resolver

_TABLES = frozenset({".csv", ".tsv", ".tab", ".parquet"})
_ID_PREFIX = re.compile(r"[A-Za-z0-9._~-]*")
_WITH_OWN_IDS = frozenset({"csv", "popolo"})
"""Formats whose ids are unique in their file only."""


@cache
def _formats() -> dict[str, str]:
    return {
        "wikidata": "lines of Wikidata's JSON dump, or a page of it", "wikidata-query": "the JSON of its query service",
        "ftm": "FollowTheMoney JSON lines", "popolo": "Popolo JSON", "sssom": "SSSOM TSV",
        "openrefine": "a table with judgements", "csv": "a table with --map",
    }  # fmt: skip


class _Source(Struct, frozen=True):
    """What is read, and how. `posts` are those of the gazetteer that it may refer to."""

    path: str
    format: str
    kind: Kind
    columns: Mapping[str, str]
    order: str
    prefix: str
    posts: frozenset[str]

    def reader(self) -> Reader:
        from ...resolver.exchange import column_mapping, followthemoney, popolo, sssom, wikidata, wikidata_query

        match self.format:
            case "wikidata":
                return wikidata.Dump(self.path)
            case "wikidata-query":
                return wikidata_query.Answer(self.path, self.kind)
            case "ftm":
                return followthemoney.FollowTheMoney(self.path)
            case "popolo":
                document = popolo.Popolo(self.path)
                with _open(self.path) as stream:
                    document.learn(stream)
                return document
            case "sssom":
                return sssom.Sssom(self.path, self.kind)
            case "csv":
                return column_mapping.Table(self.path, self.columns, self.kind, self.order, self.posts)
        return column_mapping.Judged(self.path, self.columns, self.kind)

    def signature(self, decided: Mapping[str, str]) -> str:
        """What a killed import must share with this one, so that this goes on with what that has read."""
        posts = hashlib.sha256(" ".join(sorted(self.posts)).encode()).hexdigest()
        manner = [self.format, self.kind.value, dict(self.columns), self.order, self.prefix, posts]
        return json_format.dumps([__version__, *manner, sorted(decided.items())])


File = Annotated[str, typer.Argument(metavar="FILE", help="May end in .gz or .zst.", show_default=False)]
Format = Annotated[
    str,
    typer.Option("--from", metavar="FORMAT", help="wikidata, wikidata-query, ftm, popolo, sssom, openrefine or csv."),
]
To = Annotated[
    Path, typer.Option("--to", metavar="PATH", help="A directory for YAML, or a .csv, .tsv or .parquet file.")
]
Licence = Annotated[str, typer.Option("--licence", help="Under which its facts may be used: CC0-1.0.")]
Title = Annotated[str, typer.Option("--title", help="What the source is; without it, the file's name.")]
Url = Annotated[str, typer.Option("--url", help="Where it is published.")]
WhatKind = Annotated[str, typer.Option("--kind", help="What the entities are, where the format does not say.")]
Country = Annotated[
    str, typer.Option("--country", help="The country of entities for which the source names none: vn, Vietnam.")
]
IdPrefix = Annotated[
    str | None,
    typer.Option(
        "--id-prefix",
        metavar="TEXT",
        show_default=False,
        help="Before the source's ids, so that they are no other source's. For csv and popolo, whose ids "
        "are their file's own, the title; '' for none.",
    ),
]
Dates = Annotated[str, typer.Option("--dates", metavar="ORDER", help="How a csv writes 3/4/2018: dmy or mdy.")]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="DATE",
        show_default=False,
        help="Until when the source was kept: after it, nobody is taken to be still in office. "
        "Without it, the day of the last change that its terms tell.",
    ),
]
Mapped = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN", help="For csv and openrefine: --map id=code --map name=label."),
]
Links = Annotated[
    Path | None,
    typer.Option(
        "--links",
        metavar="FILE",
        help="Write proposals for what the gazetteer may have already, with a column exonym_decision. "
        "What was decided there before stays.",
    ),
]
Decisions = Annotated[
    Path | None, typer.Option("--decisions", metavar="FILE", help="The proposals, decided: names go to those ids.")
]


def import_(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    context: typer.Context,
    source: File,
    format: Format,
    to: To,
    licence: Licence,
    title: Title = "",
    url: Url = "",
    kind: WhatKind = "person",
    country: Country = "",
    id_prefix: IdPrefix = None,
    dates: Dates = "",
    as_of: AsOf = "",
    columns: Mapped = None,
    links: Links = None,
    decisions: Decisions = None,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    json: Json = False,
) -> None:
    """Fill a layer from the world's data. It lies over the shipped gazetteer with --gazetteer PATH.

    Nothing is merged unless you decided it: --links proposes, --decisions carries out.
    Example: exonym import peps.json --from ftm --to peps/ --licence CC-BY-NC-4.0 --links links.csv
    """
    from ...resolver.exchange import column_mapping, proposals
    from ...resolver.exchange.finishing import Setting, finished
    from ...resolver.exchange.record import Tally
    from ...resolver.exchange.spool import spooled

    _refuse_unknown(format, kind)
    mapped = _columns(format, column_mapping.mapping(columns or []))
    order = _date_order(dates, format)
    manner = (_country(country), _date(as_of))
    origin = _provenance(source, format, title, url, licence)
    prefix = _prefix(id_prefix, format, origin.key)
    _refuse_in_place(source, writable(to), links, decisions)
    paths = layers(context, gazetteer, without_shipped)
    _refuse_inside(to, paths)
    known = open_gazetteer(paths)
    setting = Setting(*manner, {each.id: each.kind for each in known.entities.values() if not each.merged_into})
    posts = frozenset(key for key, each in setting.below.items() if each is Kind.POST)
    wanted = _Source(source, format, Kind(kind), mapped, order, prefix, posts)
    decided = _decided(decisions, known) if decisions else {}
    before = proposals.earlier(links) if links else []
    with spooled(_beside(to), wanted.signature(decided)) as spool:
        with _open(source) as stream:
            spool.take(wanted.reader(), stream, _change(wanted, decided))
        tally = Tally()
        written = _write(to, spool, setting, origin, tally)
        compared = written.kinds.total() - written.kinds[Kind.POST.value]
        found = finished(spool, setting, Tally())
        proposed = _propose(links, found, compared, before, open_resolver(paths)) if links else 0
        wire = {**_counted(spool, written, to), "proposals": proposed}
        wire["left_out"] = dict((spool.left_out() + tally.left_out).most_common())
    if json:
        show_json(wire)
    else:
        show(_lines(wire, to, links))


def _refuse_unknown(format: str, kind: str) -> None:
    if format not in _formats():
        raise UsageError(f"--from {format} is not known.", remedy=f"Use {', '.join(_formats())}.")
    if kind not in {each.value for each in Kind}:
        raise UsageError(f"unknown kind {kind!r}.", remedy="Use person, organisation, agreement or post.")


def _counted(spool: Spool, written: Written, to: Path) -> dict[str, Any]:
    """What was read and what was written, for programs."""
    return {
        "read": spool.tally.read, "resumed": spool.resumed, "without_entity": spool.tally.without_records,
        "written": written.names if to.suffix.lower() in _TABLES else written.kinds.total(),
        "entities": dict(sorted(written.kinds.items())), "terms": written.terms, "names": written.names,
    }  # fmt: skip


def _columns(format: str, given: dict[str, str]) -> dict[str, str]:
    needed = {"csv": ("name",), "openrefine": ("mention", "judgement")}.get(format, ())
    missing = [field for field in needed if field not in given]
    if missing:
        raise UsageError(f"--from {format} needs --map {missing[0]}=COLUMN.", remedy="Name the column.")
    if given and not needed:
        raise UsageError(f"--map is not for --from {format}.", remedy="It is for csv and openrefine.")
    return given


def _date_order(order: str, format: str) -> str:
    from ...resolver.exchange.draft import DATE_ORDERS

    if order and (order not in DATE_ORDERS or format != "csv"):
        raise UsageError(f"--dates {order} is not for --from {format}.", remedy="For csv, give dmy or mdy.")
    return order


def _country(text: str) -> str:
    from ...resolver.errors import HintError
    from ...resolver.hints import parse_hints

    try:
        code = parse_hints({"country": text}).country
    except HintError as error:
        raise UsageError(f"--country: {error.message}", remedy=error.remedy) from error
    if text.strip() and not code:
        raise UsageError(f"--country {text} is several countries.", remedy="Give one that there is today.")
    return code


def _date(text: str) -> str:
    from ...resolver.dates import is_prefix

    if text and not is_prefix(text):
        raise UsageError(f"--as-of {text} is not a date.", remedy="Write 2018, 2018-04 or 2018-04-10.")
    return text


def _prefix(given: str | None, format: str, key: str) -> str:
    if given is None:
        return f"{key}-" if format in _WITH_OWN_IDS else ""
    if not _ID_PREFIX.fullmatch(given):
        raise UsageError(f"--id-prefix {given!r} cannot begin an id.", remedy="Use letters, digits and . _ ~ -")
    return given


def _refuse_in_place(source: str, to: Path, links: Path | None, decisions: Path | None) -> None:
    from ...resolver.bulk.writing.targets import is_same_file

    for output, others in ((to, (source, links, decisions)), (links, (source,))):
        for other in filter(None, others):
            if output and is_same_file(str(output), str(other)):
                raise UsageError(f"{output} would replace {other}.", remedy="Give the output another name.")


def _refuse_inside(to: Path, paths: list[Path]) -> None:
    for path in paths:
        if path.resolve() in (to.resolve(), *to.resolve().parents):
            remedy = f"Leave --gazetteer {path} out, or write elsewhere: an import is compared with what lies below it."
            raise UsageError(f"{to} is in the gazetteer {path}.", remedy=remedy)


def _beside(to: Path) -> Path:
    """Where what was read is kept until the import is done; no gazetteer reads a file of such a name."""
    return to.with_name(f".{to.name}.import") if to.suffix.lower() in _TABLES else to / ".import"


def _change(wanted: _Source, decided: Mapping[str, str]) -> Change:
    """What is done with each record: the ids that it gets."""
    from ...resolver.exchange.proposals import linked
    from ...resolver.exchange.record import Tally, prefixed

    def change(record: Record, tally: Tally) -> Record:
        named = prefixed(wanted.prefix, wanted.posts, record) if wanted.prefix else record
        return linked(decided, named, tally) if decided else named

    return change


def _decided(decisions: Path, known: Gazetteer) -> dict[str, str]:
    from ...resolver.exchange import proposals

    with _open(str(decisions)) as stream:
        made = proposals.read_proposals(stream, str(decisions))
    return proposals.decisions(made, str(decisions), known)


def _provenance(path: str, format: str, title: str, url: str, licence: str) -> Provenance:
    from ...resolver.exchange.destination import Provenance, source_key

    title = title or Path(path).name
    note = f"Imported as {format}. SHA-256 of the file: {_hash(path)}."
    return Provenance(source_key(title), {"title": title, "url": url, "licence": licence, "note": note})


def _write(to: Path, spool: Spool, setting: Setting, source: Provenance, tally: Any) -> Written:
    from ...resolver.exchange.destination import write_table, write_yaml
    from ...resolver.exchange.finishing import finished

    records = finished(spool, setting, tally)
    return write_table(to, records, source) if to.suffix.lower() in _TABLES else write_yaml(to, records, spool, source)


def _open(path: str) -> AbstractContextManager[IO[bytes]]:
    from ...resolver.bulk.reading.byte_source import open_bytes

    if path == "-":
        raise UsageError("an import is read twice and cannot come from a pipe.", remedy="Give a file.")
    return open_bytes(path)


def _hash(path: str) -> str:
    if not Path(path).is_file():
        raise InputError("no such file.", remedy="Give a file that is here.", place=Place(path))
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _propose(links: Path, records: Iterable[Record], count: int, before: list[Proposal], resolver: Resolver) -> int:
    """Compare so many records with the gazetteer, on every core, and write what may be there already."""
    from ...resolver.exchange import proposals
    from ...resolver.exchange.column_mapping import table_row
    from ...resolver.store.editing.files import whole_file
    from ...resolver.workers import processors
    from .progress import counted

    with (
        proposals.asked(resolver, __version__, links=links, processes=processors()) as answers,
        counted("compared with the gazetteer", count) as report,
    ):
        found = proposals.proposals(records, answers, resolver.gazetteer, report)
        rows = (
            table_row(row[column] for column in proposals.COLUMNS) for row in proposals.with_decisions(found, before)
        )
        return whole_file(links, table_row(proposals.COLUMNS), rows)


def _lines(wire: Mapping[str, Any], to: Path, links: Path | None) -> Iterable[Line]:
    again = f" ({wire['resumed']:,} of a run that was broken off)" if wire["resumed"] else ""
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in wire["entities"].items()) or "nothing"
    told = f"{kinds}, {wire['names']:,} names, {wire['terms']:,} terms"
    yield [(f"{wire['read']:,} read{again}; written to {to}: {told}", "bold")]
    if wire["without_entity"]:
        yield [(f"  {wire['without_entity']:,} of them gave nothing", "yellow")]
    for reason, count in wire["left_out"].items():
        yield [(f"  left out: {count:,} {reason}", "yellow")]
    if links:
        yield [
            (
                f"{wire['proposals']:,} in {links}, perhaps there already: fill in exonym_decision, then --decisions",
                "",
            )
        ]
