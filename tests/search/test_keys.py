"""Names are filed under few keys and looked up under many; keys bring candidates and judge nothing."""

from __future__ import annotations

import pytest

from exonym.resolver.index.key_index import Index
from exonym.resolver.mentions.name import spell
from exonym.resolver.model import Entity, Form, Kind
from exonym.resolver.names.forms import known_forms
from exonym.resolver.search.filing import Filing, is_proper_name
from exonym.resolver.search.keys import derived, keys, own_key, written
from exonym.resolver.text.scripts import Script


def forms(*texts: str, country: str = "", kind: Kind = Kind.PERSON) -> list[tuple[str, ...]]:
    entity = Entity("x", kind, texts[0], tuple(map(Form, texts)), country=country)
    return [*map(Filing(), known_forms(entity))]


def index(*texts: str, country: str = "") -> Index:
    return Index.build(enumerate(forms(*texts, country=country)))


def test_a_key_is_the_name_s_letters_folded_and_glued():
    assert own_key(spell("Ngô Xuân Lịch")) == own_key(spell("NGO XUAN LICH")) == own_key(spell("Ngoxuanlich"))
    assert own_key(spell("吴春历")) == own_key(spell("吳春歷"))


def test_forms_are_filed_under_the_routes_of_their_country_only():
    (chinese,), (japanese,) = forms("吴春历", country="cn"), forms("吴春历", country="jp")
    assert "wuchuenli" in chinese
    assert "wuchuenli" not in japanese


def test_mentions_are_looked_up_under_every_route():
    assert {"ngoxuanlich", "wuchunli"} <= set(keys(spell("吴春历")))
    assert keys(spell("吴春历"))[0] == own_key(spell("吴春历"))


def test_mentions_are_looked_up_only_in_the_scripts_that_are_asked_for():
    assert keys(spell("吴春历"), frozenset()) == (own_key(spell("吴春历")), "wuchunli")
    in_kana = keys(spell("吴春历"), frozenset({Script.KATAKANA}))
    assert set(in_kana) < set(keys(spell("吴春历")))
    assert "ngoxuanlich" not in in_kana


@pytest.mark.parametrize("mention", ["Doe Jane", "DOE, JANE", "Jane Doe", "JaneDoe"])
def test_a_written_form_is_found_with_either_name_first(mention: str):
    assert written(spell(mention), index("John Roe", "Jane Doe")) == (1,)


def test_a_route_derives_forms_in_the_scripts_that_are_asked_for():
    known = index("Ngô Xuân Lịch", "Nguyễn Phú Trọng", country="vn")
    assert derived(spell("吴春历"), known, frozenset({Script.LATIN})) == ((0,), True)
    assert derived(spell("吴春历"), known, frozenset()) == ((), True)


def test_an_organisation_is_heard_by_its_proper_name_and_no_acronym():
    assert is_proper_name(spell("Gazprom"))
    assert not is_proper_name(spell("NATO"))
    assert not is_proper_name(spell("Ministry of Ice and Snow"))
