"""Who came after whom."""

from exonym.resolver.model import Entity, Kind
from exonym.resolver.replacing import replaced_by


def entity(entity_id: str, replaces: str = "", signed: str = "") -> Entity:
    return Entity(entity_id, Kind.AGREEMENT, entity_id, (), replaces=replaces, signed=signed)


def test_successors_follow_from_those_that_name_a_predecessor() -> None:
    pacts = [entity("old"), entity("b", "old", "2012"), entity("a", "old", "2018"), entity("newest", "a", "2024")]
    assert replaced_by(pacts) == {"old": ("b", "a"), "a": ("newest",)}
