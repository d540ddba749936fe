"""Arrays in files of numpy's format, mapped into memory without numpy, each beside its size and checksum."""

from __future__ import annotations

import json
import mmap
import re
import sys
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ... import lazy_numpy as np
from ...text.mapped_file import write_in_pieces

if TYPE_CHECKING:
    import numpy.typing as npt

_SUMS = "sums.json"  # the size and checksum of each array
_SUMMED = 1 << 21  # bytes at each end of a file that are looked at when it is opened
_HEADER = re.compile(
    rb"\x93NUMPY\x01\0..\{'descr': '([<>|])(\w+)', 'fortran_order': False, 'shape': \((\d+),\), \} *\n", re.S
)
_NATIVE = b"<" if sys.byteorder == "little" else b">"
_KINDS: dict[bytes, Any] = {
    b"b1": "?", b"u1": "B", b"i1": "b", b"u2": "H", b"i2": "h", b"u4": "I", b"i4": "i", b"u8": "Q", b"i8": "q",
    b"f4": "f", b"f8": "d",
}  # fmt: skip
"""The kinds of numbers, as numpy's format and as Python's views of memory call them."""


def write_array(place: Path, name: str, array: npt.NDArray[Any]) -> None:
    """Writes an array of one dimension as a file of a directory. Raises OSError."""
    layout = np.lib.format
    with _file(place, name).open("wb") as stream:
        layout.write_array_header_1_0(stream, layout.header_data_from_array_1_0(array))
        write_in_pieces(stream, np.ascontiguousarray(array).view(np.uint8).data)


def write_sums(place: Path, names: Iterable[str]) -> None:
    """Writes size and checksum of the arrays of a directory. Raises OSError."""
    sums = {name: _sum_of(_file(place, name)) for name in names}
    (place / _SUMS).write_text(json.dumps(sums), encoding="utf-8")


def mapped(place: Path, wanted: Callable[[str], bool]) -> dict[str, memoryview]:
    """The arrays of a directory that are wanted, by their names.

    ValueError if one is not what was written here, since the compiled loops trust its numbers; OSError if it is
    missing.
    """
    sums = json.loads((place / _SUMS).read_text(encoding="utf-8"))
    return {name: _array(_file(place, name), known) for name, known in sums.items() if wanted(name)}


def _file(place: Path, name: str) -> Path:
    return place / f"{name}.npy"


def _array(file: Path, known: list[int]) -> memoryview:
    with file.open("rb") as stream:
        if _sum(stream) != known:
            raise ValueError(f"{file} is damaged, or was not written here")
        data = _mapped(stream)
    header = _HEADER.match(data)
    if header is None:
        raise ValueError(f"{file} was not written here")
    order, kind, count = header.groups()
    if kind not in _KINDS or order not in (_NATIVE, b"|"):
        raise ValueError(f"{file} is of another machine, or was not written here")
    found: memoryview = data[header.end() :].cast(_KINDS[kind])
    if len(found) != int(count):
        raise ValueError(f"{file} is not whole")
    return found


def _mapped(stream: BinaryIO) -> memoryview:
    return memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))


def _sum_of(file: Path) -> list[int]:
    with file.open("rb") as stream:
        return _sum(stream)


def _sum(stream: BinaryIO) -> list[int]:
    """Size and checksum of a file; of a large one that of both ends, so that a million names open as fast as few.

    It is mapped for this alone: pages that were looked at would stay with the process for as long as it has the file.
    """
    with _mapped(stream) as whole:
        found = zlib.crc32(whole[:_SUMMED])
        return [len(whole), zlib.crc32(whole[max(_SUMMED, len(whole) - _SUMMED) :], found)]
