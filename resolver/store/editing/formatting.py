"""One form for all files: two spaces a level, long lines unbroken, entries as their authors ordered them.

ruamel.yaml writes each entry anew with its comments. The result is used only if it says the same as before, so that
no formatter, neither ours nor that one, can lose a fact or a comment.
"""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

from ..reading.yaml_nodes import compose
from .blocks import Block, Blocks, split

_COMMENT = re.compile(r"(?:^|\s)(#.*?)\s*$", re.MULTILINE)
_WIDTH = 1 << 20  # a line is as long as its value


def formatted(text: str, *, by_id: bool = False) -> str | None:
    """The text of a YAML file in the one form; None when it cannot be read (then `check` says why).

    `by_id` sorts the entries, which otherwise stay where they are.
    """
    found = split(text)
    if found is None:
        return None
    blocks = Blocks(_tidy(found.head), tuple(Block(each.id, _block(each.text)) for each in found.blocks))
    return (blocks.sorted() if by_id else blocks).text


def _block(text: str) -> str:
    """One entry; unchanged where ruamel.yaml would say something else."""
    written = _tidy(_rewritten(_tidy(text)))
    if written == text:
        return text
    again = _tidy(_rewritten(written)) if _same(text, written) else ""
    return written if written == again else _tidy(text)


def _tidy(text: str) -> str:
    """Without spaces at the ends of lines and with no more than one empty line in a row."""
    lines = [line.rstrip() for line in text.splitlines()]
    if any(line.endswith(("|", ">", "|-", ">-", "|+", ">+")) or line.count('"') % 2 for line in lines):
        return text  # within a text of several lines, spaces and empty lines are content
    kept = [line for at, line in enumerate(lines) if line or (at > 0 and lines[at - 1])]
    return "".join(f"{line}\n" for line in kept)


def _rewritten(text: str) -> str:
    from ruamel.yaml.error import YAMLError

    writer = _yaml()
    out = io.StringIO()
    try:
        writer.dump(writer.load(text), out)
    except (YAMLError, ValueError, AssertionError):
        return text
    return out.getvalue()


def _same(left: str, right: str) -> bool:
    """Whether two texts hold the same values and the same comments in the same order."""
    first, _ = compose(left.encode(), "")
    second, _ = compose(right.encode(), "")
    if first is None or second is None or _outline(first) != _outline(second):
        return False
    return _COMMENT.findall(left) == _COMMENT.findall(right)


def _outline(node: Any) -> Any:
    """Values with the order of keys, which the equality of dictionaries overlooks."""
    if isinstance(node.value, dict):
        return [(key, _outline(each)) for key, (_, each) in node.value.items()]
    if isinstance(node.value, list):
        return [[_outline(each)] for each in node.value]
    return node.value


def _yaml() -> Any:
    """A reader and writer that keeps comments and quotes and takes every scalar for the text it is."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt", pure=True)
    yaml.Resolver = _plain_resolver()
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


@cache
def _plain_resolver() -> Any:
    from ruamel.yaml.resolver import BaseResolver

    class PlainResolver(BaseResolver):
        """Resolves no scalar to a number, a date or a truth value."""

        def __init__(self, version: Any = None, loader: Any = None, loadumper: Any = None) -> None:
            super().__init__(loadumper or loader)

        @property
        def processing_version(self) -> Any:
            return (1, 2)

    return PlainResolver
