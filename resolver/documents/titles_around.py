"""The words of titles in a passage, unit by unit, and the runs of them that stand before or behind a name."""

from __future__ import annotations

from collections.abc import Sequence

from ..text.phrases import Found
from ..text.units import Unit
from ..vocabulary import connectors
from ..vocabulary.offices import Sense, lexicon
from ..vocabulary.text_words import text_words

PERSONAL = frozenset({"rank", "office", "role", "honorific"})
"""Kinds of words that say something of a person."""
BODIES = frozenset({"function", "category"})
"""Kinds of words that say what an organisation is for."""
LINKS = frozenset({"link", "host"})
"""Kinds of words that only lead from one word of a title to the next."""
_MOST = 24  # units of a run of titles
_JOINING = frozenset(" ,、·-–/&“”\"'«»")
"""Signs that may stand between the words of a title, and between a title and a name."""
_USUAL = frozenset({"", " "})
_UNSPACED = "\u2e80"

_NO_KINDS: frozenset[str] = frozenset()

Hit = Found[Sense]


class TitleWords:
    """The title words of one passage: for each unit the longest that begins there.

    What says what an organisation is for must be in one of `languages`, where any are known: a word of German that
    English has too is no parliament in an English text.
    """

    def __init__(self, text: str, units: tuple[Unit, ...], languages: frozenset[str] = frozenset()) -> None:
        self.text = text
        self.units = units
        self._hits = [hit and _understood(hit, units, languages) for hit in lexicon().everywhere(units)]
        self._leave_out_inner()
        self._kinds = [kinds_of(hit) if hit is not None else _NO_KINDS for hit in self._hits]
        self._found = [hit for hit in self._hits if hit is not None]
        self._led_up: dict[int, tuple[int, frozenset[str]]] = {}
        self._ending: dict[int, list[Hit]] = {}
        for hit in self._found:
            self._ending.setdefault(hit.end, []).append(hit)

    def _leave_out_inner(self) -> None:
        """Leave out organisations in a word of another language that is a part of a longer one: Minister in German."""
        outer: Hit | None = None
        for at, hit in enumerate(self._hits):
            if hit is None:
                continue
            if outer is None or hit.end > outer.end:
                outer = hit
            elif hit is not outer:
                self._hits[at] = _understood(hit, self.units, frozenset(sense.lang for sense in outer.values))

    def at(self, place: int) -> Hit | None:
        """The longest title word that begins at a unit."""
        return self._hits[place]

    def kinds(self, place: int) -> frozenset[str]:
        """The kinds of the longest title word that begins at a unit; none where none does."""
        return self._kinds[place]

    def ending(self, place: int) -> list[Hit]:
        """The title words that end just before a unit, the longest first."""
        return self._ending.get(place, [])

    def hits(self) -> Sequence[Hit]:
        """Every title word, in the order of the text; they overlap."""
        return self._found

    def before(self, place: int) -> tuple[int, frozenset[str]]:
        """Where the longest run of titles that ends just before a unit begins, and the kinds of its words.

        The place itself where none does.
        """
        if place not in self._ending:
            return place, _NO_KINDS
        known = self._led_up.get(place)
        if known is None:  # every spot that begins there asks
            known = self._led_up[place] = self._run_before(place)
        return known

    def _run_before(self, place: int) -> tuple[int, frozenset[str]]:
        best, kinds = place, _NO_KINDS
        reached: dict[int, frozenset[str]] = {place: frozenset()}
        for end in range(place, max(0, place - _MOST), -1):
            if end not in reached or not self._joined(end):
                continue
            for hit in self._ending.get(end, ()):
                own = self._kinds[hit.start]
                known = reached[end] | own
                if own <= LINKS and not self._leads_on(hit):
                    continue
                if place - hit.start <= _MOST and known > reached.get(hit.start, frozenset()):
                    reached[hit.start] = known
                    if own - LINKS:
                        best, kinds = min((best, kinds), (hit.start, known), key=lambda pair: pair[0])
        return best, kinds

    def behind(self, place: int) -> tuple[int, frozenset[str]]:
        """Where the run of titles that begins at a unit ends, in scripts that put them behind a name; and its kinds."""
        ends, kinds = self.ends_behind(place)
        return ends[-1], kinds

    def ends_behind(self, place: int) -> tuple[list[int], frozenset[str]]:
        """Where the same run may end, the place itself first, and its kinds: a last word may lead to what follows."""
        kinds: frozenset[str] = frozenset()
        ends, end = [place], place
        while end < len(self.units) and self.units[end].key >= _UNSPACED and self._joined(end):
            hit = self._hits[end]
            own = self._kinds[end]
            if hit is None or (end == place and not own & PERSONAL):
                break
            kinds, end = kinds | own, hit.end
            if own - LINKS:
                ends.append(end)
        return ends, kinds

    def _leads_on(self, hit: Hit) -> bool:
        """Whether a linking word is one in the language of the title behind it, and more than the end of a sentence."""
        following = self._hits[hit.end] if hit.end < len(self.units) else None
        return following is not None and speak_alike(hit, following) and not joins(self.text, self.units, hit)

    def is_torn(self, start: int, end: int) -> bool:
        """Whether two characters are the end of one word and the beginning of another: 国军 in 两国军队."""
        if end - start != 2 or self.units[start].key < _UNSPACED:
            return False
        if any((hit := self._hits[at]) is not None and hit.end > end for at in range(start + 1, end)):
            return True
        before = (connectors.phrases().longest(self.units, at) for at in range(max(0, start - 2), start))
        return any(hit is not None and start < hit.end < end for hit in before)

    def is_titled(self, place: int) -> bool:
        """Whether a unit begins a word that says something of a person."""
        return bool(self._kinds[place] & PERSONAL)

    def _joined(self, place: int) -> bool:
        """Whether nothing parts a unit from the one before it."""
        units = self.units
        if place == 0 or place == len(units):
            return place > 0
        between = self.text[units[place - 1].end : units[place].start]
        return between in _USUAL or (len(between) < 4 and _JOINING.issuperset(between))


def _understood(hit: Hit, units: tuple[Unit, ...], languages: frozenset[str]) -> Hit | None:
    """A word without senses of other languages that make it an organisation; None when it has no other sense."""
    if not languages or units[hit.start].key >= _UNSPACED:
        return hit
    senses = tuple([sense for sense in hit.values if sense.kind not in BODIES or sense.lang in languages])
    return hit if len(senses) == len(hit.values) else hit._replace(values=senses) if senses else None


def kinds_of(hit: Hit) -> frozenset[str]:
    """The kinds of what a word of a title stands for."""
    return frozenset([sense.kind for sense in hit.values])


def speak_alike(one: Hit, other: Hit) -> bool:
    """Whether two words may be of one language; names of countries are of many."""
    languages = {sense.lang for sense in other.values}
    return any(sense.lang in languages for sense in one.values)


def joins(text: str, units: tuple[Unit, ...], hit: Hit) -> bool:
    """Whether a linking word is one of those that put two things beside each other: and, và, 和."""
    word = text[units[hit.start].start : units[hit.end - 1].end].casefold()
    return any(word in text_words(what) for what in ("and", "and-elsewhere", "also"))
