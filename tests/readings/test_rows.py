"""A lattice of rows is the lattice of their edges, as C takes it too, whatever the rows hold."""

from random import Random

import pytest

from exonym.resolver.readings.lattice import Edge, Lattice, Stretch, laid_out
from exonym.resolver.readings.piece_file import Row, packed, unpacked

RANDOM = Random(0)  # noqa: S311 (examples)
TEXTS = ["kim", "", "of han", "김", "𠮷", "ก็", "a" * 300, "\ud800", "\0", "x\0y", "ß", "-", " "]
SHOWS = [None, str.capitalize, "-".__add__]


def stretch(texts: list[str]) -> Stretch:
    count = RANDOM.randint(0, 5)
    shown = RANDOM.choices(TEXTS, k=count) if RANDOM.random() < 0.5 else []
    if shown == [""]:
        shown = ["x"]  # one shown text that is empty cannot be told from none
    costs = [RANDOM.random() * 5 for _ in range(count)]
    start = RANDOM.randint(0, 3)
    extra = RANDOM.choice([0.0, 0.1, 1.5])
    row = Row(RANDOM.choices(texts, k=count), shown, costs)
    return Stretch(start, start + RANDOM.randint(1, 3), row, extra, RANDOM.choice(SHOWS))


def one_by_one(each: Stretch) -> list[Edge]:
    texts, shown, costs = each.row.cells
    written = [each.show(text) if each.show else text for text in shown or texts]
    return [
        Edge(each.start, each.end, text, show, cost + each.extra)
        for text, show, cost in zip(texts, written, costs, strict=True)
    ]


@pytest.mark.parametrize("hostile", [False, True])
def test_rows_and_edges_are_one_lattice(hostile: bool) -> None:
    texts = TEXTS if hostile else [text for text in TEXTS if "\0" not in text]
    flat = 0
    for _ in range(500):
        rows = [stretch(texts) for _ in range(RANDOM.randint(0, 8))]
        edges = tuple(edge for each in rows for edge in one_by_one(each))
        laid, plain = Lattice(tuple("abcdef"), rows=rows), Lattice(tuple("abcdef"), edges)
        assert laid.count == plain.count == len(edges)
        assert laid.flat == plain.flat
        assert [laid.edge(number) for number in range(len(edges))] == list(edges)
        assert all(laid.over(start, end) == plain.over(start, end) for start in range(4) for end in range(start + 1, 7))
        assert laid == plain
        assert laid.over(0, 1) == [edge for edge in edges if (edge.start, edge.end) == (0, 1)]
        flat += laid.flat is not None
    assert flat > 100


def test_edges_that_are_not_there_are_refused() -> None:
    lattice = Lattice(("a",), rows=[Stretch(0, 1, Row(("x",), (), (0.0,)))])
    with pytest.raises(IndexError):
        lattice.edge(1)
    assert lattice.edge(0) == Edge(0, 1, "x", "x")
    assert laid_out(("a",), frozenset(), [Stretch(0, 1, Row())]) is None
    assert lattice != Lattice(("b",), lattice.edges)


def test_a_row_is_the_same_from_its_bytes() -> None:
    for _ in range(300):
        row = stretch([text for text in TEXTS if "\ud800" not in text]).row
        if any("\ud800" in text for text in row.cells.shown):
            continue
        again = unpacked(packed(row))
        assert again == row
        assert hash(again) == hash(row)
        assert again.cells == row.cells
        assert again.costs_with(0.25) == Row((), (), [cost + 0.25 for cost in row.cells.costs]).packed_costs
