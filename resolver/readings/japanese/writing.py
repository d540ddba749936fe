"""How kana are written in one script: what routes from kana, kanji and romaji share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from msgspec import Struct

from ...text.scripts import Script


class Spelling(NamedTuple):
    """One way of writing a kana string: folded, as shown, cost in nats."""

    text: str
    shown: str
    cost: float = 0.0


class Writing(Struct, frozen=True, eq=False):
    """How kana are written in one script, and the fold in which that is compared.

    `options` gives every spelling of a kana string; it is told whether the string begins a word. `levels`: the fold
    levels long vowels and double consonants, so that sounds may run together where two readings meet. `texts` gives the
    folded texts of the options alone, where those are known sooner than how they are shown. `apart` says of each sound
    of a word whether runs that begin with it are certainly written as it and what follows it are (None: of none).
    """

    script: Script
    options: Callable[[str, bool], tuple[Spelling, ...]]
    fold: Callable[[str], str]
    levels: bool = False
    texts: Callable[[str], Collection[str]] | None = None
    apart: Callable[[Sequence[str]], Sequence[bool]] | None = None

    def folded(self, text: str, initial: bool) -> Collection[str]:
        """The folded texts of the options, in their order."""
        return self.texts(text) if self.texts else [option.text for option in self.options(text, initial)]

    def parted(self, sounds: Sequence[str]) -> Sequence[bool]:
        """What `apart` says of each sound of a word; the last one has nothing behind it."""
        return self.apart(sounds) if self.apart and sounds else [False] * len(sounds)
