"""Two words laid side by side: the best way to cut both into chunks, and what it is worth in nats."""

from __future__ import annotations

from functools import lru_cache

from . import compiled_path
from .chunks import LONGEST_LATIN, UNKNOWN, Chunks

_NEVER = -1e9

Piece = tuple[str, str]
"""Letters of the source and the Latin letters they stand for; either may be empty."""


@lru_cache(maxsize=1 << 12)
def _pieces(latin: str) -> tuple[tuple[tuple[int, str], ...], ...]:
    """For each place all Latin chunks that begin there, with the place after each."""
    return tuple(
        tuple((end, latin[start:end]) for end in range(start, min(len(latin), start + LONGEST_LATIN) + 1))
        for start in range(len(latin) + 1)
    )


def _scores(table: Chunks, units: tuple[str, ...], latin: str) -> list[list[float]]:
    """The best weight of the first i units and the first j letters, for all i and j near the diagonal."""
    n, m = len(units), len(latin)
    score = [[_NEVER] * (m + 1) for _ in range(n + 1)]
    score[0][0] = 0.0
    inserted = table.inserted
    insert = [max(inserted.get(letter, UNKNOWN), UNKNOWN) for letter in latin]
    pieces = _pieces(latin)
    band, slope = max(2.5, 0.4 * m), m / n
    for i, unit in enumerate(units):
        here, below = score[i], score[i + 1]
        single = table.row(unit).get
        double = table.weights.get(units[i : i + 2]) if i + 1 < n else None
        for j in range(max(0, int(i * slope - band)), min(m, int(i * slope + band)) + 1):
            value = here[j]
            if value <= _NEVER:
                continue
            if j < m and value + insert[j] > here[j + 1]:
                here[j + 1] = value + insert[j]
            for end, piece in pieces[j]:
                weight = single(piece)
                if weight is None:
                    if end > j + 1:
                        continue
                    weight = UNKNOWN
                if value + weight > below[end]:  # noqa: PLR1730 (the innermost loop: a call costs a third)
                    below[end] = value + weight
            if double:
                far = score[i + 2]
                for end, piece in pieces[j]:
                    weight = double.get(piece)
                    if weight is not None and value + weight > far[end]:
                        far[end] = value + weight
    last = score[n]
    for j in range(m):
        last[j + 1] = max(last[j + 1], last[j] + insert[j])
    return score


def path_weight(table: Chunks, units: tuple[str, ...], latin: str) -> float:
    """Nats of the best way to cut a word and Latin letters into chunks that stand for each other.

    It is the log-likelihood ratio of "these letters render these units" against chance.
    """
    if not units or not latin:
        return UNKNOWN * (len(units) + len(latin))
    compiled = compiled_path.path_weight(table, units, latin)
    return path_weight_by_python(table, units, latin) if compiled is None else compiled


def path_weight_by_python(table: Chunks, units: tuple[str, ...], latin: str) -> float:
    """The same of words that are not empty; what `path.c` is compared with."""
    return _scores(table, units, latin)[-1][-1]


def pieces(table: Chunks, units: tuple[str, ...], latin: str) -> tuple[Piece, ...]:
    """The chunks of the best way, in order: ("迈", "mi"), ("克", "cha"), ("尔", "el")."""
    if not units or not latin:
        return ()
    score = _scores(table, units, latin)
    i, j = len(units), len(latin)
    found: list[Piece] = []
    while i or j:
        i2, j2 = _step_back(table, units, latin, score, (i, j))
        found.append(("".join(units[i2:i]), latin[j2:j]))
        i, j = i2, j2
    return tuple(reversed(found))


def _step_back(
    table: Chunks, units: tuple[str, ...], latin: str, score: list[list[float]], corner: tuple[int, int]
) -> tuple[int, int]:
    """The corner before one on the best path."""
    i, j = corner
    options: list[tuple[float, int, int]] = []
    if j:
        weight = max(table.inserted.get(latin[j - 1], UNKNOWN), UNKNOWN)
        options.append((score[i][j - 1] + weight, i, j - 1))
    for count in (1, 2):
        if i < count:
            continue
        known = table.row(units[i - 1]) if count == 1 else table.weights.get(units[i - 2 : i], {})
        for start in range(max(0, j - LONGEST_LATIN), j + 1):
            fallback = UNKNOWN if count == 1 and j - start <= 1 else _NEVER
            options.append((score[i - count][start] + known.get(latin[start:j], fallback), i - count, start))
    _, i, j = max(options)
    return i, j
