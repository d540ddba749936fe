"""`init`: a gazetteer of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .session import writable
from .shared_options import Json
from .styled import Line, show, show_json


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIRECTORY", help="Where it shall lie.", show_default=False)],
    json: Json = False,
) -> None:
    """Start a gazetteer of your own: folders, schema files, a README, pre-commit hooks and a workflow that check it.

    What is there already stays; only the schema files are renewed. Example: exonym init names
    """
    from ...resolver.store.editing.skeleton import lay_out

    written, kept = lay_out(writable(directory))
    if json:
        show_json({"directory": str(directory), "written": written, "kept": kept})
        return
    lines: list[Line] = [[("wrote ", "green"), (str(directory / name), "")] for name in written]
    lines += [[("kept  ", "dim"), (str(directory / name), "dim")] for name in kept]
    lines.append([(f'Next: exonym new person "NAME" --country vn --gazetteer {directory}', "bold")])
    show(lines)
