"""What records of the forms of an entity give is what parsing gives, and others are never trusted."""

from __future__ import annotations

import random

import numpy as np
import pytest

from exonym.resolver.model import Entity, Form, Gazetteer, Kind
from exonym.resolver.names.forms import known_forms
from exonym.resolver.names.reached import may_be_read
from exonym.resolver.search import form_records
from exonym.resolver.search.catalogue import build, restore
from exonym.resolver.search.form_records import records_of, restored, scripts_of
from exonym.resolver.search.rolls import Listed
from exonym.resolver.store.reading.load import load
from exonym.resolver.store.reading.shipped import shipped
from exonym.resolver.text.scripts import Script

CHANCE = random.Random(23)  # noqa: S311 - not for secrets
EVERY = [each for each in load([shipped()]).entities.values() if each.kind is not Kind.POST]
TEXTS = [form.text for entity in EVERY for form in entity.forms]
TWICE = Form("Nguyễn Văn An Jr.")
ODD = {
    "generation": (Form("Ferdinand Marcos Jr."), Form("Ferdinand Marcos"), Form("Ronald  Marcos\u200b III")),
    "without letters": (Form("Jane Doe"), Form("!?"), Form("ジェーン・ドウ")),
    "digits": (Form("B-52"), Form("42")),
    "the same twice": (TWICE, TWICE),
    "nothing": (),
    "signs alone": (Form("—"),),
    "cleaned away": (Form("\u200b"), Form("Ａｂｅ\u3000Shinzō")),
}


def assert_restored(entity: Entity) -> None:
    known = known_forms(entity)
    assert restored(entity, records_of(entity, known)) == known


def test_the_forms_of_the_shipped_gazetteer_are_restored() -> None:
    for entity in EVERY:
        assert_restored(entity)


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("country", ["", "vn", "jp", "us", "zz"])
@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.ORGANISATION])
def test_odd_forms_are_restored(name: str, country: str, kind: Kind) -> None:
    assert_restored(Entity("x", kind, "Jane Doe", ODD[name], country))


def test_mixed_forms_are_restored() -> None:
    for _ in range(3_000):
        forms = tuple(map(mixed, range(CHANCE.randrange(5))))
        name, country = forms[0].text if forms else "", CHANCE.choice(["", "vn", "cn", "jp", "ru"])
        assert_restored(Entity("x", CHANCE.choice(list(Kind)), name, forms, country))


def mixed(_: int) -> Form:
    text = CHANCE.choice(TEXTS) + CHANCE.choice(["", " Jr.", " III", "\u00a0", "・"])
    return Form(text, role=CHANCE.choice(["name", "reading", "alias"]))


def test_most_are_restored_without_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [each for each in EVERY if each.kind is Kind.PERSON]
    records = [records_of(each, known_forms(each)) for each in people]
    parsed: list[Entity] = []
    monkeypatch.setattr(form_records, "known_forms", lambda entity: parsed.append(entity) or ())
    for entity, each in zip(people, records, strict=True):
        restored(entity, each)
    assert len(parsed) < len(people) / 100


def test_records_of_something_else_do_no_harm() -> None:
    for entity in CHANCE.sample(EVERY, 300):
        known = known_forms(entity)
        assert restored(entity, []) == known
        assert restored(entity, [*records_of(entity, known), 0]) == known
        assert restored(entity, [0xFFFF] * len(known)) == known
        noise = [CHANCE.randrange(1 << 16) for _ in known]
        assert all(form.entity is entity for form in restored(entity, noise))


def test_records_say_in_which_scripts_forms_are() -> None:
    entity = Entity("x", Kind.PERSON, "安倍晋三", (Form("安倍晋三"), Form("Abe Shinzō")), "jp")
    records = records_of(entity, known_forms(entity))
    assert scripts_of(records) == {(Script.HAN, False), (Script.LATIN, False)}, "his characters are written"
    entity = Entity("y", Kind.PERSON, "Ngô Xuân Lịch", (Form("Ngô Xuân Lịch"), Form("ゴー・スアン・リック")), "vn")
    records = records_of(entity, known_forms(entity))
    assert scripts_of(records) == {(each.spelling.script, may_be_read(each)) for each in known_forms(entity)}
    assert (Script.LATIN, True) in scripts_of(records)
    with pytest.raises(IndexError):
        scripts_of([31])


def test_a_catalogue_with_another_number_of_records_is_refused() -> None:
    gazetteer = Gazetteer({each.id: each for each in CHANCE.sample(EVERY, 20)})
    arrays = build(gazetteer).arrays()
    arrays["forms_records"] = np.append(arrays["forms_records"], np.uint16(0))
    with pytest.raises(ValueError, match="record"):
        restore(gazetteer, Listed(gazetteer.entities), arrays)
