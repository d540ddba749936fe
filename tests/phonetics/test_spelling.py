"""A word that compiled code spells is as Python spells it, to the last bit; and names are cut alike the quick way."""

from types import SimpleNamespace
from unittest.mock import Mock, patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict

from exonym.resolver.model import Gazetteer
from exonym.resolver.native.library import library
from exonym.resolver.phonetics import compiled_spelling, segments
from exonym.resolver.phonetics.compiled_path import LONGEST
from exonym.resolver.phonetics.compiled_spelling import letters_of, packed_by_python
from exonym.resolver.phonetics.segments import Word, cut, words
from exonym.resolver.text.scripts import Script

compiled = pytest.mark.skipif(library() is None, reason="there was no C compiler at installation")
LETTERS = (
    "abcxyzéğşŋœßıʿª" "абвгжшщьёѣдйкс" "กขคงเแ์ิ" "アイウエオンッーャァキフヴ" "가나다김박" "迈克尔德吴㐂世二"
    "אבגש'׳וי" "ابجدشغـَ" "αβγδωουντ" "कखगा़" "Հայքու" "აბგ" "அஆகஃப" "অআকয়্য" "አበ" "ກຂ" "ហ្វ"
)  # fmt: skip
SPELLINGS = st.text("abcdeghiknopqstuxyz", max_size=24)
ODD = [
    "al", "e\u017f", "AL", "x\u0301al", "II", "v", "14世", "二世", "Giáo hoàng", "người", "İ", "1-й", "ο Μέγας", "แห่ง",
]  # fmt: skip
NAMES = st.builds(
    str.join,
    st.sampled_from([" ", "  ", "-", ""]),
    st.lists(
        st.one_of(st.text(f"{LETTERS}'’-.0²_\u0301\U00010437\U00020000", min_size=1, max_size=9), st.sampled_from(ODD)),
        min_size=1,
        max_size=5,
    ),
)


def _compared(word: Word) -> bool:
    """Whether compiled code took a word."""
    asked = Mock(wraps=packed_by_python)
    with patch.object(compiled_spelling, "packed_by_python", asked):
        found = letters_of(word)
    assert asdict(found) == asdict(packed_by_python(word))
    return found.packed is not None and not asked.called


@compiled
@settings(max_examples=1000, deadline=None)
@given(text=st.text(LETTERS, min_size=1, max_size=20))
def test_words_of_every_script_are_spelt_alike(text):
    for word in words(text):
        if word.units:
            _compared(word)


@compiled
@settings(max_examples=1000, deadline=None)
@given(text=SPELLINGS)
def test_skeletons_of_any_letters_are_alike(text):
    assert _compared(Word(text, Script.LATIN, tuple(text)))


@compiled
def test_names_of_a_gazetteer_are_spelt_alike(gazetteer: Gazetteer):
    every = {
        word
        for entity in gazetteer.entities.values()
        for form in entity.forms
        for word in words(form.text)
        if word.units
    }
    taken = sum(map(_compared, every))
    assert taken > 0.8 * len(every), "rare Han characters are left to Python"


@compiled
@pytest.mark.parametrize("script", list(Script))
@pytest.mark.parametrize(
    "units",
    [
        ("\x00",), ("\ud800",), ("a\udfff", "b"), ("\U0010ffff",), ("abcd",), ("аб", "в"), ("a",) * LONGEST,
        ("х",) * LONGEST, ("кс",) * LONGEST,
    ],
    ids=ascii,
)  # fmt: skip
def test_units_of_any_kind(script: Script, units: tuple[str, ...]):
    _compared(Word("".join(units), script, units))


@compiled
def test_what_compiled_code_does_not_know_is_left_to_python():
    assert not _compared(words("አበበ")[0])
    assert not _compared(Word("", Script.LATIN, ("a",) * (LONGEST + 1)))


@settings(max_examples=1000, deadline=None)
@given(text=NAMES)
def test_names_are_cut_alike_the_quick_way(text):
    quick = cut(text)
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(segments, "_at_spaces", lambda _: [])
        assert cut(text) == quick
    for piece in quick:
        word = segments.word(*piece)
        with pytest.MonkeyPatch.context() as changed:
            changed.setattr(segments, "_second_letters", lambda _: SimpleNamespace(isdisjoint=lambda _: False))
            assert segments.word(*piece) == word
