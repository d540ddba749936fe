"""`diff`: which mentions are answered otherwise since another version of the gazetteer."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...resolver.errors import HintError, InputError, Place, UsageError
from .revision import earlier, top_level
from .session import layers, open_gazetteer
from .shared_options import Gazetteers, Json, WithoutShipped
from .styled import Line, one_line, show, show_json

if TYPE_CHECKING:
    from ...resolver.model import Decision
    from ...resolver.store.checking.difference import Asked, Edit, Moved


def diff(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    context: typer.Context,
    revision: Annotated[
        str, typer.Argument(metavar="[REV]", help="A git revision, or the path of another version.")
    ] = "HEAD",
    mentions: Annotated[
        list[Path] | None,
        typer.Option("--mentions", metavar="FILE",
                     help="CSV or TSV with a column `mention` and any hints; without it, the golden mentions and the "
                     "seeds beside the gazetteer. Repeatable."),
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="A table for a pull request.")] = False,
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="removed", help="Exit with 3 if an id is gone: merge it instead.")
    ] = "",
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    json: Json = False,
) -> None:  # fmt: skip
    """Show what an edit does: entities that changed, mentions that are answered otherwise.

    Compares the topmost gazetteer with itself at REV; without mentions, only the entities.
    Example: exonym diff origin/main --markdown
    """
    from ...resolver.model import Gazetteer
    from ...resolver.store.checking.difference import edits, moved
    from ...resolver.store.reading.layer_files import layer_files

    paths = layers(context, gazetteer, without_shipped)
    if fail_on not in {"", "removed"}:
        raise UsageError(f"--fail-on {fail_on} is not known.", remedy="Use removed.")
    asked = [each for path in mentions or _beside(paths[-1]) for each in _read(path)]
    after = open_gazetteer(paths)
    with earlier(paths[-1], revision) as other:
        known = other.exists() and (not other.is_dir() or bool(layer_files(other)[0]))
        below = [*paths[:-1], other] if known else paths[:-1]
        before = open_gazetteer(below) if below else Gazetteer({})
    changed = edits(before, after)
    found = list(moved(before, after, asked)) if changed else []
    if json:
        wire = {"before": before.version, "gazetteer": after.version, "mentions": len(asked)}
        show_json({**wire, "entities": [_edit_wire(each) for each in changed], "moved": list(map(_wire, found))})
    elif markdown:
        show([(line, "")] for line in _markdown(changed, found, len(asked)))
    else:
        show(_lines(changed, found, len(asked)))
    if fail_on and any(edit.what == "removed" for edit in changed):
        raise typer.Exit(3)


def _beside(path: Path) -> list[Path]:
    """The golden mentions and the seeds of the repository that the gazetteer lies in."""
    top = top_level(path)
    if top is None:
        return []
    return [path for path in (*sorted((top / "tests" / "golden").glob("*.tsv")), top / "seeds" / "mentions.csv")
            if path.exists()]  # fmt: skip


def _read(path: Path) -> Iterator[Asked]:
    """Each row's mention with its hints. Raises InputError."""
    from ...resolver.hints import FIELDS, parse_hints
    from ...resolver.store.checking.difference import Asked

    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("it cannot be read as UTF-8 text.", place=Place(str(path))) from error
    delimiter = "," if path.suffix == ".csv" else "\t"
    head = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.DictReader(lines[head:], delimiter=delimiter)
    if "mention" not in (reader.fieldnames or ()):
        raise InputError("there is no column `mention`.", place=Place(str(path), head + 1))
    for row in reader:
        place = Place(str(path), head + reader.line_num)
        try:
            hints = parse_hints({key: row.get(key) or "" for key in FIELDS})
        except HintError as error:
            raise InputError(error.message, remedy=error.remedy, place=place) from error
        if row["mention"]:
            yield Asked(row["mention"], hints, str(place))


def _answer(decision: Decision) -> str:
    if decision.id:
        return f"{decision.status.value} {decision.id}"
    listed = " ".join(each.id for each in decision.candidates[:3])
    more = " …" if len(decision.candidates) > 3 else ""
    return f"{decision.status.value} {listed}{more}".strip()


_KEEP = "A published id stays: leave it in the file with the one line `merged_into:` and the id that takes its place."


def _summary(changed: Sequence[Edit], found: Sequence[Moved], asked: int) -> str:
    entities = "1 entity" if len(changed) == 1 else f"{len(changed)} entities"
    if not asked:
        return f"{entities} changed"
    verb = "is" if len(found) == 1 else "are"
    return f"{entities} changed; {len(found)} of {asked:,} mentions {verb} answered otherwise"


def _lines(changed: Sequence[Edit], found: Sequence[Moved], asked: int) -> Iterator[Line]:
    styles = {"added": "green", "removed": "red", "merged": "yellow"}
    for edit in changed:
        yield [
            (f"{edit.what:<8} ", styles.get(edit.what, "")),
            (edit.id, "bold"),
            (f"  {', '.join(edit.fields)}" if edit.fields else "", "dim"),
        ]
    if any(edit.what == "removed" for edit in changed):
        yield [(_KEEP, "red")]
    for each in found:
        yield [(one_line(each.asked.mention), "bold"), (f"  {Path(each.asked.place).name}", "dim")]
        yield [("  - ", "red"), (_answer(each.before), "")]
        yield [("  + ", "green"), (_answer(each.after), ""), (f"  {one_line(each.after.why, 100)}", "dim")]
    yield [(_summary(changed, found, asked), "bold")]


def _markdown(changed: Sequence[Edit], found: Sequence[Moved], asked: int) -> Iterator[str]:
    yield f"**{_summary(changed, found, asked)}**"
    if changed:
        yield from ("", "| entity | edit | fields |", "|---|---|---|")
        yield from (f"| {_cell(each.id)} | {each.what} | {', '.join(each.fields)} |" for each in changed)
        if any(each.what == "removed" for each in changed):
            yield from ("", _KEEP)
    if found:
        yield from ("", "| mention | before | after | why | where |", "|---|---|---|---|---|")
        for each in found:
            cells = (each.asked.mention, _answer(each.before), _answer(each.after), one_line(each.after.why, 100))
            yield f"| {' | '.join(map(_cell, cells))} | {Path(each.asked.place).name} |"


def _cell(text: str) -> str:
    return one_line(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _edit_wire(edit: Edit) -> dict[str, Any]:
    return {"id": edit.id, "edit": edit.what, "fields": list(edit.fields)}


def _wire(each: Moved) -> dict[str, Any]:
    from ..wire import decision_to_wire

    before, after = decision_to_wire(each.before), decision_to_wire(each.after)
    keep = ("status", "id", "score", "why")
    return {
        "mention": each.asked.mention, "place": each.asked.place,
        "before": {key: before[key] for key in keep}, "after": {key: after[key] for key in keep},
    }  # fmt: skip
