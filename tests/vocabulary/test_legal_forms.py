"""A company's legal form is no part of a person's name."""

import pytest

from exonym.resolver.model import Entity, Form, Gazetteer, Kind, Status
from exonym.resolver.resolve import Resolver
from exonym.resolver.vocabulary import legal_forms


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Mejia Munera Hermanos LTDA.", "LTDA"),
        ("Baraka Trading Co., Ltd.", "Co., Ltd"),
        ("Transportes Garza, S.A. de C.V.", "S.A. de C.V."),
        ("ООО «Ромашка»", "ООО"),
        ("Công ty Hoàng Anh", "Công ty"),
        ("华为技术有限公司", "有限公司"),
        ("株式会社加藤", "株式会社"),
        ("Müller GmbH", "GmbH"),
    ],
)
def test_a_legal_form_is_found_where_it_stands(text, form):
    assert legal_forms.found_in(text) == form


@pytest.mark.parametrize(
    "text", ["Petrov S.A.", "Иванов А.С.", "Ltd", "Limited Nyambe", "Công Tý", "Corporal Smith", "Vincenzo", "公", ""]
)
def test_initials_and_names_are_no_legal_forms(text):
    assert legal_forms.found_in(text) == ""


def test_a_company_called_after_a_person_is_not_the_person():
    person = Entity(
        id="p", kind=Kind.PERSON, name="Javier Garcia Rojas", forms=(Form("Javier Garcia Rojas", "", "name"),)
    )
    resolver = Resolver(Gazetteer({"p": person}))
    assert resolver.resolve("Javier Garcia Rojas").status is Status.MATCH
    for mention in ("Javier Garcia Rojas Ltda.", "Javier Garcia Rojas y Hermanos Ltda."):
        decision = resolver.resolve(mention)
        assert decision.status is not Status.MATCH
    assert "companies" in resolver.explain("Javier Garcia Rojas Ltda.", "p").why
