"""Vietnamese names in the characters that Chinese writes: candidates with their likelihood, and the way back."""

from __future__ import annotations

from exonym.resolver.readings.chinese.sinovietnamese import readings
from exonym.resolver.readings.vietnamese.in_han import candidates
from exonym.resolver.readings.vietnamese.syllable import canonical
from exonym.resolver.tables.schema.vietnamese import IN_HAN


def test_every_character_has_its_syllable_among_its_readings():
    wrong = [
        (row.syllable, char)
        for row in IN_HAN.read()
        for char, _ in row.characters
        if row.syllable not in {syllable for syllable, _ in readings(char)}
    ]
    assert wrong == []


def test_syllables_are_in_the_form_in_which_they_are_looked_up():
    assert [row.syllable for row in IN_HAN.read() if canonical(row.syllable) != row.syllable] == []


def test_the_likeliest_comes_first_and_the_rest_is_left_for_others():
    found = candidates(("Tô", "Lâm"), 5)
    assert [text for text, _ in found] == ["苏林", "苏霖"]
    assert sum(share for _, share in found) < 1
    assert candidates(("TÔ", "LÂM"), 1) == found[:1]


def test_a_name_of_one_syllable_or_of_unknown_ones_has_none():
    assert candidates(("Lâm",), 3) == []
    assert candidates(("Y", "Wơl"), 3) == []
