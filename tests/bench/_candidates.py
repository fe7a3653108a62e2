"""Candidates who work, as the server hears them: real entries, real seals, the app's own pace and its own waiting.

One process, one thread, one event loop for all of them. What is signed and sealed is made when it is due, not
beforehand; the answers' signatures are not checked, which a device does. A device that is sent away keeps what it has
and sends it in the next, larger batch, so what a candidate feels of a busy server is the age of what is not yet
acknowledged.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiohttp

from protocol.canonical import to_base64
from protocol.edits import Edit
from protocol.errors import NetworkFault
from protocol.facts import DocumentFact, EditFact, Fact, fact_bytes
from protocol.identifiers import new_identifier
from protocol.journal import Entry, Head, Moment, sign_batch
from protocol.sealing import MAGIC, Sealer, new_data_key, wrap_for_organisation
from protocol.verdicts import LanguageId
from protocol.wire import PACE_HEADER
from sync.pacing import batch_pause_s, pause_s
from sync.progress import Pace
from sync.store.outbox import BATCH_ENTRIES
from tests.integration.backend.conftest import Device

PACE = Pace()
KEYS_PER_S = 3.0
"""Entries of somebody who types and thinks."""
SEGMENT_S, SEGMENT_BYTES = 10.0, 64 * 1024
"""One recorded stream; a recorder makes about 1.2 MB a minute of three."""
PATIENCE_S = 20.0
"""The app's own."""


@dataclass
class Heard:
    """What was measured after the warm-up; times in seconds."""

    journal_s: list[float] = field(default_factory=list)
    segment_s: list[float] = field(default_factory=list)
    age_s: list[float] = field(default_factory=list)
    """Of each batch's oldest entry when it was acknowledged."""
    entries: int = 0
    bytes: int = 0
    """Of segments that were acknowledged."""
    sent_away: Counter[str] = field(default_factory=Counter)
    """By what was sent: journal or segment."""
    errors: Counter[str] = field(default_factory=Counter)

    @property
    def answered(self) -> int:
        """Calls that did what they were for."""
        return len(self.journal_s) + len(self.segment_s)


@dataclass
class Round:
    """One measurement. `speed`: how many candidates' traffic one of them makes; times are of the monotonic clock."""

    begins_s: float
    ends_s: float
    speed: float
    heard: Heard = field(default_factory=Heard)

    @property
    def over(self) -> bool:
        """Nothing is begun any more."""
        return time.monotonic() >= self.ends_s

    async def sleep(self, seconds: float) -> None:
        """As much, less at speed, not beyond the end."""
        await asyncio.sleep(max(0.0, min(seconds / self.speed, self.ends_s - time.monotonic())))


class Candidate:
    """A device that has started, and what it has not sent yet. Kept from round to round."""

    def __init__(self, device: Device) -> None:
        self._device, self._document = device, new_identifier()
        self._base = f"{device.url}/api/v1/attempts/{device.attempt}"
        self._headers = {"Authorization": f"Bearer {device.joined['token']}"}
        self._pending: list[tuple[float, Entry]] = []
        self._made, self._segment = 0, 0
        self._track, self._key = new_identifier(), new_data_key()
        self._sealer = Sealer(device.attempt, self._track, self._key)
        self._waiting: tuple[str, bytes] | None = None

    async def work(self, round_: Round) -> None:
        """Until the round is over."""
        connector = aiohttp.TCPConnector(limit=2)
        wait = aiohttp.ClientTimeout(total=PATIENCE_S)
        async with aiohttp.ClientSession(connector=connector, timeout=wait, headers=self._headers) as http:
            await asyncio.gather(self._type(http, round_), self._record(http, round_))

    async def declare(self, http: aiohttp.ClientSession) -> None:
        """Say what will be recorded; once, before anything is measured. Raises NetworkFault."""
        declared = {
            "stream": "screen",
            "launch": self._device.launch,
            "mime": 'video/mp4; codecs="avc1.42E01E"',
            "wrapped_key": wrap_for_organisation(self._key, self._device.ticket.organisation_public_key),
            "device_name": "Screen 1",
        }
        body = json.dumps(declared).encode()
        status, *_ = await _call(http, "PUT", f"{self._base}/tracks/{self._track}", body, self._headers | _JSON)
        if status != 204:
            raise NetworkFault("load.declare", f"The server answered {status} to a track.")

    async def _type(self, http: aiohttp.ClientSession, round_: Round) -> None:
        # Whoever is new has typed nothing yet; all begin at different moments of the pace.
        await round_.sleep(random.uniform(0, PACE.journal_s))  # noqa: S311 - chance, no secret
        typed_s, failures = time.monotonic(), 0
        while not round_.over:
            now_s = time.monotonic()
            self._press(int((now_s - typed_s) * KEYS_PER_S * round_.speed), typed_s, now_s)
            typed_s = now_s
            status, asked_s, taken_s = await self._send_journal(http) if self._pending else (0, 0.0, 0.0)
            if status == 200:
                if now_s >= round_.begins_s:
                    self._keep_journal(round_.heard, taken_s)
                self._device.head = Head(self._pending[-1][1].seq, self._pending[-1][1].hash)
                self._pending.clear()
                failures = 0
                await round_.sleep(batch_pause_s(asked_s, PACE))
            elif status:
                failures += 1
                await self._wait(round_, ("journal", str(status)), asked_s, failures, now_s)
            else:
                await round_.sleep(PACE.journal_s)

    async def _record(self, http: aiohttp.ClientSession, round_: Round) -> None:
        await round_.sleep(random.uniform(0, SEGMENT_S))  # noqa: S311 - as above
        failures = 0
        while not round_.over:
            now_s = time.monotonic()
            status, asked_s, taken_s = await self._send_segment(http)
            if status in {200, 201}:
                if now_s >= round_.begins_s:
                    round_.heard.segment_s.append(taken_s)
                    round_.heard.bytes += SEGMENT_BYTES
                failures = 0
                await round_.sleep(SEGMENT_S)
            else:
                failures += 1
                await self._wait(round_, ("segment", str(status)), asked_s, failures, now_s)

    async def _wait(self, round_: Round, what: tuple[str, str], asked_s: float, failures: int, now_s: float) -> None:
        kind, status = what
        if now_s >= round_.begins_s:
            if status in {"503", "429"}:
                round_.heard.sent_away[kind] += 1
            else:
                round_.heard.errors[status] += 1
        # Not at speed: a device waits for as long as it was told, however many candidates it stands for.
        pause = min(pause_s(failures - 1, asked_s, PACE), max(0.0, round_.ends_s - time.monotonic()))
        await asyncio.sleep(pause)

    def _press(self, keys: int, since_s: float, now_s: float) -> None:
        room = BATCH_ENTRIES - len(self._pending)
        head = Head(self._pending[-1][1].seq, self._pending[-1][1].hash) if self._pending else self._device.head
        for number in range(min(keys, room)):
            at_s = since_s + (now_s - since_s) * (number + 1) / keys
            moment = Moment(self._device.launch, head.seq * 1000, time.time_ns() // 1000)
            entry = self._device.chain.link(head, fact_bytes(self._fact()), moment)
            head = Head(entry.seq, entry.hash)
            self._pending.append((at_s, entry))

    def _fact(self) -> Fact:
        self._made += 1
        if self._made == 1:
            problem = self._device.problem
            return DocumentFact(document=self._document, problem=problem, language=LanguageId.PYTHON, text="")
        return EditFact(document=self._document, edit=Edit(position=self._made - 2, inserted="x"))

    def _keep_journal(self, heard: Heard, taken_s: float) -> None:
        heard.journal_s.append(taken_s)
        heard.age_s.append(time.monotonic() - self._pending[0][0])
        heard.entries += len(self._pending)

    async def _send_journal(self, http: aiohttp.ClientSession) -> tuple[int, float, float]:
        entries = [entry for _, entry in self._pending]
        wire = [{"header": to_base64(it.header_bytes), "body": to_base64(it.body)} for it in entries]
        body = {"entries": wire, "signature": sign_batch(entries, self._device.key)}
        return await _call(http, "POST", f"{self._base}/journal", json.dumps(body).encode(), _JSON)

    async def _send_segment(self, http: aiohttp.ClientSession) -> tuple[int, float, float]:
        if self._waiting is None:
            plain = random.randbytes(SEGMENT_BYTES)  # noqa: S311 - as above
            self._waiting = (str(self._segment), MAGIC + self._sealer.seal(self._segment, 0, plain).record)
        number, sealed = self._waiting
        headers = {"Digest-SHA256": hashlib.sha256(sealed).hexdigest(), "Content-Type": "application/octet-stream"}
        told = await _call(http, "PUT", f"{self._base}/tracks/{self._track}/segments/{number}", sealed, headers)
        if told[0] in {200, 201}:
            self._waiting, self._segment = None, self._segment + 1
        return told


_JSON = {"Content-Type": "application/json"}


async def _call(
    http: aiohttp.ClientSession, method: str, address: str, body: bytes, headers: dict[str, str]
) -> tuple[int, float, float]:
    """Status (999 when the line failed), the seconds that the server asked to wait, and how long it took.

    What it asks with a refusal, or of the next batch with the answer to one.
    """
    begun_s = time.monotonic()
    try:
        async with http.request(method, address, data=body, headers=headers) as answer:
            await answer.read()
            asked_s = float(answer.headers.get("Retry-After") or answer.headers.get(PACE_HEADER) or 0)
            return answer.status, asked_s, time.monotonic() - begun_s
    except (aiohttp.ClientError, TimeoutError):
        return 999, 0.0, time.monotonic() - begun_s


async def declare(candidates: Sequence[Candidate]) -> None:
    """Each says what it will record, one after the other."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE_S)) as http:
        for candidate in candidates:
            await candidate.declare(http)


async def work(candidates: Sequence[Candidate], warm_s: float, lasts_s: float, speed: float) -> Heard:
    """All of them at once; what was heard after the warm-up."""
    now_s = time.monotonic()
    round_ = Round(now_s + warm_s, now_s + warm_s + lasts_s, speed)
    await asyncio.gather(*(candidate.work(round_) for candidate in candidates))
    return round_.heard
