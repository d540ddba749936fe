"""Layers laid over one another. What a later layer says of an id counts, with these rules:

* a field that is written later replaces the earlier one as a whole;
* `posts` unite post by post: the terms in a post replace the earlier ones in that post, and those in other posts stay;
  an empty list withdraws them all;
* names add up: a later `name` is shown first and the earlier one stays as another form; `names`, `sources`
  and `not` unite;
* `kind` cannot change; a table's rows on a known id are more names of it and leave its `name` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from ...errors import Finding, Place
from ...model import DatedName, Entity, Form, Kind, Period, Term
from ..codes import finding
from .entries import Entry, FileContent, yaml_entries
from .languages import language_of
from .layer_files import SOURCE, LayerFile, layer_files, read_bytes
from .table_file import table_entries

ReadFile = Callable[[LayerFile, bytes, Mapping[str, str]], FileContent]
"""Takes a file, its bytes and the kinds of the ids of earlier layers."""


class Record(Struct):
    """Everything all layers say of one id: `fields` by the rules above, `entries` from the first layer to
    the last.
    """

    id: str
    kind: str
    fields: dict[str, Any] = field(default_factory=dict)
    former_names: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def lay(self, entry: Entry) -> None:
        """Puts an entry of a later layer over what is known."""
        if not self.entries:
            self.fields = dict(entry.fields)
            self.entries.append(entry)
            return
        for key, value in entry.fields.items():
            known = self.fields.get(key)
            if key == "name" and known and known != value:
                self.former_names.append(known)
                self.fields[key] = value
            elif key == "names":
                self.fields[key] = _united(known or {}, value)
            elif key == "posts":
                self.fields[key] = _terms(known or [], value)
            elif key in ("sources", "not"):
                self.fields[key] = [*(known or []), *(one for one in value if one not in (known or []))]
            else:
                self.fields[key] = value
        self.entries.append(entry)

    def place(self, key: str) -> Place:
        """Where the field that counts is written."""
        for entry in reversed(self.entries):
            if key in entry.fields:
                return entry.at(key)
        return self.entries[-1].place


class Content(Struct):
    """All that was read. `unread` means that a file is missing from it, so that references cannot be
    judged.
    """

    records: dict[str, Record] = field(default_factory=dict)
    sources: dict[str, Record] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unread: bool = False


def read_file(file: LayerFile, raw: bytes, known: Mapping[str, str]) -> FileContent:
    """The entries of one file of a layer."""
    if file.format == "yaml":
        return yaml_entries(raw, str(file.path), file.kind, known)
    return table_entries(raw, file.path, known)


def read_layers(paths: Iterable[Path], read: ReadFile = read_file) -> Content:
    """The content of all layers, in the order given; every problem that one entry shows by itself is a
    finding.
    """
    content = Content()
    for path in paths:
        for entry in _layer(path, content, read):
            known = content.sources if entry.kind == SOURCE else content.records
            record = known.get(entry.id)
            if record is None:
                known[entry.id] = record = Record(entry.id, entry.kind or _default_kind(entry))
            elif entry.kind and entry.kind != record.kind:
                message = f"`{entry.id}` is a {record.kind} in {record.entries[0].place}"
                content.findings.append(finding("E114", entry.place, message))
                continue
            record.lay(entry)
    return content


def _default_kind(entry: Entry) -> str:
    return "person" if entry.from_table else ""


def _layer(path: Path, content: Content, read: ReadFile) -> list[Entry]:
    """The entries of one layer, each id once."""
    files, findings = layer_files(path)
    content.findings += findings
    content.unread = content.unread or bool(findings)
    known = {record.id: record.kind for record in content.records.values()}
    entries: dict[tuple[bool, str], Entry] = {}
    for file in files:
        raw, problems = read_bytes(file.path)
        content.findings += problems
        if problems:
            content.unread = True
            continue
        found = read(file, raw, known)
        content.findings += found.findings
        content.unread = content.unread or found.unread
        for entry in found.entries:
            first = entries.setdefault((entry.kind == SOURCE, entry.id), entry)
            if first is not entry:
                message = f"the id `{entry.id}` stands in {first.place} already"
                content.findings.append(finding("E113", entry.place, message))
    return list(entries.values())


def _terms(earlier: list[dict[str, Any]], later: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The terms of both, those in a post that the later ones speak of as these have them."""
    spoken_of = {term["post"] for term in later}
    return [*(term for term in earlier if later and term["post"] not in spoken_of), *later]


def _united(left: Mapping[str, list[str]], right: Mapping[str, list[str]]) -> dict[str, list[str]]:
    united = {lang: list(forms) for lang, forms in left.items()}
    for lang, forms in right.items():
        kept = united.setdefault(lang, [])
        kept += [form for form in forms if form not in kept]
    return united


def entities(records: Mapping[str, Record]) -> dict[str, Entity]:
    """The entities of complete records, by id in the order of ids.

    The forms of a merged entry are its successor's: the old id keeps none, and shows its successor's name
    unless it has one of its own.
    """
    built = {entity_id: _entity(records[entity_id]) for entity_id in sorted(records)}
    extra: dict[str, list[Form]] = {}
    for record in records.values():
        if record.fields.get("merged_into"):
            extra.setdefault(successor(record, records).id, []).append(Form(record.id))
    for target, merged in extra.items():
        forms = [form for old in sorted(merged, key=lambda form: form.text) for form in built[old.text].forms]
        aliases = [Form(form.text, form.lang) for form in forms]
        built[target] = replace(built[target], forms=_unique([*built[target].forms, *aliases]))
        for old in merged:
            name = built[old.text].name or built[target].name
            built[old.text] = replace(built[old.text], forms=(), name=name)
    return built


def successor(record: Record, records: Mapping[str, Record]) -> Record:
    """The record that a merged one leads to in the end; itself when that is not merged or leads nowhere."""
    seen = {record.id}
    while record.fields.get("merged_into") in records:
        record = records[record.fields["merged_into"]]
        if record.id in seen:
            break
        seen.add(record.id)
    return record


def _entity(record: Record) -> Entity:
    fields = record.fields
    return Entity(
        id=record.id,
        kind=Kind(record.kind),
        name=fields.get("name", ""),
        forms=_forms(record),
        posts=tuple(_term(term) for term in fields.get("posts", ())),
        seats=int(fields.get("seats", 0)),
        sources=tuple(fields.get("sources", ())),
        distinct=tuple(fields.get("not", ())),
        topics=tuple(fields.get("topics", ())),
        parties=tuple(fields.get("parties", ())),
        suspended=_periods(fields),
        dated_names=tuple(
            DatedName(each["name"], each.get("from", ""), each.get("to", "")) for each in fields.get("dated_names", ())
        ),
        **{key: fields[key] for key in fields if key in _TEXT_FIELDS},
    )


def _term(fields: Mapping[str, Any]) -> Term:
    return Term(
        fields["post"], fields.get("from", ""), fields.get("to", ""), fields.get("source", ""),
        acting=bool(fields.get("acting")), suspended=_periods(fields),
    )  # fmt: skip


def _periods(fields: Mapping[str, Any]) -> tuple[Period, ...]:
    if "suspended" not in fields:  # as in most
        return ()
    return tuple(Period(each.get("from", ""), each.get("to", "")) for each in fields.get("suspended", ()))


_TEXT_FIELDS = frozenset({
    "country", "born", "died", "merged_into", "note", "instrument", "adopted", "signed", "in_force",
    "ended", "status", "replaces", "number", "function", "founded", "dissolved", "office", "organisation",
    "as_of",
})  # fmt: skip


def _forms(record: Record) -> tuple[Form, ...]:
    """Name, reading, earlier layers' names, then names by language and dated ones. The name's language is looked up in
    `names` first.
    """
    fields = record.fields
    names: Mapping[str, list[str]] = fields.get("names", {})
    country = fields.get("country", "")

    def language(text: str) -> str:
        return next((lang for lang, forms in names.items() if lang and text in forms), "") or language_of(text, country)

    forms: list[Form] = []
    if fields.get("name"):
        forms.append(Form(fields["name"], language(fields["name"]), "name"))
    if fields.get("reading"):
        forms.append(Form(fields["reading"], "ja", "reading"))
    forms += [Form(name, language(name)) for name in record.former_names]
    forms += [Form(text, lang or language(text)) for lang, texts in names.items() for text in texts]
    dated = fields.get("dated_names", ())
    forms += [Form(each["name"], each.get("lang", "") or language(each["name"])) for each in dated]
    return _unique(forms)


def _unique(forms: Iterable[Form]) -> tuple[Form, ...]:
    """Each text once, the first of equals."""
    first: dict[str, Form] = {}
    for form in forms:
        first.setdefault(form.text, form)
    return tuple(first.values())
