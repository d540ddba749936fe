"""The keys of an index that are a path of a lattice, either name first; and the cheapest paths of a lattice.

Where a C compiler was at hand at installation, `keys.c` and `lattice.c` do both; else Python does, with the same
results.
"""

from __future__ import annotations

import ctypes
from functools import cache
from math import inf
from typing import Any, NamedTuple

from ..index.key_index import Index
from ..native.library import library
from ..readings.lattice import Edge, Lattice
from ..readings.links import Chain, cheapest

_MOST_PLACES = 3000  # places of a lattice that a walk over the index visits for each cut: bounded time for any name
_USUAL_FORMS, _USUAL_TEXT = 256, 4096  # forms that a walk finds, and bytes of spellings; more are asked for again


_Walked = tuple[set[int], bool]
"""The forms that a walk found, and whether it went all ways."""


def walk(lattice: Lattice, cuts: tuple[int, ...], index: Index) -> set[int]:
    """The forms whose key is a path of the lattice: every path, since a beginning that no key has is left at once."""
    return walked(lattice, cuts, index)[0]


def walked(lattice: Lattice, cuts: tuple[int, ...], index: Index) -> _Walked:
    """The same, and whether all paths were tried: of a name with too many, some are not."""
    compiled = _compiled()
    found = None if compiled is None else _walk_by_c(compiled.walk, lattice, cuts, index)
    return _walk(lattice, cuts, index) if found is None else found


def best_texts(lattice: Lattice, limit: int) -> tuple[str, ...]:
    """The cheapest spellings of a whole name along a lattice, cheapest first, by a beam of `limit`."""
    compiled = _compiled()
    found = None if compiled is None else _best_by_c(compiled.best_texts, lattice, limit)
    return _best_texts(lattice, limit) if found is None else found


def best_of_links(chain: Chain, most: int, limit: int) -> tuple[str, ...] | None:
    """The same of a chain of links, of which no more than `USUAL` are asked for.

    None where it takes a lattice to know them, as of a chain with more than `most` units.
    """
    compiled = _compiled()
    if compiled is None:
        return None
    packed, room = b"".join(chain), ctypes.create_string_buffer(_USUAL_TEXT)
    return _texts(compiled.best_of_links(packed, len(packed), most, limit, room, _USUAL_TEXT), room)


def _walk_by_c(compiled: Any, lattice: Lattice, cuts: tuple[int, ...], index: Index) -> _Walked | None:
    """None where the lattice is too large for it."""
    flat, room = lattice.flat, _USUAL_FORMS
    if flat is None:
        return None
    rotated, broken_off = (ctypes.c_int32 * len(cuts))(*cuts), ctypes.c_int32()
    while True:
        forms = (ctypes.c_int32 * room)()
        count = compiled(
            index.as_c, flat, len(flat), lattice.count, len(lattice.units),
            rotated, len(cuts), _MOST_PLACES, forms, room, broken_off,
        )  # fmt: skip
        if count == -1:
            raise MemoryError
        if count <= room:
            return None if count < 0 else (set(forms[:count]), not broken_off.value)
        room = count


def _best_by_c(compiled: Any, lattice: Lattice, limit: int) -> tuple[str, ...] | None:
    """None where the lattice is too large for it."""
    flat = lattice.flat
    if flat is None:
        return None
    room = ctypes.create_string_buffer(_USUAL_TEXT)
    return _texts(compiled(flat, len(flat), lattice.count, len(lattice.units), limit, room, _USUAL_TEXT), room)


def _texts(size: int, room: Any) -> tuple[str, ...] | None:
    """The spellings that C wrote; None where it could not."""
    if size == -1:
        raise MemoryError
    return None if size < 0 else tuple(ctypes.string_at(room, size).decode(errors="surrogatepass").split("\0")[:-1])


def _walk(lattice: Lattice, cuts: tuple[int, ...], index: Index) -> _Walked:
    count = len(lattice.units)
    starting = _by_head(lattice)
    found: set[int] = set()
    is_all = True
    for cut in cuts:
        waiting = [(0, b"", 0, len(index))]
        for _ in range(_MOST_PLACES):
            if not waiting:
                break
            done, text, low, high = waiting.pop()
            unit = (cut + done) % count
            for head, edges in starting[unit].items():
                begin, stop = index.beginning(text + head, low, high) if len(edges) > 1 else (low, high)
                for end, letters in edges if begin < stop else ():
                    if unit < cut < end:
                        continue
                    longer = text + letters
                    first, last = index.beginning(longer, begin, stop)
                    if first == last:
                        continue
                    if done + end - unit == count:
                        found.update(index.of_key(first, longer))
                    else:
                        waiting.append((done + end - unit, longer, first, last))
        is_all = is_all and not waiting
    return found, is_all


def _by_head(lattice: Lattice) -> list[dict[bytes, list[tuple[int, bytes]]]]:
    """For each unit the ends and letters of its edges in the order of their letters, by their first letter, which most
    often tells that none fits."""
    distinct = sorted({(edge.start, edge.text.encode(), edge.end) for edge in lattice.edges})
    starting: list[dict[bytes, list[tuple[int, bytes]]]] = [{} for _ in lattice.units]
    for start, text, end in distinct:
        starting[start].setdefault(text.decode()[:1].encode(), []).append((end, text))
    return starting


def _best_texts(lattice: Lattice, limit: int) -> tuple[str, ...]:
    count = len(lattice.units)
    starting: dict[int, list[Edge]] = {}
    for edge in lattice.edges:
        starting.setdefault(edge.start, []).append(edge)
    beams: list[dict[str, float]] = [{} for _ in range(count + 1)]
    beams[0][""] = 0.0
    for at in range(count):
        best = sorted((cost, text) for text, cost in beams[at].items())[:limit]
        for edge in cheapest(starting.get(at, []), limit) if best else ():
            row = beams[edge.end]
            for cost, text in best:
                longer, total = text + edge.text, cost + edge.cost
                if total < row.get(longer, inf):
                    row[longer] = total
    ranked = sorted((cost, text) for text, cost in beams[count].items() if text)
    return tuple(text for _, text in ranked[:limit])


class _Compiled(NamedTuple):
    """The walk of `keys.c` and the spellings of `lattice.c`."""

    walk: Any
    best_texts: Any
    best_of_links: Any


@cache
def _compiled() -> _Compiled | None:
    """The compiled loops, if there are any; else None."""
    found = library()
    if found is None:
        return None
    whole, place, text = ctypes.c_int64, ctypes.c_void_p, ctypes.c_char_p
    found.exonym_walk.argtypes = [
        place, text, whole, whole, whole, place, whole, whole, place, whole, ctypes.POINTER(ctypes.c_int32),
    ]  # fmt: skip
    found.exonym_best_texts.argtypes = [text, whole, whole, whole, whole, text, whole]
    found.exonym_best_of_links.argtypes = [text, whole, whole, whole, text, whole]
    functions = _Compiled(found.exonym_walk, found.exonym_best_texts, found.exonym_best_of_links)
    for function in functions:
        function.restype = whole
    return functions
