"""Structures that C reads, each of which keeps what it points to."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np


class Structure(ctypes.Structure):
    """A structure of C, made from its fields in turn: numbers, and arrays and structures that it is to point to.

    It keeps these. An address says nothing of who owns what lies there, and where two threads make a cached value at
    once, one of the two is dropped: whoever keeps an address alone may keep that of the one that is gone.
    """

    def __init__(self, *fields: Any) -> None:
        super().__init__(*map(_in_c, fields))
        self._kept = fields

    @property
    def address(self) -> int:
        """Where it lies, while it is kept."""
        return ctypes.addressof(self)


def _in_c(field: Any) -> Any:
    if isinstance(field, np.ndarray):
        return field.ctypes.data
    return ctypes.addressof(field) if isinstance(field, ctypes.Structure) else field
