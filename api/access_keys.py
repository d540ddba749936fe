"""API keys: who may ask, and how often. A key is 32 random bytes, so that its SHA-256 tells nothing of it.

The file has a line for each key: name, SHA-256 in hexadecimal and, if it is not the general one, the rate in requests
a second. `exonym keys NAME` makes a key and prints its line.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from math import inf
from pathlib import Path

from msgspec import Struct

from ..resolver.errors import InputError, Place, UsageError

COOKIE = "exonym_key"
"""The cookie in which a browser keeps the key that somebody logged in with."""
_BUCKETS = 10_000  # of addresses; the least lately seen is forgotten first


class Key(Struct, frozen=True):
    """One client. `rate` is requests a second; 0 means no limit of its own."""

    name: str
    digest: str
    rate: float = 0.0


def read_keys(file: Path) -> tuple[Key, ...]:
    """The keys of a file. Raises InputError with the line that cannot be read."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        remedy = "Check EXONYM_KEYS_FILE; `exonym keys NAME >> FILE` begins such a file."
        raise InputError(f"the keys cannot be read: {reason}.", remedy=remedy, place=Place(str(file))) from error
    keys = []
    for number, line in enumerate(lines, 1):
        words = line.split("#")[0].split()
        if not words:
            continue
        if not _is_line(words):
            remedy = "Write: name, SHA-256 of the key, requests a second (optional)."
            raise InputError("this line is not a key.", remedy=remedy, place=Place(str(file), number))
        keys.append(Key(words[0], words[1].lower(), float(words[2]) if len(words) > 2 else 0.0))
    return tuple(keys)


def new_key(name: str, rate: float = 0.0) -> tuple[str, str]:
    """A new key, which nobody can find out again, and the line to keep of it. Raises UsageError."""
    if not name or "#" in name or len(name.split()) != 1 or not name.isprintable():
        raise UsageError(f"{name!r} cannot be the name of a key.", remedy="Give one word without #, as desk-1.")
    if not 0 <= rate < inf:
        raise UsageError(f"the rate is {rate:g}.", remedy="Give requests a second, 0 for the general rate.")
    key = secrets.token_urlsafe(32)
    return key, "\t".join((name, digest(key), *([_decimal(rate)] if rate else [])))


def _decimal(rate: float) -> str:
    """A rate as the file has it: without an exponent."""
    return f"{rate:.6f}".rstrip("0").rstrip(".")


def _is_line(words: list[str]) -> bool:
    hexadecimal = len(words) in (2, 3) and len(words[1]) == 64 and not set(words[1].lower()) - set("0123456789abcdef")
    return hexadecimal and (len(words) == 2 or words[2].replace(".", "", 1).isdecimal())


def digest(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()


class KeyRing:
    """The keys that are known. The time of a look-up does not depend on how much of a key is right."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        self._keys = keys

    def find(self, presented: str) -> Key | None:
        """The client of a key, or None."""
        given = digest(presented)
        found = None
        for key in self._keys:
            if hmac.compare_digest(key.digest, given):
                found = key
        return found


class Rates:
    """Token buckets: at most `rate` requests a second on average, and as many at once."""

    def __init__(self) -> None:
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait(self, who: str, rate: float, now: float) -> float:
        """0 when the request may pass; else the seconds until one may. `now` is a monotonic clock's."""
        tokens, last = self._buckets.pop(who, (max(rate, 1.0), now))
        tokens = min(max(rate, 1.0), tokens + (now - last) * rate)
        passes = tokens >= 1.0
        while len(self._buckets) >= _BUCKETS:
            del self._buckets[next(iter(self._buckets))]
        self._buckets[who] = (tokens - 1.0 if passes else tokens, now)
        return 0.0 if passes else (1.0 - tokens) / rate
