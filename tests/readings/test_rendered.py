"""Katakana in a Japanese name, which Chinese renders by its sound, or translates."""

from __future__ import annotations

import pytest

from exonym.resolver.model import Entity, Form, Gazetteer, Kind, Status
from exonym.resolver.readings import kana_for_han
from exonym.resolver.resolve import Resolver


def knowing(*names: str) -> Resolver:
    people = [Entity(f"p-{at}", Kind.PERSON, name, (Form(name),)) for at, name in enumerate(names)]
    return Resolver(Gazetteer({each.id: each for each in people}))


@pytest.mark.parametrize(
    ("japanese", "chinese"),
    [
        ("小澤マリア", "小澤瑪麗亞"),
        ("小沢マリア", "小泽玛利亚"),
        ("柏レイソル", "柏雷素爾"),
        ("土屋アンナ", "土屋安娜"),
    ],
)
def test_either_way(japanese: str, chinese: str) -> None:
    for known, asked in ((japanese, chinese), (chinese, japanese)):
        decision = knowing(known, "小澤征爾").resolve(asked)
        assert decision.id == "p-0", (known, asked, decision.why)


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("土屋アンナ", "土屋安"),
        ("小澤マリア", "小澤征爾"),
        ("小澤マリア", "小澤莉亞"),
        ("東京タワー", "東京電視台"),
        ("センター", "中心"),
    ],
)
def test_nothing_less_is_a_match(known: str, asked: str) -> None:
    assert knowing(known).resolve(asked).status is not Status.MATCH


def test_characters_and_kana_are_told_of_each_other() -> None:
    assert "马" in kana_for_han.characters()["マ"]
    assert all(kana in kana_for_han.characters() for written in kana_for_han.kana_of().values() for kana in written)
    assert len(kana_for_han.kana_of()) > 300
