"""Answers for names that a gazetteer writes itself, kept from one run to the next beside the compiled gazetteer.

They follow from the gazetteer and the rules alone, so a later run finds them by a look into a table. Nothing is kept
of what a table says: only mentions that are, letter by letter, forms of the gazetteer.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from ..reading.rows import Cells
from ..shape import Answer
from .journal import head, line, read

MANY = 500
"""Mentions at once for which it is worth while to read what was kept."""
_MOST = 50_000
"""Answers that are kept in a file; it is read whole, so that more would cost more than they save."""
_NAMED = "[0-9a-f]" * 16 + ".answers"
_FILES = 8
"""Files that are kept, one for each set of rules; those that were written last."""


class Kept:
    """Answers by mention, read when there is much to ask."""

    def __init__(self, directory: Path | None = None, rules: str = "") -> None:
        self._head = head(rules)
        self._place = directory and directory / f"{sha256(self._head).hexdigest()[:16]}.answers"
        self._known: dict[Cells, Answer] | None = None
        self._learned = False

    def answers(self, asked: int) -> dict[Cells, Answer]:
        """What is known, for somebody who asks about so many mentions."""
        if self._known is None and self._place is not None and asked >= MANY:
            self._known = _read(self._place, self._head)
        return self._known or {}

    def learn(self, batch: Iterable[tuple[Cells, Answer]]) -> None:
        """Keep those of the answers that follow from the gazetteer."""
        if self._known is None:
            return
        for cells, answer in batch:
            if len(self._known) < _MOST and answer.written and isinstance(cells, bytes):
                self._known[cells] = answer
                self._learned = True

    def save(self) -> None:
        """Write what was learned: whole or not at all, and where that cannot be, not at all."""
        if not self._learned or self._place is None or self._known is None:
            return
        part = self._place.with_suffix(f".{os.getpid()}.part")
        try:
            part.write_bytes(self._head + b"".join(line(cells, answer) for cells, answer in self._known.items()))
            part.replace(self._place)
            for old in sorted(self._place.parent.glob(_NAMED), key=_written_at)[:-_FILES]:
                old.unlink()
        except OSError:
            with suppress(OSError):
                part.unlink()


@contextmanager
def open_kept(directory: str, rules: str) -> Iterator[Kept]:
    """What was kept in a directory under `rules`, which say all that answers depend on; without one nothing is kept.

    What is learned meanwhile is written when the block ends well. What cannot be read is as good as nothing.
    """
    kept = Kept(Path(directory) if directory else None, rules)
    yield kept
    kept.save()


def _written_at(place: Path) -> int:
    return place.stat().st_mtime_ns


def _read(place: Path, wanted: bytes) -> dict[Cells, Answer]:
    try:
        with place.open("rb") as stream:
            return read(stream, wanted)[0]
    except OSError:
        return {}
