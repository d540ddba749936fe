"""What stands in brackets beside a name: an office, a country, a description, or the name once more."""

from __future__ import annotations

import pytest

from exonym.resolver.mentions.brackets import in_brackets


@pytest.mark.parametrize(
    ("text", "key"),
    [("国防部长", "minister-of-defence"), ("Minister of Defence", "minister-of-defence"), ("Vietnam", "vn")],
)
def test_an_office_or_a_country_is_a_title(text: str, key: str):
    titles = in_brackets(text)
    assert titles is not None
    assert [title.key for title in titles] == [key]


@pytest.mark.parametrize("text", ["born 1954", "58", "1954–2020", "vihr."])
def test_an_age_years_or_a_party_say_nothing_of_the_name(text: str):
    assert in_brackets(text) == ()


def test_what_somebody_is_said_to_be_is_a_description():
    titles = in_brackets("American politician")
    assert titles is not None
    assert [title.kind for title in titles] == ["description"]


@pytest.mark.parametrize("word", ["a" * 2_000, "a " * 1_000, "a1" * 1_000])
def test_a_long_text_is_read_in_no_time(word: str):
    found = in_brackets(f"{word}!")
    assert found is None or found[0].kind == "description"


@pytest.mark.parametrize("text", ["ムン・ジェイン", "Koya Nishikawa", "吴春历"])
def test_anything_else_is_the_name_once_more(text: str):
    assert in_brackets(text) is None
