"""Taking a written name out of an entry's text without touching anything else: comments, order and quotes stay."""

from __future__ import annotations

import re
from typing import Any

from ..reading.yaml_nodes import Node, compose

_SCALAR = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'|[^\s,\[\]{}#][^,\[\]{}#]*?(?=\s*(?:[,\]}]|$))')

Path = tuple[str | int, ...]


def without_form(text: str, line: int, column: int) -> str | None:
    """The file's text without the name under `names` that begins at this place (from 1).

    None where it has another shape, where a comment would go with it, or where the entry's shape is unusual.
    """
    root, findings = compose(text.encode(), "")
    if root is None or any(each.severity == "error" for each in findings):
        return None
    path = _path(root, line, column)
    if len(path) < 4 or path[1] != "names":
        return None
    wanted = _less(root.plain(), path)
    for edited in _attempts(text.split("\n"), root, path):
        after, problems = compose(edited.encode(), "")
        if after is not None and not problems and after.plain() == wanted:
            return edited
    return None


def _path(node: Node, line: int, column: int) -> Path:
    """The way to the text that begins at a place; empty when none does. A text alone is the first of its list."""
    value = node.value
    if isinstance(value, str):
        return (0,) if (node.line, node.column) == (line, column) else ()
    parts = enumerate(value) if isinstance(value, list) else ((key, each) for key, (_, each) in value.items())
    for step, each in parts:
        if each.line <= line and (rest := _path(each, line, column)):
            return (step, *rest[:-1]) if isinstance(value, list) and isinstance(each.value, str) else (step, *rest)
    return ()


def _less(plain: Any, path: Path) -> Any:
    """Plain data without what stands at a path; what is left empty goes, too."""
    step, *rest = path
    if isinstance(plain, str):
        return None
    if isinstance(plain, list):
        return [each for at, each in enumerate(plain) if at != step] or None
    inner = _less(plain[step], tuple(rest))
    changed = {key: inner if key == step else each for key, each in plain.items()}
    return {key: each for key, each in changed.items() if each is not None} or None


def _attempts(lines: list[str], root: Node, path: Path) -> list[str]:
    """Texts of which one may be right: the name cut out of its line, its line away, or the lines above it, too."""
    node = root.at(path if isinstance(root.at(path[:-1]).value, list) else path[:-1])
    at, column = node.line - 1, node.column - 1
    found = _SCALAR.match(lines[at], column)
    texts: list[str] = []
    if found is None:
        return texts
    before, behind = lines[at][:column], lines[at][found.end() :]
    for left, right in ((re.sub(r",\s*$", "", before), behind), (before, re.sub(r"^\s*,\s*", "", behind))):
        texts.append("\n".join([*lines[:at], left + right, *lines[at + 1 :]]))
    if "#" in before + behind:
        return texts
    # The line itself; then with the language above it, and with `names:` above that, while nothing else is in them.
    tops = [at, *(root.at(path[:length], key=True).line - 1 for length in (3, 2))]
    texts += ["\n".join([*lines[:top], *lines[at + 1 :]]) for top in tops if not _commented(lines[top:at])]
    return texts


def _commented(lines: list[str]) -> bool:
    return any("#" in line for line in lines)
