"""A resolver that answers from a small table, so that these tests are about rows and columns alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from exonym.resolver.bulk.job import Job, Summary
from exonym.resolver.bulk.run import reconcile
from exonym.resolver.errors import UnknownEntityError
from exonym.resolver.model import (
    NO_HINTS,
    Candidate,
    Decision,
    Entity,
    Exonym,
    Form,
    Gazetteer,
    Hints,
    Kind,
    Part,
    Status,
)

LICH = Entity("vn-ngo-xuan-lich", Kind.PERSON, "Ngô Xuân Lịch", (Form("Ngô Xuân Lịch", "vi", "name"),), "vn")
CMC = Entity("cn-cmc", Kind.ORGANISATION, "中央军事委员会", (Form("中央军事委员会", "zh", "name"),), "cn")


class FakeResolver:
    """Knows one man, one ambiguous abbreviation, and nobody else; counts how often it is asked."""

    gazetteer = Gazetteer({LICH.id: LICH, CMC.id: CMC}, "v1")

    def __init__(self) -> None:
        self.asked: list[tuple[str, Hints]] = []

    def resolve(self, mention: str, hints: Hints = NO_HINTS, *, limit: int = 10) -> Decision:
        self.asked.append((mention, hints))
        best = Candidate(LICH.id, LICH.name, LICH.kind, 99.24, "吴春历", "read in Vietnamese")
        other = Candidate(CMC.id, CMC.name, CMC.kind, 50.0, "中央军委", 'an abbreviation, "short"')
        if mention.strip() in {"吴春历", "Ngo Xuan Lich"}:
            found = (best, other)[:limit]
            return Decision(mention, Status.MATCH, "read, in Vietnamese", found, LICH.id, LICH.name, "吴春历", 99.24)
        if mention == "中央军委":
            return Decision(mention, Status.AMBIGUOUS, "two of them", (other, best)[:limit])
        if "、" in mention:
            return self._several(mention)
        return Decision(mention, Status.NONE, "nothing like it is known")

    def _several(self, mention: str) -> Decision:
        """Of a mention with 、 in it, each name by itself."""
        parts, end = [], 0
        for name in mention.split("、"):
            start = mention.index(name, end)
            end = start + len(name)
            parts.append(Part(start, end, self.resolve(name)))
        listed = tuple(part.decision.candidates[0] for part in parts if part.decision.candidates)
        return Decision(mention, Status.SEVERAL, f"names {len(parts)}", listed, parts=tuple(parts))

    def names(self, entity_id: str) -> tuple[Exonym, ...]:
        if entity_id not in self.gazetteer.entities:
            raise UnknownEntityError(entity_id)
        return (Exonym("zh-Hans", "吴春历", "sinovietnamese"), Exonym("ru", "Нго Суан Лить", "cyrillic"))


@pytest.fixture
def resolver() -> FakeResolver:
    return FakeResolver()


class Bench:
    """A folder in which a job is done: bytes in, bytes out."""

    def __init__(self, folder: Path, resolver: FakeResolver) -> None:
        self.folder = folder
        self.resolver = resolver
        self.summary = Summary()

    def run(self, content: bytes | str, *, name: str = "in.csv", out: str = "out.csv", **changes: object) -> bytes:
        data = content.encode() if isinstance(content, str) else content
        (self.folder / name).write_bytes(data)
        job = Job(str(self.folder / name), str(self.folder / out), **changes)  # type: ignore[arg-type]
        self.summary = reconcile(job, lambda: self.resolver)
        return (self.folder / out).read_bytes()

    def text(self, content: bytes | str, **changes: object) -> str:
        return self.run(content, **changes).decode()  # type: ignore[arg-type]


@pytest.fixture
def bench(tmp_path: Path, resolver: FakeResolver) -> Bench:
    return Bench(tmp_path, resolver)
