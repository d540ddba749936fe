"""Rules of spelling stand for what templates of `re` stand for, which are parsed at each call."""

import re

from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver.readings.rendering import fold_thai
from exonym.resolver.readings.spelling import rewritten, rules

TABLE = (("b", "a(b?)c", r"\1"), ("x", "x(y|z)", r"\1w"), ("q", "q", "rr"), ("", "(w)", r"\1!"))


@given(st.text("abcxyzqw", max_size=12))
def test_rules_are_applied_in_turn(text: str) -> None:
    expected = text
    for within, pattern, template in TABLE:
        expected = re.sub(pattern, template, expected) if within in expected else expected
    assert rewritten(text, rules(*TABLE)) == expected


STEPS = (
    ("ำ", "าม"), ("ญ(?=[ะาิุึเแโไัวอ])|(?<=[เแโไ])ญ", "ย"), ("ญ", "น"), ("ห(?=[งนมยรลว])", ""), ("ั(?!ว)", "า"),
    ("(เ[ก-ฮ]{1,2}ิย)ะ|([เแโ][ก-ฮ])ะ", r"\1\2"), ("ะ", "า"), ("ไ([ก-ฮ])ย?", r"\1าย"), ("เ([ก-ฮ])า", r"\1าว"),
)  # fmt: skip


@given(st.text("กนยวญหะเแโไัำาิอ", max_size=12))  # of letters that no table folds
def test_thai_is_folded_step_by_step(text: str) -> None:
    expected = text
    for pattern, template in STEPS:
        expected = re.sub(pattern, template, expected)
    assert fold_thai(text) == expected
