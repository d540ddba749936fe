"""Words of Arabic and Hebrew without what is written together with them: the article, "and", "for", "with".

وزير الدفاع، لوزير الدفاع and ووزير دفاع اليابان name one office. The Arabic article is left out of every key; a single
letter may as well be the word's own (وزير, لبنان), so it is left out only where the whole word is not known.
"""

from __future__ import annotations

import re

from .cleaning import unmarked

_ALIKE = str.maketrans({"ی": "ي", "ى": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ـ": None})
"""Letters that Arabic, Persian and Urdu keyboards write with different code points; the last is only a stroke."""
_ARTICLE = re.compile(r"(?:[وف]?[بك]?ال|[وف]?لل)(?=\w{2})")
_FEMININE = re.compile(r"(?<=\w{2}ي)[ةه]$")  # of adjectives made of names: الصينية → صيني
_LETTERS = {"Arab": "وفبلك", "Hebr": "והבלמשכ"}
_SHORTEST = 2  # letters that remain of a word


def is_joining(word: str) -> bool:
    """Whether a word is of a script in which short words are joined to the next."""
    return "\u0590" <= word[:1] <= "\u06ff"


def is_arabic(word: str) -> bool:
    """Whether a word is in Arabic letters."""
    return "\u0600" <= word[:1] <= "\u06ff"


def has_article(word: str) -> bool:
    """Whether a word in Arabic letters is written with the article."""
    return _ARTICLE.match(unmarked(word)) is not None


def arabic_key(word: str) -> str:
    """The key of a word in Arabic letters: no vowel signs, one form of each letter, no article, no feminine ending."""
    plain = unmarked(word).translate(_ALIKE)
    return _FEMININE.sub("", _ARTICLE.sub("", plain, count=1) if _ARTICLE.match(plain) else plain) or plain or word


def without_proclitic(key: str) -> str:
    """A key without a first letter that may be a word of its own; the key itself where there is none."""
    letters = _LETTERS["Hebr" if key < "\u0600" else "Arab"]
    return key[1:] if key[0] in letters and len(key) > _SHORTEST else key
