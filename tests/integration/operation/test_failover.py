"""The database's primary is killed under load: another takes over, and nothing that was acknowledged is lost.

Three PostgreSQL servers under Patroni, one of the two copies written at every commit, HAProxy before them, and a real
API process that takes the journals of devices. Goal: writes are taken again within 30 s, nothing acknowledged is lost,
and whoever asks meanwhile gets 503 with a time to come back.
"""

from __future__ import annotations

import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
import yaml

from backend.attempts.models import Attempt
from backend.ingest.reading import read_journal
from protocol.journal import Entry
from tests.integration.backend.conftest import Device
from tests.ledger import Ledger
from tests.storage.server_process import ServerProcess
from tests.storage.three_servers import ThreeServers, configured, program, three_servers

GOAL_S = 30.0
WARM_S = 2.0
"""Of load before each kill."""
DEVICES = 2
SHARDS, KILLS = 4, 5


@dataclass
class Sender:
    """A device that sends its journal, each batch until it is acknowledged. Times are of a monotonic clock."""

    device: Device
    stop: threading.Event = field(default_factory=threading.Event)
    acknowledged: list[Entry] = field(default_factory=list)
    at_s: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Until stopped."""
        while not self.stop.wait(0.02):
            entries = self.device.entries(*self.device.facts(3))
            while not self.stop.is_set() and not self._taken(entries):
                self.stop.wait(0.1)

    def _taken(self, entries: list[Entry]) -> bool:
        answer = self.device.send(entries)
        self.answers[answer.status_code] += 1
        if answer.status_code == 200:
            self.at_s.append(time.monotonic())
            self.acknowledged += entries
        elif answer.status_code != 503 or int(answer.headers.get("Retry-After", 0)) <= 0:
            self.odd.append(f"{answer.status_code} {answer.text[:300]}")
        return answer.status_code == 200


@contextmanager
def _sending(server: ServerProcess) -> Iterator[list[Sender]]:
    senders = [Sender(Device(server.address).work_up_to_start(server.invite())) for _ in range(DEVICES)]
    threads = [threading.Thread(target=sender.run, daemon=True) for sender in senders]
    for thread in threads:
        thread.start()
    try:
        yield senders
    finally:
        for sender in senders:
            sender.stop.set()
        for thread in threads:
            thread.join(60)
        for sender in senders:
            sender.device.http.close()


def _fail_over(servers: ThreeServers, senders: list[Sender]) -> float:
    """Kill the primary; for how many seconds after it no write was taken, for the device that waited longest."""
    leader = servers.leader()
    killed_s = time.monotonic()
    servers.kill(leader)
    servers.until(lambda: servers.leader() not in {"", leader})
    changed_s = time.monotonic()
    servers.until(lambda: all(sender.at_s[-1] > changed_s for sender in senders))
    taken = [next(at for at in sender.at_s if at > killed_s + 1) for sender in senders]
    servers.start(leader)
    servers.until(servers.is_whole)
    return max(taken) - killed_s


def _lost(server: ServerProcess, senders: list[Sender]) -> int:
    lost = 0
    with server.services() as services, services.reading() as tx:
        for sender in senders:
            kept = {entry.hash for entry in read_journal(tx, tx.session.get_one(Attempt, sender.device.attempt))}
            lost += sum(entry.hash not in kept for entry in sender.acknowledged)
    return lost


def fail_overs(folder: Path, kills: int) -> dict[str, float | list[float]]:
    """So many kills of the primary in a row, each when all are whole again."""
    with three_servers() as servers, ServerProcess(folder / "data", variables=servers.variables()) as server:
        with _sending(server) as senders:
            waited_s = []
            for _ in range(kills):
                time.sleep(WARM_S)
                waited_s.append(round(_fail_over(servers, senders), 2))
        assert requests.get(f"{server.address}/readyz", timeout=30).status_code == 200
        lost = _lost(server, senders)
        answers = sum((sender.answers for sender in senders), Counter[int]())
        assert [each for sender in senders for each in sender.odd] == []
        assert answers[503] > 0, "nobody noticed"
    assert lost == 0
    assert max(waited_s) <= GOAL_S
    return {
        "kills": kills,
        "acknowledged_entries": sum(len(sender.acknowledged) for sender in senders),
        "lost_entries": lost,
        "answered_503": answers[503],
        "answered_otherwise": sum(count for status, count in answers.items() if status not in {200, 503}),
        "until_writes_s": waited_s,
    }


def test_the_configurations_that_are_handed_out_are_understood(tmp_path: Path) -> None:
    """By HAProxy; and Patroni's has the times that it asks for between themselves."""
    made = configured(tmp_path)
    argv = [program("haproxy"), "-c", "-f", str(tmp_path / "haproxy.cfg")]
    checked = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    for name in made.ports:
        times = yaml.safe_load((tmp_path / f"{name}.yml").read_text())["bootstrap"]["dcs"]
        assert times["loop_wait"] + 2 * times["retry_timeout"] <= times["ttl"]
        assert times["synchronous_mode_strict"] is True


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_twenty_kills_of_the_primary_lose_nothing(tmp_path: Path) -> None:
    ledger = Ledger("database failover")
    for shard in ledger.missing(SHARDS):
        ledger.add(shard, fail_overs(tmp_path / str(shard), KILLS))
