"""Countries in the forms that names use: nouns, genitives, adjectives, pairs."""

from __future__ import annotations

import pytest

from exonym.resolver.tables import rows
from exonym.resolver.text.units import split
from exonym.resolver.vocabulary import countries

WHOLE = [
    ("Việt Nam", "vn"),
    ("Viet Nam", "vn"),
    ("VIỆT NAM", "vn"),
    ("越南", "vn"),
    ("ベトナム", "vn"),
    ("베트남", "vn"),
    ("Vietnams", "vn"),
    ("Vietnam's", "vn"),
    ("vietnamesiska", "vn"),
    ("vietnamesiske", "vn"),
    ("vietnamesisk", "vn"),
    ("vietnamesischer", "vn"),
    ("вьетнамского", "vn"),
    ("Вьетнама", "vn"),
    ("Вьетнам", "vn"),
    ("vietnamienne", "vn"),
    ("Nhật Bản", "jp"),
    ("日本", "jp"),
    ("Japans", "jp"),
    ("japanske", "jp"),
    ("японской", "jp"),
    ("Японии", "jp"),
    ("Trung Quốc", "cn"),
    ("中國", "cn"),
    ("КНР", "cn"),
    ("Kinas", "cn"),
    ("kinesiska", "cn"),
    ("韓国", "kr"),
    ("대한민국", "kr"),
    ("South Korean", "kr"),
    ("North Korea", "kp"),
    ("Triều Tiên", "kp"),
    ("США", "us"),
    ("Hoa Kỳ", "us"),
    ("美國", "us"),
    ("U.S.", "us"),
    ("Anh", "gb"),
    ("Đức", "de"),
    ("Norges", "no"),
    ("svenska", "se"),
    ("ASEAN", "asean"),
    ("东盟", "asean"),
    ("東協", "asean"),
    ("Liên hợp quốc", "un"),
    ("FNs", "un"),
    ("北约", "nato"),
    ("欧盟", "eu"),
]

NOT_COUNTRIES = [
    "anh",
    "nga",
    "đức",
    "us",
    "Anh Đức",
    "Michael",
    "Nhà",
    "Vietnamese people",
    "日",
    "越",
    "Hanoi",
    "",
]


@pytest.mark.parametrize(("text", "code"), WHOLE)
def test_a_country_is_known_in_every_form(text: str, code: str) -> None:
    assert countries.whole(text) == code


@pytest.mark.parametrize("text", NOT_COUNTRIES)
def test_other_words_are_no_country(text: str) -> None:
    assert countries.whole(text) == ""


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("日越防务合作", ["jp", "vn"]),
        ("中日韩", ["cn", "jp", "kr"]),
        ("Quan hệ Việt - Nhật", ["vn", "jp"]),
        ("Japan–Vietnam".replace("–", "-"), ["jp", "vn"]),
        ("日本和越南", ["jp", "vn"]),
        ("印度尼西亚", ["id"]),
        ("日本人", ["jp"]),
        ("日越日", ["jp", "vn"]),
        ("한-베트남 관계", ["kr", "vn"]),
        ("한미 동맹", ["kr", "us"]),
        ("한 사람", []),
        ("越剧", []),
        ("anh ấy", []),
    ],
)
def test_mentions_in_order_and_pairs(text: str, codes: list[str]) -> None:
    assert [code for code, _, _ in countries.mentioned(split(text))] == codes


def test_one_character_stands_for_a_country_only_where_it_is_in_the_table() -> None:
    assert countries.abbreviated(split("俄总统"), 0) == "ru"
    assert countries.abbreviated(split("王总统"), 0) == ""


def test_codes_are_lower_case_and_known_uses() -> None:
    for code, use, lang, forms in rows("countries.tsv"):
        assert code == code.lower()
        assert len(code) == 2 or code in countries.GROUPS
        assert use in {"name", "adjective", "pair"}
        assert lang
        assert all(form == form.strip() and form for form in forms.split("/")), (code, lang, forms)


def test_no_form_is_the_name_of_two_countries() -> None:
    seen: dict[tuple[str, str], str] = {}
    for lang, form, code in countries.entries():
        assert seen.setdefault((lang, form), code) == code, form


def test_every_member_of_the_united_nations_has_a_name_in_every_main_language() -> None:
    named: dict[str, set[str]] = {}
    for lang, _, code in countries.entries():
        named.setdefault(code, set()).add(lang)
    known = [code for code in named if len(code) == 2 and code not in {"eu", "un", "su"}]
    assert len(known) >= 198  # 193 members, the Holy See, Hong Kong, Kosovo, Palestine, Taiwan
    few = {"gh": {"ko"}, "ht": {"ko"}, "ml": {"ja"}}  # only forms that more often are something else
    lacking = {
        code: {"vi", "zh", "ja", "ko", "en", "sv", "no", "ru"} - named[code] - few.get(code, set()) for code in known
    }
    assert not {code: langs for code, langs in lacking.items() if langs}


TOLD_BY_THEIR_LANGUAGE = {
    frozenset({"si", "sk"}), frozenset({"ne", "ng"}), frozenset({"dm", "do"}), frozenset({"ao", "gb"}),
}  # fmt: skip


def test_every_name_is_read_as_its_own_country() -> None:
    wrong = [
        (form, code, read)
        for lang, form, code in countries.entries()
        if (read := countries.whole(form)) not in {code, ""} and code not in _meanings(form)
    ]
    assert not wrong


def test_few_words_are_of_two_countries_in_two_languages() -> None:
    """slovenská is Slovak in Slovak and, without its diacritics, Slovene in Slovene."""
    two = {form for _, form, _ in countries.entries() if len(_meanings(form)) > 1}
    assert {frozenset(_meanings(form)) for form in two} <= TOLD_BY_THEIR_LANGUAGE


def _meanings(form: str) -> set[str]:
    units = split(form)
    found = countries.phrases().longest(units, 0) if units else None
    return set(found.values) if found and found.end == len(units) else set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Jordaniens", "jo"), ("грузинского", "ge"), ("Хорватии", "hr"), ("moçambikiska", "mz"), ("Ma-rốc", "ma"),
        ("아르메니아", "am"), ("愛爾蘭", "ie"), ("кенийской", "ke"), ("Palestine", "ps"), ("Косово", "xk"),
    ],
)  # fmt: skip
def test_rarer_countries(text: str, code: str) -> None:
    assert countries.whole(text) == code


@pytest.mark.parametrize("text", ["того", "加納", "가나", "マリ"])
def test_words_that_are_seldom_countries_are_none(text: str) -> None:
    assert countries.whole(text) == ""
