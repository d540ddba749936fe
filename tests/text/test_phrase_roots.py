"""The way to a phrase, as a file has it, says all that its form does."""

from __future__ import annotations

import pytest

from exonym.resolver.text.phrase_roots import Entry, Roots, Sown

FORMS = [
    ("en", "Minister of ~", ["minister", "of", "~", ""], Entry("", ("", ""), strict=False, case=0, apart=False)),
    ("en", "UN", ["un", ""], Entry("", ("",), strict=False, case=2, apart=False)),
    ("en", "x", ["x", ""], Entry("", ("",), strict=False, case=-1, apart=False)),
    ("vi", "Thứ bộ", ["thu", "bo", ""], Entry("", ("\u0301\u031b", "\u0302\u0323"), strict=False, case=0, apart=False)),
    ("vi", "Anh", ["anh", ""], Entry("", ("",), strict=False, case=1, apart=False)),
    ("vi", "bà", ["ba", ""], Entry("", ("\u0300",), strict=True, case=0, apart=False)),
    ("vi", "phó ~", ["pho", "~", ""], Entry("", ("\u0301",), strict=False, case=0, apart=False)),
    ("th", "พล.อ", ["พ", "ล", "อ", ""], Entry("", ("", "", ""), strict=False, case=0, apart=True)),
    ("sv", "havsrätt*", ["*", "havsratt"], Entry("", ("\u0308",), strict=False, case=0, apart=False)),
    ("de", "Rat für 3 Tage", ["rat", "fur", "3", "tage", ""],
     Entry("", ("", "\u0308", "", ""), strict=False, case=0, apart=False)),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "form", "path", "entry"), FORMS)
def test_an_entry_lies_at_the_end_of_its_way(lang: str, form: str, path: list[str], entry: Entry[str]) -> None:
    sown = Sown.of([(lang, form, "")])
    (phrases,) = filter(None, (sown.plain, sown.germanic))
    node = Roots(phrases)[path[0]]
    for step in path[1:]:
        node = node[step]
    assert node == [entry]
