"""`serve`: the same answers over HTTP."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from .options import Gazetteers, WithoutShipped
from .session import layers


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
) -> None:
    """Serve the resolver over HTTP until interrupted; /docs describes it."""
    import uvicorn

    paths = layers(context, gazetteer, without_shipped)
    os.environ["EXONYM_GAZETTEER"] = os.pathsep.join(str(path) for path in paths)
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104
    typer.echo(f"Ask it: curl 'http://{shown}:{port}/resolve?q=Ngo+Xuan+Lich'   All of it: http://{shown}:{port}/docs")
    uvicorn.run("api.app:create_app", factory=True, host=host, port=port, log_level="warning")
