"""Numbers for Prometheus. With several workers they are summed where PROMETHEUS_MULTIPROC_DIR is set."""

from __future__ import annotations

import asyncio
import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.registry import Collector

_BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)

_GATHERED = 500  # replies noted before they are counted
_DELAY = 0.2  # seconds that they wait at most


class Metrics:
    """Requests by route and status, their seconds by route, answers by status. Routes are templates, never paths."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter("exonym_requests", "Requests answered.", ["route", "status"], registry=self._registry)
        self._seconds = Histogram(
            "exonym_request_seconds", "Seconds to the reply.", ["route"], buckets=_BUCKETS, registry=self._registry
        )
        self._answers = Counter(
            "exonym_answers", "Mentions resolved, by their answer.", ["answer"], registry=self._registry
        )
        self._pending: dict[tuple[str, int], list[float]] = {}
        self._gathered = 0

    def request(self, route: str, status: int, seconds: float) -> None:
        """Notes a reply. Counted in turns: a lock for each of thousands a second would cost as much as a reply."""
        self._pending.setdefault((route, status), []).append(seconds)
        self._gathered += 1
        if self._gathered == 1:
            asyncio.get_running_loop().call_later(_DELAY, self._count)
        elif self._gathered >= _GATHERED:
            self._count()

    def _count(self) -> None:
        pending, self._pending, self._gathered = self._pending, {}, 0
        for (route, status), times in pending.items():
            self._requests.labels(route, str(status)).inc(len(times))
            histogram = self._seconds.labels(route)
            for seconds in times:
                histogram.observe(seconds)

    def answer(self, status: str) -> None:
        """Notes a decision: match, ambiguous, none, several; or error."""
        self._answers.labels(status).inc()

    def exposition(self, gauges: Collector) -> bytes:
        """The text that Prometheus reads: what was counted, and the gauges of the worker that is asked."""
        self._count()
        own = CollectorRegistry()
        own.register(gauges)
        if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
            from prometheus_client.multiprocess import MultiProcessCollector

            summed = CollectorRegistry()
            MultiProcessCollector(summed)  # type: ignore[no-untyped-call]
            return generate_latest(summed) + generate_latest(own)
        return generate_latest(self._registry) + generate_latest(own)
