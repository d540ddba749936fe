"""Several processes give the answers of one, also when one of them dies."""

from __future__ import annotations

import multiprocessing
import os
import signal

import pytest

from exonym.resolver.bulk.answering.asker import Asker
from exonym.resolver.bulk.reading.rows import Cells, encoded
from exonym.resolver.bulk.shape import Shape
from exonym.resolver.model import NO_HINTS, Decision, Hints
from exonym.resolver.workers import Workers, in_a_copy

from .conftest import Bench, FakeResolver

pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="processes cannot be copied here"
)
MENTIONS: list[Cells] = [encoded([f"Nobody {at}" if at % 3 else f"吴春历{' ' * at}"]) for at in range(1200)]


class Dying(FakeResolver):
    """Ends its process when it is asked about the mention number 200, but only in a copy."""

    def __init__(self) -> None:
        super().__init__()
        self.home = os.getpid()

    def resolve(self, mention: str, hints: Hints = NO_HINTS, *, limit: int = 10) -> Decision:
        if mention == "Nobody 200" and os.getpid() != self.home:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().resolve(mention, hints, limit=limit)


@pytest.mark.parametrize("resolver", [FakeResolver, Dying])
def test_answers_are_those_of_one_process(resolver: type[FakeResolver]) -> None:
    asker = Asker(resolver(), (), Shape())
    workers = Workers(asker, 2)
    found = dict(pair for batch in workers.ask(MENTIONS) for pair in batch)
    again = dict(pair for batch in workers.ask(MENTIONS) for pair in batch)
    workers.close()
    assert found == again == {cells: asker.ask(cells) for cells in MENTIONS}


def test_a_few_mentions_start_no_process() -> None:
    resolver = FakeResolver()
    workers = Workers(Asker(resolver, (), Shape()), 2)
    assert [len(batch) for batch in workers.ask(MENTIONS[:20])] == [16, 4]
    assert len(resolver.asked) == 20
    assert not multiprocessing.active_children()


def test_the_output_does_not_depend_on_the_processes(bench: Bench) -> None:
    content = "name\n" + "".join(f"Nobody {at % 700}\n吴春历\n" for at in range(3000))
    assert bench.run(content, processes=2) == bench.run(content, processes=1)
    assert not multiprocessing.active_children()


def test_work_in_a_copy_gives_its_result_and_is_done_here_where_the_copy_dies() -> None:
    here = os.getpid()
    assert in_a_copy(os.getpid)() != here

    def dies_elsewhere() -> int:
        if os.getpid() != here:
            os._exit(1)
        return os.getpid()

    assert in_a_copy(dies_elsewhere)() == here


def test_an_error_of_work_in_a_copy_is_that_of_the_work() -> None:
    def fails() -> None:
        raise ValueError("as here")

    with pytest.raises(ValueError, match="as here"):
        in_a_copy(fails)()
