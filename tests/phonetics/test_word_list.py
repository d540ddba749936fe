"""Asked of many names at once, a name has the same words to match as one by one."""

from __future__ import annotations

from random import Random

import pytest

from exonym.resolver.model import Gazetteer, Kind
from exonym.resolver.phonetics.matching import may_leave_none
from exonym.resolver.phonetics.score import SoundComparer
from exonym.resolver.phonetics.spelt import SpeltName, spelt
from exonym.resolver.phonetics.word_list import WordList
from exonym.resolver.policy import Policy

STRANGE = [
    "Hoxhová", "Petrova Anna", "J. Smith", "j", "-", "", "Ö", "X", "William", "Bill Clinton", "Guillaume", "Wilhelm II",
    "Abd al-Aziz", "Abdulaziz", "Abdul Aziz", "De Gaulle", "Degaulle", "Nasr Allah", "Nasrallah", "Abdur Rahman",
    "Abdurrahman", "Van Damme", "Vandamme", "Chiang Kaishek", "Чан Кай Ши",
    "Vilmos", "習近平", "시진핑", "アベ シンゾウ", "안", "เอ", "Ова", "a" * 90,
]  # fmt: skip


@pytest.fixture(scope="module")
def names(gazetteer: Gazetteer) -> list[SpeltName]:
    texts = [form.text for each in gazetteer.entities.values() if each.kind is Kind.PERSON for form in each.forms]
    chance = Random(11)  # noqa: S311 - the same every time
    chance.shuffle(texts)
    words = [chance.choice(text.split()) for text in texts[150:300]]
    return list(map(spelt, [*texts[:150], *words, *STRANGE]))


def test_the_same_names_may_match(names: list[SpeltName]) -> None:
    weights = Policy().sound
    sounds, listed, chance, matching = SoundComparer(weights), WordList(weights), Random(13), 0  # noqa: S311 - the same every time
    for name in names:
        listed.add(name)
    for name in names:
        places = set(chance.sample(range(len(names)), 60))
        met = listed.may_match(name, places)
        assert set(met) == {place for place in places if sounds.may_match(name, names[place])}
        for place, count in met.items():
            alone = [spelt(word.word.text) for word in name.words]
            assert 1 <= count <= len(name.words)
            if all(len(each.words) == 1 for each in alone) and [each.words[0] for each in alone] == [*name.words]:
                assert count == sum(sounds.may_match(each, names[place]) for each in alone)
        matching += len(met)
    assert matching > 10 * len(names)


def test_no_words_are_left_over_only_where_they_may(names: list[SpeltName]) -> None:
    sounds, none_left, denied = SoundComparer(Policy().sound), 0, 0
    for one in names:
        for other in names:
            found = may_leave_none(one.words, other.words) if one.words and other.words else True
            denied += not found
            if found and len(one.words) == len(other.words):
                continue  # nothing is denied there
            alignment = sounds.align(one, other)
            if alignment.matches and not alignment.left_one and not alignment.left_other:
                assert found, (one, other)
                none_left += 1
    assert none_left > 5
    assert denied > 100 * none_left
