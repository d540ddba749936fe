"""A company's legal form is no part of a person's name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def _anything() -> st.SearchStrategy[str]:
    forms = st.sampled_from(sorted(form for form, _ in legal_forms._forms()))
    cased = st.builds(lambda form, change: change(form), forms, st.sampled_from([str, str.upper, str.lower, str.title]))
    piece = cased | st.sampled_from(["Müller", "Đặng", "加藤", "İı", "ſ", "K", "x", "1", "บริษัท"]) | st.text(max_size=3)
    return st.lists(st.tuples(piece, st.sampled_from(["", " ", ".", ", ", " (", "-", ")"]))).map(
        lambda pieces: "".join(text for each in pieces for text in each)
    )


@given(_anything())
def test_the_quick_question_lets_go_only_names_without_one(text):
    hit = legal_forms._pattern().search(text)
    assert legal_forms.found_in(text) == (next((group for group in hit.groups() if group), "") if hit else "")


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


@given(st.text(st.sampled_from("aé字7_ .,;\n")))
def test_the_outer_words_of_a_text_are_its_first_and_its_last(text):
    words, outer = legal_forms._WORDS.findall(text), legal_forms._OUTER.match(text)
    assert [words[0], words[-1]] == [outer[1], outer[2] or outer[1]] if outer else not words
