"""Liveness and readiness, for supervisors and load balancers; they tell nothing about people."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from sqlalchemy import text

from backend.attempts.models import Attempt
from backend.http import ServicesOf
from backend.readiness import BrokerState, State
from backend.transaction import Services
from protocol.errors import EnvironmentFault
from protocol.model import Frozen

router = APIRouter(tags=["operation"])


class Health(Frozen):
    """The answer of both calls; `broker` only of readiness, and only where there is one."""

    state: Literal["alive", "ready"]
    broker: BrokerState | None = None


@router.get("/healthz", response_model_exclude_none=True)
def alive() -> Health:
    """The process answers."""
    return Health(state="alive")


@router.get("/readyz", response_model_exclude_none=True)
def ready(services: ServicesOf) -> Health:
    """Database, key service and object store answer, and the process is not about to end. 503 otherwise.

    A broker that is away is told and makes nothing unready: jobs are written all the same, and done from their table.
    """
    require_sound(services)
    return Health(state="ready", broker=services.watch.readiness.broker)


def require_sound(services: Services) -> None:
    """Raises EnvironmentFault when this process should be sent nothing."""
    if services.watch.readiness.state is State.DRAINING:
        raise EnvironmentFault("server.draining", "This server is about to end. Please try again in a moment.")
    with services.reading() as tx:
        tx.session.execute(text(f"SELECT 1 FROM {Attempt.__tablename__} LIMIT 1"))  # noqa: S608 - a constant
    services.keys.server_key()
    services.objects.list("ready/")
