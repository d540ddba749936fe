"""Adding a value to an entry's text without touching anything else in it: comments, order and quotes stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...errors import InputError, Place
from ..reading.yaml_nodes import Node, compose
from .blocks import Block
from .writing import scalar


def with_alias(block: Block, lang: str, form: str) -> Block:
    """With one more form under `names`, in its language. Raises InputError where the entry's shape is unusual."""
    return _with(block, ("names", lang), form)


def with_distinct(block: Block, other: str) -> Block:
    """With one more id under `not`. Raises InputError where the entry's shape is unusual."""
    return _with(block, ("not",), other)


def _with(block: Block, path: tuple[str, ...], value: str) -> Block:
    lines = block.text.split("\n")
    root = _root(block.text)
    entry = root.value[block.id][1]
    wanted = _added(entry.plain(), path, value)
    _insert(lines, root.value[block.id][0], entry, path, value)
    amended = Block(block.id, "\n".join(lines))
    root_after, _ = compose(amended.text.encode(), "")
    if root_after is None or root_after.plain() != {block.id: wanted}:
        raise InputError(f"{value!r} cannot be added to the entry of {block.id}.", remedy="Write it by hand.")
    return amended


def _root(text: str) -> Node:
    root, findings = compose(text.encode(), "")
    if root is None or findings:
        raise InputError("the entry has errors.", remedy="See: exonym check", place=Place())
    return root


def _added(entry: Mapping[str, Any], path: tuple[str, ...], value: str) -> dict[str, Any]:
    """The entry with the value, as plain data: what the edit must come to."""
    key, *rest = path
    if rest:
        return {**entry, key: _added(entry.get(key) or {}, tuple(rest), value)}
    before = entry.get(key) or []
    return {**entry, key: [*([before] if isinstance(before, str) else before), value]}


def _insert(lines: list[str], key: Node, entry: Node, path: tuple[str, ...], value: str) -> None:
    """Add the value after the last thing of its kind that is there already."""
    if not isinstance(entry.value, dict) or not entry.value:
        raise InputError("the entry is empty.", remedy="Write it by hand.")
    first, *rest = path
    indent = next(iter(entry.value.values()))[0].column - 1
    if first not in entry.value:
        anchor = _last_line(entry, "reading") or _last_line(entry, "name") if rest else _end(entry)
        step = " " * indent
        new = [f"{step}{first}: [{scalar(value)}]"]
        if rest:
            new = [f"{step}{first}:", f"{step}  {scalar(rest[0])}: [{scalar(value)}]"]
        lines[anchor:anchor] = new
        return
    _, node = entry.value[first]
    if rest and isinstance(node.value, dict) and "{" not in lines[node.line - 1][node.column - 1 : node.column]:
        _insert_language(lines, node, rest[0], value)
    else:
        _extend(lines, node, value)


def _insert_language(lines: list[str], names: Node, lang: str, value: str) -> None:
    if lang in names.value:
        _extend(lines, names.value[lang][1], value)
        return
    key = next(iter(names.value.values()))[0]
    lines.insert(_end(names), f"{' ' * (key.column - 1)}{scalar(lang)}: [{scalar(value)}]")


def _extend(lines: list[str], node: Node, value: str) -> None:
    """One more item in a list on one line, in a list of lines, or beside a single value."""
    at, column = node.line - 1, node.column - 1
    line = lines[at]
    if isinstance(node.value, str):
        rest = line[column:].rstrip()
        lines[at] = f"{line[:column]}[{rest}, {scalar(value)}]"
    elif line[column : column + 1] == "[":
        close = line.rindex("]")
        comma = ", " if node.value else ""
        lines[at] = f"{line[:close]}{comma}{scalar(value)}{line[close:]}"
    else:
        lines.insert(_end(node), f"{' ' * column}- {scalar(value)}")


def _last_line(entry: Node, field: str) -> int:
    return _end(entry.value[field][1]) if field in entry.value else 0


def _end(node: Node) -> int:
    """The number of the last line of a value, which is the 0-based index behind it."""
    if isinstance(node.value, str):
        return node.line
    parts = node.value if isinstance(node.value, list) else [each for _, each in node.value.values()]
    return max([node.line, *(_end(each) for each in parts)])
