"""`unresolved`: what was asked and found no match, as names that somebody may add."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec import Struct

from ...resolver.errors import UsageError
from ...resolver.model import Status
from .session import layers, open_resolver
from .shared_options import Gazetteers, Json, WithoutShipped
from .styled import Line, one_line, show, show_json

if TYPE_CHECKING:
    from ...resolver.model import Decision
    from ...resolver.resolve import Resolver
    from ...resolver.store.checking.groups import Group
    from ...resolver.store.editing.stub import Stub
    from ..unresolved_file import Unresolved

_SHOWN = 8  # spellings of a group on a terminal


class _Open(Struct, frozen=True):
    """A group of mentions that are still without a match, with the answer that comes nearest and a stub."""

    group: Group
    asked: tuple[Unresolved, ...]
    nearest: Decision
    stub: Stub


def unresolved(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", envvar="EXONYM_UNRESOLVED_FILE", show_default=False,
                       help="What the service kept: the file of its setting unresolved_file."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Show the N most frequent.")] = 20,
    min_count: Annotated[
        int, typer.Option("--min-count", min=1, metavar="N", help="Only those that were asked N times or more.")
    ] = 1,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    json: Json = False,
) -> None:  # fmt: skip
    """List what was asked in vain: each name once for all its spellings, the best guess, and a stub to add it.

    Reads the store that the service keeps with `exonym serve --unresolved-file FILE`. Nothing is changed.
    """
    if file is None:
        remedy = "Name the file that the service writes with --unresolved-file, or set EXONYM_UNRESOLVED_FILE."
        raise UsageError("no file is given.", remedy=remedy)
    asked, broken = _read(file)
    resolver = open_resolver(layers(context, gazetteer, without_shipped))
    decisions = [(each, resolver.resolve(each.mention, each.hints)) for each in asked]
    still = [(each, decision) for each, decision in decisions if decision.status is not Status.MATCH]
    groups = [each for each in _groups(still) if each.count >= min_count]
    shown = [_opened(each, still, resolver) for each in groups[:limit]]
    totals = {
        "mentions": len(asked), "asked": sum(each.count for each in asked),
        "known_by_now": len(asked) - len(still), "unreadable_lines": broken, "groups": len(groups),
    }  # fmt: skip
    if json:
        from ..wire import versioned

        show_json(versioned(resolver.gazetteer, {**totals, "unresolved": list(map(_wire, shown))}))
        return
    for each in shown:
        show(_lines(each))
    show(_summary(totals, len(shown)))


def _read(file: Path) -> tuple[list[Unresolved], int]:
    from ...resolver.bulk.reading.byte_source import open_bytes
    from ..unresolved_file import read

    with open_bytes(str(file)) as lines:
        asked, bad = read(lines, str(file))
    if bad:
        typer.echo(f"{bad[0]}: left out: {len(bad):,} lines without a mention, this one first", err=True)
    return asked, len(bad)


def _groups(still: Sequence[tuple[Unresolved, Decision]]) -> list[Group]:
    from ...resolver.store.checking.groups import Unknown, grouped

    counts: dict[tuple[str, str, str], int] = {}
    for each, _ in still:
        key = (each.mention, each.hints.kind, each.hints.country)
        counts[key] = counts.get(key, 0) + each.count
    return grouped([Unknown(text, count, kind, country) for (text, kind, country), count in counts.items()])


def _opened(group: Group, still: Sequence[tuple[Unresolved, Decision]], resolver: Resolver) -> _Open:
    members = {(each.text, each.kind, each.country) for each in group.members}
    own = [pair for pair in still if (pair[0].mention, pair[0].hints.kind, pair[0].hints.country) in members]
    nearest = max(
        (decision for _, decision in own), key=lambda each: each.candidates[0].score if each.candidates else 0
    )
    return _Open(group, tuple(each for each, _ in own), nearest, _stub(group, resolver))


def _stub(group: Group, resolver: Resolver) -> Stub:
    """What `exonym new` would write. The spellings of the group follow from the name, and are not written."""
    from ...resolver.exchange.record import usable_id
    from ...resolver.store.editing.ids import propose_id
    from ...resolver.store.editing.stub import Stub
    from ...resolver.store.reading.languages import countries

    country = group.country if group.country in countries() else _guessed_country(group.name)
    chosen = ""
    for name in (group.name, *(each.text for each in group.members)):
        with suppress(UsageError):
            chosen = chosen or propose_id(group.kind, {"name": name, "country": country})
    chosen = chosen or usable_id(group.name)  # no rule writes any of them in Latin letters
    number = next(at for at in range(1, len(resolver.gazetteer.entities) + 2)
                  if _numbered(chosen, at) not in resolver.gazetteer.entities)  # fmt: skip
    fields: dict[str, str | list[str]] = {"name": group.name, "country": country, "sources": ["knowledge"]}
    if group.kind.value == "agreement":
        del fields["country"]
    return Stub(_numbered(chosen, number), group.kind, {key: value for key, value in fields.items() if value})


def _guessed_country(name: str) -> str:
    """Where the letters leave hardly a doubt; an editor confirms it with the rest of the stub."""
    from ...resolver.mentions.name import language_of
    from ...resolver.vocabulary.customs import bearers

    home = bearers(language_of(name))
    return next(iter(home)) if len(home) == 1 else ""


def _numbered(entity_id: str, number: int) -> str:
    return entity_id if number == 1 else f"{entity_id}-{number}"


def _place(stub: Stub) -> str:
    from ...resolver.store.editing.stub import stub_path

    return str(stub_path(Path(), stub))


def _wire(each: _Open) -> dict[str, Any]:
    from ..wire import candidate_to_wire, well_formed

    mentions = [
        {"mention": one.mention, "count": one.count, "first": one.first or None, "last": one.last or None}
        for one in sorted(each.asked, key=lambda one: -one.count)
    ]
    best = each.nearest.candidates[0] if each.nearest.candidates else None
    return {
        "count": each.group.count, "name": well_formed(each.group.name), "kind": each.group.kind.value,
        "country": each.group.country or None, "mentions": mentions, "status": each.nearest.status.value,
        "best": candidate_to_wire(best) if best else None, "why": well_formed(each.nearest.why),
        "stub": {"id": each.stub.id, "place": _place(each.stub), "text": well_formed(each.stub.text)},
    }  # fmt: skip


def _lines(each: _Open) -> Iterator[Line]:
    spellings = list(dict.fromkeys(one.text for one in each.group.members))
    more = f" and {len(spellings) - _SHOWN} more" if len(spellings) > _SHOWN else ""
    yield [(f"{each.group.count:>6,} × ", "cyan"), (one_line(each.group.name), "bold"),
           (f"  {each.group.kind.value}  {each.group.country}".rstrip(), "dim")]  # fmt: skip
    yield [("         asked as: ", "dim"), (one_line(" | ".join(spellings[:_SHOWN]) + more, 400), "")]
    for best in each.nearest.candidates[:1]:
        yield [
            ("         best guess: ", "dim"),
            (one_line(f"{best.id}  {best.name}, score {best.score:.1f}"), "yellow"),
        ]
    yield [("         no match: ", "dim"), (one_line(each.nearest.why, 300), "")]
    yield [(f"         # {_place(each.stub)}", "dim")]
    yield from ([(f"         {line}", "green")] for line in each.stub.text.splitlines())


def _summary(totals: dict[str, int], shown: int) -> Iterator[Line]:
    known = f"; {totals['known_by_now']:,} more have a match by now" if totals["known_by_now"] else ""
    rest = f" ({shown:,} shown, --limit shows more)" if shown < totals["groups"] else ""
    yield [(f"{totals['groups']:,} unresolved names{rest}, of {totals['mentions']:,} mentions asked "
            f"{totals['asked']:,} times{known}", "bold")]  # fmt: skip
