"""Runs give back the numbers that they were made of."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver.index.runs import Runs


@given(st.sets(st.integers(0, 300)))
def test_each_number_stands_at_its_place(numbers: set[int]) -> None:
    wanted = np.array(sorted(numbers), np.int32)
    found = Runs.of(wanted)
    assert len(found) == len(wanted)
    assert [found[place] for place in range(len(found))] == wanted.tolist()
    assert found.at(np.arange(len(found))).tolist() == wanted.tolist()


def test_what_follows_each_other_takes_no_room() -> None:
    assert len(Runs.of(np.arange(7, 1_000_007)).flat) == 3
