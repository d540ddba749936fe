"""Of hundreds of people the part of a name is found that is found when they are asked one by one."""

from __future__ import annotations

from random import Random

import pytest

from exonym.resolver.finding.by_sound import least_closeness
from exonym.resolver.finding.hearing import heard_evidence, is_close
from exonym.resolver.finding.parts import FoundPart, PartFinder
from exonym.resolver.mentions.name import Spelling, spell
from exonym.resolver.model import Entity, Kind
from exonym.resolver.names.compare import Comparer, best_alignment
from exonym.resolver.names.exonyms import exonyms
from exonym.resolver.names.forms import KnownForm, audible, known_forms
from exonym.resolver.names.parts import addressed
from exonym.resolver.phonetics.score import SoundComparer
from exonym.resolver.phonetics.spelt import spelt
from exonym.resolver.policy import Policy
from exonym.resolver.readings.routes import bridges
from exonym.resolver.resolve import Resolver
from exonym.resolver.text.scripts import BY_CHARACTER

POLICY = Policy()
PEOPLE = 60
MENTIONS = 90


@pytest.fixture(scope="module")
def people(resolver: Resolver) -> list[Entity]:
    found = [each for each in resolver.gazetteer.entities.values() if each.kind is Kind.PERSON]
    Random(17).shuffle(found)  # noqa: S311 - the same every time
    return found[:PEOPLE]


@pytest.fixture(scope="module")
def finder(resolver: Resolver) -> PartFinder:
    return PartFinder(resolver.catalogue, Comparer(POLICY.names), SoundComparer(POLICY.sound), POLICY)


@pytest.fixture(scope="module")
def mentions(people: list[Entity]) -> list[Spelling]:
    """Parts of names in all scripts, and what looks a little like them."""
    chance, texts = Random(19), [form.text for person in people for form in person.forms]  # noqa: S311 - the same every time
    texts += [name.text for person in people[:20] for name in exonyms(person)]
    chance.shuffle(texts)
    found = []
    for text in texts[:MENTIONS]:
        words = text.split()
        word = chance.choice(words) if len(words) > 1 else text[: chance.randint(1, 3)]
        at = chance.randrange(len(word))
        found += [spell(word), spell(word[:at] + chance.choice(word) + word[at:]), spell(" ".join(words[:3]))]
    return found


def one_by_one(
    person: Entity, parts: list[KnownForm], spelling: Spelling, comparer: Comparer, sounds: SoundComparer
) -> FoundPart | None:
    """What is found of one person when every part is compared, or heard where it may sound so."""
    heard = spelt(spelling.text)
    scripts = [(spelling.script, part.spelling.script) for part in parts]
    near = [
        part
        for part, (one, other) in zip(parts, scripts, strict=True)
        if one in BY_CHARACTER
        or other in BY_CHARACTER
        or (one is other and any(person.country in bridge.countries for bridge in bridges(one, one)))
        or sounds.may_match(heard, spelt(part.spelling.text))
    ]
    compared = [comparer.compare(spelling, part, lenient=False) for part in near]
    best = best_alignment([each for each in compared if each is not None and each.whole and not each.veto])
    if best is not None:
        return best.form, best.evidence
    for part in (each for each in near if each in audible(parts, spelling.script)):
        least = least_closeness(spelling, part, POLICY.sound)
        alignment = sounds.align(heard, spelt(part.spelling.text))
        if least <= 1 and is_close(alignment, least):
            return part, heard_evidence(alignment)
    return None


def test_the_same_parts_are_found(people: list[Entity], finder: PartFinder, mentions: list[Spelling]) -> None:
    comparer, sounds, chance, compared, heard = Comparer(POLICY.names), SoundComparer(POLICY.sound), Random(23), 0, 0  # noqa: S311 - the same every time
    parts = {each.id: [part for form in known_forms(each) for part in addressed(form)] for each in people}
    for mention in mentions:
        asked = chance.sample(people, 50)
        found = finder.find(tuple(each.id for each in asked), mention)
        alone = {each.id: one_by_one(each, parts[each.id], mention, comparer, sounds) for each in asked}
        assert found == {key: part for key, part in alone.items() if part}, mention
        by_sound = sum(each[1][0].rule == "sound" for each in found.values())
        heard += by_sound
        compared += len(found) - by_sound
    assert compared > 20, heard
    assert heard, compared


def test_nobody_else_is_found(people: list[Entity], finder: PartFinder, mentions: list[Spelling]) -> None:
    ids = [each.id for each in people]
    for mention in mentions[:60]:
        everybody = finder.find(tuple(ids), mention)
        assert finder.find(tuple(ids[:9]), mention) == {key: part for key, part in everybody.items() if key in ids[:9]}
    assert finder.find((), mentions[0]) == {}


def test_the_parts_of_many_people_are_kept_together(
    people: list[Entity], finder: PartFinder, mentions: list[Spelling], monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [each.id for each in people]
    everybody = [finder.find(tuple(ids), mention) for mention in mentions[:20]]
    monkeypatch.setattr("exonym.resolver.finding.parts._PEOPLE", 5)
    for mention, known in zip(mentions[:20], everybody, strict=True):
        assert finder.find(tuple(ids[:9]), mention) == {key: part for key, part in known.items() if key in ids[:9]}
        assert finder.find(tuple(ids[5:]), mention) == {key: part for key, part in known.items() if key in ids[5:]}
