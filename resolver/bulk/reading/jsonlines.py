"""JSON Lines: a row stays the text that it was, up to its closing brace."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from ...errors import InputError, Place
from .rows import Cells, Chunk, Fault, Gap, encoded

_WHOLE = 1 << 53
"""Up to here each whole number is one with decimals as well."""
_LARGE = 1 << 63


class JsonLinesReader:
    """The keys and the chunks of JSON Lines; the header is the keys of the first block, in their order.

    Raises InputError when there are lines and no keys, or an array of rows. `name` is for that error.

    `join` makes a row's text from its cells, for an output other than JSON; without it, the text stays as it was, and
    with it, `kinds` are those of the values of each key.
    """

    def __init__(self, blocks: Iterator[bytes], name: str = "") -> None:
        self._blocks = blocks
        self._lines = _lines(blocks)
        while self._lines and not any(map(str.strip, self._lines)):
            self._lines = _lines(blocks)
        if self._lines:
            self._lines[0] = self._lines[0].removeprefix("\ufeff")
        first = (row for row in map(_parsed, self._lines) if isinstance(row, dict))
        self.header = list(dict.fromkeys(key for row in first for key in row))
        self._refuse_other(name)
        self.join: Callable[[Sequence[str]], str] | None = None
        self.kinds: dict[str, set[str]] = {key: set() for key in self.header}

    def _refuse_other(self, name: str) -> None:
        """Say what the lines are when they are an array, or none has a key, unless all are blank."""
        at = next((at for at, line in enumerate(self._lines) if line.strip()), None)
        if at is None:
            return
        row, place = _parsed(self._lines[at]), Place(name, at + 1)
        broken = isinstance(row, ValueError)
        if self._lines[at].lstrip().startswith("[") and (broken or not self.header):
            remedy = "Write each of its objects on a line, e.g. jq -cM '.[]' FILE > names.jsonl"
            raise InputError("a JSON array, not JSON Lines.", place=place, remedy=remedy)
        if not self.header:
            reason = f"not JSON: {row}" if broken else "not a JSON object with members"
            remedy = "Write an object on each line, e.g. jq -cM . FILE > names.jsonl"
            raise InputError(f"no line is an object; this one is {reason}.", place=place, remedy=remedy)

    def chunks(self, positions: Sequence[int], added: Sequence[str]) -> Iterator[Chunk]:
        """All rows, with the values of these keys as text; a line that is not an object becomes a fault."""
        keys = [self.header[at] for at in positions]
        lines = self._lines
        self._lines = []
        while lines:
            rows = [self._row(line, keys, added) for line in lines]
            whole = not any(isinstance(cells, Fault | Gap) for _, cells in rows)
            yield Chunk([text.encode("utf-8", "replace") for text, _ in rows], [cells for _, cells in rows], whole)
            lines = _lines(self._blocks)

    def _row(self, line: str, keys: Sequence[str], added: Sequence[str]) -> tuple[str, Cells | Fault | Gap]:
        text = line.strip()
        if not text:
            return "", Gap()
        row = _parsed(text)
        if not isinstance(row, dict):
            return self._kept(line), Fault(f"not JSON: {row}" if isinstance(row, ValueError) else "not a JSON object")
        if any(name in row for name in added):
            return self._kept(line), Fault("it has one of the added columns")
        own = self._cells(row) if self.join else text[:-1].rstrip() + (", " if row else "")
        other = [key for key in row if key not in self.header] if self.join else []
        if other:
            surplus = tuple(json.dumps({key: row[key]}, ensure_ascii=False) for key in other)
            return own, Fault(f"the first lines have no member {other[0]!r}", surplus)
        try:
            return own, encoded(_text(key, row.get(key)) for key in keys)
        except TypeError as error:
            return own, Fault(str(error))

    def _kept(self, line: str) -> str:
        """A line that cannot be read as a row: as the first cell, or as the only member."""
        if self.join:
            self.kinds[self.header[0]].add("text")
            return self.join([line.strip(), *[""] * (len(self.header) - 1)])
        return json.dumps({"line": line}, ensure_ascii=False)[:-1] + ", "

    def _cells(self, row: dict[str, object]) -> str:
        assert self.join is not None  # noqa: S101 (asked before)
        for key, value in row.items():
            if value is not None and key in self.kinds:
                self.kinds[key].add(_kind(value))
        return self.join([_cell(row.get(key)) for key in self.header])


def _cell(value: object) -> str:
    """A value of any kind as the text of a cell."""
    try:
        return _text("", value)
    except TypeError:
        return json.dumps(value, ensure_ascii=False)


def _kind(value: object) -> str:
    """What a column of such values may be: a `whole` number, a `large` one, a `fraction`, a `truth`, or `text`."""
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, float):
        return "fraction"
    if not isinstance(value, int) or not -_LARGE <= value < _LARGE:
        return "text"
    return "whole" if abs(value) <= _WHOLE else "large"


def _lines(blocks: Iterator[bytes]) -> list[str]:
    block = next(blocks, None)
    return [] if block is None else block.decode().split("\n")


def _parsed(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        return ValueError(str(error)) if isinstance(error, RecursionError) else error


def _text(key: str, value: object) -> str:
    """A value as the text of a cell; a list of texts becomes one, separated by spaces."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return " ".join(value)
    raise TypeError(f"{key} is neither text nor a number")
