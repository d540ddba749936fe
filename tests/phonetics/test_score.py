"""Renderings of one name are recognised across scripts, and other names are not."""

import pytest

from exonym.resolver.phonetics.chunk_alignment import path_weight, pieces
from exonym.resolver.phonetics.chunks import FILES, chunks
from exonym.resolver.phonetics.score import SoundComparer
from exonym.resolver.phonetics.segments import words
from exonym.resolver.phonetics.skeleton import skeletons
from exonym.resolver.phonetics.spelt import spelt
from exonym.resolver.policy import DEFAULT_POLICY
from exonym.resolver.text.scripts import Script

compare = SoundComparer(DEFAULT_POLICY.sound).compare

SAME = [
    ("迈克尔·德索姆布雷", "Michael DeSombre"),
    ("マイケル・ジャクソン", "Michael Jackson"),
    ("마이클 잭슨", "Michael Jackson"),
    ("Майкл Джексон", "Michael Jackson"),
    ("مايكل جاكسون", "Michael Jackson"),
    ("מייקל ג'קסון", "Michael Jackson"),
    ("Μάικλ Τζάκσον", "Michael Jackson"),
    ("მაიკლ ჯექსონი", "Michael Jackson"),
    ("Մայքլ Ջեքսոն", "Michael Jackson"),
    ("माइकल जैक्सन", "Michael Jackson"),
    ("মাইকেল জ্যাকসন", "Michael Jackson"),
    ("மைக்கேல் ஜாக்சன்", "Michael Jackson"),
    ("ไมเคิล แจ็กสัน", "Michael Jackson"),
    ("Maikls Džeksons", "Michael Jackson"),
    ("Amélie Mauresmová", "Amélie Mauresmo"),
    ("Джексон, Майкл", "Michael Jackson"),
    ("マイケル・ジャクソン", "迈克尔·杰克逊"),
    ("Майкл Джексон", "마이클 잭슨"),
]
OTHERS = [
    ("迈克尔·德索姆布雷", "Michael Jordan"),
    ("マイケル・ジャクソン", "Michael Owen"),
    ("Майкл Джексон", "Michael Schumacher"),
    ("مايكل جاكسون", "Michael Bloomberg"),
    ("Maikls Džeksons", "Michael Douglas"),
    ("마이클 잭슨", "Mike Tyson"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_renderings_of_one_name_match_word_by_word(one, other):
    alignment = compare(one, other)
    assert len(alignment.matches) == 2
    assert alignment.weight > 8
    assert not alignment.contradicted


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_family_name_contradicts(one, other):
    assert compare(one, other).contradicted or compare(one, other).worst < 0.2


def test_a_missing_word_is_an_omission_not_a_contradiction():
    alignment = compare("Стиглиц", "Joseph Stiglitz")
    assert alignment.left_other == ("Joseph",)
    assert not alignment.contradicted
    assert alignment.weight < compare("Джозеф Стиглиц", "Joseph Stiglitz").weight


def test_numerals_decide_between_rulers():
    assert compare("Карл XII", "Charles XII of Sweden").numerals == 1
    assert compare("Карл XII", "Charles XI of Sweden").contradicted
    assert compare("Карл", "Charles XI of Sweden").numerals == 0


def test_given_names_that_languages_translate_are_equivalent():
    assert str(compare("Carolus Magnus", "Karl Magnus").matches[0]) == "Carolus ~ Karl"
    assert compare("Carolus", "Peter").matches == ()


def test_a_common_word_bears_less_than_a_rare_one():
    common, rare = compare("Джон", "John").matches[0], compare("Стиглиц", "Stiglitz").matches[0]
    assert common.weight < rare.weight


def test_an_initial_agrees_or_not():
    assert len(compare("J. Stiglitz", "Joseph Stiglitz").matches) == 2
    assert len(compare("K. Stiglitz", "Joseph Stiglitz").matches) == 1


def test_pieces_show_how_the_letters_stand_for_each_other():
    word = words("布雷")[0]
    shown = pieces(chunks(Script.HAN), word.units, "bre")
    assert "".join(source for source, _ in shown) == "布雷"
    assert "".join(latin for _, latin in shown) == "bre"
    assert shown[0] == ("布", "b")


@pytest.mark.parametrize("script", sorted(FILES))
def test_every_table_weighs_a_rendering_above_chance(script):
    table = chunks(script)
    assert len(table.weights) > 30
    best = [(units, max(row, key=lambda latin: row[latin])) for units, row in table.weights.items()]
    assert all(path_weight(table, units, latin) > 0 for units, latin in best[:50] if latin)


def test_nothing_renders_nothing():
    assert path_weight(chunks(Script.HAN), (), "abc") < 0
    assert pieces(chunks(Script.HAN), (), "abc") == ()
    assert compare("", "Michael").matches == ()
    assert spelt("?!").words == ()


def test_skeletons_of_renderings_look_alike():
    assert skeletons("Майкл Джонсон") == (("maikl", "mkl"), ("sunsun", "snsn"))
    assert skeletons("Johnson")[0][0] == "sunsun"
    assert skeletons("Charles XII")[1:] == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Salman bin Abdul-Aziz Al Saud", "Nayef bin Abdul-Aziz Al Saud"),
        ("Салман ибн Абдул-Азиз Аль Сауд", "Nayef bin Abdul-Aziz Al Saud"),
        ("Sofia Dorotea di Württemberg", "Sophia Dorothea of Hanover"),
    ],
)
def test_another_word_in_the_place_of_a_word_contradicts(one, other):
    assert compare(one, other).contradicted
    assert compare(other, one).contradicted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Diana, Vương phi xứ Wales", "Diana, Princess of Wales"),
        ("Sophie, grófka z Wessexu", "Sophie, Countess of Wessex"),
        ("Salman bin Abdul-Aziz Al Saud", "Salman Al Saud"),
    ],
)
def test_a_title_in_another_language_or_a_missing_word_contradicts_nobody(one, other):
    assert not compare(one, other).contradicted
