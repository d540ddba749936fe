"""Longest match of known phrases in a text, in all languages at once.

Lookups are dictionary steps from the unit (see `units`) they start at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from .proclitics import is_joining
from .units import GERMANIC, Unit, first_letter, first_word, key_of, letter, split

V = TypeVar("V")

_SHORT = 3
_ACRONYM = 6  # a form of up to so many capitals is an acronym, and matches only capitals


class Found(NamedTuple, Generic[V]):
    """A known phrase in a text: the units from `start` to `end` (exclusive), and every sense it has."""

    values: tuple[V, ...]
    start: int
    end: int


class _Entry(NamedTuple, Generic[V]):
    value: V
    marks: tuple[str, ...]  # of its own words, without the slot
    strict: bool
    case: int
    apart: bool  # written with signs between its characters (พล.อ.)


class _Step(NamedTuple):
    """Where a walk stands: the next unit, the units of the phrase's own words, and what its slot holds."""

    place: int
    own: tuple[int, ...]
    slot: str


class _Node(Protocol):
    """Where a phrase has come to: what may follow it, by key; what it stands for, under the empty key."""

    def __contains__(self, key: str, /) -> bool: ...
    def __getitem__(self, key: str, /) -> Any: ...
    def get(self, key: str, /) -> Any:
        """The node that follows by a key; None when none does."""


class _Roots(Generic[V]):
    """Where phrases begin. What is not asked for is not made: few of thousands ever are.

    Phrases lie by a letter until a key that begins with it is asked for (`_sown`), then by first key (`_planted`), and
    what follows a first key is made when it is met (`_grown`). Each is put there whole: threads may make it twice,
    none sees half of it.
    """

    def __init__(self) -> None:
        self._sown: dict[str, list[tuple[str, str, V]]] = {}
        self._planted: dict[str, list[tuple[str, str, V]]] = {}
        self._grown: dict[str, dict[str, Any]] = {}

    def sow(self, lang: str, form: str, value: V) -> None:
        """Add a phrase; one without letters is left out."""
        if "*" in form or "~" in form:
            first = letter(path[0][0]) if (path := _path(lang, form)) else ""
        else:
            first = first_letter(first_word(form))
        if first:
            self._sown.setdefault(first, []).append((lang, form, value))

    def __contains__(self, key: str, /) -> bool:
        if key and (first := letter(key[0])) in self._sown:
            self._plant(first)
        return key in self._planted

    def __getitem__(self, key: str, /) -> Any:
        node = self._grown.get(key)
        if node is None:
            self._grown[key] = node = self._made(key)
        return node

    def get(self, key: str, /) -> Any:
        """The node that follows by a key; None when none does."""
        if key not in self:
            return None
        return self[key]

    def _plant(self, first: str) -> None:
        planted: dict[str, list[tuple[str, str, V]]] = {}
        for each in self._sown.get(first, ()):
            planted.setdefault(_first_key(*each[:2]), []).append(each)
        self._planted.update(planted)
        self._sown.pop(first, None)

    def _made(self, key: str) -> dict[str, Any]:
        root: dict[str, Any] = {}
        for lang, form, value in self._planted[key]:
            *steps, last = _path(lang, form)[1:]
            node = root
            for step in steps:
                node = node.setdefault(step, {})
            node.setdefault(last, []).append(_entry(lang, form, value))
        return root


def _first_key(lang: str, form: str) -> str:
    """The key under which a phrase begins, which must have letters."""
    if "*" in form or "~" in form:
        return _path(lang, form)[0]
    return key_of(first_word(form), lang)


def _path(lang: str, form: str) -> list[str]:
    """The keys that lead to the entry of a phrase; none for one without letters."""
    before, slot, after = form.partition("~")
    head, tail = split(before), split(after)
    if not head and not tail:
        return []
    keys = [[unit.stem if lang in GERMANIC else unit.key for unit in units] for units in (head, tail)]
    path = [*keys[0], *([slot] if slot else []), *keys[1]]
    return [*path[:-1], "*", (head + tail)[-1].key] if form.endswith("*") else [*path, ""]


def _entry(lang: str, form: str, value: V) -> _Entry[V]:
    before, slot, after = form.partition("~")
    units = split(before) + split(after)
    marks = tuple(unit.marks for unit in units)
    strict = lang == "vi" and len(units) == 1 and not slot and bool(marks[0])
    return _Entry(value, marks, strict, 0 if slot else _case_needed(lang, form, units), _is_torn(units))


class Phrases(Generic[V]):
    """Known phrases, which never change once built. Each entry is a language, a written form and what it stands for.

    A form that ends in `*` also matches the beginning of a longer word, one that begins with `*` its
    end. `~` in a form is a slot for any phrase of `slots`; `fill` makes the sense of the whole from
    the entry and the slot.
    """

    def __init__(
        self,
        entries: Iterable[tuple[str, str, V]],
        slots: Phrases[str] | None = None,
        fill: Callable[[V, str], V] | None = None,
    ) -> None:
        self._plain: _Roots[V] = _Roots()
        self._germanic: _Roots[V] = _Roots()
        self._tails: dict[str, list[_Entry[V]]] = {}
        self._beginnings: set[str] = set()  # the first three letters of words that begin compounds
        self._slots = slots
        self._fill = fill
        self._asked: tuple[tuple[Unit, ...], dict[int, Found[V] | None]] = ((), {})
        for lang, form, value in entries:
            self._add(lang, form, value)

    def longest(self, units: tuple[Unit, ...], at: int) -> Found[V] | None:
        """The longest known phrase that starts at a unit, with all its senses; None when there is none."""
        asked, known = self._asked  # taken together: other threads may put those of another text in their place
        if asked is not units:
            known = {}
            self._asked = units, known
        if at not in known:  # readers of titles ask about the same place several times
            known[at] = self._longest(units, at)
        return known[at]

    def _longest(self, units: tuple[Unit, ...], at: int) -> Found[V] | None:
        unit = units[at]
        slotted = self._slots is not None and self._slots.may_start(unit)
        best: dict[int, list[V]] = {}
        start = _Step(at, (), "")
        if self._may_start_plain(unit) or (slotted and "~" in self._plain):
            self._walk(self._plain, units, start, best)
        if self._may_start_germanic(unit) or (slotted and "~" in self._germanic):
            self._walk_germanic(self._germanic, units, start, best)
        if not best and self._tails:
            self._tail(units[at], at, best)
        if not best:
            return None
        end = max(best)
        return Found(tuple(dict.fromkeys(best[end])), at, end)

    def may_start(self, unit: Unit) -> bool:
        """Whether any phrase can begin with a unit; the answer costs a lookup or two."""
        return self._may_start_plain(unit) or self._may_start_germanic(unit)

    def _may_start_plain(self, unit: Unit) -> bool:
        return unit.key in self._plain or (is_joining(unit.key) and unit.stem in self._plain)

    def _may_start_germanic(self, unit: Unit) -> bool:
        known = self._germanic
        return unit.stem in known or ("*" in known and unit.key[:3] in self._beginnings)

    def scan(self, units: tuple[Unit, ...]) -> Iterator[Found[V]]:
        """The known phrases of a text from left to right, longest first, without overlap."""
        at = 0
        while at < len(units):
            found = self.longest(units, at)
            if found:
                yield found
            at = found.end if found else at + 1

    def ending(self, units: tuple[Unit, ...], end: int, start: int = 0) -> Found[V] | None:
        """The longest known phrase that ends just before the unit `end` and begins at `start` or later."""
        for at in range(max(start, end - 16), end):
            found = self.longest(units, at) if end == len(units) else self._longest(units[:end], at)
            if found and found.end == end:
                return found
        return None

    def _add(self, lang: str, form: str, value: V) -> None:
        if "*" in form and (units := split(form)):
            if form.startswith("*"):
                self._tails.setdefault(units[-1].stem, []).append(_entry(lang, form, value))
            if form.endswith("*"):
                self._beginnings.add(units[-1].key[:3])
        (self._germanic if lang in GERMANIC else self._plain).sow(lang, form, value)

    def _walk(self, node: _Node, units: tuple[Unit, ...], step: _Step, best: dict[int, list[V]]) -> None:
        if "" in node:
            self._collect(node[""], units, step, best)
        if step.place == len(units):
            return
        following = _following(node, units[step.place])
        if following is not None:
            own = (*step.own, step.place)
            self._walk(following, units, _Step(step.place + 1, own, step.slot), best)
        if "~" in node and (past := self._past_slot(units, step)):
            self._walk(node["~"], units, past, best)

    def _walk_germanic(self, node: _Node, units: tuple[Unit, ...], step: _Step, best: dict[int, list[V]]) -> None:
        if "" in node:
            self._collect(node[""], units, step, best)
        if step.place == len(units):
            return
        unit = units[step.place]
        if "*" in node:
            self._compound(node["*"], unit, step.place + 1, best)
        following = node.get(unit.stem)
        if following is not None:
            own = (*step.own, step.place)
            self._walk_germanic(following, units, _Step(step.place + 1, own, step.slot), best)
        if "~" in node and (past := self._past_slot(units, step)):
            self._walk_germanic(node["~"], units, past, best)

    def _past_slot(self, units: tuple[Unit, ...], step: _Step) -> _Step | None:
        filler = self._slots.longest(units, step.place) if self._slots else None
        return _Step(filler.end, step.own, filler.values[0]) if filler else None

    def _collect(
        self, entries: list[_Entry[V]], units: tuple[Unit, ...], step: _Step, best: dict[int, list[V]]
    ) -> None:
        own = [units[place] for place in step.own]
        values = [entry.value for entry in entries if _fits(entry, own)]
        if values and step.slot and self._fill:
            values = [self._fill(value, step.slot) for value in values]
        if values:
            best.setdefault(step.place, []).extend(values)

    def _compound(self, begun: dict[str, list[_Entry[V]]], unit: Unit, end: int, best: dict[int, list[V]]) -> None:
        """The compound that begins with a known word, and what the rest of it says: trenings|samarbeid."""
        word = unit.key
        values: list[V] = []
        while begun and len(word) > 2:
            known = next((word[:size] for size in range(len(word), 2, -1) if word[:size] in begun), "")
            if not known:
                break
            values += [entry.value for entry in begun[known] if unit.case >= entry.case]
            word, begun = word[len(known) :].removeprefix("s"), self._germanic.get("*") or {}
        if values:
            best.setdefault(end, []).extend(values)

    def _tail(self, unit: Unit, at: int, best: dict[int, list[V]]) -> None:
        """The compound that ends in a known word: havsrätts|konvention."""
        stem = unit.stem
        for cut in range(3, len(stem) - 3):
            if stem[cut:] in self._tails:
                best[at + 1] = [entry.value for entry in self._tails[stem[cut:]]]
                return


def _following(node: _Node, unit: Unit) -> Any:
    """Where a unit leads; one that leads nowhere may do so without a word that is joined to it (ووزير, לנשיא)."""
    following = node.get(unit.key)
    return node.get(unit.stem) if following is None and is_joining(unit.key) else following


def _case_needed(lang: str, form: str, units: tuple[Unit, ...]) -> int:
    """Acronyms match only in capitals; a one-word Vietnamese form with a capital needs one (Anh, anh)."""
    if len(units) == 1 and units[0].case == 2 and len(form) <= _ACRONYM:
        return 2
    return int(lang == "vi" and len(units) == 1 and units[0].case == 1)


def _fits(entry: _Entry[V], units: list[Unit]) -> bool:
    if units[0].case < entry.case or (not entry.apart and _is_torn(units)):
        return False
    return all(
        mark == unit.marks or not (unit.marks or entry.strict) for mark, unit in zip(entry.marks, units, strict=True)
    )


def _is_torn(units: Sequence[Unit]) -> bool:
    """A short word of single characters with a space inside is none: 한국 is not in 위한 국방."""
    if not 1 < len(units) <= _SHORT or units[0].key < "\u0e00":
        return False
    return any(left.end != right.start for left, right in pairwise(units))
