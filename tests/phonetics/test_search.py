"""Forms are found by sound, whatever their script, order and company, and unknown people are unlikely."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exonym.resolver.decision.decide import logit
from exonym.resolver.phonetics.chunk_alignment import path_weight
from exonym.resolver.phonetics.chunks import chunks
from exonym.resolver.phonetics.cut_names import CutNames
from exonym.resolver.phonetics.lexicon import Lexicon
from exonym.resolver.phonetics.renderings import FEATURES, Phonetics, features, most_likely, probability
from exonym.resolver.phonetics.retrieval import Sounds, grams
from exonym.resolver.phonetics.score import SoundComparer
from exonym.resolver.phonetics.spelt import spelt
from exonym.resolver.policy import DEFAULT_POLICY

COMPARER = SoundComparer(DEFAULT_POLICY.sound)

NAMES = (
    "Michael DeSombre", "Michael Jackson", "Michael Jordan", "Jackson Pollock", "Angela Merkel", "Joseph Stiglitz",
    "Charles XI of Sweden", "Charles XII of Sweden", "Arnold Schwarzenegger", "Julius Caesar", "Kim Jong-un",
    "Johannes Kepler", "Johann Strauss", "Marie Curie", "Pierre Curie", "Yoshitaka Shindo", "Ngô Xuân Lịch",
)  # fmt: skip

WHOLE = ("Ангела Меркель", "Abdulaziz", "Yoshitakashindo", "약간", "吴", "von der Leyen", "Пирс Кюри", "H. Kepler")


@pytest.fixture(scope="module")
def people() -> Phonetics:
    return Phonetics.build(enumerate(NAMES))


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("迈克尔·德索姆布雷", "Michael DeSombre"),
        ("Шварценеггер Арнольд", "Arnold Schwarzenegger"),
        ("アンゲラ・メルケル", "Angela Merkel"),
        ("Карл XII", "Charles XII of Sweden"),
        ("요제프 스티글리츠", "Joseph Stiglitz"),
        ("ماري كوري", "Marie Curie"),
        ("Johans Štrauss", "Johann Strauss"),
    ],
)
def test_the_right_form_is_found_first(people, query, name):
    assert NAMES[people.find(query, 5, COMPARER)[0].form] == name


def test_a_spelling_in_another_script_does_not_hide_the_latin_one():
    names = ("Mark Rutte", "Марк Рютте", "Mark Welsh")
    found = {names[each.form]: each for each in Phonetics.build(enumerate(names)).find("مارك روته", 5, COMPARER)}
    alone = COMPARER.compare("مارك روته", "Mark Rutte")
    assert found["Mark Rutte"].alignment.weight == pytest.approx(alone.weight, abs=0.01)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from((*"ab", *NAMES, *WHOLE, "h", "II", "Абдул", "Азиз", "фон", "Пирс")), min_size=1, max_size=4
    )
)
def test_a_whole_form_is_found_where_the_best_is_one(texts: list[str]) -> None:
    every, text = Phonetics.build(enumerate((*NAMES, *WHOLE))), " ".join(texts)
    for sought in (str.isascii, lambda form: not form.isascii(), len):
        found = every.find(text, 3, COMPARER)
        is_sought = bool(found) and found[0].alignment.is_whole and bool(sought(every.names[found[0].form]))
        whole = every.find_whole(text, 3, COMPARER, lambda form: bool(sought(every.names[form])))  # noqa: B023
        assert whole == (found if is_sought else [])


def test_a_person_who_is_not_there_is_less_likely_than_one_who_is(people):
    assert probability(people.find("Майкл Шумахер", 5, COMPARER)) < 0.5
    assert probability(people.find("Арнольд Шварценеггер", 5, COMPARER)) > 0.9
    assert probability(people.find("Мария Кюри", 5, COMPARER)) > probability(people.find("Ева Кюри", 5, COMPARER))


def test_nothing_is_found_for_nothing(people):
    assert people.find("?!", 5, COMPARER) == []
    assert people.find("Merkel", 0, COMPARER) == []
    assert probability([]) == 0.0


def test_features_have_names(people):
    assert len(features(people.find("Меркель", 5, COMPARER))) == len(FEATURES)


def test_the_order_of_loading_does_not_matter(people):
    other = Phonetics.build(list(enumerate(NAMES))[::-1])
    for query in ("Майкл", "Кюри", "Карл XI"):
        assert [found.form for found in other.find(query, 9, COMPARER)] == [
            found.form for found in people.find(query, 9, COMPARER)
        ]


@given(st.sampled_from(NAMES))
def test_every_name_finds_itself_whatever_the_order_of_its_words(name):
    sounds = Sounds.build(CutNames.of(enumerate(map(spelt, NAMES))))
    turned = " ".join(reversed(name.split()))
    assert NAMES[sounds.near(name, 1)[0][0]] == name
    assert grams(spelt(turned)) == grams(spelt(name))


def test_sounds_survive_storing(tmp_path):
    sounds = Sounds.build(CutNames.of(enumerate(map(spelt, NAMES))))
    np.savez(tmp_path / "sounds.npz", **sounds.arrays())
    with np.load(tmp_path / "sounds.npz") as stored:
        assert Sounds.restore(stored).near("Кюри", 3) == sounds.near("Кюри", 3)


@given(st.sampled_from(["德索姆布雷", "Шварценеггер", "Štrauss", "スティグリッツ", "ميركل"]))
def test_many_words_at_once_weigh_what_one_by_one_does(query):
    lexicon = Lexicon.build(CutNames.of(enumerate(map(spelt, NAMES))))
    word = spelt(query).words[0]
    _, (at_once,) = lexicon.hear([word], np.arange(len(lexicon.latin)))
    best = int(np.nanargmax(at_once))
    alone = path_weight(chunks(word.word.script), word.word.units, lexicon.latin[best])
    assert float(at_once[best]) == pytest.approx(alone, abs=0.05)


@pytest.mark.parametrize("query", ["마이클", "施瓦辛格", "кеплер", "Stieglitz", "Цезарь"])
def test_the_weight_of_a_word_does_not_depend_on_its_neighbours(query: str) -> None:
    """The letters of all words lie in one row; what follows a word's last letter must not count."""
    word = spelt(query).words[0]
    lexicon = Lexicon.build(CutNames.of(enumerate(map(spelt, NAMES))))
    _, (at_once,) = lexicon.hear([word], np.arange(len(lexicon.latin)))
    assert np.nanmax(at_once) > 0
    for number, latin in enumerate(lexicon.latin):
        alone = Lexicon.build(CutNames.of([(0, spelt(latin))]))
        assert tuple(alone.latin) == (latin,)
        _, ((same,),) = alone.hear([word], np.arange(1))
        assert np.array_equal(at_once[number], same, equal_nan=True), latin


def test_a_stored_lexicon_is_the_same() -> None:
    made = Lexicon.build(CutNames.of(enumerate(map(spelt, NAMES))))
    kept = Lexicon.restore(made.arrays())
    assert kept.numerals.tolist() == made.numerals.tolist()
    assert np.count_nonzero(made.numerals) == 2, "two kings"
    assert (kept.latin, kept.full, kept.bare) == (made.latin, made.full, made.bare)
    empty = Lexicon.restore(Lexicon.build(CutNames.of([])).arrays())
    assert (len(empty.latin), len(empty.numerals)) == (0, 0)


def test_a_form_is_made_ready_once_for_all_the_mentions_that_it_is_laid_beside(people: Phonetics) -> None:
    read: list[int] = []

    class Names(dict[int, str]):
        def __getitem__(self, number: int) -> str:
            read.append(number)
            return super().__getitem__(number)

    restored = Phonetics.restore(people.arrays(), Names(enumerate(NAMES)))
    once = restored.find("Ангела Меркель", 5, COMPARER)
    assert len(read) == len(set(read)) >= 1
    assert restored.find("アンゲラ・メルケル", 5, COMPARER)[0].form == once[0].form
    assert len(read) == len(set(read))


@pytest.mark.parametrize("name", ["words", "starts", "records", "plain", "full"])
def test_a_damaged_lexicon_is_refused(name: str) -> None:
    stored = Lexicon.build(CutNames.of(enumerate(map(spelt, NAMES)))).arrays()
    stored[name] = stored[name].copy()
    if name in {"records", "plain"}:
        stored[name] = stored[name][:-1]
    else:
        stored[name][-1] = 30_000 if name == "words" else ord("\n") if name == "full" else 1
    with pytest.raises(ValueError, match="words"):
        Lexicon.restore(stored)


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from((*NAMES, *WHOLE, "Johannes", "XII", "V.", "Иванович")), min_size=1, max_size=3).map(
        " ".join
    )
)
def test_no_form_is_likelier_than_any_may_be(people: Phonetics, text: str):
    name = spelt(text)
    most = most_likely(len(name.words), numbered=bool(name.numerals or name.maybe))
    assert logit(probability(people.find(text, 5, COMPARER))) <= most + 1e-9
    near = dict(people.near(name, 5, COMPARER.weights))
    for each in people.find(text, 5, COMPARER):
        if (pairing := near[each.form]) is not None:
            known = sorted((match.one, match.closeness) for match in each.alignment.matches)
            assert sorted(pairing.matched) == known
            assert (pairing.left_one, pairing.left_other) == (each.alignment.left_one, each.alignment.left_other)


def test_more_words_and_numerals_make_a_name_likelier():
    assert most_likely(0, numbered=True) < most_likely(1, numbered=False) < most_likely(2, numbered=False)
    assert most_likely(2, numbered=False) < most_likely(2, numbered=True) <= most_likely(9, numbered=True)
