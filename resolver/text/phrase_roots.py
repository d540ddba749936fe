"""Where phrases begin: what is known of each, by the key of its first unit, and the tries that grow from there.

What is not asked for is not made: few of thousands of phrases ever are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from msgspec import Struct, field

from .beginnings import Starts
from .units import GERMANIC, Unit, first_letter, first_word, key_of, letter, split

V = TypeVar("V")
W = TypeVar("W")

ENDING = 4
"""Letters that a word at the end of a compound has at least."""
_SHORT = 3
_BEHIND, _STEP, _MARK = "\t", " ", ","  # the separators of a way; no key and no marks have any
_ACRONYM = 6  # a form of up to so many capitals is an acronym, and matches only capitals


class Entry(NamedTuple, Generic[V]):
    """The end of a phrase: what it stands for, and what a text must have besides its words."""

    value: V
    marks: tuple[str, ...]  # of its own words, without the slot
    strict: bool
    case: int
    apart: bool  # written with signs between its characters (พล.อ.)


class Node(Protocol):
    """Where a phrase has come to: what may follow it, by key; what it stands for, under the empty key."""

    def __contains__(self, key: str, /) -> bool: ...
    def __getitem__(self, key: str, /) -> Any: ...
    def get(self, key: str, /) -> Any:
        """The node that follows by a key; None when none does."""


Phrase = tuple[str, str, V]
"""Language, written form, and what it stands for."""
Laid = tuple[str, str, V]
"""The same with the way to the phrase, as `laid` writes it, in place of the form."""


class InMemory(Mapping[str, list[Laid[V]]]):
    """Phrases by their first key; they lie by a letter until a key that begins with it is asked for.

    Each is put in its place whole: threads may do it twice, none sees half of it.
    """

    def __init__(self) -> None:
        self._sown: dict[str, list[Phrase[V]]] = {}
        self._planted: dict[str, list[Phrase[V]]] = {}

    def sow(self, lang: str, form: str, value: V) -> None:
        """Add a phrase; one without letters is left out."""
        if "*" in form or "~" in form:
            first = letter(path[0][0]) if (path := _path(lang, form)) else ""
        else:
            first = first_letter(first_word(form))
        if first:
            self._sown.setdefault(first, []).append((lang, form, value))

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str) and key and (first := letter(key[0])) in self._sown:
            self._plant(first)
        return key in self._planted

    def __getitem__(self, key: str) -> list[Laid[V]]:
        if key not in self:
            raise KeyError(key)
        return [(lang, laid(lang, form), value) for lang, form, value in self._planted[key]]

    def __bool__(self) -> bool:
        return bool(self._sown or self._planted)

    def __iter__(self) -> Iterator[str]:
        for first in tuple(self._sown):
            self._plant(first)
        return iter(self._planted)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _plant(self, first: str) -> None:
        planted: dict[str, list[Phrase[V]]] = {}
        for each in self._sown.get(first, ()):
            planted.setdefault(_first_key(*each[:2]), []).append(each)
        self._planted.update(planted)
        self._sown.pop(first, None)


class Sown(Struct, Generic[V], frozen=True):
    """All phrases of a vocabulary, by their first keys.

    `germanic` are those of languages whose words are compared by their stems. `tails` are forms that end compounds, by
    the stem of that end, `endings` the last letters of these; `beginnings` the first three letters of words that begin
    compounds. `starts` tells quickly with which words phrases begin, where all vocabularies are in one file.
    """

    plain: Mapping[str, list[Laid[V]]]
    germanic: Mapping[str, list[Laid[V]]]
    tails: Mapping[str, list[Phrase[V]]] = field(default_factory=dict)
    beginnings: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    starts: Starts | None = None

    @classmethod
    def of(cls, phrases: Iterable[Phrase[V]]) -> Sown[V]:
        """The phrases in memory."""
        plain: InMemory[V] = InMemory()
        germanic: InMemory[V] = InMemory()
        tails: dict[str, list[Phrase[V]]] = {}
        beginnings: set[str] = set()
        for lang, form, value in phrases:
            if "*" in form and (units := split(form)):
                if form.startswith("*"):
                    tails.setdefault(units[-1].stem, []).append((lang, form, value))
                if form.endswith("*"):
                    beginnings.add(units[-1].key[:3])
            (germanic if lang in GERMANIC else plain).sow(lang, form, value)
        return cls(plain, germanic, tails, frozenset(beginnings), frozenset(tail[-ENDING:] for tail in tails))

    def joined(self, other: Sown[W], meant: Callable[[str, W], V]) -> Sown[V]:
        """These phrases and behind them another vocabulary's; `meant` makes what they stand for, of language and value.

        Words that begin or end compounds are not taken over.
        """
        plain, germanic = (
            _Joined(own, others, meant) for own, others in ((self.plain, other.plain), (self.germanic, other.germanic))
        )
        starts = self.starts.joined(other.starts) if self.starts else None
        return Sown(plain, germanic, self.tails, self.beginnings, self.endings, starts)


class _Joined(Mapping[str, list[Laid[V]]], Generic[V, W]):
    """Phrases of two vocabularies by their first key."""

    def __init__(
        self, own: Mapping[str, list[Laid[V]]], others: Mapping[str, list[Laid[W]]], meant: Callable[[str, W], V]
    ) -> None:
        self._own = own
        self._others = others
        self._meant = meant

    def __contains__(self, key: object) -> bool:
        return key in self._own or key in self._others

    def __getitem__(self, key: str) -> list[Laid[V]]:
        found = list(self._own[key]) if key in self._own else []
        if key in self._others:
            found += [(lang, way, self._meant(lang, value)) for lang, way, value in self._others[key]]
        elif not found:
            raise KeyError(key)
        return found

    def __bool__(self) -> bool:
        return bool(self._own or self._others)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._own, *self._others)))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Roots(Generic[V]):
    """The tries of phrases by their first keys. A trie is made when its key is met."""

    def __init__(self, phrases: Mapping[str, list[Laid[V]]]) -> None:
        self._phrases = phrases
        self._grown: dict[str, dict[str, Any]] = {}

    def __contains__(self, key: str, /) -> bool:
        return key in self._phrases

    def __getitem__(self, key: str, /) -> Any:
        node = self._grown.get(key)
        if node is None:
            self._grown[key] = node = _trie(self._phrases[key])
        return node

    def get(self, key: str, /) -> Any:
        """The node that follows by a key; None when none does."""
        node = self._grown.get(key)
        return self[key] if node is None and key in self._phrases else node


def _trie(phrases: Iterable[Laid[V]]) -> dict[str, Any]:
    """What follows the first key that phrases share."""
    root: dict[str, Any] = {}
    for _, way, value in phrases:
        wanted, _, path = way.partition(_BEHIND)
        *steps, last = path.split(_STEP)
        node = root
        for step in steps:
            node = node.setdefault(step, {})
        node.setdefault(last, []).append(Entry(value, *_wanted(wanted)))
    return root


def laid(lang: str, form: str) -> str:
    """The way to a phrase from its first key on, and what a text must have besides its words: a file has it ready."""
    before, slot, after = form.partition("~")
    units = split(before) + split(after)
    marks = [unit.marks for unit in units]
    strict = lang == "vi" and len(units) == 1 and not slot and bool(marks[0])
    case = 0 if slot else _case_needed(lang, form, units)
    flags = f"{strict:d}{case + 1}{is_torn(units):d}"
    return f"{flags}{_MARK.join(marks) if any(marks) else len(marks)}{_BEHIND}{_STEP.join(_path(lang, form)[1:])}"


@lru_cache(maxsize=1 << 10)
def _wanted(flags: str) -> tuple[tuple[str, ...], bool, int, bool]:
    """What an entry has besides its value, of the beginning of a way."""
    strict, case, torn, marks = flags[0], flags[1], flags[2], flags[3:]
    every = ("",) * int(marks) if marks.isdecimal() else tuple(marks.split(_MARK))
    return every, strict == "1", int(case) - 1, torn == "1"


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


def _case_needed(lang: str, form: str, units: tuple[Unit, ...]) -> int:
    """Acronyms match only in capitals; a one-word Vietnamese form with a capital needs one (Anh, anh).

    A word of one small letter (i, u, e) matches no capital, which may be an initial: -1.
    """
    if len(units) == 1 and len(form) == 1 and form.islower():
        return -1
    if len(units) == 1 and units[0].case == 2 and len(form) <= _ACRONYM:
        return 2
    return int(lang == "vi" and len(units) == 1 and units[0].case == 1)


def is_torn(units: Sequence[Unit]) -> bool:
    """A short word of single characters with a space inside is none: 한국 is not in 위한 국방."""
    if not 1 < len(units) <= _SHORT or units[0].key < "\u0e00":
        return False
    return any(left.end != right.start for left, right in pairwise(units))
