"""The searches of `keys.c` and `near.c`, and what they take: where the arrays of an index stand."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any, NamedTuple

from ..native.library import library
from ..native.structure import Structure

HEADS = 1 << 16
"""Ways in which the first two bytes of a key may be."""


class CKeys(Structure):
    """`Keys` of keys.c."""

    _fields_ = (
        ("count", ctypes.c_int64),
        *((name, ctypes.c_void_p) for name in ("blob", "starts", "offsets")),
        ("bits", ctypes.c_int64),
        *((name, ctypes.c_void_p) for name in ("owners", "shared", "heads")),
    )


class CGrams(Structure):
    """`Grams` of near.c."""

    _fields_ = (
        *((name, ctypes.c_void_p) for name in ("keys", "postings")),
        ("count", ctypes.c_int64),
        *((name, ctypes.c_void_p) for name in ("grams", "counts", "weights")),
        ("unseen", ctypes.c_float),
        ("budget", ctypes.c_int64),
        ("leaders", ctypes.c_int64),
    )


Range = ctypes.c_int64 * 2
"""The first of some keys and the first behind them."""


class Compiled(NamedTuple):
    """`exonym_heads` and `exonym_beginning` of keys.c, and `exonym_near` of near.c."""

    heads: Any
    beginning: Any
    near: Any


@cache
def compiled() -> Compiled | None:
    """The compiled searches, if there are any; else None."""
    found = library()
    if found is None:
        return None
    whole, place, text = ctypes.c_int64, ctypes.c_void_p, ctypes.c_char_p
    found.exonym_heads.argtypes, found.exonym_heads.restype = [ctypes.POINTER(CKeys), place], None
    found.exonym_beginning.argtypes = [place, text, whole, whole, whole, Range]
    found.exonym_beginning.restype = None
    found.exonym_near.argtypes = [place, text, *[whole] * 4, place, place, place]
    found.exonym_near.restype = whole
    return Compiled(found.exonym_heads, found.exonym_beginning, found.exonym_near)
