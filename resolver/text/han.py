"""Han folding: simplified, traditional, Japanese and compatibility forms of a character are one class.

Folding is one character in, one out. It never joins look-alikes or words of like meaning (历 and 厉,
魏 and 巍, 疆 and 将 stay apart); it does join what simplification merged (后 and 後, 余 and 餘), since a
name written in the one script cannot tell which of them the other would use.
"""

from __future__ import annotations

from functools import cache

from ..tables import rows


def fold(text: str) -> str:
    """The text with every Han character replaced by the one that stands for its class; the rest unchanged."""
    return text.translate(_representatives())


def variants(char: str) -> tuple[str, ...]:
    """The characters that fold as this one does, itself among them, in code point order."""
    return tuple(_members().get(fold(char), char))


def simplify(text: str) -> str:
    """The text in simplified Chinese, for display: one rendering a character, whatever stands beside it."""
    return text.translate(_display()[0])


def traditional(text: str) -> str:
    """The text in traditional Chinese, for display; what simplification merged gets its likeliest form."""
    return text.translate(_display()[1])


@cache
def _members() -> dict[str, str]:
    return {representative: members for representative, members, *_ in rows("han_fold.tsv")}


@cache
def _representatives() -> dict[int, str]:
    return {
        ord(member): representative
        for representative, members in _members().items()
        for member in members
        if member != representative
    }


@cache
def _display() -> tuple[dict[int, str], dict[int, str]]:
    table = list(rows("han_display.tsv"))
    return {ord(char): short for char, short, _ in table}, {ord(char): full for char, _, full in table}


Ranked = dict[str, tuple[tuple[str, int], ...]]
"""Character → its sounds with their rank: 0 for the first reading, 1 for further ones."""


@cache
def readings(table: str) -> Ranked:
    """The readings of a shipped table of sounds and characters; shared, not to be changed."""
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    known = list(rows(table))
    for rank in range(len(known[0]) - 1):  # rank by rank, so that each character's are in order
        for row in known:
            sound = ((row[0], rank),)
            for char in row[rank + 1]:
                found[char] = found[char] + sound if char in found else sound
    return found


def sounds(char: str, table: str) -> tuple[tuple[str, int], ...]:
    """The ranked sounds of a character in a table; where it has none, those of its class."""
    return readings(table).get(char) or tuple(kindred_sounds(char, table).items())


def kindred_sounds(char: str, table: str) -> dict[str, int]:
    """The ranked sounds of a character's class: what a simplified form stands for may differ."""
    found: dict[str, int] = {}
    for member in variants(char):
        for sound, rank in readings(table).get(member, ()):
            found[sound] = min(rank, found.get(sound, rank))
    return dict(sorted(found.items(), key=lambda sound: (sound[1], sound[0])))


def units(words: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[int]]:
    """The characters of a name's words, and the positions at which words begin."""
    chars: list[str] = []
    breaks: set[int] = set()
    for word in words:
        breaks.add(len(chars))
        chars += [char for char in word if char.isalnum()]
    return tuple(chars), frozenset(breaks - {0, len(chars)})
