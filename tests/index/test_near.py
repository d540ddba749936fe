"""The nearest forms of several keys: the compiled search gives what that of Python gives, for any keys."""

from __future__ import annotations

from random import Random

import pytest

from exonym.resolver.index import key_index
from exonym.resolver.index.key_index import Index
from exonym.resolver.native.library import library

LETTERS = ["abdegiklmnorstuw", "吴春历力金正恩周", "김정은박근혜이", "abô\U00020000"]
ODD = ["", "a", "ab", "a\0b", "é" * 300, "吴" * 257, "\U0010ffff" * 40, "a" * 256, "zzz"]


def some_key(chance: Random) -> str:
    letters = chance.choice(LETTERS)
    return "".join(chance.choice(letters) for _ in range(chance.randint(1, 3 if letters >= "\u2e80" else 12)))


@pytest.mark.skipif(library() is None, reason="there was no C compiler at installation")
@pytest.mark.parametrize("large", [0, key_index._LARGE])
@pytest.mark.parametrize("size", [0, 1, 60, 9000])
def test_the_compiled_search_for_several_keys_is_that_of_python(
    size: int, large: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_index, "_LARGE", large)
    chance = Random(size)  # noqa: S311 - the same every time
    index = Index.build((number // 3, {some_key(chance), some_key(chance)}) for number in range(size))
    known = [index.key(chance.randrange(len(index))) for _ in range(20)] if size else []
    found_any = 0
    for _ in range(120):
        asked = [some_key(chance) for _ in range(chance.randint(0, 4))]
        asked += [f"{key[1:]}{key[:1]}" for key in chance.sample(known, min(2, len(known)))]
        asked += [chance.choice(ODD)] if chance.random() < 0.2 else []
        for limit in (0, 1, 12, 10_000):
            found = index.near(asked, limit)
            with monkeypatch.context() as patched:
                patched.setattr(key_index, "_compiled", lambda: None)
                assert found == index.near(asked, limit), asked
            found_any += bool(found)
    assert found_any > 60 or size < 60


def test_of_a_large_index_what_is_alike_letter_by_letter_is_listed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(0)  # noqa: S311 - the same every time
    index = Index.build((number, {"".join(chance.choices("aeimnr", k=14))}) for number in range(9000))
    found = {0: 0, len(index) + 1: 0}
    for large in found:
        monkeypatch.setattr(key_index, "_LARGE", large)
        for number in range(0, len(index), 90):
            key = list(index.key(number))
            key[3], key[6], key[9], key[12] = "zzzz"
            listed = index.near(["".join(key)], 10)
            assert len(listed) == len(dict(listed)) == 10
            found[large] += not dict(listed).keys().isdisjoint(index.forms_of(number))
    assert found[0] > 90
    assert found[len(index) + 1] < 20
