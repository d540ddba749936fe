"""The gauges of /metrics: versions, size and age of the gazetteer, and how reloading went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from .. import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .service import Service


class Gauges(Collector):
    """The state of the service in this worker process at the moment of asking."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The gauges."""
        snapshot = self._service.snapshot
        if snapshot is not None:
            info = GaugeMetricFamily("exonym_info", "Versions, as labels.", labels=["version", "gazetteer"])
            info.add_metric([__version__, snapshot.gazetteer.version], 1)
            yield info
            size = len(snapshot.gazetteer.entities)
            yield GaugeMetricFamily("exonym_entities", "Entities of the gazetteer.", value=size)
            yield GaugeMetricFamily("exonym_loaded_timestamp_seconds", "When it was loaded.", value=snapshot.loaded_at)
        degraded = float(self._service.failure is not None)
        yield GaugeMetricFamily("exonym_degraded", "1 while the files on disk do not load.", value=degraded)
        yield GaugeMetricFamily("exonym_reloads", "Gazetteers taken over since the start.", value=self._service.reloads)
        failed = self._service.failures
        yield GaugeMetricFamily("exonym_reload_failures", "Edits that did not load since the start.", value=failed)
