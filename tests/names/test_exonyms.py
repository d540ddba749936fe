"""Written names first, then those that follow by rule, each once."""

from __future__ import annotations

from exonym.resolver.model import Entity, Form, Kind
from exonym.resolver.names.exonyms import exonyms


def names(*forms: Form, country: str, kind: Kind = Kind.PERSON) -> dict[str, str]:
    found = exonyms(Entity("x", kind, forms[0].text, forms, country=country))
    assert len({(each.lang, each.text) for each in found}) == len(found)
    return {each.text: each.rule for each in found}


def test_what_is_written_comes_first_and_is_not_derived_again():
    found = names(Form("吴春历", "zh"), Form("Ngô Xuân Lịch", "vi"), country="vn")
    assert list(found)[:2] == ["吴春历", "Ngô Xuân Lịch"]
    assert found["Ngô Xuân Lịch"] == "written"


def test_a_name_is_derived_along_the_routes_of_its_country():
    found = names(Form("吴春历", "zh"), country="vn")
    assert found["Ngô Xuân Lịch"] == "sino-vietnamese"
    assert found["吳春歷"] == "traditional"
    assert "Wu Chunli" not in found


def test_diacritics_may_be_left_out():
    assert names(Form("Ngô Xuân Lịch", "vi"), country="vn")["Ngo Xuan Lich"] == "without-diacritics"


def test_nothing_is_made_of_an_organisation_whose_function_is_unknown():
    assert names(Form("Bộ Quốc phòng", "vi"), country="vn", kind=Kind.ORGANISATION) == {"Bộ Quốc phòng": "written"}


def likely(*forms: Form, country: str, **facts: object) -> dict[tuple[str, str], float]:
    kind = Kind(facts.pop("kind", Kind.PERSON))  # type: ignore[arg-type]
    entity = Entity("x", kind, forms[0].text, forms, country=country, **facts)  # type: ignore[arg-type]
    return {(each.lang, each.text): each.likelihood for each in exonyms(entity)}


def test_a_vietnamese_name_is_shown_in_the_characters_that_chinese_may_write():
    found = likely(Form("Ngô Xuân Lịch", "vi"), country="vn")
    assert 0.5 < found["zh-Hans", "吴春历"] < 1
    assert found["zh-Hans", "吴春历"] == found["zh-Hant", "吳春歷"]
    assert ("zh-Hans", "阮富仲") in likely(Form("Nguyễn Phú Trọng", "vi"), country="vn")


def test_a_syllable_of_unknown_characters_leaves_the_characters_out():
    found = likely(Form("Nguyễn Thị Định Tòng", "vi"), country="vn")
    assert not any(lang.startswith("zh") for lang, _ in found)


def test_characters_that_are_known_are_not_guessed():
    assert "vietnamese-han" not in names(Form("吴春历", "zh"), Form("Ngô Xuân Lịch", "vi"), country="vn").values()


def test_a_route_that_only_recognises_asserts_nothing():
    found = names(Form("岸田文雄", "ja"), Form("きしだ ふみお", "ja", "reading"), country="jp")
    assert not any(" " in text and "岸" in text for text in found)
    assert found["Kishida Fumio"] == "kana-reading"
    assert found["Fumio Kishida"] == "given-first"


def test_names_from_abroad_are_parted_as_japanese_parts_them():
    assert "ゴー・スアン・リック" in names(Form("Ngô Xuân Lịch", "vi"), country="vn")
    assert "シ・ジンピン" in names(Form("习近平", "zh"), country="cn")


def test_what_a_rendering_lost_is_not_brought_back():
    found = names(Form("Lloyd Austin", "en"), Form("Ллойд Остин", "ru"), country="us")
    assert "Lloyd Ostin" not in found


def test_the_usual_way_of_a_country_is_likelier_than_another():
    found = likely(Form("习近平", "zh"), country="cn")
    assert found["zh-Latn", "Xi Jinping"] > 5 * found["zh-Latn", "Chap Kanping"]


def test_shares_of_a_route_add_up_to_no_more_than_one():
    for form, country in (
        (Form("윤석열", "ko"), "kr"),
        (Form("Phan Văn Giang", "vi"), "vn"),
        (Form("王毅", "zh"), "cn"),
    ):
        entity = Entity("x", Kind.PERSON, form.text, (form,), country=country)
        sums: dict[tuple[str, str], float] = {}
        for each in exonyms(entity):
            if each.rule not in {"written", "vietnamese-han"}:
                sums[each.lang, each.rule] = sums.get((each.lang, each.rule), 0.0) + each.likelihood
        assert sums
        assert all(0 < total <= 1.001 for total in sums.values())


def test_an_organisation_is_named_by_its_function_and_country():
    found = likely(
        Form("Bộ Quốc phòng Việt Nam", "vi"), country="vn", kind="organisation", function="ministry-of-defence"
    )
    assert {
        ("zh", "越南国防部"), ("ja", "ベトナム国防省"), ("ko", "베트남 국방부"),
        ("ru", "Министерство обороны Вьетнама"),
        ("en", "Ministry of Defence of Vietnam"), ("sv", "Försvarsdepartement (Vietnam)"),
    } <= found.keys()  # fmt: skip
    assert all(0 < share <= 0.5 for (_, text), share in found.items() if text != "Bộ Quốc phòng Việt Nam")


def test_a_post_is_named_by_its_office_and_country():
    found = likely(Form("Bộ trưởng Quốc phòng", "vi"), country="vn", kind="post", office="minister-of-defence")
    assert {
        ("ru", "Министр обороны Вьетнама"),
        ("ko", "베트남 국방부 장관"),
        ("fi", "Puolustusministeri (Vietnam)"),
    } <= found.keys()


def test_an_office_of_several_words_is_named_only_where_the_word_is_the_country_s_own():
    found = likely(Form("Président de la République", "fr"), country="fr", kind="post", office="president")
    assert ("zh", "法国国家主席") not in found


def test_an_agreement_of_two_is_named_by_what_it_says():
    found = likely(
        Form("Vietnam–India Comprehensive Strategic Partnership", "en"), country="", kind="agreement",
        instrument="partnership", topics=("comprehensive", "strategic-partnership"), parties=("vn", "in"),
    )  # fmt: skip
    assert ("zh", "越南印度全面战略伙伴关系") in found
    assert ("ko", "베트남-인도 포괄적 전략적 동반자 관계") in found


def test_an_agreement_of_many_is_not_made_up():
    found = names(Form("Paris Agreement", "en"), country="", kind=Kind.AGREEMENT)
    assert set(found.values()) == {"written"}
