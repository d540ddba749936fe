"""A YAML file as its editor sees it: a head of comments, then one block of lines for each entry.

Comments directly above an entry's id belong to that entry; everything before the first such comment is the head.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..reading.yaml_nodes import Node, compose


class Block(Struct, frozen=True):
    """The lines of one entry, its comments above it first. `text` ends with a line feed."""

    id: str
    text: str


class Blocks(Struct, frozen=True):
    """A whole file: `head` and `blocks` put together are its text, with a line feed at the end."""

    head: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The file's text."""
        return self.head + "".join(block.text for block in self.blocks)

    def is_sorted(self) -> bool:
        """Whether the entries stand in the order of their ids."""
        ids = [block.id for block in self.blocks]
        return ids == sorted(ids)

    def put(self, block: Block) -> Blocks:
        """With one entry more: before the first with a greater id if the file is sorted, else at the end."""
        at = len(self.blocks)
        if self.is_sorted():
            at = next((index for index, known in enumerate(self.blocks) if known.id > block.id), at)
        return Blocks(self.head, (*self.blocks[:at], block, *self.blocks[at:]))

    def sorted(self) -> Blocks:
        """In the order of ids; entries of one id keep their order."""
        return Blocks(self.head, tuple(sorted(self.blocks, key=lambda block: block.id)))


def split(text: str) -> Blocks | None:
    """The blocks of a file of entries; None when it is not one (then `check` says why).

    A file whose entries do not each begin on a line of their own, at the margin, is None too.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    text = text if text.endswith("\n") or not text else text + "\n"
    root, findings = compose(text.encode(), "")
    if any(each.severity == "error" for each in findings):
        return None
    if root is None:
        return Blocks(text, ())
    if not isinstance(root.value, dict):
        return None
    return _cut(text.splitlines(keepends=True), root)


def _cut(lines: Sequence[str], root: Node) -> Blocks | None:
    keys = [key for key, _ in root.value.values()]
    if any(key.column != 1 for key in keys) or len({key.line for key in keys}) < len(keys):
        return None
    starts = [_with_comments(lines, key.line - 1) for key in keys]
    if starts and keys:
        starts[0] = _first(lines, keys[0].line - 1)
    ends = [*starts[1:], len(lines)]
    blocks = [Block(key.value, "".join(lines[at:end])) for key, at, end in zip(keys, starts, ends, strict=True)]
    return Blocks("".join(lines[: starts[0]]), tuple(blocks))


def _with_comments(lines: Sequence[str], line: int) -> int:
    """Where the comments begin that stand directly above a line, at the margin."""
    while line > 0 and lines[line - 1].startswith("#"):
        line -= 1
    return line


def _first(lines: Sequence[str], line: int) -> int:
    """Where the first entry begins: comments right at the top of the file are the file's, others the entry's."""
    start = _with_comments(lines, line)
    return line if start == 0 or all(not each.strip() for each in lines[:start]) else start
