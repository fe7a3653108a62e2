"""Admission: a call beyond its kind's limit is refused at once, and the kinds do not take each other's place."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from backend import admission as admission_module
from backend.admission import AT_WORK, LEAST_RETRY_S, LIMITS, LONGEST_RETRY_S, Admission, Kind, Queue, kind_of

ATTEMPT = "/api/v1/attempts/0190"
SEGMENT = f"{ATTEMPT}/tracks/0190/segments/3"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (SEGMENT, Kind.MEDIA),
        (f"{ATTEMPT}/journal", Kind.WORK),
        (f"{ATTEMPT}/submissions/0190", Kind.WORK),
        (f"{ATTEMPT}/finish", Kind.WORK),
        (f"{ATTEMPT}/contact", Kind.OTHER),
        ("/portal/sign-in", Kind.OTHER),
        ("/api/v1/time", None),
        ("/healthz", None),
    ],
)
def test_kinds(path: str, kind: Kind | None) -> None:
    assert kind_of(path) is kind


class House:
    """An application whose calls wait until they are let go."""

    def __init__(self) -> None:
        self.inside = 0
        self.open = asyncio.Event()
        self.admission = Admission(self._serve, {Kind.MEDIA: 2, Kind.WORK: 3, Kind.OTHER: 1})

    async def _serve(self, _scope: Any, _receive: Any, send: Any) -> None:
        self.inside += 1
        await self.open.wait()
        self.inside -= 1
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})

    async def call(self, path: str) -> tuple[int, dict[str, str], bytes]:
        told: list[Any] = []

        async def receive() -> Any:
            raise AssertionError("a refused call's body must not be read")

        async def send(message: Any) -> None:
            told.append(message)

        await self.admission({"type": "http", "path": path, "method": "PUT", "headers": []}, receive, send)
        headers = {name.decode(): value.decode() for name, value in told[0]["headers"]}
        return told[0]["status"], headers, told[1]["body"]


def test_who_reads_an_answer_slowly_keeps_nobody_out() -> None:
    async def play() -> None:
        house = House()
        house.open.set()
        read = asyncio.Event()

        async def slow(message: Any) -> None:
            if message["type"] == "http.response.body":
                await read.wait()

        async def receive() -> Any:
            raise AssertionError("there is no body")

        for path in (SEGMENT, f"{ATTEMPT}/journal", "/portal/sign-in"):
            scope = {"type": "http", "path": path, "method": "PUT", "headers": []}
            reading = [asyncio.create_task(house.admission(scope, receive, slow)) for _ in range(9)]
            await asyncio.sleep(0.01)
            assert (await house.call(path))[0] == 200, path
            assert not any(task.done() for task in reading[:1])
        read.set()

    asyncio.run(play())


def test_beyond_the_limit_calls_are_told_when_to_come_back_and_others_still_get_in() -> None:
    async def play() -> None:
        house = House()
        waiting = [asyncio.create_task(house.call(SEGMENT)) for _ in range(2)]
        await asyncio.sleep(0)
        status, headers, body = await house.call(SEGMENT)
        assert (status, json.loads(body)["code"]) == (503, "server.busy")
        assert headers["retry-after"] == str(LEAST_RETRY_S[Kind.MEDIA])
        work = asyncio.create_task(house.call(f"{ATTEMPT}/journal"))
        await asyncio.sleep(0)
        assert house.inside == 3
        house.open.set()
        assert [(await task)[0] for task in (*waiting, work)] == [200, 200, 200]
        assert (await house.call(SEGMENT))[0] == 200

    asyncio.run(play())


def test_a_call_that_fails_gives_its_place_back() -> None:
    async def fail(_scope: Any, _receive: Any, _send: Any) -> None:
        raise LookupError

    async def play() -> None:
        admission = Admission(fail, {Kind.MEDIA: 1, Kind.WORK: 1, Kind.OTHER: 1})
        for _ in range(3):
            with pytest.raises(LookupError):
                await admission({"type": "http", "path": SEGMENT, "headers": []}, None, None)  # type: ignore[arg-type] # not reached

    asyncio.run(play())


def test_work_is_refused_below_its_limit_when_those_before_wait_for_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission_module, "AT_WORK", 2)
    monkeypatch.setattr(admission_module, "LONGEST_WAIT_S", 0.0)

    async def play() -> None:
        house = House()
        first = asyncio.create_task(house.call(f"{ATTEMPT}/journal"))
        await asyncio.sleep(0.01)
        second = asyncio.create_task(house.call(f"{ATTEMPT}/journal"))
        await asyncio.sleep(0.01)
        assert house.inside == 2
        assert (await house.call(f"{ATTEMPT}/journal"))[0] == 503
        house.open.set()
        assert [(await task)[0] for task in (first, second)] == [200, 200]

    asyncio.run(play())


def test_recordings_give_way_before_work_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission_module, "AT_WORK", 2)
    monkeypatch.setattr(admission_module, "RECORDINGS_GIVE_WAY_S", 0.0)

    async def play() -> None:
        house = House()
        first = asyncio.create_task(house.call(f"{ATTEMPT}/journal"))
        recording = asyncio.create_task(house.call(SEGMENT))
        await asyncio.sleep(0.01)
        assert house.inside == 2, "one at work leaves room for recordings"
        second = asyncio.create_task(house.call(f"{ATTEMPT}/journal"))
        await asyncio.sleep(0.01)
        assert (await house.call(SEGMENT))[0] == 503
        third = asyncio.create_task(house.call(f"{ATTEMPT}/journal"))
        house.open.set()
        assert [(await task)[0] for task in (first, second, third, recording)] == [200] * 4
        assert (await house.call(SEGMENT))[0] == 200

    asyncio.run(play())


def test_recordings_have_the_smaller_share() -> None:
    assert LIMITS[Kind.MEDIA] < LIMITS[Kind.WORK]


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def _serving(queue: Queue, clock: Clock, calls: int, each_s: float) -> None:
    for _ in range(calls):
        clock.now_s += each_s
        queue.served(150)


def test_the_refused_are_told_when_their_turn_would_come_at_the_measured_pace() -> None:
    clock = Clock()
    queue = Queue(1, clock)
    _serving(queue, clock, 200, 0.05)
    asked = [queue.turn_s(150) for _ in range(600)]
    assert asked == sorted(asked)
    assert asked[0] == 6  # 151 calls of 50 ms are before it, and devices come half as long again after what is asked
    assert asked[-1] == 25  # 750 calls
    clock.now_s += 37.5  # their turn is over: whoever is refused now waits for those inside only
    assert queue.turn_s(150) == asked[0]


def test_a_pause_without_calls_says_nothing_of_the_pace_and_a_slow_spell_passes() -> None:
    clock = Clock()
    queue = Queue(1, clock)
    clock.now_s += 3600
    queue.served(0)
    assert queue.turn_s(1) == 1
    _serving(queue, clock, 60, 2.0)
    assert queue.turn_s(150) == LONGEST_RETRY_S
    _serving(queue, clock, 150, 0.01)
    clock.now_s += 1000
    assert queue.turn_s(150) <= 2


def test_work_is_served_in_order_a_few_at_a_time_and_a_slow_reader_holds_nobody_up() -> None:
    async def play() -> None:
        began: list[int] = []
        answers, read = [asyncio.Event() for _ in range(AT_WORK + 2)], asyncio.Event()

        async def serve(scope: Any, _receive: Any, send: Any) -> None:
            began.append(scope["number"])
            await answers[scope["number"]].wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})

        async def send(_message: Any) -> None:
            await read.wait()

        admission = Admission(serve)
        scope = {"type": "http", "path": f"{ATTEMPT}/journal", "headers": []}
        calls = [
            asyncio.create_task(admission({**scope, "number": number}, None, send))  # type: ignore[arg-type] # not reached
            for number in range(AT_WORK + 2)
        ]
        await asyncio.sleep(0.01)
        assert began == list(range(AT_WORK))
        answers[3].set()  # made, and still being read
        await asyncio.sleep(0.01)
        assert began == list(range(AT_WORK + 1))
        assert (admission._under_way[Kind.WORK], len(admission._unanswered_s)) == (AT_WORK + 1, AT_WORK + 1)
        calls[4].cancel()
        await asyncio.sleep(0.01)
        assert began == list(range(AT_WORK + 2))
        for answer in answers:
            answer.set()
        read.set()
        await asyncio.gather(*calls, return_exceptions=True)
        assert (admission._under_way[Kind.WORK], admission._unanswered_s) == (0, {})

    asyncio.run(play())
