"""The compiled inner loop and the one of numpy are the same, to the last bit, for words of every script."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exonym.resolver.phonetics import kernel
from exonym.resolver.phonetics.lexicon import Lexicon, query
from exonym.resolver.phonetics.spelt import spelt

FORMS = (
    "Abbas", "Baba", "Zyx", "Moritz", "Aleksandr",
    "Michael DeSombre", "Charles XI of Sweden", "Arnold Schwarzenegger", "Kim Jong-un", "Ngô Xuân Lịch", "Li Ao",
    "Jean-Baptiste Antoine de Saint-Exupéry", "Wolfeschlegelsteinhausenbergerdorff", "O", "Ščerbakov",
)  # fmt: skip
LETTERS = (
    "abcxyzéğş" "абвгжшщьё" "กขคงเแ" "アイウエオンッー" "あいん" "가나다김박"
    "迈克尔德吴" "אבגש" "ابجدشغ" "αβγδω" "कखगा"
)  # fmt: skip


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.build(map(spelt, FORMS))


@pytest.fixture(scope="module")
def compiled():
    function = kernel._function()
    if function is None:
        pytest.skip("no C compiler was at hand when the package was installed")
    return function


@settings(max_examples=300, deadline=None)
@given(texts=st.lists(st.text(LETTERS, min_size=1, max_size=30), min_size=1, max_size=4))
def test_both_loops_give_the_same_sums(lexicon, compiled, texts):
    queries = [query(word) for text in texts for word in spelt(text).words]
    if not queries:
        return
    numbers = np.arange(len(lexicon.latin))
    by_numpy = kernel._by_numpy(queries, numbers, lexicon.heard)
    by_c = kernel._by_c(compiled, queries, numbers, lexicon.heard)
    assert np.array_equal(by_numpy[0], by_c[0])
    assert np.array_equal(by_numpy[1], by_c[1], equal_nan=True)


def test_a_word_longer_than_the_compiled_loop_takes_is_weighed_all_the_same(lexicon):
    (word,) = spelt("ab" * 200).words
    likeness, sound = lexicon.hear([word], np.arange(len(lexicon.latin)))
    assert likeness.max() > 0
    assert sound.shape == likeness.shape
