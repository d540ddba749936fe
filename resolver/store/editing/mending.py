"""Mending what is mechanical: one right correction, that needs no knowledge of the world. Edits lines in place, so
that comments and everything else stay as they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from ... import dates
from ...errors import Finding
from ..checking.check import check
from ..reading.entries import FileContent
from ..reading.languages import countries
from ..reading.layer_files import LayerFile
from ..reading.layers import read_file
from ..reading.yaml_signs import ODD_SPACE
from .files import together
from .removal import without_form

_ROUNDS = 5
"""A mended file may show what it hid before; more rounds than this find nothing new."""

# Not U+200C and U+200D: between letters of Persian, Bengali or Malayalam names they are spelling.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_SCALAR = re.compile(r"[^\s#\[\]{},&*!|>'\"%@`][^#\[\]{},]*?(?=\s*(#|$))")
_LOOSE_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?![\d/.-])")
_ODD_SPACES = re.compile(r"([^\S\r\n]*(?:- )?(?:[\w-]+:[^\S\r\n]+)?)")
_WORD = re.compile(r"[A-Za-z0-9._~-]+")

Edit = Callable[[str, int, Finding], str]
"""A line, the 0-based column of the finding, and the finding; gives the mended line, or the same."""


class Mended(Struct, frozen=True):
    """A file with its bytes before and after, and the findings that are mended in it."""

    path: Path
    before: bytes
    after: bytes
    done: tuple[Finding, ...]


def mended(paths: Sequence[Path]) -> list[Mended]:
    """What mending the YAML files of these layers comes to; nothing is written. What is not mechanical stays.

    No line is taken away, and none is added: each finding changes the line it stands in.
    """
    files: dict[Path, Mended] = {}

    def read(file: LayerFile, raw: bytes, known: Mapping[str, str]) -> FileContent:
        return read_file(file, files[file.path].after if file.path in files else raw, known)

    for _ in range(_ROUNDS):
        found = [each for each in check(paths, read=read) if each.code in {*_edits(), "C403", "F005"}]
        changed = False
        for name, findings in _by_file(found).items():
            path = Path(name)
            known = files.get(path) or Mended(path, raw := path.read_bytes(), raw, ())
            after, done = _mend_file(known.after, findings)
            if done:
                changed = True
                files[path] = Mended(path, known.before, after, (*known.done, *done))
        if not changed:
            break
    return list(files.values())


def mend(paths: Sequence[Path]) -> list[Finding]:
    """Mends the YAML files of these layers, all or none, and says what it did. Raises InputError where that fails."""
    files = mended(paths)
    with together(file.path for file in files) as parts:
        for file in files:
            parts[file.path].write_bytes(file.after)
    return [each for file in files for each in file.done]


def _by_file(findings: Sequence[Finding]) -> Mapping[str, list[Finding]]:
    files: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        if Path(each.place.file).suffix in {".yaml", ".yml"}:
            files[each.place.file].append(each)
    return files


def _mend_file(raw: bytes, findings: Sequence[Finding]) -> tuple[bytes, list[Finding]]:
    if any(each.code == "F005" for each in findings):
        return _to_utf8(raw, findings)
    lines = raw.decode("utf-8").split("\n")  # a file that is not UTF-8 has only that finding
    done = []
    # From right to left, so that an edit leaves the columns of the next one alone.
    for each in sorted(findings, reverse=True):
        at = each.place.line - 1
        if not 0 <= at < len(lines):
            continue
        if each.code == "C403":
            edited = _name_twice(lines, each)
        else:
            edited = [*lines[:at], _edits()[each.code](lines[at], each.place.column - 1, each), *lines[at + 1 :]]
        if edited != lines:
            lines = edited
            done.append(each)
    return "\n".join(lines).encode(), done[::-1]


def _to_utf8(raw: bytes, findings: Sequence[Finding]) -> tuple[bytes, list[Finding]]:
    """UTF-16 says that it is; anything else would be a guess."""
    if raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return raw, []
    try:
        return raw.decode("utf-16").encode(), list(findings)
    except UnicodeDecodeError:
        return raw, []


@cache
def _edits() -> Mapping[str, Edit]:
    return {
        "Y002": _tabs, "Y004": _invisible, "Y014": _spaces, "Y015": _colon, "E117": _invisible,
        "E102": _brackets, "E108": _lower, "E301": _iso, "E210": _successor,
    }  # fmt: skip


def _name_twice(lines: list[str], found: Finding) -> list[str]:
    """Without the second of two names in one line; a line that holds nothing else stays."""
    fewer = without_form("\n".join(lines), found.place.line, found.place.column)
    return lines if fewer is None or fewer.count("\n") + 1 != len(lines) else fewer.split("\n")


def _tabs(line: str, _: int, __: Finding) -> str:
    body = line.lstrip(" \t")
    return line[: len(line) - len(body)].replace("\t", "  ") + body


def _spaces(line: str, _: int, __: Finding) -> str:
    """Spaces of other kinds in front of the text, and behind the first colon, become plain ones."""
    found = _ODD_SPACES.match(line)
    return f"{ODD_SPACE.sub(' ', found[1])}{line[found.end() :]}" if found else line


def _colon(line: str, column: int, _: Finding) -> str:
    """A colon of the right width, with a space behind it."""
    if line[column : column + 1] not in (":", "："):
        return line
    return f"{line[:column]}: {line[column + 1 :].lstrip()}"


def _invisible(line: str, _: int, __: Finding) -> str:
    end = "\r" if line.endswith("\r") else ""
    return _INVISIBLE.sub("", line.removesuffix("\r")) + end


def _brackets(line: str, column: int, found: Finding) -> str:
    """One value where a list must stand, if the remedy is to put this value in brackets."""
    scalar = _SCALAR.match(line, column)
    if scalar is None or not found.remedy.endswith(f": [{scalar.group()}]`"):
        return line
    return f"{line[:column]}[{scalar.group()}]{line[scalar.end() :]}"


def _lower(line: str, column: int, _: Finding) -> str:
    word = _WORD.match(line, column)
    if word is None or word.group().lower() not in countries():
        return line
    return line[: word.start()] + word.group().lower() + line[word.end() :]


def _iso(line: str, column: int, _: Finding) -> str:
    """The year first, so that day and month cannot be mistaken: 2016/4/8."""
    date = _LOOSE_DATE.match(line, column)
    if date is None:
        return line
    written = "-".join([date[1], *(part.zfill(2) for part in (date[3], date[4]) if part)])
    return line[:column] + written + line[date.end() :] if dates.is_prefix(written) else line


def _successor(line: str, column: int, found: Finding) -> str:
    """The id that the finding's remedy names."""
    target = re.fullmatch(r"write `([^`]+)`", found.remedy)
    word = _WORD.match(line, column)
    if target is None or word is None:
        return line
    return line[: word.start()] + target[1] + line[word.end() :]
