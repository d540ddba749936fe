"""`check`: what is wrong with a gazetteer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .lines import Line, show, show_json
from .options import Json


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...", help="Directories of YAML or tables; without any, the shipped gazetteer."
        ),
    ] = None,
    remarks: Annotated[
        bool, typer.Option(help="Show remarks too, e.g. names that a rule derives anyway.")
    ] = True,
    json: Json = False,
) -> None:
    """Check a gazetteer and list all its problems, each with place and remedy. With errors, exit with 1."""
    from resolver.store.check import check as problems
    from resolver.store.load import shipped

    found = [each for each in problems(paths or [shipped()]) if remarks or each.severity != "remark"]
    errors = sum(each.severity == "error" for each in found)
    if json:
        from api.wire import finding_to_wire

        show_json({"errors": errors, "findings": [finding_to_wire(each) for each in found]})
    else:
        show(_lines([(str(each), each.severity) for each in found], errors))
    if errors:
        raise typer.Exit(1)


def _lines(findings: list[tuple[str, str]], errors: int) -> list[Line]:
    styles = {"error": "red", "warning": "yellow"}
    lines: list[Line] = [[(text, styles.get(severity, "dim"))] for text, severity in findings]
    others = len(findings) - errors
    verdict = f"{errors} error(s), {others} warning(s) and remark(s)" if findings else "no problems"
    return [*lines, [(verdict, "bold red" if errors else "bold green")]]
