"""The compiled weight of a word with Latin letters is that of Python, to the last bit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exonym.resolver.native.library import library
from exonym.resolver.phonetics import compiled_path
from exonym.resolver.phonetics.chunk_alignment import path_weight, path_weight_by_python
from exonym.resolver.phonetics.chunks import chunks
from exonym.resolver.phonetics.segments import words
from exonym.resolver.phonetics.skeleton import latin

pytestmark = pytest.mark.skipif(library() is None, reason="there was no C compiler at installation")
LETTERS = (
    "abcxyzéğşŋœ" "абвгжшщьёѣ" "กขคงเแ" "アイウエオンッー" "가나다김박" "迈克尔德吴㐂"
    "אבגש" "ابجدشغ" "αβγδω" "कखगा" "Հայք" "აბგ" "அஆக" "অআক" "አበ" "ກຂ"
)  # fmt: skip
WORD = st.text(LETTERS, min_size=1, max_size=20)


def _compared(one: str, other: str) -> int:
    """How many pairs of words the compiled loop took."""
    taken = 0
    for word in words(one):
        for target in map(latin, words(other)):
            if not word.units or not target:
                continue
            table = chunks(word.script)
            found = compiled_path.path_weight(table, word.units, target)
            assert found is None or found == path_weight_by_python(table, word.units, target)
            taken += found is not None
    return taken


@settings(max_examples=500, deadline=None)
@given(one=WORD, other=WORD)
def test_words_of_every_script_weigh_the_same(one, other):
    _compared(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Меркель", "Merkel"), ("吴春历", "Ngô Xuân Lịch"), ("アンゲラ", "Angela"), ("문재인", "文在寅"), ("a", "b" * 60)],
)
def test_names_weigh_the_same(one, other):
    assert _compared(one, other)


def test_what_is_longer_than_the_compiled_loop_takes_is_left_to_python():
    table, units = chunks(words("а")[0].script), tuple("а" * 70)
    assert compiled_path.path_weight(table, units, "a") is None
    assert path_weight(table, units, "a") == path_weight_by_python(table, units, "a")
