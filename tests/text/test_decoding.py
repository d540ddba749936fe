"""Entities of HTML and bytes that were read in a wrong encoding are what they were meant to be; all else stays."""

import pytest

from exonym.resolver.text.aligned import align_mention
from exonym.resolver.text.cleaning import clean
from exonym.resolver.text.decoding import decoded


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Fern&#225;ndez", "Fernández"),
        ("Fern&aacute;ndez", "Fernández"),
        ("&#x4E60;&#36817;&#24179;", "习近平"),
        ("A &amp;amp; B", "A & B"),
        ("Édouard".encode().decode("cp1252"), "Édouard"),
        ("Путин".encode().decode("cp1251"), "Путин"),
        ("Nguyễn Phú Trọng".encode().decode("latin-1"), "Nguyễn Phú Trọng"),
        ("José Muñoz".encode().decode("cp1252"), "José Muñoz"),
        ("Łukasz Śmigły".encode().decode("latin-1"), "Łukasz Śmigły"),
        ("محمد".encode().decode("latin-1"), "محمد"),
        ("习近平".encode().decode("latin-1"), "习近平"),
    ],
)
def test_what_was_written_so_is_undone(written: str, meant: str):
    assert decoded(written) == meant
    assert clean(written) == meant
    assert clean(clean(written)) == clean(written)


@pytest.mark.parametrize(
    "text",
    [
        "AT&T",
        "R&D; Bank",
        "&",
        "&&;;",
        "São Paulo",
        "Ã",
        "Русь",
        "РС",
        "Đỗ Mười",
        "Ångström",
        "BANGLADÉŠ",
        "JOSÉ’S",
        "NIEMELÄ’s",
        "JOSÉ¹",
        "JOSÉ\xa0MARIA",
        "É\xa0um",
        "José…”",
        "GarcíaÁlvarez",
        "PELÉ™",
    ],
)
def test_what_may_be_meant_so_stays(text: str):
    assert decoded(text) == text


def test_any_text_is_undone_in_bounded_time():
    assert decoded("&amp;" * 200 + "amp;" * 200)


@pytest.mark.parametrize(
    ("written", "part", "place"),
    [
        ("Macron &amp; Scholz", "Scholz", "Scholz"),
        ("Xi, &#201;douard Philippe", "Édouard", "&#201;douard"),
        ("Macron, Édouard".encode().decode("latin-1"), "Édouard", "Ã\x89douard"),
        ("Macron, Scholz", "Scholz", "Scholz"),
    ],
)
def test_what_is_undone_has_its_place_in_what_was_given(written: str, part: str, place: str):
    read = align_mention(written)
    assert read.text == clean(written)
    at = read.text.index(part)
    start, end = read.given(at, at + len(part))
    assert written[start:end] == place
