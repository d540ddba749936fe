"""What was meant where a file is not YAML: from the parser's error and the lines around it, in words for an editor."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from .yaml_signs import CONFLICT, Slip

_KEY = re.compile(r"\s*(?:- +)*(?:[^\s:#\"'\[{][^:#]*|\"[^\"]*\"|'[^']*'):(?=\s|$)")
_CLOSE_COLON = re.compile(r"(\s*(?:- )?)([A-Za-z_][\w-]*)([:：])(?=\S)")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_WITHOUT_COLON = re.compile(r"\s*(?:- )?([a-z_]+)\s*(?:[=;]\s*|\s)(\S.*)")
_PARTNER = {"[": "]", "{": "}"}
_QUOTE_IT = "put the whole value in double quotes"


class ParserError(Struct, frozen=True):
    """What a parser says: its problem at a place, and the beginning of what it was reading, both from 1."""

    problem: str
    line: int
    column: int
    context: str = ""
    begun_line: int = 0
    begun_column: int = 0


def close_colon(text: str) -> tuple[int, str] | None:
    """Where in a text, from 0, the colon of a known field stands without a space or in full width; and the field."""
    found = _CLOSE_COLON.match(text)
    if found is None or found[2] not in _fields():
        return None
    return found.start(3), found[2]


def colon_slip(text: str, line: int, column: int) -> Slip | None:
    """The slip of a text that was to be a field and its value (`name:Ngô`), or None; the text begins at a place."""
    found = close_colon(text)
    if found is None:
        return None
    at, field = found
    value = text[at + 1 :].strip()
    shown = value if len(value) < 40 else f"{value[:40]}…"
    what = "a full-width colon" if text[at] == "：" else "no space behind the colon"
    return Slip("Y015", line, column + at, f"{what} of `{field}`", f"write `{field}: {shown}`")


@cache
def _fields() -> frozenset[str]:
    from .entry_models import field_names, models, term_names
    from .languages import languages

    return frozenset(term_names()).union(languages(), *map(field_names, models()))


def explained(error: ParserError, lines: Sequence[str]) -> Slip:
    """The slip that a parser's error comes from, at its own place, which is often a line above."""
    for rule in (_dash, _wide, _flow, _token, _quote, _key_without_colon, _value_in_value, _expected_key):
        if found := rule(error, lines):
            return found
    return Slip("Y001", error.line, error.column, _in_short(error))


def _dash(error: ParserError, lines: Sequence[str]) -> Slip | None:
    """A list's dash without a space, in the line of the error."""
    line = lines[error.line - 1] if 0 < error.line <= len(lines) else ""
    text = line.lstrip()
    if text[:2] not in ("-{", "-[", '-"', "-'"):
        return None
    return Slip("Y001", error.line, len(line) - len(text) + 1, "no space behind the dash", f"write `- {text[1:]}`")


def _wide(error: ParserError, lines: Sequence[str]) -> Slip | None:
    """Brackets and braces in full width, and commas so between them: letters to YAML."""
    line = lines[error.line - 1] if 0 < error.line <= len(lines) else ""
    bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), line)
    found = re.search(r"[［］｛｝，、]" if "flow" in error.context else r"(?<=[:-] )[［｛]", bare)
    if not found:
        return None
    plain = "," if found[0] == "、" else unicodedata.normalize("NFKC", found[0])
    return Slip("Y001", error.line, found.start() + 1, f"`{found[0]}` is in full width", f"write `{plain}`")


def _in_short(error: ParserError) -> str:
    since = f", begun in line {error.begun_line}" if 0 < error.begun_line < error.line else ""
    return f"{error.problem}{since}"


def _at(lines: Sequence[str], line: int, column: int) -> str:
    """The character at a place, or empty."""
    return lines[line - 1][column - 1 : column] if 0 < line <= len(lines) else ""


def _flow(error: ParserError, lines: Sequence[str]) -> Slip | None:
    """Brackets and braces: not closed, closed by the wrong one, or a comma left out."""
    if "flow" not in error.context:
        return None
    line, column = error.begun_line, error.begun_column
    if error.context == "while parsing a flow node":
        if _at(lines, error.line, error.column) in (",", "]", "}"):
            return Slip("Y001", error.line, error.column, "a value is missing", "write it, or remove the comma")
        line, column = _last_open(lines, error.line, error.column)
    opening, found = _at(lines, line, column), _at(lines, error.line, error.column)
    closing = _PARTNER.get(opening, "]")
    if found in ("]", "}") and found != closing:
        return Slip("Y001", error.line, error.column, f"`{opening}` is closed by `{found}`", f"close it by `{closing}`")
    ended = not found or (error.line > line and indent(lines[error.line - 1]) <= indent(lines[line - 1]))
    if ended and opening and not _closed(lines[line - 1][column - 1 :]):
        return Slip("Y001", line, column, f"the `{opening}` is not closed", f"close it by `{closing}`")
    return Slip("Y001", error.line, error.column, f"a comma is missing, or the `{closing}` of the line", (
        f"write a comma between two {'values' if opening == '[' else 'fields'}; a text with `: `, a comma or a bracket "
        "needs double quotes"
    ))  # fmt: skip


def _last_open(lines: Sequence[str], line: int, column: int) -> tuple[int, int]:
    """The place of the last bracket before a place that is not closed there; the place itself where none is."""
    open_at: list[tuple[int, int]] = []
    for number, text in enumerate(lines[:line], 1):
        bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
        for at, sign in enumerate(bare[: column - 1] if number == line else bare, 1):
            if sign in "[{":
                open_at.append((number, at))
            elif sign in "]}" and open_at:
                open_at.pop()
    return open_at[-1] if open_at else (line, column)


def _closed(text: str) -> bool:
    bare = _QUOTED.sub("", text)
    return sum(bare.count(sign) for sign in "[{") <= sum(bare.count(sign) for sign in "]}")


def _token(error: ParserError, lines: Sequence[str]) -> Slip | None:
    """Characters that mean something in YAML at the beginning of a value."""
    sign = _at(lines, error.line, error.column)
    if error.context == "while scanning a directive":
        return Slip("Y001", error.line, 1, "a line begins with `%`", "put the id or text in double quotes")
    if "cannot start any token" in error.problem:
        if sign == "\t":
            return Slip("Y002", error.line, error.column, "a tab stands where the line is indented")
        return Slip("Y001", error.line, error.column, f"a value begins with {_shown(sign)}", _QUOTE_IT)
    if error.context in ("while scanning an alias", "while scanning an anchor", "while scanning a tag"):
        sign = _at(lines, error.begun_line, error.begun_column)
        return Slip("Y001", error.begun_line, error.begun_column, f"a value begins with `{sign}`", _QUOTE_IT)
    if "expected node content" in error.problem and sign in (",", "]", "}"):
        return Slip("Y001", error.line, error.column, f"a value begins with `{sign}`", _QUOTE_IT)
    if "in this context" in error.problem and error.problem.startswith(("mapping keys", "block sequence")):
        what = "a list begins in the line of its field" if sign == "-" else f"a value begins with `{sign}`"
        remedy = "begin the list in the next line, or write `[first, second]`" if sign == "-" else _QUOTE_IT
        return Slip("Y001", error.line, error.column, what, remedy)
    if error.context == "while scanning a block scalar":
        sign = _at(lines, error.begun_line, error.begun_column)
        message = f"text stands behind `{sign}`, which begins a text of several lines"
        return Slip("Y001", error.begun_line, error.begun_column, message, f"{_QUOTE_IT}, or begin it in the next line")
    return None


def _shown(sign: str) -> str:
    return "a backtick" if sign == "`" else f"`{sign}`"


def _quote(error: ParserError, lines: Sequence[str]) -> Slip | None:
    """Quotes that are not closed, and backslashes in them."""
    if "quoted scalar" not in error.context:
        return None
    if "escape" in error.problem:
        message = f"`{lines[error.line - 1][error.column - 1 : error.column + 1]}` in double quotes"
        return Slip("Y001", error.line, error.column, message, "write `\\\\` for a backslash, or use single quotes")
    message = "the quote that is opened here is not closed"
    return Slip("Y001", error.begun_line, error.begun_column, message, "close it at the end of the value")


def _key_without_colon(error: ParserError, lines: Sequence[str]) -> Slip | None:
    """A line of an entry that has no colon, or one without a space."""
    if error.context != "while scanning a simple key":
        return None
    return _without_colon(lines, error.begun_line)


def _without_colon(lines: Sequence[str], number: int) -> Slip:
    line = lines[number - 1]
    column = len(line) - len(line.lstrip()) + 1
    if slip := colon_slip(line, number, 1):
        return slip
    text = line.strip()
    if CONFLICT.match(text):
        return Slip("Y013", number, column, f"the mark `{text[:7]}` of an unfinished merge")
    written = _WITHOUT_COLON.fullmatch(line)
    if written and written[1] in _fields():
        return Slip("Y001", number, column, f"no colon behind `{written[1]}`", f"write `{written[1]}: {written[2]}`")
    if re.match(r"[\u2010-\u2015\u2022\u2043\u2212\u00b7\u30fb*+] ", text):
        message = f"`{text[0]}` begins no item of a list"
        return Slip("Y001", number, column, message, f"write `- {text[1:].lstrip()}`")
    if text.startswith(":"):
        return Slip("Y001", number, column, "nothing stands before the colon", "write the id, or the field, before it")
    if column == 1:
        return Slip("Y001", number, column, f"no colon behind `{text}`", f"an id ends in a colon: `{text}:`")
    remedy = "write `field: value`; a text that goes on in a second line is indented more than its field"
    return Slip("Y001", number, column, f"no colon in `{text if len(text) < 60 else text[:60] + '…'}`", remedy)


def _value_in_value(error: ParserError, lines: Sequence[str]) -> Slip | None:
    """A colon where the parser is inside a value already: of the same line, or of the lines before it."""
    if not error.problem.startswith("mapping values"):
        return None
    line = lines[error.line - 1]
    key = _KEY.match(line)
    if key and key.end() < error.column:
        name = key.group().strip(" -:")
        value = line[key.end() :].strip()
        if not indent(line) and name not in _fields() and _KEY.match(value):
            message = f"a field stands in the line of the id `{name}`"
            return Slip("Y001", error.line, key.end() + 2, message, "write it in the next line, indented with 2 spaces")
        shown = f'write `{name}: "{value}"`' if '"' not in value and len(value) < 60 else _QUOTE_IT
        return Slip("Y001", error.line, error.column, f"a colon with a space inside the value of `{name}`", shown)
    above = error.line - 1
    first = 0
    while above > 0 and not _KEY.match(lines[above - 1]):
        if lines[above - 1].strip() and not lines[above - 1].lstrip().startswith("#"):
            first = above
        above -= 1
    if first and (colon_slip(lines[first - 1], first, 1) or not above or indent(lines[first - 1]) == 0):
        return _without_colon(lines, first)
    if first and indent(lines[first - 1]) <= indent(lines[above - 1]) + 2:
        return _without_colon(lines, first)
    return _indentation(lines, error.line, above)


def indent(line: str) -> int:
    """How many spaces a line is indented with."""
    return len(line) - len(line.lstrip(" "))


def at_margin(field: str, line: int) -> Slip:
    """The slip of a field that stands where an id stands."""
    message = f"`{field}` stands at the left margin, where ids stand"
    return Slip("E102", line, 1, message, "indent it with 2 spaces, under the id of its entry")


def _indentation(lines: Sequence[str], number: int, above: int = 0) -> Slip:
    """A line that stands further left or right than its neighbours: of two, the one with an odd number of spaces."""
    above = above or next((at for at in range(number - 1, 0, -1) if _says_something(lines[at - 1])), 0)
    if dash := _stray_dash(lines, number, above):
        return dash
    key = _KEY.match(lines[above - 1]) if above else None
    if key and not indent(key.group()) and key.group()[:-1] in _fields():
        return at_margin(key.group()[:-1], above)
    if above and indent(lines[above - 1]) % 2 and indent(lines[number - 1]) % 2 == 0:
        number, above = above, number
    spaces, wanted = indent(lines[number - 1]), indent(lines[above - 1]) if above else 0
    line = lines[number - 1]
    message = f"the line is indented with {_spaces(spaces)}, line {above} with {wanted}"
    if _looks_like_entry(line) and spaces:
        remedy = "an id begins at the left margin; a field of the entry is indented with 2 spaces"
    else:
        remedy = "indent fields of one entry alike: with 2 spaces, with 4 what stands inside a field"
    return Slip("Y001", number, spaces + 1, message, remedy)


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _stray_dash(lines: Sequence[str], number: int, above: int) -> Slip | None:
    """Where of two lines one is an item of a list and the other is not, though both stand in one column or at the
    margin.
    """
    own, other = lines[number - 1], lines[above - 1] if above else ""
    dashed = number if _has_dash(own) else above
    if _has_dash(own) == _has_dash(other) or indent(lines[dashed - 1]) not in (0, indent(own)):
        return None
    if not indent(lines[dashed - 1]):
        message = "the line is an item of a list, where an entry begins"
        return Slip("Y001", dashed, 1, message, "begin each entry with its id and a colon, without a dash")
    if indent(own) != indent(other):
        return None
    column = indent(own) + 1
    if dashed == above:
        message = f"the line stands beside the item of a list in line {above}, and has no dash"
        remedy = "indent it with 2 more spaces if it belongs to that item, else begin it with a dash"
    else:
        message = f"the line is an item of a list, and line {above} in the same column is not"
        remedy = "put items under the name of their field, with 2 more spaces; or remove the dash"
    return Slip("Y001", number, column, message, remedy)


def _has_dash(line: str) -> bool:
    return line.lstrip(" ").rstrip() == "-" or line.lstrip(" ").startswith("- ")


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _looks_like_entry(line: str) -> bool:
    key = _KEY.match(line)
    return key is not None and key.end() == len(line.rstrip()) and "-" in key.group().strip(" -:")


def _expected_key(error: ParserError, lines: Sequence[str]) -> Slip | None:
    """What follows a whole value: more text in its line, or a line that is indented otherwise."""
    if "<document start>" in error.problem:
        first = next((at for at, each in enumerate(lines, 1) if each.strip() and each.lstrip()[0] != "#"), error.line)
        spaces = indent(lines[first - 1])
        if spaces:
            message = f"the first id is indented with {_spaces(spaces)}"
            return Slip("Y001", first, spaces + 1, message, "begin an id at the left margin")
        message = "the line is neither an id with its colon nor a field of the entry above"
        return Slip("Y001", error.line, error.column, message, "begin an id at the left margin, a field with 2 spaces")
    if "did not find expected key" not in error.problem and "expected '-' indicator" not in error.problem:
        return None
    line = lines[error.line - 1] if 0 < error.line <= len(lines) else ""
    if line[: error.column - 1].strip(" ") == "":
        if not _KEY.match(line) and not line.lstrip().startswith("- "):
            return _without_colon(lines, error.line)
        return _indentation(lines, error.line)
    sign = _at(lines, error.line, error.column)
    if sign in ("]", "}", ","):
        return Slip("Y001", error.line, error.column, f"a `{sign}` too many", "remove it, or put the value in quotes")
    before = line[: error.column - 1].rstrip()[-1:]
    if before not in ('"', "'", "]", "}"):  # the text behind an alias
        at = line.rfind("*", 0, error.column - 1)
        return Slip("Y001", error.line, at + 1, "a value begins with `*`", _QUOTE_IT) if at >= 0 else None
    remedy = _QUOTE_IT + (', and write `\\"` for a double quote in it' if before == '"' else "")
    return Slip("Y001", error.line, error.column, f"text stands behind the closing `{before}`", remedy)
