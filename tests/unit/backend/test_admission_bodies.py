"""Admission while bodies arrive: they take nobody's place, have to come at a pace, and are handed on whole."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from backend import admission as admission_module
from backend.admission import Admission, Kind
from backend.http import SMALL_BODY_BYTES
from protocol.errors import EnvironmentFault

JOURNAL = "/api/v1/attempts/0190/journal"
SEGMENT = "/api/v1/attempts/0190/tracks/0190/segments/3"
JOIN = "/api/v1/join"
CHUNKED = [(b"transfer-encoding", b"chunked")]


def piece(data: bytes, *, more: bool) -> dict[str, Any]:
    return {"type": "http.request", "body": data, "more_body": more}


class House:
    """An application that reads the whole body and tells how long it was."""

    def __init__(self) -> None:
        self.reached = 0
        self.admission = Admission(self._serve, {Kind.MEDIA: 2, Kind.WORK: 3, Kind.OTHER: 3})

    async def _serve(self, _scope: Any, receive: Any, send: Any) -> None:
        self.reached += 1
        length, more = 0, True
        while more:
            message = await receive()
            length, more = length + len(message["body"]), message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": str(length).encode()})

    async def call(self, path: str, line: asyncio.Queue[Any]) -> tuple[int, dict[bytes, bytes], bytes]:
        told: list[Any] = []

        async def send(message: Any) -> None:
            told.append(message)

        scope = {"type": "http", "path": path, "method": "POST", "headers": CHUNKED}
        await self.admission(scope, line.get, send)
        return told[0]["status"], dict(told[0]["headers"]), told[1]["body"]

    async def whole(self, path: str, *pieces: bytes) -> tuple[int, bytes]:
        line: asyncio.Queue[Any] = asyncio.Queue()
        for data in pieces:
            line.put_nowait(piece(data, more=True))
        line.put_nowait(piece(b"", more=False))
        status, _, body = await asyncio.wait_for(self.call(path, line), 5)
        return status, body


async def dripping(house: House, path: str, count: int) -> list[asyncio.Task[Any]]:
    tasks = []
    for _ in range(count):
        line: asyncio.Queue[Any] = asyncio.Queue()
        line.put_nowait(piece(b"{", more=True))
        tasks.append(asyncio.create_task(house.call(path, line)))
    await asyncio.sleep(0.05)
    return tasks


async def end(tasks: list[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.parametrize("path", [JOURNAL, JOIN])
def test_bodies_that_drip_take_nobodys_place(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many more than the limit, and older than what a waiting call may wait."""
    monkeypatch.setattr(admission_module, "AT_WORK", 2)
    monkeypatch.setattr(admission_module, "LONGEST_WAIT_S", 0.01)

    async def play() -> None:
        house = House()
        slow = await dripping(house, path, 50)
        assert house.reached == 0
        assert await house.whole(path, b"ab", b"c") == (200, b"3")
        await end(slow)
        assert not house.admission._arriving[Kind.WORK]
        assert not house.admission._arriving[Kind.OTHER]

    asyncio.run(play())


@pytest.mark.parametrize("path", [JOURNAL, JOIN])
def test_a_silent_body_is_given_up_and_its_connection_closed(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission_module, "SILENCE_S", 0.1)

    async def play() -> None:
        house = House()
        (slow,) = await dripping(house, path, 1)
        status, headers, body = await asyncio.wait_for(slow, 5)
        assert (status, json.loads(body)["code"], headers[b"connection"]) == (503, "body.slow", b"close")
        assert int(headers[b"retry-after"]) > 0
        assert house.reached == 0

    asyncio.run(play())


def test_a_body_that_never_pauses_for_long_has_to_keep_its_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission_module, "SILENCE_S", 0.2)

    async def drip(line: asyncio.Queue[Any]) -> None:
        while True:
            line.put_nowait(piece(b"x", more=True))
            await asyncio.sleep(0.02)

    async def play() -> None:
        line: asyncio.Queue[Any] = asyncio.Queue()
        dripper = asyncio.create_task(drip(line))
        status, _, body = await asyncio.wait_for(House().call(JOURNAL, line), 5)
        assert (status, json.loads(body)["code"]) == (503, "body.slow")
        dripper.cancel()

    asyncio.run(play())


def test_a_silent_recording_ends_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission_module, "SILENCE_S", 0.1)

    async def play() -> None:
        line: asyncio.Queue[Any] = asyncio.Queue()
        line.put_nowait(piece(b"x" * 1_000_000, more=True))
        with pytest.raises(EnvironmentFault, match="too slowly"):
            await asyncio.wait_for(House().call(SEGMENT, line), 5)

    asyncio.run(play())


def test_of_too_many_bodies_the_oldest_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission_module, "ARRIVING", 5)

    async def play() -> None:
        house = House()
        slow = await dripping(house, JOIN, 5)
        assert await house.whole(JOIN, b"abc") == (200, b"3")
        status, _, body = await asyncio.wait_for(slow[0], 5)
        assert (status, json.loads(body)["code"]) == (503, "body.slow")
        assert not any(task.done() for task in slow[1:])
        await end(slow)

    asyncio.run(play())


def test_a_body_beyond_its_limit_is_not_gathered_but_handed_on() -> None:
    async def play() -> None:
        house = House()
        line: asyncio.Queue[Any] = asyncio.Queue()
        line.put_nowait(piece(b"x" * (SMALL_BODY_BYTES + 1), more=True))
        task = asyncio.create_task(house.call(JOIN, line))
        await asyncio.sleep(0.05)
        assert house.reached == 1
        line.put_nowait(piece(b"", more=False))
        assert (await asyncio.wait_for(task, 5))[0] == 200

    asyncio.run(play())
