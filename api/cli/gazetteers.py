"""`check`: what is wrong with a gazetteer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from resolver.errors import Finding

from .lines import Line, one_line, show, show_json
from .options import Json


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Directories of YAML or tables; without any, the shipped gazetteer."),
    ] = None,
    with_shipped: Annotated[
        bool, typer.Option("--with-shipped", help="Check them as they lie over the shipped gazetteer.")
    ] = False,
    remarks: Annotated[
        bool, typer.Option("--remarks", help="List remarks too, e.g. names that a rule derives anyway.")
    ] = False,
    json: Json = False,
) -> None:
    """Check a gazetteer and list all its problems, each with place and remedy. With errors, exit with 1."""
    from resolver.store.check import check as problems
    from resolver.store.load import shipped

    layers = [*([shipped()] if with_shipped or not paths else []), *(paths or [])]
    found = [each for each in problems(layers) if not paths or _is_in(each.place.file, paths)]
    errors = sum(each.severity == "error" for each in found)
    listed = [each for each in found if remarks or each.severity != "remark"]
    if json:
        from api.wire import finding_to_wire

        show_json({"errors": errors, "findings": [finding_to_wire(each) for each in listed]})
    else:
        show(_lines(listed, Counter(each.severity for each in found)))
    if errors:
        raise typer.Exit(1)


def _is_in(file: str, paths: list[Path]) -> bool:
    return any(Path(file).resolve().is_relative_to(path.resolve()) for path in paths)


def _lines(findings: list[Finding], counts: Counter[str]) -> list[Line]:
    styles = {"error": "red", "warning": "yellow"}
    lines: list[Line] = [[(one_line(str(each), 1000), styles.get(each.severity, "dim"))] for each in findings]
    total = ", ".join(f"{counts[severity]} {severity}s" for severity in ("error", "warning", "remark"))
    hidden = (
        " (--remarks lists them)"
        if counts["remark"] and not any(each.severity == "remark" for each in findings)
        else ""
    )
    return [*lines, [(total + hidden, "bold red" if counts["error"] else "bold green")]]
