"""A mention that names several people, each with a title, is no name of one."""

from __future__ import annotations

import pytest

from exonym.resolver.mentions.several import names_several


@pytest.mark.parametrize(
    "text",
    [
        "日本外相岸田文雄、美国国务卿蒂勒森及韩国外长尹炳世",
        "Secretary of State Antony Blinken and Foreign Minister Wang Yi",
        "Thủ tướng Phạm Minh Chính và Chủ tịch nước Lương Cường",
    ],
)
def test_a_title_and_a_name_twice_are_two_people(text: str):
    assert names_several(text)


@pytest.mark.parametrize(
    "text",
    [
        "Joe Biden",
        "Biden, Joe",
        "Joe Biden, President of the United States",
        "Minister for Foreign Affairs and Trade Péter Szijjártó",
        "Ministry of Agriculture and Rural Development",
    ],
)
def test_one_person_with_commas_and_conjunctions_is_one(text: str):
    assert not names_several(text)
