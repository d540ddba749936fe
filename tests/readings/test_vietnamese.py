import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver.names.alignment import target
from exonym.resolver.readings.lattice import Bridge
from exonym.resolver.readings.vietnamese import names as vietnamese
from exonym.resolver.readings.vietnamese.syllable import rimes
from exonym.resolver.tables import rows
from exonym.resolver.text.cleaning import unmarked
from exonym.resolver.text.scripts import Script

from .walk import is_whole

CYRILLIC, KANA, HANGUL = vietnamese.BRIDGES


def reaches(bridge: Bridge, name: str, written: str) -> bool:
    """Whether the spelling is a path through the name's whole lattice."""
    lattice = bridge.lattice(tuple(name.split()))
    units = written.split() if bridge is CYRILLIC else list(written)
    goal = target(units, [bridge.fold(unit) for unit in units])
    return is_whole(lattice, goal, bridge.source)


@pytest.mark.parametrize(
    ("syllable", "onset", "rime", "tone"),
    [
        ("Nguyễn", "ng", "uyên", "~"),
        ("nguyen", "ng", "uyen", ""),
        ("Quỳnh", "qu", "ynh", "`"),
        ("Giang", "gi", "ang", ""),
        ("gì", "gi", "i", "`"),
        ("Nghĩa", "ngh", "ia", "~"),
        ("Đức", "đ", "ưc", "´"),
        ("Yến", "", "yên", "´"),
        ("Ý", "", "y", "´"),
        ("Oanh", "", "oanh", ""),
    ],
)
def test_syllables_have_onset_rime_and_tone(syllable: str, onset: str, rime: str, tone: str) -> None:
    parsed = vietnamese.parse(syllable)
    assert parsed is not None
    assert (parsed.onset, parsed.rime, parsed.tone) == (onset, rime, tone)


@pytest.mark.parametrize(
    "word", ["Smith", "Nge", "Ghan", "Kao", "", "x", "Lịchh", "Shinzo", "Wang", "mátt", "lìch", "吴"]
)
def test_what_cannot_be_a_syllable_is_none(word: str) -> None:
    assert vietnamese.parse(word) is None


@given(st.sampled_from(sorted({rime for alike in rimes().values() for rime in alike})))
def test_every_rime_parses_after_an_onset_that_takes_all(rime: str) -> None:
    parsed = vietnamese.parse("th" + rime)
    assert parsed is not None
    assert parsed.rime == rime


@pytest.mark.parametrize(
    "alike",
    [
        ("Hòa", "Hoà"),
        ("Thúy", "Thuý"),
        ("Lý", "Lí"),
        ("Quý", "Quí"),
        ("Sỹ", "Sĩ"),
        ("Vy", "Vi"),
        ("Khỏe", "Khoẻ"),
    ],
)
def test_orthography_is_one(alike: tuple[str, str]) -> None:
    assert vietnamese.canonical(alike[0]) == vietnamese.canonical(alike[1])
    assert vietnamese.grade(*alike) == "exact"


@pytest.mark.parametrize("pair", [("Hòa", "Hóa"), ("Thúy", "Thủy"), ("Lý", "Lê"), ("Mai", "May"), ("Tuy", "Tui")])
def test_other_syllables_stay_apart(pair: tuple[str, str]) -> None:
    assert vietnamese.canonical(pair[0]) != vietnamese.canonical(pair[1])


@given(st.sampled_from(sorted(name for lang, name, _ in rows("family_names.tsv") if lang == "vi")))
def test_canonical_is_idempotent_and_keeps_the_letters(name: str) -> None:
    once = vietnamese.canonical(name)
    assert vietnamese.canonical(once) == once
    assert unmarked(once).replace("y", "i") == unmarked(name).lower().replace("y", "i")
    assert once in vietnamese.family_names()


@pytest.mark.parametrize(
    ("written", "known", "marked", "relation"),
    [
        ("Tô", "Tố", True, "tone"),
        ("Tô", "To", True, "vowel"),
        ("Tô", "To", False, "unmarked"),
        ("to", "Tố", False, "unmarked"),
        ("Ngô", "Ngơ", True, "vowel"),
        ("Dinh", "Đinh", True, "vowel"),
        ("Dinh", "Đinh", False, "unmarked"),
        ("Phước", "Phúc", True, "doublet"),
        ("Huynh", "Hoàng", False, "doublet"),
        ("Huynh", "Hoàng", True, "contradiction"),
        ("Giang", "Mãi", True, "contradiction"),
        ("Vu", "Hang", False, "contradiction"),
    ],
)
def test_grades(written: str, known: str, marked: bool, relation: str) -> None:
    assert vietnamese.grade(written, known, marked=marked) == relation
    assert vietnamese.grade(known, written, marked=marked) == relation


@pytest.mark.parametrize(
    ("words", "half"),
    [(("Nguyên", "Phu"), True), (("Nguyễn", "Phú"), False), (("Nguyen",), False), (("Tố", "Lâm"), False)],
)
def test_diacritics_of_a_french_keyboard_are_half_of_them(words: tuple[str, ...], half: bool) -> None:
    assert vietnamese.is_half_marked(words) == half


def test_what_a_french_keyboard_lacks_is_left_out_and_no_other_mark() -> None:
    assert vietnamese.grade("Nguyên", "Nguyễn", marked=False) == "unmarked"
    assert vietnamese.grade("Vo", "Võ", marked=False) == "unmarked"
    assert vietnamese.grade("Lê", "Lệ", marked=True) == "tone"
    assert vietnamese.grade("Tô", "Tơ", marked=False) == "vowel"


def test_doublets_are_syllables_and_symmetric() -> None:
    for (group,) in rows("vietnamese_doublets.tsv"):
        assert all(vietnamese.parse(member) for member in group.split("/")), group
    assert all(a in vietnamese.doublets()[b] for a, others in vietnamese.doublets().items() for b in others)


@pytest.mark.parametrize(
    ("name", "written", "agrees"),
    [
        ("Hoàng Xuân Chiến", "Huỳnh Xuân Chiến", True),
        ("Huynh Xuan Chien", "Hoang Xuan Chien", True),
        ("Lý Nam Đế", "Lí Nam Đế", True),
        ("Võ Thị Sáu", "Vu Thi Sau", True),
        ("Ngô Xuân Lịch", "Đinh Xuân Lịch", False),
        ("Nguyễn Minh Vũ", "Nguyễn Minh Hằng", False),
    ],
)
def test_a_name_agrees_with_its_variants(name: str, written: str, agrees: bool) -> None:
    words = written.split()
    goal = target(words, [vietnamese.fold(word) for word in words])
    assert is_whole(vietnamese.lattice(tuple(name.split())), goal, Script.LATIN) is agrees


@pytest.mark.parametrize("name", ["Ngô Xuân Lịch", "Ngo Xuan Lich", "Xuan Lich Ngo", "Đỗ Trung Tá", "Tô Lâm"])
def test_vietnamese_names_are_recognised(name: str) -> None:
    assert vietnamese.is_vietnamese(name.split())


@pytest.mark.parametrize("name", ["Koizumi Shinjiro", "Michael DeSombre", "Lich", "Abe Shinzo", "Kim Jong Un", ""])
def test_other_names_are_not(name: str) -> None:
    assert not vietnamese.is_vietnamese(name.split())


@pytest.mark.parametrize(
    ("glued", "syllables"),
    [
        ("ngoxuanlich", "ngo xuan lich"),
        ("NgoXuanLich", "Ngo Xuan Lich"),
        ("NgôXuânLịch", "Ngô Xuân Lịch"),
        ("nguyenphutrong", "nguyen phu trong"),
        ("hoangxuanchien", "hoang xuan chien"),
        ("phanvangiang", "phan van giang"),
        ("nguyễnxuânphúc", "nguyễn xuân phúc"),
    ],
)
def test_glued_names_are_cut(glued: str, syllables: str) -> None:
    assert vietnamese.segment(glued)[0] == tuple(syllables.split())


@given(st.text("nguyehtaoivr", max_size=45))
def test_cuts_are_bounded_and_lose_nothing(glued: str) -> None:
    ways = vietnamese.segment(glued)
    assert len(ways) <= 4
    assert all("".join(way) == glued and len(way) > 1 for way in ways)


@pytest.mark.parametrize("glued", ["katohitoshi", "KatoHitoshi", "yoshitosengoku", "x" * 1000, "ngo xuan", ""])
def test_what_is_not_vietnamese_is_not_cut(glued: str) -> None:
    assert vietnamese.segment(glued) == ()


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ngô Xuân Lịch", "Нго Суан Лить"),
        ("Ngô Xuân Lịch", "Нго Суан Лич"),
        ("Nguyễn Xuân Phúc", "Нгуен Суан Фук"),
        ("Hồ Chí Minh", "Хо Ши Мин"),
        ("Trần Đức Lương", "Чан Дык Лыонг"),
        ("Võ Nguyên Giáp", "Во Нгуен Зяп"),
        ("Phạm Minh Chính", "Фам Мінь Тінь"),
        ("Nguyen Thien Nhan", "Нгуен Тхиен Нян"),
        ("Do Muoi", "До Мыой"),
    ],
)
def test_names_are_reached_in_cyrillic(name: str, written: str) -> None:
    assert reaches(CYRILLIC, name, written)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Nguyễn Phú Trọng", "グエン・フー・チョン"),
        ("Phạm Gia Khiêm", "ファム・ザー・キエム"),
        ("Võ Nguyên Giáp", "ヴォー・グエン・ザップ"),
        ("Võ Nguyên Giáp", "ボー・グエン・ザップ"),
        ("Lê Đức Anh", "レ・ドゥック・アイン"),
        ("Tran Duc Luong", "チャン・ドゥック・ルオン"),
    ],
)
def test_names_are_reached_in_kana(name: str, written: str) -> None:
    assert reaches(KANA, name, written)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Nguyễn Phú Trọng", "응우옌푸쫑"),
        ("Hồ Chí Minh", "호찌민"),
        ("Phùng Quang Thanh", "풍꽝타인"),
        ("Võ Nguyên Giáp", "보응우옌잡"),
        ("Truong Tan Sang", "쯔엉떤상"),
        ("Phùng Quang Thanh", "풍꾸앙타인"),
        ("Nguyễn Thiện Nhân", "응우옌티엔년"),
    ],
)
def test_names_are_reached_in_hangul(name: str, written: str) -> None:
    assert reaches(HANGUL, name, written)


@pytest.mark.parametrize(
    ("bridge", "name", "written"),
    [
        (CYRILLIC, "Nguyễn Minh Hằng", "Нгуен Минь Ву"),
        (CYRILLIC, "Phan Văn Mãi", "Фан Ван Зянг"),
        (CYRILLIC, "Tô Lâm", "То Лан"),
        (KANA, "Phan Văn Mãi", "ファン・ヴァン・ザン"),
        (HANGUL, "Hồ Chí Minh", "호찌민민"),
        (HANGUL, "Trần Văn Minh", "쩐반만"),
    ],
)
def test_other_names_are_not_reached(bridge: Bridge, name: str, written: str) -> None:
    assert not reaches(bridge, name, written)


@pytest.mark.parametrize("bridge", vietnamese.BRIDGES)
def test_routes_read_vietnamese_alone_and_cover_every_rime(bridge: Bridge) -> None:
    assert bridge.lattice(("Smith", "John")) is None
    for rime in {rime for alike in rimes().values() for rime in alike}:
        lattice = bridge.lattice((unicodedata.normalize("NFC", "th" + rime), "Hồ"))
        assert lattice is not None
        assert all(edge.text == "".join(bridge.fold(edge.shown)) for edge in lattice.edges)
        assert all(edge.text for edge in lattice.edges)
