"""Words of titles in other cases: the word that changes, its longest ending, and what stays as it is."""

import pytest

from exonym.resolver.vocabulary.countries import whole
from exonym.resolver.vocabulary.inflection import inflected


@pytest.mark.parametrize(
    ("lang", "form", "use", "wanted"),
    [
        ("fi", "presidentti", "title", "presidentille"),
        ("fi", "puheenjohtaja", "title", "puheenjohtajan"),
        ("fi", "Islanti", "country", "Islannin"),
        ("pl", "minister ~", "title", "ministrem ~"),
        ("pl", "przewodniczący Komisji Europejskiej", "title", "przewodniczącego Komisji Europejskiej"),
        ("pl", "japoński", "adjective", "japońską"),
    ],
)
def test_the_word_that_changes_takes_the_longest_ending(lang: str, form: str, use: str, wanted: str):
    forms = inflected(lang, form, use)
    assert forms[0] == form
    assert wanted in forms


def test_a_language_without_rules_has_the_form_alone():
    assert inflected("vi", "Chủ tịch nước", "title") == ("Chủ tịch nước",)


def test_an_ending_is_never_a_whole_word():
    assert inflected("pl", "ef", "title") == ("ef",)


@pytest.mark.parametrize("text", ["Japanin", "Japonii", "японська", "Японії", "japonesa", "japońskiej"])
def test_countries_in_other_cases(text: str):
    assert whole(text) == "jp"
