"""Titles are peeled where the language puts them, and never off a name that needs them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver.mentions.titles import Peeled, common_family_name, peel
from exonym.resolver.tables.schema.titles import RANKS
from exonym.resolver.text.cleaning import clean
from exonym.resolver.vocabulary.offices import compose, deputy

# Mention, name left, titles as kind:key or kind:key@country, in order.
PEELED = [
    # Chinese: offices before, ranks and offices after
    ("吴春历大将", "吴春历", "rank:o10"),
    ("吳春歷大將", "吳春歷", "rank:o10"),
    ("潘友胜大校", "潘友胜", "rank:o6b"),
    ("越南国防部部长吴春历", "吴春历", "office:minister-of-defence@vn"),
    ("越南國防部部長吳春歷", "吳春歷", "office:minister-of-defence@vn"),
    ("越南国防部部长吴春历大将", "吴春历", "office:minister-of-defence@vn rank:o10"),
    (
        "越共政治局委员、中央军委副书记、越南国防部部长吴春历大将",
        "吴春历",
        "office:politburo-member@vn office:central-military-commission-deputy-secretary"
        " office:minister-of-defence@vn rank:o10",
    ),
    ("日本首相安倍晋三", "安倍晋三", "office:prime-minister@jp"),
    ("安倍晋三首相", "安倍晋三", "office:prime-minister"),
    ("安倍前首相", "安倍", "honorific:former office:prime-minister"),
    ("日本防卫大臣小野寺", "小野寺", "office:minister-of-defence@jp"),
    ("越南政府总理阮春福", "阮春福", "office:prime-minister@vn"),
    ("越南国家主席梁强", "梁强", "office:president@vn"),
    ("越南驻古巴大使黎光龙", "黎光龙", "office:ambassador@vn"),
    ("越共中央总书记苏林", "苏林", "office:general-secretary@vn"),
    ("苏林总书记", "苏林", "office:general-secretary"),
    ("国会主席陈青敏", "陈青敏", "office:chair-of-national-assembly"),
    ("公安部部长梁三光大将", "梁三光", "office:minister-of-public-security rank:o10"),
    ("越南外交部副部长阮明姮", "阮明姮", "office:deputy-minister-of-foreign-affairs@vn"),
    ("王毅外长", "王毅", "office:minister-of-foreign-affairs"),
    ("美国总统特朗普", "特朗普", "office:president@us"),
    ("俄总统普京", "普京", "office:president@ru"),
    ("美国防长奥斯汀", "奥斯汀", "office:minister-of-defence@us"),
    ("美国国防部长奥斯汀", "奥斯汀", "office:minister-of-defence@us"),
    # Japanese and Korean: behind the name
    ("小野寺防衛大臣", "小野寺", "office:minister-of-defence"),
    ("小泉進次郎防衛相", "小泉進次郎", "office:minister-of-defence"),
    ("吉田陸将", "吉田", "rank:o8"),
    ("山崎統幕長", "山崎", "office:chief-of-joint-staff@jp"),
    ("小泉さん", "小泉", "honorific:mr"),
    ("ベトナムのグエン・スアン・フック首相", "グエン·スアン·フック", "office:prime-minister@vn"),
    ("신원식 국방부 장관", "신원식", "office:minister-of-defence"),
    ("신원식 국방장관", "신원식", "office:minister-of-defence"),
    ("북한 김정은 국무위원장", "김정은", "office:president@kp"),
    ("김 대장", "김", "rank:o10"),
    # Vietnamese: before the name, or after a comma
    ("Thượng tướng Hoàng Xuân Chiến", "Hoàng Xuân Chiến", "rank:o9"),
    ("Đại tướng Phan Văn Giang", "Phan Văn Giang", "rank:o10"),
    ("ĐẠI TƯỚNG PHAN VĂN GIANG", "PHAN VĂN GIANG", "rank:o10"),
    ("Bộ trưởng, Đại tướng Phan Văn Giang", "Phan Văn Giang", "office:minister rank:o10"),
    ("Bộ trưởng Quốc phòng Nhật Bản Koizumi Shinjiro", "Koizumi Shinjiro", "office:minister-of-defence@jp"),
    ("Bộ trưởng Bộ Quốc phòng Việt Nam Ngô Xuân Lịch", "Ngô Xuân Lịch", "office:minister-of-defence@vn"),
    ("Thứ trưởng Bộ Quốc phòng Nhật Bản Kano Koji", "Kano Koji", "office:deputy-minister-of-defence@jp"),
    (
        "Thứ trưởng Thường trực Bộ Ngoại giao Nguyễn Minh Vũ",
        "Nguyễn Minh Vũ",
        "office:deputy-minister-of-foreign-affairs",
    ),
    ("Chủ tịch Hồ Chí Minh", "Hồ Chí Minh", "office:president"),
    ("Chủ tịch nước Lương Cường", "Lương Cường", "office:president"),
    ("Chủ tịch Quốc hội Trần Thanh Mẫn", "Trần Thanh Mẫn", "office:chair-of-national-assembly"),
    ("Uỷ viên Bộ Chính trị Phan Văn Giang", "Phan Văn Giang", "office:politburo-member"),
    (
        "Phó Bí thư Quân ủy Trung ương Phan Văn Giang",
        "Phan Văn Giang",
        "office:central-military-commission-deputy-secretary",
    ),
    ("nguyên Chủ tịch nước Nguyễn Xuân Phúc", "Nguyễn Xuân Phúc", "honorific:former office:president"),
    ("président Nguyên Xuân Phuc", "Nguyên Xuân Phuc", "office:president"),  # behind an office no "former" (nguyên)
    ("Đại sứ Việt Nam tại Cuba Lê Quang Long", "Lê Quang Long", "office:ambassador@vn"),
    (
        "Hoàng Xuân Chiến, Ủy viên Trung ương Đảng, Thứ trưởng Bộ Quốc phòng",
        "Hoàng Xuân Chiến",
        "office:central-committee-member office:deputy-minister-of-defence",
    ),
    ("Dai tuong Phan Van Giang", "Phan Van Giang", "rank:o10"),
    ("Bo truong Bo Quoc phong Viet Nam Ngo Xuan Lich", "Ngo Xuan Lich", "office:minister-of-defence@vn"),
    ("Bộ trưởng Giang", "Giang", "office:minister"),
    ("ông Koizumi", "Koizumi", "honorific:mr"),
    ("Tướng Phan Văn Giang", "Phan Văn Giang", "honorific:general-unspecified"),
    ("Bà Nguyễn Thị Định", "Nguyễn Thị Định", "honorific:ms"),
    # Swedish, Norwegian, German: compounds, definite forms, genitives and adjectives of countries
    ("generallöjtnant Hoang Xuan Chien", "Hoang Xuan Chien", "rank:o8"),
    (
        "ständige vice utrikesministern Nguyen Minh Vu",
        "Nguyen Minh Vu",
        "office:deputy-minister-of-foreign-affairs",
    ),
    (
        "Vietnams vice försvarsminister Hoang Xuan Chien",
        "Hoang Xuan Chien",
        "office:deputy-minister-of-defence@vn",
    ),
    (
        "biträdande utrikesminister Namazu Hiroyuki",
        "Namazu Hiroyuki",
        "office:deputy-minister-of-foreign-affairs",
    ),
    ("Japans försvarsminister Koizumi Shinjiro", "Koizumi Shinjiro", "office:minister-of-defence@jp"),
    ("Japans forsvarsminister Koizumi Shinjiro", "Koizumi Shinjiro", "office:minister-of-defence@jp"),
    ("minister för nationellt försvar Phan Van Giang", "Phan Van Giang", "office:minister-of-defence"),
    ("generalløytnant Hoang Xuan Chien", "Hoang Xuan Chien", "rank:o8"),
    ("Seniorgeneralløytnant Hoang Xuan Chien", "Hoang Xuan Chien", "rank:o9"),
    ("minister Koizumi Shinjiro", "Koizumi Shinjiro", "office:minister"),
    ("japanske forsvarsministeren Koizumi Shinjiro", "Koizumi Shinjiro", "office:minister-of-defence@jp"),
    ("minister, general Phan Van Giang", "Phan Van Giang", "office:minister rank:o10"),
    ("Japans viseforsvarsminister Kano Koji", "Kano Koji", "office:deputy-minister-of-defence@jp"),
    ("medlem av politbyrået, general Phan Van Giang", "Phan Van Giang", "office:politburo-member rank:o10"),
    (
        "der vietnamesische Verteidigungsminister Phan Van Giang",
        "Phan Van Giang",
        "office:minister-of-defence@vn",
    ),
    # English, French, Russian
    ("Minister Koizumi", "Koizumi", "office:minister"),
    ("Koizumi-san", "Koizumi", "honorific:mr"),
    ("General Phan Van Giang", "Phan Van Giang", "rank:o10"),
    ("Sr. Lt. Gen. Hoang Xuan Chien", "Hoang Xuan Chien", "rank:o9"),
    ("Japanese Defense Minister Koizumi Shinjiro", "Koizumi Shinjiro", "office:minister-of-defence@jp"),
    (
        "Vietnam's Minister of National Defence General Phan Van Giang",
        "Phan Van Giang",
        "office:minister-of-defence@vn rank:o10",
    ),
    (
        "Ngo Xuan Lich, Minister of National Defence of Vietnam",
        "Ngo Xuan Lich",
        "office:minister-of-defence@vn",
    ),
    ("US Secretary of Defense Lloyd Austin", "Lloyd Austin", "office:minister-of-defence@us"),
    (
        "Chairman of the National Assembly Tran Thanh Man",
        "Tran Thanh Man",
        "office:chair-of-national-assembly",
    ),
    (
        "le ministre vietnamien de la Défense Phan Van Giang",
        "Phan Van Giang",
        "office:minister-of-defence@vn",
    ),
    ("министру обороны генералу армии Нго Суан Личу", "Нго Суан Личу", "office:minister-of-defence rank:o10"),
    (
        "заместитель министра обороны Вьетнама Хоанг Суан Тьен",
        "Хоанг Суан Тьен",
        "office:deputy-minister-of-defence@vn",
    ),
    ("посол Вьетнама в Японии Фам Куанг Хьеу", "Фам Куанг Хьеу", "office:ambassador@vn"),
    ("NATOs generalsekreterare Jens Stoltenberg", "Jens Stoltenberg", "office:secretary-general@nato"),
    ("联合国秘书长古特雷斯", "古特雷斯", "office:secretary-general@un"),
    ("中央军委副主席张又侠", "张又侠", "office:central-military-commission-deputy-chair"),
    ("美国助理国务卿迈克尔·德索姆布雷", "迈克尔·德索姆布雷", "office:assistant-secretary-of-state@us"),
    ("陸上幕僚長吉田", "吉田", "office:chief-of-ground-staff@jp"),
    # The title is the whole mention: the office-holder is meant
    ("USA:s president", "", "office:president@us"),
    ("日本防卫大臣", "", "office:minister-of-defence@jp"),
    ("Bộ trưởng Bộ Quốc phòng Việt Nam", "", "office:minister-of-defence@vn"),
    ("Japans försvarsminister", "", "office:minister-of-defence@jp"),
    ("министр обороны Вьетнама", "", "office:minister-of-defence@vn"),
    ("Vietnamese Minister of Foreign Affairs", "", "office:minister-of-foreign-affairs@vn"),
]

# Names that look like titles, and names without any: the untouched text is the likeliest reading.
KEPT = [
    "Đỗ Trung Tá",
    "Mai Trung Tá",
    "Võ Tiến Sĩ",
    "Phạm Tiến Sĩ",
    "Phó Đức Mạnh",
    "Tướng Văn Vĩ",
    "Do Trung Ta",
    "Ông Nhật Minh",
    "Tuong Van Vi",
    "Co Thi Lan",
    "Ong Van Be",
    "Ba Huyen",
    "Phan Văn Giang",
    "Nguyễn Minh Vũ",
    "Nguyên Ngọc",
    "Anh Đức",
    "Mỹ Linh",
    "Lê Đức Anh",
    "Nguyễn Hòa Bình",
    "Trần Đại Quang",
    "杜中校",
    "吴春历",
    "梁强",
    "王子文",
    "安倍晋三",
    "小野寺五典",
    "迈克尔·德索姆布雷",
    "김대중",
    "왕자웨이",
    "Koizumi Shinjiro",
    "Yamazaki Koji",
    "Michael Jordan",
    "John Major",
    "Martin Luther King",
    "I. M. Pei",
    "M. T. Vasudevan Nair",
    "Judge Reinhold",
    "Bộ Quốc phòng Việt Nam",
    "防衛省",
    "Vietnams försvarsdepartement",
    "Quân đội nhân dân Việt Nam",
    "JICA",
    "Nhà thờ Đức Bà TP HCM",
    "Lữ đoàn 249",
    "Bản Ghi nhớ về cứu hộ, cứu nạn",
    "Đại tướng",
    "大将",
    "general",
    "",
    "…",
]


def _shown(titles: tuple[object, ...]) -> str:
    return " ".join(
        f"{title.kind}:{title.key}" + (f"@{title.country}" if title.country else "")  # type: ignore[attr-defined]
        for title in titles
    )


@pytest.mark.parametrize(("mention", "rest", "titles"), PEELED)
def test_the_likeliest_reading_is_the_bare_name_and_its_titles(mention: str, rest: str, titles: str) -> None:
    best = peel(clean(mention))[0]
    assert (best.rest, _shown(best.titles)) == (rest, titles)


@pytest.mark.parametrize("mention", KEPT)
def test_a_name_that_needs_its_words_keeps_them(mention: str) -> None:
    best = peel(clean(mention))[0]
    assert best.rest == clean(mention)
    assert best.titles == ()


@pytest.mark.parametrize("mention", [mention for mention, _, _ in PEELED])
def test_the_untouched_text_is_always_a_hypothesis(mention: str) -> None:
    text = clean(mention)
    assert (text, ()) in [(peeled.rest, peeled.titles) for peeled in peel(text)]


def test_doubtful_peelings_stay_behind_the_untouched_text() -> None:
    assert [peeled.rest for peeled in peel("Tướng Văn Vĩ")] == ["Tướng Văn Vĩ", "Văn Vĩ"]
    assert [peeled.rest for peeled in peel("杜中校")] == ["杜中校", "杜"]


@pytest.mark.parametrize(
    ("mention", "rest", "office"),
    [
        ("吳部長釗燮", "吳釗燮", "minister"),
        ("蔡總統英文", "蔡英文", "president"),
        ("歐陽部長娜娜", "歐陽娜娜", "minister"),
    ],
)
def test_an_office_inside_a_chinese_name_is_a_reading(mention: str, rest: str, office: str) -> None:
    read = {peeled.rest: [title.key for title in peeled.titles] for peeled in peel(mention)}
    assert read[rest] == [office]


def test_a_dash_between_spaces_parts_a_name_from_its_office() -> None:
    best = peel("Thượng tướng Trần Văn Thử - Thứ trưởng Bộ Quốc phòng")[0]
    assert best.rest == "Trần Văn Thử"
    assert [title.key for title in best.titles] == ["o9", "deputy-minister-of-defence"]
    assert peel("Jean-Yves Le Drian")[0].titles == ()


def test_a_country_that_may_be_a_name_gives_both_readings() -> None:
    rests = [peeled.rest for peeled in peel("Bộ trưởng Đức")]
    assert rests[:2] == ["", "Đức"]


def test_a_name_after_words_that_are_unknown_is_a_hypothesis() -> None:
    rests = [peeled.rest for peeled in peel("Cục trưởng Cục Đối ngoại Vũ Chiến Thắng")]
    assert "Vũ Chiến Thắng" in rests
    assert "Thắng" not in rests


def test_the_caller_may_know_more_family_names() -> None:
    assert peel("Tướng Văn Vĩ", lambda word: word == "Văn")[0].rest == "Văn Vĩ"


def test_common_family_names_are_known_with_their_diacritics_only() -> None:
    assert common_family_name("Phan")
    assert common_family_name("ĐỖ")
    assert not common_family_name("Văn")


def test_titles_keep_the_words_as_written() -> None:
    office = peel("Vietnams vice försvarsminister Hoang Xuan Chien")[0].titles[0]
    assert office.text == "vice försvarsminister"


@pytest.mark.parametrize(
    ("role", "body", "office"),
    [
        ("chair", "national-assembly", "chair-of-national-assembly"),
        ("member", "politburo", "politburo-member"),
        ("minister", "ministry-of-defence", "minister-of-defence"),
        ("secretary", "communist-party", "general-secretary"),
    ],
)
def test_a_role_in_a_body_is_an_office(role: str, body: str, office: str) -> None:
    assert compose(role, body) == office


def test_deputies() -> None:
    assert deputy("president") == "vice-president"
    assert deputy("minister-of-defence") == "deputy-minister-of-defence"
    assert deputy("deputy-prime-minister") == "deputy-prime-minister"


def test_ranks_of_the_services_are_level() -> None:
    levels = {row.key: row.level for row in RANKS.read()}
    assert levels["o10"] == levels["navy-o10"] == 4
    assert levels["o9"] - levels["o8"] == 1


@given(st.text(max_size=60))
def test_any_text_is_peeled_without_an_error_and_kept(raw: str) -> None:
    text = clean(raw)
    readings = peel(text)
    assert (text, ()) in [(peeled.rest, peeled.titles) for peeled in readings] or readings == (Peeled("", ()),)
    assert all(peeled.rest in text or peeled.rest == "" for peeled in readings)


@pytest.mark.parametrize("mention", ["Đại tướng Phan Văn Giang", "Vietnams vice försvarsminister Hoang Xuan Chien"])
def test_case_and_space_do_not_matter(mention: str) -> None:
    for variant in (mention.upper(), "  ".join(mention.split())):
        assert _shown(peel(clean(variant))[0].titles) == _shown(peel(mention)[0].titles)


@pytest.mark.parametrize(
    "text",
    [
        "minister Koizumi Shinjiro Generalløytnant Hoang Xuan Chien tok",
        "Bộ trưởng Koizumi Shinjiro Thượng tướng Hoàng Xuân Chiến",
        "Koizumi Shinjiro Đại tướng Phan Văn Giang",
        "министр Коидзуми Синдзиро генерал Фан Ван Зянг",
    ],
)
def test_two_people_are_nobody(text: str) -> None:
    assert peel(clean(text)) == (Peeled("", ()),)


@pytest.mark.parametrize(
    "text",
    [
        "Koizumi Shinjiro, Minister of Defence of Japan",
        "John Ronald Major Smith",
        "Đại tướng Phan Văn Giang, Bộ trưởng Bộ Quốc phòng Việt Nam",
        "Thủ tướng Lý Hiển Long Thủ tướng Singapore",
    ],
)
def test_one_person_of_two_titles_is_one(text: str) -> None:
    assert Peeled("", ()) not in peel(clean(text))
