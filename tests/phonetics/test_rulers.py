"""Rulers, bynames and patronymics: what may be left out, what is translated, and which numeral is meant."""

from __future__ import annotations

import pytest

from exonym.resolver.phonetics.equivalents import renderings
from exonym.resolver.phonetics.score import SoundComparer
from exonym.resolver.phonetics.segments import words
from exonym.resolver.phonetics.spelt import masculine, spelt
from exonym.resolver.policy import DEFAULT_POLICY
from exonym.resolver.tables import rows
from exonym.resolver.text.scripts import Script

compare = SoundComparer(DEFAULT_POLICY.sound).compare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Karl der Kahle", "Charles the Bald"),
        ("Dazlak Karl", "Charles the Bald"),
        ("Erik Rudý", "Erik the Red"),
        ("Plīnijs Vecākais", "Pliny the Elder"),
        ("Büyük Alfred", "Alfred the Great"),
        ("Papež Pavel", "Pope Paul"),
        ("Karlo la Granda", "Charles the Great"),
    ],
)
def test_bynames_and_given_names_are_translated(one: str, other: str) -> None:
    assert len(compare(one, other).matches) >= 2


@pytest.mark.parametrize(("one", "other"), [("Karl der Kahle", "Charles the Fat"), ("Erik Rudý", "Erik the Black")])
def test_another_byname_is_left_over(one: str, other: str) -> None:
    alignment = compare(one, other)
    assert len(alignment.matches) == 1
    assert alignment.left_one
    assert alignment.left_other


@pytest.mark.parametrize("text", ["Valentiniano la 1-a", "Valentinian I", "1. Valentinianus", "Valentinien 1er"])
def test_ordinals_are_numerals(text: str) -> None:
    assert {word.number for word in words(text)} >= {1}
    assert not any(word.text in {"a", "er"} for word in words(text))


def test_numerals_agree_differ_or_lack() -> None:
    assert compare("Ludvík XVIII.", "Louis XVIII of France").numerals == 1
    assert compare("Ludvík XVIII.", "Louis XVI of France").numerals == -1
    assert -1 < compare("Ludvík XVIII.", "Ludvík Daněk").numerals < 0
    assert compare("Ludvík", "Louis XVI of France").numerals == 0
    assert compare("V. Charles", "Charles V of France").numerals == 1, "a Turkish numeral stands before the name"


def test_the_realm_behind_a_numeral_hardly_counts() -> None:
    of_france = compare("Ludvík XVIII.", "Louis XVIII of France").coverage[1]
    assert of_france > compare("Ludvík", "Louis of France").coverage[1]
    assert compare("Fridrich IV.", "Frederick William IV of Prussia").coverage[1] < of_france, "a name before it does"


def test_a_patronymic_between_two_names_hardly_counts() -> None:
    assert compare("Jurij Michajlovič Lužkov", "Yury Luzhkov").coverage[0] > 0.7
    assert compare("Юрий Михайлович Лужков", "Yury Luzhkov").coverage[0] > 0.7
    assert compare("Jurij Kowalczyk Lužkov", "Yury Luzhkov").coverage[0] < 0.7
    assert spelt("Novak Djokovic").words[-1].size > 2, "a family name may look like one"


def test_a_patronymic_that_agrees_says_little() -> None:
    other = compare("Sergej Pavlovič Koroljov", "Sergey Pavlovich Polozov")
    same = compare("Sergej Pavlovič Koroljov", "Sergei Korolev")
    assert same.weight > other.weight, "a family name that agrees says more than a father's name"
    (father,) = (match for match in other.matches if match.one == "Pavlovič")
    assert father.weight < 3


@pytest.mark.parametrize(
    ("one", "other"),
    [("Rebecca Hallová", "Rebecca Hall"), ("George Sandová", "George Sand"), ("Anna Lindhová", "Anna Lindh")],
)
def test_the_ending_of_czech_and_slovak_women_is_no_part_of_a_foreign_name(one: str, other: str) -> None:
    assert compare(one, other).worst == 1
    assert compare(other, one).worst == 1


def test_a_womans_name_with_its_ending_on_both_sides_is_compared_with_it() -> None:
    assert compare("Petra Kvitová", "Petra Kvitova").worst > 0.9
    assert compare("Petra Kvitová", "Petra Kvit").matches != compare("Petra Kvitová", "Petra Kvitova").matches
    assert masculine(spelt("Nová").words[0]) is None, "too short to have lost one"
    assert masculine(spelt("Šarapova").words[0]) is None, "Russian, which keeps it"


@pytest.mark.parametrize("table", ["epithets", "realms"])
def test_spellings_of_bynames_are_plain_letters_and_no_empty_words(table: str) -> None:
    for name, spellings, *_ in rows(f"phonetic/{table}.tsv"):
        each = spellings.split()
        assert name
        assert len(each) == len(set(each)) > 1, name
        assert all(word.isascii() and word.isalpha() and len(word) > 1 for word in each), name


def test_a_byname_bears_less_than_the_same_word() -> None:
    assert "bald" in renderings(Script.LATIN, "kahle", "kahle", DEFAULT_POLICY.sound)
    translated, same = compare("Karl Kahle", "Charles Bald"), compare("Charles Bald", "Charles Bald")
    assert translated.weight < same.weight


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Felipe VI của Tây Ban Nha", "Philip VI of France"),
        ("Georgios I của Hy Lạp", "George I of Georgia"),
        ("Карл XI, король Швеции", "Charles XI of France"),
        ("III. János lengyel király", "Ivan III of Russia"),  # the adjective of Hungarian
        ("Henry II của Anh", "Henry II of Castile"),  # a realm that is no country
    ],
)
def test_one_numeral_in_two_countries_does_not_speak_for_one_ruler(one: str, other: str) -> None:
    assert compare(one, other).numerals == 0
    assert compare(other, one).numerals == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Felipe VI của Tây Ban Nha", "Felipe VI of Spain"),
        ("Georgios I của Hy Lạp", "George I of Greece"),
        ("Karl XI", "Charles XI of Sweden"),
        ("II. Lajos magyar király", "Louis II of Hungary"),
        ("III. Iván moszkvai nagyfejedelem", "Ivan III of Russia"),  # of Moscow: the same state
        ("V. Ferdinánd magyar király", "Ferdinand V, Holy Roman Emperor"),  # one ruler often had both
    ],
)
def test_one_numeral_in_one_country_or_an_unsaid_one_does(one: str, other: str) -> None:
    assert compare(one, other).numerals == 1


def test_title_and_realm_beside_a_numeral_hardly_count() -> None:
    of_a_ruler = compare("III. Ahmed oszmán szultán", "Ahmed III").coverage[0]
    assert of_a_ruler > compare("III. Ahmed Kowalski", "Ahmed III").coverage[0] + 0.1, "a family name does"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alfred Đại đế", "Alfred the Great"),
        ("Hồng y Richelieu", "Cardinal Richelieu"),
        ("Mẹ Têrêsa", "Mother Teresa"),
        ("Karl IV của đế quốc La Mã Thần thánh", "Charles IV, Holy Roman Emperor"),
    ],
)
def test_vietnamese_titles_of_several_words_are_translated(one: str, other: str) -> None:
    found = compare(one, other)
    assert min(found.coverage) > 0.85
    assert compare(one.upper(), other).matches[0].weight == found.matches[0].weight


def test_a_title_inside_a_longer_word_is_none() -> None:
    assert [word.text for word in words("Đỏng Mẹo Hóia")] == ["Đỏng", "Mẹo", "Hóia"]
