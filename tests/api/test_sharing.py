"""Processes that take a share of a batch: the same answers, and one that is lost costs none."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Sequence
from pathlib import Path

import pytest
from served import write_gazetteer
from starlette.requests import Request

from exonym.api.compile import compile_layers, read_whole
from exonym.api.metrics import Metrics
from exonym.api.routes.asking import Asked
from exonym.api.routes.batch_answers import BatchAnswers
from exonym.api.service import Service
from exonym.api.settings import Settings
from exonym.api.sharing import Helper, Question, Reply
from exonym.api.snapshot import Snapshot
from exonym.resolver.model import NO_HINTS, Hints
from exonym.resolver.resolve import Resolver

MENTIONS = [
    f"{name} {number}" for number in range(20) for name in ("Ngô Xuân Lịch", "岸信夫", "Fan Van Zang", "Nobody")
]
VIETNAM = Hints(country="vn", context_countries=("vn", "jp"), date="2018-04-10", role="Minister", language="vi")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    root = tmp_path_factory.mktemp("compiled")
    place, _ = compile_layers([write_gazetteer(root / "gazetteer")], root / "cache")
    assert place is not None
    found = read_whole(place)
    assert found is not None
    return Snapshot(Resolver(found[0].gazetteer, catalogue=found[0]), kept=found[1], place=place)


class Local(Helper):
    """A helper within this process; it is lost when it has answered so many shares."""

    def __init__(self, snapshot: Snapshot, shares: int) -> None:
        super().__init__(0.01)
        self.snapshot, self.shares, self.asked = snapshot, shares, 0

    def is_ready(self, place: Path) -> bool:
        return not self.is_busy and place == self.snapshot.place

    async def ask(self, place: Path, questions: Sequence[Question]) -> list[Reply]:
        await asyncio.sleep(0)
        if self.asked == self.shares:
            raise EOFError
        self.asked += 1
        decisions = [self.snapshot.resolver.resolve(mention, hints) for mention, hints, _ in questions]
        return [(each.status.value, f"helped {each.status}".encode()) for each in decisions]


def answers(snapshot: Snapshot, helpers: tuple[Helper, ...], timeout: float = 30.0) -> dict[Asked, bytes]:
    async def receive() -> dict[str, object]:
        await asyncio.Event().wait()
        return {}

    async def ask() -> dict[Asked, bytes]:
        service = Service(Settings(timeout=timeout), Metrics(), snapshot.resolver)
        service.helpers = helpers
        batch = BatchAnswers(service, snapshot, deque(Asked(each, NO_HINTS, 5) for each in MENTIONS))
        return await batch.all(Request({"type": "http"}, receive))

    return asyncio.run(ask())


def test_a_process_answers_as_its_worker_does(snapshot: Snapshot) -> None:
    questions: list[Question] = [(mention, hints, 5) for mention in MENTIONS[:8] for hints in (NO_HINTS, VIETNAM)]
    questions += [("\ud800 lone", NO_HINTS, 1), ("", NO_HINTS, 1), ("x\ny" * 500, NO_HINTS, 3)]

    async def ask() -> tuple[list[Reply], list[Reply]]:
        assert snapshot.place is not None
        helper = Helper(snapshot.resolver.policy.known_share)
        assert not helper.is_ready(snapshot.place), "it is started now"
        assert helper._starting is not None
        await helper._starting
        assert helper.is_ready(snapshot.place)
        replies = [await helper.ask(snapshot.place, questions), await helper.ask(snapshot.place, questions[:2])]
        await helper.close()
        assert not helper.is_ready(snapshot.place)
        await helper.close()
        return replies[0], replies[1]

    replies, again = asyncio.run(ask())
    for (mention, hints, limit), (status, body) in zip(questions, replies, strict=True):
        decision = snapshot.resolver.resolve(mention, hints, limit=limit)
        found = json.loads(body)
        assert (status, found["id"] or "") == (decision.status.value, decision.id)
        assert [each["id"] for each in found["candidates"]] == [each.id for each in decision.candidates]
    assert again == replies[:2]


def test_a_process_that_cannot_open_the_gazetteer_or_was_killed_is_started_anew(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    async def ask() -> None:
        assert snapshot.place is not None
        helper = Helper(0.01)
        for place, opens in ((tmp_path / "nowhere", False), (snapshot.place, True)):
            assert not helper.is_ready(place)
            assert helper._starting is not None
            await helper._starting
            assert (helper._place == place) == opens
        assert helper._process is not None
        helper._process.kill()
        await helper._process.wait()
        with pytest.raises((OSError, EOFError)):
            await helper.ask(snapshot.place, [("Lịch", NO_HINTS, 1)])
        assert not helper.is_ready(snapshot.place)
        assert helper._starting is not None
        await helper._starting
        assert len(await helper.ask(snapshot.place, [("Lịch", NO_HINTS, 1)])) == 1
        await helper.close()

    asyncio.run(ask())


@pytest.mark.parametrize("shares", [0, 1, 100])
def test_a_batch_is_whole_with_helpers_that_are_lost_and_without(snapshot: Snapshot, shares: int) -> None:
    helper = Local(snapshot, shares)
    alone, shared = answers(snapshot, ()), answers(snapshot, (helper, Local(snapshot, shares)))
    assert alone.keys() == shared.keys()
    for asked, body in shared.items():
        said = json.loads(alone[asked])["status"]
        assert body in (alone[asked], f"helped {said}".encode())
    assert any(body.startswith(b"helped") for body in shared.values()) == bool(shares)
    assert not helper.is_busy


def test_a_helper_without_end_takes_no_more_than_the_time_of_the_batch(snapshot: Snapshot) -> None:
    class Endless(Local):
        async def ask(self, place: Path, questions: Sequence[Question]) -> list[Reply]:
            return await asyncio.Event().wait()  # type: ignore[return-value]

    helper = Endless(snapshot, 1)
    found = answers(snapshot, (helper,), timeout=3.0)
    assert len(found) == len(MENTIONS)
    late = [body for body in found.values() if b'"timeout"' in body]
    assert late
    assert not helper.is_busy
