"""The line of holders of a post, its gaps, and who came before and after."""

from __future__ import annotations

import pytest

from exonym.api.web.succession import Gap, after, before, in_order, line
from exonym.resolver.model import Entity, Kind, Term

Held = tuple[Entity, Term]


def held(name: str, start: str = "", end: str = "", *, acting: bool = False) -> Held:
    return Entity(name, Kind.PERSON, name, ()), Term("post", start, end, acting=acting)


def post(seats: int = 1, as_of: str = "") -> Entity:
    return Entity("post", Kind.POST, "Post", (), seats=seats, as_of=as_of)


def shown(found: tuple[Held | Gap, ...]) -> list[str]:
    return [f"gap {each.start}/{each.end}" if isinstance(each, Gap) else each[0].id for each in found]


@pytest.mark.parametrize(
    ("seats", "as_of", "terms", "expected"),
    [
        (1, "", [("b", "2005", "2010"), ("a", "2000", "2005")], ["a", "b"]),
        (1, "", [("a", "2000-01-01", "2005-03-04"), ("b", "2005-03-05", "")], ["a", "b"]),  # the next day is no gap
        (1, "", [("a", "2000", "2005"), ("b", "2008", "")], ["a", "gap 2005/2008", "b"]),
        (1, "", [("a", "2000", "2005"), ("b", "2006", "")], ["a", "b"]),  # 2005 may be its last day
        (1, "", [("a", "2000", ""), ("b", "2008", "2010"), ("c", "2012", "")], ["a", "b", "gap 2010/2012", "c"]),
        (2, "", [("a", "2000", ""), ("b", "2008", "2010"), ("c", "2012", "")], ["a", "b", "c"]),
        (1, "", [("a", "2000", "2015"), ("b", "2004", "2005"), ("c", "2015", "")], ["a", "b", "c"]),
        (1, "2025", [("a", "2000", "2005")], ["a", "gap 2005/"]),
        (1, "", [("a", "2000", "2005")], ["a"]),
        (1, "2025", [("a", "2000", "")], ["a"]),
        (1, "", [("a", "", ""), ("b", "", "1999"), ("c", "2001", "")], ["a", "b", "gap 1999/2001", "c"]),
        (0, "2025", [], []),
    ],
)
def test_the_line_has_gaps_where_surely_nobody_is_known(
    seats: int, as_of: str, terms: list[tuple[str, str, str]], expected: list[str]
) -> None:
    assert shown(line(post(seats, as_of), [held(*each) for each in terms])) == expected


def test_who_only_acted_stands_between_those_who_held_it() -> None:
    first = held("first", "2022-05-10", "2025-04-04")
    standing_in = held("standing-in", "2024-12-14", "2024-12-27", acting=True)
    acting = held("acting", "2025-04-04", "2025-06-03", acting=True)
    second = held("second", "2025-06-04")
    everybody = in_order([second, acting, standing_in, first])
    names = [each[0].id for each in everybody]
    assert names == ["first", "standing-in", "acting", "second"]
    assert [each[0].id for each in after(first[1], everybody)] == ["acting", "second"]
    assert [each[0].id for each in before(second[1], everybody)] == ["first", "acting"]
    assert after(second[1], everybody) == before(first[1], everybody) == ()


def test_a_term_without_dates_follows_nobody() -> None:
    known, unknown = held("known", "2000", "2005"), held("unknown")
    assert before(unknown[1], [known, unknown]) == after(unknown[1], [known, unknown]) == ()


def test_one_person_twice_is_two_terms() -> None:
    person = Entity("a", Kind.PERSON, "A", ())
    terms = [(person, Term("post", "2000", "2004")), held("b", "2004", "2008"), (person, Term("post", "2008", ""))]
    assert [each[0].id for each in after(terms[0][1], terms)] == ["b"]
    assert [each[0].id for each in before(terms[2][1], terms)] == ["b"]
