"""What `/healthz` and `/readyz` answer: apart from the other routes, since they are asked before those are made."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.responses import Response

from ... import __version__
from ..problems import problem
from ..service import Failure, Service
from ..wire import Wire, dump, finding_to_wire

_FINDINGS_SHOWN = 20


def alive() -> Response:
    """200: the process runs."""
    return _unkept({"status": "ok", "version": __version__})


def readiness(service: Service) -> Response:
    """200 with the gazetteer's version, `degraded` while an edit on disk does not load; 503 without a gazetteer."""
    if service.snapshot is None:
        return problem(503, "not-ready", "the gazetteer is not loaded yet.", "Ask again in a moment.")
    gazetteer = service.snapshot.gazetteer
    return _unkept(
        {
            "status": "degraded" if service.failure else "ready", "version": __version__,
            "gazetteer": gazetteer.version, "entities": len(gazetteer.entities),
            "error": failure_to_wire(service.failure),
        }
    )  # fmt: skip


def failure_to_wire(failure: Failure | None) -> Wire | None:
    """An edit that did not load, with file, line and cure of what is wrong with it."""
    if failure is None:
        return None
    findings = [finding_to_wire(each) for each in failure.findings[:_FINDINGS_SHOWN]]
    return {"at": time_of(failure.at), "message": failure.message, "findings": findings}


def time_of(seconds: float) -> str:
    """Seconds since 1970 as a date with its time."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _unkept(content: Wire) -> Response:
    return Response(dump(content), 200, {"Cache-Control": "no-store"}, "application/json")
