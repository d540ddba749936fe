"""Names that only their sound connects: what the learned phonetics find, as assessments with their evidence."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from ..decision.decide import Assessment
from ..mentions.name import Spelling
from ..model import Evidence
from ..names.forms import KnownForm
from ..phonetics.renderings import Found, Phonetics, probability
from ..phonetics.score import Match, SoundComparer
from ..policy import Policy
from ..readings import cyrillic
from ..text.scripts import Script

_LIMIT = 10


def by_sound(
    spelling: Spelling, phonetics: Phonetics, forms: Sequence[KnownForm], comparer: SoundComparer, policy: Policy
) -> Iterator[Assessment]:
    """The forms that the spelling may be a rendering of, best first.

    The best has the probability that was learned for it, less where words contradict each other; the others are as
    many nats behind as they rank lower. Forms in which each short syllable is another name, or whose reading is
    written, are only suggested.
    """
    found = phonetics.find(spelling.text, _LIMIT, comparer)
    if not found:
        return
    most = policy.sound.contradicted if found[0].alignment.contradicted else 1.0
    certain = min(probability(found), most)
    best = _logit(certain) + policy.nil
    addressed = {form.entity.id for each in found if _is_address(each, form := forms[each.form])}
    for place, each in enumerate(found):
        form = forms[each.form]
        weight = best - (found[0].rank - each.rank) - (policy.margin if place else 0.0)
        identifies = form.entity.id not in addressed and _identifies(each, spelling, form)
        yield Assessment(form.entity, form.form.text, _evidence(each, weight), identifies)


def _identifies(found: Found, spelling: Spelling, form: KnownForm) -> bool:
    """Whether sound may tell who is meant; between two spellings in Han characters only that of the whole name may."""
    if spelling.script is Script.HAN and form.spelling.script is Script.HAN and min(found.alignment.coverage) < 1:
        return False
    return not form.lang


def _is_address(found: Found, form: KnownForm) -> bool:
    """Whether only a given name and a patronymic agree: people are addressed by them, and many share both."""
    words = form.spelling.words
    at = cyrillic.patronymic(words) if form.spelling.script is Script.CYRILLIC else None
    heard = [match.other for match in found.alignment.matches]
    return at is not None and words[at] in heard and len(heard) < 3 and bool(found.alignment.left_other)


def _logit(probability: float) -> float:
    bounded = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(bounded / (1 - bounded))


def _pair(match: Match, weight: float) -> Evidence:
    data = {"mention": match.one, "form": match.other, "closeness": round(match.closeness, 3)}
    return Evidence("sound", weight, f"{match.one} ~ {match.other}, by sound", data=data)


def _evidence(found: Found, weight: float) -> tuple[Evidence, ...]:
    """Each pair of words that sound alike, and what brings their sum to the learned probability."""
    alignment = found.alignment
    matches = [_pair(match, round(match.weight, 3)) for match in alignment.matches]
    rest = weight - math.fsum(each.weight for each in matches)
    text = "every word has its counterpart"
    if left := ", ".join((*alignment.left_one, *alignment.left_other)):
        text = f"left over: {left}"
    if alignment.contradicted and alignment.left_one and alignment.left_other:
        text = f"{', '.join(alignment.left_one)} against {', '.join(alignment.left_other)}"
    return (*matches, Evidence("sound-certainty", rest, text))
