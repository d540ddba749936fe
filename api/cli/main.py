"""The command line: `exonym COMMAND …`. `commands` says which function of which module each command is."""

from __future__ import annotations

from typing import Annotated

import typer

from ... import __version__
from ..collecting import collect_seldom
from .commands import LOOKS, Program
from .session import Layers
from .shared_options import Gazetteers, WithoutShipped

app = typer.Typer(cls=Program, name="exonym", no_args_is_help=True, **LOOKS)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"exonym {__version__}")
        raise typer.Exit


@app.callback()
def exonym(
    context: typer.Context,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and end.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Any spelling of a name in, one canonical ID and its evidence out.

    Start with: exonym resolve 吴春历
    """
    context.obj = Layers(tuple(gazetteer or ()), not without_shipped)


def main() -> None:
    """The entry point of the installed command."""
    collect_seldom()
    app()


if __name__ == "__main__":
    main()
