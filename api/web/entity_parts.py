"""What the page of an entity shows, part by part: plain values in the order of the page, for its template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from ...resolver.holding import seats
from ...resolver.model import DatedName, DatePrefix, Entity, EntityId, Kind, Period, Term
from ..snapshot import Snapshot
from .cards import Link, lang_of, link
from .labels import Labels
from .succession import Gap, Held, after, before, in_order, line
from .timeline import Drawing, Span, drawn

_MOST = 50  # predecessors and successors of one entity
_SPELT_OUT = ("title", "publisher", "date", "licence", "url", "note")
_DRAWN = 60  # more bars are a list, which the table is already


class Value(Struct, frozen=True):
    """A value of a fact: text, and what it leads to: an entity, or a query of /browse."""

    text: str
    link: Link | None = None
    query: Mapping[str, str] | None = None


class Fact(Struct, frozen=True):
    """A field of an entity: the key of its string, and its values."""

    key: str
    values: tuple[Value, ...]


class Row(Struct, frozen=True):
    """A term in a table: who or what, when, who came before and after. `is_gap`: nobody is known for that time."""

    start: DatePrefix
    end: DatePrefix
    link: Link | None = None
    before: tuple[Link, ...] = ()
    after: tuple[Link, ...] = ()
    acting: bool = False
    suspended: tuple[Period, ...] = ()
    source: str = ""
    is_gap: bool = False


class Step(Struct, frozen=True):
    """One of those that replaced each other; `is_here` is the entity of the page."""

    link: Link
    start: DatePrefix
    end: DatePrefix
    is_here: bool = False


class Source(Struct, frozen=True):
    """Where facts come from; all but the key are empty where the gazetteer does not say more."""

    key: str
    title: str
    publisher: str
    date: str
    licence: str
    url: str
    note: str


def facts(snapshot: Snapshot, entity: Entity, labels: Labels) -> list[Fact]:
    """The fields that are one value or a list of words. What is not known is left out."""
    found = [
        Fact("born", _plain(entity.born)),
        Fact("died", _plain(entity.died)),
        Fact("country", _countries([entity.country], labels)),
        Fact("function", (Value(labels.word("function", entity.function)),) if entity.function else ()),
        Fact("office", (_office(entity, labels),) if entity.office else ()),
        Fact("organisation", _linked(snapshot, [entity.organisation], labels.language)),
        Fact("founded", _plain(entity.founded)),
        Fact("dissolved", _plain(entity.dissolved)),
        Fact("instrument", (Value(labels.word("instrument", entity.instrument)),) if entity.instrument else ()),
        Fact("topics", tuple(Value(labels.word("topics", each)) for each in entity.topics)),
        Fact("parties", _countries(entity.parties, labels, kind="agreement")),
        Fact("number", _plain(entity.number)),
        Fact("adopted", _plain(entity.adopted)),
        Fact("signed", _plain(entity.signed)),
        Fact("in-force", _plain(entity.in_force)),
        Fact("ended", _plain(entity.ended)),
        Fact("replaces", _linked(snapshot, [entity.replaces], labels.language)),
        Fact("replaced-by", _linked(snapshot, snapshot.replaced_by.get(entity.id, ()), labels.language)),
        Fact("note", _plain(entity.note)),
    ]
    return [each for each in found if each.values]


def terms(snapshot: Snapshot, entity: Entity, language: str) -> list[Row]:
    """The posts of a person, the latest first, with those before and after in posts that one alone holds."""
    ordered = sorted(entity.posts, key=lambda each: (each.start or each.end, each.end or "9999"), reverse=True)
    return [_term(snapshot, term, language) for term in ordered]


def holders(snapshot: Snapshot, post: Entity, language: str) -> list[Row]:
    """The line of those who held a post, with its gaps."""
    rows = []
    for each in line(post, snapshot.holders.get(post.id, ())):
        if isinstance(each, Gap):
            rows.append(Row(each.start, each.end, is_gap=True))
        else:
            person, term = each
            rows.append(_row(term, link(snapshot, person.id, language)))
    return rows


def drawing(rows: Sequence[Row], now: date) -> Drawing | None:
    """The rows as bars over one axis; None where there is nothing to see, or too much."""
    spans = [
        Span(_label(row.link), row.link.lang, row.start, row.end, row.acting, row.suspended) for row in rows if row.link
    ]
    return drawn(spans, now) if len(spans) <= _DRAWN else None


def own_posts(snapshot: Snapshot, organisation: Entity, language: str) -> list[Link]:
    """The posts of an organisation."""
    posts = (post for post in snapshot.resolver.catalogue.posts if post.organisation)
    own = (post for post in posts if _is(snapshot, post.organisation, organisation))
    return [link(snapshot, post.id, language) for post in own]


def history(snapshot: Snapshot, entity: Entity, language: str) -> list[Step]:
    """Those that an agreement or an organisation replaced, itself, and those that replaced it; empty for it alone."""
    earlier, later, seen = list[Entity](), list[Entity](), {entity.id}
    at = snapshot.gazetteer.redirect(entity.replaces)
    while at is not None and at.id not in seen and len(earlier) < _MOST:
        seen.add(at.id)
        earlier.append(at)
        at = snapshot.gazetteer.redirect(at.replaces)
    waiting = [*snapshot.replaced_by.get(entity.id, ())]
    while waiting and len(later) < _MOST:
        known = snapshot.gazetteer.redirect(waiting.pop(0))
        if known is not None and known.id not in seen:
            seen.add(known.id)
            later.append(known)
            waiting += snapshot.replaced_by.get(known.id, ())
    if not earlier and not later:
        return []
    steps = [*reversed(earlier), entity, *later]
    return [_step(snapshot, each, language, is_here=each is entity) for each in steps]


def seats_of(post: Entity) -> tuple[str, int]:
    """The key of what is said of the number of holders, and the number."""
    count = seats(post)
    return ("seats-unknown" if not count else "seats-one" if count == 1 else "seats-many"), count


def look_alikes(snapshot: Snapshot, entity: Entity, language: str) -> list[Link]:
    """Those that it is declared not to be, by its own entry or by theirs."""
    roll = snapshot.resolver.catalogue.forms.roll
    number = roll.number(entity.id)
    numbers = [] if number is None else snapshot.directory.look_alikes(number)
    return [link(snapshot, roll[each].id, language) for each in numbers]


def sources(snapshot: Snapshot, entity: Entity) -> list[Source]:
    """The entity's sources and those of its terms, spelt out as far as they are."""
    keys = dict.fromkeys([*entity.sources, *(term.source for term in entity.posts if term.source)])
    known = snapshot.provenance.sources if snapshot.provenance else {}
    return [Source(key, *(known.get(key, {}).get(field, "") for field in _SPELT_OUT)) for key in keys]


def dated(names: Iterable[DatedName], text: str) -> str:
    """When a name was borne, as `1947–2018`; empty for one that has no years."""
    found = next((each for each in names if each.text == text), None)
    return f"{found.start[:4]}–{found.end[:4]}" if found else ""


def _label(link: Link) -> str:
    return f"{link.text} {link.beside}" if link.beside else link.text


def _term(snapshot: Snapshot, term: Term, language: str) -> Row:
    post = snapshot.gazetteer.redirect(term.post)
    shown = link(snapshot, term.post, language)
    if post is None or post.kind is not Kind.POST or seats(post) != 1:
        return _row(term, shown)
    held = in_order(snapshot.holders.get(post.id, ()))
    neighbours = (before(term, held), after(term, held))
    first, last = (tuple(_neighbour(snapshot, each, language) for each in found) for found in neighbours)
    return _row(term, shown, first, last)


def _neighbour(snapshot: Snapshot, held: Held, language: str) -> Link:
    return link(snapshot, held[0].id, language)


def _row(term: Term, shown: Link, first: tuple[Link, ...] = (), last: tuple[Link, ...] = ()) -> Row:
    return Row(term.start, term.end, shown, first, last, term.acting, term.suspended, term.source)


def _step(snapshot: Snapshot, entity: Entity, language: str, *, is_here: bool) -> Step:
    start, end = (
        (entity.signed or entity.adopted or entity.in_force or entity.founded),
        entity.ended or entity.dissolved,
    )
    shown = Link("", entity.name, lang_of(entity)) if is_here else link(snapshot, entity.id, language)
    return Step(shown, start, end, is_here)


def _is(snapshot: Snapshot, entity_id: EntityId, entity: Entity) -> bool:
    found = snapshot.gazetteer.redirect(entity_id)
    return found is not None and found.id == entity.id


def _plain(text: str) -> tuple[Value, ...]:
    return (Value(text),) if text else ()


def _linked(snapshot: Snapshot, ids: Iterable[EntityId], language: str) -> tuple[Value, ...]:
    return tuple(Value(found.text, found) for each in ids if each for found in [link(snapshot, each, language)])


def _countries(codes: Iterable[str], labels: Labels, kind: str = "") -> tuple[Value, ...]:
    more = {"kind": kind} if kind else {}
    return tuple(Value(labels.country(code), query={"country": code, **more}) for code in codes if code)


def _office(post: Entity, labels: Labels) -> Value:
    return Value(labels.word("office", post.office), query={"kind": "post", "post": post.office})
