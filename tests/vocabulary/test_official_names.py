"""The core of an official name is what tells it from others."""

from itertools import product

import pytest

from exonym.resolver.vocabulary import official_names
from exonym.resolver.vocabulary.official_names import core


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("The Boeing Company", "Boeing"),
        ("Marks & Spencer PLC", "Marks Spencer"),
        ("Marks and Spencer Public Limited Company", "Marks Spencer"),
        ("Samsung Electronics Co., Ltd.", "Samsung Electronics"),
        ("L'Oréal", "Oréal"),
        ("ПАО «Лукойл»", "Лукойл"),
        ("华为技术有限公司", "华为技术"),
        ("株式会社加藤", "加藤"),
        ("삼성전자 주식회사", "삼성전자"),
        ("Công ty Cổ phần FPT", "FPT"),
        ("Cemex, S.A.B. de C.V.", "Cemex"),
        ("PT Telkom Indonesia Tbk.", "Telkom Indonesia"),
        ("AB Volvo", "Volvo"),
        ("Eni S.p.A.", "Eni"),
    ],
)
def test_article_legal_form_and_and_are_left_out(text: str, rest: str) -> None:
    assert core(text).text == rest


@pytest.mark.parametrize("text", ["Siemens", "O'Neill", "Relax Spa", "Pao Yue Kong", "Ltd", "The", ""])
def test_what_has_none_of_these_or_nothing_else_stays_as_it_is(text: str) -> None:
    assert core(text).text == text


PIECES = ("The", "l'Air", "Müller", "&", "and", "S.A.", "ООО,", "GmbH", "会社", "株式会社", "de", "C.V.")


def test_the_quick_question_lets_go_only_names_that_are_their_own_core(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [" ".join(each) for size in (1, 2, 3) for each in product(PIECES, repeat=size)]
    quick = [core.__wrapped__(text) for text in texts]
    monkeypatch.setattr(official_names, "_may_be_longer", lambda _: True)
    assert quick == [core.__wrapped__(text) for text in texts]
