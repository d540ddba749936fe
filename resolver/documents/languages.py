"""Which language a text is in, by its letters and its small words; enough to leave out words of other languages."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import chain, repeat

from ..mentions.name import language_of
from ..tables.schema.organisations import ARTICLES, CONNECTORS
from ..text.scripts import Script, script_of

_VIETNAMESE = 0.04  # share of letters that Vietnamese alone has; in its texts one in eight is
_LEAST = 5  # small words that are counted
_CLEAR = 0.75  # share of the small words of the likeliest language that the next may have
_ALIKE = (
    frozenset({"sv", "no", "da"}), frozenset({"id", "ms"}), frozenset({"cs", "sk"}), frozenset({"ru", "uk"}),
    frozenset({"hr", "sr", "bs", "sl"}), frozenset({"es", "pt"}),
)  # fmt: skip
"""Languages that share so many words that a text of one may seem to be of another."""
_WORDS = re.compile(r"[^\W\d_]+")


def spoken(text: str) -> tuple[str, ...]:
    """The languages that a text may be in, the likeliest first; none where nothing tells.

    Several only where they are much alike.
    """
    if language := _by_letters(text):
        return (language,)
    words = _WORDS.findall(text.casefold())
    ranked = Counter(chain.from_iterable(map(_small_words().get, words, repeat(())))).most_common()
    if not ranked or ranked[0][1] < _LEAST:
        return ()
    best, most = ranked[0]
    alike = next((group for group in _ALIKE if best in group), frozenset({best}))
    near = [language for language, count in ranked[1:] if count > _CLEAR * most]
    return () if any(language not in alike for language in near) else (best, *near)


def understood(languages: tuple[str, ...]) -> frozenset[str]:
    """The languages whose words are believed in a text of these; all of them where none is known."""
    return frozenset(each for group in _ALIKE if group & set(languages) for each in group) | frozenset(languages)


def _by_letters(text: str) -> str:
    """The language that letters give away; Han characters without kana are Chinese."""
    letters, scripts = Counter(text), Counter[Script]()
    for char, count in letters.items():
        scripts[script_of(char)] += count
    kana = scripts[Script.HIRAGANA] + scripts[Script.KATAKANA]
    han, hangul = scripts[Script.HAN], scripts[Script.HANGUL]
    if kana + han + hangul > len(text) / 4:
        return "ko" if hangul > kana + han else "ja" if kana * 8 > han else "zh"
    if scripts[Script.THAI] > len(text) / 4:
        return "th"
    vietnamese = sum(count for char, count in letters.items() if language_of(char) == "vi")
    return "vi" if vietnamese > _VIETNAMESE * len(text) else ""


@cache
def _small_words() -> dict[str, frozenset[str]]:
    """Words that connect others, and articles, with the languages that have them."""
    found: dict[str, set[str]] = {}
    for row in CONNECTORS.read():
        for form in row.forms:
            found.setdefault(form.casefold(), set()).add(row.lang)
    for articles in ARTICLES.read():
        for form in (*articles.articles, *articles.and_):
            found.setdefault(form.casefold(), set()).add(articles.lang)
    return {word: frozenset(languages) for word, languages in found.items()}
