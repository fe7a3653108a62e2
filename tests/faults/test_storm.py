"""Everybody hands in at the last second: each is answered once, and what was answered stays true.

A real server in a process of its own; the devices wait as the app does (`sync.pacing`) when it sends them away. The
attempts are begun beside the server with a clock of their own, so that all share one end of the time.
"""

from __future__ import annotations

import heapq
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import select

from backend.assessments.models import Assessment
from backend.attempts import service
from protocol.canonical import digest_hex
from protocol.receipts import Countersigned, HandedIn, Signed
from sync.pacing import pause_s
from sync.progress import Pace
from tests.integration.backend.conftest import Device
from tests.ledger import Ledger
from tests.storage.crowd import invited, joined
from tests.storage.server_process import ServerProcess

LEAD_S = 4.0
"""Between the beginning of the attempts and the storm."""
LONGEST_S = 120.0
"""Without anybody being due."""
PACE = Pace()


@dataclass
class Participant:
    """A device at the last second: three calls, each repeated until it is answered."""

    device: Device
    source: str
    step: int = 0
    failures: int = 0
    sent_away: int = 0
    submission: str = ""
    answers: list[Any] = field(default_factory=list)

    def prepare(self) -> None:
        device = self.device
        self.submission, entries = device.handing_in(self.source)
        handed_in = HandedIn(
            submission=self.submission,
            problem=device.problem,
            source_digest=digest_hex(self.source.encode()),
        )
        seq, receipt = entries[-1].seq, device.receipt(handed_in).model_dump()
        self._calls: list[Callable[[], requests.Response]] = [
            lambda: device.send(entries),
            lambda: device.submit(self.source, self.submission, seq),
            lambda: device.call("POST", "finish", {"receipt": receipt}),
        ]

    def go_on(self) -> float | None:
        """Make the next call; in how many seconds to go on, None when all is answered."""
        try:
            answer = self._calls[self.step]()
        except (requests.ConnectionError, requests.Timeout):
            status, asked_s = 0, 0.0
        else:
            status, asked_s = answer.status_code, float(answer.headers.get("Retry-After", 0))
        if status in {0, 429, 503}:
            self.sent_away += 1
            self.failures += 1
            return pause_s(self.failures - 1, asked_s, PACE)
        assert status == 200, answer.text
        self.answers.append(answer.json())
        self.step, self.failures = self.step + 1, 0
        return 0.0 if self.step < len(self._calls) else None

    @property
    def timeliness(self) -> tuple[str, str]:
        """Of the submission, and of the finish."""
        signed = Signed.model_validate(self.answers[2]["countersigned"])
        word = Countersigned.from_signed(signed, self.device.joined["server_public_key"])
        return self.answers[1]["timeliness"], word.timeliness

    def ask_again(self) -> None:
        """The same calls again, and the question: nothing may be said differently."""
        before = self.timeliness
        submission, finish = self.answers[1], self.answers[2]
        again = [self._calls[1]().json(), self._calls[2]().json()]
        (told,) = self.device.call("GET", "submissions").json()["submissions"]
        assert {again[0]["timeliness"], told["timeliness"]} == {before[0]}
        assert {again[0]["received_at_us"], told["received_at_us"]} == {submission["received_at_us"]}
        assert again[1] == finish


class Storm:
    """Participants whose calls are due at times: one thread waits, a bounded number of others call."""

    def __init__(self, participants: list[Participant], begins_s: float, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - chance, no secret
        self._due = [(begins_s + chance.uniform(-1, 1), at) for at, _ in enumerate(participants)]
        heapq.heapify(self._due)
        self._participants = participants
        self._begins_s = begins_s
        self._open = len(participants)
        self._changed = threading.Condition()
        self.faults: list[Exception] = []
        self.answered_s: list[float] = []

    def blow(self, threads: int) -> None:
        """Until everybody is answered."""
        with ThreadPoolExecutor(threads) as crew:
            while (at := self._next()) is not None:
                crew.submit(self._call, at)

    def _call(self, at: int) -> None:
        try:
            wait_s = self._participants[at].go_on()
        except (AssertionError, requests.RequestException) as fault:
            self.faults.append(fault)
            wait_s = None
        with self._changed:
            if wait_s is None:
                self._open -= 1
                self.answered_s.append(time.time() - self._begins_s)
            else:
                heapq.heappush(self._due, (time.time() + wait_s, at))
            self._changed.notify()

    def _next(self) -> int | None:
        end_s = time.time() + LONGEST_S
        with self._changed:
            while self._open:
                assert time.time() < end_s, "nobody was due for too long"
                wait_s = self._due[0][0] - time.time() if self._due else 5.0
                if wait_s <= 0:
                    return heapq.heappop(self._due)[1]
                self._changed.wait(wait_s)
        return None


def _begun(server: ServerProcess, count: int) -> tuple[list[Participant], float]:
    """Attempts whose time and grace end together, and when that is (Unix time in seconds)."""
    with server.services() as services:
        devices = [Device(server.address) for _ in range(count)]
        codes = invited(services, count)
        pairs = zip(devices, codes, strict=True)
        subjects = [joined(services, device, code, at % 250) for at, (device, code) in enumerate(pairs)]
        with services.reading() as tx:
            assessment = tx.session.scalars(select(Assessment)).one()
            lasts_us = assessment.duration_us + assessment.grace_us
        ends_us = services.clock_us() + int((LEAD_S + count * 0.07) * 1_000_000)
        then = replace(services, clock_us=lambda: ends_us - lasts_us)
        for device, subject in zip(devices, subjects, strict=True):
            device.take_start(service.start(then, subject).model_dump(mode="json"))
    participants = [Participant(device, f"print({at})") for at, device in enumerate(devices)]
    for participant in participants:
        participant.prepare()
    return participants, ends_us / 1e6


def storm(folder: Path, count: int, threads: int, seed: int) -> dict[str, Any]:
    with ServerProcess(folder / "server") as server:
        participants, ends_s = _begun(server, count)
        assert time.time() < ends_s - 1, "the beginning took too long; raise LEAD_S"
        blowing = Storm(participants, ends_s, seed)
        blowing.blow(threads)
        assert blowing.faults == []
        for participant in participants:
            participant.ask_again()
            participant.device.http.close()
    words = Counter(participant.timeliness[0] for participant in participants)
    assert set(words) <= {"on time", "late", "unproven"}
    assert len(set(words)) >= 2, "the storm lay beside the deadline"
    assert all(first == second for first, second in (it.timeliness for it in participants) if first == "unproven")
    return {
        "submissions": count,
        "on_time": words["on time"],
        "late": words["late"],
        "unproven": words["unproven"],
        "sent_away": sum(it.sent_away for it in participants),
        "contradictions": 0,
        "answered_s": [round(it, 2) for it in blowing.answered_s],
    }


@pytest.mark.timeout(180)
def test_a_last_second_storm_is_answered_once_each(tmp_path: Path) -> None:
    """And in less than the 30 s after which writers that wait for each other would give up."""
    figures = storm(tmp_path, 50, 50, 0)
    assert max(figures["answered_s"]) < 25


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_storm_of_a_thousand(tmp_path: Path) -> None:
    """One storm of 1,000, kept in the ledger."""
    ledger = Ledger("last-second storm")
    for shard in ledger.missing(1):
        ledger.add(shard, storm(tmp_path / str(shard), 1000, 400, shard + 1))
