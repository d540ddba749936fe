"""Whether a word consists of pieces, as of syllables: told letter by letter, whatever the ways of cutting it are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

_MOST_STATES = 1 << 14
"""Of the longest inventory some thousand are ever met: so many sets of pieces may be open behind a letter."""
_Node = dict[str, Any]
"""What may follow the beginning of a piece, by letter; a whole piece has the empty text too."""


class _State:
    """The pieces that are open behind a letter, by their nodes; `next` are the states behind the next letter."""

    __slots__ = ("ends", "next", "nodes")

    def __init__(self, nodes: tuple[_Node, ...], *, ends: bool) -> None:
        self.nodes = nodes
        self.ends = ends
        self.next: dict[str, _State] = {}


class ConsistingOf:
    """Words that consist of pieces, one at least. `pieces` gives them when they are first needed."""

    def __init__(self, pieces: Callable[[], Iterable[str]]) -> None:
        self._pieces = pieces
        self._states: dict[frozenset[int], _State] = {}

    def __call__(self, word: str) -> bool:
        """Whether the word is pieces one after the other, to its end."""
        state = self._start
        for letter in word:
            found = state.next.get(letter)
            state = self._behind(state, letter) if found is None else found
            if not state.nodes:
                return False
        return state.ends

    @cached_property
    def _root(self) -> _Node:
        root: _Node = {}
        for piece in self._pieces():
            node = root
            for letter in piece:
                node = node.setdefault(letter, {})
            node[""] = {}
        return root

    @cached_property
    def _start(self) -> _State:
        """That before the first letter."""
        return _State((self._root,), ends=False)

    def _behind(self, state: _State, letter: str) -> _State:
        """The state behind a letter, worked out where it is first met."""
        nodes = [node[letter] for node in state.nodes if letter in node]
        ends = any("" in node for node in nodes)
        if ends:
            nodes.append(self._root)
        if len(self._states) >= _MOST_STATES:
            self._states, self._start = {}, _State((self._root,), ends=False)
        found = self._states.setdefault(frozenset(map(id, nodes)), _State(tuple(nodes), ends=ends))
        if nodes or letter.isascii():  # anything may be asked, and no piece has most letters
            state.next[letter] = found
        return found
