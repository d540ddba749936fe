"""Texts and files that are made to take long or to fill the memory: an answer or a clear error, and soon.

Nothing here is timed: what grew faster than its input would not end within the patience of any suite.
"""

from __future__ import annotations

import tracemalloc

import pytest

from exonym.resolver.mentions.name import parse
from exonym.resolver.model import Status
from exonym.resolver.resolve import Resolver
from exonym.resolver.store.reading.entries import yaml_entries

SHORT = {
    "marks": "a" + "\u0301" * 999, "brackets": "(" * 1000, "pairs of brackets": "(a)" * 333,
    "nested brackets": "(" * 499 + "a" + ")" * 499, "commas": "a," * 499, "slashes": "/" * 999,
    "titles": "Đại tướng " * 99, "titles in Han": "大将" * 499, "offices": "minister of " * 83,
    "honorifics": "Dr Prof " * 120,
    "half titles": "Đại tướn " * 110, "ministries": "国防部" * 333, "agreements": "Agreement between Japan and " * 35,
    "statements": "共同声明" * 249, "one character": "吴" * 999, "syllables": "응" * 999, "kana": "アー" * 499,
    "dots": "グエン・" * 249, "initials": "A.B." * 240, "hyphens": "a-" * 499, "apostrophes": "a'" * 499,
    "ligatures": "ﷺ" * 999, "joiners": "a\u200d" * 499, "directions": "\u202ea\u202c" * 333,
    "surrogates": "\ud800" * 999,
    "controls": "\0" * 999, "spaces": "\u3000" * 999, "dates": "2018-04-10 " * 90,
    "scripts in turn": "吴Ngô Нго ゴ 오 " * 66,
    "conjuncts": "क्षि" * 249, "words": "a " * 499,
}  # fmt: skip
LONG = {"a megabyte of marks": "a" + "\u0301" * 1_000_000, "ten thousand brackets": "(" * 10_000,
        "ten thousand titles": "Đại tướng " * 10_000, "ligatures": "ﷺ" * 100_000}  # fmt: skip
YAML = {
    "aliases of aliases": "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(2000)),
    "merge keys": "a: &a {x: y}\n" + "b: {<<: *a}\n" * 2000,
    "lists in lists": "a: " + "[" * 100_000,
    "mappings in mappings": "{a: " * 50_000,
    "steps": "".join(" " * at + "a:\n" for at in range(1500)),
    "keys of keys": "? " * 50_000,
    "dashes": "- " * 50_000,
    "documents": "---\n" * 5_000,
    "one key": "a: 1\n" * 50_000,
    "anchors": "a: &x 1\n" * 50_000,
    "tags": "a: !!python/object/apply:os.system [ls]\n" * 1000,
    "escapes": 'a: "' + "\\x41" * 200_000 + '"',
    "tabs": "\t" * 100_000,
    "NULs": "\0" * 100_000,
}


@pytest.mark.parametrize("text", SHORT.values(), ids=SHORT)
def test_a_mention_is_answered(resolver: Resolver, text: str) -> None:
    assert resolver.resolve(text).status in (Status.NONE, Status.AMBIGUOUS)


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_what_is_too_long_for_a_name_is_said_to_be(resolver: Resolver, text: str) -> None:
    tracemalloc.start()
    try:
        assert parse(text).problem
        assert resolver.resolve(text).status is Status.NONE
        assert resolver.resolve(text).why
        assert tracemalloc.get_traced_memory()[1] < 50 * len(text) + 1_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("text", YAML.values(), ids=YAML)
def test_a_file_of_the_gazetteer_grows_by_no_more_than_its_size(text: str) -> None:
    tracemalloc.start()
    try:
        content = yaml_entries(text.encode(), "people/x.yaml", "person", {})
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert content.findings
    assert all(each.place.line and each.message for each in content.findings)
    assert peak < 200 * len(text) + 5_000_000
