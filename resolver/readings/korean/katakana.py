"""Korean in katakana: キム・デジュン, from hangul, hanja and romanisation, and back to romanisation.

A plain consonant is voiced after a vowel or a sounding consonant; a coda is carried over to a vowel that follows
(선영 ソニョン, two syllables on one edge).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ...tables import rows
from ...text import han
from ...text.scripts import Script
from ...vocabulary import customs
from ..japanese import kana_syllables
from ..japanese.kana_syllables import FEWEST_WORDS, MOST_SYLLABLES, Inverse, Respelling, Sources, Span
from ..lattice import Bridge, Edge, Lattice, Stretch, edges, laid_out
from ..links import KEPT, NO_EDGES, on_a_way, packed, placed
from ..pieces import CHARACTERS, Row, Table
from ..spelling import Options, best, letters, merged
from ..vietnamese.abroad import fold_kana as fold
from . import hangul, hanja
from .syllables_in_kana import SOUNDING, Readings, begun_by, given_away, in_kana, kana_of, linked_in_kana, options

_LATIN = 30  # Latin spellings of what kana stand for
_UNLINKED = 0.3  # a coda that could be carried over and is not (ソンヨン)
_ACROSS = 0.2  # a coda that is carried over to another word
_RARELY = 1.2  # nats: romanisations beyond are not read back


_Alone = Callable[[int, bool], Row]
"""The kana of the unit at a position that keeps its coda, voiced or not."""


def _lattice(units: tuple[str, ...], breaks: frozenset[int], sounds: list[Readings], alone: _Alone) -> Lattice | None:
    found: list[Stretch] = []
    for at, readings in enumerate(sounds):
        before = sounds[at - 1] if at else ()
        voiced = any(hangul.jamo(sound)[2] in SOUNDING for sound, _ in before)
        following = sounds[at + 1] if at and at + 1 < len(sounds) and at + 1 not in breaks else ()
        linked = linked_in_kana(readings, following, voiced) if following else ()
        found.append(Stretch(at, at + 2, Row.of(linked)))
        found.append(Stretch(at, at + 1, alone(at, voiced), _UNLINKED if linked else 0.0))
    return laid_out(units, breaks, found)


def of_hangul(words: tuple[str, ...]) -> Lattice | None:
    """The katakana of a hangul name."""
    units, breaks = hangul.syllables(words)
    sounds: list[Readings] = [((unit, 0.0),) for unit in units]
    return _lattice(units, breaks, sounds, lambda at, voiced: OF_HANGUL(units[at], _VOICED * voiced))


def of_hanja(words: tuple[str, ...]) -> Lattice | None:
    """The katakana of a Han name read as Korean reads it."""
    chars, breaks = han.units(words)
    sounds = [hanja.readings(char, hanja.place(at)) for at, char in enumerate(chars)]
    return _lattice(chars, breaks, sounds, lambda at, voiced: OF_HANJA(chars[at], hanja.place(at) + _VOICED * voiced))


@cache
def syllables() -> tuple[str, ...]:
    """The syllables of Korean names: those that read characters, and those that habit spells."""
    read = {sound for sound, *_ in rows("hanja_readings.tsv")}
    found = (
        read | {hanja.by_initial_law(sound) for sound in read} | {sound for sound, *_ in rows("hangul_syllables.tsv")}
    )
    return tuple(sorted(found))


def _of_hangul(syllable: str, variant: str) -> Row:
    return Row.of(in_kana(((syllable, 0.0),), variant == _VOICED))


def _of_character(char: str, variant: str) -> Row:
    place = variant.removesuffix(_VOICED)
    return Row.of(in_kana(hanja.readings(char, place), variant != place))


_VOICED = " voiced"
OF_HANGUL = Table("hangul-katakana", hangul.SYLLABLES, _of_hangul, ("", _VOICED))
OF_HANJA = Table("hanja-kana", CHARACTERS, _of_character, ("family", "given", f"given{_VOICED}"))


def _by_kana() -> Inverse:
    return Inverse.of(
        (syllable, text, cost)
        for syllable in syllables()
        for variant in ("", _VOICED)
        for text, _, cost in zip(*OF_HANGUL(syllable, variant).cells, strict=True)
    )


def _latin(syllable: str, head: bool, cost: float) -> tuple[Edge, ...]:
    romanised = hangul.family_options(syllable) if head else hangul.options(syllable)
    spelt = best(merged([(romanised, cost)]), _LATIN)
    return tuple(Edge(0, 1, letters(text), text.capitalize(), price) for text, price in spelt.items())


def romanised(word: str, *, head: bool) -> Options:
    """The romanised spellings of one Korean syllable in kana; empty when the kana spell none."""
    sources = _BY_KANA(fold(word))
    return {
        edge.text: edge.cost for syllable, cost in reversed(sources) for edge in reversed(_latin(syllable, head, cost))
    }


def to_latin(words: tuple[str, ...]) -> Lattice | None:
    """The romanised spellings of a Korean name in katakana; None when its kana spell no Korean syllables."""
    return _TO_LATIN.lattice(map(fold, words))


def _romanised() -> Inverse:
    return Inverse.of(_romanisations())


def _romanisations() -> Iterator[tuple[str, str, float]]:
    for syllable in syllables():
        spelt = merged([(hangul.likely_options(syllable, _RARELY), 0.0), (hangul.surname_options(syllable), 0.0)])
        for text, cost in spelt.items():
            if cost <= _RARELY and text:
                yield syllable, letters(text), cost


def _of_syllable(syllable: str, head: bool, cost: float) -> tuple[Edge, ...]:
    texts, shown, costs = OF_HANGUL(syllable, _VOICED * (not head)).cells
    return tuple(edges(0, 1, texts, shown, [extra + cost for extra in costs]))


def _is_romanised(word: str) -> bool:
    """Whether a word may consist of romanised Korean syllables."""
    return _OF_LATIN.consists(letters(word))


def of_latin(words: tuple[str, ...]) -> Lattice | None:
    """The katakana of a romanised Korean name, its units the letters; None when it is none."""
    found = _OF_LATIN.lattice(map(letters, words))
    if found is None:
        return None
    spans = ((each.start, each.end) for each in found.rows)
    return Lattice(found.units, breaks=found.breaks, rows=(*found.rows, *_carried(found.units, found.breaks, spans)))


def of_latin_within(words: tuple[str, ...], text: str) -> Lattice | None:
    """The same without what does not occur in a text of kana: most syllables do not, and hardly any coda that is
    carried over does. None also where nothing occurs.
    """
    folded = tuple(map(letters, words))
    spans = _OF_LATIN.spans_of(folded)
    if spans is None:
        return None
    read = list(kana_syllables.stretches(folded, spans))
    heard = [
        Stretch(start, end, _OF_LATIN.row(spelling, head=is_head))
        for start, end, spelling, is_head in read
        if _is_heard(spelling, is_head, text)
    ]
    units, breaks = tuple("".join(folded)), kana_syllables.word_breaks(folded)
    carried = _carried(units, breaks, [(start, end) for start, end, *_ in read], text)
    return laid_out(units, breaks, (*heard, *carried))


@lru_cache(maxsize=KEPT)
def _is_heard(spelling: str, head: bool, text: str) -> bool:
    """Whether the kana of a spelling occur in a text, in any way of writing them."""
    return any(each in text for each in _OF_LATIN.row(spelling, head=head).texts)


def _opened(spelling: str, _variant: str) -> Row:
    """Of the syllables of a spelling that give their coda away: the consonant, and the kana before it."""
    given = [(given_away(syllable), syllable) for syllable, _ in filter(_gives, BY_LATIN(spelling))]
    return Row.plain({
        consonant + fold(kana_of(code)): 0.0
        for consonant, syllable in given
        if consonant
        for code in options(syllable, voiced=True, closed=False)
    })  # fmt: skip


def _taken(spelling: str, consonant: str) -> Row:
    """The kana of the syllables of a spelling that take a consonant over."""
    taking = [syllable for syllable, _ in filter(_takes, BY_LATIN(spelling))]
    return Row.plain({fold(kana_of(code)): 0.0 for syllable in taking for code in begun_by(consonant, syllable)})


_BY_KANA = Sources("korean-kana", cache(_by_kana))
BY_LATIN = Sources("korean-latin", cache(_romanised))
"""The hangul syllables that romanised ones may stand for."""
_TO_LATIN = Respelling("kana-korean", _BY_KANA, _latin)
_OF_LATIN = Respelling("korean-kana", BY_LATIN, _of_syllable)
_GIVEN = ("g", "n", "d", "r", "m", "b", "s")
"""The codes of the consonants that codas are before a vowel."""
_OPENED = Table("korean-opened", BY_LATIN.inventory, _opened)
_TAKEN = Table("korean-taken", BY_LATIN.inventory, _taken, _GIVEN)
TABLES = (OF_HANGUL, OF_HANJA, _BY_KANA.table, BY_LATIN.table, _TO_LATIN.table, _OF_LATIN.table, _OPENED, _TAKEN)


def _carried(
    units: Sequence[str], breaks: frozenset[int], spans: Iterable[Span], text: str | None = None
) -> Iterable[Stretch]:
    """Edges over two syllables, the first of which gives its coda to the vowel of the second.

    Those that do not occur in a text, where one is given, are left out as far as that is known sooner than they are.
    """
    word, ordered = "".join(units), sorted(set(spans))
    ending: dict[int, list[int]] = {}
    for start, end in ordered:
        ending.setdefault(start, []).append(end)
    for start, middle in ordered:
        apart = _ACROSS if middle in breaks else 0.0  # a hyphen in the given name, or its end
        first = word[start:middle]
        opened = () if text is None or middle not in ending else _occurring(first, text)
        if text is not None and not opened:
            continue
        for end in ending.get(middle, ()):
            second = word[middle:end]
            if text is not None and not any(_runs_on(each, second, text) for each in opened):
                continue
            giving, taking = _joints(first)[0], _joints(second)[1]
            if giving and taking:
                yield Stretch(start, end, Row.of(linked_in_kana(giving, taking, True)), apart)


@lru_cache(maxsize=KEPT)
def _occurring(spelling: str, text: str) -> tuple[str, ...]:
    """What `_opened` has of a spelling, as far as the kana occur in a text."""
    return tuple([each for each in _OPENED(spelling).texts if each[1:] in text])


def _runs_on(opened: str, spelling: str, text: str) -> bool:
    """Whether the kana of a syllable that gave its consonant away occur in a text before those of one that takes it."""
    return any(opened[1:] + rest in text for rest in _TAKEN(spelling, opened[0]).texts)


def _givers_and_takers(letters: str, spans: Iterable[Span]) -> tuple[Mapping[Span, Readings], Mapping[Span, Readings]]:
    """The stretches of letters that may be syllables with a coda to give away, and those that may take one over."""
    joints = {(start, end): _joints(letters[start:end]) for start, end in spans}
    giving = {span: first for span, (first, _) in joints.items() if first}
    return giving, {span: second for span, (_, second) in joints.items() if second}


@lru_cache(maxsize=1 << 12)
def _joints(text: str) -> tuple[Readings, Readings]:
    """Of the syllables of a spelling, those that may give their coda away, and those that may take one over."""
    known = BY_LATIN(text)
    return tuple(filter(_gives, known)), tuple(filter(_takes, known))


def _gives(reading: tuple[str, float]) -> bool:
    """Whether a syllable has a coda that may be carried over."""
    return bool(hangul.jamo(reading[0])[2])


def _takes(reading: tuple[str, float]) -> bool:
    """Whether a coda before a syllable may be carried over to it."""
    return hangul.jamo(reading[0])[0] in "ㅇㅎ"


_Joints = tuple[tuple[int, Readings], ...]


class _Word(NamedTuple):
    """A word of romanised syllables: its link, and what it may share with words beside it: the last syllables with a
    coda, by how many letters they have, and the first that take one over.
    """

    link: bytes
    giving: _Joints
    taking: _Joints


@lru_cache(maxsize=KEPT)
def _fewest_of_latin(word: str) -> int:
    """The fewest syllables that a word may consist of; 0 for one that consists of none."""
    return _OF_LATIN.fewest(letters(word))


@lru_cache(maxsize=KEPT)
def _word_of_latin(word: str) -> _Word:
    """A word that consists of syllables."""
    folded = letters(word)
    count = len(folded)
    spans = on_a_way(_OF_LATIN.spans(folded), count)
    known = {span: own for span in spans if (own := _OF_LATIN.packed(folded, *span))}
    found = [part for (start, _), own in known.items() for part in (placed(start, 0), own)]
    giving, taking = _givers_and_takers(folded, known)
    for (start, middle), first in giving.items():
        for (begin, end), second in taking.items():
            if begin == middle:
                found += (placed(start, 0), _packed_carried(first, second, end - start, 0.0))
    return _Word(
        b"".join((*found, placed(0, count), NO_EDGES)),
        tuple([(start - count, first) for (start, end), first in giving.items() if end == count]),
        tuple([(end, second) for (start, end), second in taking.items() if not start]),
    )


@lru_cache(maxsize=KEPT)
def _packed_carried(first: Readings, second: Readings, count: int, apart: float) -> bytes:
    """Edges over two syllables of so many letters together, packed; see `_carried`."""
    return packed(Stretch(0, count, Row.of(linked_in_kana(first, second, True)), apart).edges())


def _across(giving: _Joints, taking: _Joints) -> Iterator[bytes]:
    """The edges from the end of a word into the next one."""
    for start, first in giving:
        for end, second in taking:
            yield placed(start, 0)
            yield _packed_carried(first, second, end - start, _ACROSS)


def links_of_latin(words: tuple[str, ...]) -> list[bytes] | None:
    """What `of_latin` gives, in links."""
    if len(words) < FEWEST_WORDS:
        return None
    fewest = list(map(_fewest_of_latin, words))
    if not all(fewest) or sum(fewest) > MOST_SYLLABLES:
        return None
    found: list[bytes] = []
    giving: _Joints = ()
    for own in map(_word_of_latin, words):
        found += _across(giving, own.taking)
        found.append(own.link)
        giving = own.giving
    return found


_KOREAN = customs.bearers("ko")

BRIDGES: tuple[Bridge, ...] = (
    Bridge("hangul-katakana", "hangul in katakana", Script.HANGUL, Script.KATAKANA, of_hangul, fold, _KOREAN),
    Bridge("hanja-kana", "Korean reading of hanja in katakana", Script.HAN, Script.KATAKANA, of_hanja, fold, _KOREAN),
    Bridge(
        "korean-kana",
        "romanised Korean in katakana",
        Script.LATIN,
        Script.KATAKANA,
        of_latin,
        fold,
        _KOREAN,
        admits=_is_romanised,
        links=links_of_latin,
        within=of_latin_within,
    ),
    Bridge("kana-korean", "katakana of Korean", Script.KATAKANA, Script.LATIN, to_latin, letters, _KOREAN),
)
