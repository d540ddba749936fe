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
    return _members().get(fold(char), (char,))


def simplify(text: str) -> str:
    """The text in simplified Chinese, for display: one rendering a character, whatever stands beside it."""
    return text.translate(_display()[0])


def traditional(text: str) -> str:
    """The text in traditional Chinese, for display; what simplification merged gets its likeliest form."""
    return text.translate(_display()[1])


@cache
def _members() -> dict[str, tuple[str, ...]]:
    return {representative: tuple(members) for representative, members in rows("han_fold.tsv")}


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
