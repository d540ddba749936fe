"""Who is asked in the quality benchmark: the resolver, the scorer's own baselines, and nomenklatura on small sets."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from types import ModuleType

from tests.bench.adapter import KNOWN_SHARE, Adapter, Answers, resolver_of, stated
from tests.bench.matchers import logic_v2_scores

from exonym.resolver.model import Decision, Status

GazetteerRows = Sequence[tuple[str, str, str, str]]
Factory = Callable[[GazetteerRows], Callable[[list[str]], Answers]]
OURS = "exonym"


@dataclass(frozen=True)
class Contender:
    """Somebody to ask. `make` takes the scorer's module; `needs` are packages; 0 in `most` means: any set."""

    name: str
    make: Callable[[ModuleType], Factory]
    needs: tuple[str, ...] = ()
    most: int = 0

    def refusal(self, names: int) -> str:
        """Why it is not asked on a gazetteer of so many names; empty when it is."""
        missing = [each for each in self.needs if importlib.util.find_spec(each) is None]
        if missing:
            return f"{', '.join(missing)} not installed (requirements-bench.txt)"
        if self.most and names >= self.most:
            return f"looks at every name: only for sets under {self.most} names"
        return ""


class Listening(Adapter):
    """The adapter, which keeps the first candidate of every decision in the order of asking."""

    def __init__(self, rows: GazetteerRows) -> None:
        super().__init__(resolver_of(rows, stated(KNOWN_SHARE)))
        self.heard: list[tuple[Status, str, float]] = []

    def decision(self, mention: str) -> Decision:
        """What the resolver decides; status, id and score (0–100) are kept."""
        found = super().decision(mention)
        first = found.candidates[0] if found.candidates else None
        self.heard.append((found.status, first.id if first else "", first.score if first else 0.0))
        return found


class LogicV2:
    """nomenklatura's logic-v2; an answer counts from its usual threshold on."""

    threshold = 70.0

    def __init__(self, rows: GazetteerRows) -> None:
        self._scores = logic_v2_scores([(entity, name) for entity, name, *_ in rows])

    def __call__(self, mentions: list[str]) -> Answers:
        """For each mention up to ten ids with their scores (0–100), best first."""
        found = (self._scores(mention)[:10] for mention in mentions)
        return [[(entity, 100 * score) for entity, score in each if score > 0] for each in found]


def _baseline(number: int, scorer: ModuleType) -> Factory:
    found: Factory = scorer.baseline(number)
    return found


CONTENDERS = (
    Contender(OURS, lambda _: Listening),
    Contender("B1 unidecode, WRatio", partial(_baseline, 1)),
    Contender("B2 pypinyin, token_sort_ratio", partial(_baseline, 2)),
    Contender("B3 uroman, Jaro-Winkler", partial(_baseline, 3), ("uroman",)),
    Contender("nomenklatura logic-v2", lambda _: LogicV2, ("nomenklatura", "followthemoney"), 500),
)
