"""The commands with a resolver that answers from a small table, and the real command as users start it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from exonym.api.cli import ask, entities, reconcile
from exonym.api.cli.main import app
from exonym.resolver.errors import UnknownEntityError
from exonym.resolver.mentions.name import Name, parse
from exonym.resolver.model import (
    NO_HINTS,
    Candidate,
    Decision,
    Entity,
    Evidence,
    Exonym,
    Form,
    Gazetteer,
    Hints,
    Kind,
    Status,
    Term,
)

ROOT = Path(__file__).parents[2]

LICH = Entity(
    "vn-ngo-xuan-lich", Kind.PERSON, "Ngô Xuân Lịch", (Form("Ngô Xuân Lịch", "vi", "name"),), "vn",
    born="1954", sources=("vna",),
    posts=(Term("vn-minister-of-national-defence", "2016-04", "2021-04", "vna"),),
)  # fmt: skip
GIANG = Entity("vn-phan-van-giang", Kind.PERSON, "Phan Văn Giang", (Form("Phan Văn Giang", "vi", "name"),), "vn")
OLD = Entity("vn-old", Kind.PERSON, "Old", (Form("Old"),), merged_into=LICH.id)

WINNER = Candidate(
    LICH.id, LICH.name, LICH.kind, 99.24, "吴春历", "read in Vietnamese",
    (
        Evidence("reading", 8.125, "吴春历 reads Ngô Xuân Lịch [in Vietnamese]"),
        Evidence("country", 2.0, "of vn"),
    ),
)  # fmt: skip
LOSER = Candidate(
    GIANG.id, GIANG.name, GIANG.kind, 12.0, "潘文江", "one unit agrees",
    (Evidence("unit", 0.5, "a unit agrees"), Evidence("contradiction", -4.5, "吴 is not Phan", veto=True)),
)  # fmt: skip


class FakeResolver:
    gazetteer = Gazetteer({each.id: each for each in (LICH, GIANG, OLD)}, "v1")

    def __init__(self) -> None:
        self.hints: list[Hints] = []

    def resolve(self, mention: str, hints: Hints = NO_HINTS, *, limit: int = 10) -> Decision:
        self.hints.append(hints)
        if mention == "吴春历":
            found = (WINNER, LOSER)[:limit]
            return Decision(mention, Status.MATCH, "read in Vietnamese", found, LICH.id, LICH.name, "吴春历", 99.24)
        if mention == "Phan":
            return Decision(mention, Status.AMBIGUOUS, "a bare family name", (LOSER, WINNER)[:limit])
        name = parse(mention)
        return Decision(mention, Status.NONE, name.problem or "nothing like it is known")

    def explain(self, mention: str, entity_id: str, hints: Hints = NO_HINTS, *, remembered: object = None) -> Candidate:
        if entity_id not in self.gazetteer.entities:
            raise UnknownEntityError(f"no entity has the id {entity_id!r}.", remedy="Look it up.")
        return WINNER if entity_id == LICH.id else LOSER

    def normalize(self, mention: str) -> Name:
        return parse(mention)

    def names(self, entity_id: str) -> tuple[Exonym, ...]:
        if entity_id not in self.gazetteer.entities:
            raise UnknownEntityError(f"no entity has the id {entity_id!r}.", remedy="Look it up.")
        return (Exonym("zh-Hans", "吴春历", "sinovietnamese", 0.9), Exonym("ru", "Нго Суан Лить", "cyrillic"))


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeResolver:
    """The resolver that the commands find, whatever gazetteers they are given."""
    resolver = FakeResolver()
    for module in (ask, entities, reconcile):
        monkeypatch.setattr(module, "open_resolver", lambda *_: resolver)
    return resolver


Run = Callable[..., Result]


@pytest.fixture
def run(fake: FakeResolver) -> Run:
    """Runs the command in this process."""
    return lambda *args, **options: CliRunner().invoke(app, [str(each) for each in args], **options)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Options for a gazetteer of two, which loads faster than the shipped one."""
    path = tmp_path_factory.mktemp("tiny")
    (path / "people").mkdir()
    (path / "people" / "vn.yaml").write_text(
        "vn-le-thu:\n  name: Lê Thử Nghiệm\n  sources: [knowledge]\n"
        "vn-ngo-xuan-lich:\n  name: Ngô Xuân Lịch\n  sources: [knowledge]\n"
    )
    return ("--gazetteer", str(path), "--without-shipped")


def exonym(*args: str | bytes | Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Runs the command as its users do: in a process of its own, with the shipped gazetteer."""
    command = [sys.executable, "-m", "exonym.api.cli.main", *args]
    environment = {key: value for key, value in os.environ.items() if key != "EXONYM_GAZETTEER"}
    return subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, timeout=300, check=False, **options)  # type: ignore[call-overload,no-any-return]
