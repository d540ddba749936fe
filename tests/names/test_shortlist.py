"""Of many names, all that agree with the whole of a spelling are asked about, and few besides."""

from __future__ import annotations

from random import Random

import pytest

from exonym.resolver.mentions.name import Spelling, spell
from exonym.resolver.model import Gazetteer, Kind
from exonym.resolver.names.compare import Comparer
from exonym.resolver.names.exonyms import exonyms
from exonym.resolver.names.forms import KnownForm, known_forms
from exonym.resolver.names.parts import addressed
from exonym.resolver.names.patronymic import without_patronymic
from exonym.resolver.names.shortlist import Shortlist
from exonym.resolver.policy import Policy

PEOPLE = 120
MENTIONS = 240


@pytest.fixture(scope="module")
def forms(gazetteer: Gazetteer) -> list[KnownForm]:
    people = [each for each in gazetteer.entities.values() if each.kind is Kind.PERSON]
    Random(3).shuffle(people)  # noqa: S311 - the same every time
    names = [form for person in people[:PEOPLE] for form in known_forms(person)]
    return [*names[::4], *(part for form in names for part in addressed(form))]


@pytest.fixture(scope="module")
def mentions(gazetteer: Gazetteer, forms: list[KnownForm]) -> list[Spelling]:
    """Names as they are written and as other scripts have them, turned round, in a case, and misspelt."""
    chance = Random(5)  # noqa: S311 - the same every time
    texts = [each.spelling.text for each in forms] + [
        name.text for form in forms[::9] for name in exonyms(form.entity) if name.rule not in {"written", "name"}
    ]
    chance.shuffle(texts)
    found = []
    for text in texts[:MENTIONS]:
        words, at = text.split(), chance.randrange(len(text))
        changed = [text, " ".join(words[::-1]), text[:at] + text[at + 1 :], f"{text}а", f"с {text}ом", words[0]]
        found += [spell(each) for each in (text, chance.choice(changed)) if each.strip()]
    return [*found, spell("Владимира Владимировича Путина"), spell("Путин Владимир Владимирович")]


def test_whoever_agrees_as_a_whole_is_listed(forms: list[KnownForm], mentions: list[Spelling]) -> None:
    comparer, shortlist = Comparer(Policy().names), Shortlist()
    for form in forms:
        shortlist.add(form)
    everybody, agreeing, listed = set(range(len(forms))), 0, 0
    for mention in mentions:
        found = shortlist.may_agree(mention, everybody)
        for place, form in enumerate(forms):
            alignment = comparer.compare(mention, form, lenient=False)
            if alignment is not None and alignment.whole:
                assert place in found, (mention, form.form.text)
                agreeing += 1
        listed += len(found)
    assert agreeing > 300, listed
    assert listed < len(forms) * len(mentions) / 50, (listed, agreeing)


def test_it_is_the_same_whenever_names_are_added_and_whoever_is_asked_about(
    forms: list[KnownForm], mentions: list[Spelling]
) -> None:
    chance, at_once, bit_by_bit = Random(7), Shortlist(), Shortlist()  # noqa: S311 - the same every time
    for form in forms:
        at_once.add(form)
    for place, form in enumerate(forms):
        bit_by_bit.add(form)
        asked = set(chance.sample(range(place + 1), min(place + 1, 20)))
        mention = mentions[place % len(mentions)]
        assert bit_by_bit.may_agree(mention, asked) == at_once.may_agree(mention, set(range(len(forms)))) & asked


def test_a_name_without_its_patronymic_is_listed(forms: list[KnownForm], mentions: list[Spelling]) -> None:
    shortlist = Shortlist()
    for form in forms:
        shortlist.add(form)
    everybody = set(range(len(forms)))
    shorter = [(each, found[0]) for each in mentions if (found := without_patronymic(each))]
    assert shorter
    for mention, without in shorter:
        assert shortlist.may_agree(mention, everybody) >= shortlist.may_agree(without, everybody)
