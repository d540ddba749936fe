"""`export`: the gazetteer in the formats that other programs read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...resolver.errors import InputError, Place, UsageError
from ...resolver.model import Kind
from .session import layers, open_gazetteer
from .shared_options import Gazetteers, WithoutShipped

if TYPE_CHECKING:
    from ...resolver.exchange.record import Tally
    from ...resolver.model import Gazetteer

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def export(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    context: typer.Context,
    format: Annotated[str, typer.Argument(help="ftm, sssom, csv, jsonl, skos or names.", show_default=False)],
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
    """Write the gazetteer in a format that other programs read. Example: exonym export skos -o names.ttl

    `names` is a table of every name, written and derived, with its rule and likelihood: to read, not to load.
    """
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
    from msgspec.structs import replace

    if not kind:
        return known
    if kind not in {each.value for each in Kind}:
        raise UsageError(f"unknown kind {kind!r}.", remedy="Use person, organisation, agreement or post.")
    return replace(known, entities={key: each for key, each in known.entities.items() if each.kind.value == kind})


def _exported(format: str, known: Gazetteer, terms: tuple[str, str], tally: Tally) -> Iterator[str]:
    from ...resolver.exchange import column_mapping, followthemoney, json_stream, names_table, skos, sssom

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
    if format == "names":
        return names_table.export(entities)
    raise UsageError(f"unknown format {format!r}.", remedy="Use ftm, sssom, csv, jsonl, skos or names.")
