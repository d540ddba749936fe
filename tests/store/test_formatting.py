"""`format` changes how a file looks, never what it says, and changes it once."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exonym.resolver.store.editing.formatting import formatted
from exonym.resolver.store.editing.writing import entry_text, scalar
from exonym.resolver.store.reading.shipped import shipped
from exonym.resolver.store.reading.yaml_nodes import compose

LOOSE = """# head

# about a
a:
    name:   "Ngô"     # inline
    born:   1954


    names: {zh: [吴春历,  吳],   "no": x, ja: 01560}
    posts:
    - {post:  p, from: 2016-04}
    # the second
    -   post: q
        to: 2018
    note: >-
      folded

      text
b: {name: no, country: 012}
"""


def plain(text: str) -> object:
    root, findings = compose(text.encode(), "")
    assert root is not None
    assert not findings
    return root.plain()


def test_values_and_comments_stay_and_order_too() -> None:
    text = formatted(LOOSE)
    assert text is not None
    assert text != LOOSE
    assert plain(text) == plain(LOOSE)
    for comment in ("# head", "# about a", "# inline", "    # the second"):
        assert comment in text
    assert text.index("born:") < text.index("names:") < text.index("posts:")
    assert "  posts:\n    - {post: p, from: 2016-04}\n" in text
    assert formatted("a:\n  name: A  \n\n\n  born: 1954\n") == "a:\n  name: A\n\n  born: 1954\n"


def test_a_second_run_changes_nothing() -> None:
    once = formatted(LOOSE)
    assert once is not None
    assert formatted(once) == once


@pytest.mark.parametrize("file", ["people/jp.yaml", "agreements/jp-vn.yaml", "sources.yaml"])
def test_the_shipped_files_are_in_form(file: str) -> None:
    text = (shipped() / file).read_text(encoding="utf-8")
    assert formatted(text) == text


def test_entries_are_sorted_only_when_asked_with_their_comments() -> None:
    text = "# head\n\n# of b\nb:\n  name: B\n# of a\na:\n  name: A\n"
    assert formatted(text) == text
    assert formatted(text, by_id=True) == "# head\n\n# of a\na:\n  name: A\n# of b\nb:\n  name: B\n"


@pytest.mark.parametrize("text", ["a: [b\n", "- a\n", "a:\n  b: 1\n  b: 2\n", "a: &x b\n"])
def test_what_cannot_be_read_is_left_alone(text: str) -> None:
    assert formatted(text) is None


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(
    lambda text: text.strip()
)


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_a_scalar_reads_back_as_the_text_it_was(text: str) -> None:
    if any(ord(char) in (0xFFFE, 0xFFFF) or ord(char) & 0xFFFE == 0xFFFE for char in text):
        return
    written = entry_text("a", {"name": text, "sources": [text], "names": {"no": [text]}})
    assert plain(written) == {"a": {"name": text, "sources": [text], "names": {"no": [text]}}}


@pytest.mark.parametrize(
    "text", ["no", "Null", "1954.5", "a: b", "a #b", "- a", "x:", " a", "*a", "@a", "'a", "0x1F", "~"]
)
def test_what_another_reader_takes_for_something_else_is_quoted(text: str) -> None:
    assert scalar(text).startswith('"')


@pytest.mark.parametrize(
    "text", ["1954-09-21", "Ngô Xuân Lịch", "vn-ngo-xuan-lich", "https://example.org/a?b=c", "O’Brien"]
)
def test_what_is_plain_stays_plain(text: str) -> None:
    assert scalar(text) == text


def test_the_reader_of_all_files_never_writes(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = "import sys, exonym.resolver.store.checking.check; print('ruamel' in ' '.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=shipped().parent)
    assert run.stdout.strip() == "False"
