"""Tables as gazetteers: CSV, TSV or Parquet with the columns `id` and `name`, also `lang`, `kind` and `FACTS`.

Several rows with one id are names of one entity; the first is its name, unless an earlier layer named it. A fact stands
in one of its rows or in all. CSV and TSV are read by the standard library, which knows the line of each row; Parquet by
polars.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ...errors import Finding, Place
from ...model import Kind
from ...text.cleaning import MAX_LENGTH, has_letters
from ..codes import codes, finding
from .entries import Entry, FileContent, id_findings
from .languages import countries
from .yaml_nodes import decoded

Row = tuple[int, list[str]]
"""A 1-based line (of Parquet: row) and its cells."""

FACTS = (
    "country", "born", "died", "founded", "dissolved", "signed", "in_force", "office", "organisation", "seats", "as_of",
    "posts", "reading", "note", "sources",
)  # fmt: skip
"""Columns with what YAML says under the same words. Sources are separated by spaces; terms are written
`post from/to source`, with `; ` between them."""


def cell_of(key: str, value: Any) -> str:
    """The cell of a fact, from its value in YAML."""
    if key == "posts":
        return "; ".join(_term_text(term) for term in value)
    return " ".join(value) if key == "sources" else value


def _term_text(term: Mapping[str, str]) -> str:
    time = f"{term.get('from', '')}/{term.get('to', '')}"
    return " ".join(filter(None, (term["post"], "" if time == "/" else time, term.get("source", ""))))


def _fact(key: str, cell: str) -> Any:
    """The value of a cell, as YAML has it."""
    if key == "posts":
        return [_term(text.split()) for text in cell.split("; ")]
    if key == "sources":
        return cell.split()
    return cell.lower() if key == "country" else cell


def _term(words: list[str]) -> dict[str, str]:
    post, *rest = words or [""]
    start, _, end = rest.pop(0).partition("/") if rest and "://" not in rest[0] else ("", "", "")
    term = {"post": post, "from": start, "to": end, "source": " ".join(rest)}
    return {key: value for key, value in term.items() if value}


def table_entries(raw: bytes, path: Path, known: Mapping[str, str]) -> FileContent:
    """The entries of a table; `known` maps the ids of earlier layers to their kinds."""
    file = str(path)
    content = FileContent()
    if path.suffix.lower() == ".parquet":
        rows = _parquet_rows(raw, file, content)
    else:
        rows = _delimited_rows(raw, file, "," if path.suffix.lower() == ".csv" else "\t", content)
    if not rows:
        if not content.findings:
            content.findings.append(finding("T601", Place(file, 1), "the table is empty"))
        content.unread = True
        return content
    columns, problems = _columns(rows[0][1], Place(file, rows[0][0]))
    content.findings += problems
    if columns is None:
        content.unread = True
        return content
    if len(rows) == 1:
        content.findings.append(finding("T608", Place(file, 1), "the table has no row"))
    _Reader(file, columns, len(rows[0][1]), known, content).run(rows[1:])
    return content


_LONGEST_CELL = 100_000
"""Said here and not left to the csv module, whose own limit other readers in the process may raise."""


def _delimited_rows(raw: bytes, file: str, delimiter: str, content: FileContent) -> list[Row]:
    text, problems = decoded(raw, file)
    content.findings += problems
    if text is None:
        return []
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        content.findings.append(finding("T607", Place(file, line), "the table holds a NUL character"))
        return []
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(len(cell) > _LONGEST_CELL for cell in cells):
                problem = f"the table breaks off here: a cell is longer than {_LONGEST_CELL} characters"
                content.findings.append(finding("T607", Place(file, start), problem))
                return []
            if cells:
                rows.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        content.findings.append(finding("T607", Place(file, start), f"the table breaks off here: {error}"))
        return []
    return rows


def _parquet_rows(raw: bytes, file: str, content: FileContent) -> list[Row]:
    import polars

    try:
        frame = polars.read_parquet(io.BytesIO(raw)).cast(polars.String)
    except (polars.exceptions.PolarsError, OSError, ValueError) as error:
        reason = str(error).split("\n", maxsplit=1)[0]
        content.findings.append(finding("T607", Place(file), f"not a Parquet file that can be read: {reason}"))
        return []
    cells = ([cell or "" for cell in row] for row in frame.iter_rows())
    return [(0, frame.columns), *enumerate(cells, 1)]


def _columns(header: list[str], place: Place) -> tuple[dict[str, int] | None, list[Finding]]:
    """The position of each known column; None with findings when the table cannot be used."""
    names = [cell.strip().lower() for cell in header]
    problems = []
    for name in sorted({name for name in names if names.count(name) > 1}):
        problems.append(finding("T602", place, f"{names.count(name)} columns are called `{name}`"))
    for name in ("id", "name"):
        if name not in names:
            shown = ", ".join(f"`{cell}`" for cell in header[:10])
            problems.append(finding("T601", place, f"there is no column `{name}` (found: {shown})"))
    unknown = [name for name in names if name not in _known_columns()]
    if problems:
        return None, problems
    if unknown:
        problems.append(finding("T609", place, f"columns that are not read: {', '.join(unknown)}"))
    return {name: names.index(name) for name in _known_columns() if name in names}, problems


@cache
def _known_columns() -> tuple[str, ...]:
    return ("id", "name", "lang", "kind", *FACTS)


class _Reader:
    """Rows to entries, with a finding for each row that cannot be one."""

    def __init__(
        self, file: str, columns: dict[str, int], width: int, known: Mapping[str, str], content: FileContent
    ) -> None:
        self.file = file
        self.columns = columns
        self.width = width
        self.known = known
        self.content = content
        self.entries: dict[str, Entry] = {}

    def run(self, rows: list[Row]) -> None:
        for line, cells in rows:
            if len(cells) != self.width:
                message = f"{len(cells)} cells where the table has {self.width} columns"
                self._report("T603", line, message)
                continue
            values = {name: cells[index].strip() for name, index in self.columns.items()}
            if any(values.values()) and self._usable(values, line):
                self._take(values, line)
        self.content.entries += self.entries.values()

    def _usable(self, values: dict[str, str], line: int) -> bool:
        """Whether a row has all it needs; blank rows have been left out before."""
        problems: list[Finding] = []
        place = Place(self.file, line)
        if not values["id"]:
            problems.append(finding("T604", place, "the id is blank"))
        elif values["id"] not in self.entries:
            problems += id_findings(values["id"], place)
        if not values["name"]:
            problems.append(finding("T604", place, f"the name of `{values['id']}` is blank"))
        elif not has_letters(values["name"]) or len(values["name"]) > MAX_LENGTH:
            problems.append(finding("E111", place, f"`{values['name'][:40]}` cannot be a name"))
        if values.get("country") and values["country"].lower() not in countries():
            problems.append(finding("E108", place, f"`{values['country']}` is not a country code"))
        if values.get("kind") and values["kind"].lower() not in _kinds():
            problems.append(finding("E107", place, f"unknown kind `{values['kind']}`"))
        if values.get("lang") and not _language().fullmatch(values["lang"]):
            problems.append(finding("E110", place, f"`{values['lang']}` is not a language code"))
        self.content.findings += problems
        return not problems

    def _take(self, values: dict[str, str], line: int) -> None:
        entity_id, name, lang = values["id"], values["name"], values.get("lang", "")
        kind = _kinds().get(values.get("kind", "").lower(), "")
        entry = self.entries.get(entity_id)
        if entry is None:
            named = {} if entity_id in self.known else {"name": name}
            entry = Entry(entity_id, kind, {**named, "names": {}}, Place(self.file, line))
            self.entries[entity_id] = entry
        elif kind and entry.kind and kind != entry.kind:
            self._report("T606", line, f"`{entity_id}` is a {entry.kind} in line {entry.place.line}")
        entry.kind = entry.kind or kind
        self._add_facts(entry, {key: _fact(key, values[key]) for key in FACTS if values.get(key)}, line)
        entry.aliases.append((name, lang, line))
        forms: list[str] = entry.fields["names"].setdefault(lang, [])
        if name not in forms:
            forms.append(name)

    def _add_facts(self, entry: Entry, facts: dict[str, Any], line: int) -> None:
        """The facts of a row; lists add up, of other facts the first counts."""
        if facts.keys() - {"country"}:
            for problem in _wrong_facts(entry.kind or self.known.get(entry.id, "") or "person", facts):
                key = str(problem["loc"][0])
                code = problem["type"] if problem["type"] in codes() else "E101"
                told = f"a {entry.kind or 'person'} has none" if code == "E101" else problem["msg"]
                self._report(code, line, f"{key} of `{entry.id}`: {told}")
                facts.pop(key, None)
        for key, value in facts.items():
            known = entry.fields.setdefault(key, value)
            if known is value or known == value:
                continue
            if isinstance(value, list):
                entry.fields[key] = [*known, *(each for each in value if each not in known)]
            else:
                self._report("T606", line, f"the {key} of `{entry.id}` is another in line {entry.place.line}")

    def _report(self, code: str, line: int, message: str) -> None:
        self.content.findings.append(finding(code, Place(self.file, line), message))


def _wrong_facts(kind: str, facts: dict[str, Any]) -> list[Any]:
    """What the model of the kind finds wrong with them, as pydantic says it."""
    from pydantic import ValidationError

    from .entry_models import models

    try:
        models()[kind].model_validate(facts)
    except ValidationError as error:
        return list(error.errors(include_url=False))
    return []


@cache
def _kinds() -> dict[str, str]:
    return {
        **{kind.value: kind.value for kind in Kind},
        "org": "organisation",
        "organization": "organisation",
    }


@cache
def _language() -> re.Pattern[str]:
    return re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
