"""How words make titles: a role and a body are an office, a country belongs to the office beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct, field

from ..model import Title
from ..text.phrases import Found
from ..vocabulary.countries import GROUPS
from ..vocabulary.offices import Sense, compose, deputy

_PERSONAL = frozenset({"rank", "office", "role", "honorific"})


class Item(NamedTuple):
    """A word or phrase of a title in its text. `breaks`: a comma stands before it."""

    found: Found[Sense]
    text: str
    breaks: bool

    @property
    def kinds(self) -> set[str]:
        """The kinds of its senses."""
        return {sense.kind for sense in self.found.values}

    def sense(self, kind: str) -> Sense | None:
        """Its first sense of a kind."""
        return next((sense for sense in self.found.values if sense.kind == kind), None)


class Cut(NamedTuple):
    """Titles before unit `start` and from unit `end` on; what stands between is the rest."""

    start: int
    end: int
    before: tuple[Item, ...] = ()
    behind: tuple[Item, ...] = ()


def is_personal(items: Iterable[Item]) -> bool:
    """Whether the words say something of a person: a rank, an office or an honorific."""
    return any(item.kinds & _PERSONAL for item in items)


def says_of_a_person(found: Found[Sense] | None) -> bool:
    """Whether a phrase may be a rank, an office or an honorific."""
    return found is not None and any(sense.kind in _PERSONAL for sense in found.values)


def as_titles(items: tuple[Item, ...]) -> tuple[Title, ...]:
    """The titles that the words make, in their order.

    A country goes to the offices of its own clause (between commas); one beside no office is a title
    by itself.
    """
    titles: list[Title] = []
    for clause in _clauses(items):
        titles += _Clause(clause).titles()
    return tuple(titles)


def _clauses(items: tuple[Item, ...]) -> Iterator[tuple[Item, ...]]:
    clause: list[Item] = []
    for item in items:
        if item.breaks and clause:
            yield tuple(clause)
            clause = []
        clause.append(item)
    if clause:
        yield tuple(clause)


class _Clause(Struct):
    """One clause being read from left to right."""

    items: tuple[Item, ...]
    made: list[Title] = field(default_factory=list)
    countries: list[tuple[str, str]] = field(default_factory=list)
    body: tuple[Sense, str] | None = None
    role: tuple[Sense, str] | None = None
    is_deputy: bool = False

    def titles(self) -> list[Title]:
        skip = False
        for place, item in enumerate(self.items):
            if skip and "country" in item.kinds:
                skip = False
                continue
            skip = "host" in item.kinds and self._next_is_country(place)
            if not skip:
                self._read(item, place)
        self._close_role()
        return self._with_countries()

    def _read(self, item: Item, place: int) -> None:
        for kind in ("rank", "honorific"):
            if (sense := item.sense(kind)) and not item.kinds & {"office", "role"}:
                self.made.append(Title(kind, sense.key, item.text))
                return
        function = item.sense("function") or item.sense("portfolio")
        if item.kinds & {"office", "role"}:
            self._read_office(item, place)
        elif function:
            self._read_body(function, item.text)
        elif country := self._country(item):
            self.countries.append((country, item.text))
        elif modifier := item.sense("modifier"):
            if modifier.key == "deputy":
                self.is_deputy = True
            elif modifier.key in {"former", "acting", "elect"}:
                self.made.append(Title("honorific", modifier.key, item.text))

    def _country(self, item: Item) -> str:
        """The country of a word; of a word for two (slovenskom) the one that it is in its neighbours' language."""
        senses = [sense for sense in item.found.values if sense.kind == "country"]
        if len({sense.key for sense in senses}) > 1:
            spoken = Counter(sense.lang for each in self.items if each is not item for sense in each.found.values)
            senses.sort(key=lambda sense: -spoken[sense.lang])
        return senses[0].key if senses else ""

    def _read_office(self, item: Item, place: int) -> None:
        role, office = item.sense("role"), item.sense("office")
        self._close_role()
        if role and self.body:
            body, written = self.body
            self.body = None
            self._make(compose(role.key, body.key), f"{written} {item.text}", body.country)
        elif role and (self._body_ahead(place) or not office):
            self.role = (role, item.text)
        elif office:
            self._make(office.key, item.text, office.country)

    def _read_body(self, function: Sense, written: str) -> None:
        if not self.role:
            self.body = (function, written)
            return
        role, text = self.role
        self.role = None
        self._make(compose(role.key, function.key), f"{text} {written}", function.country or role.country)

    def _body_ahead(self, place: int) -> bool:
        """Whether the next word of substance is a body that this role may belong to."""
        for item in self.items[place + 1 :]:
            if item.kinds & {"function", "portfolio"}:
                return True
            if not item.kinds & {"link", "host", "modifier", "country"}:
                return False
        return False

    def _next_is_country(self, place: int) -> bool:
        return place + 1 < len(self.items) and "country" in self.items[place + 1].kinds

    def _close_role(self) -> None:
        if self.role:
            role, text = self.role
            self.role = None
            self._make(role.key, text, role.country)

    def _make(self, key: str, text: str, country: str) -> None:
        if self.is_deputy:
            key, self.is_deputy = deputy(key), False
        self.made.append(Title("office", key, text, country))

    def _with_countries(self) -> list[Title]:
        country = self.countries[0][0] if self.countries else self.body[0].country if self.body else ""
        offices = [title for title in self.made if title.kind == "office"]
        if not offices:
            return [Title("country", code, text, code) for code, text in self.countries] + self.made
        return [_in_country(title, country) if title.kind == "office" else title for title in self.made]


def _in_country(office: Title, country: str) -> Title:
    """The office with its country; the general secretary of the United Nations or of ASEAN is no party's."""
    country = office.country or country
    key = "secretary-general" if office.key == "general-secretary" and country in GROUPS else office.key
    return Title(office.kind, key, office.text, country)
