"""The address of the look-up page: read without an exception, written so that it is read as the same."""

from __future__ import annotations

import shlex
from urllib.parse import parse_qsl

import pytest

from exonym.api.web.question import Question, curl, read

MOST = 1000


def test_an_address_is_read_as_it_was_written() -> None:
    asked = read(
        [("q", "吴春历"), ("date", " 2018-04-10 "), ("country", "Vietnam"), ("against", "a b"), ("lang", "ja")], MOST
    )
    assert asked.text == "吴春历"
    assert (asked.hints.date, asked.hints.country) == ("2018-04-10", "vn")
    assert asked.against == "a b"
    assert read(parse_qsl(asked.path().removeprefix("/?")), MOST) == asked
    assert "lang" not in asked.path()


@pytest.mark.parametrize(
    ("parameters", "name", "said", "cure"),
    [
        ({"date": "soon"}, "date", "not a date", "2018-04-10"),
        ({"country": "Vietnm"}, "country", "not a country", "Vietnam"),
        ({"kind": "persn"}, "kind", "not a kind", "person"),
        ({"datte": "2018"}, "datte", "unknown hint", "Did you mean date?"),
        ({"zzzzz": "1"}, "zzzzz", "unknown hint", "context_countries"),
        ({"q": "x" * 1001}, "q", "1001 characters", "one mention"),
        ({"role": "x" * 1001}, "role", "1001 characters", "one mention"),
    ],
)
def test_what_is_wrong_is_said_where_it_is_wrong(parameters: dict[str, str], name: str, said: str, cure: str) -> None:
    asked = read({"q": "x", **parameters}.items(), MOST)
    assert list(asked.errors) == [name]
    assert said in asked.errors[name].message
    assert cure in asked.errors[name].remedy
    assert asked.is_asked


def test_every_error_is_said_at_once() -> None:
    assert set(read([("q", "x"), ("date", "soon"), ("country", "Vietnm")], MOST).errors) == {"date", "country"}


def test_nothing_asked_is_no_question() -> None:
    assert not read([("q", " "), ("date", "2018")], MOST).is_asked


@pytest.mark.parametrize("mention", ["吴春历", "O'Neill", 'a "b" $(id) `id` & ; \\', "-n", "a\nb"])
def test_the_command_asks_the_same(mention: str) -> None:
    command = curl(Question(mention, {"date": "2018"}), "http://localhost:8000", keyed=False)
    words = shlex.split(command.replace("\\\n", " ") if "\n" not in mention else command)
    assert words[:3] == ["curl", "-G", "http://localhost:8000/resolve"]
    assert f"q={mention}" in words
    assert "date=2018" in words


def test_the_command_of_a_closed_service_takes_the_key_from_the_environment() -> None:
    assert '"X-API-Key: $EXONYM_KEY"' in curl(Question("x"), "http://h", keyed=True)
