"""Where a text may be cut into several names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver.mentions import cuts as places
from exonym.resolver.mentions.cuts import cuts
from exonym.resolver.vocabulary.text_words import text_words

CONJUNCTIONS = sorted(text_words("and") | text_words("and-elsewhere"))


def parts(text: str) -> list[str]:
    found = cuts(text)
    starts, ends = [0, *(cut.end for cut in found)], [*(cut.start for cut in found), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A. Ba, C. De and F. Go", ["A. Ba", "C. De", "F. Go"]),
        ("Hà Văn Thắm, và Lê Đức Thọ", ["Hà Văn Thắm", "Lê Đức Thọ"]),
        ("甲乙、丙丁及戊己", ["甲乙", "丙丁", "戊己"]),
        ("甲乙、及戊己", ["甲乙", "戊己"]),
        ("김철수와 이영희", ["김철수", "이영희"]),
        ("김철수 및 이영희", ["김철수", "이영희"]),
        ("Иван Петров и Пётр Иванов", ["Иван Петров", "Пётр Иванов"]),
        ("سامي وكريم", ["سامي", "كريم"]),
        ("سامي ووسيم", ["سامي", "وسيم"]),
        ("بنيامين وسيمون", ["بنيامين", "سيمون"]),  # begins like وسيم
        ("JOHN DOE AND JANE ROE", ["JOHN DOE", "JANE ROE"]),
        ("John Doe\nJane Roe", ["John Doe", "Jane Roe"]),
    ],
)
def test_signs_and_conjunctions_cut(text: str, wanted: list[str]):
    assert parts(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Dan Coats",  # Indonesian and, with a capital
        "Ван И",
        "中华人民共和国",
        "康京和",
        "Trinidad and Tobago",
        "وزير الدفاع",  # a minister, and no and before another word
        "خالد بن ولید",  # a name goes on behind "son of", and Walid is one
        "محمد وسيم",
        "הנשיא ולדימיר",
        "Smith (Jones and Brown)",
        "“Peace and Friendship”",
        "チャン・ダイ・クアン",
        ", Doe",
    ],
)
def test_what_is_inside_of_a_name_or_a_word_does_not(text: str):
    assert not cuts(text)


def test_a_conjunction_that_is_another_word_elsewhere_is_doubtful():
    assert [cut.sure for cut in cuts("Jan Peeters en Piet Jansen")] == [False]
    assert [cut.sure for cut in cuts("Jan Peeters und Piet Jansen")] == [True]


@given(
    st.lists(
        st.sampled_from(
            [*CONJUNCTIONS, *map(str.upper, CONJUNCTIONS), *" \u3000\n,，、;|/&＆·", "Ba", "甲", "가", "ก", "ב"]
        )
    ).map("".join)
)
def test_a_text_is_let_go_at_once_only_where_nothing_can_be_cut(text):
    asked = places._signs().search(text) or places._conjunctions().search(text)
    assert asked or not places._pattern().search(text)
