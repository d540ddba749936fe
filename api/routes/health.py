"""`/healthz`, `/readyz`, `/status`, `/metrics` and `/rules`: how the service is, and by what it judges."""

from __future__ import annotations

from collections import Counter

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ... import __version__
from ...resolver.decision.rules import rules as rules_of_evidence
from ..gauges import Gauges
from ..metrics import Metrics
from ..replies import reply, service_of, snapshot_of, versioned
from ..service import Service
from ..wire import dump
from .models import Alive, ReadyReply, RulesReply, StatusReply
from .readiness import alive, failure_to_wire, readiness, time_of
from .reply_docs import BUSY, UNMODIFIED, problem_reply

router = APIRouter(tags=["operations"])


@router.get("/healthz", response_model=Alive, summary="Is the process alive?")
async def healthz() -> Response:
    """Always 200 while the process runs."""
    return alive()


@router.get(
    "/readyz",
    response_model=ReadyReply,
    responses={503: problem_reply("No gazetteer is loaded yet.")},
    summary="Can it answer?",
)
async def readyz(request: Request) -> Response:
    """200 with the gazetteer's version; `degraded` while an edit on disk does not load and the one before answers."""
    return readiness(service_of(request))


@router.get("/status", response_model=StatusReply, responses=BUSY, summary="What runs, with what, since when")
async def status(request: Request) -> Response:
    """Versions, counts, the last reload and the last error, with file, line and cure."""
    service = service_of(request)
    snapshot = service.snapshot
    counts = Counter(each.kind.value for each in snapshot.gazetteer.entities.values()) if snapshot else {}
    return reply(
        {
            "status": _state(service), "version": __version__,
            "gazetteer": snapshot.gazetteer.version if snapshot else None,
            "started_at": time_of(service.started_at), "loaded_at": time_of(snapshot.loaded_at) if snapshot else None,
            "reloads": service.reloads, "known_share": service.settings.known_share, "counts": dict(counts),
            "error": failure_to_wire(service.failure),
        }
    )  # fmt: skip


@router.get(
    "/metrics",
    responses={200: {"content": {"text/plain": {}}, "description": "Prometheus' text format."}, **BUSY},
    response_class=Response,
    summary="Numbers for Prometheus",
)
async def metrics(request: Request) -> Response:
    """Requests and their seconds by route, answers by status, the gazetteer's version and age."""
    kept: Metrics = request.app.state.metrics
    return Response(kept.exposition(Gauges(service_of(request))), media_type="text/plain; version=0.0.4; charset=utf-8")


@router.get("/rules", response_model=RulesReply, responses={**BUSY, **UNMODIFIED}, summary="The rules of evidence")
async def rules(request: Request) -> Response:
    """Every code that evidence may have, documented; the thresholds of the decision and its prior."""

    snapshot = snapshot_of(request)

    async def make() -> bytes:
        policy = snapshot.resolver.policy
        decision = {name: getattr(policy, name) for name in ("match_score", "min_score", "margin", "known_share")}
        listed = [{"code": rule.code, "title": rule.title, "text": rule.text} for rule in rules_of_evidence().values()]
        return dump({"version": __version__, "decision": decision, "rules": listed})

    return await versioned(request, snapshot, make)


def _state(service: Service) -> str:
    if service.snapshot is None:
        return "not-ready"
    return "degraded" if service.failure else "ready"
