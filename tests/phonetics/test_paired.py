"""What compiled code pairs says of a name and a form what Python says of them, to the last bit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exonym.resolver.phonetics.compiled_ranking import CompiledForms
from exonym.resolver.phonetics.paired import PlainForm, paired, pairing
from exonym.resolver.phonetics.ranking import RETRIEVED, Ranking
from exonym.resolver.phonetics.renderings import Phonetics
from exonym.resolver.phonetics.score import SoundComparer
from exonym.resolver.phonetics.spelt import spelt
from exonym.resolver.policy import DEFAULT_POLICY

COMPARER = SoundComparer(DEFAULT_POLICY.sound)
PLAIN = (
    "Angela Merkel", "Ángela Ruiz Robles", "Karl Marx", "Carlos Fuentes", "Nguyễn Phú Trọng", "Bob Li", "Merkel",
    "Jean-Paul Sartre", "Anna Maria Mozart", "Abdulaziz Rahimi", "O. Henry", "van der Meer", "Bill Gates", "İnönü",
    "William Henry Gates", "Kim Jong-un", "Abd al-Aziz", "Abdullah Öcalan",
)  # fmt: skip
OTHERS = (
    "Charles XI of Sweden", "Ivan Ivanovich Petrov", "Božena Němcová", "Wolfeschlegelsteinhausenbergerdorff", "吴春历",
    "Pope Francis", "V. Putin",
)  # fmt: skip
LETTERS = "abcdegiklmnorstuxyzáéöşğабвгеиклмнорстьюアイカキルンー가나다김이吴李卡尔אבגלשابملنه"


@pytest.fixture(scope="module")
def people() -> Phonetics:
    found = Phonetics.build(enumerate((*PLAIN, *OTHERS)))
    if CompiledForms.of(found.sounds, found.lexicon, RETRIEVED) is None:
        pytest.skip("no C compiler was at hand when the package was installed")
    return found


def _compared(people: Phonetics, text: str) -> tuple[int, int]:
    """How many plain forms were paired, and how many were left to Python."""
    name, ranking = spelt(text), Ranking(people.sounds, people.lexicon)
    counts = [0, 0]
    for ranked in ranking.best(name, len(PLAIN) + len(OTHERS), COMPARER.weights):
        counts[ranked.pairs is None] += bool(people.lexicon.plain[ranked.place])
        if ranked.pairs is None:
            continue
        form = people.names[int(people.sounds.forms[ranked.place])]
        plain = PlainForm.of(people.lexicon, ranked.place, form)
        known, found = pairing(name, plain, ranked.pairs), paired(name, plain, ranked.pairs, COMPARER.weights)
        assert found == COMPARER.align(name, spelt(form), ranking.heard(ranked))
        assert known.matched == [(match.one, match.closeness) for match in found.matches]
        assert (known.left_one, known.left_other) == (found.left_one, found.left_other)
    return counts[0], counts[1]


@settings(max_examples=200, deadline=None)
@given(texts=st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=4))
def test_words_of_every_script_are_paired_as_python_pairs_them(people, texts):
    _compared(people, " ".join(texts))


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_words_written_apart_and_together_are_paired_as_python_pairs_them(people, data):
    text = data.draw(st.sampled_from((*PLAIN, "Абдул Азиз Рахими", "Шопенгауэр Карл", "Б Ли", "Wolfe" * 15)))
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(1, len(text) - 1))
        text = f"{text[:at]} {text[at:]}" if data.draw(st.booleans()) else text.replace(" ", "", 1)
    _compared(people, text)


@pytest.mark.parametrize(
    "text",
    [
        "Ангела Меркель", "Merkel Angela", "A. Merkel", "アンゲラ・メルケル", "Карл Маркс", "Карлос", "Charles Marx XI",
        "بيل غيتس", "عبد الله أوجلان", "Хенри", "Nguyen Thi Dinh", "Anna Mozart Maria", "김정은",
        "Jean Paul Sartre", "Merkelová", "Wm. Gates",
    ],
)  # fmt: skip
def test_names_are_paired_as_python_pairs_them(people, text):
    found, _ = _compared(people, text)
    assert found or "ová" in text


def test_neighbours_that_may_be_one_word_are_left_to_python_alone(people):
    assert _compared(people, "Абдул Азиз Рахими")[1] == 1
    assert not _compared(people, "Карл Маркс")[1]


def test_only_forms_of_which_their_words_say_all_are_plain(people):
    plain = people.lexicon.plain.tolist()
    assert plain == [True] * len(PLAIN) + [False] * len(OTHERS)
