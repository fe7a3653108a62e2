"""A small server of the candidate's API for tests of client and engine: keeps what it verified, and can misbehave.

It stands in for the backend only where a test needs answers that the real one never gives; see tests/integration/sync
for the real one.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from protocol import wire
from protocol.attempts import AttemptState
from protocol.bundles import BUNDLE_HEADER, BundledAnswer, BundleStored, parse_head
from protocol.canonical import digest_hex, from_base64
from protocol.errors import Conflict, Gone, InvalidInput, NotFound, RecrutrError, SignInNeeded
from protocol.journal import Chain, Entry, Head, parse_entry, verify_batch
from protocol.model import Frozen
from protocol.receipts import Signed
from sync.store.records import DeviceIdentity
from tests.storage.issuer import TOKEN, Issuer


@dataclass(frozen=True)
class Answer:
    """What goes back; `cut` closes the connection after half of the body."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False


Interference = Callable[[str, str], Answer | None]
Alteration = Callable[[str, str, Answer], Answer]


class Witness:
    """The server's state. `calls` counts what was asked.

    `interfere` may answer in its place, `alter` change what goes back.
    """

    def __init__(self, issuer: Issuer, identity: DeviceIdentity, ticket: Signed) -> None:
        self.issuer, self.identity = issuer, identity
        self.chain = Chain(issuer.attempt, identity.device, issuer.commitment_key)
        self.root = Head(0, ticket.digest)
        self.entries: list[Entry] = []
        self.tracks: dict[str, wire.TrackRequest] = {}
        self.segments: dict[tuple[str, int], bytes] = {}
        self.submissions: dict[str, wire.SubmissionRequest] = {}
        self.judged = False
        self.receipt: Signed | None = None
        self.erasure: Signed | None = None
        self.token = TOKEN
        self.order: list[str] = []
        self.times_s: list[float] = []
        self.calls: Counter[str] = Counter()
        self.received_bytes = 0
        self.bundle_bytes = 0
        self.journal_pace_s = 0
        self.bundles: list[list[int]] = []
        self.interfere: Interference = lambda _method, _path: None
        self.alter: Alteration = lambda _method, _path, answer: answer
        self.lock = threading.Lock()

    @property
    def head(self) -> Head:
        return Head(self.entries[-1].seq, self.entries[-1].hash) if self.entries else self.root

    def acknowledged(self) -> Signed:
        return self.issuer.acknowledgement(self.identity.device, self.head.seq, self.head.hash)

    def take_batch(self, batch: wire.JournalBatch) -> Signed:
        entries = [parse_entry(from_base64(it.header), from_base64(it.body)) for it in batch.entries]
        verify_batch(entries, batch.signature, self.identity.public_key)
        first = entries[0].seq
        if first > self.head.seq + 1:
            raise Conflict("journal.gap", "Entries are missing.", {"expected_seq": self.head.seq + 1})
        overlap = self.head.seq - first + 1
        for mine, theirs in zip(self.entries[first - 1 :], entries, strict=False):
            if mine != theirs:
                raise Conflict("journal.fork", "This is another history.")
        fresh = entries[overlap:]
        self.chain.verify(fresh, self.head)
        self.entries += fresh
        return self.acknowledged()

    def status(self, submission: str) -> wire.SubmissionStatus:
        state = "judged" if self.judged else "waiting"
        problem = self.submissions[submission].problem
        return wire.SubmissionStatus.model_validate(
            {
                "submission": submission,
                "problem": problem,
                "received_at_us": 1,
                "timeliness": "on time",
                "state": state,
            }
        )

    def answer(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        rest = path.removeprefix("/api/v1")
        if rest == "/time":
            return _good(wire.ServerTime(server_time_us=time.time_ns() // 1000))
        if headers.get("authorization") != f"Bearer {self.token}":
            raise SignInNeeded("auth.token", "Sign in again.")
        rest = rest.removeprefix(f"/attempts/{self.issuer.attempt}")
        if self.erasure is not None:
            raise Gone("attempt.erased", "Deleted.", {"receipt": self.erasure.model_dump_json()})
        name = f"{method} {rest.split('/')[1]}"
        with self.lock:
            self.order.append(name)
            self.times_s.append(time.monotonic())
            return self._routed(name, rest, body, headers)

    def _routed(self, name: str, rest: str, body: bytes, headers: dict[str, str]) -> Answer:
        parts = rest.split("/")[1:]
        routes: dict[str, Callable[[], Frozen]] = {
            "GET contact": self._contact,
            "GET journal": lambda: wire.Acknowledged(acknowledgement=self.acknowledged()),
            "POST journal": lambda: wire.Acknowledged(acknowledgement=self.take_batch(wire.JournalBatch.parse(body))),
            "PUT submissions": lambda: self._submitted(parts[1], body),
            "GET submissions": lambda: wire.Submissions(submissions=[self.status(it) for it in self.submissions]),
            "POST finish": lambda: self._finished(body),
        }
        if name in routes:
            pace = {wire.PACE_HEADER: str(self.journal_pace_s)} if self.journal_pace_s else {}
            return replace(_good(routes[name]()), headers=pace)
        if name == "POST tracks":
            return _good(self._bundle(parts[1], body))
        if len(parts) == 2:
            self.tracks[parts[1]] = wire.TrackRequest.parse(body)
            return Answer(204)
        return self._segment(name, (parts[1], int(parts[3])), body, headers)

    def _contact(self) -> wire.Contact:
        state = AttemptState.STARTED if self.receipt is None else AttemptState.FINISHED
        return wire.Contact(state=state, server_time_us=time.time_ns() // 1000)

    def set_back(self, entries: int) -> None:
        """From here on as after so many entries, and nothing else: an old backup was put in its place."""
        with self.lock:
            del self.entries[entries:]
            self.receipt = None
            for kept in (self.tracks, self.segments, self.submissions):
                kept.clear()

    def _submitted(self, submission: str, body: bytes) -> wire.SubmissionStatus:
        self.submissions.setdefault(submission, wire.SubmissionRequest.parse(body))
        return self.status(submission)

    def _finished(self, body: bytes) -> wire.Finished:
        self.receipt = wire.FinishRequest.parse(body).receipt
        return wire.Finished(countersigned=self.issuer.countersigned(self.receipt))

    def _segment(self, name: str, place: tuple[str, int], body: bytes, headers: dict[str, str]) -> Answer:
        stored = self.segments.get(place)
        if name.startswith("HEAD"):
            return Answer(404) if stored is None else Answer(200, headers={"Digest-SHA256": digest_hex(stored)})
        if place[0] not in self.tracks:
            raise NotFound("track.unknown", "This track was not declared. Declare it first.")
        digest = digest_hex(body)
        if digest != headers.get("digest-sha256"):
            raise _wrong_digest()
        if stored is not None and stored != body:
            raise Conflict("segment.other_digest", "This segment was stored with other bytes.")
        self.segments[place] = body
        self.received_bytes += len(body)
        stored_now = wire.SegmentStored(track=place[0], segment=place[1], digest=digest, size_bytes=len(body))
        offer = {BUNDLE_HEADER: str(self.bundle_bytes)} if self.bundle_bytes else {}
        return replace(_good(stored_now), headers=offer)

    def _bundle(self, track: str, body: bytes) -> BundleStored:
        index, head = parse_head(body)
        answers, at = [], len(head)
        for it in index.segments:
            data = body[at : at + it.size_bytes]
            at += it.size_bytes
            try:
                answer = self._segment("PUT", (track, it.segment), data, {"digest-sha256": it.digest})
                stored = wire.SegmentStored.parse(answer.body)
                answers.append(BundledAnswer(segment=it.segment, status=200, stored=stored))
            except RecrutrError as error:
                refusal = wire.ErrorAnswer(code=error.code, message=error.message, details=error.details)
                answers.append(BundledAnswer(segment=it.segment, status=error.status, refusal=refusal))
        self.bundles.append([it.segment for it in index.segments])
        return BundleStored(segments=answers)


class _QuietServer(ThreadingHTTPServer):
    """A client that hangs up is what these tests are about, not worth a traceback."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        return


class WitnessServer:
    """The witness on a free port of this machine."""

    def __init__(self, witness: Witness) -> None:
        self._server = _QuietServer(("127.0.0.1", 0), _handler_of(witness))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler_of(witness: Witness) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 20

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            witness.calls[f"{self.command} {self.path}"] += 1
            answer = witness.interfere(self.command, self.path)
            if answer is None:
                try:
                    headers = {name.lower(): value for name, value in self.headers.items()}
                    answer = witness.answer(self.command, self.path, body, headers)
                except RecrutrError as error:
                    told = wire.ErrorAnswer(code=error.code, message=error.message, details=error.details)
                    answer = Answer(error.status, told.model_dump_json().encode())
            self._send(witness.alter(self.command, self.path, answer))

        do_GET = do_PUT = do_POST = do_HEAD = handle_any  # noqa: N815 - names that http.server looks for

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if self.command == "HEAD":
                return
            self.wfile.write(answer.body[: len(answer.body) // 2] if answer.cut else answer.body)
            if answer.cut:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            return

    return Handler


def _good(value: Frozen) -> Answer:
    return Answer(200, value.model_dump_json(exclude_none=True).encode())


def _wrong_digest() -> RecrutrError:
    return InvalidInput("Digest-SHA256", "SHA-256 of the bytes", "The bytes do not match.", "segment.digest")
