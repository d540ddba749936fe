"""YAML text to nodes with positions. Every scalar is the string that was written: `no` stays "no", `01560`
stays "01560".

Only the plain part of YAML is accepted: mappings, lists, strings and comments. Anchors, aliases, merge keys,
tags, several documents and deep nesting are findings, so that no file can grow beyond its own size in memory.
"""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import Any

from msgspec import Struct, field

from ...errors import Finding, Place
from ...garbage import collector_paused
from ..codes import finding
from .yaml_signs import conflict_marks, odd_spaces
from .yaml_slips import ParserError, explained

MAX_DEPTH = 24
"""Levels of nesting that are read; an entry of the gazetteer needs six."""

# A byte order mark, too: the reader in C passes over one in front of any line, and others take it for a letter.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_PROSE = frozenset({"note", "name", "title"})  # fields in which a number sign may be meant
_FINDINGS_SHOWN = 100  # of one file: more say no more
_NESTING_LIMIT = "maximum nesting depth"  # in the message of libyaml
_LINE_END = re.compile(r"\r\n|\r|\n")
_SPACES_ALONE = re.compile(r"^ *[^\S\r\n ]\s*?(?=[\r\n#]|\Z)", re.MULTILINE)
_TAB_INDENT = re.compile(r"^ *\t[ \t]*[^\s#]", re.MULTILINE)


class Node:
    """A value and where it stands (1-based line and column).

    `value` is a string, a list of nodes, or a dictionary from key to (node of the key, node of the value).
    """

    __slots__ = ("column", "line", "value")

    def __init__(self, value: Any, line: int, column: int) -> None:
        self.value = value
        self.line = line
        self.column = column

    def plain(self) -> Any:
        """The same as strings, lists and dictionaries."""
        value = self.value
        if isinstance(value, str):
            return value
        if isinstance(value, list):
            return [node.plain() for node in value]
        return {key: node.plain() for key, (_, node) in value.items()}

    def at(self, path: tuple[str | int, ...], *, key: bool = False) -> Node:
        """The node at a path, or the last one on the way to it. With `key` a mapping's key, not its value."""
        node, found_key = self, self
        for step in path:
            value = node.value
            if isinstance(value, dict) and step in value:
                found_key, node = value[step]
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                node = found_key = value[step]
            else:
                break
        return found_key if key else node


def compose(raw: bytes, file: str) -> tuple[Node | None, list[Finding]]:
    """The one mapping of a YAML file; None when it is empty or cannot be read, which findings then say.

    Repeated keys are findings too; the first of them is kept, so that reading goes on. Never raises.
    """
    text, findings = decoded(raw, file)
    if text is None:
        return None, findings
    findings = bad_characters(text, file)
    if findings:
        return None, findings
    with collector_paused():
        composer = composed(text, file)
    empty = composer.root is None or composer.root.value == ""
    return (None if composer.broken or empty else composer.root), composer.findings


def decoded(raw: bytes, file: str) -> tuple[str | None, list[Finding]]:
    """The text of a UTF-8 file, without its byte order mark; or the finding that names line and byte."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, [finding("F005", Place(file, 1, 1), "the file is UTF-16, not UTF-8")]
    try:
        return raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8"), []
    except UnicodeDecodeError as error:
        # The offset counts from behind the byte order mark; the line is the same.
        body = raw.removeprefix(b"\xef\xbb\xbf")
        line = body.count(b"\n", 0, error.start) + 1
        start = body.rfind(b"\n", 0, error.start) + 1
        column = len(body[start : error.start].decode("utf-8")) + 1
        message = f"byte 0x{body[error.start]:02x} (byte {error.start + 1} of the file) is not UTF-8"
        return None, [finding("F005", Place(file, line, column), message)]


def split_lines(text: str) -> list[str]:
    """The lines of a text, without their ends; it counts lines as YAML does."""
    return _LINE_END.split(text)


def _place(text: str, offset: int, file: str) -> Place:
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    lines = len(_LINE_END.findall(text[:start]))
    return Place(file, lines + 1, offset - start + 1)


def bad_characters(text: str, file: str) -> list[Finding]:
    """Control characters anywhere, tabs and other spaces in front of an entry's text, marks of an unfinished merge."""
    findings = []
    for found in islice(_FORBIDDEN.finditer(text), _FINDINGS_SHOWN):
        what = "byte order mark" if found.group() == "\ufeff" else "control character"
        message = f"{what} U+{ord(found.group()):04X}"
        findings.append(finding("Y004", _place(text, found.start(), file), message))
    for found in islice(_TAB_INDENT.finditer(text), _FINDINGS_SHOWN):
        place = _place(text, text.index("\t", found.start()), file)
        findings.append(finding("Y002", place, "a tab stands where the line is indented"))
    lines = split_lines(text)
    for slip in islice(chain(conflict_marks(lines), odd_spaces(lines)), _FINDINGS_SHOWN):
        findings.append(finding(slip.code, Place(file, slip.line, slip.column), slip.message))
    return sorted(findings)


class _NestingLimitError(Exception):
    """The parser met more levels than it can hold before it had reported the first of them."""


def composed(text: str, file: str) -> Composer:
    """The composer after reading the text.

    To find out whether a bracket begins a key, parsers read 1,024 characters ahead of what they report. libyaml 0.2.6
    and later gives up at 1,000 levels, so a row of brackets stops it before `MAX_DEPTH` is seen. The parser in Python
    has no such limit, and shows where `MAX_DEPTH` is passed.

    Tabs and other spaces in front of nothing, or of a comment, are left out: they stop libyaml, and nobody sees them.
    """
    import yaml

    text = _SPACES_ALONE.sub("", text)
    composer = Composer(file)
    try:
        composer.run(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except _NestingLimitError:
        composer = Composer(file)
        composer.run(text, yaml.SafeLoader)
    return composer


class _Open(Struct):
    """A collection that is being read; `key` is the mapping's key that waits for its value.

    `indent` is the column, from 0, that the lines of a text in it must be indented more than.
    """

    node: Node
    indent: int
    key: Node | None = None


class Composer(Struct):
    """Puts nodes together from the events of the parser, with a stack of its own and no recursion.

    `broken` says that the nodes are not what was meant; `slips` are the lines of what is wrong in them, and `stopped`
    is the one from which nothing could be read any more, or 0.
    """

    file: str
    root: Node | None = None
    broken: bool = False
    slips: set[int] = field(default_factory=set)
    stopped: int = 0
    findings: list[Finding] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    documents: int = 0
    commented: tuple[Node, Any] | None = None  # the last text without quotes before a `#`, and its end
    text: str = ""
    lines: list[str] = field(default_factory=list)

    def run(self, text: str, loader_class: Any) -> None:
        """Reads the text; raises `_NestingLimitError` where the parser gives up at a limit of its own."""
        import yaml

        self.text = text
        self.lines = split_lines(text)
        loader = loader_class(text)
        try:
            while not self._hopeless() and (event := loader.get_event()) is not None:
                self._take(event, yaml.events)
        except yaml.MarkedYAMLError as error:
            if _NESTING_LIMIT in (error.problem or ""):
                raise _NestingLimitError from error
            self._syntax(error)
        except yaml.YAMLError as error:
            self.broken = True
            self.stopped = -1
            message = str(error).split("\n", maxsplit=1)[0]
            self.findings.append(finding("Y001", Place(self.file), message))
        finally:
            loader.dispose()

    def _hopeless(self) -> bool:
        """Whether reading on would only cost time: what is nested without end, or full of problems."""
        self.broken = self.broken or len(self.findings) > _FINDINGS_SHOWN
        if self.broken and (len(self.stack) > MAX_DEPTH or len(self.findings) > _FINDINGS_SHOWN):
            self.stopped = -1
        return bool(self.stopped)

    def _take(self, event: Any, kinds: Any) -> None:
        kind = type(event)
        if kind is kinds.ScalarEvent:
            mark = event.start_mark
            if event.anchor is not None or event.tag is not None:
                self._refuse_extras(event)
            if event.style in ("'", '"'):
                self._check_quote(mark, event.end_mark)
            if event.value == "<<" and not event.style:
                self._report("Y006", mark, "a merge key (`<<`)")
            node = Node(event.value, mark.line + 1, mark.column + 1)
            if event.value and not event.style and "#" in self.lines[mark.line]:
                self.commented = node, event.end_mark
            self._add(node)
        elif kind is kinds.MappingEndEvent or kind is kinds.SequenceEndEvent:
            self.stack.pop()
            if event.start_mark.index != event.end_mark.index:  # a bracket; where indentation ends there is nothing
                self._check_end(event.end_mark)
        elif kind is kinds.MappingStartEvent or kind is kinds.SequenceStartEvent:
            self._open(event, {} if kind is kinds.MappingStartEvent else [])
        elif kind is kinds.AliasEvent:
            self._report("Y006", event.start_mark, f"the alias `*{event.anchor}`")
            self._add(Node("", event.start_mark.line + 1, event.start_mark.column + 1))
        elif kind is kinds.DocumentStartEvent:
            self.documents += 1
            if self.documents == 2:
                self._report("Y009", event.start_mark, "a second document begins here")

    def _open(self, event: Any, empty: Any) -> None:
        """A collection begins."""
        self._refuse_extras(event)
        mark = event.start_mark
        node = Node(empty, mark.line + 1, mark.column + 1)
        self._add(node)
        outer = self.stack[-1].indent if self.stack else -1
        self.stack.append(_Open(node, outer if event.flow_style else mark.column))
        if len(self.stack) > MAX_DEPTH:
            self._report("Y008", mark, f"nested more than {MAX_DEPTH} levels deep")

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            self._report("Y006", event.start_mark, f"the anchor `&{event.anchor}`")
        if event.tag is not None:
            self._report("Y007", event.start_mark, f"the tag `{event.tag}`")

    def _check_quote(self, start: Any, end: Any) -> None:
        """The lines of a quoted text are indented as the standard wants, else it was never meant to go on so far.

        The reader in C does not ask for that, and ends such a text at the next quote, entries away.
        """
        self._check_end(end)
        indent = self.stack[-1].indent if self.stack else -1
        for number in range(start.line + 1, end.line + 1):
            line = self.lines[number]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
                self._report("Y001", start, f"the quote that is opened here is not closed before line {number + 1}")
                self.stopped = start.line + 1
                return

    def _check_end(self, end: Any) -> None:
        """Behind a quote or bracket the standard wants a space before `#`; without it, it may be no comment."""
        if self.lines[end.line][end.column : end.column + 1] == "#":
            self._report("Y001", end, "a `#` stands right behind a quote or bracket")

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = self.root or node
            return
        top = self.stack[-1]
        if isinstance(top.node.value, list):
            top.node.value.append(node)
        elif top.key is None:
            if not isinstance(node.value, str):
                self._say("Y011", Place(self.file, node.line, node.column), "a key that is not plain text")
                node = Node("", node.line, node.column)
            top.key = node
        else:
            self._put(top.node.value, top.key, node)
            top.key = None

    def _put(self, mapping: dict[str, tuple[Node, Node]], key: Node, node: Node) -> None:
        if key.value not in mapping:
            mapping[key.value] = (key, node)
            if self.commented and self.commented[0] is node and key.value in _PROSE:
                self._check_comment(key.value, self.commented[1])
            return
        first = mapping[key.value][0]
        place = Place(self.file, key.line, key.column)
        if len(self.stack) == 1:
            message = f"the id `{key.value}` stands in line {first.line} already"
            self.findings.append(finding("E113", place, message))
        else:
            message = f"`{key.value}` stands in line {first.line} of this entry already"
            self.findings.append(finding("Y003", place, message))

    def _check_comment(self, field: str, end: Any) -> None:
        """A text that ends before a `#` was to go on, if nobody would write a comment there: `article #12`."""
        rest = self.lines[end.line][end.column :]
        text = rest.lstrip()
        if text[:1] == "#" and rest != text and (field != "name" or text[1:2].strip()):
            place = Place(self.file, end.line + 1, end.column + len(rest) - len(text) + 1)
            shown = text if len(text) < 60 else f"{text[:60]}…"
            self.findings.append(finding("R513", place, f"`{field}` ends before `{shown}`"))

    def _report(self, code: str, mark: Any, message: str) -> None:
        self._say(code, Place(self.file, mark.line + 1, mark.column + 1), message)

    def _say(self, code: str, place: Place, message: str, remedy: str = "") -> None:
        self.broken = True
        self.slips.add(place.line or 0)
        self.findings.append(finding(code, place, message, remedy))

    def _syntax(self, error: Any) -> None:
        """One finding for the parser's error, at the place of the slip that it comes from."""
        mark, opened = error.problem_mark or error.context_mark, error.context_mark
        lines = split_lines(self.text.rstrip())
        begun = (opened.line + 1, opened.column + 1) if opened else (0, 0)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        if line > len(lines):
            line, column = len(lines), len(lines[-1]) + 1
        told = ParserError(error.problem or "not YAML", line, column, error.context or "", *begun)
        slip = explained(told, lines)
        self._say(slip.code, Place(self.file, slip.line, slip.column), slip.message, slip.remedy)
        self.stopped = slip.line
