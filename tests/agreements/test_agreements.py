"""Agreements by instrument, topics, parties and dates, in any of their languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exonym.resolver import agreements
from exonym.resolver.agreements import NEAR_MISSES, AgreementName, described, parse, parted
from exonym.resolver.agreements.comparing import is_later
from exonym.resolver.model import NO_HINTS, Entity, Evidence, Form, Gazetteer, Hints, Kind
from exonym.resolver.text.cleaning import clean
from exonym.resolver.vocabulary.agreement_words import instrument_weights, topic_weights

NEXT_TO_SIGNING = Hints(date="2025-12-05", context_countries=("vn", "jp"))
IN_2018 = Hints(date="2018-04-10", context_countries=("vn", "jp"))
MATCH = 7.0  # nats of content from which the document's countries and date can make a match


def agreement(name: str, instrument: str, topics: str, parties: str, signed: str) -> Entity:
    return Entity(
        name,
        Kind.AGREEMENT,
        name,
        (Form(name),),
        instrument=instrument,
        topics=tuple(topics.split()),
        parties=tuple(parties.split()),
        signed=signed,
    )


VISION = agreement(
    "Joint Vision Statement on Japan–Vietnam defence cooperation toward the next decade",
    "joint-vision-statement",
    "defence cooperation next-decade",
    "jp vn",
    "2018-04",
)
LETTER = agreement(
    "Letter of intent between Japan and Vietnam on training cooperation",
    "letter-of-intent",
    "training cooperation",
    "jp vn",
    "2025-12",
)
MEMORANDUM = agreement(
    "Memorandum between Japan and Vietnam on search and rescue",
    "memorandum-of-understanding",
    "search-and-rescue",
    "jp vn",
    "2025-12",
)
PARTNERSHIP = agreement(
    "Japan–Vietnam Comprehensive Strategic Partnership",
    "partnership",
    "comprehensive strategic-partnership",
    "jp vn",
    "2023-11-27",
)
EXTENSIVE = agreement(
    "Japan–Vietnam Extensive Strategic Partnership",
    "partnership",
    "strategic-partnership",
    "jp vn",
    "2014-03",
)
UNCLOS = agreement(
    "United Nations Convention on the Law of the Sea",
    "convention",
    "law-of-the-sea",
    "",
    "1982-12-10",
)
DOC = agreement(
    "Declaration on the Conduct of Parties in the South China Sea",
    "declaration",
    "conduct-of-parties south-china-sea",
    "asean cn",
    "2002-11-04",
)
COC = agreement("Code of Conduct in the South China Sea", "code-of-conduct", "south-china-sea", "asean cn", "")
SAME = (VISION, LETTER, MEMORANDUM, PARTNERSHIP, EXTENSIVE, UNCLOS, DOC, COC)

POSITIVE = [
    # A: the vision of 2018
    ("下个十年防务合作的共同愿景宣言", VISION),
    ("《下个十年防务合作的共同愿景宣言》", VISION),
    ("关于下个十年防务合作的共同愿景宣言", VISION),
    ("關於下個十年防務合作的共同願景宣言", VISION),
    ("防务合作共同愿景宣言", VISION),
    ("Tuyên bố Tầm nhìn chung về hợp tác quốc phòng hướng tới thập niên tiếp theo", VISION),
    ("Tuyen bo Tam nhin chung ve hop tac quoc phong huong toi thap nien tiep theo", VISION),
    ("次の10年に向けた防衛協力に関する共同ビジョン声明", VISION),
    ("다음 10년을 위한 국방협력에 관한 공동비전성명", VISION),
    ("gemensam visionsförklaring om försvarssamarbete för nästa decennium", VISION),
    ("felles visjonserklæring om forsvarssamarbeid for neste tiår", VISION),
    ("заявление о совместном видении оборонного сотрудничества на следующее десятилетие", VISION),
    ("Joint Vision Statement on defense cooperation", VISION),
    # B: training
    ("Ý định thư về hợp tác đào tạo", LETTER),
    ("培训合作意向书", LETTER),
    ("avsiktsförklaring om samarbete inom utbildning", LETTER),
    ("intensjonsavtale om treningssamarbeid", LETTER),
    ("教育訓練に関する意図表明文書", LETTER),
    ("교육훈련 협력에 관한 의향서", LETTER),
    ("письмо о намерениях о сотрудничестве в области подготовки кадров", LETTER),
    ("Letter of Intent on Training Cooperation", LETTER),
    ("Absichtserklärung über Zusammenarbeit bei der Ausbildung", LETTER),
    ("lettre d'intention sur la coopération en matière de formation", LETTER),
    # C: search and rescue, once with the wrong instrument
    ("Bản Ghi nhớ về cứu hộ, cứu nạn", MEMORANDUM),
    ("Biên bản ghi nhớ về tìm kiếm cứu nạn", MEMORANDUM),
    ("搜救谅解备忘录", MEMORANDUM),
    ("關於搜救的諒解備忘錄", MEMORANDUM),
    ("samförståndsavtal om samarbete inom sök- och räddningsinsatser", MEMORANDUM),
    ("intensjonsavtale om søk og redning", MEMORANDUM),
    ("捜索救難に関する覚書", MEMORANDUM),
    ("수색구조에 관한 양해각서", MEMORANDUM),
    ("меморандум о взаимопонимании по поиску и спасанию", MEMORANDUM),
    ("MoU on search and rescue", MEMORANDUM),
    # others
    ("Đối tác Chiến lược toàn diện", PARTNERSHIP),
    ("全面战略伙伴关系", PARTNERSHIP),
    ("日越全面战略伙伴关系", PARTNERSHIP),
    ("omfattande strategiskt partnerskap", PARTNERSHIP),
    ("1982年《联合国海洋法公约》", UNCLOS),
    ("联合国海洋法公约", UNCLOS),
    ("Công ước Liên hợp quốc về Luật Biển 1982", UNCLOS),
    ("国連海洋法条約", UNCLOS),
    ("FNs havrettskonvensjon", UNCLOS),
    ("FN:s havsrättskonvention", UNCLOS),
    ("Конвенция ООН по морскому праву", UNCLOS),
    ("Seerechtsübereinkommen der Vereinten Nationen", UNCLOS),
    ("《东海各方行为宣言》", DOC),
    ("南海各方行为宣言", DOC),
    ("Tuyên bố về ứng xử của các bên ở Biển Đông", DOC),
    ("Декларация о поведении сторон в Южно-Китайском море", DOC),
    ("东海行为准则", COC),
    ("Bộ Quy tắc ứng xử ở Biển Đông", COC),
]

VETOED = [
    ("memorandum of understanding on search and rescue between Vietnam and South Korea", MEMORANDUM),
    ("韩越搜救谅解备忘录", MEMORANDUM),
    ("Bản Ghi nhớ về cứu hộ, cứu nạn Việt Nam - Hàn Quốc", MEMORANDUM),
    ("Bản Ghi nhớ về đào tạo", MEMORANDUM),
    ("samförståndsavtal om cybersäkerhet", MEMORANDUM),
    ("Memorandum on search and rescue of 2011", MEMORANDUM),
    ("Ý định thư về cứu hộ, cứu nạn", LETTER),
    ("Letter of intent on shipbuilding", LETTER),
    ("教育訓練に関する日米意図表明文書", LETTER),
    ("Joint Vision Statement on US–Vietnam defense relations", VISION),
    ("印越防务合作共同愿景宣言", VISION),
    ("Joint vision statement on climate cooperation", VISION),
    ("Convention on the Law of the Sea 1958", UNCLOS),
    ("1958 Convention on the High Seas", UNCLOS),
    ("Công ước Liên hợp quốc về Luật Biển 1958", UNCLOS),
    ("日中全面战略伙伴关系", PARTNERSHIP),
    ("Vietnam–Australia Comprehensive Strategic Partnership", PARTNERSHIP),
    ("Code of Conduct in cyber security", COC),
    ("ASEAN–Japan Comprehensive Strategic Partnership", PARTNERSHIP),
    ("Đối tác chiến lược toàn diện Việt Nam - EU", PARTNERSHIP),
    ("한-베트남 포괄적 전략적 동반자 관계", PARTNERSHIP),
    ("Second memorandum on search and rescue No. 2", MEMORANDUM),
]

VAGUE = [
    "宣言",
    "Ý định thư",
    "the memorandum",
    "Bản Ghi nhớ",
    "declaration",
    "覚書",
    "협정",
    "соглашение",
    "avtal",
]

NOT_AGREEMENTS = [
    "Phan Văn Giang",
    "Nguyễn Hòa Bình",
    "Trần Đại Quang",
    "Bộ Quốc phòng Việt Nam",
    "吴春历",
    "防衛省",
    "越南国防部",
    "Thượng tướng Hoàng Xuân Chiến",
    "Koizumi Shinjiro",
    "ASEAN",
    "Giáng sinh 2025",
    "Lữ đoàn 249",
    "Bao Chi",
    "hợp tác quốc phòng",
    "베트남 교육부",
    "treningssamarbeid",
    "Ministry of Climate",
    "defence cooperation",
    "合作",
    "forsvarssamarbeid",
    "JICA",
    "Planck",
    "Vũ Hiệp",
    "",
    "?",
]


def read(text: str) -> AgreementName:
    name = parse(clean(text))
    assert name is not None
    return name


def compare(name: AgreementName, entity: Entity, hints: Hints = NO_HINTS) -> tuple[Evidence, ...]:
    return agreements.compare(name, described(entity), hints)


def weight(text: str, entity: Entity, hints: Hints = NO_HINTS) -> float:
    return sum(each.weight for each in compare(read(text), entity, hints))


def vetoed(text: str, entity: Entity) -> bool:
    return any(each.veto for each in compare(read(text), entity))


@pytest.mark.parametrize(("text", "entity"), POSITIVE)
def test_a_name_in_any_language_speaks_for_its_agreement(text: str, entity: Entity) -> None:
    hints = IN_2018 if entity is VISION else NEXT_TO_SIGNING
    assert not vetoed(text, entity)
    assert weight(text, entity, hints) >= MATCH


@pytest.mark.parametrize(("text", "entity"), POSITIVE)
def test_and_for_no_other_as_much(text: str, entity: Entity) -> None:
    hints = IN_2018 if entity is VISION else NEXT_TO_SIGNING
    own = weight(text, entity, hints)
    for other in SAME:
        if other is not entity and not vetoed(text, other):
            assert weight(text, other, hints) <= own - 2.0, other.id


@pytest.mark.parametrize(("text", "entity"), VETOED)
def test_another_topic_party_number_or_year_is_a_veto(text: str, entity: Entity) -> None:
    assert vetoed(text, entity)


@pytest.mark.parametrize("text", VAGUE)
def test_an_instrument_alone_is_too_little(text: str) -> None:
    assert all(weight(text, entity) < MATCH - 3 for entity in SAME)


@pytest.mark.parametrize("text", NOT_AGREEMENTS)
def test_other_texts_are_no_agreement(text: str) -> None:
    assert parse(clean(text)) is None


def test_hints_of_countries_and_date_support() -> None:
    text = "intensjonsavtale om søk og redning"
    alone = weight(text, MEMORANDUM)
    assert (
        alone
        < weight(text, MEMORANDUM, Hints(context_countries=("vn", "jp")))
        < weight(text, MEMORANDUM, NEXT_TO_SIGNING)
    )


@pytest.mark.parametrize("date", ["2030", "2026-06", ""])
def test_a_document_of_a_later_date_never_conflicts(date: str) -> None:
    text = "Bản Ghi nhớ về cứu hộ, cứu nạn"
    assert weight(text, MEMORANDUM, Hints(date=date)) == weight(text, MEMORANDUM)


def test_other_countries_of_the_document_do_not_veto() -> None:
    found = compare(read("Bản Ghi nhớ về cứu hộ, cứu nạn"), MEMORANDUM, Hints(context_countries=("us", "kr")))
    assert not any(each.veto for each in found)


def test_a_near_instrument_costs_little_and_a_far_one_more() -> None:
    near = weight("letter of intent on search and rescue", MEMORANDUM)
    far = weight("declaration on search and rescue", MEMORANDUM)
    assert far < near < weight("memorandum on search and rescue", MEMORANDUM)
    assert not vetoed("letter of intent on search and rescue", MEMORANDUM)


def test_a_shorter_mention_costs_little() -> None:
    whole = weight("下个十年防务合作的共同愿景宣言", VISION)
    assert whole - weight("防务合作共同愿景宣言", VISION) < 5.0
    assert not vetoed("防务合作共同愿景宣言", VISION)


def test_parties_inside_a_topic_are_no_parties() -> None:
    assert read("Code of Conduct in the South China Sea").parties == ()
    assert read("ASEAN–China Code of Conduct in the South China Sea").parties == ("asean", "cn")
    assert read("Ý định thư").parties == ()


def test_years_are_read_and_months_are_no_numbers() -> None:
    name = read("Tuyên bố Tầm nhìn chung về hợp tác quốc phòng ký tháng 4/2018")
    assert (name.years, name.number) == (("2018",), "")
    assert read("Nghị quyết số 2758").number == "2758"


def test_a_word_with_two_meanings_is_read_as_both() -> None:
    assert read("intensjonsavtale").instruments == (frozenset({"letter-of-intent", "memorandum-of-understanding"}),)
    assert read("东海行为准则").doubtful == {"south-china-sea", "east-china-sea"}


def test_words_that_are_no_concept_tell_agreements_apart() -> None:
    waitangi = agreement("Treaty of Waitangi", "treaty", "", "", "1840-02-06")
    assert read("Vertrag von Waitangi").leftover == ("waitangi",)
    assert weight("Vertrag von Waitangi", waitangi) > weight("Vertrag von Narva", waitangi) + 2


@pytest.mark.parametrize(
    "text", ["Парижское соглашение", "巴黎协定", "Thỏa thuận Paris", "パリ協定", "파리협정", "Parisavtalet"]
)
def test_the_place_an_agreement_is_called_after(text: str) -> None:
    paris = agreement("Paris Agreement", "agreement", "climate", "", "2015-12-12")
    geneva = agreement("Geneva Agreement", "agreement", "peace", "", "1954-07")
    assert weight(text, paris) > 4
    assert vetoed(text, geneva)


def test_where_it_was_signed_is_no_conflict() -> None:
    assert not vetoed("Bản Ghi nhớ về cứu hộ, cứu nạn ký tại Hà Nội", MEMORANDUM)
    assert parse("Tokyo") is None


def test_the_entity_is_read_from_its_forms_where_its_fields_are_empty() -> None:
    bare = agreement("Memorandum between Japan and Vietnam on search and rescue", "", "", "", "")
    known = described(bare).name
    assert known.topics == {"search-and-rescue"}
    assert known.parties == ("jp", "vn")
    assert weight("搜救谅解备忘录", bare) == weight("搜救谅解备忘录", MEMORANDUM)


def test_evidence_reads_like_a_sentence() -> None:
    found = compare(read("intensjonsavtale om søk og redning"), MEMORANDUM, NEXT_TO_SIGNING)
    assert [each.text for each in found] == [
        "same instrument: memorandum of understanding",
        "same topic: search and rescue",
        "the document speaks of JP, VN, its parties",
        "signed 2025-12, when the document was written",
    ]


def test_every_weight_is_positive_and_said_once() -> None:
    assert all(weight_ >= 0 for weight_ in topic_weights().values())
    assert all(weight_ > 0 for weight_ in instrument_weights().values())


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(raw: str) -> None:
    name = parse(clean(raw))
    if name is not None:
        assert all(each.text for entity in SAME for each in compare(name, entity))


def test_every_instrument_and_topic_of_the_gazetteer_has_words(gazetteer: Gazetteer) -> None:
    entities = gazetteer.entities.values()
    assert not {entity.instrument for entity in entities} - set(instrument_weights()) - {""}
    assert not {topic for entity in entities for topic in entity.topics} - set(topic_weights())


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("日米地位協定", "status-of-forces"),
        ("Công ước về chống tội phạm mạng", "cybercrime"),
        ("protokoll om Sveriges anslutning", "accession"),
        ("Договор о нейтралитете", "neutrality"),
        ("Code for Unplanned Encounters at Sea", "unplanned-encounters-at-sea"),
    ],
)
def test_topics_of_the_world_s_agreements(text: str, topic: str) -> None:
    assert topic in read(text).topics


def test_the_japanese_word_for_security_assures_nobody() -> None:
    assert "security-assurances" not in read("日米安全保障条約").topics


def test_what_is_parted_off_is_what_a_comparison_would_contradict(gazetteer: Gazetteer) -> None:
    entities = [entity for entity in gazetteer.entities.values() if entity.kind is Kind.AGREEMENT]
    known = [described(entity) for entity in entities]
    contradicted = 0
    for text in sorted({form.text for entity in entities for form in entity.forms})[::7]:
        read = parse(clean(text))
        if read is None:
            continue
        likely, unlikely = parted(read, known)
        assert {id(each) for each in (*likely, *unlikely)} == {id(each) for each in known}
        for is_contradicted, part in ((False, likely), (True, unlikely)):
            for each in part:
                found = agreements.compare(read, each)
                assert not found or any(evidence.veto for evidence in found) == is_contradicted, (text, each.entity.id)
        contradicted += len(unlikely)
    assert contradicted > 1000


@pytest.mark.parametrize("text", ["下个十十年防务合作的共同愿景宣言", "第二三十协定", "第十二三协定", "第三十十号决议"])
def test_numerals_that_make_no_number_are_none(text: str) -> None:
    read = parse(text)
    assert read is not None
    assert read.number == ""


@pytest.mark.parametrize(
    ("text", "number"), [("第十二号决议", "12"), ("第三十号决议", "30"), ("第二二三一号决议", "2231")]
)
def test_numerals_in_han_characters(text: str, number: str) -> None:
    read = parse(text)
    assert read is not None
    assert read.number == number


def test_a_state_that_is_no_more_is_the_party_that_succeeded_it() -> None:
    treaty = agreement("Treaty of Friendship", "treaty", "friendship cooperation", "ru vn", "1978-11-03")
    assert not vetoed("Hiệp ước Hữu nghị và Hợp tác Việt Nam - Liên Xô", treaty)
    assert vetoed("Hiệp ước Hữu nghị và Hợp tác Việt Nam - Ba Lan", treaty)


def test_a_treaty_adopted_before_it_was_signed_goes_by_both_years() -> None:
    kyoto = replace(agreement("Kyoto Protocol", "protocol", "climate", "", "1998-03-16"), adopted="1997-12-11")
    for year in ("1997", "1998"):
        assert "agreement-year" in [each.rule for each in compare(read(f"climate protocol of {year}"), kyoto)]
        assert not vetoed(f"climate protocol of {year}", kyoto)
    assert not is_later(kyoto, Hints(date="1997-12-20"))
    assert is_later(kyoto, Hints(date="1997-11"))


def test_the_news_speaks_of_what_is_about_to_be_signed() -> None:
    treaty = agreement("Treaty on Defence", "treaty", "defence", "dk us", "2023-12-21")
    rules = {}
    for date in ("2023-12-19", "2023-11-20", "2023-11-19", "2023-12"):
        found = compare(read("Treaty on Defence"), treaty, Hints(date=date))
        rules[date] = [each.rule for each in found if each.rule.startswith("agreement-") and "signed" in each.text]
    assert rules == {
        "2023-12-19": ["agreement-soon"],
        "2023-11-20": ["agreement-soon"],
        "2023-11-19": ["agreement-later"],
        "2023-12": ["agreement-date"],
    }


def test_of_many_statements_of_two_countries_none_is_known_by_these_alone() -> None:
    statement = agreement("Joint Statement on Trade", "joint-statement", "trade", "us vn", "2025-10-26")

    def near_misses(text: str, date: str = "") -> set[str]:
        return {each.rule for each in compare(read(text), statement, Hints(date=date))} & NEAR_MISSES

    assert near_misses("Vietnam–US Joint Statement") == {"agreement-unsaid-topic"}
    assert near_misses("Vietnam–US Joint Statement on Trade") == set()
    assert near_misses("Vietnam–US Joint Statement of 2025") == set()
    assert near_misses("Vietnam–US Joint Statement", "2025-10-27") == set()
