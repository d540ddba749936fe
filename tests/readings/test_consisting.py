"""Whether a word consists of pieces is told as by trying every way of cutting it."""

from __future__ import annotations

import random

import pytest

from exonym.resolver.readings import consisting
from exonym.resolver.readings.consisting import ConsistingOf

LETTERS = "abé한"


def by_cutting(word: str, pieces: set[str]) -> bool:
    """The same by all cuts."""
    reached = {0}
    for end in range(1, len(word) + 1):
        if any(start in reached and word[start:end] in pieces for start in range(end)):
            reached.add(end)
    return bool(word) and len(word) in reached


@pytest.mark.parametrize("most", [1, 1 << 14])
def test_words_consist_of_pieces_as_by_cutting(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consisting, "_MOST_STATES", most)
    chance = random.Random(7)  # noqa: S311 - not for secrets
    for _ in range(60):
        pieces = {"".join(chance.choices(LETTERS, k=chance.randint(1, 4))) for _ in range(chance.randint(0, 9))}
        consists = ConsistingOf(lambda pieces=pieces: pieces)  # type: ignore[misc]
        for _ in range(120):
            word = "".join(chance.choices(f"{LETTERS}x", k=chance.randint(0, 9)))
            assert consists(word) == by_cutting(word, pieces), (word, pieces)


def test_what_is_asked_takes_no_memory_without_end() -> None:
    consists = ConsistingOf(lambda: ("ab", "b"))
    assert consists("abb")
    for code in range(0x4E00, 0x5200):
        assert not consists(f"ab{chr(code)}")
    assert sum(len(state.next) for state in consists._states.values()) < 300
