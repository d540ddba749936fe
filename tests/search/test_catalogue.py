"""The catalogue owns all that is made of one gazetteer, and gives the same answers stored and restored."""

from __future__ import annotations

import pytest

from exonym.resolver.model import Entity, Form, Gazetteer, Kind, Term
from exonym.resolver.search.catalogue import Catalogue, build, restore
from exonym.resolver.search.rolls import Listed
from exonym.resolver.text.scripts import Script

POST = Entity("aq-keeper", Kind.POST, "Keeper of the Ice", (Form("Keeper of the Ice"),), country="aq")
JANE = Entity(
    "aq-doe", Kind.PERSON, "Jane Doe", (Form("Jane Doe"), Form("简·多伊")), posts=(Term("aq-keeper", "2001"),)
)
JOHN = Entity("aq-roe", Kind.PERSON, "John Roe", (Form("John Roe"),))
MERGED = Entity("aq-old", Kind.PERSON, "J. Doe", (Form("J. Doe"),), merged_into="aq-doe")
MINISTRY = Entity(
    "vn-mod", Kind.ORGANISATION, "Bộ Quốc phòng", (Form("Bộ Quốc phòng", "vi"),), country="vn",
    function="ministry-of-defence",
)  # fmt: skip
GAZETTEER = Gazetteer({each.id: each for each in (POST, JANE, JOHN, MERGED, MINISTRY)})


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return build(GAZETTEER)


def test_forms_are_numbered_in_turn_and_know_their_entity(catalogue: Catalogue):
    assert len(catalogue.forms) == 4
    assert [form.form.text for form in catalogue.forms.of(JANE)] == ["Jane Doe", "简·多伊"]
    assert all(form in catalogue.forms.of(form.entity) for form in catalogue.forms)
    with pytest.raises(IndexError):
        catalogue.forms[4]


def test_posts_and_merged_entities_have_no_forms(catalogue: Catalogue):
    assert catalogue.forms.of(POST) == catalogue.forms.of(MERGED) == ()
    assert catalogue.posts == (POST,)


def test_holders_are_found_by_their_post(catalogue: Catalogue):
    assert catalogue.holders == {"aq-keeper": ((JANE, JANE.posts[0]),)}


def test_posts_are_found_by_their_office_and_without_one_by_their_id():
    minister = Entity("aq-minister", Kind.POST, "Minister of Ice", (Form("Minister of Ice"),), office="minister-of-ice")
    posts = build(Gazetteer({each.id: each for each in (POST, minister)}))
    assert posts.posts_of_office("minister-of-ice") == (minister,)
    assert posts.posts_of_office("aq-keeper") == (POST,)
    assert posts.posts_of_office("aq-minister") == posts.posts_of_office("") == ()


def test_organisations_are_found_by_what_they_are_for(catalogue: Catalogue):
    assert catalogue.with_function("ministry-of-defence") == (MINISTRY,)
    assert catalogue.with_function("ministry-of-ice") == ()


def test_scripts_are_those_that_forms_are_written_in(catalogue: Catalogue):
    assert catalogue.scripts == {Script.LATIN, Script.HAN}


def test_names_are_filed_in_the_scripts_that_routes_lead_to_as_well():
    yoshino = Entity("jp-x", Kind.PERSON, "吉野 花子", (Form("吉野 花子"),), country="jp")
    made = build(Gazetteer({yoshino.id: yoshino}))
    assert made.scripts == {Script.HAN}
    assert {Script.HAN, Script.LATIN} <= made.filed_scripts


def test_what_is_stored_is_restored(catalogue: Catalogue):
    again = restore(GAZETTEER, Listed(GAZETTEER.entities), catalogue.arrays())
    assert list(again.forms) == list(catalogue.forms)
    assert again.holders == catalogue.holders
    assert again.scripts == catalogue.scripts
    assert again.index.exact_any(["janedoe"]) == catalogue.index.exact_any(["janedoe"]) == (0,)
