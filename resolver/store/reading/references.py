"""What only the whole gazetteer tells: whether ids exist and are of the right kind, whether dates are in
order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ... import dates
from ...errors import Finding
from ..codes import finding
from .cures import cure
from .entries import Entry
from .languages import countries
from .layers import Content, Record


def whole_findings(content: Content) -> list[Finding]:
    """Everything wrong with references, dates and names. References are left out where a file could not be
    read.
    """
    findings: list[Finding] = []
    whole = _Whole(content)
    for record in content.records.values():
        findings += _names(record, content.records)
        findings += _dates(record)
        if not content.unread:
            for entry in record.entries:
                findings += _references(entry, whole)
    return findings


def _names(record: Record, records: Mapping[str, Record]) -> Iterator[Finding]:
    fields = record.fields
    last = record.entries[-1]
    if fields.get("name") or not record.kind or not any(entry.fields for entry in record.entries):
        return  # what is missing there has been reported where it was read
    if any(_wrote(entry, "name") for entry in record.entries):
        return
    if not fields.get("merged_into"):
        yield finding("E112", last.place, f"`{record.id}` has no name", "add `name:`")


def _wrote(entry: Entry, key: str) -> bool:
    """Whether the key stands in the entry, be its value right or wrong."""
    return entry.node is not None and isinstance(entry.node.value, dict) and key in entry.node.value


class _Near:
    """The nearest known id of a misspelt one, for the first few hundred: thousands are not misspellings."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self.records = records
        self.by_kind: dict[tuple[str, ...], list[str]] = {}
        self.found: dict[tuple[str, str, tuple[str, ...]], str] = {}

    def remedy(self, word: str, own: str = "", kinds: tuple[str, ...] = ()) -> str:
        """`did you mean …?`, or empty: then the code's own remedy is the best there is.

        Only an entry of these kinds, unless there are none, and never the one that refers.
        """
        from rapidfuzz import fuzz, process

        key = (word, own, kinds)
        if key not in self.found and len(self.found) < 200:
            near = process.extract(word, self._known(kinds), scorer=fuzz.ratio, score_cutoff=75, limit=2)
            found = next((each for each, _, _ in near if each != own), "")
            self.found[key] = f"did you mean `{found}`?" if found else ""
        return self.found.get(key, "")

    def _known(self, kinds: tuple[str, ...]) -> list[str]:
        if kinds not in self.by_kind:
            self.by_kind[kinds] = [each.id for each in self.records.values() if not kinds or each.kind in kinds]
        return self.by_kind[kinds]


class _Whole:
    """Everything that references can lead to."""

    def __init__(self, content: Content) -> None:
        self.records = content.records
        self.sources = content.sources
        self.near_ids = _Near(content.records)
        self.near_sources = _Near(content.sources)


class _Reference(Struct, frozen=True):
    """A field that names another entry: the code when it does not exist, and the kinds that it may be of."""

    code: str
    kinds: tuple[str, ...] = ()


_Path = tuple[str | int, ...]
"""Of a field in its entry. Its place is looked for only when there is something to say of it."""

_POST = _Reference("E201", ("post",))
_OTHER = _Reference("E203")
_PARTY = _Reference("E207")
_ORGANISATION = _Reference("E206", ("organisation",))


def _references(entry: Entry, whole: _Whole) -> Iterator[Finding]:
    fields = entry.fields
    for index, term in enumerate(fields.get("posts", ())):
        yield from _refer(entry, term["post"], ("posts", index, "post"), _POST, whole)
        if term.get("source"):
            yield from _source(entry, term["source"], ("posts", index, "source"), whole)
    for index, source in enumerate(fields.get("sources", ())):
        yield from _source(entry, source, ("sources", index), whole)
    for index, other in enumerate(fields.get("not", ())):
        yield from _refer(entry, other, ("not", index), _OTHER, whole)
    for index, party in enumerate(fields.get("parties", ())):
        if party not in countries():
            yield from _refer(entry, party, ("parties", index), _PARTY, whole)
    replaced = _Reference("E205", (entry.kind,) if entry.kind else ())
    for key, reference in (("replaces", replaced), ("organisation", _ORGANISATION)):
        if key in fields:
            yield from _refer(entry, fields[key], (key,), reference, whole)
    if "merged_into" in fields:
        successor = _Reference("E204", (entry.kind,) if entry.kind else ())
        yield from _refer(entry, fields["merged_into"], ("merged_into",), successor, whole)
        if fields["merged_into"] in whole.records:
            yield from _circle(entry, whole.records)


def _refer(entry: Entry, target: str, path: _Path, reference: _Reference, whole: _Whole) -> Iterator[Finding]:
    record = whole.records.get(target)
    if target == entry.id:
        yield finding("E209", entry.at(*path), f"`{entry.id}` refers to itself")
    elif record is None:
        kinds = reference.kinds or ((entry.kind,) if reference.code == "E203" and entry.kind else ())
        near = whole.near_ids.remedy(target, entry.id, kinds)
        yield finding(reference.code, entry.at(*path), f"unknown entry `{target}`", near or _party(reference, target))
    elif reference.kinds and record.kind not in reference.kinds:
        message = f"`{target}` is of kind {record.kind}, not {' or '.join(reference.kinds)}"
        near = whole.near_ids.remedy(target, entry.id, reference.kinds)
        yield finding("E208", entry.at(*path), message, near)
    elif record.fields.get("merged_into") and reference.code not in ("E203", "E204"):
        yield finding("E210", entry.at(*path), f"`{target}` was merged", f"write `{record.fields['merged_into']}`")


def _party(reference: _Reference, target: str) -> str:
    """The remedy for a party that is the name of a country."""
    return cure("E108", "parties", target) if reference.code == "E207" else ""


def _circle(entry: Entry, records: Mapping[str, Record]) -> Iterator[Finding]:
    seen = [entry.id]
    target: str = records[entry.id].fields.get("merged_into", "")
    while target in records and target not in seen:
        seen.append(target)
        target = records[target].fields.get("merged_into", "")
    if target == entry.id and len(seen) > 1:
        message = f"merged in a circle: {' → '.join([*seen, entry.id])}"
        yield finding("E211", entry.at("merged_into"), message)


def _source(entry: Entry, source: str, path: _Path, whole: _Whole) -> Iterator[Finding]:
    if source in whole.sources or source == "knowledge" or source.startswith(("http://", "https://")):
        return
    yield finding("E202", entry.at(*path), f"unknown source `{source}`", whole.near_sources.remedy(source))


_IN_ORDER = (
    ("E303", "born", "died"), ("E304", "founded", "dissolved"), ("E305", "signed", "in_force"),
    ("E307", "adopted", "signed"), ("E307", "signed", "ended"), ("E307", "in_force", "ended"),
)  # fmt: skip


def _dates(record: Record) -> Iterator[Finding]:
    fields = record.fields
    for code, first, second in _IN_ORDER:
        if second not in fields:  # as in most
            continue
        early, late = fields.get(first, ""), fields[second]
        if early and late and dates.latest(late) < dates.earliest(early):
            yield finding(code, record.place(second), f"`{second}: {late}` is before `{first}: {early}`")
    for key in ("dated_names", "suspended"):
        yield from _times(record, key)
    posts = next((entry for entry in reversed(record.entries) if "posts" in entry.fields), None)
    for index, term in enumerate(posts.fields["posts"] if posts else ()):
        start, end = term.get("from", ""), term.get("to", "")
        assert posts is not None  # noqa: S101  (there is no term without it)
        if start and end and _nothing_between(start, end):
            yield finding("E302", posts.at("posts", index, "to"), f"the term ends ({end}) before it begins ({start})")
        born, died = fields.get("born", ""), fields.get("died", "")
        before = born and start and dates.latest(start) < dates.earliest(born)
        after = died and start and dates.earliest(start) > dates.latest(died)
        if before or after:
            message = f"in office from {start}, {'before birth' if before else 'after death'}"
            yield finding("E306", posts.at("posts", index, "from"), message)


def _times(record: Record, key: str) -> Iterator[Finding]:
    """The names or suspensions that end before they begin."""
    if key not in record.fields:  # as in most
        return
    last = next((entry for entry in reversed(record.entries) if key in entry.fields), None)
    for index, each in enumerate(last.fields[key] if last else ()):
        start, end = each.get("from", ""), each.get("to", "")
        assert last is not None  # noqa: S101  (there is none without it)
        if start and end and _nothing_between(start, end):
            yield finding("E308", last.at(key, index, "to"), f"it ends ({end}) before it begins ({start})")


def _nothing_between(start: str, end: str) -> bool:
    """Whether no day can lie between the first day and the first day no longer."""
    return dates.latest(end) < dates.earliest(start) or (start == end and len(start) == 10)
