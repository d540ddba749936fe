"""Adding to the end of a file all or nothing."""

from __future__ import annotations

import os
from typing import IO


def append_whole(stream: IO[bytes], data: bytes, *, sync: bool = False) -> None:
    """Add bytes past the stream's buffer; what a full disk refuses is neither left in part nor tried again later.

    They have reached the operating system when this returns, with `sync` the disk. Raises OSError.
    """
    file = stream.fileno()
    end = os.fstat(file).st_size
    try:
        while data:
            data = data[os.write(file, data) :]
        if sync:
            os.fsync(file)
    except OSError:
        os.ftruncate(file, end)
        raise
