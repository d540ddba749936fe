"""Passages: what is read of a text, and the way back to the text as given."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver.documents.passages import STRETCH, passages, stretches

AWKWARD = st.text(
    st.sampled_from("aĐễ\u0301\u0323é\u200b\u202e\ufeff\uff21（）・’ \t\n\r\u2028가간\u1112\u1161\u11abｶﾞ吴😀.-ß\ud800"),
    max_size=60,
)


def read_of(text: str) -> list[str]:
    return [passage.text[unit.start : unit.end] for passage in passages(text) for unit in passage.units]


@given(st.one_of(AWKWARD, st.text(max_size=80)))
def test_offsets_point_into_the_text_in_order(text: str):
    last = 0
    for passage in passages(text):
        for unit in passage.units:
            start, end = passage.given(unit.start, unit.end)
            assert last <= start < end <= len(text)
            last = end


@given(st.text(st.characters(exclude_categories=("Cs", "Co", "Cn", "Cf")), max_size=60))
def test_composed_and_decomposed_letters_are_read_alike(text: str):
    assert read_of(unicodedata.normalize("NFC", text)) == read_of(unicodedata.normalize("NFD", text))


def test_a_second_final_consonant_has_a_place_of_its_own():
    given = [(unit.start, unit.end) for passage in passages("간\u11ab") for unit in passage.units]
    assert given == [(0, 1), (1, 2)]
    (passage,) = passages("간\u11ab")
    assert [passage.given(*place) for place in given] == given


def test_invisible_characters_are_inside_of_the_mention_that_they_interrupt():
    text = "x Koi\u200bzumi y"
    (passage,) = passages(text)
    word = passage.units[1]
    assert passage.text[word.start : word.end] == "Koizumi"
    assert text[slice(*passage.given(word.start, word.end))] == "Koi\u200bzumi"


def test_wrapped_lines_are_one_passage_and_headings_are_not():
    wrapped = "The minister of the country, who had come a long way, met General\nPhan and they spoke.\n"
    assert [passage.text.count("General Phan") for passage in passages(wrapped)] == [1]
    assert len(list(passages("A heading\n\nThe text.\nAnother line."))) == 3


def test_a_line_without_end_is_cut_between_words():
    text = "word " * 4_000
    found = list(passages(text))
    assert max(len(passage.text) for passage in found) <= 4_000
    assert sum(len(passage.units) for passage in found) == 4_000


@given(st.lists(st.text(st.sampled_from("ab \n.\r吴"), max_size=40), max_size=8), st.integers(1, 9_000))
def test_stretches_are_the_text_again_and_end_where_a_line_does(pieces: list[str], times: int):
    pieces = [piece * times for piece in pieces]
    text = "".join(pieces)
    found = list(stretches(pieces))
    assert "".join(found) == text
    assert all(0 < len(each) <= STRETCH for each in found) or found == [""]
    for each in found[:-1]:
        near = each[-20_000:]
        assert each.endswith(("\n", "\r")) or not {"\n", "\r"} & set(near)


def test_a_stretch_ends_behind_a_paragraph_rather_than_a_line():
    text = ("a line\n" * 10 + "\n") * 2_000
    assert all(each.endswith("\n\n") for each in stretches([text]))
