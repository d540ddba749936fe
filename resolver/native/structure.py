"""Structures that C reads, each of which keeps what it points to."""

from __future__ import annotations

import ctypes
from array import array
from typing import Any

POINTER = ctypes.c_void_p


class Structure(ctypes.Structure):
    """A structure of C, made from its fields in turn: numbers, and arrays and structures that it is to point to.

    It keeps these. An address says nothing of who owns what lies there, and where two threads make a cached value at
    once, one of the two is dropped: whoever keeps an address alone may keep that of the one that is gone. `address` is
    where it lies, while it is kept.
    """

    def __init__(self, *fields: Any) -> None:
        super().__init__(*map(_in_c, fields))
        self._kept = fields
        self.address = ctypes.addressof(self)


class _Buffer(ctypes.Structure):
    """`Py_buffer`, which is part of the stable ABI of Python."""

    _fields_ = (
        ("buf", ctypes.c_void_p),
        ("obj", ctypes.c_void_p),
        *((name, ctypes.c_ssize_t) for name in ("len", "itemsize")),
        *((name, ctypes.c_int) for name in ("readonly", "ndim")),
        *((name, ctypes.c_void_p) for name in ("format", "shape", "strides", "suboffsets", "internal")),
    )


def _address(view: memoryview) -> int | None:
    """Where the bytes of a view lie, which may be read-only. BufferError where they do not lie together."""
    found, python = _Buffer(), ctypes.pythonapi
    if python.PyObject_GetBuffer(ctypes.py_object(view), ctypes.byref(found), 0) != 0:
        raise BufferError
    python.PyBuffer_Release(ctypes.byref(found))
    address: int | None = found.buf
    return address


def address_of(numbers: array[Any]) -> int:
    """Where the numbers of an array lie, while it is kept as it is."""
    return numbers.buffer_info()[0]


def _in_c(field: Any) -> Any:
    if isinstance(field, memoryview):
        return _address(field)
    if isinstance(field, ctypes.Structure):
        return ctypes.addressof(field)
    return field.ctypes.data if hasattr(field, "ctypes") else field
