"""The groups of the quality table for the resolver alone, on a part of each stratum."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import goals, hanviet
from tests.bench.contenders import OURS, Listening
from tests.bench.goals import Line, Results
from tests.bench.groups import read_rows
from tests.bench.scoring import Asked, Scored, read_scorer, score, sizes
from tests.bench.workers import spread

GROUPS = Path(__file__).parent / "groups.tsv"
SPLIT = "dev"
PER_STRATUM = 40
"""Queries of each stratum, unless told: the whole takes hours, and `make bench-quality` asks it."""


def lines(bench: Path, wanted: Callable[[Sequence[str]], list[str]], limit: int, processes: int) -> Iterator[Line]:
    """Recall@1 of each group beside its goal; `wanted` chooses among the sets that the groups name."""
    rows = read_rows(GROUPS)
    named = {name for row in rows for name in row.strata}
    with TemporaryDirectory() as made:
        hanviet.write_set(bench, Path(made), SPLIT)
        folders = {hanviet.NAME: Path(made), **dict.fromkeys(wanted(sorted(named - {hanviet.NAME})), bench)}
        strata = {name: "|".join(row.strata[name] for row in rows if name in row.strata) for name in folders}
        ask = partial(_measure, bench, folders, strata, limit or PER_STRATUM)
        results = Results()
        for name, (scored, counts) in zip(folders, spread(ask, folders, processes, chunk=1), strict=True):
            results.scored[name], results.sizes[name] = {OURS: scored}, counts
    yield from goals.by_group(results, rows)


def _measure(
    bench: Path, folders: dict[str, Path], strata: dict[str, str], limit: int, name: str
) -> tuple[Scored, dict[str, int]]:
    scorer, folder = read_scorer(bench), folders[name]
    asked = Asked(SPLIT, limit, f"^(?:{strata[name]})$")
    found = score(scorer, Listening, folder, name, asked, is_crowded=False)
    assert found is not None
    return found[0], sizes(scorer, folder, name, SPLIT)
