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
        "国防部" * 3_000,
        "Nguyễn " * 3_000,
        "\u0301" * 30_000,
    ],
    ids=["brackets", "titles", "quotes", "letters", "countries", "ministries", "names", "marks"],
)
def test_hostile_texts_are_answered(annotator: Annotator, text: str):
    assert len(annotator.annotate(text).mentions) <= len(text)


def test_a_long_text_is_read_in_stretches_that_know_the_names_before_them(annotator: Annotator):
    filler = "Nothing happened on that day, and nobody came.\n" * 2_500  # more than a stretch
    text = f"General Phan Văn Giang came on 10 April 2022.\n{filler}General Giang left.\n{filler}Koizumi slept."
    stretches = list(annotator.annotate_stretches(text[at : at + 999] for at in range(0, len(text), 999)))
    assert "".join(stretch.text for stretch in stretches) == text
    assert [stretch.origin for stretch in stretches] == [
        sum(len(before.text) for before in stretches[:number]) for number in range(len(stretches))
    ]
    found = [(mention, stretch) for stretch in stretches for mention in stretch.mentions]
    assert [(each.text, each.decision.id) for each, _ in found] == [
        ("General Phan Văn Giang", "vn-phan-van-giang"), ("General Giang", "vn-phan-van-giang"),
    ]  # fmt: skip
    assert "named in full at 0" in found[1][0].decision.why
    for mention, stretch in found:
        assert text[mention.start : mention.end] == mention.text == stretch.text[slice(*mention.read)]
    assert {stretch.circumstances.hints.date for stretch in stretches} == {"2022-04-10"}
    whole = annotator.annotate(text)
    assert [(each.start, each.end, each.decision.why) for each in whole.mentions] == [
        (each.start, each.end, each.decision.why) for each, _ in found
    ]
    assert all(text[slice(*each.read)] == each.text for each in whole.mentions)


def test_a_page_is_read_in_stretches_with_places_of_its_source(annotator: Annotator):
    source = "<p>General Phan Văn Giang" + "<p>Nothing &amp; nobody." * 8_000 + "<p>General <b>Giang</b>"
    stretches = list(annotator.annotate_page_stretches(read_page(source)))
    found = [mention for stretch in stretches for mention in stretch.mentions]
    assert len(stretches) > 1
    assert [source[mention.start : mention.end] for mention in found] == [
        "General Phan Văn Giang", "General <b>Giang",
    ]  # fmt: skip


def test_an_empty_text_has_no_mentions(annotator: Annotator):
    (only,) = annotator.annotate_stretches(())
    assert (only.mentions, only.text) == ((), "")


@pytest.mark.parametrize(
    ("text", "date", "short", "status"),
    [
        ("小泉進次郎防衛相は会見した。小泉花子氏も同席した。小泉氏は語った。", "2025-11", "小泉氏", Status.AMBIGUOUS),
        ("小泉進次郎は会見した。小泉孝太郎が笑った。小泉は去った。", "2025-11", "小泉", Status.AMBIGUOUS),
        ("小泉進次郎は会見した。小泉改革は語られない。小泉氏は去った。", "2025-11", "小泉氏", Status.MATCH),
        ("박진 외교부 장관이 왔다. 박 장관은 떠났다.", "2022-06", "박 장관", Status.MATCH),
        ("박진 외교부 장관이 왔다. 박영선 의원도 왔다. 박 의원은 떠났다.", "2022-06", "박 의원", Status.AMBIGUOUS),
        ("日本首相安倍晋三访华。首相安倍表示满意。安倍说。", "2016-06", "安倍", Status.MATCH),
        ("王毅外长发表讲话。王强主任也发言。王主任离开。", "2016-06", "王主任", Status.AMBIGUOUS),
    ],
)
def test_strangers_in_characters_share_a_family_name(
    annotator: Annotator, text: str, date: str, short: str, status: Status
):
    found = {mention.text: mention.decision.status for mention in annotator.annotate(text, Hints(date=date)).mentions}
    assert found.get(short, Status.NONE) in (status, Status.NONE if status is Status.AMBIGUOUS else status)
    assert status is not Status.MATCH or short in found


def test_a_title_behind_a_name_ends_before_a_word_that_leads_on(annotator: Annotator):
    (mention,) = annotator.annotate("越南国防部部长吴春历大将到访。").mentions
    assert mention.text == "越南国防部部长吴春历大将"
