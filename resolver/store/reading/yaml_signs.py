"""Characters and marks that an editor does not see, or takes for others, and YAML does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_ODD = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
ODD_SPACE = re.compile(f"[{_ODD}]")
"""Spaces that YAML takes for letters."""

_NAMES_OF_SPACES = {"\u00a0": "no-break space", "\u3000": "ideographic space", "\u202f": "narrow no-break space"}
CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)|={7}$")
"""A line that git writes between two versions of a text."""

_CONFLICT_ENDS = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
_ODD_INDENT = re.compile(rf"^[ \t]*([{_ODD}])[\s]*(?=[\w.~-]+:|- |#)", re.MULTILINE)
_ODD_BEHIND = re.compile(rf"^ *(?:- )?[a-z_]+(?:-\w+)?:([{_ODD}])", re.MULTILINE)


class Slip(NamedTuple):
    """A slip with its place from 1, as a finding tells it; an empty remedy is the code's own."""

    code: str
    line: int
    column: int
    message: str
    remedy: str = ""


def conflict_marks(lines: Sequence[str]) -> Iterator[Slip]:
    """The marks that git leaves where two versions of a file were not brought together."""
    if not _CONFLICT_ENDS.search("\n".join(lines)):
        return
    for number, line in enumerate(lines, 1):
        if found := CONFLICT.match(line):
            yield Slip("Y013", number, 1, f"the mark `{found.group().strip()}` of an unfinished merge")


def odd_spaces(lines: Sequence[str]) -> Iterator[Slip]:
    """Spaces that are none to YAML, where a line is indented and behind the colon of a field."""
    for number, line in enumerate(lines, 1):
        if line.isascii():
            continue
        if found := _ODD_INDENT.match(line):
            where = "where the line is indented"
        elif found := _ODD_BEHIND.match(line):
            where = "behind the colon"
        else:
            continue
        yield Slip("Y014", number, found.start(1) + 1, f"{space_name(found[1])} {where}")


def second_versions(lines: Sequence[str]) -> Iterator[int]:
    """The lines, from 1, of unfinished merges that are not of the first version: the marks, and what is between the
    last two.
    """
    if not _CONFLICT_ENDS.search("\n".join(lines)):
        return
    inside = False
    for number, line in enumerate(lines, 1):
        mark = CONFLICT.match(line)
        if mark or inside:
            yield number
        if mark:
            inside = mark[0][0] in "=|"


def mended_characters(line: str) -> str:
    """A line as it was meant, so that reading can go on: tabs in front as two spaces, other spaces and control
    characters as one.
    """
    front = line[: len(line) - len(line.lstrip())]
    plain = front.replace("\t", "  ") + line[len(front) :]
    return "".join(" " if ODD_SPACE.match(each) or not each.isprintable() else each for each in plain)


def space_name(char: str) -> str:
    """What a space that is none to YAML is called: `a no-break space (U+00A0)`."""
    name = _NAMES_OF_SPACES.get(char, "space of another kind")
    return f"{'an' if name[0] == 'i' else 'a'} {name} (U+{ord(char):04X})"
