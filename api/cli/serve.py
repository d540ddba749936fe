"""`serve`: the same answers over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...resolver.errors import UsageError
from ..cache_directory import cache_directory
from .session import layers
from .shared_options import Gazetteers, KnownShare, WithoutShipped

if TYPE_CHECKING:
    from ..settings import Settings


def serve(  # noqa: PLR0913, PLR0917 (each is a flag)
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that answer.")] = 1,
    known_share: KnownShare = None,
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
    """Serve the resolver over HTTP until interrupted; /docs describes it."""
    from ..serving import prepare, run

    stated = [] if known_share is None else [f"known_share={known_share}"]
    settings = prepare(_settings(layers(context, gazetteer, without_shipped), [*(option or []), *stated]))
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104
    typer.echo(f"Ask it: curl 'http://{shown}:{port}/resolve?q=Ngo+Xuan+Lich'   All of it: http://{shown}:{port}/docs")
    if not run(settings, host, port, workers):
        raise typer.Exit(1)


def _settings(paths: list[Path], options: list[str]) -> Settings:
    """The environment's settings with these laid over them. Raises UsageError."""
    from pydantic import ValidationError

    from ..settings import Settings

    given: dict[str, str] = {}
    for option in options:
        name, separator, value = option.partition("=")
        if not separator or name not in Settings.model_fields:
            names = ", ".join(sorted(Settings.model_fields))
            raise UsageError(f"--set {option} sets nothing.", remedy=f"Write NAME=VALUE; the names are: {names}.")
        given[name] = value
    try:
        settings = Settings(**given)  # type: ignore[arg-type]  # texts, which pydantic reads
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(each) for each in first["loc"])
        raise UsageError(f"the setting {where} is wrong: {first['msg']}.", remedy="See exonym serve --help.") from None
    return settings.model_copy(
        update={"gazetteer": tuple(paths), "cache_dir": settings.cache_dir or cache_directory() / "compiled"}
    )
