"""Laws of annotations, over texts that Hypothesis puts together."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exonym.resolver.documents.annotate import Annotator
from exonym.resolver.documents.html_text import read_page
from exonym.resolver.model import Hints, Status
from exonym.resolver.resolve import Resolver

PIECES = [
    "Đại tướng Phan Văn Giang", "Bộ trưởng Giang", "Bộ Quốc phòng Nhật Bản", "吴春历大将", "小野寺(Onodera Itsunori)",
    "小野寺", "Minister Koizumi", "Shinjiro Koizumi", "Hana Koizumi", "ASEAN", "(ARF)", "박 대통령", "Путина",
    "《联合国海洋法公约》", "\n", " ", ", ", "。", "(", "»", "\u202e", "\u200b", "ﬁ", "😀", "the", "và", "に",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@pytest.fixture(scope="module")
def annotator(resolver: Resolver) -> Annotator:
    return Annotator(resolver)


def ids_of(annotator: Annotator, text: str) -> list[str]:
    return [mention.decision.id for mention in annotator.annotate(text).mentions]


@settings(max_examples=40)
@given(text=TEXTS)
def test_places_are_right_and_do_not_overlap(annotator: Annotator, text: str):
    last = 0
    for mention in annotator.annotate(text).mentions:
        assert text[mention.start : mention.end] == mention.text
        assert last <= mention.start < mention.end
        assert mention.decision.status in (Status.MATCH, Status.AMBIGUOUS)
        assert (mention.decision.status is Status.MATCH) == bool(mention.decision.id)
        last = mention.end


@settings(max_examples=25)
@given(text=TEXTS)
def test_composed_and_decomposed_texts_name_the_same(annotator: Annotator, text: str):
    assert ids_of(annotator, unicodedata.normalize("NFC", text)) == ids_of(
        annotator, unicodedata.normalize("NFD", text)
    )


@settings(max_examples=25)
@given(texts=st.permutations(["Shinjiro Koizumi came.", "Koizumi left.", "Minister Giang was late.", "小野寺说话。"]))
def test_a_document_knows_nothing_of_another(annotator: Annotator, texts: list[str]):
    alone = {text: ids_of(annotator, text) for text in texts}
    assert [ids_of(annotator, text) for text in texts] == [alone[text] for text in texts]
    assert alone["Koizumi left."].count("jp-koizumi-shinjiro") == 0


def test_a_short_form_leans_on_the_nearest_full_one(annotator: Annotator):
    text = "Shinjiro Koizumi came. Koizumi spoke. Later Shinjiro Koizumi left, and Koizumi slept."
    short = [mention for mention in annotator.annotate(text).mentions if mention.text == "Koizumi"]
    places = [
        next(each.data["start"] for each in mention.decision.candidates[0].evidence if each.rule == "in-document")
        for mention in short
    ]
    assert [mention.via for mention in short] == ["in-document"] * 2
    assert places == [0, text.rindex("Shinjiro")]


def test_an_annotated_page_has_places_of_its_source(annotator: Annotator):
    source = "<html><body><p>General <i>Ng&ocirc; Xu&acirc;n</i> L\u1ecbch spoke.</p></body></html>"
    (mention,) = annotator.annotate_page(read_page(source)).mentions
    assert mention.text == "General Ngô Xuân Lịch"
    assert source[mention.start : mention.end] == "General <i>Ng&ocirc; Xu&acirc;n</i> L\u1ecbch"


def test_date_and_countries_are_found_and_said(annotator: Annotator):
    text = "Hà Nội, ngày 10 tháng 4 năm 2018. Việt Nam và Nhật Bản. Nhật Bản và Việt Nam."
    known = annotator.annotate(text).circumstances
    assert known.hints.date == "2018-04-10"
    assert set(known.hints.context_countries) == {"vn", "jp"}
    assert set(known.found) == {"language", "date", "context_countries"}
    given_date = annotator.annotate(text, Hints(date="2020")).circumstances
    assert given_date.hints.date == "2020"
    assert "date" not in given_date.found


@pytest.mark.parametrize(
    "text",
    [
        "(" * 20_000,
        "General " * 3_000,
        "《" * 5_000,
        "A" * 30_000,
        "日本" * 3_000,
        "Nguyễn " * 3_000,
        "\u0301" * 30_000,
    ],
    ids=["brackets", "titles", "quotes", "letters", "countries", "names", "marks"],
)
def test_hostile_texts_are_answered(annotator: Annotator, text: str):
    assert len(annotator.annotate(text).mentions) <= len(text)
