"""Paths by letters, word by word: what is told of them before they are looked at is what is seen then."""

from __future__ import annotations

from random import Random

import pytest
from tests.names.test_best_path import some_lattice, some_target

from exonym.resolver.names import best_path as module
from exonym.resolver.names.best_path import search
from exonym.resolver.names.by_word import contradicts_a_word, count_words, joined
from exonym.resolver.text.scripts import Script


@pytest.mark.parametrize("compiled", [True, False])
def test_whether_a_word_contradicts_is_told_before_its_steps_are_looked_at(
    monkeypatch: pytest.MonkeyPatch, compiled: bool
) -> None:
    if not compiled:
        monkeypatch.setattr(module, "_compiled", lambda: None)
    chance, kinds = Random(5), {True: 0, False: 0}  # noqa: S311 - the same every time
    for _ in range(3000):
        lattice = some_lattice(chance, "abcd")
        goal = some_target(chance, lattice, "abcd")
        found = search(lattice, goal, Script.KATAKANA, own=False, least=1)
        if found is None or found.is_whole:
            continue
        steps = joined(found.path, lattice, goal).steps
        told = contradicts_a_word(found)
        assert told == any(step.relation == "contradicts" for step in steps), (lattice, goal)
        assert count_words(found) == (sum(step.edge is not None for step in steps), len(steps)), (lattice, goal)
        kinds[told] += 1
    assert all(count > 50 for count in kinds.values()), kinds
