"""Companies: their articles, legal forms and scripts are no part of what tells one from another."""

import pytest

from exonym.resolver.model import Entity, Form, Gazetteer, Hints, Kind, Status
from exonym.resolver.resolve import Resolver


def resolver(*names: str, country: str = "", kind: Kind = Kind.ORGANISATION) -> Resolver:
    return Resolver(
        Gazetteer({name: Entity(name, kind, name, (Form(name, "", "name"),), country=country) for name in names})
    )


@pytest.mark.parametrize(
    ("known", "mention"),
    [
        ("Siemens AG", "Siemens Aktiengesellschaft"),
        ("Siemens AG", "Siemens"),
        ("Bosch GmbH", "Bosch Gesellschaft mit beschränkter Haftung"),
        ("Société Carrefour SA", "Société Carrefour Société Anonyme"),
        ("The Boeing Company", "Boeing"),
        ("Marks and Spencer plc", "Marks & Spencer Public Limited Company"),
        ("Samsung Electronics Co., Ltd.", "Samsung Electronics"),
        ("トヨタ自動車株式会社", "トヨタ自動車"),
        ("삼성전자 주식회사", "삼성전자"),
        ("ПАО «Лукойл»", "Открытое акционерное общество «Лукойл»"),
        ("ОАО Лукойл", "ПАО Лукойл"),
        ("Công ty Cổ phần FPT", "FPT Joint Stock Company"),
        ("Volvo Aktiebolag", "AB Volvo"),
        ("Petronas Berhad", "Petronas Bhd."),
        ("United Nations", "The United Nations"),
    ],
)
def test_the_same_company_with_another_wording_of_its_form(known: str, mention: str) -> None:
    assert resolver(known).resolve(mention).id == known


@pytest.mark.parametrize(
    ("known", "mention"),
    [
        ("Siemens AG", "Siemens GmbH"),
        ("Siemens AG", "Siemens Ltd"),
        ("Siemens AG", "Siemens Energy AG"),
        ("Siemens AG", "Siemens Gesellschaft mit beschränkter Haftung"),
        ("Bosch GmbH", "Bosch AG"),
        ("Bosch GmbH", "Bosch GmbH & Co. KG"),
        ("ПАО «Лукойл»", "ООО «Лукойл»"),
        ("Công ty Cổ phần FPT", "Công ty TNHH FPT"),
        ("株式会社加藤", "有限会社加藤"),
        ("The Boeing Company", "The Company"),
        ("Petronas Berhad", "Petronas Sdn. Bhd."),
        ("Carrefour SA", "Carrefour SARL"),
    ],
)
def test_another_legal_form_or_another_word_is_another_company(known: str, mention: str) -> None:
    assert resolver(known).resolve(mention).status is not Status.MATCH


def test_two_companies_that_differ_in_their_form_alone() -> None:
    both = resolver("Siemens AG", "Siemens GmbH")
    assert both.resolve("Siemens Aktiengesellschaft").id == "Siemens AG"
    assert both.resolve("Siemens").status is Status.AMBIGUOUS


@pytest.mark.parametrize(
    ("known", "country", "mention"),
    [
        ("Gazprom", "ru", "Газпром"),
        ("Gazprom", "ru", "ПАО Газпром"),
        ("Gazprom", "ru", "ガスプロム"),
        ("Газпром", "ru", "Gazprom PJSC"),
        ("Роснефть", "ru", "Rosneft"),
        ("Huawei", "cn", "화웨이"),
        ("Huawei", "cn", "华为"),
        ("华为", "cn", "Huawei"),
        ("Samsung", "kr", "삼성"),
        ("Samsung", "kr", "Самсунг"),
        ("Samsung", "kr", "サムスン"),
        ("トヨタ", "jp", "Toyota"),
        ("Hamas", "ps", "하마스"),
        ("Boeing", "us", "Боинг"),
        ("Taliban", "af", "塔利班"),
    ],
)
def test_a_whole_name_is_heard_in_another_script(known: str, country: str, mention: str) -> None:
    assert resolver(known, country=country).resolve(mention).id == known


@pytest.mark.parametrize(
    ("known", "country", "mention"),
    [
        ("Gazprom", "ru", "Газпромбанк"),
        ("Gazprom", "ru", "Газ"),
        ("Gazprom", "ru", "ガスプロムバンク"),
        ("Siemens", "de", "Симонс"),
        ("Samsung", "kr", "삼성전자"),
        ("NATO", "nato", "苏娜"),
        ("나토", "nato", "娜苏"),
        ("Bộ tứ", "", "杜波"),
        ("Boeing", "us", "Боингов А."),
        ("Airbus", "fr", "Аэробус"),
        ("Nokia", "fi", "ノキアン"),
        ("Hamas", "ps", "Hamaas"),
    ],
)
def test_less_than_the_whole_name_or_an_acronym_is_not_heard(known: str, country: str, mention: str) -> None:
    assert resolver(known, country=country).resolve(mention).status is not Status.MATCH


def test_a_sound_that_is_asked_for_as_a_person_is_no_company() -> None:
    assert resolver("Boeing", country="us").resolve("Боинг", Hints(kind="person")).status is not Status.MATCH
