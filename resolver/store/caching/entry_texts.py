"""A YAML file as one text for each entry: what stands there as it did need not be read again.

An entry begins with its id at the margin and goes on to the next line that begins there; comments and empty lines count
to the entry above. A parser that has come to an entry stands in the one mapping of the file, whatever was before, so
that each entry means the same wherever it stands: as long as every line at the margin begins one, which whoever read
the file knows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import Struct

_AT_THE_MARGIN = re.compile(r"^[^ #\n]", re.MULTILINE)
_HEAD = re.compile(r"(?:#.*\n|\n)*")
_HASH = 12  # bytes


class EntryText(Struct, frozen=True):
    """The text of an entry, the line that it begins in, counted from 1, and a hash of the text."""

    line: int
    text: str
    hash: str


class EntryTexts(Struct, frozen=True):
    """A whole file: `head` and the texts of the entries put together."""

    head: str
    entries: tuple[EntryText, ...]

    def but(self, is_left_out: Callable[[EntryText], bool]) -> str:
        """The file with comments in place of some entries, so that the others stand in the same lines."""
        texts = ["#\n" * each.text.count("\n") if is_left_out(each) else each.text for each in self.entries]
        return "".join([self.head, *texts])


def entry_texts(text: str) -> EntryTexts | None:
    """The texts of the entries of a file; None where its lines do not end as usual, or more than comments come first.

    Whether an entry begins at each line that this says has to be seen from what was read.
    """
    starts = [found.start() for found in _AT_THE_MARGIN.finditer(text)]
    head = text[: starts[0]] if starts else text
    if "\r" in text or not _HEAD.fullmatch(head):
        return None
    line, found = 1 + head.count("\n"), list[EntryText]()
    for start, end in pairwise([*starts, len(text)]):
        own = text[start:end]
        found.append(EntryText(line, own, hashlib.blake2b(own.encode(), digest_size=_HASH).hexdigest()))
        line += own.count("\n")
    return EntryTexts(head, tuple(found))


def begins_each(entries: Sequence[EntryText], places: Sequence[tuple[int, int]]) -> bool:
    """Whether entries that were read at these places, each a line and a column, are the ones with these texts."""
    return [(each.line, 1) for each in entries] == list(places)
