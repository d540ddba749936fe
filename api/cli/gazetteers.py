"""`check`: what is wrong with a gazetteer."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct

from ...resolver.errors import Finding, UsageError
from ..cache_directory import cache_directory
from .session import from_here, writable
from .shared_options import Json
from .styled import Line, one_line, show, show_json

if TYPE_CHECKING:
    from ...resolver.store.checking.check import Study

_PAUSE = 0.5  # seconds between two looks at the files


class _Wanted(Struct, frozen=True):
    """What to check, and of that what to list."""

    layers: tuple[Path, ...]
    paths: tuple[Path, ...]
    thorough: bool
    remarks: bool

    def listed(self, findings: Sequence[Finding]) -> list[Finding]:
        return [each for each in findings if self.remarks or each.severity != "remark" or each.code in _THOROUGH]


_FEW = 3  # remarks of one code that are listed unasked
_THOROUGH = frozenset({"C404", "C405"})


def check(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Directories of YAML or tables; without any, the shipped gazetteer."),
    ] = None,
    with_shipped: Annotated[
        bool, typer.Option("--with-shipped", help="Check them as they lie over the shipped gazetteer.")
    ] = False,
    remarks: Annotated[
        bool, typer.Option("--remarks", help="List all remarks, not only the first few of each kind.")
    ] = False,
    redundant: Annotated[
        bool,
        typer.Option("--redundant", help="Ask the resolver, too: names that follow by rule, names that come near "
                     "another entry. Takes a while."),
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="First mend what has one right answer, within its line: tabs, colons without "
                           "a space, loose dates …")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --fix: only show what would change, as a diff; write nothing.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again whenever a file changes, and print what is new or mended.")
    ] = False,
    format: Annotated[
        str, typer.Option("--format", metavar="text|github", help="github: annotations of a pull request.")
    ] = "text",
    explain: Annotated[
        str, typer.Option("--explain", metavar="CODE", help="What a code means, with a bad and a good example.")
    ] = "",
    json: Json = False,
) -> None:  # fmt: skip
    """Check a gazetteer and list all its problems, each with place and remedy. With errors, exit with 1."""
    from ...resolver.store.reading.shipped import shipped

    if explain:
        _explain(explain, json)
        return
    if format not in {"text", "github"}:
        raise UsageError(f"--format {format} is not known.", remedy="Use text or github.")
    mine = tuple(map(from_here, paths or [shipped()]))
    layers = (from_here(shipped()), *mine) if with_shipped and paths else mine
    wanted = _Wanted(layers, mine, redundant, remarks)
    if dry_run and not fix:
        raise UsageError("--dry-run is of --fix.", remedy="Use exonym check --fix --dry-run.")
    if fix and dry_run:
        show(_changes(wanted))
        return
    if fix:
        _mend(wanted)
    if watch:
        _watch(wanted)
        return
    found = _find(wanted)
    _report(wanted, found, "json" if json else format)
    if any(each.severity == "error" for each in found):
        raise typer.Exit(1)


def _explain(code: str, json: bool) -> None:
    from msgspec import to_builtins

    from ...resolver.store.codes import codes

    known = codes().get(code.upper())
    if known is None:
        raise UsageError(f"unknown code {code!r}.", remedy=f"Codes are: {', '.join(codes())}.")
    if json:
        show_json(to_builtins(known))
        return
    show([[(f"{known.code} {known.title}", "bold"), (f"  {known.severity}", "dim")], [(known.remedy, "")]])
    for what, text, style in (("bad", known.bad, "red"), ("good", known.good, "green")):
        if text:
            show([[(f"{what}: {known.file}", "dim")], *([(f"  {line}", style)] for line in text.splitlines())])


def _find(wanted: _Wanted) -> list[Finding]:
    from ...resolver.garbage import collector_paused
    from ...resolver.store.caching.file_entries import FileCache
    from ...resolver.store.checking.check import check as problems

    with collector_paused():  # around it all: what it leaves is gone before the collector looks for it
        found = problems(wanted.layers, _study() if wanted.thorough else None, FileCache(cache_directory() / "check"))
    if wanted.layers == wanted.paths:
        found = _with_shipped_cure(found)
    mine = {file for file in {each.place.file for each in found} if _is_in(file, wanted.paths)}
    return [each for each in found if each.place.file in mine]


def _with_shipped_cure(found: Sequence[Finding]) -> list[Finding]:
    """With the right remedy where an id is unknown only because the shipped gazetteer was not read with the others."""
    from ...resolver.store.checking.elsewhere import ids_asked_for, told_of_shipped
    from ...resolver.store.reading.layers import read_layers
    from ...resolver.store.reading.shipped import shipped

    if not ids_asked_for(found):
        return list(found)
    records = read_layers([shipped()]).records
    return [told_of_shipped(each, records) for each in found]


def _study() -> Study:
    from ...resolver.store.checking.study import thorough

    return thorough


def _is_in(file: str, paths: Sequence[Path]) -> bool:
    return any(Path(file).resolve().is_relative_to(path.resolve()) for path in paths)


def _mend(wanted: _Wanted) -> None:
    from ...resolver.store.editing.mending import mend

    for path in wanted.paths:
        writable(path)
    for each in mend(wanted.paths):
        typer.echo(one_line(f"mended {each.place}: {each.code} {each.message}", 1000), err=True)


def _changes(wanted: _Wanted) -> Iterator[Line]:
    """What mending would change, as a unified diff, and why."""
    from difflib import unified_diff

    from ...resolver.store.editing.mending import mended

    files = mended(wanted.paths)
    for file in files:
        before, after = (raw.decode("utf-8", "replace").splitlines() for raw in (file.before, file.after))
        for line in unified_diff(before, after, str(file.path), str(file.path), "now", "mended", n=1, lineterm=""):
            yield [(one_line(line, 1000), {"-": "red", "+": "green", "@": "cyan"}.get(line[0], ""))]
        yield from (
            [(one_line(f"would mend {each.place}: {each.code} {each.message}", 1000), "")] for each in file.done
        )
    yield [
        (f"{sum(len(file.done) for file in files)} would be mended in {len(files)} files; nothing is written", "bold")
    ]


def _report(wanted: _Wanted, found: Sequence[Finding], form: str) -> None:
    listed = wanted.listed(found)
    if form == "json":
        from ..wire import finding_to_wire

        errors = sum(each.severity == "error" for each in found)
        show_json({"errors": errors, "findings": [finding_to_wire(each) for each in listed]})
        return
    if form == "github":
        show([*([(_annotation(each), "")] for each in listed), _total(found, listed)])
        return
    grave = [each for each in found if each.severity != "remark"]
    show([*map(_line, grave), *_remarks(found, wanted), _total(found, listed)])


def _remarks(found: Sequence[Finding], wanted: _Wanted) -> Iterator[Line]:
    """Remarks by their code, the most frequent first, so that the rare ones stand last, above the total.

    Of each code the first few, or all that are wanted, and how many more there are.
    """
    from ...resolver.store.codes import codes

    groups: dict[str, list[Finding]] = {}
    for each in found:
        if each.severity == "remark":
            groups.setdefault(each.code, []).append(each)
    for code, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        shown = group if wanted.remarks or code in _THOROUGH else group[:_FEW]
        yield from map(_line, shown)
        if len(group) > 1:
            more = f"{len(group) - len(shown)} more, " if len(shown) < len(group) else ""
            yield [(f"  {code} {codes()[code].title}: {more}{len(group)} in all", "bold")]


def _line(each: Finding) -> Line:
    styles = {"error": "red", "warning": "yellow"}
    return [(one_line(str(each), 1000), styles.get(each.severity, "dim"))]


def _total(found: Sequence[Finding], listed: Sequence[Finding]) -> Line:
    counts = Counter(each.severity for each in found)
    numbers = ((severity, counts[severity]) for severity in ("error", "warning", "remark"))
    total = ", ".join(f"{number} {severity}{'s' * (number != 1)}" for severity, number in numbers)
    hidden = " (--remarks lists them all)" if counts["remark"] and len(listed) < len(found) else ""
    return [(total + hidden, "bold red" if counts["error"] else "bold green")]


def _annotation(each: Finding) -> str:
    """A workflow command, escaped as the runner reads it."""
    level = {"error": "error", "warning": "warning"}.get(each.severity, "notice")
    place = each.place
    values = {"file": place.file, "line": place.line, "col": place.column, "title": f"exonym {each.code}"}
    properties = ",".join(f"{key}={_escaped(str(value), ',:')}" for key, value in values.items() if value)
    text = each.message + (f" ({each.remedy})" if each.remedy else "")
    return f"::{level} {properties}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(char):02X}" if char in "%\r\n" or char in more else char for char in text)


def _watch(wanted: _Wanted, wait: Callable[[float], None] = time.sleep) -> None:
    """Until interrupted: everything at first, then what changed."""
    before: set[Finding] = set()
    seen: object = None
    try:
        while True:
            stamp = _stamp(wanted.layers)
            if stamp != seen:
                found = _find(wanted)
                listed = set(wanted.listed(found))
                show([[("mended: ", "green"), *_line(each)] for each in sorted(before - listed)])
                show([*map(_line, sorted(listed - before)), _total(found, sorted(listed))])
                before, seen = listed, stamp
            wait(_PAUSE)
    except KeyboardInterrupt:
        return


def _stamp(layers: Sequence[Path]) -> list[tuple[str, int, int]]:
    """Files with size and time of change; what disappears while we look is not there."""
    from ...resolver.store.reading.layer_files import layer_files

    found = []
    for file in (file for layer in layers for file in layer_files(layer)[0]):
        try:
            stat = file.path.stat()
        except OSError:
            continue
        found.append((str(file.path), stat.st_size, stat.st_mtime_ns))
    return found
