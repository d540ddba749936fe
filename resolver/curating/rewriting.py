"""Changes of a gazetteer in the text of its YAML files, and as a diff. Nothing else in a file is touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import unified_diff
from pathlib import Path

from ..errors import InputError, Place
from ..store.editing.blocks import Block, Blocks, split
from ..store.editing.files import is_installed
from ..store.editing.insertion import with_alias, with_distinct
from ..store.editing.stub import placed, stub_path
from ..store.editing.writing import entry_text
from ..store.reading.layer_files import layer_files
from .changes import Change, Patch, stub_of


def directory_for_new(layers: Sequence[Path]) -> Path | None:
    """Where new entries go if nobody says: the last directory that is not an installed package's."""
    return next((path for path in reversed(layers) if path.is_dir() and not is_installed(path)), None)


def rewritten(patch: Patch, layers: Sequence[Path], into: Path | None) -> dict[Path, tuple[str, str]]:
    """(text before, text after) of each file that changes; new entries go into the directory `into`.

    So does what is added to an entry of an installed package, which is not to be edited: layers unite names and
    look-alikes. A change that has no place in YAML becomes a needless one.
    """
    texts: dict[Path, tuple[str, str]] = {}
    files = _yaml_files([path for path in layers if not is_installed(path)])
    beneath = [path for path in layers if is_installed(path)]
    for change in tuple(patch.changes):
        try:
            if change.what == "new":
                _place(change, into, texts)
            elif not _rewrite(change, files, texts):
                _lay_over(change, into, beneath, texts)
        except InputError as error:
            patch.changes.remove(change)
            if (change.made, str(error)) not in patch.needless:
                patch.needless.append((change.made, str(error)))
    return texts


def _rewrite(change: Change, files: Sequence[Path], texts: dict[Path, tuple[str, str]]) -> bool:
    """Make a change in the entry of its id; False where none of the files has it."""
    found = _find(change.id, [*files, *(path for path in texts if path not in files)], texts)
    if found is None:
        return False
    path, blocks = found
    at = next(at for at, block in enumerate(blocks.blocks) if block.id == change.id)
    block = blocks.blocks[at]
    if change.what == "alias":
        block = with_alias(block, change.lang, change.value)
    else:
        block = with_distinct(block, change.value)
    after = Blocks(blocks.head, (*blocks.blocks[:at], block, *blocks.blocks[at + 1 :])).text
    texts[path] = (texts[path][0] if path in texts else _text(path), after)
    return True


def _lay_over(change: Change, into: Path | None, beneath: Sequence[Path], texts: dict[Path, tuple[str, str]]) -> None:
    """Write a change to an entry of the layers beneath into a file of the same name."""
    place = next(((layer, found) for layer in beneath if (found := _find(change.id, _yaml_files([layer]), {}))), None)
    if place is None:
        remedy = "Add the name to the table that it comes from by hand."
        raise InputError(f"the entry of {change.id} is in no YAML file.", remedy=remedy)
    if into is None:
        remedy = "Start a gazetteer of your own: exonym init DIRECTORY, then --gazetteer DIRECTORY."
        raise InputError(f"{change.id} is an entry of the installed package.", remedy=remedy)
    layer, (path, _) = place
    said = {"names": {change.lang: [change.value]}} if change.what == "alias" else {"not": [change.value]}
    _put(Block(change.id, entry_text(change.id, said)), into / path.relative_to(layer), texts)


def _place(change: Change, into: Path | None, texts: dict[Path, tuple[str, str]]) -> None:
    if into is None:
        raise InputError("no gazetteer given is a directory.", remedy="Name one for new entries with --into.")
    stub = stub_of(change.id, change.value, change.made)
    path = stub_path(into, stub)
    if path not in texts:
        texts[path] = (_text(path), placed(path, stub))
    else:
        _put(Block(stub.id, stub.text), path, texts)


def _put(block: Block, path: Path, texts: dict[Path, tuple[str, str]]) -> None:
    before, now = texts.get(path) or (_text(path), _text(path))
    blocks = split(now)
    if blocks is None:
        raise InputError("the file has errors.", remedy="See: exonym check", place=Place(str(path)))
    texts[path] = (before, blocks.put(block).text)


def _yaml_files(layers: Sequence[Path]) -> list[Path]:
    """The YAML files of all layers, those of the uppermost first."""
    return [each.path for layer in reversed(layers) for each in layer_files(layer)[0] if each.format == "yaml"]


def _find(entity_id: str, files: Sequence[Path], texts: Mapping[Path, tuple[str, str]]) -> tuple[Path, Blocks] | None:
    for path in files:
        text = texts[path][1] if path in texts else _text(path)
        if entity_id in text:
            blocks = split(text)
            if blocks is not None and any(block.id == entity_id for block in blocks.blocks):
                return path, blocks
    return None


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def diff(texts: dict[Path, tuple[str, str]]) -> str:
    """A unified diff, as `patch` and `git apply` read it."""
    parts: list[str] = []
    for path, (before, after) in sorted(texts.items()):
        old = str(path) if before else "/dev/null"
        parts += unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), old, str(path))
    return "".join(parts)
