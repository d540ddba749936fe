"""Comparing in part: what is refused before a search has no path, and what is kept of a reading finds the same ones."""

from __future__ import annotations

from functools import partial
from random import Random

import pytest

from exonym.resolver.mentions.name import Spelling, spell
from exonym.resolver.model import Entity, Form, Kind
from exonym.resolver.names import compare
from exonym.resolver.names.alignment import target
from exonym.resolver.names.best_path import best_path, search
from exonym.resolver.names.forms import known_forms
from exonym.resolver.names.reading import packed, packed_readings
from exonym.resolver.readings.routes import bridges, read
from exonym.resolver.text.folding import fold
from exonym.resolver.text.scripts import Script

WORDS = ["Anna", "Nguyễn", "Văn", "An", "o", "Hoà", "Li", "Maria", "ß", "-", "Quy", "Jr"]


@pytest.mark.parametrize(
    ("kind", "country"), [(Kind.PERSON, ""), (Kind.PERSON, "vn"), (Kind.ORGANISATION, ""), (Kind.AGREEMENT, "de")]
)
def test_what_is_refused_has_no_path(kind: Kind, country: str) -> None:
    chance, refused = Random(5), 0  # noqa: S311 - the same every time
    for number in range(600):
        text, mention = (" ".join(chance.choices(WORDS, k=chance.randint(1, 5))) for _ in range(2))
        entity = Entity("x", kind, text, country=country, forms=(Form(text),))
        for form in known_forms(entity):
            own = compare._own(form)
            for goal in compare.goals(spell(mention), partial(fold, script=Script.LATIN), inflected=True):
                if form.spelling.script is Script.LATIN and goal.text and not own.may_agree(goal):
                    least = compare._least_units(len(goal.ends), len(own.lattice.units), form)
                    found = best_path(own.lattice, goal, Script.HAN, own=True, least=least)
                    assert found is None, (number, text, mention)
                    refused += 1
    assert refused > 50


@pytest.mark.parametrize(("name", "country"), [("王毅平", "cn"), ("山本太郎", "jp"), ("金大中", "kr"), ("吴春历", "")])
def test_a_packed_lattice_finds_the_same_paths(name: str, country: str) -> None:
    words = [each for bridge in bridges(Script.HAN, Script.LATIN) if (each := read(bridge, (name,)))]
    goals = [target([text], [text]) for text in ("wangyi", "yamamoto", "kimdae", "ngoxuan", "wu", "x")]
    goals += [target([edge.text], [edge.text]) for lattice in words for edge in lattice.edges[:3]]
    readings = packed_readings(Spelling(name, (name,), Script.HAN), Script.LATIN, country)
    assert readings
    found = 0
    for reading in readings:
        whole, kept = read(reading.bridge, (name,)), reading.beside("")
        assert whole is not None
        assert kept is not None
        assert kept is not whole
        assert kept == whole
        assert (kept.units, kept.breaks, kept.count, kept.flat) == (whole.units, whole.breaks, whole.count, whole.flat)
        assert kept.over(0, 1) == whole.over(0, 1)
        for goal in goals:
            path = best_path(whole, goal, Script.HAN, own=False, least=1)
            assert path == best_path(kept, goal, Script.HAN, own=False, least=1)
            found += path is not None
    assert found > 3


def test_a_lattice_that_no_search_takes_is_kept_itself() -> None:
    bridge = bridges(Script.HAN, Script.LATIN)[0]
    lattice = read(bridge, ("王毅",))
    assert lattice is not None
    odd = type(lattice)(("王",))
    assert packed(odd, lambda: None) is odd


def test_what_is_apart_is_told_without_the_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    bridge = bridges(Script.HAN, Script.LATIN)[0]
    lattice = read(bridge, ("吴春历",))
    assert lattice is not None
    for text in ("wuchun", "ngoxuanx", "chunli", "ngoxuanlich"):
        goal = target([text], [text])
        found = search(lattice, goal, Script.HAN, own=False, least=1)
        with monkeypatch.context() as patched:
            patched.setattr("exonym.resolver.names.best_path._compiled", lambda: None)
            by_python = search(lattice, goal, Script.HAN, own=False, least=1)
        if found is None or by_python is None:
            assert found is by_python
            continue
        assert found.path == by_python.path
        assert found.is_whole == by_python.is_whole == found.path.whole
        assert sorted(found.apart()) == sorted(by_python.apart())
