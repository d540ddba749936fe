"""Family name first or given name first: the rotations of a name's units that are the same name.

Only whole halves change places: `Xuân Lịch Ngô` is Ngô Xuân Lịch, but `Nguyễn Vũ Minh` is not Nguyễn Minh Vũ.
"""

from __future__ import annotations

from ..text.scripts import Script

_LONGEST_FAMILY = {Script.HAN: 4, Script.HANGUL: 2, Script.KATAKANA: 6}


def rotations(count: int, breaks: frozenset[int], script: Script) -> tuple[int, ...]:
    """The unit positions at which a name may be cut and its halves exchanged; 0, no exchange, comes first.

    `count` is the number of units, `breaks` the word boundaries that the name itself shows. Without any, a name of
    Han characters, hangul or kana may have a family name of up to four, two or six units.
    """
    if count < 2:
        return (0,)
    if breaks:
        inner = sorted(position for position in breaks if 0 < position < count)
        return (0, *dict.fromkeys((inner[0], inner[-1]))) if inner else (0,)
    longest = _LONGEST_FAMILY.get(script, 1)
    return (0, *range(1, min(longest, count - 1) + 1))
