"""Where a text may be cut into several names: at commas and other signs, and at words such as and, và, 及."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ..text.scripts import SPACED_BY_PHRASE, Script, script_of
from ..text.units import split
from ..text.words import BRACKETED
from ..vocabulary import countries
from ..vocabulary.offices import lexicon
from ..vocabulary.text_words import languages_of, text_words

_SIGNS = r"[,，、،;；؛\n|]"
_POINT = "·"
_WEAK = r"[/／&＆]"
_WEAK_SIGNS = rf"{_WEAK}|(?<=\w){_POINT}(?=\w)"
# \w has the Han characters, all between \u3400 and \u9fff but the hexagrams; `re` takes long to compile such a range.
_EAST = r"[\u3005\u3041-\u30ff\u4dc0-\u4dff)）\w]"
_QUOTED = re.compile(r"“[^“”]*”|«[^«»]*»|「[^「」]*」|『[^『』]*』|《[^《》]*》|\"[^\"]*\"")


class Cut(NamedTuple):
    """A place between two names, in characters.

    `joins`: a conjunction stands there, which puts names beside each other; a comma may stand inside of one name.
    `sure`: what stands there is hardly ever a part of a name or another word (和, a prefixed و and Dutch en often are).
    `languages` are those that the conjunction is of, where it is a word between spaces.
    """

    start: int
    end: int
    joins: bool
    sure: bool
    languages: frozenset[str] = frozenset()


@lru_cache(maxsize=16)
def cuts(text: str) -> tuple[Cut, ...]:
    """The places in the order of the text, none inside brackets, quotes, or a phrase for a country or an office.

    The cache serves those who read one mention one after the other.
    """
    found = [cut for cut in _candidates(text) if text[: cut.start].strip() and text[cut.end :].strip()]
    if not found:
        return ()
    whole = _wholes(text)
    return tuple(cut for cut in found if not any(_is_inside(cut, *span) for span in whole))


def _is_inside(cut: Cut, start: int, end: int) -> bool:
    """Whether a phrase has the cut in it, or a part of it and of what stands beside it: 共和国."""
    return start < cut.end and cut.start < end and (start < cut.start or end > cut.end)


def may_be_cut(text: str) -> bool:
    """Whether a text may be cut anywhere: a quick question, by which most are let go."""
    return bool(_signs().search(text) or _conjunctions().search(text))


def _candidates(text: str) -> Iterator[Cut]:
    if not may_be_cut(text):
        return
    for found in _pattern().finditer(text):
        kind = found.lastgroup or ""
        if kind == "spaced" and not _stands_as_a_word(found["spaced"], text):
            continue
        if kind == "glued" and _is_part_of_a_name(text[: found.start()], text[found.start("glued") :]):
            continue
        if found[0] == _POINT and not _parts_syllables(text, found.start()):
            continue
        joins = kind != "weak" and any(char.isalnum() for char in found[0])
        word = found["spaced"].lower() if kind == "spaced" else ""
        sure = kind == "sign" or word in text_words("and")
        yield Cut(found.start(), found.end(), joins, sure, _languages().get(word, frozenset()))


def _parts_syllables(text: str, at: int) -> bool:
    """Whether a point stands between two syllables of hangul, or two Han characters."""
    around = text[at - 1] + text[at + 1]
    return all("\uac00" <= char <= "\ud7a3" for char in around) or all("\u4e00" <= char <= "\u9fff" for char in around)


def _is_part_of_a_name(before: str, text: str) -> bool:
    """Whether no other name begins with a prefixed "and": وزير is a minister, and a name goes on behind "son of"."""
    return before.rpartition(" ")[2] in text_words("inside") or lexicon().longest(split(text), 0) is not None


def _stands_as_a_word(word: str, text: str) -> bool:
    """Whether a conjunction is written in small letters, or in capitals in a text of capitals."""
    return word == word.lower() or text == text.upper()


@cache
def _pattern() -> re.Pattern[str]:
    """Signs and conjunctions, each as its script writes it; the group that is named last says how."""
    words = _words()
    spaced, inside = _any(words["spaced"]), _any(words["inside"])
    suffixed, phrased, glued = _any(words["suffixed"]), _any(words["phrased"]), _any(words["glued"])
    return re.compile(
        rf"(?:\s*{_SIGNS})?\s+(?P<spaced>{spaced}|{suffixed}|{glued})\s+"
        rf"|\s*{_SIGNS}\s*(?:(?:{inside})(?={_EAST}))?(?P<sign>)"
        rf"|\s*(?:{_WEAK_SIGNS})\s*(?P<weak>)"
        rf"|(?<={_EAST})\s*(?:{inside})\s*(?={_EAST})(?P<inside>)"
        rf"|\s*(?:{phrased})\s*(?P<phrased>)"
        rf"|(?<=[가-힣])(?:{suffixed})\s+(?P<suffixed>)"
        rf"|\s+(?P<glued>{glued})(?=\w)"
    )


@cache
def _signs() -> re.Pattern[str]:
    """Characters of which every cut has one but those at a word behind a space: a quick question, as most have none."""
    words = _words()
    firsts = "".join(word[0] for way in ("inside", "phrased", "suffixed") for word in words[way])
    return re.compile(rf"[{_SIGNS[1:-1]}{_WEAK[1:-1]}{_POINT}{re.escape(firsts)}]")


@cache
def _conjunctions() -> re.Pattern[str]:
    """The words behind a space that every other cut has."""
    words = _words()
    return re.compile(rf"\s(?:(?:{_any(words['spaced'])})\s|{_any(words['glued'])})")


@cache
def _words() -> dict[str, list[str]]:
    """The conjunctions by the way of writing them; those between spaces also in capitals."""
    words: dict[str, list[str]] = {}
    for word in text_words("and") | text_words("and-elsewhere"):
        words.setdefault(_way_of_writing(word), []).append(word)
    words["spaced"] += [word.upper() for word in words["spaced"] if len(word) > 1]
    return words


@cache
def _languages() -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for form, language in (*languages_of("and"), *languages_of("and-elsewhere")):
        known.setdefault(form, set()).add(language)
    return {form: frozenset(languages) for form, languages in known.items()}


def _way_of_writing(word: str) -> str:
    script = script_of(word[0])
    if script in (Script.HAN, Script.HIRAGANA):
        return "inside"
    if script is Script.HANGUL:
        return "suffixed" if len(word) == 1 else "spaced"
    if script in (Script.ARABIC, Script.HEBREW):
        return "glued"
    return "phrased" if script in SPACED_BY_PHRASE else "spaced"


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _wholes(text: str) -> list[tuple[int, int]]:
    """Brackets, quotes, phrases and words in which there is nothing to cut."""
    spans = [found.span() for pattern in (BRACKETED, _QUOTED) for found in pattern.finditer(text)]
    units = split(text)
    hits = [hit for hit in lexicon().scan(units) if any(sense.kind not in ("link", "host") for sense in hit.values)]
    places = [(hit.start, hit.end) for hit in hits] + [hit[1:] for hit in countries.phrases().scan(units)]
    spans += [(units[start].start, units[end - 1].end) for start, end in places]
    spans += [found.span() for found in _words_with_conjunctions().finditer(text)]
    return spans


@cache
def _words_with_conjunctions() -> re.Pattern[str]:
    words = text_words("word")
    alone = {word for word in words if _way_of_writing(word) == "glued"}  # وسيم is a name, and begins many other words
    return re.compile(rf"{_any(list(words - alone))}|(?<!\w)(?:{_any(list(alone))})(?!\w)")
