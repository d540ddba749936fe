"""HTML to text, with where each character stands in the source."""

from html.parser import HTMLParser

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
         "é", "<svg", "/>", "&#xD800;", "<![", "<![CDATA[", "]]>", "<!", "<?", "</", "<!doctype", "<title>", "<a b=",
         '"', "'", "=", "!", "-", "&#", "0"]
# fmt: on


@given(st.lists(st.sampled_from([*PARTS, " ", "\n"]), max_size=30))
def test_no_source_stops_it_and_places_stay_in_order(parts: list[str]):
    source = "".join(parts)
    page = read_page(source)
    assert len(page.text) == len(page.places) == len(page.ends)
    assert list(page.places) == sorted(page.places)
    assert all(0 <= start <= end <= len(source) for start, end in zip(page.places, page.ends, strict=True))


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("<p>a<![if !IE]>b<![endif]>c", "abc"),
        ("<p>a<![0]>b<![CDATA[c]]>d", "abd"),
        ("a<!-->b<!--->c<!---->d<!-- > --!>e", "abcde"),
        ("a<!-- b", "a"),
        ("a</>b</ x>c<?php d ?>e", "abce"),
        ("a<b title='<i>'>b</b title=x>c", "abc"),
        ('a<b title="b>c</b>d', "acd"),
        ("1 < 2 & 3 &c; &#x;", "1 < 2 & 3 &c; &#x;"),
        ("a<script>if (1 < 2) '</p>'</scripts></SCRIPT >b", "ab"),
        ("a<script/>b", "ab"),
        ("<head><title>a</title><p>b", "b"),
        ("<title>a</title>b", "b"),
        ("a<svg><svg></svg>b</svg>c", "ac"),
        ("a&ampb&eacute;&NotEqualTilde;", "a&bé\u2242\u0338"),
        ("a&#" + "9" * 5_000 + ";b", "a\ufffdb"),
    ],
)
def test_markup_is_read_as_browsers_read_it(source: str, seen: str):
    assert read_page(source).text.strip() == seen


OPENINGS = [
    "<",
    "<!",
    "<![",
    "<!--",
    "<a ",
    "<a b='",
    "</",
    "<?",
    "<a/",
    '<a b="c',
    "<p ",
    "<svg>",
    "<svg></p>",
    "<x<",
    "&#",
]


@pytest.mark.parametrize("opening", OPENINGS)
def test_what_is_never_closed_is_read_once(opening: str):
    """Each of these took hours where every opening was followed to the end of the page."""
    source = "a" + opening * (300_000 // len(opening))
    page = read_page(source)
    assert page.text.startswith("a")
    assert page.ends[-1] <= len(source)


@given(st.recursive(
    st.text("ab é\n", max_size=6),
    lambda inner: st.builds(
        lambda name, parts: f'<{name} class="x > y" id=1>{"".join(parts)}</{name}>',
        st.sampled_from(["p", "b", "div", "script", "i"]), st.lists(inner, max_size=4),
    ),
))  # fmt: skip
def test_what_is_well_formed_is_read_as_the_standard_library_reads_it(source: str):
    assert "".join(read_page(source).text.split()) == "".join(_Shown.of(source).split())


class _Shown(HTMLParser):
    @classmethod
    def of(cls, source: str) -> str:
        reader = cls()
        reader.texts: list[str] = []
        reader.feed(source)
        reader.close()
        return "".join(reader.texts)

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            self.texts.append(data)


@pytest.mark.parametrize(
    ("text", "is_page"),
    [
        ("<!---->" * 200 + "<p>", False),
        (" <!DOCTYPE html>\n<p>", True),
        ("<!-- a -->\n<html>", True),
        ("2 < 3 and 4 > 3", False),
        ("<p>", False),
    ],
)
def test_pages_are_known_by_how_they_begin(text: str, is_page: bool):
    assert looks_like_html(text) is is_page
