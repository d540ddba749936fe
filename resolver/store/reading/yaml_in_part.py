"""A YAML file with slips: behind each of them it is read on, so that all of them are told at once."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from ...errors import Finding
from ...garbage import collector_paused
from .yaml_nodes import Node, bad_characters, composed, decoded, split_lines
from .yaml_signs import mended_characters, second_versions
from .yaml_slips import indent

_MOST_READINGS = 20  # of one file, one for each slip
_MOST_READ = 5_000_000  # characters in all of these, which take some seconds


class InPart(NamedTuple):
    """The mapping of a file as far as it can be read, None where it cannot; what is wrong with it; the `broken`
    entries, by the lines of their ids, of which something was left out; and whether an entry may be `lost` as a whole.
    """

    root: Node | None
    findings: list[Finding]
    broken: frozenset[int] = frozenset()
    lost: bool = False


def compose_in_part(raw: bytes, file: str) -> InPart:
    """As `compose`, but what stops the parser is left out, with the lines that belong to it, and the rest is read.

    No finding is told of a line that was left out. Never raises.
    """
    text, findings = decoded(raw, file)
    if text is None:
        return InPart(None, findings)
    told = set(bad_characters(text, file))
    guessed = {each.place.line for each in told}
    lines = split_lines(text)
    for line in guessed:
        lines[line - 1] = mended_characters(lines[line - 1])
    for line in second_versions(split_lines(text)):
        guessed.add(line)
        lines[line - 1] = ""
    with collector_paused():
        for _ in range(max(1, min(_MOST_READINGS, _MOST_READ // (len(text) + 1)))):
            composer = composed("\n".join(lines), file)
            told.update(each for each in composer.findings if each.place.line not in guessed)
            guessed |= composer.slips
            if not composer.stopped or not (block := _block(lines, composer.stopped)):
                break
            guessed |= block
            for line in block:
                lines[line - 1] = ""
    root = None if composer.stopped or composer.root is None or composer.root.value == "" else composer.root
    if guessed and root is not None and not isinstance(root.value, dict):
        root = None  # what it holds, it may hold for what was left out
    if root is None or not guessed:
        return InPart(root, sorted(told), lost=bool(guessed))
    written, ids = split_lines(text), {key.line for key, _ in root.value.values()}
    lost = any(line not in ids and written[line - 1][:1].strip() for line in guessed)
    return InPart(root, sorted(told), _broken(ids, guessed, written), lost)


def _block(lines: list[str], at: int) -> set[int]:
    """A line and those behind it that are indented more, or empty; nothing where it is empty itself."""
    if not 0 < at <= len(lines) or not lines[at - 1].strip():
        return set()
    end = at
    while end < len(lines) and (not lines[end].strip() or indent(lines[end]) > indent(lines[at - 1])):
        end += 1
    return set(range(at, end + 1))


def _broken(ids: set[int], guessed: set[int], lines: list[str]) -> frozenset[int]:
    """The entries in which lines were left out or guessed. An id without its colon begins one that is not there."""
    begun = sorted(ids.union(line for line in guessed if _begins_entry(lines[line - 1])))
    return frozenset(begun[at - 1] for line in guessed if (at := bisect_right(begun, line)))


def _begins_entry(line: str) -> bool:
    """Whether an id may be meant: at the left margin, and with a dash, as no field has."""
    return bool(line) and not line[0].isspace() and "-" in line.split(maxsplit=1)[0]
