"""The door to prometheus_client: every figure of one process, by name.

Guarantees: labels hold route templates, kinds, verdicts and codes of ours only, never an id, a name or a word that
somebody sent; a registry of its own for each backend, so that several in one process do not add up. Alert rules
(`installers/deployment/alerts.yml`) and docs/operations.md name these figures, and a test holds them in step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

CONTENT_TYPE = CONTENT_TYPE_LATEST
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER_METHOD = "other"
BROKER = "rabbitmq"
_REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_WAIT_SECONDS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30)
_JOB_SECONDS = (0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)


@dataclass(frozen=True, slots=True)
class Answered:
    """A request that has ended: which, how, how long it took and how much it brought."""

    method: str
    route: str
    status: int
    seconds: float
    received_bytes: int


@dataclass(frozen=True, slots=True)
class Level:
    """One value of a gauge that is looked up when somebody asks."""

    name: str
    words: str
    labels: tuple[tuple[str, str], ...]
    value: float


class Metrics:
    """What one process counts. Thread-safe."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._requests = Counter(
            "recrutr_requests", "Requests answered.", ("method", "route", "status"), registry=registry
        )
        self._seconds = Histogram(
            "recrutr_request_seconds",
            "From the first byte of a request to the last of its answer.",
            ("route",),
            buckets=_REQUEST_SECONDS,
            registry=registry,
        )
        self._under_way = Gauge("recrutr_requests_under_way", "Requests being answered now.", registry=registry)
        self._received = Counter("recrutr_upload_bytes", "Bytes of bodies received.", ("route",), registry=registry)
        self._refused = Counter(
            "recrutr_refused_admissions", "Calls sent away because the server is full.", ("kind",), registry=registry
        )
        self._judgements = Counter(
            "recrutr_judgements", "Submissions judged here, by verdict.", ("verdict",), registry=registry
        )
        self._jobs = Counter("recrutr_jobs_ended", "Jobs that left this worker.", ("kind", "end"), registry=registry)
        self._job_seconds = Histogram(
            "recrutr_job_seconds", "How long jobs took.", ("kind",), buckets=_JOB_SECONDS, registry=registry
        )
        self._database_wait = Histogram(
            "recrutr_database_wait_seconds",
            "How long a writing transaction waited for its turn.",
            buckets=_WAIT_SECONDS,
            registry=registry,
        )
        self._sent = Counter("recrutr_jobs_sent", "Ids of jobs handed to the broker.", registry=registry)
        self._brought = Counter(
            "recrutr_jobs_brought",
            "Ids of jobs that the broker brought, and whether there was something to do.",
            ("end",),
            registry=registry,
        )
        # Labelled, so that there is no sample without a broker.
        self._broker_up = Gauge("recrutr_broker_up", "Whether the broker answers.", ("broker",), registry=registry)
        self._broker_keeps = Gauge(
            "recrutr_broker_keeps", "Ids of jobs in the broker's queue.", ("broker",), registry=registry
        )

    def begun(self) -> None:
        """A request is under way."""
        self._under_way.inc()

    def answered(self, it: Answered) -> None:
        """A request has ended."""
        method = it.method if it.method in METHODS else OTHER_METHOD
        self._under_way.dec()
        self._requests.labels(method, it.route, str(it.status)).inc()
        self._seconds.labels(it.route).observe(it.seconds)
        if it.received_bytes:
            self._received.labels(it.route).inc(it.received_bytes)

    def refused(self, kind: str) -> None:
        """A call was sent away."""
        self._refused.labels(kind).inc()

    def judged(self, verdict: str) -> None:
        """A submission has a judgement."""
        self._judgements.labels(verdict).inc()

    def job_ended(self, kind: str, end: str, seconds: float) -> None:
        """A job left the worker: done, deferred, failed, aside or given back."""
        self._jobs.labels(kind, end).inc()
        self._job_seconds.labels(kind).observe(seconds)

    def database_waited(self, seconds: float) -> None:
        """A writer has its turn."""
        self._database_wait.observe(seconds)

    def jobs_sent(self, number: int) -> None:
        """The broker has taken ids."""
        self._sent.inc(number)

    def job_brought(self, *, taken: bool) -> None:
        """The broker has brought an id; not `taken`: done already, or in other hands."""
        self._brought.labels("taken" if taken else "nothing").inc()

    def broker_is_up(self, up: bool) -> None:
        """The broker was asked."""
        self._broker_up.labels(BROKER).set(up)

    def broker_keeps(self, number: int) -> None:
        """How many ids it has."""
        self._broker_keeps.labels(BROKER).set(number)

    def look_up(self, levels: Callable[[], Iterable[Level]]) -> None:
        """Ask for these at every look; must raise nothing."""
        self._registry.register(_Levels(levels))

    def page(self) -> bytes:
        """Everything in Prometheus's text format."""
        return generate_latest(self._registry)

    def names(self) -> set[str]:
        """The names of all samples that exist or may come to exist."""
        found = set()
        for family in self._registry.collect():
            found.add(family.name)
            endings = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum")}.get(family.type, ())
            found.update(family.name + ending for ending in endings)
        return found


@dataclass(frozen=True, slots=True)
class _Levels(Collector):
    levels: Callable[[], Iterable[Level]]
    described: tuple[str, ...] = field(default=())

    def describe(self) -> Iterable[Metric]:
        """Nothing, so that registering asks nothing."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """The values of this moment."""
        families: dict[str, GaugeMetricFamily] = {}
        for level in self.levels():
            family = families.get(level.name)
            if family is None:
                names = [name for name, _ in level.labels]
                family = families[level.name] = GaugeMetricFamily(level.name, level.words, labels=names)
            family.add_metric([value for _, value in level.labels], level.value)
        yield from families.values()
