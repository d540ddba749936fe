"""Numbers in names: 108, 第九, IX. Years are not numbers here."""

from __future__ import annotations

from .units import Unit

_HAN = "〇一二三四五六七八九"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_FIRST_YEAR, _LAST_YEAR = 1500, 2199


def is_year(unit: Unit) -> bool:
    """Whether a unit is a number that reads as a year."""
    return unit.key.isdecimal() and len(unit.key) == 4 and _FIRST_YEAR <= int(unit.key) <= _LAST_YEAR


def years(units: tuple[Unit, ...]) -> tuple[str, ...]:
    """The years of a text in their order."""
    return tuple(unit.key for unit in units if is_year(unit))


def first(units: tuple[Unit, ...], covered: set[int]) -> str:
    """The first number that no phrase covers, in digits; empty when there is none, or no sense in it (十十).

    Years are left out.
    """
    for place, unit in enumerate(units):
        if place in covered or is_year(unit):
            continue
        if unit.key.isdecimal():
            return str(int(unit.key))
        if is_numeral(units, place):
            return _value(units, place)
    return ""


def is_numeral(units: tuple[Unit, ...], place: int) -> bool:
    """Whether a unit is part of a number in words: 九 after 第 or another numeral, IX in capitals."""
    unit = units[place]
    if unit.key in _HAN or unit.key == "十":
        before = units[place - 1].key if place else ""
        return before in {"第", "十", *_HAN} or (place + 1 < len(units) and units[place + 1].key in {"號", "号", "十"})
    return unit.key in _ROMAN and unit.case > 0 and place > 0 and (unit.case == 2 or unit.key in {"i", "v", "x"})


def _value(units: tuple[Unit, ...], place: int) -> str:
    if units[place].key in _ROMAN:
        return str(_ROMAN.index(units[place].key) + 1)
    digits = ""
    while place < len(units) and (units[place].key in _HAN or units[place].key == "十"):
        digits += units[place].key
        place += 1
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        if len(tens) > 1 or len(ones) > 1 or ones == "十":
            return ""  # 十十: no number
        return str((_HAN.index(tens) if tens else 1) * 10 + (_HAN.index(ones) if ones else 0))
    return str(int("".join(str(_HAN.index(digit)) for digit in digits)))
