"""What the search by sound asks of a word, in one record: read together, so kept together, in few lines of memory."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from .. import lazy_numpy as np
from .chunk_rows import chunk_numbers
from .chunks import LONGEST_LATIN
from .matching import LONGEST_HEARD
from .spelt import Spelt

if TYPE_CHECKING:
    import numpy.typing as npt

_SKELETON = 24
Records: TypeAlias = "npt.NDArray[np.void]"


@cache
def record() -> np.dtype[np.void]:
    """`WordRecord` of kernel.c: three lines of a processor's cache.

    Nats of rarity, letters that count (`Spelt.size`), Latin letters, letters of both skeletons and the first of these;
    for each letter the number of the chunk of 1 to `LONGEST_LATIN` letters that begins there, 0 where there is none.
    """
    return np.dtype(
        [
            ("rarity", np.float32),
            ("size", np.float32),
            ("letters", np.uint16),
            ("full_length", np.uint16),
            ("bare_length", np.uint16),
            ("spare", np.uint16),
            ("full", np.uint8, _SKELETON),
            ("bare", np.uint8, _SKELETON),
            ("chunks", np.int16, (LONGEST_HEARD, LONGEST_LATIN)),
        ]
    )


def records_of(latin: Sequence[str], words: Sequence[Spelt]) -> Records:
    """The records of words, given what is heard of their Latin letters."""
    found = np.zeros(len(words), record())
    found["rarity"] = np.fromiter([word.rarity for word in words], np.float32, len(words))
    found["size"] = np.fromiter((word.size for word in words), np.float32, len(words))
    found["letters"] = np.fromiter(map(len, latin), np.uint16, len(words))
    for name, texts in (("full", [word.full for word in words]), ("bare", [word.bare for word in words])):
        found[f"{name}_length"] = np.fromiter(map(len, texts), np.uint16, len(words))
        found[name] = _codes(texts, _SKELETON)
    found["chunks"] = _numbered(latin)
    return found


def _codes(texts: Sequence[str], width: int) -> npt.NDArray[np.uint8]:
    """The first letters of each text, by rows; 0 behind its end."""
    padded = "".join([text[:width].ljust(width, "\0") for text in texts]).encode("ascii", "replace")
    return np.frombuffer(padded, np.uint8).reshape(len(texts), width)


def _numbered(words: Sequence[str]) -> npt.NDArray[np.int16]:
    """[word, letter, length - 1]: the number of the chunk of that length that begins there; 0 if there is none."""
    codes = np.zeros((len(words), LONGEST_HEARD + LONGEST_LATIN), np.int64)
    codes[:, :LONGEST_HEARD] = _codes(words, LONGEST_HEARD)
    table = np.zeros((len(words), LONGEST_HEARD, LONGEST_LATIN), np.int16)
    numbers = chunk_numbers()
    for length in range(1, LONGEST_LATIN + 1):
        plain = [chunk for chunk in numbers if len(chunk) == length and chunk.isascii()]
        known = {_packed(chunk.encode()): numbers[chunk] for chunk in plain}
        packed = np.array(sorted(known))
        values = np.array([known[each] for each in sorted(known)], np.int16)
        window: npt.NDArray[Any] = np.zeros((len(words), LONGEST_HEARD), np.int64)
        for at in range(length):
            window = window << 8 | codes[:, at : at + LONGEST_HEARD]
        places = np.minimum(np.searchsorted(packed, window), len(packed) - 1)
        table[:, :, length - 1] = np.where(packed[places] == window, values[places], 0)
    return table


def _packed(chunk: bytes) -> int:
    """Up to four letters as one number."""
    return int.from_bytes(chunk, "big")
