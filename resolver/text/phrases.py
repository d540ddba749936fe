"""Longest match of known phrases in a text, in all languages at once.

Lookups are dictionary steps from the unit (see `units`) they start at.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from functools import partial, reduce
from typing import Any, Generic, NamedTuple, TypeVar

from .beginnings import Starts
from .phrase_roots import ENDING, Entry, Node, Roots, Sown, is_torn
from .proclitics import is_joining
from .units import Unit

V = TypeVar("V")

_BEGINNING = 3  # letters of a word that begins a compound
_KEPT = 1 << 13
"""Words of which it is kept whether a phrase may begin with them."""


class Found(NamedTuple, Generic[V]):
    """A known phrase in a text: the units from `start` to `end` (exclusive), and every sense it has."""

    values: tuple[V, ...]
    start: int
    end: int


_found: Callable[[tuple[Any, ...]], Found[Any]] = partial(tuple.__new__, Found)
"""A phrase found, of its fields: what `Found` makes of them in twice the time."""
_UNASKED: Any = Found((), -1, -1)  # where it is not yet known whether a phrase begins


_OWN = 4
"""What is of a unit itself, and not of where it stands."""


class _Word(NamedTuple, Generic[V]):
    """A word as the first of a phrase, wherever it stands.

    `plain` and `germanic` are where it leads; `behind` has the keys of which the next unit must have one to lead on,
    unless `any_behind`; `alone` is what the word means by itself. `slotted`: whether it may begin what fills a slot in
    front of a plain and of a Germanic phrase.
    """

    plain: dict[str, Any] | None
    germanic: dict[str, Any] | None
    behind: Container[str]
    any_behind: bool
    alone: tuple[V, ...]
    slotted: tuple[bool, bool]


_Own = tuple[Unit, ...]
"""The words of a phrase that are its own, as a walk has met them: those of its slot left out."""
_Ends = dict[int, list[Callable[[], list[V]]]]
"""Where phrases end, as a walk meets them, with what gives their senses: the longest that has any is asked alone."""


class Phrases(Generic[V]):
    """Known phrases, which never change once built. Each entry is a language, a written form and what it stands for.

    A form that ends in `*` also matches the beginning of a longer word, one that begins with `*` its
    end. `~` in a form is a slot for any phrase of `slots`; `fill` makes the sense of the whole from
    the entry and the slot.
    """

    def __init__(
        self,
        entries: Iterable[tuple[str, str, V]] | Sown[V],
        slots: Phrases[str] | None = None,
        fill: Callable[[V, str], V] | None = None,
    ) -> None:
        sown = entries if isinstance(entries, Sown) else Sown.of(entries)
        self._plain, self._germanic = Roots(sown.plain), Roots(sown.germanic)
        self._is_empty = not (sown.plain or sown.germanic)
        self._tails = sown.tails
        self._endings = sown.endings if sown.tails else frozenset()
        self._beginnings = sown.beginnings if "*" in self._germanic else frozenset()
        self._slots = slots
        self._fill = fill
        self._slotted = slots is not None and "~" in self._plain, slots is not None and "~" in self._germanic
        self._starts = self._with_slots(sown.starts)
        self._asked: tuple[tuple[Unit, ...], list[Found[V] | None]] = ((), [])
        self._begun: dict[tuple[str, str], tuple[bool, bool]] = {}
        self._words: dict[tuple[Any, ...], _Word[V]] = {}

    def _with_slots(self, own: Starts | None) -> Starts | None:
        """The bits of words that phrases begin with, those with a slot in front included."""
        if own is None or self._slots is None or not any(self._slotted):
            return own
        other = self._slots._starts
        if other is None or other.table is not own.table or self._slots._beginnings:
            return None
        filled = other.plain | other.germanic
        plain, germanic = (filled if slotted else 0 for slotted in self._slotted)
        return Starts(own.table, own.plain | plain, own.germanic | germanic)

    def longest(self, units: tuple[Unit, ...], at: int) -> Found[V] | None:
        """The longest known phrase that starts at a unit, with all its senses; None when there is none."""
        asked, known = self._asked
        if asked is not units:
            known = self._known(units)
        if not known:
            return None
        found = known[at]
        if found is _UNASKED:  # readers of titles ask about the same place several times
            found = known[at] = self._longest(units, at)
        return found

    def everywhere(self, units: tuple[Unit, ...]) -> list[Found[V] | None]:
        """The longest known phrase of each unit of a text. Must not be changed."""
        known = self._known(units)
        for at, found in enumerate(known):
            if found is _UNASKED:
                known[at] = self._longest(units, at)
        return known or [None] * len(units)

    def may_be_in(self, units: tuple[Unit, ...]) -> bool:
        """Whether any phrase may begin somewhere in a text: a quick question, by which most names are let go."""
        return bool(self._known(units))

    def _known(self, units: tuple[Unit, ...]) -> list[Found[V] | None]:
        """What is known so far of each place of a text, kept until another text is asked about.

        Empty where no phrase can begin anywhere.
        """
        asked, known = self._asked  # taken together: other threads may put those of another text in their place
        if asked is not units:
            known = self._unasked(units)
            self._asked = units, known
        return known

    def _unasked(self, units: tuple[Unit, ...]) -> list[Found[V] | None]:
        """None where no phrase can begin, which is true of most places."""
        if self._starts is None:
            return [] if self._is_empty else [_UNASKED] * len(units)
        table, plain, germanic = self._starts
        wanted = plain | germanic
        bits, every = table.of(units)
        known = [_UNASKED if each & wanted else None for each in bits] if every & wanted else []
        if self._beginnings or self._endings:
            for at in _may_be_compounds(units, self._beginnings, self._endings):
                known = known or [None] * len(units)
                known[at] = _UNASKED
        return known

    def _longest(self, units: tuple[Unit, ...], at: int) -> Found[V] | None:
        """The longest phrase that begins at a unit.

        It is walked only where the next unit may follow the first: behind most words of a text none does.
        """
        word = self._words.get(units[at][:_OWN]) or self._word(units[at])
        if at + 1 < len(units):
            following = units[at + 1]
            if word.any_behind or following.key in word.behind or following.stem in word.behind:
                return self._walked(units, at, word)
        if True in word.slotted and self._slot(units, at) is not None:
            return self._walked(units, at, word)
        return _found((word.alone, at, at + 1)) if word.alone else None

    def _walked(self, units: tuple[Unit, ...], at: int, word: _Word[V]) -> Found[V] | None:
        """The longest phrase that begins with a word, by all that follows."""
        ends: _Ends[V] = {}
        own = (units[at],)
        for germanic, (roots, node) in enumerate(((self._plain, word.plain), (self._germanic, word.germanic))):
            if node is not None:
                self._walk(node, units, at + 1, own, "", ends, germanic=bool(germanic))
            if word.slotted[germanic] and (slot := self._slot(units, at)):
                self._walk(roots["~"], units, slot.end, (), slot.values[0], ends, germanic=bool(germanic))
        for end in sorted(ends, reverse=True):
            if end == at + 1:
                break
            if values := [value for each in ends[end] for value in each()]:
                return _found((tuple(dict.fromkeys(values)), at, end))
        return _found((word.alone, at, at + 1)) if word.alone else None

    def _word(self, unit: Unit) -> _Word[V]:
        """What is known of a word as the first of a phrase, kept for a while: the words of a text are few."""
        asked = unit[:_OWN]
        word = self._words.get(asked)
        if word is None:
            word = self._read(unit)
            if len(self._words) >= _KEPT:
                self._words = {}
            self._words[asked] = word
        return word

    def _read(self, unit: Unit) -> _Word[V]:
        begins = self._begins(unit)
        plain = _following(self._plain, unit) if begins[0] else None
        germanic = self._germanic.get(unit.stem) if begins[1] else None
        nodes: list[dict[str, Any]] = [node for node in (plain, germanic) if node is not None]
        slotted = self._slots is not None and self._slots.may_begin(unit)
        return _Word(
            plain,
            germanic,
            nodes[0] if len(nodes) == 1 else frozenset[str]().union(*nodes),
            any("~" in node or "*" in node for node in nodes),
            tuple(dict.fromkeys(self._alone(unit, plain, germanic))),
            (slotted and begins[0] and self._slotted[0], slotted and begins[1] and self._slotted[1]),
        )

    def _alone(self, unit: Unit, plain: dict[str, Any] | None, germanic: dict[str, Any] | None) -> list[V]:
        """What a word means by itself: as a phrase, as a compound, or else by its end."""
        values = self._values(plain[""], (unit,), "") if plain and "" in plain else []
        if unit.key[:_BEGINNING] in self._beginnings:
            values += self._compound(self._germanic["*"], unit)
        if germanic and "" in germanic:
            values += self._values(germanic[""], (unit,), "")
        return values or self._tail(unit)

    def may_begin(self, unit: Unit) -> bool:
        """Whether any phrase begins with a unit in some text."""
        word = self._word(unit)
        return word.any_behind or bool(word.alone) or bool(word.behind) or True in word.slotted

    def may_start(self, unit: Unit) -> bool:
        """Whether any phrase can begin with a unit; the answer costs a lookup or two."""
        return self._may_start_plain(unit) or self._may_start_germanic(unit)

    def _begins(self, unit: Unit) -> tuple[bool, bool]:
        """Whether a plain and whether a Germanic phrase may begin with a unit, a phrase of the slots included."""
        if self._starts is not None:
            bits = self._starts.table.of_unit(unit)
            compound = unit.key[:_BEGINNING] in self._beginnings
            return bool(bits & self._starts.plain), compound or bool(bits & self._starts.germanic)
        asked = unit.key, unit.stem
        begun = self._begun.get(asked)
        if begun is None:  # the words of a text are few
            slotted = self._slots is not None and self._slots.may_start(unit)
            begun = (
                self._may_start_plain(unit) or (slotted and self._slotted[0]),
                self._may_start_germanic(unit) or (slotted and self._slotted[1]),
            )
            if len(self._begun) >= _KEPT:
                self._begun = {}
            self._begun[asked] = begun
        return begun

    def _may_start_plain(self, unit: Unit) -> bool:
        return unit.key in self._plain or (is_joining(unit.key) and unit.stem in self._plain)

    def _may_start_germanic(self, unit: Unit) -> bool:
        return unit.stem in self._germanic or unit.key[:_BEGINNING] in self._beginnings

    def scan(self, units: tuple[Unit, ...]) -> Iterator[Found[V]]:
        """The known phrases of a text from left to right, longest first, without overlap."""
        known = self._known(units)
        if not known:
            return
        at = 0
        for place in range(len(units)):
            found = known[place] if place >= at else None
            if found is _UNASKED:
                found = known[place] = self._longest(units, place)
            if found:
                yield found
                at = found.end

    def ending(self, units: tuple[Unit, ...], end: int, start: int = 0) -> Found[V] | None:
        """The longest known phrase that ends just before the unit `end` and begins at `start` or later."""
        if not self._known(units):
            return None
        before = units if end == len(units) else units[:end]
        for at in range(max(start, end - 16), end):
            found = self.longest(units, at) if before is units else self._longest(before, at)
            if found and found.end == end:
                return found
        return None

    def _walk(  # noqa: PLR0913, PLR0917 - what a step of a walk knows
        self,
        node: Node,
        units: tuple[Unit, ...],
        at: int,
        own: _Own,
        slot: str,
        ends: _Ends[V],
        germanic: bool,
    ) -> None:
        """Follows the units from `at` on, behind a phrase's `own` words and what its `slot` holds."""
        start = at
        while True:
            if "" in node:
                ends.setdefault(at, []).append(partial(self._values, node[""], own + units[start:at], slot))
            if at == len(units):
                return
            unit = units[at]
            if germanic and "*" in node:
                ends.setdefault(at + 1, []).append(partial(self._compound, node["*"], unit))
            following = node.get(unit.stem if germanic else unit.key)
            if following is None and not germanic and is_joining(unit.key):
                following = node.get(unit.stem)
            if "~" in node:
                own += units[start:at]
                if following is not None:
                    self._walk(following, units, at + 1, (*own, unit), slot, ends, germanic)
                if filler := self._slot(units, at):
                    self._walk(node["~"], units, filler.end, own, filler.values[0], ends, germanic)
                return
            if following is None:
                return
            node, at = following, at + 1

    def _slot(self, units: tuple[Unit, ...], at: int) -> Found[str] | None:
        """What may fill a slot at a unit."""
        return self._slots.longest(units, at) if self._slots else None

    def _values(self, entries: Iterable[Entry[V]], own: _Own, slot: str) -> list[V]:
        """What the entries stand for that fit the words of a phrase, with what its slot holds."""
        values = _fitting(entries, own)
        return [self._fill(value, slot) for value in values] if slot and self._fill else values

    def _compound(self, begun: dict[str, list[Entry[V]]], unit: Unit) -> list[V]:
        """The compound that begins with a known word, and what the rest of it says: trenings|samarbeid."""
        word = unit.key
        values: list[V] = []
        while begun and len(word) > 2:
            known = next((word[:size] for size in range(len(word), 2, -1) if word[:size] in begun), "")
            if not known:
                break
            values += [entry.value for entry in begun[known] if unit.case >= entry.case]
            word, begun = word[len(known) :].removeprefix("s"), self._germanic.get("*") or {}
        return values

    def _tail(self, unit: Unit) -> list[V]:
        """The compound that ends in a known word: havsrätts|konvention."""
        stem = unit.stem
        if stem[-ENDING:] in self._endings:
            for cut in range(3, len(stem) - 3):
                if stem[cut:] in self._tails:
                    return [value for _, _, value in self._tails[stem[cut:]]]
        return []


def _following(node: Node, unit: Unit) -> Any:
    """Where a unit leads; one that leads nowhere may do so without a word that is joined to it (ووزير, לנשיא)."""
    following = node.get(unit.key)
    return node.get(unit.stem) if following is None and is_joining(unit.key) else following


def _fitting(entries: Iterable[Entry[V]], own: _Own) -> list[V]:
    """What those entries stand for whose case and marks a text has."""
    torn, case = is_torn(own), own[0].case
    marks = tuple([unit.marks for unit in own])
    return [
        value
        for value, wanted, strict, least, apart in entries
        if least <= case
        and not least < 0 < case
        and apart == torn
        and (wanted == marks or not (strict or _differ(wanted, marks)))
    ]


def _differ(wanted: tuple[str, ...], marks: tuple[str, ...]) -> bool:
    """Whether a text has other marks than are wanted: it may leave out those of a word, all together."""
    return any(own and own != each for each, own in zip(wanted, marks, strict=True))


class AnyOf:
    """Several vocabularies, asked at once whether a text may have a phrase of any of them."""

    def __init__(self, *vocabularies: Phrases[Any]) -> None:
        self._vocabularies = vocabularies
        starts = [each._starts for each in vocabularies]
        self._starts = reduce(lambda one, other: one and one.joined(other), starts)
        self._beginnings = frozenset[str]().union(*[each._beginnings for each in vocabularies])
        self._endings = frozenset[str]().union(*[each._endings for each in vocabularies])

    def may_be_in(self, units: tuple[Unit, ...]) -> bool:
        """Whether any phrase may begin somewhere in a text: a quick question, by which most names are let go."""
        if self._starts is None:
            return any(each.may_be_in(units) for each in self._vocabularies)
        table, plain, germanic = self._starts
        if table.of(units)[1] & (plain | germanic):
            return True
        return bool(_may_be_compounds(units, self._beginnings, self._endings))


def _may_be_compounds(units: tuple[Unit, ...], beginnings: Container[str], endings: Container[str]) -> list[int]:
    """The places of words that may be compounds, by their first letters and by their last."""
    return [at for at, unit in enumerate(units) if unit[0][:_BEGINNING] in beginnings or unit[1][-ENDING:] in endings]
