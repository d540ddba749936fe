"""The joint multigram model: which chunks of two strings stand for each other, learned from pairs of strings.

Every way to cut a pair into chunks is weighed by the product of its chunks' joint probabilities (Deligne & Bimbot
1995); the digamma discount of variational Bayes (Beal 2003) keeps rare long chunks from explaining what short ones do.
"""

from __future__ import annotations

import math
from collections import defaultdict

Chunk = tuple[str, ...]
Counts = dict[tuple[Chunk, str], float]
Training = list[tuple[Chunk, str, float]]
"""Pairs of units and Latin letters, with their weight."""

LONGEST_LATIN = 4
ROUNDS = 6
PRIOR = {1: (2e-2, 1e-1, 5e-2, 5e-3, 1e-3), 2: (0.0, 1e-4, 3e-4, 3e-4, 1e-4)}
"""First guess of a chunk's probability by its units and its Latin letters."""


def digamma(x: float) -> float:
    """The derivative of log gamma, by recurrence and asymptotic series (Abramowitz & Stegun 6.3.18)."""
    value = 0.0
    while x < 6:
        value -= 1 / x
        x += 1
    square = 1 / (x * x)
    return value + math.log(x) - 0.5 / x - square * (1 / 12 - square * (1 / 120 - square / 252))


def expectation(training: Training, model: Counts | None, longest: int, letters: int) -> Counts:
    """Expected counts of chunk pairs over all ways to cut all word pairs."""
    counts: Counts = defaultdict(float)
    for units, latin, weight in training:
        edges, forward = _lattice(units, latin, model, longest, letters)
        total = forward[len(units)][len(latin)]
        if total <= 0:
            continue
        backward = [[0.0] * (len(latin) + 1) for _ in range(len(units) + 1)]
        backward[-1][-1] = 1.0
        for i, j, i2, j2, chunk, probability in reversed(edges):
            share = backward[i2][j2] * probability
            backward[i][j] += share
            expected = forward[i][j] * share / total * weight
            if expected > 1e-4:
                counts[chunk] += expected
    return counts


Edge = tuple[int, int, int, int, tuple[Chunk, str], float]


def _lattice(
    units: Chunk, latin: str, model: Counts | None, longest: int, letters: int
) -> tuple[list[Edge], list[list[float]]]:
    """All edges of a word pair's lattice in order, and the forward probabilities of its nodes."""
    n, m = len(units), len(latin)
    forward = [[0.0] * (m + 1) for _ in range(n + 1)]
    forward[0][0] = 1.0
    edges: list[Edge] = []
    band = max(2.5, 0.35 * m)
    for i in range(n + 1):
        for j in range(m + 1):
            here = forward[i][j]
            if here <= 1e-280:
                continue
            for i2, j2 in _steps(i, j, n, m, longest, letters):
                if abs(j2 - i2 * m / n) > band and i2 > i:
                    continue
                chunk = (units[i:i2], latin[j:j2])
                probability = _probability(chunk, model)
                if probability > 0:
                    forward[i2][j2] += here * probability
                    edges.append((i, j, i2, j2, chunk, probability))
    return edges, forward


def _steps(i: int, j: int, n: int, m: int, longest: int, letters: int) -> list[tuple[int, int]]:
    steps = [(i, j + 1)] if i > 0 and j < m else []
    if i < n:
        steps += [(i + 1, j2) for j2 in range(j, min(m, j + letters) + 1)]
    if i + 1 < n and longest > 1:
        steps += [(i + 2, j2) for j2 in range(j + 1, min(m, j + LONGEST_LATIN) + 1)]
    return steps


def _probability(chunk: tuple[Chunk, str], model: Counts | None) -> float:
    units, latin = len(chunk[0]), len(chunk[1])
    if model is None:
        return PRIOR[units][latin] if units else 1e-3
    found = model.get(chunk, 0.0)
    if found < 1e-9:
        return 1e-9 if units <= 1 and latin <= 1 else 0.0
    return found


def learn(training: Training, longest: int, letters: int) -> Counts:
    """Expected counts after all rounds; a chunk has up to `longest` units, a unit alone up to `letters` letters."""
    counts = expectation(training, None, longest, letters)
    for _ in range(ROUNDS - 1):
        total = digamma(sum(counts.values()))
        model = {chunk: math.exp(digamma(count) - total) for chunk, count in counts.items() if count > 0.3}
        counts = expectation(training, model, longest, letters)
    return counts
