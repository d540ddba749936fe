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


def test_only_people_s_names_are_derived():
    assert names(Form("Bộ Quốc phòng", "vi"), country="vn", kind=Kind.ORGANISATION) == {"Bộ Quốc phòng": "written"}
