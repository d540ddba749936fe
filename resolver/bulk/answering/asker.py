"""Asking the resolver about the cells of a row, and what is added to the row for its answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from ...errors import HintError
from ...hints import parse_hints
from ...memory.together import Mentioned
from ...model import NO_HINTS, Candidate, Decision, Exonym, Gazetteer, Hints, Status
from ...policy import DEFAULT_POLICY
from ..reading.rows import Cells, decoded, mention_of
from ..shape import Answer, Shape
from .decisions import RESERVED, Decisions, Made, obeyed
from .legacy_codes import converter


class Resolves(Protocol):
    """What a run needs of a `Resolver`."""

    @property
    def gazetteer(self) -> Gazetteer:
        """What it knows."""

    def resolve(self, mention: str, hints: Hints = NO_HINTS, *, limit: int | None = None) -> Decision:
        """The answer to any text."""

    def together(self, mentioned: Sequence[Mentioned], *, limit: int | None = None) -> list[Decision]:
        """The decisions over the mentions of one document, each decided by itself before."""

    def names(self, entity_id: str) -> tuple[Exonym, ...]:
        """The derived names of an entity. Raises UnknownEntityError."""


class _Decided(Struct, frozen=True):
    """A decision over a mention by itself, with its hints, and what a person decided about it."""

    decision: Decision
    hints: Hints = NO_HINTS
    made: Made | None = None

    @property
    def settled(self) -> bool:
        """Whether the document has no say: a person has decided, or there is nothing to decide."""
        return self.made is not None or self.decision.status is Status.ERROR


class Asker:
    """Asks the resolver and shapes what it says. It never raises for anything that a cell can hold."""

    def __init__(
        self,
        resolver: Resolves,
        hints: Sequence[str],
        shape: Shape,
        decisions: Decisions | None = None,
        legacy: str = "",
    ) -> None:
        self._resolver = resolver
        self._decisions = decisions or Decisions()
        self._convert = converter(legacy)
        self._hints = tuple(hints)
        self._shape = shape
        self.splits = shape.long or shape.split
        self._names: dict[str, str] = {}

    def is_decided(self, cells: Cells) -> bool:
        """Whether a person has decided about a mention without hints."""
        return self._decisions.find(self._convert(mention_of(cells)), NO_HINTS) is not None

    @property
    def own_rows(self) -> frozenset[int]:
        """The numbers of rows about which a person may have decided otherwise than about their mention."""
        return self._decisions.rows

    def ask_in_row(self, cells: Cells, row: int) -> Answer | None:
        """The answer in the row of this number; None where it is that of its mention."""
        known = self._decided(cells, row)
        return self._shaped(known) if known.made is not None and known.made.scope == "row" else None

    def readable(self, cells: Cells) -> tuple[str, ...]:
        """The mention and the hint cells as text, for people: what was in a legacy code is converted."""
        mention, *hints = decoded(cells)
        return self._convert(mention), *hints

    def ask(self, cells: Cells) -> Answer:
        """The answer to a mention and its hints; a hint that cannot be right makes it an error."""
        return self._shaped(self._decided(cells))

    def ask_together(self, document: Sequence[Cells]) -> list[Answer]:
        """The answers to the mentions of one document, which have its name as their last cell."""
        each = [self._decided(cells) for cells in document]
        mentioned = [
            Mentioned(known.decision.mention, known.hints, known.decision, number, settled=known.settled)
            for number, known in enumerate(each, 1)
        ]
        decisions = self._resolver.together(mentioned, limit=self._limit())
        return [
            self._shaped(replace(known, decision=decision)) for known, decision in zip(each, decisions, strict=True)
        ]

    def _decided(self, cells: Cells, row: int = 0) -> _Decided:
        """The decision over a mention by itself: that of a person where there is one, also about its row."""
        mention, *hints = self.readable(cells)
        try:
            given = dict(zip(self._hints, hints, strict=False))  # behind them may be the document
            parsed = parse_hints(given) if given else NO_HINTS
        except HintError as error:
            return _Decided(Decision("", Status.ERROR, str(error)))
        if not mention.strip():
            return _Decided(Decision(mention, Status.NONE, "blank"), parsed)
        decision = self._resolver.resolve(mention, parsed, limit=self._limit())
        made = self._decisions.find(mention, parsed, row)
        if made is None:
            return _Decided(decision, parsed)
        return _Decided(obeyed(decision, made, self._resolver.gazetteer), parsed, made)

    def _shaped(self, known: _Decided) -> Answer:
        """What is added to a row for a decision."""
        answer = self._answer(known.decision)
        if known.made is None:
            mention = known.decision.mention
            written = any(candidate.matched_name == mention for candidate in known.decision.candidates)
            return replace(answer, written=written)
        chosen = known.made.decision not in RESERVED
        decided = not chosen or self._resolver.gazetteer.redirect(known.made.decision) is not None
        return replace(answer, decided=decided, chosen=chosen and decided)

    def error(self, why: str) -> Answer:
        """The answer to a row that cannot be asked about."""
        return self._answer(Decision("", Status.ERROR, why))

    def _answer(self, decision: Decision) -> Answer:
        brief = self._summary(decision, decision.candidates[: self._shape.candidates])
        names = [part.decision for part in decision.parts] if self._shape.split else []
        lines: list[tuple[str, ...]] = []
        statuses: list[Status] = []
        for name in names or [decision]:
            new = self._lines(name, name.mention if names else "")
            lines += new
            statuses += [name.status] * len(new)
        each = tuple(statuses) if names else ()
        return Answer(decision.status, tuple(brief.values()), tuple(lines), line_statuses=each)

    def _lines(self, decision: Decision, part: str) -> list[tuple[str, ...]]:
        """The lines of a decision: one, or one for each candidate."""
        candidates = decision.candidates[: self._shape.candidates]
        each = [self._one(decision, candidate) for candidate in candidates] if self._shape.long else []
        found = [self._select(row, str(at), part) for at, row in enumerate(each, 1)]
        return found or [self._select(self._summary(decision, candidates), "", part)]

    def _limit(self) -> int | None:
        """How many candidates to ask for: at least the best, whose score is shown."""
        return None if self._shape.candidates is None else max(self._shape.candidates, 1)

    def _summary(self, decision: Decision, candidates: Sequence[Candidate]) -> dict[str, str]:
        best = decision.candidates[0].score if decision.candidates else None
        score = decision.score if decision.status is Status.MATCH else best
        score = None if decision.status is Status.SEVERAL else score  # each of the names has its own
        return {
            "id": decision.id,
            "name": self._name(decision.id, decision.name),
            "status": decision.status.value,
            "score": "" if score is None else f"{score:.1f}",
            "matched_name": decision.matched_name,
            "why": decision.why,
            "candidates": " ".join(candidate.id for candidate in candidates),
        }

    def _one(self, decision: Decision, candidate: Candidate) -> dict[str, str]:
        return {
            "id": candidate.id,
            "name": self._name(candidate.id, candidate.name),
            "status": decision.status.value,
            "score": f"{candidate.score:.1f}",
            "matched_name": candidate.matched_name,
            "why": candidate.why,
            "candidates": " ".join(each.id for each in decision.candidates[: self._shape.candidates]),
        }

    def _select(self, row: dict[str, str], rank: str, part: str) -> tuple[str, ...]:
        values = tuple(row[name] for name in self._shape.columns) or tuple(row.values())
        values = (rank, *values) if self._shape.long else values
        return (part, *values) if self._shape.split else values

    def _name(self, entity_id: str, name: str) -> str:
        if not self._shape.lang or not entity_id:
            return name
        if entity_id not in self._names:
            self._names[entity_id] = name_in(self._resolver, entity_id, self._shape.lang) or name
        return self._names[entity_id]


def name_in(resolver: Resolves, entity_id: str, lang: str) -> str:
    """The entity's name in a language: as the gazetteer writes it, else as a rule derives it with some certainty.

    Empty where neither is known: a guess must not stand for a name.
    """
    entity = resolver.gazetteer.redirect(entity_id)
    if entity is None:
        return ""
    written = (form.text for form in entity.forms if _speaks(form.lang, lang))
    derived = (
        exonym.text
        for exonym in resolver.names(entity_id)
        if _speaks(exonym.lang, lang) and exonym.likelihood >= DEFAULT_POLICY.exonyms.label
    )
    return next(written, "") or next(derived, "")


def _speaks(have: str, wanted: str) -> bool:
    return have.casefold() == wanted.casefold() or have.casefold().startswith(wanted.casefold() + "-")
