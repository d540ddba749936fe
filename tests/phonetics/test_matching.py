"""Two neighbours as one word: their skeleton is that of their letters together, in every script."""

from hypothesis import given, settings
from hypothesis import strategies as st

from exonym.resolver.phonetics.matching import joined, joined_skeleton
from exonym.resolver.phonetics.spelt import spelt

LETTERS = "abcdehikmoqstxzáéöşğßĐİıабвгдежзийкσςαβגדה'ज़ড়アイカキ김이吳李กขค์ملن"


@settings(max_examples=300, deadline=None)
@given(one=st.text(LETTERS, min_size=1, max_size=9), two=st.text(LETTERS, min_size=1, max_size=9))
def test_the_skeleton_of_two_words_joined_is_that_of_their_letters(one: str, two: str):
    words = (*spelt(one).words, *spelt(two).words)
    for left in words:
        for right in words:
            assert joined_skeleton(left, right) == joined(left, right).full
