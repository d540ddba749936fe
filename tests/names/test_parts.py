"""Which part of a name stands for its bearer beside an office, by the custom of the country."""

from __future__ import annotations

import pytest

from exonym.resolver.model import Entity, Form, Kind
from exonym.resolver.names.forms import known_forms
from exonym.resolver.names.parts import addressed


def parts(name: str, country: str) -> set[str]:
    form = known_forms(Entity("x", Kind.PERSON, name, (Form(name),), country=country))[-1]
    found = addressed(form)
    assert all(part.part and part.entity is form.entity for part in found)
    return {part.spelling.text for part in found}


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Phan Văn Giang", "vn", {"Giang", "Văn Giang"}),
        ("潘文江", "vn", {"江"}),
        ("Lloyd Austin", "us", {"Austin"}),
        ("Lloyd Austin III", "us", {"Austin"}),
        ("Katrín Jakobsdóttir", "is", {"Katrín"}),
        ("岸田文雄", "jp", {"岸", "岸田", "岸田文"}),  # the form does not show where the family name ends
        ("习近平", "cn", {"习"}),
        ("司马迁", "cn", {"司马"}),
        ("문재인", "kr", {"문"}),
        ("Su Su Lwin", "mm", set()),  # only the whole name will do
        ("Pelé", "br", set()),
    ],
)
def test_the_part_is_the_one_by_which_people_are_addressed(name: str, country: str, expected: set[str]):
    assert parts(name, country) == expected
