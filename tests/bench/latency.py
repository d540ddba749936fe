"""CPU time of one resolve, mention by mention, with nothing remembered from the mentions before."""

from __future__ import annotations

import functools
import gc
import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

SAMPLE = 2_000


@dataclass(frozen=True)
class Times:
    """Milliseconds of CPU of one resolve, all threads together."""

    mentions: int
    median: float
    p90: float
    p99: float


def sample(mentions: Iterable[str], count: int = SAMPLE) -> list[str]:
    """So many distinct mentions, always the same."""
    distinct = sorted(set(mentions))
    return random.Random(5).sample(distinct, min(count, len(distinct)))  # noqa: S311 - not for secrets


def times(resolve: Callable[[str], object], mentions: Sequence[str], is_cold: bool) -> Times:
    """Quantiles over the mentions. `is_cold`: every cache is emptied before each mention, outside the clock."""
    kept = caches() if is_cold else []
    spent = []
    gc.collect()
    gc.freeze()  # as the service and `reconcile` do: the gazetteer is not looked through for garbage
    for mention in mentions:
        for each in kept:
            each.cache_clear()
        began = time.process_time()
        resolve(mention)
        spent.append(1000 * (time.process_time() - began))
    gc.unfreeze()
    median, p90, p99 = np.percentile(spent, (50, 90, 99))
    return Times(len(mentions), float(median), float(p90), float(p99))


def caches() -> list[Any]:
    """Every bounded cache of the resolver's functions. Those without a bound hold tables, which are loaded once."""
    kind = type(functools.lru_cache(maxsize=1)(lambda: None))
    gc.unfreeze()  # what is frozen is not among the objects that are told
    found = (each for each in gc.get_objects() if isinstance(each, kind))
    return [
        each
        for each in found
        if str(getattr(each, "__module__", "")).startswith("exonym.resolver") and each.cache_parameters()["maxsize"]
    ]
