"""Hints as people write them: read alike whatever their case, width, white space and normalisation, or refused."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections.abc import Callable
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver.errors import HintError
from exonym.resolver.hints import parse_hints
from exonym.resolver.model import NO_HINTS
from exonym.resolver.vocabulary import country_lookup

COUNTRIES = [
    ("vn", "vn"), ("VN", "vn"), ("ｖｎ", "vn"), ("VNM", "vn"), ("usa", "us"), ("uk", "gb"), ("el", "gr"), ("xk", "xk"),
    ("eu", "eu"), ("ASEAN", "asean"), ("nato", "nato"), ("UN", "un"), ("dd", "de"), ("tp", "tl"), ("ddr", "de"),
    ("Vietnam", "vn"), ("Viet  Nam", "vn"), ("Việt Nam", "vn"), ("VIỆT NAM", "vn"), ("越南", "vn"), ("ベトナム", "vn"),
    ("ﾍﾞﾄﾅﾑ", "vn"), ("베트남", "vn"), ("เวียดนาม", "vn"), ("Вьетнам", "vn"), ("Вьетнама", "vn"), ("Vietnamese", "vn"),
    ("South Korea", "kr"), ("Republic of Korea", "kr"), ("Korea, Republic of", "kr"), ("Korea (South)", "kr"),
    ("the United Kingdom", "gb"), ("Great Britain", "gb"), ("U.S.A.", "us"), ("U.S.", "us"), ("België", "be"),
    ("Belgie", "be"), ("Côte d’Ivoire", "ci"), ("cote d'ivoire", "ci"), ("Türkiye", "tr"), ("TURKIYE", "tr"),
    ("Iran (Islamic Republic of)", "ir"), ("Tanzania, United Republic of", "tz"), ("Netherlands (the)", "nl"),
    ("Kingdom of Norway", "no"), ("Na Uy", "no"), ("Republic of China", "tw"), ("香港", "hk"), ("Greenland", "gl"),
    ("Congo (the Democratic Republic of the)", "cd"), ("Trinidad & Tobago", "tt"), ("Trinidad and Tobago", "tt"),
    ("Mỹ", "us"), ("Ý", "it"), ("Áo", "at"), ("Đức", "de"), ("မြန်မာ", "mm"), ("កម្ពុជា", "kh"), ("भारत", "in"),
]  # fmt: skip

NOT_COUNTRIES = [
    "zz",
    "xx",
    "qq",
    "aa",
    "a",
    "-",
    "12",
    "704",
    "vnn",
    "Borduria",
    "the",
    "of",
    "ma li",
    "vn jp",
    "vn,jp",
]

LISTS = [
    ("vn jp", ("vn", "jp")),
    ("us jp", ("us", "jp")),
    ("ma li", ("ma", "li")),
    ("ma,li", ("ma", "li")),
    ("li, ma", ("li", "ma")),
    ("VNM JPN", ("vn", "jp")),
    ("vn, jp; kr | us", ("vn", "jp", "kr", "us")),
    ("South Korea, Viet Nam", ("kr", "vn")),
    ("South Korea; Japan", ("kr", "jp")),
    ("South Korea", ("kr",)),
    ("Na Uy", ("no",)),
    ("Korea, Republic of; Japan", ("kr", "jp")),
    ("越南、日本", ("vn", "jp")),
    ("越南\u3000日本", ("vn", "jp")),
    ("vn；jp", ("vn", "jp")),
    ("VN\nvn", ("vn",)),
    ("dd su", ("de", "ru", "ua", "by", "uz", "kz", "ge", "az", "lt", "md", "lv", "kg", "tj", "am", "tm", "ee")),
    (" ; ,", ()),
]

DATES = [
    ("2018", "2018"), ("2018-04", "2018-04"), ("2018-04-10", "2018-04-10"), ("2018-4-1", "2018-04-01"),
    ("2018/04/10", "2018-04-10"), ("2018.04.10", "2018-04-10"), ("20180410", "2018-04-10"),
    ("２０１８－０４", "2018-04"), ("2018-04-10T12:00:00Z", "2018-04-10"), ("2018-04-10 12:00", "2018-04-10"),
    ("10 April 2018", "2018-04-10"), ("April 10, 2018", "2018-04-10"), ("1st of May 2018", "2018-05-01"),
    ("Sept. 2018", "2018-09"), ("2018年4月10日", "2018-04-10"), ("2018年4月", "2018-04"), ("2018年", "2018"),
    ("2018년 4월 10일", "2018-04-10"), ("ngày 10 tháng 4 năm 2018", "2018-04-10"), ("tháng 4 năm 2018", "2018-04"),
    ("13/04/2018", "2018-04-13"), ("04/13/2018", "2018-04-13"), ("31.12.2018", "2018-12-31"),
    ("4/4/2018", "2018-04-04"),
]  # fmt: skip

WRONG_DATES = [
    "soon",
    "0000",
    "2018-13",
    "2018-02-30",
    "30 February 2018",
    "201804",
    "2018-04-10 x",
    "32/04/2018",
    "18",
]

KINDS = [
    ("Person", "person"), ("people", "person"), ("org", "organisation"), ("ORGANIZATION", "organisation"),
    ("agreement", "agreement"), ("Treaty", "agreement"), ("post", "post"), ("ｐｅｒｓｏｎ", "person"),
]  # fmt: skip

REWRITTEN: list[Callable[[str], str]] = [
    str.upper,
    str.lower,
    str.title,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: unicodedata.normalize("NFKC", text),
    lambda text: "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text),
    lambda text: f"  {text.replace(' ', '   ')}\t",
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: "\u200b".join(text) + "\ufeff",
]


@pytest.mark.parametrize(("text", "code"), COUNTRIES)
def test_a_country_is_read_as_code_and_as_name(text: str, code: str) -> None:
    assert parse_hints({"country": text}).country == code
    assert parse_hints({"context_countries": text}).context_countries == (code,)


@pytest.mark.parametrize("text", NOT_COUNTRIES)
def test_what_is_not_one_country_is_refused_in_words(text: str) -> None:
    with pytest.raises(HintError, match=rf"^'{text}' is (not a country|several countries)\. Write "):
        parse_hints({"country": text})


@pytest.mark.parametrize("letters", ["qx", "zz", "xq", "qz"])
def test_two_letters_that_are_not_a_code_are_refused_in_a_list_too(letters: str) -> None:
    with pytest.raises(HintError, match=f"'{letters}' is not a country"):
        parse_hints({"context_countries": f"vn {letters}"})


@pytest.mark.parametrize(
    ("text", "near"), [("Vietnm", "vn"), ("Phillipines", "ph"), ("Kazahkstan", "kz"), ("ベトナヌム", "vn")]
)
def test_the_nearest_country_is_named(text: str, near: str) -> None:
    with pytest.raises(HintError, match=rf"Or is it .+ \({near}\)\?"):
        parse_hints({"country": text})


@pytest.mark.parametrize(("text", "codes"), [("Nga", "ng or ru"), ("NGA", "ng or ru"), ("Kongo", "cd or cg")])
def test_what_may_be_two_countries_is_refused_with_both(text: str, codes: str) -> None:
    with pytest.raises(HintError, match=f"may be several countries. Write the code: {codes}"):
        parse_hints({"country": text})


@pytest.mark.parametrize(("text", "codes"), LISTS)
def test_lists_of_countries(text: str, codes: tuple[str, ...]) -> None:
    assert parse_hints({"context_countries": text}).context_countries == codes


@pytest.mark.parametrize("sign", [" ", ",", ", ", ";", "|"])
def test_any_two_codes_are_two_countries(sign: str) -> None:
    own = [code for code, today in country_lookup.codes().items() if today == (code,)]
    for left, right in permutations({*own[:240:5], "na", "uy", "ma", "li"}, 2):
        if (left, sign, right) != ("na", " ", "uy"):
            assert parse_hints({"context_countries": left + sign + right}).context_countries == (left, right)


@pytest.mark.parametrize(("text", "successors"), [("yu", ("rs", "me")), ("Czechoslovakia", ("cz", "sk")), ("su", None)])
def test_a_country_with_several_successors_cannot_be_demanded(text: str, successors: tuple[str, ...] | None) -> None:
    hints = parse_hints({"country": text, "context_countries": "vn"})
    assert hints.country == ""
    assert hints.context_countries == ("vn", *(successors or country_lookup.codes()["su"]))


def test_every_name_of_the_tables_is_its_country_however_it_is_written() -> None:
    differing = [
        (form, rewritten(form))
        for form, code in country_lookup._forms()
        for rewritten in REWRITTEN[:5]
        if len(form) > 2 and country_lookup.senses(rewritten(form)) != country_lookup.senses(form)
    ]
    assert differing == []


def test_every_name_of_the_tables_is_a_country() -> None:
    forms = [(form, code) for form, code in country_lookup._forms() if len(form) > 2]
    lost = [
        form for form, code in forms if country_lookup.codes().get(code, (code,)) not in country_lookup.senses(form)
    ]
    unclear = {form for form, _ in forms if len(country_lookup.senses(form)) > 1}
    assert lost == []
    assert len(unclear) < len(forms) // 500


def test_the_names_that_look_like_codes_are_all_known() -> None:
    codes = country_lookup.codes()
    names = {(form.casefold(), codes.get(code, (code,))) for form, code in country_lookup._forms()}
    spaced = {form for form, _ in names if " " in form and all(word in codes for word in form.split())}
    assert spaced == country_lookup.NAMES_OF_CODES
    alike = {form for form, today in names if len(form) > 2 and codes.get(form, today) != today}
    assert alike == country_lookup.NAMES_LIKE_CODES


@given(st.sampled_from(COUNTRIES), st.lists(st.sampled_from(REWRITTEN), max_size=3))
def test_case_width_white_space_and_normalisation_change_no_country(
    country: tuple[str, str], steps: list[Callable[[str], str]]
) -> None:
    text, code = country
    for step in steps:
        text = step(text)
    assert parse_hints({"country": text}).country == code


@given(st.text(max_size=40), st.sampled_from(["country", "context_countries", "date", "kind", "language"]))
def test_any_text_is_read_or_refused(text: str, field: str) -> None:
    try:
        hints = parse_hints({field: text})
    except HintError as error:
        assert error.remedy  # noqa: PT017 (either is right)
    else:
        assert hints == NO_HINTS or text.strip()


@pytest.mark.parametrize(("text", "date"), DATES)
def test_dates_as_people_write_them(text: str, date: str) -> None:
    assert parse_hints({"date": text}).date == date
    assert parse_hints({"date": f" {text.upper()} "}).date == date


@pytest.mark.parametrize("text", WRONG_DATES)
def test_what_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(HintError, match=r"is not a date\. Write 2018, 2018-04 or 2018-04-10"):
        parse_hints({"date": text})


@pytest.mark.parametrize("text", ["03/04/2018", "3.4.2018", "03-04-2018", "12/11/2018"])
def test_what_may_be_two_dates_is_refused(text: str) -> None:
    with pytest.raises(HintError, match=r"may be two dates\. Write the year first"):
        parse_hints({"date": text})


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kinds_by_their_usual_words(text: str, kind: str) -> None:
    assert parse_hints({"kind": text}).kind == kind


def test_codes_load_no_table_of_names() -> None:
    script = (
        "from exonym.resolver.hints import parse_hints\n"
        "from exonym.resolver.vocabulary import countries, country_lookup\n"
        "parse_hints({'country': 'vn', 'context_countries': 'jp USA', 'date': '2018', 'kind': 'person'})\n"
        "print(country_lookup._names.cache_info().currsize, countries.phrases.cache_info().currsize)"
    )
    shown = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert shown.stdout.split() == ["0", "0"]
