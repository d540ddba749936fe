"""`keys`: a new key for those who may ask the service."""

from __future__ import annotations

from typing import Annotated

import typer

from .shared_options import Json
from .styled import show_json


def keys(
    name: Annotated[str, typer.Argument(help="Who will ask: one word, which logs and numbers show.")],
    rate: Annotated[
        float, typer.Option(metavar="N", help="Requests a second for this key; 0 for the general rate.")
    ] = 0.0,
    json: Json = False,
) -> None:
    """Make an access key for the service: the key on standard error, its line for the keys file on standard output.

    Example: exonym keys desk-1 >> keys.txt
    """
    from ..access_keys import new_key

    key, line = new_key(name, rate)
    if json:
        show_json({"key": key, "line": line})
        return
    typer.echo(f"The key, shown only now: {key}", err=True)
    typer.echo(line)
