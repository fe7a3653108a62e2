"""Calls of the candidate's API on runs for feedback, for devices without an engine of their own."""

from __future__ import annotations

import asyncio
import queue
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse

from backend.candidate_calls import ATTEMPT_PREFIX, REFUSALS, SignedInDevice
from backend.http import ServicesOf, WorkRoute
from backend.runs import service
from backend.runs.desk import RunDesk, Ticket
from protocol.identifiers import Identifier
from protocol.runs import RunEvent, RunInput, RunRequest, RunsOffer

router = APIRouter(prefix=ATTEMPT_PREFIX, tags=["runs"], responses=REFUSALS, route_class=WorkRoute)
LINES = "application/x-ndjson"
_LOOK_S = 0.05
_BEAT_S = 2.0
"""How often a waiting client hears that it still waits; far below the silence that it takes for a dead connection."""
_LAST = {"end", "failed"}


def _desk_of(request: Request) -> RunDesk:
    found: RunDesk = request.app.state.runs
    return found


Desk = Annotated[RunDesk, Depends(_desk_of)]


@router.get("/runs")
def runs_offered(device: SignedInDevice, desk: Desk) -> RunsOffer:  # noqa: ARG001 - signed in is all that is asked
    """Whether this server runs programs for the candidate."""
    return service.offer(desk)


@router.post(
    "/runs",
    response_class=StreamingResponse,
    responses={200: {"content": {LINES: {"schema": {"type": "string"}}}, "description": "One RunEvent a line"}},
)
def run(body: RunRequest, device: SignedInDevice, services: ServicesOf, desk: Desk) -> StreamingResponse:
    """Run a program for feedback; nothing of it is kept."""
    ticket = service.enter(services, desk, device, body)
    return StreamingResponse(_told(desk, ticket), media_type=LINES)


@router.post("/runs/{run}/input", status_code=204)
def type_to_run(run: Identifier, body: RunInput, device: SignedInDevice, desk: Desk) -> None:
    """Type to the program of a run that takes input while it runs; nothing of it is kept."""
    desk.type(device.attempt, run, body)


async def _told(desk: RunDesk, ticket: Ticket) -> AsyncIterator[bytes]:
    """The events as they come. Asynchronous, because a waiting line must not hold the threads of other requests."""
    silent_s = _BEAT_S
    try:
        while True:
            try:
                event = ticket.events.get_nowait()
            except queue.Empty:
                if (written := _written(ticket)) is not None:
                    silent_s = 0.0
                    yield _line(written)
                    continue
                if silent_s >= _BEAT_S:
                    silent_s = 0.0
                    yield _line(_standing(desk, ticket))
                await asyncio.sleep(_LOOK_S)
                silent_s += _LOOK_S
                continue
            silent_s = 0.0
            if event.kind in _LAST and (written := _written(ticket)) is not None:
                yield _line(written)
            yield _line(event)
            if event.kind in _LAST:
                return
    finally:
        ticket.stop.set()  # also when the client went away


def _written(ticket: Ticket) -> RunEvent | None:
    return None if ticket.typist is None else ticket.typist.event()


def _standing(desk: RunDesk, ticket: Ticket) -> RunEvent:
    position = desk.position(ticket)
    run = None if ticket.typist is None else ticket.run
    return RunEvent(kind="running" if position is None else "waiting", position=position, run=run)


def _line(event: RunEvent) -> bytes:
    return event.model_dump_json(exclude_none=True).encode() + b"\n"
