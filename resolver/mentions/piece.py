"""One of several names that a text may have."""

from __future__ import annotations

from typing import NamedTuple


class Piece(NamedTuple):
    """A name in a text, in characters, and what to ask about it, the most telling first.

    `titled`: an office or a rank says that it is somebody; `body`: it is what organisations are called; `full`: it
    looks like all of a name, `single` like a family name alone. `country`: the one that it leaves to the document.
    `unsure`: what stands before it may be no conjunction.
    """

    start: int
    end: int
    asked: tuple[str, ...]
    titled: bool = False
    body: bool = False
    full: bool = False
    single: bool = False
    country: str = ""
    unsure: bool = False
