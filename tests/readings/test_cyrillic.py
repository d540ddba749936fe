import pytest
from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver.names.alignment import target
from exonym.resolver.readings import cyrillic
from exonym.resolver.tables import rows
from exonym.resolver.text.scripts import Script

from .walk import is_whole


def latin(name: str, goal: str) -> bool:
    lattice = cyrillic.lattice(tuple(name.split()))
    words = goal.split()
    wanted = target(words, [cyrillic.BRIDGES[0].fold(word) for word in words])
    return is_whole(lattice, wanted, Script.CYRILLIC)


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("Хрущёв", "Khrushchev"),
        ("Хрущев", "Khrushchyov"),
        ("Хрущёв", "Chruschtschow"),
        ("Хрущёв", "Hruščëv"),
        ("Пётр Чайковский", "Peter Tchaikovsky"),
        ("Пётр Чайковский", "Pjotr Tschaikowski"),
        ("Юрий Гагарин", "Iouri Gagarin"),
        ("Володимир Зеленський", "Volodymyr Zelenskyy"),
        ("Володимир Зеленський", "Volodymyr Zelensky"),
        ("Григорій Сковорода", "Hryhorii Skovoroda"),
        ("Бойко Борисов", "Boyko Borisov"),
        ("Първанов", "Parvanov"),
        ("Щерев", "Shterev"),
        ("Ђоковић", "Đoković"),
        ("Новак Ђоковић", "Novak Djokovic"),
        ("Љубичић", "Ljubičić"),
        ("Цахиагийн Элбэгдорж", "Tsakhiagiin Elbegdorj"),
        ("Өвгөнхүү", "Ovgonkhuu"),
        ("Дарья Касьянова", "Daria Kasyanova"),
        ("Игорь Тальков", "Igor Talkov"),
        ("Александр Ксенофонтов", "Alexander Xenofontov"),
    ],
)
def test_conventions_are_reached(name: str, spelling: str) -> None:
    assert latin(name, spelling)


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("Путин", "Pushkin"),
        ("Лавров", "Lazarov"),
        ("Громыко", "Hromyk"),
        ("Иванов", "Ivanova"),
        ("Орлов", "Arlov Jr"),
    ],
)
def test_other_names_are_not_reached(name: str, spelling: str) -> None:
    assert not latin(name, spelling)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Зеленський Володимир", ""),
        ("Андрій", "uk"),
        ("Ђорђе", "sr"),
        ("Сүхбаатар", "mn"),
        ("Быков", "ru"),
        ("Първанов", "bg"),
        ("Подъячев", ""),
        ("Аляксандр Быкаў", "be"),
    ],
)
def test_language_is_told_by_letters(text: str, code: str) -> None:
    assert cyrillic.language(tuple(text.split())) == code


@pytest.mark.parametrize(
    ("word", "nominative"),
    [
        ("Личу", "Лить"),
        ("Лича", "Лить"),
        ("Личом", "Лить"),
        ("Литем", "Лить"),
        ("Фуком", "Фук"),
        ("Чонга", "Чонг"),
        ("Путиным", "Путин"),
        ("Толстому", "Толстой"),
        ("Толстого", "Толстой"),
        ("Чайковским", "Чайковский"),
        ("Ивановой", "Иванова"),
        ("Николаем", "Николай"),
        ("Марией", "Мария"),
        ("Анатолию", "Анатолий"),
        ("Абэ", "Абэ"),
        ("Зеленському", "Зеленський"),
        ("Шевченкові", "Шевченк"),
    ],
)
def test_stems_hold_the_nominative(word: str, nominative: str) -> None:
    assert nominative in cyrillic.stems(word)


@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяієґ", max_size=12))
def test_the_word_itself_comes_first_and_stems_are_few(word: str) -> None:
    found = cyrillic.stems(word)
    assert found[0] == word
    assert len(found) == len(set(found)) <= 6


@pytest.mark.parametrize("word", ["Хо", "Ле", "То", "Чан", "Нгуен", "Ду"])
def test_short_words_and_bare_nominatives_are_left_alone(word: str) -> None:
    assert cyrillic.stems(word) == (word,)


@pytest.mark.parametrize(
    ("name", "position"),
    [
        ("Никита Сергеевич Хрущёв", 1),
        ("Хрущёв Никита Сергеевич", 2),
        ("Хрущёву Никите Сергеевичу", 2),
        ("Анна Андреевна Ахматова", 1),
        ("Лесі Петрівни Косач", 1),
        ("Дмитрий Ильич Ульянов", 1),
        ("Роман Абрамович", None),
        ("Слободан Милошевич", None),
        ("Нгуен Фу Чонг", None),
        ("Нго Суан Лич", None),
    ],
)
def test_patronymics(name: str, position: int | None) -> None:
    assert cyrillic.patronymic(tuple(name.split())) == position


def test_edges_are_in_the_alphabet_of_the_fold() -> None:
    for _, spellings, *_ in [*rows("cyrillic_latin.tsv"), *rows("cyrillic_given_names.tsv")]:
        for option in spellings.split("/"):
            assert cyrillic.BRIDGES[0].fold(option.partition(":")[0]) == option.partition(":")[0] != ""


def test_no_letters_no_lattice() -> None:
    assert cyrillic.lattice(()) is None
    assert cyrillic.lattice(("1", "?")) is None
