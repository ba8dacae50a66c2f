"""What is counted while serving, in a registry of the app's own."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prometheus_client import Metric

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """Counters of one app. ``count`` tells what the store holds, ``waiting`` how many jobs wait."""

    def __init__(self, count: Callable[[], Mapping[str, int]], waiting: Callable[[], int]) -> None:
        from prometheus_client import CollectorRegistry, Counter, Histogram

        self._registry = CollectorRegistry()
        self._count, self._waiting = count, waiting
        labels = ("method", "route")
        self._requests = Counter("stemma_requests", "Requests answered.", (*labels, "status"), registry=self._registry)
        self._seconds = Histogram(
            "stemma_request_seconds", "Seconds until the end of the answer.", labels, buckets=_SECONDS,
            registry=self._registry,
        )  # fmt: skip
        self._registry.register(self)

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request was answered; ``route`` is what it fits, never the address itself."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def collect(self) -> "Iterable[Metric]":
        """Prometheus' own protocol: what is looked up when it is asked for."""
        from prometheus_client.core import GaugeMetricFamily

        held = GaugeMetricFamily("stemma_store_items", "What the store holds.", labels=("kind",))
        for kind, number in self._count().items():
            held.add_metric((kind,), number)
        yield held
        yield GaugeMetricFamily("stemma_jobs_waiting", "Jobs that wait.", value=self._waiting())

    def describe(self) -> "Iterable[Metric]":
        """Prometheus' own protocol: nothing is looked up to register."""
        return ()

    def render(self) -> tuple[bytes, str]:
        """All of it as text, and its media type."""
        from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

        return generate_latest(self._registry), CONTENT_TYPE_LATEST
