"""The compiled search and the one of numpy are the same, what sound says to the last bit, for words of every script."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exonym.resolver.phonetics.compiled_ranking import CompiledForms
from exonym.resolver.phonetics.lexicon import Lexicon
from exonym.resolver.phonetics.ranking import RETRIEVED, best_by_numpy
from exonym.resolver.phonetics.renderings import Phonetics
from exonym.resolver.phonetics.score import SoundComparer
from exonym.resolver.phonetics.spelt import spelt
from exonym.resolver.policy import DEFAULT_POLICY

WEIGHTS = DEFAULT_POLICY.sound
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
def people() -> Phonetics:
    return Phonetics.build(enumerate(FORMS))


@pytest.fixture(scope="module")
def compiled(people) -> CompiledForms:
    found = CompiledForms.of(people.sounds, people.lexicon, RETRIEVED)
    if found is None:
        pytest.skip("no C compiler was at hand when the package was installed")
    return found


def _same(people: Phonetics, compiled: CompiledForms, text: str) -> None:
    name = spelt(text)
    if not name.words:
        return
    found = list(compiled.best(name, len(FORMS), WEIGHTS))
    by_numpy = list(best_by_numpy(people.sounds, people.lexicon, name, len(FORMS), WEIGHTS))
    assert [each.place for each in found] == [each.place for each in by_numpy]
    assert [each.rank for each in found] == pytest.approx([each.rank for each in by_numpy], abs=1e-9)
    assert [each.share for each in found] == [each.share for each in by_numpy]
    for own, its in zip(found, by_numpy, strict=True):
        assert np.array_equal(own.heard, its.heard, equal_nan=True)


@settings(max_examples=300, deadline=None)
@given(texts=st.lists(st.text(LETTERS, min_size=1, max_size=30), min_size=1, max_size=4))
def test_both_searches_give_the_same(people, compiled, texts):
    _same(people, compiled, " ".join(texts))


@pytest.mark.parametrize(
    "text",
    [
        "Merkelová",
        "Карл XI",
        "Charles",
        "Карл",
        "M. DeSombre",
        "李敖",
        "Kim II",
        "이 리 아오",
        "Áleksandra Sterbakova 2世",
        "x " * 20,
    ],
)
def test_both_give_the_same_where_more_than_sound_speaks(people, compiled, text):
    _same(people, compiled, text)


def _ranks(found) -> list[tuple[int, float]]:
    return [(each.place, each.rank) for each in found]


def test_a_search_goes_on_after_others_of_its_thread(compiled):
    whole = _ranks(compiled.best(spelt("Aleksandr Moritz"), len(FORMS), WEIGHTS))
    assert len(whole) > 6  # more than are ranked at once
    for other in ("Baba", "Wolfeschlegelsteinhausenbergerdorff de Saint-Exupéry", "이 리 아오"):
        begun = compiled.best(spelt("Aleksandr Moritz"), len(FORMS), WEIGHTS)
        found = [next(begun) for _ in range(3)]
        list(compiled.best(spelt(other), len(FORMS), WEIGHTS))
        assert _ranks(found + list(begun)) == whole


def test_a_search_goes_on_after_names_were_laid_side_by_side(compiled):
    whole = _ranks(compiled.best(spelt("Aleksandr Moritz"), len(FORMS), WEIGHTS))
    found = []
    for each in compiled.best(spelt("Aleksandr Moritz"), len(FORMS), WEIGHTS):
        found.append(each)
        assert SoundComparer(WEIGHTS).compare("Jean-Baptiste Antoine", "Жан Батист Антуан").matches
    assert _ranks(found) == whole


def test_a_search_goes_on_in_another_thread(compiled):
    whole = _ranks(compiled.best(spelt("Aleksandr Moritz"), len(FORMS), WEIGHTS))
    begun = compiled.best(spelt("Aleksandr Moritz"), len(FORMS), WEIGHTS)
    found = [next(begun)]
    with ThreadPoolExecutor(1) as other:
        other.submit(lambda: list(compiled.best(spelt("Baba"), 5, WEIGHTS))).result()
        found += other.submit(list, begun).result()
    assert _ranks(found) == whole


@pytest.mark.parametrize("text", ["ab" * 200, "a " * 40, "吴" * 100])
def test_what_is_longer_than_the_compiled_search_takes_is_left_to_numpy(people, compiled, text):
    assert compiled.best(spelt(text), 5, WEIGHTS) is None
    assert people.find(text, 5, SoundComparer(WEIGHTS)) is not None


@pytest.fixture(scope="module")
def lexicon(people) -> Lexicon:
    return people.lexicon


def test_a_word_longer_than_the_compiled_loop_takes_is_weighed_all_the_same(lexicon):
    (word,) = spelt("ab" * 200).words
    likeness, sound = lexicon.hear([word], np.arange(len(lexicon.latin)))
    assert likeness.max() > 0
    assert sound.shape == likeness.shape
