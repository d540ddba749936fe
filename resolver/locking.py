"""A file that one process at a time holds, where the system has file locks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any


@contextmanager
def alone(held: IO[Any], *, wait: bool = True) -> Iterator[bool]:
    """Whether nobody else holds this file; with `wait` once nobody does. It is given up when it is closed.

    Where the system has no file locks nobody knows, and it is taken to be so. Raises OSError.
    """
    try:
        import fcntl
    except ImportError:
        yield True
        return
    try:
        fcntl.flock(held, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        first = False
    else:
        first = True
    yield first
