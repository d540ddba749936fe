"""Asking the resolver about the cells of a row, and what is added to the row for its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from ...errors import HintError
from ...hints import parse_hints
from ...model import NO_HINTS, Candidate, Decision, Exonym, Gazetteer, Hints, Status
from ...policy import DEFAULT_POLICY
from ..reading.rows import Cells, decoded, mention_of
from ..shape import Answer, Shape
from .decisions import RESERVED, Decisions, obeyed
from .legacy_codes import converter


class Resolves(Protocol):
    """What a run needs of a `Resolver`."""

    @property
    def gazetteer(self) -> Gazetteer:
        """What it knows."""

    def resolve(self, mention: str, hints: Hints = NO_HINTS, *, limit: int | None = None) -> Decision:
        """The answer to any text."""

    def names(self, entity_id: str) -> tuple[Exonym, ...]:
        """The derived names of an entity. Raises UnknownEntityError."""


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

    def readable(self, cells: Cells) -> tuple[str, ...]:
        """The mention and the hint cells as text, for people: what was in a legacy code is converted."""
        mention, *hints = decoded(cells)
        return self._convert(mention), *hints

    def ask(self, cells: Cells) -> Answer:
        """The answer to a mention and its hints; a hint that cannot be right makes it an error."""
        mention, *hints = self.readable(cells)
        try:
            parsed = parse_hints(dict(zip(self._hints, hints, strict=True))) if hints else NO_HINTS
        except HintError as error:
            return self.error(str(error))
        return self._resolve(mention, parsed)

    def _resolve(self, mention: str, hints: Hints) -> Answer:
        if not mention.strip():
            return self._answer(Decision(mention, Status.NONE, "blank"))
        decision = self._resolver.resolve(mention, hints, limit=self._limit())
        made = self._decisions.find(mention, hints)
        if made is None:
            written = any(candidate.matched_name == mention for candidate in decision.candidates)
            return replace(self._answer(decision), written=written)
        chosen = made.decision not in RESERVED
        decided = not chosen or self._resolver.gazetteer.redirect(made.decision) is not None
        answer = self._answer(obeyed(decision, made, self._resolver.gazetteer))
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
