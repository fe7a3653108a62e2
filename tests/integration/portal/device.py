"""A candidate's device without a screen: speaks the real protocol to a real server, with a clock of its own."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import requests

from protocol.canonical import digest_hex, from_base64, to_base64
from protocol.edits import Document, Edit, Origin
from protocol.facts import DocumentFact, EditFact, Fact, LaunchFact, SubmissionFact, fact_bytes
from protocol.identifiers import new_identifier
from protocol.journal import Chain, Entry, Head, Moment, sign_batch
from protocol.notices import NoticeAcknowledged
from protocol.receipts import HandedIn, Signed, SubmissionReceipt, Ticket, TrackCount
from protocol.signing import SigningKey
from protocol.verdicts import LanguageId
from protocol.wire import (
    CheckReport,
    CheckResult,
    FinishRequest,
    Joined,
    JournalBatch,
    ProblemView,
    ServerTime,
    Started,
    SubmissionRequest,
    TrackRequest,
    WireEntry,
)
from tests.integration.portal.media_maker import MadeTrack
from tests.joining import join_request

SECOND_US = 1_000_000


@dataclass
class Device:
    """One device with one attempt. `mono_us` is set by the test; the wall clock runs with it."""

    base_url: str
    key: SigningKey = field(default_factory=SigningKey.generate)
    device: str = field(default_factory=new_identifier)
    launch: str = field(default_factory=new_identifier)
    origin_us: int = field(default_factory=lambda: time.time_ns() // 1000 - 900 * SECOND_US)
    mono_us: int = 5 * SECOND_US
    entries: list[Entry] = field(default_factory=list)
    sent: int = 0
    handed_in: list[HandedIn] = field(default_factory=list)
    tracks: list[TrackCount] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    time_zone: str | None = None
    joined: Joined = field(init=False)
    started: Started = field(init=False)
    chain: Chain = field(init=False)
    head: Head = field(init=False)

    def join(self, code: str) -> None:
        """Trade the code for the attempt."""
        request = join_request(code, self.device, self.key.public_key, self.time_zone)
        now_us = ServerTime.parse(self._call("GET", "/time").text).server_time_us
        proved = request.proved(self.key, self.base_url, now_us)
        self.joined = Joined.parse(self._call("POST", "/join", proved.model_dump_json()).text)

    def begin(self, code: str) -> None:
        """Join, acknowledge, check and start."""
        self.join(code)
        notice = self.joined.notice
        told = NoticeAcknowledged(
            notice_version=notice.version, notice_digest=digest_hex(notice.canonical()), read_at_wall_us=self.wall_us
        )
        self._own("POST", "/notice", told.model_dump_json())
        seen = CheckResult(name="camera", colour="green", cause="Webcam of the device works.")
        self._own("POST", "/check", CheckReport(results=[seen], clock_offset_us=0).model_dump_json())
        self.started = Started.parse(self._own("POST", "/start").text)
        ticket = self.started.ticket
        self.chain = Chain(self.joined.attempt, self.device, from_base64(self.started.commitment_key))
        self.head = Head(0, ticket.digest)
        self.submit_facts(LaunchFact(app_version="0.1.0", platform="test", ticket_digest=ticket.digest))

    @property
    def wall_us(self) -> int:
        return self.origin_us + self.mono_us

    @property
    def problems(self) -> Sequence[ProblemView]:
        return self.started.pack.problems

    @property
    def organisation_public_key(self) -> str:
        return Ticket.from_signed(self.started.ticket, self.joined.server_public_key).organisation_public_key

    def relaunch(self, after_us: int) -> None:
        """The app was closed and comes back `after_us` later with a new monotonic clock."""
        self.origin_us, self.mono_us, self.launch = self.wall_us + after_us, 0, new_identifier()
        self.submit_facts(
            LaunchFact(app_version="0.1.0", platform="test", ticket_digest=self.started.ticket.digest, resumed=True)
        )

    def submit_facts(self, *facts: Fact) -> None:
        """Write entries at the present time."""
        for fact in facts:
            moment = Moment(self.launch, self.mono_us, self.wall_us)
            entry = self.chain.link(self.head, fact_bytes(fact), moment)
            self.entries.append(entry)
            self.head = Head(entry.seq, entry.hash)

    def open_document(self, problem: str, language: LanguageId, text: str) -> str:
        document = new_identifier()
        self.submit_facts(DocumentFact(document=document, problem=problem, language=language, text=text))
        self.documents[document] = Document(text)
        return document

    def edit(self, document: str, edit: Edit) -> None:
        self.documents[document].apply(edit)
        self.submit_facts(EditFact(document=document, edit=edit))

    def type(self, document: str, text: str, position: int | None = None, step_us: int = 120_000) -> None:
        """Type text letter by letter at a byte position (default: the end)."""
        at = len(self.documents[document].data) if position is None else position
        for letter in text:
            self.mono_us += step_us
            self.edit(document, Edit(position=at, inserted=letter, origin=Origin.TYPING))
            at += len(letter.encode())

    def hand_in(self, document: str, problem: str, language: LanguageId) -> str:
        source = self.documents[document].text
        submission, digest = new_identifier(), digest_hex(source.encode())
        self.submit_facts(
            SubmissionFact(
                submission=submission, problem=problem, document=document, language=language, source_digest=digest
            )
        )
        self.send()
        body = SubmissionRequest(
            problem=problem, language=language, source=source, source_digest=digest, seq=self.head.seq
        )
        self._own("PUT", f"/submissions/{submission}", body.model_dump_json())
        self.handed_in.append(HandedIn(submission=submission, problem=problem, source_digest=digest))
        return submission

    def upload(self, made: MadeTrack, skip: Sequence[int] = ()) -> None:
        request = TrackRequest(
            stream=made.stream,
            launch=self.launch,
            mime=made.mime,
            wrapped_key=made.wrapped_key,
            device_name=made.device,
        )
        self._own("PUT", f"/tracks/{made.track}", request.model_dump_json())
        for number, file in enumerate(made.files):
            if number not in skip:
                headers = {"Digest-SHA256": digest_hex(file), "Content-Type": "application/octet-stream"}
                self._own("PUT", f"/tracks/{made.track}/segments/{number}", file, headers)
        self.tracks.append(TrackCount(track=made.track, segments=len(made.files)))

    def send(self) -> None:
        """Send what was not sent yet."""
        while self.sent < len(self.entries):
            batch = self.entries[self.sent : self.sent + 2000]
            wire = [WireEntry(header=to_base64(each.header_bytes), body=to_base64(each.body)) for each in batch]
            body = JournalBatch(entries=wire, signature=sign_batch(batch, self.key))
            self._own("POST", "/journal", body.model_dump_json())
            self.sent += len(batch)

    def finish(self) -> None:
        self.send()
        receipt = SubmissionReceipt(
            attempt=self.joined.attempt,
            device=self.device,
            seq=self.head.seq,
            head=self.head.hash,
            finished_wall_us=self.wall_us,
            submissions=self.handed_in,
            tracks=self.tracks,
        )
        signed: Signed = receipt.signed_by(self.key)
        self._own("POST", "/finish", FinishRequest(receipt=signed).model_dump_json())

    def _own(
        self, method: str, path: str, body: str | bytes | None = None, headers: dict[str, str] | None = None
    ) -> requests.Response:
        sent = {"Authorization": f"Bearer {self.joined.token}"} | (headers or {})
        return self._call(method, f"/attempts/{self.joined.attempt}{path}", body, sent)

    def _call(
        self, method: str, path: str, body: str | bytes | None = None, headers: dict[str, str] | None = None
    ) -> requests.Response:
        sent = {"Content-Type": "application/json"} | (headers or {})
        data = body.encode() if isinstance(body, str) else body
        answer = requests.request(method, f"{self.base_url}/api/v1{path}", data=data, headers=sent, timeout=30)
        assert answer.ok, (method, path, answer.status_code, answer.text)
        return answer
