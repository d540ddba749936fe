"""Names are filed under few keys and looked up under many; keys bring candidates and judge nothing."""

from __future__ import annotations

from functools import partial

import pytest

from exonym.resolver.index.key_index import Index
from exonym.resolver.mentions.name import spell
from exonym.resolver.model import Entity, Form, Kind
from exonym.resolver.names.forms import known_forms
from exonym.resolver.names.reached import may_be_read
from exonym.resolver.readings.routes import folds_into
from exonym.resolver.search.filing import Filing, is_proper_name
from exonym.resolver.search.keys import derived, is_only_derived, keys, own_key, written
from exonym.resolver.text.folding import fold
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


@pytest.mark.parametrize("mention", ["Doe Jané", "Дое Джейн", "Doe Ж Jane", "Дж Doe", "", "K", "ſmith"])
def test_letters_that_no_key_has_spare_the_search_and_change_nothing(mention: str):
    spelling, known = spell(mention), index("John Roe", "Jane Doe", "Doe Ж Jane", "K", "Smith")
    ways = (partial(fold, script=spelling.script), *folds_into(spelling.script))
    folded = [tuple(map(each, spelling.words)) for each in ways]
    turned = ["".join((*words[at:], *words[:at])) for words in folded for at in range(len(words))]
    assert written(spelling, known) == known.exact_any([key for key in turned if key])


def test_a_route_derives_forms_in_the_scripts_that_are_asked_for():
    known = index("Ngô Xuân Lịch", "Nguyễn Phú Trọng", country="vn")
    assert derived(spell("吴春历"), known, frozenset({Script.LATIN})) == ((0,), True)
    assert derived(spell("吴春历"), known, frozenset()) == ((), True)


def test_a_name_of_more_characters_than_are_searched_is_not_derived_in_full():
    assert derived(spell("吴春历吴春历吴春历吴"), index("Ngô Xuân Lịch"), frozenset({Script.LATIN})) == ((), False)


@pytest.mark.parametrize(
    ("mention", "other", "told"),
    [
        ("巴雷特", Script.LATIN, True),
        ("巴雷特", Script.KATAKANA, True),  # what is all in kana is not read
        ("巴雷特", Script.THAI, False),  # no route from characters brings a Thai form
        ("吴春历", Script.LATIN, False),  # written
        ("历吴春", Script.LATIN, False),
        ("Barrett", Script.LATIN, False),
        ("小澤マリア", Script.LATIN, False),
    ],
)
def test_who_agrees_with_characters_is_derived_unless_written_or_read_itself(mention: str, other: Script, told: bool):
    scripts = frozenset({Script.HAN, other})
    assert is_only_derived(spell(mention), index("吴春历"), scripts, scripts) is told


@pytest.mark.parametrize(
    ("name", "country", "read"),
    [
        ("Elizabeth Barrett", "gb", True),
        ("ประยุทธ์ จันทร์โอชา", "th", False),  # routes to Thai are of names from elsewhere, and bring no form
        ("ประยุทธ์ จันทร์โอชา", "", True),
        ("ဦးသိန်းစိန်", "mm", False),  # no route leads there
    ],
)
def test_a_form_may_be_read_where_a_route_from_characters_brings_it_or_is_usual(name: str, country: str, read: bool):
    (form,) = known_forms(Entity("x", Kind.PERSON, name, (Form(name),), country=country))
    assert may_be_read(form) is read


def test_an_organisation_is_heard_by_its_proper_name_and_no_acronym():
    assert is_proper_name(spell("Gazprom"))
    assert not is_proper_name(spell("NATO"))
    assert not is_proper_name(spell("Ministry of Ice and Snow"))
