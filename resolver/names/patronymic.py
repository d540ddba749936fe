"""Middle and fathers' names: a name may be written with its own or without it, and not with another one."""

from __future__ import annotations

from ..mentions.name import Spelling, spelling_script
from ..readings import cyrillic
from ..text.folding import fold
from ..text.scripts import Script


def without_patronymic(spelling: Spelling) -> tuple[Spelling, str] | None:
    """A Cyrillic name less its patronymic, which others may leave out, and the patronymic; None without one."""
    at = cyrillic.patronymic(spelling.words) if spelling.script is Script.CYRILLIC else None
    if at is None:
        return None
    words = (*spelling.words[:at], *spelling.words[at + 1 :])
    return Spelling(" ".join(words), words, spelling.script), spelling.words[at]


def may_be_one(word: str, known: str) -> bool:
    """Whether a middle name is the one that is known: the same, its initial, or a case of it."""
    script = spelling_script(word)
    one, other = fold(word, script), fold(known, script)
    if min(len(one), len(other)) == 1:
        return one[:1] == other[:1]
    return one == other or (
        script is Script.CYRILLIC and not set(cyrillic.stems(word)).isdisjoint(cyrillic.stems(known))
    )
