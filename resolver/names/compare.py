"""A mention's spelling against a written form: the best alignment, by every route that fits, as evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import accumulate, pairwise
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from ..mentions.name import Spelling
from ..model import Kind
from ..policy import NameWeights
from ..readings import cyrillic
from ..readings.lattice import Edge, Lattice
from ..readings.routes import bridges
from ..readings.vietnamese import names as vietnamese
from ..text.folding import fold
from ..text.scripts import BY_CHARACTER, Script
from ..text.words import words as split
from ..vocabulary.customs import shared_names
from .alignment import Target, target
from .best_path import Found, search
from .forms import KnownForm
from .patronymic import without_patronymic
from .reached import is_met_by, is_read, is_read_by, may_be_heard, may_differ, meets
from .reading import Reading, packed_readings, usual_readings
from .weighing import MOST_SLIPS, Alignment, Sides, is_contradicted, is_slip, reasons, weigh

_KEPT = 2_000  # targets that stay: a mention's, while its candidates are compared
_FORMS = 10_000  # forms whose own lattices stay
_READ = 2_000  # forms that stay as routes read them, of some kilobytes each
_READ_OF_MENTIONS = 60  # likewise a mention, for each country and script of its candidates
_NO_PATRONYMIC = 2  # words of a form that leaves the patronymic out
_MOST_STEMS = 8  # ways of undoing the cases of a Cyrillic name that are tried
_NO_SPACES = frozenset[int]()
OWN_FOLDS = {script: partial(fold, script=script) for script in Script}  # one each, since targets are kept by them


class Contradicted(Struct, frozen=True):
    """A spelling and a form of which a unit contradicts.

    They find nobody, so that they are weighed only where it is asked what speaks against the form's owner.
    """

    found: Found
    sides: Sides
    weights: NameWeights

    def weighed(self) -> Alignment:
        """The alignment, which has a veto."""
        return weigh(self.found.path, self.sides, self.weights)

    @property
    def reasons(self) -> tuple[int, int]:
        """How many reasons may speak for the form at most, and how many there are at least."""
        return reasons(self.found, self.sides)


class Comparer:
    """Compares spellings with forms. Owns a cache of either; otherwise a pure function of its policy."""

    def __init__(self, weights: NameWeights) -> None:
        self._weights = weights
        self._goals = lru_cache(maxsize=_KEPT)(goals)
        self._own = lru_cache(maxsize=_FORMS)(_own)
        self._of_form = lru_cache(maxsize=_READ)(packed_readings)
        self._of_mention = lru_cache(maxsize=_READ_OF_MENTIONS)(usual_readings)

    def compare(self, mention: Spelling, form: KnownForm, *, lenient: bool = True) -> Alignment | None:
        """The best alignment of the two; None when no unit of them agrees by any route.

        Strict (`lenient=False`) asks only for whole agreement, which is quick; lenient also for a part of the name.
        """
        return best_alignment(weighed(self.alignments(mention, form, lenient=lenient)))

    def alignments(self, mention: Spelling, form: KnownForm, *, lenient: bool) -> list[Alignment | Contradicted]:
        """The best alignment by each route, but for what is behind one that is exact."""
        found: list[Alignment | Contradicted] = []
        for sides in self._routes(mention, form, lenient) if lenient else self._sides_with(mention, form):
            alignment = self._align(sides, mention, lenient)
            if alignment is not None:
                found.append(alignment)
                if isinstance(alignment, Alignment) and alignment.exact:
                    break
        return found

    def may_agree(self, mention: Spelling, form: KnownForm) -> bool:
        """Whether a lenient comparison may find that the two agree as a whole: quick, and never too strict."""
        return any(self._may_be_whole(sides) for sides in self._routes(mention, form, lenient=True))

    def _may_be_whole(self, sides: Sides) -> bool:
        """Whether a path may be whole: in another script only one of which every step agrees."""
        if sides.bridge is None:
            return self._own(sides.form).may_be_whole(sides.goal)
        return search(sides.lattice, sides.goal, sides.bridge.source, own=False, least=None) is not None

    def comparable(self, mention: Spelling, form: KnownForm) -> bool:
        """Whether some route leads from the one's script to the other's, so that silence means something."""
        left, right = mention.script, form.spelling.script
        return left is right or bool(bridges(left, right) or bridges(right, left))

    def _sides_with(self, mention: Spelling, form: KnownForm) -> Iterator[Sides]:
        yield from self._routes(mention, form, lenient=False)
        shorter = without_patronymic(mention) if len(form.spelling.words) == _NO_PATRONYMIC else None
        if shorter:
            for sides in self._routes(shorter[0], form, lenient=False):
                yield replace(sides, patronymic=shorter[1])

    def _routes(self, mention: Spelling, form: KnownForm, lenient: bool) -> Iterator[Sides]:
        left, right = mention.script, form.spelling.script
        if left is right:
            own = self._own(form)
            for goal in self._goals(mention, OWN_FOLDS[left], inflected=True):
                if not lenient or own.may_agree(goal):
                    yield Sides(own.lattice, goal, False, None, form.lang, form)
            if not lenient and form.entity.kind is Kind.PERSON and bridges(left, left) and may_differ(mention, form):
                # Vietnamese and Mandarin names of one person share no letters, but the characters behind them
                yield from self._derived(mention, form)
        elif form.entity.kind is Kind.PERSON:
            if form.native:
                yield from self._usually_derived(mention, form) if lenient else self._derived(mention, form)
        elif not lenient and may_be_heard(mention, form):
            yield from self._derived(mention, form)

    def _derived(self, mention: Spelling, form: KnownForm) -> Iterator[Sides]:
        left, right = mention.script, form.spelling.script
        for bridge in bridges(right, left):
            if is_read_by(bridge, form):
                yield from self._sides(Reading(bridge, form.spelling.words), mention, form, mention_is_lattice=False)
        for bridge in bridges(left, right):
            if is_met_by(bridge, form):
                yield from self._sides(Reading(bridge, mention.words), form.spelling, form, mention_is_lattice=True)

    def _usually_derived(self, mention: Spelling, form: KnownForm) -> Iterator[Sides]:
        left, right, country = mention.script, form.spelling.script, form.entity.country
        if is_read(form):
            for reading in self._of_form(form.spelling, left, country):
                yield from self._sides(reading, mention, form, mention_is_lattice=False)
        if meets(left, form):
            for reading in self._of_mention(mention, right, country):
                yield from self._sides(reading, form.spelling, form, mention_is_lattice=True)

    def _sides(self, reading: Reading, goal: Spelling, form: KnownForm, *, mention_is_lattice: bool) -> Iterator[Sides]:
        bridge = reading.bridge
        lang = shared_names(bridge.countries)
        for each in self._goals(goal, bridge.fold, inflected=not mention_is_lattice):
            lattice = reading.beside(each.text)
            if lattice is None:
                break
            yield Sides(lattice, each, mention_is_lattice, bridge, lang, form)

    def _align(self, sides: Sides, mention: Spelling, lenient: bool) -> Alignment | Contradicted | None:
        script = Script.HAN if sides.bridge is None else sides.bridge.source
        least = _least_units(len(sides.goal.ends), len(sides.lattice.units), sides.form) if lenient else None
        found = search(sides.lattice, sides.goal, script, own=sides.bridge is None, least=least)
        if found is None or (found.cut and found.is_whole and not _may_be_turned(sides, mention)):
            return None
        if is_contradicted(found, sides):
            return Contradicted(found, sides, self._weights)
        return weigh(found.path, sides, self._weights)


def _may_be_turned(sides: Sides, mention: Spelling) -> bool:
    """Whether the halves of a name may be exchanged: an organisation has no family name that could come last.

    In one word they stand in the order of its script (Иван is not И Ван, nor 毅王 Wang Yi), but for Latin letters,
    where a capital stands inside, and in characters where the form parts them (성 김).
    """
    if sides.form.entity.kind is not Kind.PERSON:
        return sides.bridge is None
    form = sides.form.spelling
    goal = form if sides.mention_is_lattice else mention
    if len(goal.words) > 1 or goal.script is Script.LATIN:
        return True
    if sides.bridge is None and goal.script in BY_CHARACTER:
        return len(form.words) > 1
    word = "".join(goal.words)
    return not word.isupper() and any(map(str.isupper, word[1:]))


def _preference(alignment: Alignment) -> tuple[bool, bool, float]:
    return (not alignment.veto, alignment.whole, alignment.weight)


def _uninflected(spelling: Spelling) -> list[tuple[str, ...]]:
    """The words as written and, for Cyrillic, with their case endings undone."""
    found = [spelling.words]
    words = spelling.words
    if spelling.script is not Script.CYRILLIC or not words:
        return found
    if len(words) > 2 and len(words[0]) == 1:
        words = words[1:]  # a preposition that governs the name: с Нго Суан Литем
        found.append(words)
    stems = [cyrillic.stems(word) for word in words]
    for choice in range(1, max(len(each) for each in stems)):
        found.append(tuple(each[min(choice, len(each) - 1)] for each in stems))
        found.append((*words[:-1], stems[-1][min(choice, len(stems[-1]) - 1)]))
    return list(dict.fromkeys(found))[:_MOST_STEMS]


def goals(spelling: Spelling, folded: Callable[[str], str], *, inflected: bool) -> tuple[Target, ...]:
    """A spelling as the target of a search, and without its case endings where it may be `inflected`."""
    found = []
    for words in _uninflected(spelling) if inflected else (spelling.words,):
        spaces = _spaces(spelling.text) if len(words) == len(spelling.words) else _NO_SPACES
        found.append(_target(words, spelling.script, folded, spaces))
    return tuple(found)


def _target(words: tuple[str, ...], script: Script, folded: Callable[[str], str], spaces: frozenset[int]) -> Target:
    if script in BY_CHARACTER:
        words, spaces = tuple([char for word in words for char in word]), _NO_SPACES
    return target(words, [folded(word) for word in words], spaces)


class _Own(Struct, frozen=True, eq=False):
    """A form in its own script, and the letters of each of its units, with those of any other spelling of it."""

    form: KnownForm
    lattice: Lattice
    letters: list[list[str]]

    def may_agree(self, goal: Target) -> bool:
        """Whether so many units occur in a mention as a partial agreement needs, or all of them."""
        count, text = len(self.letters), goal.text
        least = min(count, _least_units(len(goal.ends), count, self.form))
        for each in self.letters:
            for letters in each:
                if letters in text:
                    least -= 1
                    break
        return least <= 0

    def may_be_whole(self, goal: Target) -> bool:
        """Whether each unit occurs in a mention, and no more than these, but for slips of the pen.

        Of a person's name in words two are enough, with one of which the mention begins: behind it stand middle names,
        which may be left out.
        """
        text, form = goal.text, self.form
        others = [each for each in self.letters if not any(letters in text for letters in each)]
        in_units = form.syllabic or form.spelling.script in BY_CHARACTER
        has_middle = form.entity.kind is Kind.PERSON and not in_units and len(self.letters) - len(others) > 1
        if has_middle and any(text.startswith(letters) for each in self.letters for letters in each):
            return True
        if not others:
            most = sum([max(map(len, each)) for each in self.letters])
            return len(text) <= most + (0 if in_units else MOST_SLIPS * len(self.letters))
        if in_units:
            return False
        starts = (0, *goal.ends)
        written = [text[start:end] for start, end in pairwise(starts)]
        return all(any(is_slip(word, letters) for word in written for letters in each) for each in others)


def _own(form: KnownForm) -> _Own:
    lattice = own_lattice(form)
    letters: list[list[str]] = [[] for _ in lattice.units]
    for edge in lattice.edges:
        letters[edge.start].append(edge.text)
    return _Own(form, lattice, letters)


def own_lattice(form: KnownForm) -> Lattice:
    """The form in its own script: a unit a word or a character, each written in the one way that it is."""
    words = form.spelling.words
    script = form.spelling.script
    if form.lang == "vi" and script is Script.LATIN and (lattice := vietnamese.lattice(words)) is not None:
        return lattice  # regional doublets are spellings of one syllable
    if script in BY_CHARACTER:
        units = tuple(char for word in words for char in word)
        ends: list[int] = []
        for word in words:
            ends.append((ends[-1] if ends else 0) + len(word))
        breaks = frozenset(ends[:-1])
    else:
        units, breaks = words, _spaces(form.spelling.text)
    edges = tuple(Edge(at, at + 1, fold(unit, script), unit) for at, unit in enumerate(units))
    return Lattice(units, edges, breaks)


@lru_cache(maxsize=_KEPT)
def _spaces(text: str) -> frozenset[int]:
    """Where white space, and not a hyphen, parts the words of a text: only there may a name be turned round."""
    ends = list(accumulate(len(split(chunk)) for chunk in text.split()))
    return frozenset(ends[:-1]) - {0}


def _least_units(words: int, units: int, form: KnownForm) -> int:
    """How many units must occur in the target at all for a partial agreement to be worth the search."""
    if form.entity.kind is Kind.PERSON:
        return ceil(min(words, units) / 3)
    return ceil(max(words, units) / 2)


def weighed(found: Iterable[Alignment | Contradicted]) -> list[Alignment]:
    """The alignments that may be the best one: where any is without a contradiction, those of which a unit has one are
    left out."""
    every = list(found)
    known = [each for each in every if isinstance(each, Alignment)]
    if any(not each.veto for each in known):
        return known
    return [each.weighed() if isinstance(each, Contradicted) else each for each in every]


def best_alignment(found: Sequence[Alignment]) -> Alignment | None:
    """The alignment that speaks best for an entity: one without a contradiction before one with."""
    return max(found, key=_preference, default=None)
