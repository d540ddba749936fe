"""How often a process of ours looks for garbage in cycles."""

from __future__ import annotations

import gc

_NEW = 50_000  # objects, between one look at the newest and the next
_YOUNG, _OLD = 20, 100  # looks, before the next older generation is looked through too


def collect_seldom() -> None:
    """To be called where a process begins.

    What it makes has no cycles, but for tables and caches that live as long as it does; Python's own thresholds would
    have it look through hundreds of thousands of these again and again, for a fifth of its time.
    """
    gc.set_threshold(_NEW, _YOUNG, _OLD)
