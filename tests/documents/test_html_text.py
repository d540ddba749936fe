"""HTML to text, with where each character stands in the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver.documents.html_text import looks_like_html, read_page

PAGE = """<!doctype html><html lang="vi"><head><title>Not shown</title>
<meta property="article:published_time" content="2025-12-05T08:00:00+07:00"><style>p{}</style></head>
<body><p>B&#7897; tr&#432;&#7903;ng <b>Koizumi</b>\n  Shinjiro</p><script>var x = "Abe";</script>
<p>A &amp; B</p></body></html>"""


def test_a_page_is_what_a_reader_sees():
    page = read_page(PAGE)
    assert [line for line in page.text.split("\n") if line.strip()] == ["Bộ trưởng Koizumi Shinjiro", "A & B"]
    assert (page.stated.date, page.stated.language) == ("2025-12-05", "vi")


def test_places_are_those_of_the_source():
    page = read_page(PAGE)
    at = page.text.index("Koizumi Shinjiro")
    start, end = page.given(at, at + len("Koizumi Shinjiro"))
    assert PAGE[start:end] == "Koizumi</b>\n  Shinjiro"
    at = page.text.index("ộ")
    assert PAGE[slice(*page.given(at, at + 1))] == "&#7897;"


# fmt: off
PARTS = ["<p>", "</p>", "<", ">", "&", "&amp;", "&#x1F600;", "x", "<!--", "-->", "<script>", "</script>", "<body>",
         "é", "<svg", "/>", "&#xD800;"]
# fmt: on


@given(st.lists(st.sampled_from([*PARTS, " ", "\n"]), max_size=30))
def test_no_source_stops_it_and_places_stay_in_order(parts: list[str]):
    source = "".join(parts)
    page = read_page(source)
    assert len(page.text) == len(page.places) == len(page.ends)
    assert list(page.places) == sorted(page.places)
    assert all(0 <= start <= end <= len(source) for start, end in zip(page.places, page.ends, strict=True))


@pytest.mark.parametrize(
    ("text", "is_page"),
    [(" <!DOCTYPE html>\n<p>", True), ("<!-- a -->\n<html>", True), ("2 < 3 and 4 > 3", False), ("<p>", False)],
)
def test_pages_are_known_by_how_they_begin(text: str, is_page: bool):
    assert looks_like_html(text) is is_page
