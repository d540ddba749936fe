"""What is kept of the names of organisations and agreements is what is read of them."""

from __future__ import annotations

import random

import pytest

from exonym.resolver import agreements, organisations
from exonym.resolver.model import Entity, Gazetteer, Kind
from exonym.resolver.search.catalogue import Catalogue, build, restore
from exonym.resolver.search.descriptions import Packed
from exonym.resolver.search.rolls import Listed
from exonym.resolver.store.reading.load import load
from exonym.resolver.store.reading.shipped import shipped

OF = {Kind.ORGANISATION: organisations, Kind.AGREEMENT: agreements}
CHANCE = random.Random(23)  # noqa: S311 - not for secrets


def sample() -> Gazetteer:
    """Some organisations and agreements of the shipped gazetteer."""
    every = load([shipped()]).entities.values()
    chosen = [each for kind in OF for each in CHANCE.sample([one for one in every if one.kind is kind], 250)]
    return Gazetteer({each.id: each for each in chosen}, "sample")


GAZETTEER = sample()


@pytest.mark.parametrize("kind", OF)
def test_what_is_unpacked_is_what_is_read(kind: Kind) -> None:
    entities = [each for each in GAZETTEER.entities.values() if each.kind is kind]
    assert entities
    for entity in entities:
        known = OF[kind].described(entity)
        text = OF[kind].packed(known)
        assert OF[kind].unpacked(entity, text.encode()) == known
        assert OF[kind].packed(OF[kind].unpacked(entity, text.encode())) == text


def test_a_restored_catalogue_does_not_read_them_again(monkeypatch: pytest.MonkeyPatch) -> None:
    built = build(GAZETTEER)
    kept = restore(GAZETTEER, Listed(GAZETTEER.entities), built.arrays())
    wanted = [(each, _said(built, each)) for each in built.apart if each.kind in OF]
    for room in OF.values():
        monkeypatch.setattr(room, "described", _never)
    assert [(each, _said(kept, each)) for each, _ in wanted] == wanted


def test_an_entity_that_is_not_kept_is_read() -> None:
    built = build(GAZETTEER)
    built.packed = Packed.of(["" for _ in built.apart])
    stranger = Entity("vn-ministry-of-tests", Kind.ORGANISATION, "Ministry of Defence", ())
    assert built.descriptions.organisation(stranger) == organisations.described(stranger)
    known = built.apart.of_kind(Kind.AGREEMENT)[0]
    assert built.descriptions.agreement(known) == agreements.described(known)


def _said(catalogue: Catalogue, entity: Entity) -> object:
    known = catalogue.descriptions
    return known.organisation(entity) if entity.kind is Kind.ORGANISATION else known.agreement(entity)


def _never(entity: Entity) -> object:
    raise AssertionError(f"{entity.id} is read again")
