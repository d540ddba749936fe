"""What the routes say of a piece of a name (a character, a syllable), from a file that the build of the package makes.

What a route says of a piece depends on nothing but the tables, and takes a tenth of a millisecond to be worked out; a
name has some hundred of it. So it is worked out once for every piece of a closed inventory. What is not in the file,
or all of it where the file is missing or older than the tables, is worked out when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from functools import cache, cached_property
from pathlib import Path
from zlib import crc32

from .piece_file import PieceFile, Row, StoredTable

__all__ = ["CHARACTERS", "FILE", "Inventory", "Row", "Table", "digest"]

_RESOLVER = Path(__file__).resolve().parents[1]
FILE = _RESOLVER / "tables" / "_pieces.bin"
"""Made by `compiling`, in builds; not in the repository."""
_TABLES = (
    "cantonese", "han_", "hangul", "hanja", "japanese_", "korean", "mandarin", "phonetic/han",
    "sinovietnamese", "vietnamese",
)  # fmt: skip
"""What the names of the tables begin with that the rows are made of."""
_CODE = (
    "readings/*.py",
    "readings/*/*.py",
    "tables/__init__.py",
    "text/cleaning.py",
    "text/folding.py",
    "text/han.py",
    "text/mapped_file.py",
    "text/scripts.py",
)


class Inventory:
    """Pieces of one kind. `listed` gives every one that the file is to have."""

    def __init__(self, name: str, listed: Callable[[], Iterable[str]]) -> None:
        self.name = name
        self.listed = listed


_STANDARDS = ("gb2312", "big5", "shift_jis", "euc_kr")
"""Encodings by national standards: what one of them has is a character that names are written with."""


def _characters() -> Iterator[str]:
    yield from map(chr, range(0x3041, 0x30FF))  # kana, which Japanese names mix with characters: they have no reading
    for char in map(chr, range(0x4E00, 0xA000)):
        if any(char.encode(standard, "ignore") for standard in _STANDARDS):
            yield char


CHARACTERS = Inventory("han", _characters)


class Table:
    """What one route says of each piece of an inventory, in each of some variants.

    `make` works a row out. `whole`: no piece that is not in the inventory has any spelling.
    """

    def __init__(
        self,
        name: str,
        inventory: Inventory,
        make: Callable[[str, str], Row],
        variants: tuple[str, ...] = ("",),
        *,
        whole: bool = False,
    ) -> None:
        self.name = name
        self.inventory = inventory
        self.make = make
        self.variants = variants
        self._whole = whole

    def __call__(self, piece: str, variant: str = "") -> Row:
        """The row of any piece, whether it is in the inventory or not."""
        row = self.stored.row(piece, variant) if self.stored else None
        if row is None:
            return Row.of(()) if self.stored and self._whole else self.make(piece, variant)
        return row

    @cached_property
    def pieces(self) -> Set[str]:
        """The pieces of the inventory."""
        return self.stored.pieces.every() if self.stored else frozenset(self.inventory.listed())

    @cached_property
    def stored(self) -> StoredTable | None:
        """The table in the file; None where that has none."""
        file = _file()
        return file.table(self.name) if file else None


@cache
def _file() -> PieceFile | None:
    return PieceFile.open(FILE, digest())


def digest() -> str:
    """A digest of all that decides what the file holds: the tables of the routes, and the code that reads them."""
    found = 0
    for name in _TABLES:
        for path in sorted((_RESOLVER / "tables").glob(f"{name}*.tsv")):
            found = crc32(path.read_bytes(), found)  # fifteen times as fast as a digest against forgers
    for files in _CODE:
        for path in sorted(_RESOLVER.glob(files)):
            found = crc32(path.read_bytes(), found)
    return f"{found:08x}"
