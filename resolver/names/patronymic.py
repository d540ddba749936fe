"""Patronymics of Cyrillic names: a name with one and the same name without it are one name."""

from __future__ import annotations

from ..mentions.name import Spelling
from ..readings import cyrillic
from ..text.scripts import Script


def without_patronymic(spelling: Spelling) -> tuple[Spelling, str] | None:
    """A Cyrillic name less its patronymic, which others may leave out, and the patronymic; None without one."""
    at = cyrillic.patronymic(spelling.words) if spelling.script is Script.CYRILLIC else None
    if at is None:
        return None
    words = (*spelling.words[:at], *spelling.words[at + 1 :])
    return Spelling(" ".join(words), words, spelling.script), spelling.words[at]
