"""Two names laid side by side by their sound are one where every word has its counterpart, in one order."""

from __future__ import annotations

import pytest

from exonym.resolver.finding.hearing import Judgement, heard_evidence, is_close, judged
from exonym.resolver.mentions.name import spell
from exonym.resolver.model import Entity, Form, Kind
from exonym.resolver.names.forms import known_forms
from exonym.resolver.phonetics.score import SoundComparer
from exonym.resolver.policy import SoundWeights

WEIGHTS = SoundWeights()
SOUNDS = SoundComparer(WEIGHTS)


def judgement(mention: str, known: str) -> Judgement:
    (form,) = known_forms(Entity("x", Kind.PERSON, known, (Form(known),)))
    return judged(spell(mention), form, SOUNDS.compare(mention, form.spelling.text), WEIGHTS.closeness)


@pytest.mark.parametrize(
    ("mention", "known", "expected"),
    [
        ("Джо Байден", "Joe Biden", Judgement.WHOLE),
        ("Байден", "Joe Biden", Judgement.PART),
        ("Джо Трамп", "Joe Biden", Judgement.OTHER),
        ("Джо Петер Байден", "Joe Biden", Judgement.MORE),
        ("Джо Байден", "Joe Robinette Biden", Judgement.WHOLE),  # a middle name may be left out
    ],
)
def test_every_word_is_judged_by_itself(mention: str, known: str, expected: Judgement):
    assert judgement(mention, known) is expected


def test_the_worst_word_decides():
    close = SOUNDS.compare("Джо Байден", "Joe Biden")
    assert is_close(close, WEIGHTS.closeness)
    assert not is_close(close, 1.1)
    assert not is_close(SOUNDS.compare("Джо", "Joe Biden"), WEIGHTS.closeness)


def test_each_pair_of_words_is_a_reason():
    found = heard_evidence(SOUNDS.compare("Джо Байден", "Joe Biden"))
    assert len(found) == 2
    assert all(each.rule == "sound" and "by sound" in each.text for each in found)
