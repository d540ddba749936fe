"""How people are named in the countries of the world."""

import pytest

from exonym.resolver.store.reading.languages import countries, language_of
from exonym.resolver.tables import rows
from exonym.resolver.vocabulary import customs


@pytest.mark.parametrize(
    ("country", "part"),
    [
        ("vn", "given"), ("th", "given"), ("la", "given"), ("kh", "given"), ("id", "given"), ("my", "given"),
        ("mn", "given"), ("is", "given"), ("et", "given"), ("er", "given"), ("mm", "whole"), ("bt", "whole"),
        ("cn", "family"), ("tw", "family"), ("jp", "family"), ("kr", "family"), ("kp", "family"), ("ru", "family"),
        ("hu", "family"), ("es", "family"), ("eg", "family"), ("us", "family"), ("in", "family"), ("se", "family"),
    ],
)  # fmt: skip
def test_what_stands_for_a_person_beside_an_office(country: str, part: str):
    assert customs.addressed_by(country) == part


def test_no_part_stands_for_a_person_of_an_unknown_country():
    assert customs.addressed_by("") == customs.addressed_by("zz") == "family"


def test_every_country_that_has_a_name_has_customs():
    named = {code for code, *_ in rows("country_names.tsv")}
    assert len(named) == 195  # the members of the United Nations, Taiwan and Kosovo
    assert named <= countries()
    assert not [code for code in named if not customs.customs()[code].order or not customs.customs()[code].addressed]


def test_who_is_called_by_a_part_has_that_part_in_the_name():
    for country, custom in customs.customs().items():
        assert custom.addressed in (*custom.order, "whole") if custom.order else not custom.addressed, country


def test_family_names_come_first_in_east_asia_and_hungary():
    assert all(map(customs.family_first, ["vn", "cn", "jp", "kr", "hu", "kh", "sg"]))
    assert not any(map(customs.family_first, ["us", "ru", "is", "mn", "un", ""]))


def test_whose_names_they_are():
    assert customs.bearers("ko") == {"kp", "kr"}
    assert customs.bearers("zh") == {"cn", "hk", "mo", "sg", "tw"}
    assert customs.bearers("") == customs.bearers("sv") == frozenset()
    assert (customs.names_of("vn"), customs.names_of("se"), customs.names_of("")) == ("vi", "", "")


def test_a_route_that_several_peoples_share_is_of_those_who_borrowed_the_names():
    assert customs.shared_names(frozenset({"cn", "vn"})) == "vi"
    assert customs.shared_names(frozenset({"cn", "kr"})) == "ko"
    assert customs.shared_names(frozenset({"hk"})) == "zh"
    assert customs.shared_names(frozenset({"us"})) == customs.shared_names(frozenset()) == ""


def test_how_chinese_names_are_spelt():
    assert customs.spelling_chinese("cantonese", usually=True) == {"hk", "mo"}
    assert customs.spelling_chinese("mandarin") == {"cn", "tw", "hk", "mo", "sg", "my"}
    assert "th" in customs.spelling_chinese("southern")


@pytest.mark.parametrize(
    ("name", "country", "language"),
    [
        ("Ngô Xuân Lịch", "vn", "vi"), ("吴春历", "vn", "zh"), ("김", "kp", "ko"), ("李顯龍", "sg", "zh"),
        ("Lee Hsien Loong", "sg", ""), ("Каримов", "uz", "uz"), ("Шойгу", "", "ru"), ("Jean", "", ""),
    ],
)  # fmt: skip
def test_the_language_of_a_name_in_a_script_of_a_country(name: str, country: str, language: str):
    assert language_of(name, country) == language
