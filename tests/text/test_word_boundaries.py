"""Where white space stands in a romanised name says where its family name ends: no syllable spans it."""

import pytest

from exonym.resolver.model import Entity, Form, Gazetteer, Kind, Status
from exonym.resolver.resolve import Resolver


def resolver_of(*names: str) -> Resolver:
    return Resolver(
        Gazetteer(
            {name: Entity(id=name, kind=Kind.PERSON, name=name, forms=(Form(name, "", "name"),)) for name in names}
        )
    )


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("刘邦", "Ban Gu"),  # 邦 is not Ban G-, with u for 刘
        ("鄭麟趾", "Lim Chi-jung"),  # the family name is not the end of the given name
        ("趙紫陽", "Jee Yong-ju"),
        ("永田充", "Jung Yong-jun"),  # 永田 is no Korean family name
        ("존 리터", "Johnnie To"),  # white space on both sides, in two places
        ("페터르 4세", "Pete Rose"),  # 4세 is a numeral, no syllable
        ("カルロス2世", "Karo Russe"),
    ],
)
def test_syllables_that_are_parted_otherwise_are_another_name(mention, name):
    for one, other in ((mention, name), (name, mention)):
        assert resolver_of(other).resolve(one).status is not Status.MATCH


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("刘邦", "Liu Bang"),
        ("刘邦", "LiuBang"),
        ("鄭麟趾", "Jeong In-ji"),
        ("鄭麟趾", "In-ji Jeong"),
        ("趙紫陽", "Ziyang Zhao"),
        ("司马光", "Sima Guang"),
        ("司马光", "Guang Sima"),
        ("李在明", "Lee Jaemyung"),
        ("王禹偁", "Wang Yu-cheng"),
        ("김 정은", "Kim Jong-un"),
        ("남궁 민", "Namgung Min"),
        ("김성", "성 김"),
        ("존 조", "John Cho"),
    ],
)
def test_family_name_first_or_last_glued_or_hyphenated_is_the_same_name(mention, name):
    for one, other in ((mention, name), (name, mention)):
        assert resolver_of(other).resolve(one).candidates[0].id == other


def test_an_unusual_spelling_is_not_preferred_to_a_usual_one():
    candidates = resolver_of("Chung Mong-gyu", "Chung Mong-koo").resolve("鄭夢九").candidates
    scores = {candidate.id: candidate.score for candidate in candidates}
    assert scores["Chung Mong-koo"] > 90
    assert scores["Chung Mong-gyu"] <= scores["Chung Mong-koo"]
