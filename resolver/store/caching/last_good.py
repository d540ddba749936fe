"""Which compiled gazetteer of some layers was last taken into service, and what their files were like then.

A note beside the compiled gazetteers, so that a worker that starts anew can serve what the others do while the files
have errors or one of them was emptied.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from .compiled import fingerprint
from .snapshots import keep_newest

Files = frozenset[tuple[str, int, int]]
"""The files of layers: name, time of the last change in nanoseconds, bytes."""
_BESIDE = 6  # notes that stay in a directory, as many as compiled gazetteers


class Good(Struct, frozen=True):
    """Where layers lie compiled, and their files when they were."""

    place: Path
    files: Files


def keep_good(paths: Sequence[Path], directory: Path, good: Good) -> None:
    """Notes that these layers were taken into service; whole or not at all, and where it cannot be written not."""
    note = _note_of(paths, directory)
    part = note.with_suffix(f".{os.getpid()}.part")
    text = json.dumps({"place": good.place.name, "files": sorted(good.files)})
    try:
        os.utime(good.place)  # the newest stay
        part.write_text(text, encoding="utf-8")
        part.replace(note)
        keep_newest(note, _BESIDE)
    except OSError:
        with suppress(OSError):
            part.unlink()


def last_good(paths: Sequence[Path], directory: Path) -> Good | None:
    """What this code noted last of these layers, whatever their files hold now; None where nothing is kept of it."""
    try:
        known = json.loads(_note_of(paths, directory).read_text(encoding="utf-8"))
        name = Path(known["place"]).name
        files = frozenset((str(file), int(changed), int(size)) for file, changed, size in known["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Good(directory / name, files) if name else None


def _note_of(paths: Sequence[Path], directory: Path) -> Path:
    named = "\0".join(str(path.absolute()) for path in paths).encode("utf-8", "surrogateescape")
    return directory / f"{hashlib.sha256(named).hexdigest()[:32]}-{fingerprint()}.good"
