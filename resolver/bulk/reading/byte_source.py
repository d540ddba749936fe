"""Bytes from a file or a pipe to blocks of whole lines: decompressed, decoded, never guessed."""

from __future__ import annotations

import codecs
import gzip
import importlib
import io
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, cast

from msgspec import Struct

from ...errors import InputError, Place, UsageError
from .compiled_csv import is_utf8
from .encodings import likely, marked, wide
from .foreign import refuse_foreign

_BLOCK = 1 << 20
_LONGEST_LINE = 1 << 26
"""Bytes that a line may have: what unpacks to gigabytes without a line end must not fill the memory."""

_PACKED = 1 << 11
"""Bytes of a .zst to unpack at a time: they may become some ten thousand times as many."""


@contextmanager
def open_bytes(path: str) -> Iterator[IO[bytes]]:
    """The bytes of a file (`-` is standard input), decompressed by its name's end. Raises InputError."""
    if path == "-":
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        with readable(path):
            raw = stack.enter_context(Path(path).open("rb"))
            stream = stack.enter_context(decompressed(raw, Path(path).suffix.lower()))
        yield stream


@contextmanager
def readable(name: str) -> Iterator[None]:
    """What goes wrong when reading becomes an InputError with the name of what was read."""
    broken: tuple[type[BaseException], ...] = (OSError, EOFError, zlib.error, *_zstandard_errors())
    try:
        yield
    except broken as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"cannot read it: {reason}.", place=Place(name)) from error


def _zstandard_errors() -> tuple[type[Exception], ...]:
    module = sys.modules.get("zstandard")
    return (module.ZstdError,) if module else ()


def decompressed(raw: IO[bytes], suffix: str) -> IO[bytes]:
    """The stream behind a compressed one, by the end of its name: `.gz`, `.zst`, any other for none."""
    if suffix == ".gz":
        return cast(IO[bytes], gzip.GzipFile(fileobj=raw))
    if suffix == ".zst":
        return io.BufferedReader(_Zstandard(raw, zstandard().ZstdDecompressor()), _BLOCK)
    return raw


class _Zstandard(io.RawIOBase):
    """What is in a .zst, frame after frame. Raises EOFError when the last frame ends early.

    The stream readers of the module `zstandard` take such an end for that of the file.
    """

    def __init__(self, raw: IO[bytes], decompressor: Any) -> None:
        super().__init__()
        self._raw = raw
        self._decompressor = decompressor
        self._frame: Any = None
        self._packed = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Some bytes; none at the end."""
        while not self._ready:
            self._packed = self._packed or self._raw.read(_PACKED)
            if not self._packed:
                if self._frame:
                    raise EOFError("it ends in the middle; the rest is missing")
                return 0
            self._frame = self._frame or self._decompressor.decompressobj()
            self._ready, self._packed = memoryview(self._frame.decompress(self._packed)), b""
            if self._frame.eof:
                self._packed, self._frame = self._frame.unused_data, None
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size


def zstandard() -> Any:
    """The optional module that reads and writes .zst. Raises InputError when it is not installed."""
    try:
        return importlib.import_module("zstandard")
    except ImportError as error:
        raise InputError(
            "reading and writing .zst needs the package zstandard.", remedy="Install it, or use .gz."
        ) from error


class TextBlocks(Struct):
    """Iterates over blocks of whole lines as UTF-8, without the line feed after the last (returns before it stay).

    `encoding` empty means UTF-8, or UTF-16 when the input begins with its byte order mark. `consumed` counts
    the bytes read so far, `size` are those to read at a time. Raises InputError with line, byte and likely encodings
    where decoding fails, and for a line beyond all measure.
    """

    stream: IO[bytes]
    name: str = ""
    encoding: str = ""
    consumed: int = 0
    size: int = 0

    def __iter__(self) -> Iterator[bytes]:
        first = self._read()
        refuse_foreign(first, self.name)
        decoder = self._decoder(first)
        found = wide(first) if self.encoding == "utf-8-sig" else None
        if found and found.clear:
            problem = "not utf-8: there are zero bytes between the letters."
            raise InputError(problem, place=Place(self.name, 1), remedy=found.remedy)
        blocks = self._checked(first) if self.encoding == "utf-8-sig" else self._transcoded(first, decoder)
        pieces: list[bytes] = []
        length = 0
        end = b""
        for block in blocks:
            end = end or _line_end(block)
            cut = block.rfind(end) if end else -1
            if cut < 0:
                pieces.append(block)
                length += len(block)
                if length > _LONGEST_LINE:
                    problem = f"a line is longer than {_LONGEST_LINE} bytes."
                    raise InputError(problem, place=Place(self.name), remedy="Is it a table of text?")
                continue
            pieces.append(block[:cut])
            yield _with_line_feeds(b"".join(pieces), end)
            pieces = [block[cut + 1 :]]
            length = len(pieces[0])
        rest = b"".join(pieces)
        if rest:
            yield _with_line_feeds(rest, end)

    def _checked(self, block: bytes) -> Iterator[bytes]:
        """UTF-8 needs no decoding, only to be what it says; a character may be cut by the end of a block."""
        before = len(codecs.BOM_UTF8) if block.startswith(codecs.BOM_UTF8) else 0
        block = block[before:]
        lines = 1
        held = b""
        while True:
            whole = held + block
            held = b"" if not block else _cut_character(whole)
            whole = whole[: len(whole) - len(held)]
            if not is_utf8(whole):
                try:
                    whole.decode()
                except UnicodeDecodeError as error:
                    error.object = whole + held  # the last bytes are half a character only if it is UTF-8
                    raise self._undecodable(error, before, lines, whole) from error
            before += len(whole)
            lines += whole.count(b"\n")
            self.consumed = before
            yield whole
            if not block:
                return
            block = self._read()

    def _transcoded(self, block: bytes, decoder: codecs.IncrementalDecoder) -> Iterator[bytes]:
        lines = 1
        while True:
            held = len(decoder.getstate()[0])
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeError as error:
                raise self._undecodable(error, self.consumed - held, lines, block) from error
            self.consumed += len(block)
            lines += text.count("\n")
            yield text.encode("utf-8", "replace")
            if not block:
                return
            block = self._read()

    def _read(self) -> bytes:
        with readable(self.name):
            return self.stream.read(self.size or _BLOCK)

    def _decoder(self, first: bytes) -> codecs.IncrementalDecoder:
        name = self.encoding
        if not name:
            name = marked(first) or "utf-8"
        try:
            info = codecs.lookup(name)
            "a".encode(name)  # base64 is a codec, but none of text
        except (LookupError, ValueError) as error:
            raise UsageError(
                f"unknown text encoding {name!r}.",
                remedy="E.g. utf-8, utf-16, gb18030, big5, cp932, euc-kr, cp1258.",
            ) from error
        self.encoding = "utf-8-sig" if info.name in {"utf-8", "utf-8-sig"} else name
        return info.incrementaldecoder("strict")

    def _undecodable(self, error: UnicodeError, before: int, line: int, block: bytes) -> InputError:
        start, data = 0, block
        if isinstance(error, UnicodeDecodeError):
            start, data = error.start, error.object
        line += data.count(b"\n", 0, start)
        broken = data[data.rfind(b"\n", 0, start) + 1 : start + 80].split(b"\n", 1)[0]
        byte = f" (0x{data[start]:02X})" if start < len(data) else ""
        return InputError(
            f"not {self.encoding.removesuffix('-sig')}: byte {before + start + 1}{byte} cannot be decoded.",
            place=Place(self.name, line),
            remedy=likely(data, broken),
        )


def _line_end(text: bytes) -> bytes:
    """Line feed; carriage return in a file without any, as in old Macintosh files; empty if unknown yet."""
    if b"\n" in text:
        return b"\n"
    return b"\r" if b"\r" in text[:-1] else b""


def _with_line_feeds(block: bytes, end: bytes) -> bytes:
    return block.replace(b"\r", b"\n") if end == b"\r" else block


def _cut_character(block: bytes) -> bytes:
    """The first bytes of a character at the end of a block, if its last ones are missing."""
    for length in range(1, min(4, len(block) + 1)):
        lead = block[-length]
        if lead >= 0xC0:
            size = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
            return block[-length:] if size > length else b""
        if lead < 0x80:
            break
    return b""


Progress = Callable[[int, int], None]
"""Called after each chunk with the rows done and the bytes read."""
