"""A readable text with the way back to the text as given."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver.text import aligned
from exonym.resolver.text.aligned import align
from exonym.resolver.text.cleaning import clean

CHARACTERS = "abÉđð’·（），Ａ～国龥가한がガー々 \u3000\t\n\xad\u200b\u0301\u11a8\uff76\uff9e\uff9f\ufa0e"


@given(st.text(CHARACTERS) | st.text(max_size=9), st.sampled_from(["", "\n"]))
def test_characters_that_stand_alone_are_read_as_in_any_text(raw: str, kept: str) -> None:
    read = align(raw, kept)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aligned, "_alone", lambda: re.compile("(?!)"))
        one_by_one = align(raw, kept)
    assert read.text == one_by_one.text
    for at in range(len(read.text)):
        assert read.given(at, at + 1) == one_by_one.given(at, at + 1)


@given(st.text("aé吴\x00\x07\t\u034f\u0640¹\u3164\ufe0f\U000e0101⾦ﻣﬁ𝐃′―"))
def test_what_is_unseen_or_of_another_shape_is_read_as_in_a_name(raw: str) -> None:
    assert " ".join(align(raw).text.split()) == clean(raw)


def test_no_character_that_stands_alone_is_a_mark() -> None:
    alone = [char for char in map(chr, range(0x10000)) if aligned._alone().fullmatch(char)]
    assert len(alone) > 38_000
    assert not [char for char in alone if unicodedata.category(char)[0] == "M"]
