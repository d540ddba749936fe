"""Names in Latin letters, by every route that leads there."""

from __future__ import annotations

from exonym.resolver.readings.in_latin import in_latin
from exonym.resolver.text.scripts import Script


def test_every_route_gives_its_likeliest_spelling() -> None:
    texts = {each.code: each.text for each in in_latin(("吴春历",), Script.HAN)}
    assert texts["sino-vietnamese"] == "Ngô Xuân Lịch"
    assert texts["mandarin"] == "Wu Chunli"
    assert texts["cantonese"] == "Ng Chunlik"


def test_a_spelling_stands_once() -> None:
    found = in_latin(("Нго", "Суан", "Лить"), Script.CYRILLIC)
    assert [each.text for each in found] == ["Ngo Suan Lit"]


def test_latin_letters_stay() -> None:
    assert in_latin(("Koizumi",), Script.LATIN) == ()
