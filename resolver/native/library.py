"""The compiled loops, where a C compiler was at hand at installation; numpy does the same where there are none."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

_INTERFACE = 25  # of native.c; a library of another one is left alone


@cache
def library() -> ctypes.CDLL | None:
    """The library of `native.c`, if it was built for this interface; else None."""
    path = Path(__file__).with_name("_native.so")
    if not path.is_file():
        return None
    try:
        found = ctypes.CDLL(str(path))
        return found if found.exonym_interface() == _INTERFACE else None
    except (OSError, AttributeError):
        return None  # built for another machine


def compiled_function(name: str, arguments: Sequence[Any], result: Any, *, is_brief: bool = False) -> Any:
    """A function of the library, with the types of its arguments and of its result; None where there is no library.

    A brief one keeps the interpreter's lock: to let go of it, and to wait for it again, would take longer than to run.
    """
    found = library()
    if found is None:
        return None
    function = (ctypes.PyDLL(found._name) if is_brief else found)[name]
    function.argtypes, function.restype = arguments, result
    return function
