"""Whether this process should be sent requests; what a load balancer asks before it sends any.

Guarantees: not ready before migrations have ended, and not ready any more from the moment it is asked to end, while
what is under way is still answered.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from backend.metrics import Metrics


class State(StrEnum):
    """`migrating` until the database is up to date."""

    MIGRATING = "migrating"
    READY = "ready"
    DRAINING = "draining"


class BrokerState(StrEnum):
    """Whether the broker answered when it was last asked. A process without it is as ready as before."""

    UP = "up"
    AWAY = "away"


class Readiness:
    """The state of one process; read from any thread."""

    def __init__(self) -> None:
        self._state = State.MIGRATING
        self._broker: BrokerState | None = None

    @property
    def state(self) -> State:
        """The state now."""
        return self._state

    @property
    def broker(self) -> BrokerState | None:
        """The broker's state; None without one, and before it was first asked."""
        return self._broker

    def broker_is(self, state: BrokerState) -> None:
        """The broker was asked."""
        self._broker = state

    def migrated(self) -> None:
        """The database is up to date."""
        if self._state is State.MIGRATING:
            self._state = State.READY

    def drain(self) -> None:
        """The process will end; there is no way back."""
        self._state = State.DRAINING


@dataclass(frozen=True, slots=True)
class Watch:
    """How one process is watched from outside."""

    metrics: Metrics = field(default_factory=Metrics)
    readiness: Readiness = field(default_factory=Readiness)
