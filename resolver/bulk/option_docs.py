"""The list of options in docs/bulk.md, made from the table of options.

`python -m exonym.resolver.bulk.option_docs docs/bulk.md` writes it anew between its two marks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from ..policy import DEFAULT_POLICY
from .options import OPTIONS, Option, Way

BEGIN, END = "<!-- options: begin -->", "<!-- options: end -->"
_CLASSES = {"columns": "Columns", "shape": "Shape", "job": "Job", "policy": "Policy"}


def option_list() -> str:
    """A Markdown table with a row for each option: its name on every way in, its default, what it does."""
    head = ["command", "HTTP", "Python", "default", "what it does"]
    return "".join(map(_line, [head, ["---"] * len(head), *map(_cells, OPTIONS)]))


def replaced(text: str) -> str:
    """A page with the list of today between its marks. Raises ValueError for a page without them."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{option_list()}{END}{after}"


def _cells(option: Option) -> list[str]:
    flags = [option.short, option.flag] if option.short else [option.flag]
    command = ", ".join(f"`{flag}`" for flag in flags) if Way.COMMAND in option.ways else ""
    over_http = f"`{option.name}`" if Way.HTTP in option.ways else ""
    target, _, field = option.sets.partition(".")
    in_python = f"`{_CLASSES[target]}({field}=)`" if field else ""
    in_python = f"`{option.name}`" if Way.PYTHON in option.ways else in_python
    return [command, over_http, in_python, _default(option), option.help]


def _default(option: Option) -> str:
    target, _, field = option.sets.partition(".")
    if target == "policy":
        return f"`{getattr(DEFAULT_POLICY, field):g}`"
    if option.default in {"", None}:
        return ""
    return {True: "yes", False: "no"}[option.default] if isinstance(option.default, bool) else f"`{option.default}`"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def main(arguments: list[str]) -> None:
    """Writes the list into each page."""
    for path in map(Path, arguments):
        path.write_text(replaced(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
