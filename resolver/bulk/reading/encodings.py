"""What a text may be encoded in: by its byte order mark, or, for a person to choose from, by what it would read."""

from __future__ import annotations

import codecs

from msgspec import Struct

_MARKS = {
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
}


def marked(first: bytes) -> str:
    """The encoding that a byte order mark tells, but for that of UTF-8; empty when there is none."""
    return next((name for name, marks in _MARKS.items() if first.startswith(marks)), "")


class Wide(Struct, frozen=True):
    """An encoding of two or four bytes for each letter, and how a text begins in it.

    `plain` is the share of its characters that are ASCII.
    """

    encoding: str
    text: str
    plain: float

    @property
    def clear(self) -> bool:
        """Whether it is nothing else."""
        return self.plain > 0.5 and self.text[0].isascii()

    @property
    def remedy(self) -> str:
        """What to say in a message."""
        return f"Say its encoding with -e. It would begin: -e {self.encoding}: {self.text.strip().splitlines()[0][:30]}"


def wide(data: bytes) -> Wide | None:
    """What a text without a byte order mark is, where zero bytes tell it by their places."""
    sample = data[: min(400, len(data) // 4 * 4)]
    found = []
    for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be") if b"\0" in sample else ():
        try:
            text = codecs.getincrementaldecoder(name)().decode(sample)
        except UnicodeDecodeError:
            continue
        plain = sum(char.isascii() and (char.isprintable() or char in "\t\r\n") for char in text)
        if plain > len(text) / 20 and "\0" not in text and text.strip():
            found.append(Wide(name, text, plain / len(text)))
    return max(found, key=lambda each: each.plain, default=None)


def possible(data: bytes, line: bytes) -> dict[str, str]:
    """What the line would read, by each usual encoding that can decode the data; of those that read alike, one."""
    names = ("gb18030", "big5", "cp932", "euc-kr", "cp1258", "koi8-r", "cp1251", "cp1252")
    sample = data[:65536].rpartition(b"\n")[0] or data
    shown: dict[str, str] = {}
    for name in names:
        try:
            sample.decode(name)
            text = line.decode(name, "replace").strip()[:30]
        except UnicodeDecodeError:
            continue
        shown.setdefault(text, name)
    return {name: text for text, name in shown.items()}


def likely(data: bytes, line: bytes) -> str:
    """What the line would read in each encoding that can decode it, for a person to choose from."""
    found = wide(data)
    if found:
        return found.remedy
    shown = possible(data, line)
    if not shown:
        return "No usual encoding fits: is it a text file at all? Say its encoding with -e."
    options = "; ".join(f"-e {name}: {text}" for name, text in shown.items())
    return f"Say its encoding with -e. That line would read: {options}"
