"""A mention as the core sees it: hypotheses of which words are the name, each spelt in one or more scripts."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Any

from msgspec import Struct

from ..model import Title
from ..text import cleaning as hygiene
from ..text.scripts import Script, only_script, runs, script_of
from ..text.words import CLOSING, glosses, unsigned, words
from .bare import is_bare
from .brackets import in_brackets
from .particles import without_particle
from .several import names_several
from .titles import peel

_KANA = frozenset({Script.HIRAGANA, Script.KATAKANA})
_EAST_ASIAN = _KANA | {Script.HAN, Script.HANGUL}
_FIRST_EAST_ASIAN = "\u1100"
_MAY_BE_EAST_ASIAN = re.compile("[^\0-\u10ff]")  # as what it is not, since ranges are compiled character by character

_LATIN = re.compile("[\0-\u00b4\u00b6-\u024f\u1e00-\u1eff]*")
"""Signs and Latin letters, and no others."""


class Spelling(Struct, frozen=True):
    """A name written one way: clean text, its words, and the script of most of it.

    Names that mix kanji and kana count as HAN; hiragana and katakana are one script here, KATAKANA.
    """

    text: str
    words: tuple[str, ...]
    script: Script

    def __hash__(self) -> int:
        return hash(self.text)


_ACRONYM = 6  # letters
_VIETNAMESE = re.compile(
    "[ăằắẳẵặầấẩẫậđẻẽẹềếểễệỉĩịỏọồốổỗộơờớởỡợủũụưừứửữựỳỷỹỵĂẰẮẲẴẶẦẤẨẪẬĐẺẼẸỀẾỂỄỆỈĨỊỎỌỒỐỔỖỘƠỜỚỞỠỢỦŨỤƯỪỨỬỮỰỲỶỸỴ]"
)
"""Letters that among the languages of the Latin script Vietnamese alone, or nearly alone, has."""


def language_of(text: str) -> str:
    """The language that the letters of a clean text give away: "vi", "ja", "ko"; empty where they do not."""
    if _VIETNAMESE.search(text):
        return "vi"
    if not _MAY_BE_EAST_ASIAN.search(text):
        return ""
    scripts = set(map(script_of, text))
    return "ja" if scripts & _KANA else "ko" if Script.HANGUL in scripts else ""


class Hypothesis(Struct, frozen=True):
    """One reading of the mention: these spellings are the name (the first is the main one), these its titles.

    `languages` are those that the words of the titles are of.
    """

    spellings: tuple[Spelling, ...]
    titles: tuple[Title, ...] = ()
    languages: frozenset[str] = frozenset()

    @property
    def language(self) -> str:
        """The language of the titles, where they are words of one alone; else empty."""
        return next(iter(self.languages)) if len(self.languages) == 1 else ""


class Name(Struct, frozen=True):
    """A parsed mention. `problem` says why it names nothing; then there are no hypotheses."""

    raw: str
    text: str
    hypotheses: tuple[Hypothesis, ...] = ()
    problem: str = ""

    @property
    def is_office(self) -> bool:
        """Whether the mention is an office and nothing else, so that there is no name to look for."""
        return any(title.kind == "office" for each in self.hypotheses if not each.spellings for title in each.titles)

    @property
    def is_bare(self) -> bool:
        """Whether the mention is a name and nothing else, so that it names no function and no content."""
        return is_bare(self.text)

    @property
    def unpeeled(self) -> Hypothesis:
        """The reading without titles, if there is one; else the likeliest."""
        return next((each for each in self.hypotheses if not each.titles), self.hypotheses[0])

    def as_dict(self) -> dict[str, Any]:
        """The name as JSON-able data: what `normalize` shows."""
        return {
            "mention": self.raw.encode("utf-8", "replace").decode("utf-8"),
            "clean": self.text,
            "problem": self.problem or None,
            "hypotheses": [_hypothesis_as_dict(hypothesis) for hypothesis in self.hypotheses],
        }


def _hypothesis_as_dict(hypothesis: Hypothesis) -> dict[str, Any]:
    return {
        "spellings": [
            {"text": spelling.text, "script": spelling.script.value, "words": list(spelling.words)}
            for spelling in hypothesis.spellings
        ],
        "titles": [
            {"kind": title.kind, "key": title.key, "text": title.text, "country": title.country or None}
            for title in hypothesis.titles
        ],
    }


def spell(text: str) -> Spelling:
    """The spelling of a clean text."""
    return Spelling(text, words(text), spelling_script(text))


def is_latin(text: str) -> bool:
    """Whether a text is in Latin letters, with signs or without, and in no others."""
    return text.isascii() or _LATIN.fullmatch(text) is not None


def spelling_script(text: str) -> Script:
    """The script that decides how a text is read: HAN as soon as it has a Han character, else that of most letters."""
    if is_latin(text):
        return Script.LATIN if text[:1].isalpha() or any(map(str.isalpha, text)) else Script.NONE
    alone = only_script(text)
    if alone is not None and alone not in _KANA:
        return alone
    only = set(map(script_of, set(text))) - {Script.NONE}
    if len(only) == 1 and not only <= _KANA:
        return only.pop()
    counts: dict[Script, int] = {}
    for each in map(script_of, text):
        script = Script.KATAKANA if each in _KANA else each
        if script is not Script.NONE:
            counts[script] = counts.get(script, 0) + 1
    if not counts:
        return Script.NONE
    if Script.HAN in counts and counts.keys() <= {Script.HAN, Script.KATAKANA}:
        return Script.HAN
    return max(counts, key=lambda script: counts[script])


def parse(raw: str) -> Name:
    """A mention into its hypotheses: with its titles peeled or not, and with what stands in brackets as a gloss."""
    if len(raw) > hygiene.MAX_LENGTH:
        shown = hygiene.clean(raw[:60])
        return Name(raw, shown, problem=f"longer than {hygiene.MAX_LENGTH} characters: no name is that long")
    return _parsed(raw)


@lru_cache(maxsize=64)
def _parsed(raw: str) -> Name:
    """The cache serves those who read one mention one after the other: a text, its memory, its resolver."""
    text = hygiene.clean(raw)
    if not text:
        return Name(raw, text, problem="blank" if not raw.strip() else "nothing to read: only invisible characters")
    if not hygiene.has_letters(text):
        return Name(raw, text, problem="no letters: only signs or symbols")
    if is_bare(text):
        return Name(raw, text, (Hypothesis((spell(text),)),))
    hypotheses = () if names_several(text) else _with_particle(text)
    if not hypotheses:
        return Name(raw, text, problem="names several people: ask for one at a time")
    return Name(raw, text, hypotheses)


def parse_form(text: str) -> Spelling:
    """A gazetteer's form through the same hygiene; its titles, if any, belong to it."""
    return spell(hygiene.clean(text))


def _with_particle(text: str) -> tuple[Hypothesis, ...]:
    """The hypotheses of a text and, where a particle may stand at its end, of the text without it."""
    bare = without_particle(text) if text[-1] >= _FIRST_EAST_ASIAN else None
    if bare is None:
        return _hypotheses(text)
    return _hypotheses(bare.text) if bare.sure else (*_hypotheses(text), *_hypotheses(bare.text))


def _hypotheses(text: str) -> tuple[Hypothesis, ...]:
    main, *rest = glosses(text)
    main, apart = _two_scripts(main)
    inside = bool(rest) and text[-1] not in CLOSING
    beside = [(gloss, in_brackets(gloss)) for gloss in rest if hygiene.has_letters(gloss)]
    said = tuple(title for _, titles in beside for title in titles or ())
    extra = tuple(spell(gloss) for gloss in (*apart, *(gloss for gloss, titles in beside if titles is None)))
    found: dict[tuple[str, tuple[Title, ...]], Hypothesis] = {}
    readings = peel(main)
    personal = any(title.kind in ("office", "rank") for peeled in readings for title in peeled.titles)
    for peeled in readings:
        if not peeled.rest and not peeled.titles:
            return ()  # two names with a rank between them
        glosses_count = peeled.titles or not personal  # beside an office, brackets are of the person: （自民党）
        beside_it = extra if glosses_count else ()
        spellings = (spell(peeled.rest), *beside_it) if hygiene.has_letters(peeled.rest) else beside_it
        titles = (*peeled.titles, *said)
        if inside and not peeled.titles:
            continue  # brackets inside anything but a name and its title are no name written twice
        found.setdefault((peeled.rest, titles), Hypothesis(spellings, titles, peeled.languages))
    if rest or _is_acronym(apart):  # brackets may belong to a title: … Declaration (2007); so may an acronym: 한미 FTA
        found.setdefault((text, ()), Hypothesis((spell(text),)))
    return tuple(found.values())


def _is_acronym(apart: tuple[str, ...]) -> bool:
    return any((each.isupper() or each.islower()) and each.isalpha() and len(each) <= _ACRONYM for each in apart)


def _two_scripts(text: str) -> tuple[str, tuple[str, ...]]:
    """`西川公也 Koya Nishikawa` is one name written twice: the East Asian run first, the alphabetic one apart."""
    if not _MAY_BE_EAST_ASIAN.search(text):
        return text, ()
    pieces = [(script in _EAST_ASIAN, run) for script, run in runs(text) if script is not Script.NONE]
    if len({east_asian for east_asian, _ in pieces}) != 2:
        return text, ()
    sides = [unsigned("".join(run for east_asian, run in pieces if east_asian is side)) for side in (True, False)]
    changes = sum(left[0] != right[0] for left, right in pairwise(pieces))
    if changes != 1 or min(len(side) for side in sides) < 2 or " " not in unsigned(text):
        return text, ()
    return sides[0], (sides[1],)
