"""What one pass over a gazetteer makes, here or in copies of the process, is what its parts make by themselves."""

from __future__ import annotations

import numpy as np
import pytest

from exonym.api.name_list import Collected, NameList, listed
from exonym.resolver import workers
from exonym.resolver.bulk.answering.spread import over_processes
from exonym.resolver.model import Entity, Form, Gazetteer, Kind
from exonym.resolver.search.catalogue import build, build_whole
from exonym.resolver.spread import when_asked


def entity(number: int, kind: Kind, name: str, country: str, *others: tuple[str, str]) -> Entity:
    forms = (Form(name, "", "name"), *(Form(text, lang, "name") for lang, text in others))
    return Entity(f"x-{number:04}", kind, name, forms, country)


@pytest.fixture
def gazetteer() -> Gazetteer:
    some = [
        (Kind.PERSON, "Ngô Xuân Lịch", "vn"), (Kind.PERSON, "岸信夫", "jp"), (Kind.PERSON, "李强", "cn"),
        (Kind.PERSON, "Владимир Путин", "ru"), (Kind.PERSON, "ทักษิณ ชินวัตร", "th"),
        (Kind.ORGANISATION, "Boeing", "us"), (Kind.ORGANISATION, "Ministry of National Defence", "vn"),
        (Kind.AGREEMENT, "Treaty of Mutual Cooperation and Security", ""), (Kind.POST, "Minister of Defence", "vn"),
    ]  # fmt: skip
    known = [entity(at, *some[at % len(some)], ("en", f"Name {chr(97 + at % 26)}")) for at in range(1_100)]
    known.append(Entity("x-9999", Kind.PERSON, "Gone", (), "vn", merged_into="x-0000"))
    return Gazetteer({each.id: each for each in known[::-1]}, "v1")


@pytest.mark.parametrize("processes", [1, 2])
def test_one_pass_makes_what_the_parts_make(
    gazetteer: Gazetteer, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_FEW", 100)
    told: list[tuple[int, int]] = []
    names = Collected()
    spread = over_processes(processes, lambda done, of: told.append((done, of)))
    at_once = workers.in_a_copy if processes > 1 else when_asked
    whole = build_whole(gazetteer, listed, names.take, spread, at_once=at_once).arrays()
    parts = build(gazetteer).arrays()
    assert whole.keys() == parts.keys()
    assert [name for name, array in parts.items() if not np.array_equal(array, whole[name])] == []
    assert NameList.restore(names.arrays()) == NameList.build(gazetteer)
    assert told[-1] == (1_101, 1_101)
