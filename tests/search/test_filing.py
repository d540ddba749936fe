"""What forms are filed under: each word is worked out once, and a word closes a route for every name that has it."""

from collections import Counter
from itertools import product

import pytest

from exonym.resolver.index.filed_keys import BETWEEN
from exonym.resolver.model import Entity, Form, Kind
from exonym.resolver.names.forms import KnownForm, known_forms
from exonym.resolver.phonetics.cut_names import CutNames
from exonym.resolver.phonetics.name_texts import NameReader
from exonym.resolver.phonetics.spelt import spelt
from exonym.resolver.readings.links import USUAL
from exonym.resolver.readings.routes import bridges_from
from exonym.resolver.search import filing
from exonym.resolver.search.filing import Filing, usual_spellings
from exonym.resolver.search.form_records import records_of
from exonym.resolver.search.making import Making, Reading
from exonym.resolver.search.walking import best_texts
from exonym.resolver.text.scripts import Script

WORDS = ("Nguyễn", "Phu", "Trọng", "Tanaka", "Shin'ichi", "Ōno", "Kim", "Dae-jung", "Lee", "Xi", "Jinping", "Smith")


def forms(*texts: str, country: str = "", kind: Kind = Kind.PERSON) -> list[KnownForm]:
    return [*known_forms(Entity("x", kind, texts[0], tuple(map(Form, texts)), country=country))]


def test_a_route_that_reads_a_name_admits_each_of_its_words() -> None:
    read = Counter[str]()
    for words in product(WORDS, repeat=2):
        for bridge in bridges_from(Script.LATIN):
            if bridge.lattice(words) is not None:
                assert bridge.admits is not None, bridge.code
                assert all(map(bridge.admits, words)), (bridge.code, words)
                read[bridge.code] += 1
    assert read.keys() == {bridge.code for bridge in bridges_from(Script.LATIN)}  # each reads some of these


def test_what_a_route_says_of_words_one_by_one_is_what_it_says_of_the_name() -> None:
    more = ("Young", "Ahn", "Eun-a", "Seon-yeong", "Il", "Hyun-woo", "O", "Xi'an", "Lü", "Hòa", "ng", "Shinjirō" * 6)
    names = [each for count in (1, 2, 3) for each in product((*WORDS, *more) if count < 3 else WORDS[:9], repeat=count)]
    for bridge in filter(lambda each: each.links, bridges_from(Script.LATIN)):
        read = 0
        for words in names:
            lattice = bridge.lattice(words)
            expected = best_texts(lattice, USUAL) if lattice and len(lattice.units) <= 40 else ()
            assert usual_spellings(bridge, words, 40) == expected, (bridge.code, words)
            read += bool(expected)
        assert read, bridge.code


def test_a_lattice_of_usual_spellings_spells_what_the_whole_one_does() -> None:
    whole = (
        "小泉進次郎",
        "小泉 進次郎",
        "佐々木太郎",
        "戸ヶ崎健",
        "五百旗頭真",
        "马哈茂德",
        "瑪莉蓮夢露",
        "謝長廷",
        "龘靐",
        "々",
        "",
    )
    pairs = ("".join(each) for each in product("山田中東條英太龍麗々ヶ", repeat=3))
    routes = [bridge for bridge in bridges_from(Script.HAN) if bridge.usual]
    assert routes
    for words, bridge in product(map(tuple, map(str.split, (*whole, *pairs))), routes):
        lattice = bridge.lattice(words)
        expected = best_texts(lattice, USUAL) if lattice else ()
        assert usual_spellings(bridge, words, 40) == expected, (bridge.code, words)


def test_what_was_filed_before_changes_nothing() -> None:
    names = [*map(" ".join, product(WORDS, repeat=2)), "Путин Владимир", "김대중", "習近平", "カルロス2世", "", "2世"]
    every = [form for name in names for form in forms(name)]
    together = Filing()
    assert [together(form) for form in every] == [Filing()(form) for form in every]


def test_a_word_is_worked_out_once_for_all_names_that_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    folded = Counter[str]()

    def counted(word: str, script: Script) -> str:
        folded[word] += 1
        return word.lower()

    monkeypatch.setattr(filing, "fold", counted)
    file = Filing()
    for form in forms("Ada Lovelace", "Ada King", "King Lovelace"):
        file(form)
    assert folded == {"Ada": 1, "Lovelace": 1, "King": 1}


def test_more_words_than_are_kept_are_filed_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    every = forms(*map(" ".join, product(WORDS, repeat=2)))
    expected = list(map(Filing(), every))
    monkeypatch.setattr(filing, "KEPT_WORDS", 3)
    file = Filing()
    assert list(map(file, every)) == expected
    assert len(file._words(Script.LATIN)) <= 3


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ada Lovelace", Kind.PERSON),
        ("Lev Nikolayevich Tolstoy", Kind.PERSON),  # a patronymic
        ("II. Lajos magyar király", Kind.PERSON),  # a numeral and a realm
        ("V Gonzalez", Kind.PERSON),  # perhaps a numeral
        ("Ludwig XIV", Kind.PERSON),
        ("習近平", Kind.PERSON),
        ("42", Kind.PERSON),
        ("...", Kind.PERSON),  # no form
        ("Gazprom", Kind.ORGANISATION),
        ("Ministry of Finance", Kind.ORGANISATION),
        ("Treaty of Lisbon", Kind.AGREEMENT),
    ],
)
def test_what_is_made_of_an_entity_is_read_as_it_was(name: str, kind: Kind) -> None:
    entity = Entity("x", kind, name, (Form(name), Form(f"{name} II"), Form("Kim Dae-jung")))
    made = Reading()(Making([entity], lambda of, its_forms: [of.name, len(its_forms)])(0))
    each = known_forms(entity)
    assert made.records == records_of(entity, each)
    assert made.keys == tuple(map(BETWEEN.join, map(Filing(), each)))
    assert made.beside == [name, len(each)]
    assert len(made.sounds) == len(each)


def test_the_sound_of_a_name_is_read_as_it_was() -> None:
    names = (
        "Lev Nikolayevich Tolstoy",
        "II. Lajos magyar király",
        "V Gonzalez",
        "Ludwig XIV",
        "42",
        "Ng, An",
        "Лев",
        "Slobodan Milošević",
        "Ivan Petrovich",
        "Milan Petrović Njegoš",
        "Толстой Лев Николаевич",
    )
    entities = [Entity(name, Kind.PERSON, name, (Form(name),)) for name in names]
    making, read, taken = Making(entities, lambda of, its_forms: None), Reading(), NameReader()
    for number in range(len(names)):
        (sound,) = read(making(number)).sounds
        assert sound is not None
        taken.take(number, [sound])
    found, expected = taken.names(), CutNames.of(enumerate(map(spelt, names)))
    assert list(found.words) == list(expected.words)
    assert [each.tolist() for each in found[1:4]] == [each.tolist() for each in expected[1:4]]
    assert found.odd == expected.odd
    assert {0, 1, 2, 3} < found.odd.keys()
