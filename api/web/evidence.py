"""The reasons for and against one candidate, as a piece of HTML for the desk of a review."""

from __future__ import annotations

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from ...resolver.model import Candidate, Decision, Status
from ...resolver.readings.in_latin import Romanised, in_latin
from ...resolver.resolve import Resolver
from ..replies import service_of, snapshot_of
from ..snapshot import Snapshot
from .answers import Shown, shown
from .losing import Comparison, compare
from .question import Question, read
from .rendering import render


class Evidence(Struct, frozen=True):
    """What the desk shows beside a candidate.

    `against` is None where only the mention was asked about; `beside` compares it with whoever is likelier, or the
    first with the runner-up; `latin` is the mention as routes read it in Latin letters.
    """

    latin: tuple[Romanised, ...]
    against: Shown | None = None
    beside: Comparison | None = None


async def fragment(request: Request) -> Response:
    """The piece for `q`, its hints and the id `against`, without weights where `blind` is given."""
    parameters = [(name, value) for name, value in request.query_params.multi_items() if name != "blind"]
    question = read(parameters, service_of(request).settings.max_query)
    found = None
    if question.text.strip() and not question.errors:
        snapshot = snapshot_of(request)
        found = await service_of(request).aside(len(question.text), lambda: evidence(snapshot, question))
    status = 422 if question.errors else 200
    is_blind = "blind" in request.query_params
    return render(request, "evidence.html", status, evidence=found, errors=question.errors.values(), blind=is_blind)


def evidence(snapshot: Snapshot, question: Question) -> Evidence:
    """Everything about the mention and the entity that `question.against` names."""
    latin = _latin(snapshot.resolver, question.text)
    entity = snapshot.gazetteer.redirect(question.against) if question.against else None
    if entity is None:
        return Evidence(latin)
    candidate = snapshot.resolver.explain(question.text, entity.id, question.hints)
    beside = _beside(snapshot.resolver.resolve(question.text, question.hints), candidate)
    return Evidence(latin, shown(snapshot, question.text, candidate), beside)


def _beside(decision: Decision, candidate: Candidate) -> Comparison | None:
    """The candidate and the best other one, the likelier first; none where a mention means all of them."""
    other = next((each for each in decision.candidates if each.id != candidate.id), None)
    if other is None or decision.status is Status.SEVERAL:
        return None
    return compare(candidate, other) if candidate.score >= other.score else compare(other, candidate)


def _latin(resolver: Resolver, mention: str) -> tuple[Romanised, ...]:
    """The likeliest reading of who is named, in Latin letters."""
    spellings = [spelling for each in resolver.normalize(mention).hypotheses[:1] for spelling in each.spellings[:1]]
    return tuple(found for each in spellings for found in in_latin(each.words, each.script))
