"""`new` and `format`: writing the gazetteer's YAML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...resolver.errors import GazetteerError, InputError, UsageError
from ...resolver.model import WRITTEN, Kind
from ...resolver.text.cleaning import clean
from .session import layers, open_resolver, writable
from .shared_options import Gazetteers, Json, WithoutShipped
from .styled import Line, one_line, show, show_json

if TYPE_CHECKING:
    from ...resolver.model import Candidate, Entity
    from ...resolver.resolve import Resolver
    from ...resolver.store.editing.stub import Stub


_NESTED = frozenset({"posts", "names", "terms"})
"""Fields that hold more than texts, and are written in the file."""


def new(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command line
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help="person, organisation, agreement or post.", show_default=False)],
    name: Annotated[str, typer.Argument(help="The name in its owner's language and script.", show_default=False)],
    country: Annotated[str, typer.Option("--country", help="E.g. vn; also asean, eu, nato, un.")] = "",
    reading: Annotated[str, typer.Option("--reading", help="Kana of a Japanese name: こいずみ しんじろう.")] = "",
    id: Annotated[str, typer.Option("--id", help="Another id than the one that follows from the name.")] = "",
    field: Annotated[
        list[str] | None,
        typer.Option("--field", "-f", metavar="KEY=VALUE", help="Any other field: -f born=1954 -f parties=jp,vn."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Even if the gazetteer has this name already.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it, write nothing.")] = False,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    json: Json = False,
) -> None:
    """Write a new entry at its place, and show the spellings that will follow from it.

    Example: exonym new person "Ngô Xuân Lịch" --country vn
    """
    from ...resolver.store.editing.files import write_texts
    from ...resolver.store.editing.stub import placed, stub_path
    from ...resolver.store.reading.layer_files import layer_files

    paths = layers(context, gazetteer, without_shipped)
    root = next((path for path in reversed(paths) if path.is_dir()), None)
    if root is None:
        raise UsageError("no gazetteer given is a directory.", remedy="Name one with --gazetteer PATH.")
    if not dry_run:
        writable(root)
    resolver = open_resolver([path for path in paths if not path.is_dir() or layer_files(path)[0]])
    stub = _stub(kind, name, id, {"country": country, "reading": reading, **_fields(field or [])}, resolver)
    known = resolver.resolve(name).candidates
    if not force and any(each.score == 100 and each.kind is stub.kind for each in known):
        raise UsageError(
            f"{name} is {known[0].id} already.", remedy="If it is somebody else, use --force, and declare `not:`."
        )
    path = stub_path(root, stub)
    text = placed(path, stub)
    entity = _checked(text, path, stub)
    if not dry_run:
        write_texts({path: text})
    _show(stub, _place(path, text, stub), resolver, (entity, known), json)


def _fields(given: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for each in given:
        key, equals, value = each.partition("=")
        if not equals:
            raise UsageError(f"--field {each} has no `=`.", remedy="Write it as --field born=1954.")
        if key.strip() in _NESTED:
            raise UsageError(f"--field {key.strip()} is not a text.", remedy="Write the entry, then edit its file.")
        fields[key.strip()] = value.strip()
    return fields


def _stub(kind: str, name: str, entity_id: str, fields: dict[str, str], resolver: Resolver) -> Stub:
    from ...resolver.store.editing.ids import propose_id
    from ...resolver.store.editing.stub import Stub, checked_country
    from ...resolver.store.reading.entry_models import field_names

    name = _written(name)
    if kind not in {each.value for each in Kind}:
        raise UsageError(f"unknown kind {kind!r}.", remedy="Use person, organisation, agreement or post.")
    unknown = [key for key, value in fields.items() if value and key not in field_names(kind)]
    if unknown:
        raise UsageError(f"a {kind} has no field `{unknown[0]}`.", remedy=f"Use: {', '.join(field_names(kind))}.")
    country = checked_country(fields["country"])
    values: dict[str, Any] = {**fields, "name": name, "country": country}
    for key in ("sources", "topics", "parties", "not"):
        if values.get(key):
            values[key] = [part.strip() for part in values[key].split(",") if part.strip()]
    values.setdefault("sources", ["knowledge"])
    known = {key: value for key, value in values.items() if value}
    chosen = entity_id or propose_id(Kind(kind), known)
    if chosen in resolver.gazetteer.entities:
        born = f"{chosen}-{str(known.get('born', ''))[:4] or '1960'}"
        raise UsageError(f"the id {chosen} is taken.", remedy=f"Give another that will last: --id {born}.")
    return Stub(chosen, Kind(kind), known)


def _written(name: str) -> str:
    """The name as it can be written. Raises UsageError for one without a letter, or that is no text."""
    plain = " ".join(clean(name).split())
    if not any(char.isalpha() for char in plain):
        raise UsageError("the name has no letter.", remedy="Write it as its owner does, in quotes.")
    if not plain.isprintable() or "\ufffd" in plain or any("\ud800" <= char <= "\udfff" for char in plain):
        raise UsageError("the name has characters that are no text.", remedy="Copy it anew, as UTF-8.")
    return plain


def _checked(text: str, path: Path, stub: Stub) -> Entity:
    """The entity as it will be read. Raises GazetteerError with all that is wrong with it."""
    from ...resolver.store.reading.entries import yaml_entries
    from ...resolver.store.reading.layers import Record, entities

    content = yaml_entries(text.encode(), str(path), stub.kind.value, {})
    if any(each.severity == "error" for each in content.findings):
        raise GazetteerError(content.findings)
    record = Record(stub.id, stub.kind.value)
    record.lay(next(entry for entry in content.entries if entry.id == stub.id))
    return entities({stub.id: record})[stub.id]


def _place(path: Path, text: str, stub: Stub) -> str:
    before = text[: text.index("\n" + stub.text) + 1] if "\n" + stub.text in text else ""
    return f"{path}:{before.count(chr(10)) + 1}"


def _show(stub: Stub, place: str, resolver: Resolver, found: tuple[Entity, tuple[Candidate, ...]], json: bool) -> None:
    from ...resolver.names.exonyms import exonyms

    entity, near = found
    expected = exonyms(entity)
    if json:
        from ..wire import candidate_to_wire, exonym_to_wire, versioned

        wire = {
            "id": stub.id, "place": place, "text": stub.text,
            "names": [exonym_to_wire(each) for each in expected],
            "near": [candidate_to_wire(each) for each in near],
        }  # fmt: skip
        show_json(versioned(resolver.gazetteer, wire))
        return
    lines: list[Line] = [[(place, "bold")], *([(line, "cyan")] for line in stub.text.splitlines())]
    lines += [[("Follows by rule; is it right?", "bold")]]
    lines += [
        [(f"  {each.lang or '-':<8} ", "cyan"), (each.text, ""), (f"  {each.rule}", "dim")]
        for each in expected
        if each.rule != WRITTEN
    ]
    lines += [
        [("Near it: ", "yellow"), (one_line(f"{each.id} {each.name}, score {each.score:.1f}: {each.why}"), "")]
        for each in near
    ]
    show(lines)


def format_files(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="YAML files or directories; without any, the shipped gazetteer."),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit with 1 if something would.")] = False,
    sort: Annotated[bool, typer.Option("--sort", help="Also sort the entries of each file by id.")] = False,
    json: Json = False,
) -> None:
    """Write YAML files in the one form. Comments, the order of fields and every value stay."""
    from ...resolver.store.reading.layer_files import layer_files
    from ...resolver.store.reading.shipped import shipped

    changed: list[str] = []
    unread: list[str] = []
    for root in paths or [shipped()]:
        files, findings = layer_files(root)
        if findings:
            raise GazetteerError(findings)
        if not check:
            writable(root)
        for file in files:
            if file.format == "yaml":
                _format(file.path, (check, sort), changed, unread)
    if json:
        show_json({"changed": changed, "unread": unread})
    else:
        show([(f"{'would change' if check else 'changed'} {path}", "yellow")] for path in changed)
        show([(f"left alone {path}: it has errors, see exonym check", "red")] for path in unread)
        show([[(f"{len(changed)} files {'would change' if check else 'changed'}", "bold")]])
    if unread or (check and changed):
        raise typer.Exit(1)


def _format(path: Path, wanted: tuple[bool, bool], changed: list[str], unread: list[str]) -> None:
    from ...resolver.store.editing.files import write_texts
    from ...resolver.store.editing.formatting import formatted

    check, sort = wanted
    try:
        raw = path.read_bytes()
        text = formatted(raw.decode("utf-8"), by_id=sort)
    except UnicodeDecodeError:
        text = None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    if text is None:
        unread.append(str(path))
    elif text.encode() != raw:
        changed.append(str(path))
        if not check:
            write_texts({path: text})
