"""The pace that a busy server asks for: devices that keep it find room, and it ends when the crowd does."""

from __future__ import annotations

import asyncio
import heapq
from typing import Any

import pytest

from backend import admission as admission_module
from backend import tempo as tempo_module
from backend.admission import Admission
from backend.tempo import HEARD_S, USUAL_PACE_S, Tempo
from protocol.wire import LONGEST_PACE_S, PACE_HEADER

JOURNAL = "/api/v1/attempts/0190/journal"


class Crowd:
    """Devices, and a server that serves so many batches a second, one after the other, on a clock of its own."""

    def __init__(self, devices: int, a_second: int) -> None:
        self.now_s = self.free_s = 0.0
        self.each_s = 1 / a_second
        self.tempo = Tempo(lambda: self.now_s)
        self.due = [(USUAL_PACE_S * number / devices, str(number)) for number in range(devices)]

    def play(self, until_s: float) -> tuple[float, int]:
        """Each device sends when its pause is over: (the longest wait in line in seconds, batches) from here on."""
        longest_s, sent = 0.0, 0
        while self.due[0][0] < until_s:
            at_s, device = heapq.heappop(self.due)
            began_s = max(at_s, self.free_s)
            self.now_s = self.free_s = began_s + self.each_s
            self.tempo.heard(device)
            self.tempo.waited(began_s - at_s)
            longest_s, sent = max(longest_s, began_s - at_s), sent + 1
            heapq.heappush(self.due, (self.free_s + (self.tempo.pace_s(self.each_s) or USUAL_PACE_S), device))
        return longest_s, sent


def test_a_server_with_room_asks_for_nothing() -> None:
    crowd = Crowd(devices=80, a_second=50)
    _, sent = crowd.play(60)
    assert crowd.tempo.pace_s(crowd.each_s) is None
    assert sent == pytest.approx(80 * 60 / USUAL_PACE_S, rel=0.05)


@pytest.mark.parametrize("devices", [120, 200, 400, 600])
def test_too_many_find_room_and_the_server_is_used(devices: int) -> None:
    crowd = Crowd(devices, a_second=50)
    crowd.play(60)
    longest_s, sent = crowd.play(300)
    assert longest_s < 1.0, "at their own pace they would wait for longer and longer"
    assert sent > 0.7 * 240 * 50


def test_when_most_have_gone_the_others_keep_their_own_pace_again() -> None:
    crowd = Crowd(devices=400, a_second=50)
    crowd.play(60)
    assert crowd.tempo.pace_s(crowd.each_s) == 10
    del crowd.due[20:]
    crowd.play(60 + 2 * HEARD_S)
    assert crowd.tempo.pace_s(crowd.each_s) is None


def test_it_never_asks_for_more_than_devices_obey() -> None:
    tempo = Tempo(lambda: 0.0)
    for number in range(1000):
        tempo.heard(str(number))
    tempo.refused()
    assert tempo.pace_s(1.0) == LONGEST_PACE_S


def test_who_waited_in_line_is_told_with_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission_module, "AT_WORK", 1)
    monkeypatch.setattr(tempo_module, "CONGESTED_S", 0.005)
    monkeypatch.setattr(tempo_module, "SHARE", 0.001)

    async def serve(_scope: Any, _receive: Any, send: Any) -> None:
        await asyncio.sleep(0.02)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})

    async def ask(admission: Admission) -> str | None:
        told: list[Any] = []

        async def send(message: Any) -> None:
            told.append(message)

        await admission({"type": "http", "path": JOURNAL, "method": "POST", "headers": []}, None, send)  # type: ignore[arg-type] # not asked
        headers = {name.decode(): value.decode() for name, value in told[0]["headers"]}
        return headers.get(PACE_HEADER.lower())

    async def play() -> None:
        admission = Admission(serve)
        assert await ask(admission) is None
        answers = await asyncio.gather(*(ask(admission) for _ in range(4)))
        assert answers[-1] is not None
        assert int(answers[-1]) > USUAL_PACE_S

    asyncio.run(play())
