"""The same call by eight at once: one effect, one answer for all; another body under the same key is refused."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
import requests
from sqlalchemy import func, select

from backend.accounts import rate
from backend.assessments.models import Assessment
from backend.assessments.service import Invite, invite
from backend.attempts.models import Attempt
from backend.ingest.models import Segment, StoredBatch
from backend.scoring.models import Submission
from backend.scoring.service import MAX_SUBMISSIONS
from backend.settings import DAY_US
from protocol.identifiers import new_identifier
from tests.integration.backend.conftest import Device, focus
from tests.integration.conftest import live_backend as live_backend  # noqa: PLC0414 - pytest finds it by its name
from tests.ledger import Ledger

RACERS = 8
SHARDS = 10
ROUNDS_A_SHARD = 100


class Races:
    """Rounds on one attempt; each checks what the server keeps."""

    def __init__(self, backend: Any, seed: int) -> None:
        self.backend = backend
        self.chance = random.Random(seed)  # noqa: S311 - chance, no secret
        self.device = Device(backend.url).work_up_to_start(backend.seeded.code)
        self.pool = ThreadPoolExecutor(RACERS)
        self.track, self.key = self.device.declare_track()
        self.segments = self.batches = self.submissions = 0
        self.attempts = 1

    def close(self) -> None:
        self.pool.shutdown()
        self.device.http.close()

    def run(self, rounds: int) -> int:
        """How many races were run."""
        kinds: list[Callable[[], None]] = [self.segment, self.batch, self.other_bytes, self.join, self.submission]
        for _ in range(rounds):
            left = kinds if self.submissions < MAX_SUBMISSIONS else kinds[:-1]  # an attempt has no more
            self.chance.choice(left)()
            self.check()
        return rounds

    def segment(self) -> None:
        data = self.device.segment(self.track, self.key, self.segments, self.chance.randbytes(2000))
        answers = self._all(lambda _: self.device.put_segment(self.track, self.segments, data))
        assert {it.status_code for it in answers} == {200}
        assert len({it.text for it in answers}) == 1
        self.segments += 1

    def other_bytes(self) -> None:
        different = [
            self.device.segment(self.track, self.key, self.segments, bytes([at]) * 900) for at in range(RACERS)
        ]
        answers = self._all(lambda at: self.device.put_segment(self.track, self.segments, different[at]))
        assert sorted(it.status_code for it in answers) == [200] + [409] * (RACERS - 1)
        self.segments += 1

    def batch(self) -> None:
        entries = self.device.entries(focus(), focus())
        answers = self._all(lambda _: self.device.send(entries))
        assert {it.status_code for it in answers} == {200}
        self.batches += 1

    def submission(self) -> None:
        name, source = new_identifier(), f"print({self.submissions})"
        self.device.send(self.device.handing_in(source, name)[1])
        self.batches += 1
        seq = self.device.head.seq
        answers = self._all(lambda _: self.device.submit(source, name, seq))
        assert {it.status_code for it in answers} == {200}
        assert len({it.json()["received_at_us"] for it in answers}) == 1
        assert self.device.submit("print('other')", name, seq).status_code in {409, 422}
        self.submissions += 1

    def join(self) -> None:
        """Eight machines with one code."""
        with self.backend.services.transaction() as tx:
            assessment = tx.session.get_one(Assessment, self.backend.seeded.assessment)
            whom = Invite("Kim", f"{self.attempts}@candidate.example", tx.now_us - DAY_US, tx.now_us + DAY_US)
            code = invite(tx, assessment, whom, None).code
        devices = [Device(self.backend.url) for _ in range(RACERS)]
        answers = self._all(lambda at: devices[at].call("POST", "/join", devices[at].join_request(code)))
        assert sorted(it.status_code for it in answers) == [200] + [409] * (RACERS - 1)
        for device in devices:
            device.http.close()
        self.attempts += 1

    def check(self) -> None:
        with self.backend.services.reading() as tx:
            kept = [
                tx.session.scalar(select(func.count()).select_from(it))
                for it in (Segment, StoredBatch, Submission, Attempt)
            ]
        assert kept == [self.segments, self.batches, self.submissions, self.attempts]
        folder = self.backend.services.settings.objects_folder
        assert sum(file.is_file() for file in folder.rglob("*")) == self.segments

    def _all(self, call: Callable[[int], requests.Response]) -> list[requests.Response]:
        return list(self.pool.map(call, range(RACERS)))


@pytest.fixture
def races(live_backend: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Races]:
    monkeypatch.setattr(rate, "JOIN_BY_ADDRESS", replace(rate.JOIN_BY_ADDRESS, tries=10_000))
    made = Races(live_backend, 1)
    yield made
    made.close()


def test_eight_at_once_have_one_effect(races: Races) -> None:
    for race in (races.segment, races.other_bytes, races.batch, races.join, races.submission):
        race()
        races.check()
    races.run(4)


@pytest.mark.long
@pytest.mark.timeout(3000)
def test_a_thousand_races(races: Races) -> None:
    """All shards on one server, because a race does not depend on what was before."""
    ledger = Ledger("races of eight")
    for shard in ledger.missing(SHARDS):
        races.chance = random.Random(shard)  # noqa: S311 - chance, no secret
        ledger.add(shard, {"races": races.run(ROUNDS_A_SHARD)})
