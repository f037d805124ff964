"""Counts and times of requests, for Prometheus; nothing is counted where no token says who may read them.

Every process writes a file of its own below EMBASSY_DATA/metrics, and whoever is asked adds them up.
"""

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

# Name, what it says, number.
Gauge = tuple[str, str, float]

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_FORGOTTEN_AFTER_S = 7 * 24 * 3600.0


@cache
def _kept() -> tuple[Any, Any]:
    """Made on first use: the library chooses between one process and several when it is imported."""
    settings.METRICS_DIR.mkdir(mode=0o750, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(settings.METRICS_DIR)
    from prometheus_client import Counter, Histogram

    requests = Counter("embassy_requests", "Requests that reached Django", ["method", "route", "status"])
    seconds = Histogram("embassy_request_seconds", "How long they took", ["route"], buckets=_BUCKETS)
    return requests, seconds


def note(*, method: str, route: str, status: int, seconds: float) -> None:
    """`route` is the pattern of an address, never the address."""
    if not settings.METRICS_TOKEN:
        return
    requests, times = _kept()
    requests.labels(method, route, str(status)).inc()
    times.labels(route).observe(seconds)


def told(standing: Iterable[Gauge]) -> tuple[str, bytes]:
    """The media type and the text of what all processes counted, added up, and of what stands now."""
    _kept()
    from prometheus_client import CollectorRegistry, multiprocess
    from prometheus_client.core import GaugeMetricFamily
    from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

    _forget_old(settings.METRICS_DIR)
    counted, gauges = CollectorRegistry(), CollectorRegistry()
    multiprocess.MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    families = [GaugeMetricFamily(name, words, value=float(value)) for name, words, value in standing]
    gauges.register(_Given(families))
    return CONTENT_TYPE_LATEST, generate_latest(counted) + generate_latest(gauges)


class _Given:
    """As the library wants it."""

    def __init__(self, families: list[Any]) -> None:
        self._families = families

    def collect(self) -> list[Any]:
        return self._families


def _forget_old(folder: Path) -> None:
    """What ended long before the last that wrote: by the clock of the disk alone."""
    written = {path: path.stat().st_mtime for path in folder.glob("*.db")}
    for path, at in written.items():
        if at < max(written.values()) - _FORGOTTEN_AFTER_S:
            path.unlink(missing_ok=True)
