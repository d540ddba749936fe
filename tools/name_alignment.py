"""Learn how characters are read inside names, from names with their readings, by expectation-maximisation."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from exonym.resolver.readings.japanese import kana
from exonym.resolver.text.scripts import Script, script_of

Shares = dict[str, dict[str, float]]
"""Character to hiragana reading to expected count or probability."""

ROUNDS = 6
LONGEST = 6  # kana of one character
CONNECTIVES = "ヶケヵノツ"  # kana that are read otherwise inside names
LEAST = 1e-4


def learn(names: Iterable[tuple[str, str]], known: Mapping[str, Collection[str]]) -> Shares:
    """Expected counts of each character's readings, each distinct (piece, reading) counted once.

    `known` are readings that the first round trusts; kana in a name stand for themselves.
    """
    pairs = sorted(set(names))
    trusted = {char: set(readings) | {reading[:-1] for reading in readings} for char, readings in known.items()}
    for piece, reading in pairs:
        if len(piece) == 1:
            trusted.setdefault(piece, set()).add(reading)
    chances: Shares | None = None
    counts: Shares = {}
    for _ in range(ROUNDS):
        counts = _expected(pairs, chances, trusted)
        chances = {
            char: {reading: count / (sum(readings.values()) + 1) for reading, count in readings.items()}
            for char, readings in counts.items()
        }
    return counts


def _expected(pairs: list[tuple[str, str]], chances: Shares | None, trusted: Mapping[str, set[str]]) -> Shares:
    counts: Shares = defaultdict(lambda: defaultdict(float))
    for piece, reading in pairs:
        for char, part, share in _alignment(piece, reading, chances, trusted):
            if share > LEAST:
                counts[char][part] += share
    return {char: dict(readings) for char, readings in counts.items()}


def _chance(char: str, part: str, chances: Shares | None, trusted: Mapping[str, set[str]]) -> float:
    if script_of(char) is not Script.HAN and char not in CONNECTIVES:
        return float(kana.hiragana(char) == part)
    if chances is not None:
        return chances.get(char, {}).get(part, 0.0)
    return 0.3 * (part in trusted.get(char, ())) + 0.02 * math.exp(-abs(len(part) - 2))


def _alignment(
    piece: str, reading: str, chances: Shares | None, trusted: Mapping[str, set[str]]
) -> list[tuple[str, str, float]]:
    """Every (character, part of the reading) with its share over all cuts; empty when none fits."""
    count, length = len(piece), len(reading)
    before = [[0.0] * (length + 1) for _ in range(count + 1)]
    before[0][0] = 1.0
    parts: list[tuple[int, int, int, float]] = []
    for at, char in enumerate(piece):
        for start in range(length):
            if not before[at][start]:
                continue
            for end in range(start + 1, min(start + LONGEST, length) + 1):
                chance = _chance(char, reading[start:end], chances, trusted) if kana.can_begin(reading, end) else 0.0
                if chance:
                    before[at + 1][end] += before[at][start] * chance
                    parts.append((at, start, end, chance))
    total = before[count][length]
    if not total:
        return []
    after = [[0.0] * (length + 1) for _ in range(count + 1)]
    after[count][length] = 1.0
    for at, start, end, chance in reversed(parts):
        after[at][start] += chance * after[at + 1][end]
    return [
        (piece[at], reading[start:end], before[at][start] * chance * after[at + 1][end] / total)
        for at, start, end, chance in parts
    ]
