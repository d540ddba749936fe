"""Texts that are sorted where they stand are in the order of a sorted list of them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver.index import texts as module
from exonym.resolver.index.filed_keys import BETWEEN, FiledKeys
from exonym.resolver.index.texts import END, sorted_texts

TEXTS = st.lists(st.text(alphabet="a\0吴é", max_size=26) | st.sampled_from(["a" * size for size in range(26)]))


def check(texts: list[str]) -> None:
    taken = b"".join(text.encode() + bytes([END]) for text in texts)
    blob, starts, ranks = sorted_texts(np.frombuffer(taken, np.uint8))
    expected = sorted(set(texts) - {""})
    assert [blob[start:end].tobytes().decode() for start, end in pairwise(starts.tolist())] == expected
    numbers = {text: number for number, text in enumerate(expected)}
    assert ranks.tolist() == [numbers.get(text, -1) for text in texts]


@given(TEXTS)
def test_the_order_is_that_of_a_list(texts: list[str]) -> None:
    check(texts)


def test_texts_are_copied_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 3)
    check([str(number) * (number % 12) for number in range(50)])


def test_keys_are_taken_one_by_one_or_joined() -> None:
    one, other = FiledKeys(), FiledKeys()
    for form, keys in ((3, ("b", "", "a")), (5, ()), (4, ("a", "吴", "a"))):
        one.add(form, keys)
        other.add_joined(form, [BETWEEN.join(keys)])
    found = one.sorted()
    assert [array.tolist() for array in found] == [array.tolist() for array in other.sorted()]
    assert found.blob.tobytes().decode() == "ab吴"
    assert list(zip(found.owned.tolist(), found.forms.tolist(), strict=True)) == [(0, 3), (0, 4), (1, 3), (2, 4)]
