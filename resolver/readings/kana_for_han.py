"""Kana and what Chinese has for them: characters that render their sound (マ 玛, レイ 雷), words (テレビ 电视).

Chinese writes what is in katakana in a Japanese name by its sound, as it writes foreign names (小澤マリア, 小澤瑪麗亞).
Which Latin letters a character stands for was learned (tables/phonetic/han.tsv); which letters kana may stand for is
typed here from knowledge of how Japanese writes foreign names. A character stands for a mora, or for one and its
close. Words of organisations are translated instead (tables/loanwords.tsv).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from ..tables import rows
from ..text.folding import fold
from ..text.scripts import Script, script_of
from .japanese import kana
from .pieces import Inventory, Row, Table
from .spelling import rewritten, rules

_LEAST, _SEEN = 1.4, 3.0  # nats of Latin letters, and how often they were met, for a character to render them
_CLOSES = ("", "ー", "イ", "ウ", "ン", "ル")
"""What a character may render together with the mora before it."""
_HEARD = rules(
    ("r", "r", "l"), ("shi", "shi", "si"), ("shi", "shi", "xi"), ("chi", "chi", "ti"), ("ji", "ji", "di"),
    ("ji", "ji", "zi"), ("tsu", "tsu", "ts"), ("b", "b", "v"), ("ei", "ei", "e"), ("u", "(?<=[^aeiou])u$", ""),
    ("o", "(?<=[td])o$", ""), ("k", "k", "c"), ("y", "^y", "i"), ("ha", "^ha", "a"),
)  # fmt: skip
"""Letters of romaji, and others that kana write the same way."""


@cache
def characters() -> Mapping[str, tuple[str, ...]]:
    """For kana, folded: the characters, folded, that render them. Must not be changed."""
    known: dict[str, set[str]] = {}
    for source, latin, weight, seen in rows("phonetic/han.tsv"):
        if _is_character(source) and float(weight) >= _LEAST and float(seen) >= _SEEN:
            known.setdefault(latin, set()).add(fold(source, Script.HAN))
    found = {
        written: set().union(*(known.get(latin, set()) for latin in _latin(written))) for written in _short_words()
    }
    return {written: tuple(sorted(chars)) for written, chars in found.items() if chars}


@cache
def kana_of() -> Mapping[str, tuple[str, ...]]:
    """For a character, folded: the kana, folded, that it renders. Must not be changed."""
    found: dict[str, list[str]] = {}
    for written, chars in characters().items():
        for char in chars:
            found.setdefault(char, []).append(written)
    return {char: tuple(written) for char, written in found.items()}


def _row(found: Mapping[str, tuple[str, ...]], written: str) -> Row:
    return Row.plain(dict.fromkeys(found.get(written, ()), 0.0))


RENDERING = Table(
    "han-for-kana", Inventory("kana-for-han", characters), lambda kana, _: _row(characters(), kana), whole=True
)
"""The `characters` that render kana, as a table."""
RENDERED = Table("kana-for-han", Inventory("han-for-kana", kana_of), lambda char, _: _row(kana_of(), char), whole=True)
"""The `kana_of` characters, as a table."""
TABLES = (RENDERING, RENDERED)


@cache
def translations() -> Mapping[str, tuple[str, ...]]:
    """For a word of one language, folded: those of the other. Must not be changed."""
    found: dict[str, list[str]] = {}
    for form, chinese in rows("loanwords.tsv"):
        for word in chinese.split("/"):
            one, other = fold(form, Script.HAN), fold(word, Script.HAN)
            found.setdefault(one, []).append(other)
            found.setdefault(other, []).append(one)
    return {word: tuple(others) for word, others in found.items()}


def translated(units: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Where a name, sign by sign, has a word that is translated behind its beginning, and each word for it, folded."""
    folded = [fold(unit, Script.HAN) for unit in units]
    for start in range(1, len(folded)):
        for end in range(start + 1, len(folded) + 1):
            for other in translations().get("".join(folded[start:end]), ()):
                yield start, end, other


def _is_character(source: str) -> bool:
    return len(source) == 1 and script_of(source) is Script.HAN


def _short_words() -> Iterator[str]:
    for mora, *_ in rows("japanese_kana.tsv"):
        for close in _CLOSES:
            yield kana.fold(mora) + close


def _latin(written: str) -> set[str]:
    """The Latin letters that kana may stand for."""
    found = {kana.plain(written)}
    for rule in _HEARD:
        found |= {rewritten(each, (rule,)) for each in found}
    return found - {""}
