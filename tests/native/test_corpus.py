"""Hostile input to the compiled loops: the answer is that of Python, and nothing beyond the input is read or written.

The second is seen by `make sanitize`, which runs these tests over a library with AddressSanitizer in it.
"""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from exonym.resolver.bulk.reading.compiled_csv import LineReader, is_utf8
from exonym.resolver.bulk.reading.plain_csv import PlainReader
from exonym.resolver.index.postings import Postings
from exonym.resolver.native.library import library
from exonym.resolver.phonetics.compiled_ranking import CompiledForms
from exonym.resolver.phonetics.ranking import RETRIEVED, best_by_numpy
from exonym.resolver.phonetics.renderings import Phonetics
from exonym.resolver.phonetics.spelt import spelt
from exonym.resolver.policy import DEFAULT_POLICY

pytestmark = pytest.mark.skipif(library() is None, reason="there was no C compiler at installation")
BLOCKS = [
    b",", b"\n", b'"', b'""', b'"\n"', b"a,b\n,", b"\n\n\n", b",,,,,\n,", b'a,"b\nc",d', b'"a""', b"\xef\xbb\xbfa,b",
    b"\x00,\x00\n\x00", "吴,春\n历,,".encode(), b"a" * 300, b"," * 300, b"\n" * 300, b'"' * 301, b"a,b\r\nc,d\r",
]  # fmt: skip
BYTES = [
    b"", b"\x80", b"\xc2", b"\xc1\xbf", b"\xe0\x80\x80", b"\xed\xa0\x80", b"\xf0\x8f\xbf\xbf", b"\xf4\x90\x80\x80",
    b"\xf4\x8f\xbf\xbf", b"aaaaaaa\xf0\x9f\x98", b"aaaaaaaa\xe5", b"\xff" * 9,
]  # fmt: skip
WORDS = ["", "a", "ŋ" * 70, "吴" * 40, "a\u0301" * 50, "ʼʼʼ", "\U0010ffff", "가" * 65, "ابجد " * 30, "x'-" * 40]


def mutated(seeds: list[bytes], count: int) -> list[bytes]:
    """The seeds, and so many that are made of them by cutting, doubling and flipping."""
    chance = Random(23)  # noqa: S311 - the same every time
    found = list(seeds)
    for _ in range(count):
        one, other = chance.choice(found), chance.choice(seeds)
        cut = chance.randint(0, len(one))
        made = bytearray(one[:cut] + other + one[cut:])[:400]
        if made and chance.random() < 0.5:
            made[chance.randrange(len(made))] = chance.randrange(256)
        found.append(bytes(made))
    return found


@pytest.mark.parametrize("width", [1, 2, 5])
def test_lines_of_any_block(width: int) -> None:
    plain = PlainReader(",", width, [width - 1, 0])
    compared = 0
    table = b"\n".join([b",".join([b"x"] * width)] * 3)
    for block in mutated([*BLOCKS, *[table] * len(BLOCKS)], 400):
        if not is_utf8(block):
            continue
        expected, found = plain.chunk(block), LineReader(plain).chunk(block)
        if found is not None and expected is not None:
            assert list(found.cells) == expected.cells, block
            compared += 1
    assert compared > 20


def test_utf8_of_any_bytes() -> None:
    for block in mutated(BYTES, 2000):
        try:
            block.decode()
        except UnicodeDecodeError:
            assert not is_utf8(block), block
        else:
            assert is_utf8(block), block


@pytest.mark.parametrize("forms", [["a"], [word for word in WORDS if word], ["Ao " * 90, "I II III IV", "of the"]])
def test_sounds_of_any_words(forms: list[str]) -> None:
    people, weights = Phonetics.build(enumerate(forms)), DEFAULT_POLICY.sound
    compiled = CompiledForms.of(people.sounds, people.lexicon, RETRIEVED)
    assert compiled is not None
    names = [spelt(text) for text in [*WORDS, *forms, " ".join(WORDS), "Ao Ao", "II", "x. y. z."]]
    asked = [name for name in names if name.words]
    assert len(asked) > 5
    for name in asked:
        for limit in (1, 10):
            expected = list(best_by_numpy(people.sounds, people.lexicon, name, limit, weights))
            best = compiled.best(name, limit, weights)
            found = expected if best is None else list(best)
            assert [each.place for each in found] == [each.place for each in expected]
            assert [each.rank for each in found] == pytest.approx([each.rank for each in expected], abs=1e-9)
            for own, by_numpy in zip(found, expected, strict=True):
                assert np.array_equal(own.heard, by_numpy.heard, equal_nan=True)


@pytest.mark.parametrize("size", [1, 7, 64, 65, 65_535, 65_536, 65_537, 131_073])
def test_postings_of_any_size(size: int) -> None:
    chance = np.random.default_rng(size)
    lists = [np.sort(chance.choice(size, max(1, size // part), replace=False)) for part in (1, 2, 3, 1000)]
    lists.append(np.array([size - 1]))
    counts = np.array([len(each) for each in lists])
    norms = chance.uniform(1, 2, size).astype(np.float32)
    made = Postings.build(np.concatenate(lists).astype(np.int32), counts, norms)
    for chosen in ([4], [4, 3], [4, 3, 2, 1, 0]):
        weights = np.arange(5, 5 + len(chosen), dtype=np.float32)
        shares = np.zeros(size)
        for term, weight in zip(chosen, weights.tolist(), strict=True):
            shares[lists[term]] += weight
        shares /= norms + weights.sum()
        for limit in (1, 20):
            places, found = made.nearest(np.array(chosen), weights, float(weights.sum()), limit)
            assert found == pytest.approx(shares[places], rel=1e-6)
            assert max(found) == pytest.approx(shares.max(), rel=1e-6)
