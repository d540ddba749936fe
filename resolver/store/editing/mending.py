"""Mending what is mechanical: one right correction, that needs no knowledge of the world. Edits lines in place, so
that comments and everything else stay as they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from ... import dates
from ...errors import Finding
from ..checking.check import check
from ..reading.languages import countries
from .removal import without_form

_ROUNDS = 5
"""A mended file may show what it hid before; more rounds than this find nothing new."""

# Not U+200C and U+200D: between letters of Persian, Bengali or Malayalam names they are spelling.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_SCALAR = re.compile(r"[^\s#\[\]{},&*!|>'\"%@`][^#\[\]{},]*?(?=\s*(#|$))")
_LOOSE_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?![\d/.-])")
_WORD = re.compile(r"[A-Za-z0-9._~-]+")

Edit = Callable[[str, int, Finding], str]
"""A line, the 0-based column of the finding, and the finding; gives the mended line, or the same."""


def mend(paths: Sequence[Path]) -> list[Finding]:
    """Mends the YAML files of these layers in place, and says what it did. What is not mechanical stays.

    Raises OSError where a file cannot be written.
    """
    done: list[Finding] = []
    for _ in range(_ROUNDS):
        found = [each for each in check(paths) if each.code in {*_edits(), *_removals(), "F005"}]
        mended = [each for file, findings in _by_file(found).items() for each in _mend_file(Path(file), findings)]
        done += mended
        if not mended:
            break
    return done


def _by_file(findings: Sequence[Finding]) -> Mapping[str, list[Finding]]:
    files: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        if Path(each.place.file).suffix in {".yaml", ".yml"}:
            files[each.place.file].append(each)
    return files


def _mend_file(path: Path, findings: Sequence[Finding]) -> list[Finding]:
    raw = path.read_bytes()
    if any(each.code == "F005" for each in findings):
        return _to_utf8(path, raw, findings)
    lines = raw.decode("utf-8").split("\n")  # a file that is not UTF-8 has only that finding
    done = []
    # From right to left, so that an edit leaves the columns of the next one alone.
    for each in sorted(findings, reverse=True):
        at = each.place.line - 1
        if not 0 <= at < len(lines):
            continue
        if each.code in _removals():
            fewer = _removals()[each.code](lines, each)
            if fewer is not None:
                lines = fewer
                done.append(each)
            continue
        edited = _edits()[each.code](lines[at], each.place.column - 1, each)
        if edited != lines[at]:
            lines[at] = edited
            done.append(each)
    if done:
        path.write_bytes("\n".join(lines).encode())
    return done[::-1]


def _to_utf8(path: Path, raw: bytes, findings: Sequence[Finding]) -> list[Finding]:
    """UTF-16 says that it is; anything else would be a guess."""
    if raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return []
    try:
        text = raw.decode("utf-16")
    except UnicodeDecodeError:
        return []
    path.write_bytes(text.encode())
    return list(findings)


@cache
def _edits() -> Mapping[str, Edit]:
    return {
        "Y002": _tabs, "Y004": _invisible, "E117": _invisible,
        "E102": _brackets, "E108": _lower, "E301": _iso, "E210": _successor,
    }  # fmt: skip


Removal = Callable[[list[str], Finding], list[str] | None]
"""The lines of a file and the finding; gives the lines without what is there twice, or None."""


@cache
def _removals() -> Mapping[str, Removal]:
    return {"C403": _name_twice, "Y003": _field_twice}


def _name_twice(lines: list[str], found: Finding) -> list[str] | None:
    fewer = without_form("\n".join(lines), found.place.line, found.place.column)
    return None if fewer is None else fewer.split("\n")


def _field_twice(lines: list[str], found: Finding) -> list[str] | None:
    """A field that is written twice with the same value on its line. Of two values somebody must know the right one."""
    first = re.search(r"stands in line (\d+) of this entry", found.message)
    at = found.place.line - 1
    before = int(first[1]) - 1 if first else at
    if before == at or lines[at] != lines[before] or _goes_on(lines, at) or _goes_on(lines, before):
        return None
    if lines[at][: found.place.column - 1].strip(" "):
        return None  # in braces, or behind a hyphen
    return [*lines[:at], *lines[at + 1 :]]


def _goes_on(lines: list[str], at: int) -> bool:
    """Whether what begins in a line may go on in the next."""
    behind = next((line for line in lines[at + 1 :] if line.strip()), "")
    indent = len(lines[at]) - len(lines[at].lstrip(" "))
    return len(behind) - len(behind.lstrip(" ")) > indent or behind.lstrip(" ").startswith("- ")


def _tabs(line: str, _: int, __: Finding) -> str:
    body = line.lstrip(" \t")
    return line[: len(line) - len(body)].replace("\t", "  ") + body


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
