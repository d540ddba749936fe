"""Organisations in brackets behind a name: what it is called in short, or where somebody is (Taro Yamada (LDP))."""

from __future__ import annotations

import re

from .. import organisations
from ..mentions.name import Hypothesis, Spelling

_LONGEST_PERSON = 4  # words
_PARTY = re.compile("(?![A-Z]{2}$)[A-ZÄÖÜÅÆØ-]{2,6}")  # two letters may be a country


def is_beside(hypothesis: Hypothesis) -> bool:
    """Whether what stands in brackets may be where somebody is.

    Not where the name before it says an organisation, is too long for a person's, or has the initials that stand there.
    """
    main, *beside = hypothesis.spellings or (None,)
    if main is None or not beside or len(main.words) > _LONGEST_PERSON:
        return False
    return organisations.parse(main.text) is None and not any(_has_initials(main, each) for each in beside)


def is_party(spelling: Spelling, name: Spelling) -> bool:
    """Whether what stands beside a name is in capitals, as parties are: Olaf Scholz (SPD).

    Beside a name in another script capitals are that name once more: 岸田文雄 KISHIDA.
    """
    return spelling.script is name.script and _PARTY.fullmatch(spelling.text) is not None


def _has_initials(name: Spelling, acronym: Spelling) -> bool:
    """Whether the words of a name begin with the letters of an acronym; small words may have none."""
    waiting = [char for char in "".join(acronym.words).casefold() if char.isalpha()]
    for word in name.words:
        if waiting and word[0].casefold() == waiting[0]:
            waiting.pop(0)
        elif not word[0].islower():
            return False
    return not waiting
