"""How nearly a unit is written as it is known."""

from __future__ import annotations

import pytest

from exonym.resolver.names.relation import grade


@pytest.mark.parametrize(
    ("written", "known", "lang", "relation"),
    [
        ("LỊCH", "Lịch", "vi", "exact"),
        ("Lich", "Lịch", "vi", "unmarked"),
        ("Lích", "Lịch", "vi", "tone"),
        ("Muller", "Müller", "", "unmarked"),
        ("吳", "吴", "zh", "variant"),
    ],
)
def test_a_unit_is_graded_in_its_own_script(written: str, known: str, lang: str, relation: str):
    assert grade(written, known, lang, marked=not written.isascii(), bridged=False) == relation


def test_across_scripts_only_vietnamese_and_japanese_tell_spellings_apart():
    assert grade("Muller", "Müller", "", marked=False, bridged=True) == "exact"
    assert grade("Jun'ichi", "Junnichi", "ja", marked=False, bridged=True) == "vowel"
    assert grade("Lích", "Lịch", "vi", marked=True, bridged=True) == "tone"
