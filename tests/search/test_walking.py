"""Walks over the keys and cheapest spellings: the compiled ones give what those of Python give, for any lattice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from random import Random

import pytest

from exonym.resolver.index import key_index
from exonym.resolver.index.key_index import Index
from exonym.resolver.native.library import library
from exonym.resolver.readings.lattice import Edge, Lattice
from exonym.resolver.readings.links import USUAL, link, packed, placed
from exonym.resolver.search import walking
from exonym.resolver.search.walking import best_of_links, best_texts, walk, walked

TEXTS = ["", "a", "b", "ab", "ba", "aab", "ô", "吴", "吴春", "김", "\U00020000", "b\u0301", "\x7f", "\U0010ffff"]
needs_compiler = pytest.mark.skipif(library() is None, reason="there was no C compiler at installation")


def some_lattice(chance: Random) -> Lattice:
    count = chance.randint(1, 6)
    edges = []
    for _ in range(chance.randint(1, 40)):
        start = chance.randrange(count)
        end = min(count, start + chance.choice([1, 1, 1, 2, 3]))
        text = chance.choice(TEXTS)
        edges.append(Edge(start, end, text, text.title(), chance.choice([0.0, 0.25, 0.5, 1.0, 3.0])))
    return Lattice(tuple("x" * count), tuple(edges))


def spelled(lattice: Lattice, chance: Random) -> str:
    """A path of the lattice, as far as there is one from its first unit."""
    text, at = "", 0
    while starting := [edge for edge in lattice.edges if edge.start == at]:
        edge = chance.choice(starting)
        text, at = text + edge.text, edge.end
    return text


@contextmanager
def in_python(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """While nothing is taken from the compiled library."""
    with monkeypatch.context() as patched:
        for module in (key_index, walking):
            patched.setattr(module, "_compiled", lambda: None)
        yield


def index_of(lattices: list[Lattice], chance: Random) -> Index:
    texts = [spelled(lattice, chance) for lattice in lattices for _ in range(3)]
    return Index.build((number // 2, {text, text[::-1]}) for number, text in enumerate(texts))


@needs_compiler
def test_a_compiled_walk_finds_what_python_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    chance, found_any = Random(5), 0  # noqa: S311 - the same every time
    for _ in range(60):
        lattices = [some_lattice(chance) for _ in range(5)]
        index = index_of(lattices, chance)
        for lattice in lattices:
            cuts = tuple(range(min(3, len(lattice.units))))
            found = walk(lattice, cuts, index)
            with in_python(monkeypatch):
                assert found == walk(lattice, cuts, index)
            found_any += bool(found)
    assert found_any > 50


@needs_compiler
def test_both_walks_say_that_they_did_not_go_all_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    chance, broken_off = Random(8), 0  # noqa: S311 - the same every time
    monkeypatch.setattr(walking, "_MOST_PLACES", 4)
    for _ in range(60):
        lattice = some_lattice(chance)
        index = index_of([lattice], chance)
        found = walked(lattice, (0,), index)
        with in_python(monkeypatch):
            assert found == walked(lattice, (0,), index)
        broken_off += not found[1]
    assert broken_off
    assert walked(Lattice(("x",), (Edge(0, 1, "a", "A"),)), (0,), Index.build([(1, {"b"})])) == (set(), True)


@needs_compiler
def test_compiled_spellings_are_those_of_python(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(6)  # noqa: S311 - the same every time
    for _ in range(400):
        lattice, limit = some_lattice(chance), chance.choice([1, 2, 4, 8])
        found = best_texts(lattice, limit)
        with in_python(monkeypatch):
            assert found == best_texts(lattice, limit)


@needs_compiler
def test_a_chain_of_links_spells_what_the_lattice_of_all_spells() -> None:
    chance = Random(9)  # noqa: S311 - the same every time
    for _ in range(400):
        words, edges, units, chain = [some_lattice(chance) for _ in range(chance.randint(1, 3))], [], 0, []
        for word in words:
            if units:  # what runs over from the word before
                across = Edge(0, 1 + chance.randint(1, len(word.units)), chance.choice(TEXTS), "", 0.5)
                chain += [placed(-1, 0), packed([across])]
                edges.append(across._replace(start=units - 1, end=units - 1 + across.end))
            chain.append(link(word.edges, len(word.units)))
            edges += [Edge(units + each.start, units + each.end, each.text, "", each.cost) for each in word.edges]
            units += len(word.units)
        limit = chance.randint(1, USUAL)
        assert best_of_links(chain, 40, limit) == best_texts(Lattice(tuple("x" * units), tuple(edges)), limit)
        assert best_of_links(chain, units - 1, limit) is None


@needs_compiler
def test_no_chain_is_too_odd() -> None:
    chance = Random(10)  # noqa: S311 - the same every time
    whole = [link([Edge(0, 1, text, "", 0.5), Edge(0, 2, "ab", "")], 2) for text in ("a", "吴" * 3, "")]
    for _ in range(3000):
        packed = bytearray(b"".join(chance.sample(whole, 2)))
        for _ in range(chance.randint(1, 4)):
            packed[chance.randrange(len(packed))] = chance.choice([0, 1, 2, 127, 128, 255])
        cut = chance.choice([len(packed), chance.randrange(len(packed) + 1)])
        with suppress(UnicodeDecodeError):  # of letters that are none
            assert len(best_of_links([bytes(packed[:cut])], 40, USUAL) or ()) <= USUAL
    assert best_of_links([], 40, USUAL) is None
    assert best_of_links([link([Edge(0, 1, "a" * 5000, "")], 1)], 40, USUAL) is None
    assert best_of_links([link([Edge(-1, 1, "a", "")], 1)], 40, USUAL) is None


@needs_compiler
def test_both_searches_give_the_same_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(7)  # noqa: S311 - the same every time
    index = index_of([some_lattice(chance) for _ in range(20)], chance)
    whole = (0, len(index))
    for text in [*TEXTS, *(index.key(number)[:3] for number in range(len(index))), "zz", "aa\0"]:
        for low, high in (whole, (3, len(index) - 2), (5, 5)):
            first, last = index.beginning(text.encode(), low, high)
            with in_python(monkeypatch):
                expected = index.beginning(text.encode(), low, high)
            assert (first, last) == expected or (first == last and expected[0] == expected[1])


def test_more_forms_than_usual_are_all_found() -> None:
    index = Index.build((number, {"ab"}) for number in range(1000))
    assert walk(Lattice(("x", "y"), (Edge(0, 1, "a", "A"), Edge(1, 2, "b", "B"))), (0,), index) == set(range(1000))


@pytest.mark.parametrize(
    "edges",
    [
        (),
        (Edge(0, 1, "a\0b", "A"),),
        (Edge(0, 3, "a", "A"),),
        (Edge(1, 1, "a", "A"), Edge(0, 2, "a", "A")),
        tuple(Edge(0, 2, "a" * 3000, "A") for _ in range(3)),
        tuple(Edge(at % 2, 2, chr(0x10000 + at), "A") for at in range(70_000)),
    ],
)
def test_no_lattice_is_too_odd(edges: tuple[Edge, ...]) -> None:
    lattice = Lattice(("x", "y"), edges)
    index = Index.build([(1, {"a"}), (2, {"丁"})])
    if all(edge.end <= 2 for edge in edges):
        assert len(best_texts(lattice, 2)) <= 2
        assert walk(lattice, (0, 1), index) <= {1, 2}
    else:
        with pytest.raises(IndexError):
            best_texts(lattice, 2)


@pytest.mark.parametrize("keys", [[], [(1, [""])]])
def test_a_walk_over_no_keys_finds_nothing(keys: list[tuple[int, list[str]]]) -> None:
    index = Index.build(keys)
    lattice = Lattice(("x", "y"), (Edge(0, 1, "a", "A"), Edge(1, 2, "b", "B")))
    assert walked(lattice, (0, 1), index) == (set(), True)
    assert walk(Lattice(("x",), (Edge(0, 1, "", "A"),)), (0,), index) == set()
