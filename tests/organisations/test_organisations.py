"""Organisations by function, country and number."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver import organisations
from exonym.resolver.model import Entity, Evidence, Form, Gazetteer, Kind
from exonym.resolver.organisations import FunctionalName, described, parse
from exonym.resolver.tables import rows
from exonym.resolver.text.cleaning import clean
from exonym.resolver.vocabulary.offices import compose, deputy

# Name, function, country, number. An empty country: the name says none.
NAMES = [
    ("越南国防部", "ministry-of-defence", "vn", ""),
    ("越南國防部", "ministry-of-defence", "vn", ""),
    ("防卫省", "ministry-of-defence", "jp", ""),
    ("防衛省", "ministry-of-defence", "jp", ""),
    ("日本防衛省", "ministry-of-defence", "jp", ""),
    ("美国国防部", "ministry-of-defence", "us", ""),
    ("米国防総省", "ministry-of-defence", "us", ""),
    ("ベトナム国防省", "ministry-of-defence", "vn", ""),
    ("베트남 국방부", "ministry-of-defence", "vn", ""),
    ("일본 방위성", "ministry-of-defence", "jp", ""),
    ("Bộ Quốc phòng Nhật Bản", "ministry-of-defence", "jp", ""),
    ("Bộ Quốc phòng Việt Nam", "ministry-of-defence", "vn", ""),
    ("Bo Quoc phong Viet Nam", "ministry-of-defence", "vn", ""),
    ("BQP", "ministry-of-defence", "vn", ""),
    ("vietnamesiske forsvarsdepartementet", "ministry-of-defence", "vn", ""),
    ("Japans försvarsdepartement", "ministry-of-defence", "jp", ""),
    ("det japanska försvarsministeriet", "ministry-of-defence", "jp", ""),
    ("vietnamesisches Verteidigungsministerium", "ministry-of-defence", "vn", ""),
    ("ministère de la Défense du Japon", "ministry-of-defence", "jp", ""),
    ("Министерство обороны Вьетнама", "ministry-of-defence", "vn", ""),
    ("министерством национальной обороны Вьетнама", "ministry-of-defence", "vn", ""),
    ("МО Вьетнама", "ministry-of-defence", "vn", ""),
    ("MOD Japan", "ministry-of-defence", "jp", ""),
    ("South Korean Ministry of National Defense", "ministry-of-defence", "kr", ""),
    ("Vietnam's defence ministry", "ministry-of-defence", "vn", ""),
    ("国防部", "ministry-of-defence", "", ""),
    ("Bộ Quốc phòng", "ministry-of-defence", "", ""),
    ("防衛庁", "defence-agency", "jp", ""),
    ("外務省", "ministry-of-foreign-affairs", "jp", ""),
    ("МИД Вьетнама", "ministry-of-foreign-affairs", "vn", ""),
    ("中国外交部", "ministry-of-foreign-affairs", "cn", ""),
    ("越南公安部", "ministry-of-public-security", "vn", ""),
    ("vietnamesiska ministeriet för offentlig säkerhet", "ministry-of-public-security", "vn", ""),
    ("中央军委", "central-military-commission", "", ""),
    ("Quân ủy Trung ương", "central-military-commission", "", ""),
    ("越共政治局", "politburo", "vn", ""),
    ("越共中央军委", "central-military-commission", "vn", ""),
    ("日本国际协力机构", "international-cooperation-agency", "jp", ""),
    ("Politburo of the Central Committee of the Communist Party of Vietnam", "politburo", "vn", ""),
    ("中国共产党中央委员会", "central-committee", "cn", ""),
    ("Japans liberaldemokratiska partis", "liberal-democratic-party", "jp", ""),
    ("联合国安理会", "security-council", "un", ""),
    ("FN:s säkerhetsråd", "security-council", "un", ""),
    ("日本海上自卫队", "maritime-self-defence-force", "jp", ""),
    ("JMSDF", "maritime-self-defence-force", "jp", ""),
    ("Lực lượng Phòng vệ Nhật Bản", "self-defence-forces", "jp", ""),
    ("Quân đội nhân dân Việt Nam", "peoples-army", "vn", ""),
    ("Bộ Tổng Tham mưu Quân đội nhân dân Việt Nam", "general-staff", "vn", ""),
    ("General Staff of the Vietnam People's Army", "general-staff", "vn", ""),
    ("Cơ quan hợp tác quốc tế Nhật Bản", "international-cooperation-agency", "jp", ""),
    ("JICA", "international-cooperation-agency", "jp", ""),
    ("越通社", "news-agency", "vn", ""),
    ("Diễn đàn khu vực ASEAN", "security-forum", "asean", ""),
    ("Hội nghị Bộ trưởng Quốc phòng các nước ASEAN mở rộng", "defence-ministers-meeting-plus", "asean", ""),
    ("ADMM+", "defence-ministers-meeting-plus", "asean", ""),
    ("ADMM", "defence-ministers-meeting", "asean", ""),
    ("Đại học Phòng vệ", "defence-academy", "jp", ""),
    ("Học viện Kỹ thuật Quân sự", "military-technical-academy", "", ""),
    ("108号中央军队医院", "military-hospital", "", "108"),
    ("Bệnh viện Trung ương Quân đội 108", "military-hospital", "", "108"),
    ("Military Hospital 103", "military-hospital", "", "103"),
    ("第九军区", "military-region", "", "9"),
    ("Quân khu 9", "military-region", "", "9"),
    ("Quân khu IX", "military-region", "", "9"),
    ("Lữ đoàn 249", "brigade", "", "249"),
]

NOT_FUNCTIONAL = [
    "Phan Văn Giang",
    "吴春历",
    "Nguyễn Hòa Bình",
    "Koizumi Shinjiro",
    "Việt Nam",
    "日本",
    "Đoàn đại biểu cấp cao Nhật Bản",
    "Chamber of Commerce",
    "Bộ trưởng Bộ Quốc phòng Việt Nam",
    "日本防卫大臣",
    "Thượng tướng Hoàng Xuân Chiến",
    "министр обороны Вьетнама",
    "Japans försvarsminister",
    "Nhà thờ Đức Bà TP HCM",
    "Giáng sinh 2025",
    "Bản Ghi nhớ về cứu hộ, cứu nạn",
    "bqp",
    "Parliamentary",
    "",
    "!",
]


def organisation(id_: str, function: str, country: str, *forms: str) -> Entity:
    name = forms[0]
    return Entity(id_, Kind.ORGANISATION, name, tuple(Form(text) for text in forms), country=country, function=function)


VN_DEFENCE = organisation("vn-mnd", "ministry-of-defence", "vn", "Bộ Quốc phòng Việt Nam")
JP_DEFENCE = organisation("jp-mod", "ministry-of-defence", "jp", "防衛省")
HOSPITAL_108 = organisation("vn-108", "military-hospital", "vn", "Bệnh viện Trung ương Quân đội 108")
HOSPITAL_103 = organisation("vn-103", "military-hospital", "vn", "Bệnh viện Quân y 103")
ADMM = organisation("admm", "defence-ministers-meeting", "asean", "ASEAN Defence Ministers' Meeting")
ADMM_PLUS = organisation("admm-plus", "defence-ministers-meeting", "asean", "ASEAN Defence Ministers' Meeting-Plus")
JUNTENDO = organisation("jp-juntendo", "university", "jp", "順天堂大学")
MATCH = 7.2  # nats from which the decision calls it a match


def read(text: str) -> FunctionalName:
    name = parse(clean(text))
    assert name is not None
    return name


def compare(name: FunctionalName, entity: Entity) -> tuple[Evidence, ...]:
    return organisations.compare(name, described(entity))


def weight(text: str, entity: Entity) -> float:
    return sum(each.weight for each in compare(read(text), entity))


def vetoed(text: str, entity: Entity) -> bool:
    return any(each.veto for each in compare(read(text), entity))


@pytest.mark.parametrize(("text", "function", "country", "number"), NAMES)
def test_a_functional_name_is_read(text: str, function: str, country: str, number: str) -> None:
    name = read(text)
    assert (name.function, name.country, name.number) == (function, country, number)
    assert name.leftover == ()


@pytest.mark.parametrize("text", NOT_FUNCTIONAL)
def test_other_texts_are_no_functional_name(text: str) -> None:
    assert parse(clean(text)) is None


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("越南国防部", VN_DEFENCE),
        ("МО Вьетнама", VN_DEFENCE),
        ("vietnamesiske forsvarsdepartementet", VN_DEFENCE),
        ("BQP", VN_DEFENCE),
        ("Ministry of Defense of Japan", JP_DEFENCE),
        ("Japans försvarsdepartement", JP_DEFENCE),
        ("방위성", JP_DEFENCE),
        ("Vietnam 108 Military Central Hospital", HOSPITAL_108),
        ("ADMM+", ADMM_PLUS),
        ("108号中央军队医院", HOSPITAL_108),
    ],
)
def test_same_function_and_country_is_enough(text: str, entity: Entity) -> None:
    assert weight(text, entity) >= MATCH
    assert not vetoed(text, entity)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Ministry of Defence of Vietnam", JP_DEFENCE),
        ("防衛省", VN_DEFENCE),
        ("韩国国防部", VN_DEFENCE),
        ("103号军队医院", HOSPITAL_108),
        ("108号中央军队医院", HOSPITAL_103),
        ("Bệnh viện Quân y 175", HOSPITAL_103),
    ],
)
def test_another_country_or_number_is_a_veto(text: str, entity: Entity) -> None:
    assert vetoed(text, entity)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Bộ Ngoại giao Việt Nam", VN_DEFENCE),
        ("越南公安部", VN_DEFENCE),
        ("ADMM", ADMM_PLUS),
        ("ADMM+", ADMM),
        ("日本海上自卫队", JP_DEFENCE),
        ("防衛省", JUNTENDO),
        ("防衛庁", JP_DEFENCE),
    ],
)
def test_another_function_says_nothing_for_it(text: str, entity: Entity) -> None:
    assert compare(read(text), entity) == ()


@pytest.mark.parametrize("text", ["国防部", "Bộ Quốc phòng", "the Ministry of Defence", "försvarsdepartementet"])
def test_a_function_without_a_country_fits_several_alike_and_none_enough(text: str) -> None:
    assert weight(text, VN_DEFENCE) == weight(text, JP_DEFENCE) < MATCH


@pytest.mark.parametrize(
    "text",
    ["Vụ Hợp tác quốc tế Bộ Quốc phòng Việt Nam", "Văn phòng Bộ Quốc phòng Việt Nam", "越南国防部体育局"],
)
def test_a_part_of_an_organisation_is_not_the_whole(text: str) -> None:
    assert read(text).leftover
    assert weight(text, VN_DEFENCE) < MATCH


def test_the_entity_may_say_its_function_in_its_forms_alone() -> None:
    bare = organisation("vn-mnd", "", "", "Bộ Quốc phòng Việt Nam")
    assert weight("越南国防部", bare) == weight("越南国防部", VN_DEFENCE)


def test_a_name_that_says_more_than_the_mention_is_another_organisation() -> None:
    building = organisation("hk", "", "", "Chinese People's Liberation Army Forces Hong Kong Building")
    assert weight("中国人民解放军", building) < MATCH


def test_a_command_is_not_the_whole_that_its_name_names() -> None:
    command = organisation(
        "us-forces-somewhere", "us", "military-command", "U.S. Armed Forces Somewhere Command", "米軍"
    )
    assert compare(read("米軍"), command) == ()
    navy = organisation("cn-navy", "cn", "navy", "中国人民解放军海军", "People's Liberation Army Navy")
    assert compare(read("中國解放軍"), navy) == ()
    assert weight("中国海军", navy) > 0


def test_a_second_country_counts_against() -> None:
    assert weight("Ministry of Defence of Vietnam and Laos", VN_DEFENCE) < MATCH


def test_evidence_reads_like_a_sentence() -> None:
    found = compare(read("越南国防部"), VN_DEFENCE)
    assert [each.text for each in found] == ["ministry of defence, as Bộ Quốc phòng Việt Nam", "of VN"]
    conflict = compare(read("越南国防部"), JP_DEFENCE)[1]
    assert conflict.text == "of JP, but the mention says VN"


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(raw: str) -> None:
    name = parse(clean(raw))
    assert name is None or name.functions


def test_the_tables_of_functions_and_offices_are_well_formed() -> None:
    for table in ("functions.tsv", "offices.tsv"):
        seen = set()
        for kind, key, lang, forms in rows(table):
            assert re.fullmatch(r"[a-z0-9-]+", key), key
            assert (kind, key, lang) not in seen, (table, key, lang)
            seen.add((kind, key, lang))
            written = forms.split("/")
            assert len(written) == len(set(written)), (key, lang)
            assert all(form and form == form.strip() for form in written), (key, lang)
            assert (kind == "template") == ("~" in forms), (key, lang)


def test_one_of_many_is_known_by_its_own_name() -> None:
    juntendo = organisation("jp-juntendo", "university", "jp", "順天堂大学", "Juntendo University")
    for text in ("Đại học Juntendo Nhật Bản", "日本順天堂大学", "japanische Universität Juntendo"):
        assert weight(text, juntendo) > MATCH, text
    for text in ("Đại học Keio Nhật Bản", "日本大学", "Japanese University", "Japan Juntendo Urayasu University"):
        assert weight(text, juntendo) < MATCH, text


def test_its_own_name_without_its_country_is_too_little() -> None:
    miami = organisation("us-miami", "university", "us", "University of Miami")
    assert 0 < weight("Miami University", miami) < MATCH


def test_every_function_and_office_of_the_gazetteer_has_words(gazetteer: Gazetteer) -> None:
    kinds = {kind for kind, *_ in rows("functions.tsv")}
    assert {"body", "category", "portfolio", "template"} <= kinds
    portfolios = {key for kind, key, *_ in rows("functions.tsv") if kind == "portfolio"}
    functions = {key for kind, key, *_ in rows("functions.tsv") if kind not in {"portfolio", "template"}}
    functions |= {f"ministry-of-{key}" for key in portfolios}
    offices = {key for kind, key, *_ in rows("offices.tsv") if kind in {"office", "role"}}
    roles = {key for kind, key, *_ in rows("offices.tsv") if kind == "role"}
    offices |= {compose(role, body) for role in roles for body in functions}
    offices |= {deputy(office) for office in offices}
    entities = gazetteer.entities.values()
    assert not {entity.function for entity in entities} - functions - {""}
    assert not {entity.office for entity in entities} - offices - {""}
