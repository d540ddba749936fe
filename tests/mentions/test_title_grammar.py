"""How words make titles: a role and a body are an office, and a country belongs to the office of its clause."""

from __future__ import annotations

import pytest

from exonym.resolver.mentions.title_grammar import Item, as_titles, is_personal
from exonym.resolver.text.phrases import Found
from exonym.resolver.vocabulary.offices import Sense

WORDS = {
    "minister": Sense("role", "minister", "", "en"),
    "defence": Sense("portfolio", "ministry-of-defence", "", "en"),
    "president": Sense("office", "president", "", "en"),
    "general": Sense("rank", "o10", "", "en"),
    "deputy": Sense("modifier", "deputy", "", "en"),
    "former": Sense("modifier", "former", "", "en"),
    "Vietnam": Sense("country", "vn", "", "en"),
    "Cuba": Sense("country", "cu", "", "en"),
    "to": Sense("host", "to", "", "en"),
}


def titles(text: str) -> list[str]:
    items, breaks = [], False
    for word in text.split():
        plain = word.rstrip(",")
        items.append(Item(Found((WORDS[plain],), 0, 1), plain, breaks))
        breaks = word.endswith(",")
    return [f"{each.kind}:{each.key}" + f"@{each.country}" * bool(each.country) for each in as_titles(tuple(items))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("minister defence", ["office:minister-of-defence"]),
        ("defence minister", ["office:minister-of-defence"]),
        ("Vietnam defence minister", ["office:minister-of-defence@vn"]),
        ("deputy minister defence", ["office:deputy-minister-of-defence"]),
        ("former president Vietnam", ["honorific:former", "office:president@vn"]),
        ("general Vietnam, president Cuba", ["country:vn@vn", "rank:o10", "office:president@cu"]),
        ("president to Cuba", ["office:president"]),  # where an office is sent is not whose it is
        ("Vietnam", ["country:vn@vn"]),
    ],
)
def test_words_make_titles(text: str, expected: list[str]):
    assert titles(text) == expected


def test_ranks_and_offices_are_said_of_people_and_countries_are_not():
    def item(word: str) -> Item:
        return Item(Found((WORDS[word],), 0, 1), word, breaks=False)

    assert is_personal([item("Vietnam"), item("general")])
    assert not is_personal([item("Vietnam"), item("defence")])
