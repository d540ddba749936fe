"""The joint multigram model: which chunks of two strings stand for each other, learned from pairs of strings.

Every way to cut a pair into chunks is weighed by the product of its chunks' joint probabilities (Deligne & Bimbot
1995); the digamma discount of variational Bayes (Beal 2003) keeps rare long chunks from explaining what short ones do.
All pairs are walked at once, place by place, on flat arrays; sums are taken in a fixed order, so that a run repeats.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Chunk = tuple[str, ...]
Counts = dict[tuple[Chunk, str], float]
Training = list[tuple[Chunk, str, float]]
"""Pairs of units and Latin letters, with their weight."""
Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int32]

LONGEST_LATIN = 4
ROUNDS = 6
PRIOR = {1: (2e-2, 1e-1, 5e-2, 5e-3, 1e-3), 2: (0.0, 1e-4, 3e-4, 3e-4, 1e-4)}
"""First guess of a chunk's probability by its units and its Latin letters."""
INSERTED = 1e-3
"""First guess for a letter that no unit stands for."""
UNSEEN = 1e-9
"""The probability of a small chunk that is not counted often enough; a long one is impossible."""
SEEN = 0.3
"""Chunks that are expected less often are not in the model."""
LEAST = 1e-4
"""Expected counts of one pair below this are left out."""


def digamma(x: float) -> float:
    """The derivative of log gamma, by recurrence and asymptotic series (Abramowitz & Stegun 6.3.18)."""
    value = 0.0
    while x < 6:
        value -= 1 / x
        x += 1
    square = 1 / (x * x)
    return value + math.log(x) - 0.5 / x - square * (1 / 12 - square * (1 / 120 - square / 252))


@dataclass(frozen=True, eq=False)
class Lattices:
    """The lattices of all pairs as one graph, its edges in the order of the places that they leave.

    A place is a cut of both strings of a pair. `source` and `target` are places, `chunk` and `pair` numbers of each
    edge; `levels` are the bounds of the edges that leave places with 0, 1, 2… units and letters behind them.
    """

    chunks: list[tuple[Chunk, str]]
    source: Numbers
    target: Numbers
    chunk: Numbers
    pair: Numbers
    levels: list[int]
    starts: Numbers
    ends: Numbers
    weights: Floats

    @classmethod
    def build(cls, training: Training, longest: int, letters: int) -> Lattices:
        """Of all pairs; a chunk has up to `longest` units, a unit alone up to `letters` letters."""
        numbers: dict[tuple[Chunk, str], int] = {}
        rows: list[tuple[int, int, int, int, int]] = []
        starts, ends, places = [], [], 0
        for pair, (units, latin, _) in enumerate(training):
            n, m = len(units), len(latin)
            for i, j, i2, j2 in _edges(n, m, longest, letters):
                key = (units[i:i2], latin[j:j2])
                number = numbers.setdefault(key, len(numbers))
                rows.append((i + j, places + i * (m + 1) + j, places + i2 * (m + 1) + j2, number, pair))
            starts.append(places)
            places += (n + 1) * (m + 1)
            ends.append(places - 1)
        table = np.array(rows, np.int32).reshape(-1, 5)
        table = table[np.argsort(table[:, 0], kind="stable")]
        deepest = int(table[:, 0].max(initial=0))
        levels = np.searchsorted(table[:, 0], np.arange(deepest + 2)).tolist()
        return cls(
            list(numbers), table[:, 1].copy(), table[:, 2].copy(), table[:, 3].copy(), table[:, 4].copy(), levels,
            np.array(starts, np.int32), np.array(ends, np.int32), np.array([weight for *_, weight in training]),
        )  # fmt: skip

    def expected(self, model: Floats) -> Floats:
        """Expected counts of the chunks over all ways to cut all pairs, given the probability of each chunk."""
        count = int(self.ends[-1]) + 1 if len(self.ends) else 0
        likely = model[self.chunk]
        forward, backward = np.zeros(count), np.zeros(count)
        forward[self.starts] = 1.0
        backward[self.ends] = 1.0
        bounds = list(zip(self.levels, self.levels[1:], strict=False))
        for low, high in bounds:
            np.add.at(forward, self.target[low:high], forward[self.source[low:high]] * likely[low:high])
        for low, high in reversed(bounds):
            np.add.at(backward, self.source[low:high], backward[self.target[low:high]] * likely[low:high])
        totals = forward[self.ends]
        scale = np.divide(self.weights, totals, out=np.zeros(len(totals)), where=totals > 0)
        expected = forward[self.source] * likely * backward[self.target] * scale[self.pair]
        expected[expected <= LEAST] = 0.0
        found = np.zeros(len(self.chunks))
        np.add.at(found, self.chunk, expected)
        return found


def _edges(n: int, m: int, longest: int, letters: int) -> Iterator[tuple[int, int, int, int]]:
    """The steps of a lattice of n units and m letters, near the diagonal."""
    band = max(2.5, 0.35 * m)
    for i in range(n + 1):
        for j in range(m + 1):
            if i > 0 and j < m:
                yield i, j, i, j + 1
            for count in range(1, min(longest, n - i, 2) + 1):
                most = letters if count == 1 else LONGEST_LATIN
                for j2 in range(j + count - 1, min(m, j + most) + 1):
                    if abs(j2 - (i + count) * m / n) <= band:
                        yield i, j, i + count, j2


def learn(training: Training, longest: int, letters: int) -> Counts:
    """Expected counts after all rounds; a chunk has up to `longest` units, a unit alone up to `letters` letters."""
    if not training:
        return {}
    lattices = Lattices.build(training, longest, letters)
    first = [PRIOR[len(units)][len(latin)] if units else INSERTED for units, latin in lattices.chunks]
    fallback = np.array([UNSEEN if len(each[0]) <= 1 and len(each[1]) <= 1 else 0.0 for each in lattices.chunks])
    counts = lattices.expected(np.array(first))
    for _ in range(ROUNDS - 1):
        total = digamma(float(counts.sum()))
        shares = np.array([math.exp(digamma(count) - total) if count > SEEN else 0.0 for count in counts.tolist()])
        counts = lattices.expected(np.where(shares < UNSEEN, fallback, shares))
    return {chunk: count for chunk, count in zip(lattices.chunks, counts.tolist(), strict=True) if count > 0}
