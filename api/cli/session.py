"""What a command works with: the gazetteers that were asked for, and a resolver over them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from msgspec import Struct

from ...resolver.errors import GazetteerError, UsageError
from ..cache_directory import cache_directory

if TYPE_CHECKING:
    from ...resolver.model import Gazetteer
    from ...resolver.policy import Policy
    from ...resolver.resolve import Resolver
    from ..compile import Told


_WORTH_PROCESSES = 200_000
"""Bytes of a gazetteer that takes longer to compile than a process takes to start."""


class Layers(Struct, frozen=True):
    """The gazetteers given before the command's name."""

    paths: tuple[Path, ...] = ()
    shipped: bool = True


def layers(context: typer.Context, paths: list[Path] | None, without_shipped: bool) -> list[Path]:
    """The gazetteers to load, lowest first: shipped, given before the command's name, given after it."""
    from ...resolver.store.reading.shipped import shipped

    before = context.obj if isinstance(context.obj, Layers) else Layers()
    own = list(dict.fromkeys(map(from_here, [*before.paths, *(paths or [])])))
    if without_shipped or not before.shipped:
        if not own:
            raise UsageError("--without-shipped leaves nothing.", remedy="Name a gazetteer with --gazetteer PATH.")
        return own
    return [from_here(shipped()), *own]


def from_here(path: Path) -> Path:
    """A path as a person says it: from the working directory where it lies below it."""
    try:
        return path.relative_to(Path.cwd()) if path.is_absolute() else path
    except (ValueError, OSError):
        return path


def open_gazetteer(paths: list[Path]) -> Gazetteer:
    """These gazetteers as one, compiled in the user's cache. Raises GazetteerError, InputError."""
    from ...resolver.store.caching.snapshots import load

    return load(paths, cache_directory())


def open_resolver(paths: list[Path], policy: Policy | None = None) -> Resolver:
    """A resolver over these gazetteers. Raises GazetteerError, InputError."""
    from ...resolver.policy import DEFAULT_POLICY
    from ...resolver.store.caching import compiled
    from .progress import first_load

    def unwritable(error: OSError) -> None:
        reason = error.strerror or str(error)
        typer.echo(
            f"exonym: the cache {cache_directory()} cannot be written ({reason}); each start compiles.", err=True
        )

    def not_compiled() -> None:
        with first_load() as told:
            if _size(paths) >= _WORTH_PROCESSES:
                _compile(paths, told)

    return compiled.open_resolver(paths, cache_directory(), policy or DEFAULT_POLICY, unwritable, not_compiled)


def _size(paths: list[Path]) -> int:
    """Bytes of the files of these gazetteers; what cannot be read counts nothing."""
    from ...resolver.store.reading.layer_files import layer_files

    found = 0
    for file in (file for path in paths for file in layer_files(path)[0]):
        with suppress(OSError):
            found += file.path.stat().st_size
    return found


def _compile(paths: list[Path], told: Told) -> None:
    """Compiles on all processors. What hinders that does not hinder compiling here, which then says what it is.

    Raises GazetteerError.
    """
    from ..compile import compile_beside

    with suppress(OSError, ValueError, KeyError):
        place, findings = compile_beside(paths, cache_directory(), told)
        if place is None:
            raise GazetteerError(findings)


def compiled_directory(paths: list[Path]) -> str:
    """Where all that follows from these gazetteers is kept."""
    from ...resolver.store.caching.compiled import directory_of

    return str(directory_of(paths, cache_directory()))


def writable(path: Path) -> Path:
    """The gazetteer's directory or file, if it is one to be edited. Raises UsageError for an installed package's.

    Every command that writes a gazetteer asks here first.
    """
    from ...resolver.store.editing.files import is_installed

    if is_installed(path):
        raise UsageError(
            f"{path} belongs to the installed package, and the next upgrade replaces it.",
            remedy="Start one of your own with `exonym init DIRECTORY`, and name it in this one's place.",
        )
    return path
