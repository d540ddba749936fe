"""`serve`: the same answers over HTTP."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...resolver.errors import UsageError
from ..cache_directory import cache_directory
from .session import layers
from .shared_options import Gazetteers, WithoutShipped
from .table_options import KnownShare

if TYPE_CHECKING:
    from ..settings import Settings


def serve(  # noqa: PLR0913, PLR0917 (each is a flag)
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 for any that is free.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that answer.")] = 1,
    known_share: KnownShare = None,
    unresolved_file: Annotated[
        Path | None,
        typer.Option("--unresolved-file", metavar="FILE", help="Keep mentions without a match, for exonym unresolved."),
    ] = None,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    option: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="Any other setting, as EXONYM_NAME would set it: keys_file, reads, rate, cors_origins, "
            "base_url, reload_interval, log_level, … Repeatable.",
        ),
    ] = None,
) -> None:
    """Serve the resolver over HTTP, with its pages for people, until interrupted; /docs describes it."""
    from ..serving import bound, prepare, run

    stated = [] if known_share is None else [f"known_share={known_share}"]
    stated += [] if unresolved_file is None else [f"unresolved_file={unresolved_file}"]
    settings = service_settings(layers(context, gazetteer, without_shipped), [*(option or []), *stated])
    with bound(host, port) as listening:  # first: what follows may take minutes
        port = listening.getsockname()[1]
        settings = prepare(settings)
        shown = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104
        address = f"http://{shown}:{port}"
        typer.echo(
            f"Open it: {address}/   Ask it: curl '{address}/resolve?q=Ngo+Xuan+Lich'   All of it: {address}/docs"
        )
        if not run(settings, listening, workers):
            raise typer.Exit(1)


def service_settings(paths: list[Path], options: list[str]) -> Settings:
    """The environment's settings with these laid over them. Raises UsageError."""
    from difflib import get_close_matches

    from pydantic import ValidationError

    from ..settings import Settings
    from ..wrong_values import what_is_wrong

    wrong, near = Settings.misspelt(os.environ)
    if wrong:
        remedy = f"Did you mean {near}?" if near else "exonym serve --help names them; or unset it."
        raise UsageError(f"the variable {wrong} is not a setting.", remedy=remedy)

    given: dict[str, str] = {}
    for option in options:
        name, separator, value = option.partition("=")
        if not separator or name not in Settings.model_fields:
            names = ", ".join(sorted(Settings.model_fields))
            like = get_close_matches(name.lower(), sorted(Settings.model_fields), 1)
            meant = f"Did you mean {like[0]}? " if like and separator else ""
            raise UsageError(f"--set {option} sets nothing.", remedy=f"{meant}Write NAME=VALUE; names are: {names}.")
        given[name] = value
    try:
        settings = Settings(**given)  # type: ignore[arg-type]  # texts, which pydantic reads
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(each) for each in first["loc"])
        wrong = f"the setting {where} {what_is_wrong(first)}."
        raise UsageError(wrong, remedy="See exonym serve --help.") from None
    return settings.model_copy(
        update={"gazetteer": tuple(paths), "cache_dir": settings.cache_dir or cache_directory() / "compiled"}
    )
