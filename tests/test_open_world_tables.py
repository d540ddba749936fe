"""Kinds of mistakes that need a table of their own: what a small gazetteer must still find, and what is not in it."""

from collections.abc import Sequence

import pytest

from exonym.resolver.hints import parse_hints
from exonym.resolver.model import Entity, Form, Gazetteer, Kind
from exonym.resolver.resolve import Resolver

Row = tuple[str, str, str]
"""Name, language and country of a person."""

QADHAFI = [("QADHAFI, Muammar", "en", "ly")]
JENKINS = [("Henry Jenkins", "en", "au"), ("Henry Alfred Jenkins", "en", "au")]
AHMAD = [("Ahmad bin Khalid Al-Harbi", "en", "")]
SOKOLOV = [("Соколов Андрей Петрович", "ru", "ru")]
SHARMA = [("Vikram Rajesh Sharma", "en", "in")]
SCHOLZ = [("Olaf Scholz", "de", "de")]
LUKASHENKO = [("Alexander Lukashenko", "en", "by")]
LINDGREN = [("Karin Lindgren", "sv", "se")]
JONSDOTTIR = [("Birna Tómasdóttir", "is", "is")]
ATSUSHI = [("田中淳司", "ja", "jp"), ("田中敦", "ja", "jp")]
LI = [("李伟", "zh-Hans", "cn"), ("李薇", "zh-Hans", "cn")]
KAZUYUKI = [("蓮池和之", "ja", "jp")]


def resolver(rows: Sequence[Row]) -> Resolver:
    entities = [
        Entity(id=f"p{place}", kind=Kind.PERSON, name=name, forms=(Form(name, lang, "name"),), country=country)
        for place, (name, lang, country) in enumerate(rows)
    ]
    return Resolver(Gazetteer({entity.id: entity for entity in entities}))


STRANGERS = [
    # words left out or added: a father's or a middle name that differs is another one's
    (QADHAFI, "QADHAFI, Hannibal Muammar"),
    (QADHAFI, "Hannibal Muammar Qadhafi"),
    (QADHAFI, "QADHAFI, Saif al-Islam Muammar"),
    (JENKINS, "Henry B. Jenkins"),
    (JENKINS, "Henry Bernard Jenkins"),
    (AHMAD, "Khalid bin Ahmad Al-Harbi"),
    (AHMAD, "Ahmad bin Saleh Al-Harbi"),
    (AHMAD, "Faisal bin Ahmad bin Khalid Al-Harbi"),
    (SOKOLOV, "Соколов Андрей Иванович"),
    (SOKOLOV, "Соколова Андрей Петровна"),
    (SOKOLOV, "Sokolov Andrei Ivanovich"),
    (SHARMA, "Vikram Suresh Sharma"),
    (SHARMA, "Rajesh Vikram Sharma"),
    # sounds alike
    (SCHOLZ, "Olaf Schulze"),
    (SCHOLZ, "Olaf Schulte"),
    (SCHOLZ, "Olaf Schultheiß"),
    (SCHOLZ, "Olof Schölin"),
    (LUKASHENKO, "Alexander Lukashevich"),
    (LUKASHENKO, "Alexander Lukashin"),
    (LUKASHENKO, "Александр Лукашин"),
    (LINDGREN, "Karin Lindberg"),
    (LINDGREN, "Carina Lindgren"),
    (LINDGREN, "Karin Lundgren"),
    (JONSDOTTIR, "Birna Jónsdóttir"),
    (JONSDOTTIR, "Birna Tómasson"),
    # rarity: what was heard is as common as it is, whichever way of writing it a table has
    (ATSUSHI, "Tanaka Atsushi"),
    (ATSUSHI, "Atsushi Tanaka"),
    (LI, "Li Wei"),
    (LI, "Ли Вэй"),
]
KNOWN = [
    (QADHAFI, "Muammar Qadhafi", 0),
    (QADHAFI, "QADHAFI, Muammar", 0),
    (QADHAFI, "Muammar QADHAFI", 0),
    (JENKINS, "Henry Alfred Jenkins", 1),
    (AHMAD, "Ahmad bin Khalid Al-Harbi", 0),
    (AHMAD, "Ahmad bin Khalid al Harbi", 0),
    (AHMAD, "AHMAD BIN KHALID AL-HARBI", 0),
    (SOKOLOV, "Андрей Петрович Соколов", 0),
    (SOKOLOV, "Sokolov Andrei Petrovich", 0),
    (SOKOLOV, "Andrej Petrovitj Sokolov", 0),
    (SHARMA, "Vikram Rajesh Sharma", 0),
    (SHARMA, "SHARMA, Vikram Rajesh", 0),
    (SCHOLZ, "Scholz, Olaf", 0),
    (SCHOLZ, "Олаф Шольц", 0),
    (SCHOLZ, "オラフ・ショルツ", 0),
    (LUKASHENKO, "Александр Лукашенко", 0),
    (LINDGREN, "Lindgren, Karin", 0),
    (LINDGREN, "Карин Линдгрен", 0),
    (JONSDOTTIR, "Birna Tomasdottir", 0),
    (ATSUSHI, "田中淳司", 0),
    (LI, "李薇", 1),
    (KAZUYUKI, "Hasuike Kazuyuki", 0),
    (KAZUYUKI, "Kazuyuki Hasuike", 0),
]


@pytest.mark.parametrize(("rows", "mention"), STRANGERS, ids=[mention for _, mention in STRANGERS])
def test_a_stranger_to_the_table_is_no_match(rows: Sequence[Row], mention: str):
    decision = resolver(rows).resolve(mention, parse_hints({}))
    assert not decision.id, decision.why


@pytest.mark.parametrize(("rows", "mention", "place"), KNOWN, ids=[mention for _, mention, _ in KNOWN])
def test_who_is_in_the_table_is_found(rows: Sequence[Row], mention: str, place: int):
    decision = resolver(rows).resolve(mention, parse_hints({}))
    assert decision.id == f"p{place}", decision.why
