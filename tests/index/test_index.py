"""The index agrees with brute force, whatever the order of loading, and survives storing."""

import math
import random
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver.index import key_grams, postings
from exonym.resolver.index.key_index import Index

KEYS = st.text(alphabet="abno", min_size=1, max_size=8) | st.text(alphabet="吴春历力김정은", min_size=1, max_size=4)
LOADS = st.lists(st.tuples(st.integers(0, 50), st.frozensets(KEYS, max_size=3)), min_size=1, max_size=30)


def grams(key: str) -> frozenset[str]:
    ring = key + key + key
    if max(key) >= "\u2e80":
        return frozenset(key) | {ring[at : at + 2] for at in range(len(key))}
    return frozenset(ring[at : at + 3] for at in range(len(key)))


def brute_force(load: list[tuple[int, frozenset[str]]], query: str) -> dict[int, float]:
    distinct = {key for _, keys in load for key in keys}
    counts: dict[str, int] = {}
    for key in distinct:
        for gram in grams(key):
            counts[gram] = counts.get(gram, 0) + 1

    def weight(some: frozenset[str]) -> float:
        return sum(math.log1p(len(distinct) / counts.get(gram, 0.5)) for gram in some)

    best: dict[int, float] = {}
    for form, keys in load:
        for key in keys:
            common = grams(key) & grams(query)
            if common:
                share = 2 * weight(common) / (weight(grams(key)) + weight(grams(query)))
                best[form] = max(best.get(form, 0.0), share)
    return best


@given(LOADS, KEYS)
def test_near_gives_the_shares_that_brute_force_gives(load, query):
    found = dict(Index.build(load).near([query], 100))
    assert found == pytest.approx(brute_force(load, query), rel=1e-5)


@given(LOADS, KEYS, st.integers(1, 4))
def test_a_limit_keeps_the_best_and_breaks_ties_by_form_number(load, query, limit):
    index = Index.build(load)
    everything = index.near([query], 1000)
    assert everything == sorted(everything, key=lambda item: (-item[1], item[0]))
    assert index.near([query], limit) == everything[:limit]


@given(LOADS, KEYS, st.randoms(use_true_random=False))
def test_the_order_of_loading_does_not_matter(load, query, chance):
    shuffled = list(load)
    chance.shuffle(shuffled)
    one, other = Index.build(load).arrays(), Index.build(shuffled).arrays()
    assert all(np.array_equal(one[name], other[name]) for name in one)


@given(LOADS, KEYS)
def test_exact_finds_every_form_with_the_key_and_no_other(load, query):
    index = Index.build(load)
    for key in {query} | {key for _, keys in load for key in keys}:
        assert index.exact(key) == tuple(sorted({form for form, keys in load if key in keys}))


def test_several_keys_of_a_query_count_by_the_best_of_them():
    index = Index.build([(1, ["ngoxuanlich"]), (2, ["tranvanba"]), (3, ["kimjongun"])])
    assert [form for form, share in index.near(["ngoxuanlich", "kimjongun"], 9) if share > 0.99] == [1, 3]


def test_another_order_of_the_words_costs_little_and_another_name_much():
    names = ["nguyenminhtam", "tranvanba", "shigeruishiba", "yoshitakashindo", "maikerdesuombure"]
    index = Index.build((number, [name]) for number, name in enumerate(names))
    assert index.near(["ishibashigeru"], 1)[0][0] == 2
    assert index.near(["ishibashigeru"], 1)[0][1] > 0.9
    assert index.near(["wxqz"], 5) == []


def test_two_thousand_forms_of_one_key_are_cut_by_form_number():
    index = Index.build((form, ["tranvanba"]) for form in reversed(range(2000)))
    assert len(index) == 1
    assert [form for form, _ in index.near(["tranvanba"], 3)] == [0, 1, 2]


def test_many_forms_behind_few_keys_still_fill_the_limit():
    words = ["".join(word) for word in product("abc", repeat=6)]
    load = [(form, words[form * 7 : form * 7 + 20]) for form in range(60)]
    assert len(Index.build(load).near(["abcabc"], 50)) == 50


def test_an_index_survives_storing(tmp_path):
    index = Index.build([(7, ["ngoxuanlich", "吴春历"]), (3, ["wuchunli"])])
    np.savez(tmp_path / "index.npz", **index.arrays())
    with np.load(tmp_path / "index.npz") as stored:
        again = Index.restore(stored)
    assert again.exact("吴春历") == (7,)
    assert again.near(["吴春力", "wuchunlich"], 5) == index.near(["吴春力", "wuchunlich"], 5)
    assert [again.key(number) for number in range(3)] == ["ngoxuanlich", "wuchunli", "吴春历"]


def test_an_empty_index_and_an_empty_query_find_nothing():
    assert Index.build([]).exact("a") == ()
    assert Index.build([]).near(["abc"], 5) == []
    assert Index.build([(1, ["", "abc"])]).near(["", "xyz"], 5) == []
    assert Index.build([(1, ["abc"])]).exact("") == ()


def test_limits():
    index = Index.build([(1, ["abc"])])
    assert index.near(["abc"], 0) == []
    with pytest.raises(ValueError, match="negative"):
        index.near(["abc"], -1)


def test_a_missing_array_is_noticed():
    with pytest.raises(KeyError):
        Index.restore({})


def test_keys_are_sorted_some_at_a_time_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(8)  # noqa: S311 - the same in every run
    letters = "abcdeéж김가習近"
    keys = [("".join(chance.choices(letters, k=chance.randint(0, 9))), "") for _ in range(300)]
    whole = Index.build(enumerate(keys)).arrays()
    for at_once in (1, 7, 64):
        for module in (key_grams, postings):
            monkeypatch.setattr(module, "AT_ONCE", at_once)
        found = Index.build(enumerate(keys)).arrays()
        assert found.keys() == whole.keys()
        for name, array in whole.items():
            assert found[name].dtype == array.dtype, name
            assert found[name].tobytes() == array.tobytes(), name


def test_a_beginning_is_found_whatever_bytes_it_has():
    chance = random.Random(11)  # noqa: S311 - the same every time
    signs = ["\0", "a", "b", "\x7f", "é", "吴", "春", "\U0010ffff"]
    texts = ["".join(chance.choices(signs, k=chance.randint(1, 4))) for _ in range(200)]
    for some in (texts, texts[:1], []):
        index = Index.build(enumerate([text] for text in some))
        keys = sorted({text.encode() for text in some})
        for text in {text[:count] for text in texts for count in range(1, 5)}:
            wanted = text.encode()
            low, high = index.beginning(wanted, 0, len(index))
            assert keys[low:high] == [key for key in keys if key.startswith(wanted)]


@pytest.mark.parametrize(("count", "length", "blocks"), [(40, 3, 3), (40, 5_000, 6), (40, 30_000, 21), (5, 70_000, 6)])
def test_keys_of_any_length_are_found(count: int, length: int, blocks: int):
    keys = [f"{number:02}{'x' * length}" for number in range(count)]
    index = Index.build((number, (key,)) for number, key in enumerate(keys))
    assert len(index.key_starts) == blocks
    assert [index.key(number) for number in range(count)] == keys
    assert [index.exact(key) for key in keys] == [(number,) for number in range(count)]
    assert index.beginning(b"03", 0, count) == (3, 4)


@given(LOADS)
def test_forms_that_share_a_key_are_all_found(load):
    index = Index.build(load)
    for number in range(len(index)):
        key = index.key(number)
        assert index.exact(key) == index.forms_of(number) == tuple(sorted({form for form, own in load if key in own}))
