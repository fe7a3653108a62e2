"""Uploads through bad networks, killed servers and killed clients: every byte arrives once, and few go twice.

The real engine in a process of its own, the real server in another, a proxy between them. *Dense*: about one fault for
each upload, and both sides killed. *Sparse*: one fault for each 10 MB, which is where the overhead is measured.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from backend.attempts.models import Attempt
from backend.ingest.leftovers import drop_leftovers
from backend.ingest.models import Segment
from backend.ingest.reading import read_journal, stream_segment
from protocol.attempts import TrackKind
from protocol.errors import RecrutrError
from protocol.facts import SegmentFact
from protocol.identifiers import new_identifier
from protocol.sealing import Sealer, new_data_key, wrap_for_organisation
from sync.client import Client
from sync.store.records import StoredSegment
from tests.faults.proxy import Fault, FaultProxy, Weather
from tests.faults.uploader import send
from tests.ledger import Ledger
from tests.storage.joined import JoinedDevice, stores_in
from tests.storage.server_process import ServerProcess

SHARDS = 20
UPLOADS_A_SHARD = 50
"""Twenty of fifty: a thousand; half of them dense, half sparse."""
REAL_BYTES = (100_000, 1_000_000)
BUNDLED_BYTES = (10_000, 100_000)
LARGE_BYTES = 6_000_000
SPARSE_BYTES = 10_000_000
DENSE_BYTES = 500_000
PATIENCE_S = 300.0
Figures = dict[str, float | list[float]]
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["tests.faults.uploader"])


@dataclass(frozen=True)
class Plan:
    """How many uploads, how large, how often something happens, who is killed, and whether bundles are hurried."""

    seed: int
    uploads: int
    large: int
    fault_bytes: int
    kills: tuple[str, ...] = ()
    bundling: bool = False


class Campaign:
    """One attempt's recordings on their way."""

    def __init__(self, server: ServerProcess, folder: Path, plan: Plan) -> None:
        self.server, self.folder, self.plan = server, folder, plan
        self.chance = random.Random(plan.seed)  # noqa: S311 - chance, no secret
        device = JoinedDevice(server.address, server.invite(), folder)
        self.holder, self.attempt, self.token = device.holder, device.store.attempt, device.store.joined.token
        self.contents: dict[tuple[str, int], bytes] = {}
        self._record(device)
        device.close()
        self.resumed_s: list[float] = []
        self.refused = self.bundles = 0

    def _record(self, device: JoinedDevice) -> None:
        ticket, track, key = device.store.ticket, new_identifier(), new_data_key()
        assert ticket is not None
        sealer = Sealer(self.attempt, track, key)
        wrapped = wrap_for_organisation(key, ticket.organisation_public_key)
        media = device.store.media
        media.declare(TrackKind.SCREEN, track, "video/mp4", wrapped, "A screen")
        usual = BUNDLED_BYTES if self.plan.bundling else REAL_BYTES
        sizes = [self.chance.randint(*usual) for _ in range(self.plan.uploads - self.plan.large)]
        for number, size in enumerate([*sizes, *[LARGE_BYTES] * self.plan.large]):
            for fragment, at in enumerate(range(0, size, 512 * 1024)):
                sealed = sealer.seal(number, fragment, os.urandom(min(512 * 1024, size - at)))
                media.write(track, number, sealed.record)
            digest, length = media.close_segment(track, number)
            self.contents[track, number] = media.path(track, number).read_bytes()
            fact = SegmentFact(
                track=track,
                stream=TrackKind.SCREEN,
                segment=number,
                fragments=fragment + 1,
                size_bytes=length,
                digest=digest,
                start_us=number * 10_000_000,
                duration_us=10_000_000,
                last_tag=sealed.tag.hex(),
            )
            device.store.submit(fact).result(30)

    def forecast(self, _number: int) -> Weather:
        kind = self.chance.choice(list(Fault))
        return Weather(fault=kind, fault_after=round(self.chance.expovariate(1 / self.plan.fault_bytes)))

    def run(self) -> Figures:
        """Send everything, whatever happens; check it; what it cost."""
        with FaultProxy(self.server.address) as proxy:
            proxy.forecast = self.forecast
            echo = threading.Thread(target=self._echo, daemon=True)
            echo.start()
            self._send(proxy)
            echo.join(PATIENCE_S)
            assert not echo.is_alive()
            self._check()
            payload = sum(map(len, self.contents.values()))
            return {
                "uploads": self.plan.uploads,
                "faults": proxy.faults + len(self.plan.kills),
                "payload_bytes": payload,
                "sent_bytes": proxy.bytes_up,
                "resumed_s": [round(it, 2) for it in self.resumed_s],
            }

    def _send(self, proxy: FaultProxy) -> None:
        kills = list(self.plan.kills)
        payload = sum(map(len, self.contents.values()))
        marks = sorted(self.chance.uniform(0.1, 0.8) * payload for _ in kills)
        reports, process = self._launch(proxy)
        end_s = time.monotonic() + PATIENCE_S
        while True:
            assert time.monotonic() < end_s, "the uploads did not end"
            if reports.poll(0.02):
                try:
                    report = reports.recv()
                except EOFError:
                    report = "died"
                process.join(30)
                assert report == "done", report
                return
            if marks and proxy.bytes_up >= marks[0]:
                marks.pop(0)
                kind = kills.pop(0)
                if kind == "client":
                    process.kill()
                    process.join(30)
                    reports, process = self._launch(proxy)
                    self._healed(proxy, process)
                else:
                    self._trouble(kind, proxy)
                    self._healed(proxy, process)

    def _launch(self, proxy: FaultProxy) -> tuple[multiprocessing.connection.Connection, multiprocessing.Process]:
        ours, theirs = _forks.Pipe(duplex=False)
        what = (self.folder, self.holder), self.attempt, proxy.url, theirs
        process = _forks.Process(target=send, args=what, kwargs={"bundling": self.plan.bundling})
        process.start()
        theirs.close()
        return ours, process  # type: ignore[return-value] # the context's own kind of process

    def _trouble(self, kind: str, proxy: FaultProxy) -> None:
        if kind == "server":
            self.server.end()
            self.server.start()
            return
        weather = Weather(black_hole=True) if kind == "black hole" else Weather(refuse=True)
        proxy.forecast = lambda _: weather
        proxy.cut()
        time.sleep(self.chance.uniform(3.0, 7.0))
        proxy.forecast = self.forecast

    def _healed(self, proxy: FaultProxy, process: multiprocessing.Process) -> None:
        """Measure how long it takes until recordings move again."""
        healed_s = time.monotonic()
        while process.is_alive():
            found = [at for at in proxy.loads_s[-50:] if at > healed_s]
            if found:
                self.resumed_s.append(found[0] - healed_s)
                return
            assert time.monotonic() < healed_s + 60, "nothing moves again"
            time.sleep(0.02)

    def _echo(self) -> None:
        """Old requests that arrive again, late and in another order than they were made."""
        file = self.folder.with_suffix(".echo")
        with Client(self.server.address) as client:
            client.sign_in(self.attempt, self.token)
            for place in self.chance.sample(sorted(self.contents), min(5, len(self.contents))):
                time.sleep(0.3)
                data = self.contents[place]
                file.write_bytes(data)
                try:
                    client.send_segment(*place, file, hashlib.sha256(data).hexdigest())
                except RecrutrError:  # the server is down, or does not know the track yet
                    self.refused += 1

    def _check(self) -> None:
        """Equal hashes, each once, the journal whole, nothing left on the device."""
        self.server.end()  # and with it what it still does for requests that were given up
        with self.server.services() as services, services.reading() as tx:
            hashes = [entry.hash for entry in read_journal(tx, tx.session.get_one(Attempt, self.attempt))]
            rows = tx.session.scalars(select(Segment).where(Segment.attempt == self.attempt)).all()
            stored = [hashlib.sha256(b"".join(stream_segment(tx, row))).hexdigest() for row in rows]
            named = Counter(row.object_key for row in rows)
            drop_leftovers(services, self.attempt)
            assert set(services.objects.list(f"attempts/{self.attempt}/")) == set(named)
        self.bundles = sum(count > 1 for count in named.values())
        assert sorted(stored) == sorted(hashlib.sha256(data).hexdigest() for data in self.contents.values())
        store = stores_in(self.folder, self.holder).open(self.attempt)
        segments: list[StoredSegment] = store.outbox.segments()
        assert all(it.confirmed and it.refusal is None and not it.file.exists() for it in segments)
        assert hashes == [store.outbox.hash_at(seq) for seq in range(1, store.outbox.last_seq() + 1)]
        store.close()


def dense(seed: int, uploads: int, kills: tuple[str, ...]) -> Plan:
    return Plan(seed, uploads, 0, DENSE_BYTES, kills)


def sparse(seed: int, uploads: int, large: int) -> Plan:
    return Plan(seed, uploads, large, SPARSE_BYTES)


@pytest.mark.timeout(240)
def test_a_few_uploads_through_everything(tmp_path: Path) -> None:
    with ServerProcess(tmp_path / "server") as server:
        figures = Campaign(server, tmp_path / "device", dense(7, 12, ("refused", "client", "server"))).run()
    assert figures["faults"] > 3  # type: ignore[operator] # a number


@pytest.mark.timeout(240)
def test_a_backlog_in_bundles_through_everything(tmp_path: Path) -> None:
    """About one fault for each two bundles, in their midst as between them."""
    with ServerProcess(tmp_path / "server") as server:
        plan = Plan(11, 120, 0, DENSE_BYTES, ("client", "server", "refused", "client"), bundling=True)
        campaign = Campaign(server, tmp_path / "device", plan)
        figures = campaign.run()
    assert figures["faults"] > 6  # type: ignore[operator] # a number
    assert campaign.bundles > 5, "how many there are is a matter of chance: each fault makes the next ones smaller"


@pytest.mark.long
@pytest.mark.timeout(6000)
def test_a_thousand_uploads(tmp_path: Path) -> None:
    """In shards; each makes new servers."""
    ledger = Ledger("faulty uploads")
    for shard in ledger.missing(SHARDS):
        folder = tmp_path / str(shard)
        kills = [("server", "client", "refused"), ("client", "black hole", "client")][shard % 2]
        half = UPLOADS_A_SHARD // 2
        # A server for each: what lies there is counted once it has ended.
        with ServerProcess(folder / "rough server") as server:
            rough = Campaign(server, folder / "rough", dense(100 + shard, half, kills)).run()
        with ServerProcess(folder / "calm server") as server:
            calm = Campaign(server, folder / "calm", sparse(200 + shard, half, 1 if shard % 5 == 0 else 0)).run()
        ledger.add(
            shard,
            {
                "uploads": half * 2,
                "faults": _sum(rough, calm, "faults"),
                "rough_payload_bytes": rough["payload_bytes"],
                "rough_sent_bytes": rough["sent_bytes"],
                "calm_payload_bytes": calm["payload_bytes"],
                "calm_sent_bytes": calm["sent_bytes"],
                "resumed_s": rough["resumed_s"],
            },
        )


def _sum(first: Figures, second: Figures, name: str) -> float:
    one, other = first[name], second[name]
    assert isinstance(one, (int, float))
    assert isinstance(other, (int, float))
    return one + other
