"""When two names laid side by side by their sound are one name: each word by itself, none left over, in one order."""

from __future__ import annotations

from enum import Enum

from ..mentions.name import Spelling
from ..model import Evidence
from ..names.forms import GENERATION, KnownForm
from ..phonetics.score import Alignment, Pairing
from ..phonetics.spelt import is_patronymic
from ..text.scripts import BY_CHARACTER

_ORDERED = 3
"""Words from which on an order can be told: either name may stand first."""


class Judgement(Enum):
    """What the sound of a mention says of a form.

    WHOLE: every word has a counterpart close enough. PART: every word of the mention has one, but not the other way
    round. UNLIKE: they have counterparts, not all of them close. MORE: the mention has words besides. OTHER:
    something contradicts.
    """

    WHOLE = "whole"
    PART = "part"
    UNLIKE = "unlike"
    MORE = "more"
    OTHER = "other"


def judged(spelling: Spelling, form: KnownForm, alignment: Alignment, least: float) -> Judgement:
    """The judgement over two names; `least` is how close each pair of words must be."""
    if alignment.contradicted or not alignment.matches or not _in_order(spelling, form, alignment):
        return Judgement.OTHER
    left_one, left_other = alignment.left_one, alignment.left_other
    if left_one and not all(map(_may_be_left_out, left_one)):
        return Judgement.MORE
    if left_other and not _within(form.spelling.words, left_other):
        return Judgement.PART if alignment.worst >= least else Judgement.OTHER
    if len(spelling.words) > 1 and len(alignment.matches) < 2 and len(form.spelling.words) > 1:
        return Judgement.PART
    spaced = spelling.script not in BY_CHARACTER  # there a single letter is an initial, which sounds like no word
    heard = [match.closeness for match in alignment.matches if len(match.one) > 1 or not spaced]
    return Judgement.WHOLE if heard and min(heard) >= least else Judgement.UNLIKE


def may_be_heard(spelling: Spelling, form: KnownForm, pairing: Pairing, least: float) -> bool:
    """Whether `judged` may say WHOLE of two names or, where `least` is 0, UNLIKE, before they are laid side by side."""
    if not pairing.matched or not all(map(_may_be_left_out, pairing.left_one)):
        return False
    if pairing.left_other and not _within(form.spelling.words, pairing.left_other):
        return False
    spaced = spelling.script not in BY_CHARACTER
    return all(near >= least for word, near in pairing.matched if len(word) > 1 or not spaced)


def is_close(alignment: Alignment, least: float) -> bool:
    """Whether every word of both names has a counterpart that sounds like it; the worst word decides."""
    if not alignment.matches or alignment.left_one or alignment.left_other or alignment.contradicted:
        return False
    return alignment.worst >= least


def heard_evidence(alignment: Alignment) -> tuple[Evidence, ...]:
    """Each pair of words that sound alike, as evidence."""
    found = []
    for match in alignment.matches:
        one, other = match.one, match.other
        data = {"mention": one, "form": other, "closeness": round(match.closeness, 3)}
        found.append(Evidence("sound", match.weight, f"{one} ~ {other}, by sound", False, data))
    return tuple(found)


def _may_be_left_out(word: str) -> bool:
    """Initials, patronymics and what tells father and son apart may stand in a mention and not in the form."""
    return len(word) == 1 or bool(GENERATION.fullmatch(word)) or is_patronymic(word)


def _within(words: tuple[str, ...], left: tuple[str, ...]) -> bool:
    """Whether a form's words that a mention leaves out stand between the first and the last, or are no name."""
    inner = [word for word in words if not GENERATION.fullmatch(word)][1:-1]
    return all(word in inner or _may_be_left_out(word) for word in left)


def _in_order(spelling: Spelling, form: KnownForm, alignment: Alignment) -> bool:
    """Whether the words agree in one order, either name first: Salman bin Muhammad is not Muhammad bin Salman."""
    if len(alignment.matches) < _ORDERED:
        return True
    places = [form.spelling.words.index(m.other) for m in alignment.matches if m.other in form.spelling.words]
    if len(places) < len(alignment.matches):
        return True
    falls = sum(left > right for left, right in zip(places, [*places[1:], places[0]], strict=True))
    return falls <= 1
