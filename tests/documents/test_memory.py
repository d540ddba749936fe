"""A document's memory: whom its short forms may mean."""

import pytest

from exonym.resolver.memory.memory import Memory, Naming
from exonym.resolver.model import NO_HINTS, Decision, Hints, Status
from exonym.resolver.resolve import Resolver


def naming(resolver: Resolver, text: str, entity: str = "", order: int = 0) -> Naming:
    known = resolver.gazetteer.entities[entity] if entity else None
    return Naming(text, text, order, f"in row {order}", known, 99.0 if known else 0.0, {"row": order})


def recalled(
    resolver: Resolver, namings: list[Naming], mention: str, hints: Hints = NO_HINTS, order: int = 9
) -> Decision:
    memory = Memory(namings, {}, resolver.catalogue, resolver.policy)
    return memory.recall(mention, resolver.resolve(mention, hints), hints, order)


@pytest.mark.parametrize(
    ("full", "entity", "short"),
    [
        ("小野寺五典", "jp-onodera-itsunori", "小野寺"),
        ("Phan Văn Giang", "vn-phan-van-giang", "Bộ trưởng Giang"),
        ("Lloyd Austin", "us-austin-lloyd", "Austin"),
        ("박근혜", "kr-park-geun-hye", "박 대통령"),
        ("Joko Widodo", "id-widodo-joko", "Presiden Widodo"),
        ("Владимир Путин", "ru-putin-vladimir", "Путина"),
    ],
)
def test_a_short_form_is_decided_by_the_full_one(resolver: Resolver, full: str, entity: str, short: str):
    decision = recalled(resolver, [naming(resolver, full, entity, 3)], short)
    assert (decision.status, decision.id) == (Status.MATCH, entity)
    assert f"short for “{full}”, in row 3" in decision.why


def test_two_of_one_family_name_are_ambiguous(resolver: Resolver):
    both = [
        naming(resolver, "Shinjiro Koizumi", "jp-koizumi-shinjiro"),
        naming(resolver, "Junichiro Koizumi", "jp-koizumi-junichiro", 1),
    ]
    decision = recalled(resolver, both, "Koizumi")
    assert decision.status is Status.AMBIGUOUS
    assert {each.id for each in decision.candidates} == {"jp-koizumi-shinjiro", "jp-koizumi-junichiro"}


def test_a_stranger_blocks_the_short_form(resolver: Resolver):
    hints = Hints(date="2025-12-01")
    known, stranger = (
        naming(resolver, "Shinjiro Koizumi", "jp-koizumi-shinjiro"),
        naming(resolver, "Hana Koizumi", "", 1),
    )
    assert recalled(resolver, [known, stranger], "Koizumi").status is Status.AMBIGUOUS
    assert recalled(resolver, [stranger], "Koizumi").status is not Status.MATCH
    assert recalled(resolver, [stranger], "Minister Koizumi", hints).status is not Status.MATCH
    assert recalled(resolver, [known, stranger], "Defence Minister Koizumi", hints).id == "jp-koizumi-shinjiro"


def test_one_syllable_needs_a_title(resolver: Resolver):
    giang = [naming(resolver, "Phan Văn Giang", "vn-phan-van-giang")]
    assert recalled(resolver, giang, "Giang").status is not Status.MATCH


def test_a_full_name_is_decided_by_itself(resolver: Resolver):
    stranger = [naming(resolver, "Hana Koizumi")]
    assert recalled(resolver, stranger, "Shinjiro Koizumi").id == "jp-koizumi-shinjiro"


def test_the_order_of_names_is_of_no_account(resolver: Resolver):
    names = [naming(resolver, "Lloyd Austin", "us-austin-lloyd", 5), naming(resolver, "Pat Jones", "", 2)]
    assert recalled(resolver, names, "Austin", order=1) == recalled(resolver, names[::-1], "Austin", order=1)


def test_an_acronym_is_what_the_document_defines(resolver: Resolver):
    asean = resolver.gazetteer.entities["asean-association-of-southeast-asian-nations"]
    defined = {
        "ABC": Naming("Association of Southeast Asian Nations", "Association of …", 0, "at 0", asean, 100.0),
        "ARF": Naming("Alliance of Rural Farmers", "Alliance of Rural Farmers", 4, "at 4"),
    }
    memory = Memory([], defined, resolver.catalogue, resolver.policy)
    assert memory.recall("ABC", resolver.resolve("ABC"), NO_HINTS, 9).id == asean.id
    assert memory.recall("ARF", resolver.resolve("ARF"), NO_HINTS, 9).status is Status.NONE


def test_several_names_are_explained_as_they_are_decided(resolver: Resolver):
    others, mention = ["Phan Văn Giang", "Lloyd Austin"], "Minister Giang and Secretary Austin"
    decided = resolver.resolve_document([*others, mention])[-1]
    assert [part.decision.id for part in decided.parts] == ["vn-phan-van-giang", "us-austin-lloyd"]
    for part in decided.parts:
        explained = resolver.explain(mention, part.decision.id, remembered=resolver.remember(others))
        assert explained == part.decision.candidates[0]
        assert explained.evidence[0].rule == "in-document"


def test_a_name_with_the_letters_of_another_is_another(resolver: Resolver):
    decisions = resolver.resolve_document(["Alliance of Rural Farmers (ARF)", "ARF"])
    assert [each.status for each in decisions] == [Status.NONE, Status.NONE]
    known = resolver.resolve_document(["ASEAN Regional Forum (ARF)", "ARF"])
    assert [each.id for each in known] == ["asean-regional-forum"] * 2


def test_a_part_of_a_full_name_is_no_stranger(resolver: Resolver):
    decisions = resolver.resolve_document(["Binh Minh", "Pham Binh Minh", "Binh Minh"])
    assert [each.id for each in decisions] == ["vn-pham-binh-minh"] * 3
