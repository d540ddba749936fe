"""Changes of a gazetteer in the text of its YAML files, and as a diff. Nothing else in a file is touched."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

from ..errors import InputError
from ..store.editing.blocks import Block, Blocks, split
from ..store.editing.insertion import with_alias, with_distinct
from ..store.editing.stub import placed, stub_path
from ..store.reading.layer_files import layer_files
from .changes import Change, Patch, stub_of


def rewritten(patch: Patch, layers: Sequence[Path], into: Path | None) -> dict[Path, tuple[str, str]]:
    """(text before, text after) of each file that changes; new entries go into the directory `into`.

    A change that has no place in YAML becomes a needless one.
    """
    texts: dict[Path, tuple[str, str]] = {}
    files = _yaml_files(layers)
    for change in tuple(patch.changes):
        try:
            _rewrite(change, files, into, texts)
        except InputError as error:
            patch.changes.remove(change)
            if (change.made, str(error)) not in patch.needless:
                patch.needless.append((change.made, str(error)))
    return texts


def _rewrite(change: Change, files: Sequence[Path], into: Path | None, texts: dict[Path, tuple[str, str]]) -> None:
    if change.what == "new":
        if into is None:
            raise InputError("no gazetteer given is a directory.", remedy="Name one for new entries with --into.")
        _place(change, into, texts)
        return
    path, blocks = _find(change.id, files, texts)
    at = next(at for at, block in enumerate(blocks.blocks) if block.id == change.id)
    block = blocks.blocks[at]
    if change.what == "alias":
        block = with_alias(block, change.lang, change.value)
    else:
        block = with_distinct(block, change.value)
    after = Blocks(blocks.head, (*blocks.blocks[:at], block, *blocks.blocks[at + 1 :])).text
    texts[path] = (texts[path][0] if path in texts else _text(path), after)


def _place(change: Change, into: Path, texts: dict[Path, tuple[str, str]]) -> None:
    stub = stub_of(change.id, change.value, change.made)
    path = stub_path(into, stub)
    if path not in texts:
        texts[path] = (_text(path), placed(path, stub))
        return
    before, after = texts[path]
    blocks = split(after)
    if blocks is not None:
        texts[path] = (before, blocks.put(Block(stub.id, stub.text)).text)


def _yaml_files(layers: Sequence[Path]) -> list[Path]:
    """The YAML files of all layers, those of the uppermost first."""
    return [each.path for layer in reversed(layers) for each in layer_files(layer)[0] if each.format == "yaml"]


def _find(entity_id: str, files: Sequence[Path], texts: dict[Path, tuple[str, str]]) -> tuple[Path, Blocks]:
    for path in files:
        text = texts[path][1] if path in texts else _text(path)
        if entity_id in text:
            blocks = split(text)
            if blocks is not None and any(block.id == entity_id for block in blocks.blocks):
                return path, blocks
    raise InputError(
        f"the entry of {entity_id} is in no YAML file.", remedy="Add the name to the table that it comes from by hand."
    )


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def diff(texts: dict[Path, tuple[str, str]]) -> str:
    """A unified diff, as `patch` and `git apply` read it."""
    parts: list[str] = []
    for path, (before, after) in sorted(texts.items()):
        old = str(path) if before else "/dev/null"
        parts += unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), old, str(path))
    return "".join(parts)
