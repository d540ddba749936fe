"""The best path of a target by a lattice: the compiled search finds the one that Python finds, for any lattice."""

from __future__ import annotations

from random import Random

import pytest

from exonym.resolver.names import best_path as module
from exonym.resolver.names.alignment import Target, target
from exonym.resolver.names.best_path import best_path
from exonym.resolver.native.library import library
from exonym.resolver.readings.lattice import Edge, Lattice
from exonym.resolver.text.scripts import Script

needs_compiler = pytest.mark.skipif(library() is None, reason="there was no C compiler at installation")
ALPHABETS = ["ab", "吴春历", "abcdefghijkl"]
COSTS = [0.0, 0.25, 0.5, 1.0, 3.0, 9.0]


def some_text(chance: Random, letters: str, most: int) -> str:
    return "".join(chance.choice(letters) for _ in range(chance.randint(0, most)))


def some_lattice(chance: Random, letters: str) -> Lattice:
    count = chance.randint(1, 7)
    edges = []
    for _ in range(chance.randint(1, chance.choice([8, 90]))):
        start = chance.randrange(count)
        text = some_text(chance, letters, 4)
        shown = chance.choice([text, text, f"{text[:1]} {text[1:]}"])
        edges.append(Edge(start, min(count, start + chance.choice([1, 1, 2])), text, shown, chance.choice(COSTS)))
    breaks = frozenset(chance.sample(range(1, count), min(count - 1, chance.choice([0, 0, 1, 2]))))
    return Lattice(tuple("x" * count), tuple(edges), breaks)


def some_target(chance: Random, lattice: Lattice, letters: str) -> Target:
    """Words that are spelt as edges are, mostly."""
    words = []
    for _ in range(chance.randint(1, 5)):
        known = "".join(edge.text for edge in chance.sample(lattice.edges, min(len(lattice.edges), 2)))
        words.append(known if chance.random() < 0.7 else some_text(chance, letters, 5))
    spaces = frozenset(place for place in range(1, len(words)) if chance.random() < 0.6)
    return target(words, words, spaces)


@needs_compiler
def test_compiled_paths_are_those_of_python(monkeypatch: pytest.MonkeyPatch) -> None:
    chance, kinds = Random(11), {"none": 0, "whole": 0, "part": 0, "turned": 0}  # noqa: S311 - the same every time
    for _ in range(4000):
        letters = chance.choice(ALPHABETS)
        lattice = some_lattice(chance, letters)
        goal = some_target(chance, lattice, letters)
        script, own = chance.choice([Script.HAN, Script.LATIN, Script.HANGUL]), chance.random() < 0.3
        least = chance.choice([None, 0, 1, 2, 3])
        found = best_path(lattice, goal, script, own=own, least=least)
        with monkeypatch.context() as patched:
            patched.setattr(module, "_compiled", lambda: None)
            assert found == best_path(lattice, goal, script, own=own, least=least), (lattice, goal, script, own, least)
        kinds["none" if found is None else "whole" if found.whole else "part"] += 1
        kinds["turned"] += found is not None and found.cut > 0
    assert min(kinds.values()) > 100, kinds


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (2, [""]),
        (2, ["ab" * 400]),
        (2, ["ab"] * 150),
        (90, ["a"] * 90),
        (90, ["x"] * 95),
        (130, ["a" * 130]),
        (2, ["a\0b", "a"]),
        (2, ["\ud800", "a"]),
    ],
)
def test_no_name_is_too_long(count: int, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    edges = tuple(Edge(at, at + 1, text, text) for at in range(count) for text in ("a", "ab"))
    lattice, goal = (
        Lattice(tuple("x" * count), edges),
        target(words, words, frozenset({1}) if words[1:] else frozenset()),
    )
    found = best_path(lattice, goal, Script.LATIN, own=False, least=0)
    monkeypatch.setattr(module, "_compiled", lambda: None)
    assert found == best_path(lattice, goal, Script.LATIN, own=False, least=0)


def test_edges_that_are_none_are_left_to_python(monkeypatch: pytest.MonkeyPatch) -> None:
    goal = target(["ab"], ["ab"])
    odd = [(), (Edge(0, 1, "a\0b", "A"),), tuple(Edge(0, 2, "ab", "A") for _ in range(5000))]
    for edges in odd:
        lattice = Lattice(("x", "y"), edges)
        found = best_path(lattice, goal, Script.LATIN, own=False, least=0)
        with monkeypatch.context() as patched:
            patched.setattr(module, "_compiled", lambda: None)
            assert found == best_path(lattice, goal, Script.LATIN, own=False, least=0)
