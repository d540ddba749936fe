"""The errors that a user can meet, each with a stable code, a place, a cause and a remedy."""

from __future__ import annotations

from msgspec import Struct


class Place(Struct, frozen=True, order=True):
    """Where something is: a file, a 1-based line and a 1-based column; unknown parts are empty or 0."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file or "input"]
        parts += [str(number) for number in (self.line, self.column) if number]
        return ":".join(parts)


class Finding(Struct, frozen=True, order=True):
    """One problem in a gazetteer, as `check` prints it: `file:line:column: CODE message (remedy)`.

    `severity` is "error" (the gazetteer does not load), "warning" or "remark".
    """

    place: Place
    code: str
    message: str
    remedy: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        cure = f" ({self.remedy})" if self.remedy else ""
        return f"{self.place}: {self.severity} {self.code} {self.message}{cure}"


class ExonymError(Exception):
    """Whatever exonym itself reports. As text it says where, what and how to mend it.

    The parts are `place` (None when unknown), `message` and `remedy` (may be empty); `code` is stable.
    """

    code = "error"

    def __init__(self, message: str, *, remedy: str = "", place: Place | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.place = place

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        cure = f" {self.remedy}" if self.remedy else ""
        return f"{where}{self.message}{cure}"


class UsageError(ExonymError):
    """The call itself is wrong: an unknown option, column or kind. The command exits with 2."""

    code = "usage"


class InputError(ExonymError):
    """The input cannot be read: missing file, wrong encoding, not the format it says. The command exits with 1."""

    code = "input"


class GazetteerError(ExonymError):
    """The gazetteer does not load; `findings` lists every problem, not only the first."""

    code = "gazetteer"

    def __init__(self, findings: list[Finding]) -> None:
        errors = [finding for finding in findings if finding.severity == "error"]
        shown = "\n".join(str(finding) for finding in errors[:20])
        super().__init__(f"the gazetteer has {len(errors)} error(s):\n{shown}")
        self.findings = findings


class UnknownEntityError(ExonymError):
    """No entity has this id."""

    code = "unknown-entity"


class HintError(ExonymError):
    """A hint has a value that cannot be right, e.g. a date that does not exist."""

    code = "hint"


class TableError(ExonymError):
    """A shipped language table is malformed: a fault of this package, found by its tests."""

    code = "table"
