"""Organisations in brackets behind a name: what it is called in short, or where somebody is (Taro Yamada (LDP))."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .. import organisations
from ..mentions.name import Hypothesis, Spelling
from ..names.forms import KnownForm
from ..text.words import is_brief_word

_LONGEST_PERSON = 4  # words
_ALIKE = 4  # letters that tell Criminal from Cricket
_PARTY = re.compile("(?![A-Z]{2}$)[A-ZÄÖÜÅÆØ-]{2,6}")  # two letters may be a country


def is_beside(hypothesis: Hypothesis) -> bool:
    """Whether what stands in brackets may be where somebody is.

    Not where the name before it says an organisation, is too long for a person's, or has the initials that stand there.
    """
    main, *beside = hypothesis.spellings or (None,)
    if main is None or not beside or len(main.words) > _LONGEST_PERSON:
        return False
    return organisations.parse(main.text) is None and not any(has_initials(main, each) for each in beside)


def is_party(spelling: Spelling, name: Spelling) -> bool:
    """Whether what stands beside a name is in capitals, as parties are: Olaf Scholz (SPD).

    Beside a name in another script capitals are that name once more: 岸田文雄 KISHIDA.
    """
    return spelling.script is name.script and _PARTY.fullmatch(spelling.text) is not None


def is_of_another(hypothesis: Hypothesis, forms: Iterable[KnownForm]) -> bool:
    """Whether what stands in brackets is short for the name before it, and that name is none of these.

    Alliance of Rural Farmers (ARF) is not the ASEAN Regional Forum, which has these initials too.
    """
    main, *beside = hypothesis.spellings or (None,)
    if main is None:
        return False
    for acronym in beside:
        said = _initial_words(main, acronym)
        known = [words for form in forms if (words := _initial_words(form.spelling, acronym, is_all=False))]
        if said and known and not any(all(map(_begin_alike, said, words)) for words in known):
            return True
    return False


def is_a_word(spelling: Spelling, form: Spelling) -> bool:
    """Whether a brief acronym is written as a word is, of which there are many: Doc, Ait, Ilo."""
    return is_brief_word(spelling.text) and form.text.isupper()


def has_initials(name: Spelling, acronym: Spelling) -> bool:
    """Whether the words of a name begin with the letters of an acronym; small words may have none."""
    return _initial_words(name, acronym) is not None


def _begin_alike(word: str, other: str) -> bool:
    if word[0].islower():
        return True  # a small word: Declaration of Conduct, Declaration on the Conduct
    shorter, longer = sorted((word[:_ALIKE].casefold(), other[:_ALIKE].casefold()), key=len)
    return longer.startswith(shorter)


def _initial_words(name: Spelling, acronym: Spelling, *, is_all: bool = True) -> list[str] | None:
    """The words of a name that begin with the letters of an acronym, in their order; small words may have none.

    None where they do not have them all, or where the acronym does not say all words that are not small.
    """
    waiting = [char for char in "".join(acronym.words).casefold() if char.isalpha()]
    found = []
    for word in name.words:
        if waiting and word[0].casefold() == waiting[0]:
            waiting.pop(0)
            found.append(word)
        elif is_all and not word[0].islower():
            return None
    return None if waiting else found
