"""The requests door: every call of docs/protocol.md, typed by `protocol.wire`.

Guarantees: whatever goes wrong arrives as an error of `protocol.errors`; certificates are always checked; the token
goes to the server's own address only. Must not retry, wait or remember: that is the engine's part.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self, TypeVar

import requests
from requests import Response
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import ConnectionPool

from protocol import wire
from protocol.bundles import BUNDLE_HEADER, MAX_BUNDLE_BYTES, Bundled, BundledAnswer, BundleStored, head_digest
from protocol.errors import InvalidInput, NetworkFault, RecrutrError
from protocol.identifiers import identifier_bytes
from protocol.joining import JoinRequest
from protocol.model import Frozen
from protocol.notices import NoticeAcknowledged
from protocol.receipts import Signed
from protocol.restoring import Restored, RestoreRequest
from protocol.runs import RunEvent, RunRequest, RunsOffer
from protocol.saying import to_say
from protocol.signing import SigningKey
from sync.addresses import checked_address, not_recrutr
from sync.answers import ANSWER_BROKE, limited_content, limited_lines, offered_number, refuse_bad
from sync.bodies import Body, Bundle, content
from sync.flow import Flow
from sync.refusals import refused
from sync.vigil import Vigil

API = "/api/v1"
CONNECT_TIMEOUT_S = 5.0
READ_TIMEOUT_S = 20.0
"""Longest silence of the server within one answer; a socket that stays silent is given up (catalogue B5: 30 s)."""
PROBE_TIMEOUT_S = 3.0
"""Patience of `look_for_server`, for the connection and for the answer, which costs the server next to nothing."""
BLOCK_BYTES = 32 * 1024
"""A file is handed to the system in such pieces; each is a sign of life, and has CONNECT_TIMEOUT_S to leave."""
LARGEST_BLOCK_BYTES = 1024 * 1024
BLOCK_S = 0.1
"""Where the last segment has arrived quickly, the pieces of the next are what left in so long then."""
SEND_BUFFER_BYTES = 128 * 1024
"""The most that lies in the system, unseen, when the last piece was handed over."""
DIGEST_HEADER = "Digest-SHA256"
SURROUNDINGS_S = 5.0
"""How long it is remembered which proxies the system names: a computer may move, but not between two segments."""

Answer = TypeVar("Answer", bound=Frozen)


class Client:
    """One server, one attempt at a time. Use one Client per thread: a session keeps its connection open."""

    def __init__(
        self, base_url: str, *, allow_plain_http: bool = False, read_timeout_s: float = READ_TIMEOUT_S
    ) -> None:
        """Speak to `base_url`: https, or http to this very machine (or `allow_plain_http`). Raises InvalidInput."""
        self.base_url = checked_address(base_url, allow_plain_http)
        self._timeout = (CONNECT_TIMEOUT_S, read_timeout_s)
        self._session = _Session()
        self._session.headers["User-Agent"] = "Recrutr"
        self._session.auth = _Bearer("")
        self._connections = _Connections()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, self._connections)
        self._attempt = ""
        self._lock = threading.Lock()
        self._vigil = Vigil()
        self._block_bytes = BLOCK_BYTES
        self.bundle_bytes = 0  # what the server's last answer to a segment offered
        self.journal_pace_s = 0  # what its last answer to a batch asked for
        self._began_s = 0.0
        self._surroundings: Mapping[str, Any] = {}
        self._surroundings_until_s = 0.0

    def twin(self) -> Client:
        """Another client of the same server and attempt, for another thread."""
        other = Client(self.base_url, allow_plain_http=True, read_timeout_s=self._timeout[1])
        other.follow(self)
        return other

    def follow(self, other: Client) -> None:
        """Use the token that another client of the same server uses now."""
        with other._lock:
            attempt, auth = other._attempt, other._session.auth
        with self._lock:
            self._attempt, self._session.auth = attempt, auth

    def sign_in(self, attempt: str, token: str) -> None:
        """Use this token for the calls of this attempt from here on."""
        identifier_bytes(attempt)
        with self._lock:
            self._attempt, self._session.auth = attempt, _Bearer(token)

    def close(self) -> None:
        """Close the kept connections."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def silent(self) -> bool:
        """Whether a request has waited for a sign of the server for too long. From any thread."""
        return self._vigil.silent

    def look_for_server(self) -> None:
        """`GET /time` with little patience. Raises NetworkFault."""
        patient = self._timeout
        self._timeout = (min(PROBE_TIMEOUT_S, patient[0]), min(PROBE_TIMEOUT_S, patient[1]))
        try:
            self.time()
        finally:
            self._timeout = patient

    def time(self) -> wire.ServerTime:
        """`GET /time`; needs no token."""
        return self._call("GET", "/time", wire.ServerTime)

    def join(self, request: JoinRequest, key: SigningKey) -> wire.Joined:
        """`GET /time`, then `POST /join` with the device key's proof; no token. Refused: `join.*` of docs/protocol.md.

        A lost answer is asked for again by calling this again: no proof is sent twice.
        """
        return self._call("POST", "/join", wire.Joined, request.proved(key, self.base_url, self.time().server_time_us))

    def acknowledge_notice(self, notice: NoticeAcknowledged) -> wire.Contact:
        """`POST …/notice`."""
        return self._call("POST", self._path("/notice"), wire.Contact, notice)

    def report_check(self, report: wire.CheckReport) -> wire.Contact:
        """`POST …/check`."""
        return self._call("POST", self._path("/check"), wire.Contact, report)

    def start(self) -> wire.Started:
        """`POST …/start`; the same answer on every repetition by this device."""
        return self._call("POST", self._path("/start"), wire.Started)

    def send_journal(self, batch: wire.JournalBatch) -> Signed:
        """`POST …/journal`; the signed acknowledgement. Conflict: `journal.gap`, `journal.fork`."""
        with self._exchange("POST", self._path("/journal"), batch) as answer:
            self.journal_pace_s = offered_number(answer.headers, wire.PACE_HEADER, wire.LONGEST_PACE_S)
            return _parsed(answer, wire.Acknowledged).acknowledgement

    def journal_head(self) -> Signed:
        """`GET …/journal/head`; the signed acknowledgement of what the server holds."""
        return self._call("GET", self._path("/journal/head"), wire.Acknowledged).acknowledgement

    def restore(self, request: RestoreRequest) -> Restored:
        """`POST …/journal/restore`: this device's own entries after a number; at first also tracks and receipts."""
        return self._call("POST", self._path("/journal/restore"), Restored, request)

    def declare_track(self, track: str, request: wire.TrackRequest) -> None:
        """`PUT …/tracks/{track}`."""
        self.tell("PUT", f"/tracks/{track}", request)

    def send_segment(self, track: str, segment: int, file: Path, digest: str) -> wire.SegmentStored:
        """`PUT …/segments/{n}`, streamed from disk. Conflict `segment.other_digest`.

        Raises StorageFault: `store.missing` when the file is gone, `store.unreadable` when it cannot be read.
        """
        path, said = self._segment(track, segment), {DIGEST_HEADER: digest}
        with self._at_pace(), self._exchange("PUT", path, file, said) as answer:
            stored = _parsed(answer, wire.SegmentStored)
            self._keep_pace(stored.size_bytes)
            self.bundle_bytes = offered_number(answer.headers, BUNDLE_HEADER, MAX_BUNDLE_BYTES)
        return stored

    def send_bundle(
        self, track: str, parts: Sequence[tuple[Bundled, Path]]
    ) -> tuple[wire.SegmentStored | RecrutrError, ...]:
        """`POST …/segments`: several segments of a track; for each the server's word, or what it answers to it.

        Only for a server that offered it, up to `bundle_bytes`. Raises StorageFault as `send_segment`, and what
        refuses all.
        """
        bundle = Bundle.of(parts)
        path, said = self._path(f"/tracks/{track}/segments"), {DIGEST_HEADER: head_digest(bundle.head)}
        with self._at_pace(), self._exchange("POST", path, bundle, said) as answer:
            words = _parsed(answer, BundleStored).segments
            if [word.segment for word in words] != [part.segment for part, _ in parts]:
                raise not_recrutr(answer.status_code)
            self._keep_pace(sum(bundle.sizes))
        return tuple(_word_of(word) for word in words)

    def segment_digest(self, track: str, segment: int) -> str | None:
        """`HEAD …/segments/{n}`: the digest that the server holds, or None."""
        with self._exchange("HEAD", self._segment(track, segment), None, absent_is_fine=True) as answer:
            return None if answer.status_code == requests.codes.not_found else answer.headers.get(DIGEST_HEADER)

    def hand_in(self, submission: str, request: wire.SubmissionRequest) -> wire.SubmissionStatus:
        """`PUT …/submissions/{submission}`."""
        return self._call("PUT", self._path(f"/submissions/{submission}"), wire.SubmissionStatus, request)

    def submissions(self) -> list[wire.SubmissionStatus]:
        """`GET …/submissions`."""
        return self._call("GET", self._path("/submissions"), wire.Submissions).submissions

    def runs_offered(self) -> RunsOffer:
        """`GET …/runs`: whether the server runs programs for this attempt."""
        return self._call("GET", self._path("/runs"), RunsOffer)

    def run(self, request: RunRequest, heard: Callable[[RunEvent], bool]) -> None:
        """`POST …/runs`: hand on every event as it comes, until the last or until `heard` answers False.

        Leaving early ends the run on the server. TooMany: `rate.limited`, `runs.one_at_a_time`, `runs.line_full`.
        """
        with self._connections.flow.taking_its_time(), self._exchange("POST", self._path("/runs"), request) as answer:
            for line in limited_lines(answer):
                try:
                    going_on = heard(RunEvent.parse(line))
                except InvalidInput as error:
                    raise not_recrutr(answer.status_code) from error
                if not going_on:
                    return

    def finish(self, receipt: Signed) -> Signed:
        """`POST …/finish`; the server's countersignature of the device-signed receipt."""
        body = wire.FinishRequest(receipt=receipt)
        return self._call("POST", self._path("/finish"), wire.Finished, body).countersigned

    def withdraw(self) -> wire.Contact:
        """`POST …/withdraw`."""
        return self._call("POST", self._path("/withdraw"), wire.Contact)

    def contact(self) -> wire.Contact:
        """`GET …/contact`. Raises Gone `attempt.erased` with the erasure receipt in `details['receipt']`."""
        return self._call("GET", self._path("/contact"), wire.Contact)

    def request(self, request: wire.RequestCreate) -> wire.RequestStatus:
        """`POST …/requests`: exercise a right."""
        return self._call("POST", self._path("/requests"), wire.RequestStatus, request)

    def requests(self) -> list[wire.RequestStatus]:
        """`GET …/requests`."""
        return self._call("GET", self._path("/requests"), wire.Requests).requests

    def ask(self, method: str, rest: str, kind: type[Answer], body: Body = None) -> Answer:
        """A call below the attempt that another room owns (`sync.conversing`)."""
        return self._call(method, self._path(rest), kind, body)

    def tell(self, method: str, rest: str, body: Body) -> None:
        """As `ask`, where the good answer has no words."""
        with self._exchange(method, self._path(rest), body) as answer:
            if answer.status_code != requests.codes.no_content:  # a hotel's page is good, too, and says nothing
                raise not_recrutr(answer.status_code)

    def _around(self) -> Mapping[str, Any]:
        """What the system says of proxies and certificates; asking costs a quarter of what a call costs here."""
        if time.monotonic() >= self._surroundings_until_s:
            self._surroundings = self._session.merge_environment_settings(self.base_url, {}, True, None, None)
            self._surroundings_until_s = time.monotonic() + SURROUNDINGS_S
        return self._surroundings

    def _path(self, rest: str) -> str:
        with self._lock:
            attempt = self._attempt
        if not attempt:
            raise InvalidInput("attempt", "sign_in first", "This call needs an attempt and its token.")
        return f"/attempts/{attempt}{rest}"

    def _segment(self, track: str, segment: int) -> str:
        return self._path(f"/tracks/{track}/segments/{segment}")

    def _call(
        self,
        method: str,
        path: str,
        kind: type[Answer],
        body: Body = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        with self._exchange(method, path, body, headers) as answer:
            return _parsed(answer, kind)

    @contextmanager
    def _at_pace(self) -> Iterator[None]:
        """Recordings: pieces grow with the line, and start small after a failure."""
        self._began_s = time.monotonic()
        try:
            yield
        except RecrutrError:
            self._block_bytes = BLOCK_BYTES
            raise

    def _keep_pace(self, size_bytes: int) -> None:
        at_pace = size_bytes / max(time.monotonic() - self._began_s, 1e-3) * BLOCK_S
        self._block_bytes = int(min(max(at_pace, BLOCK_BYTES), LARGEST_BLOCK_BYTES))

    @contextmanager
    def _exchange(
        self,
        method: str,
        path: str,
        body: Body,
        headers: Mapping[str, str] | None = None,
        *,
        absent_is_fine: bool = False,
    ) -> Iterator[Response]:
        """Send one request and hand out its good answer; everything else becomes an error of ours."""
        with _translated_faults(), self._vigil, content(body, self._vigil, self._block_bytes) as (data, kind):
            url, said = self.base_url + API + path, {**kind, **(headers or {})}
            request = self._session.prepare_request(requests.Request(method, url, said, data=data))
            with self._session.send(request, timeout=self._timeout, allow_redirects=False, **self._around()) as answer:
                refuse_bad(answer, absent_is_fine=absent_is_fine)
                yield answer


def _parsed(answer: Response, kind: type[Answer]) -> Answer:
    try:
        return kind.parse(limited_content(answer))
    except InvalidInput as error:
        raise not_recrutr(answer.status_code) from error


def _word_of(word: BundledAnswer) -> wire.SegmentStored | RecrutrError:
    if word.stored is not None:
        return word.stored
    told = word.refusal or wire.ErrorAnswer(code=f"http.{word.status}", message="The server gave no reason.")
    return refused(word.status, told)


class _Session(requests.Session):
    """Does not look where an answer sends us: requests would read its whole body for that, and fail at odd addresses.

    A hotel's page may have an address in any alphabet and encoding, and a body without end.
    """

    def get_redirect_target(self, resp: Response) -> None:
        """None for every answer; `refuse_bad` tells of it."""


class _Connections(HTTPAdapter):
    """Connections with our sizes of pieces and buffers, whose answers have to move."""

    def __init__(self) -> None:
        self.flow = Flow()
        super().__init__()

    def get_connection_with_tls_context(self, *request: Any, **named: Any) -> ConnectionPool:
        """As requests makes them, through a proxy or not."""
        pool = super().get_connection_with_tls_context(*request, **named)
        self.flow.watch(pool)
        return pool

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        buffer = (socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        ours = [*HTTPConnection.default_socket_options, buffer]
        super().init_poolmanager(*arguments, blocksize=LARGEST_BLOCK_BYTES, socket_options=ours, **options)


class _Bearer(AuthBase):
    """Sets the token itself: without an own `auth`, requests lets a `.netrc` entry replace the header."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


@contextmanager
def _translated_faults() -> Iterator[None]:
    """Translate what requests raises. The order matters: SSLError and ConnectTimeout are ConnectionErrors too."""
    try:
        yield
    except requests.exceptions.SSLError as error:
        message = to_say(
            "The server's certificate could not be verified. Nothing was sent. Check the date of this "
            "computer; in a company network ask the IT department."
        )
        raise NetworkFault("network.certificate", message) from error
    except requests.exceptions.Timeout as error:
        message = to_say("The server did not answer in time. Recrutr tries again.")
        raise NetworkFault("network.timeout", message) from error
    except requests.exceptions.ConnectionError as error:
        message = to_say("The server cannot be reached. Your work is saved on this computer; Recrutr tries again.")
        raise NetworkFault("network.unreachable", message) from error
    except requests.exceptions.RequestException as error:
        raise NetworkFault("network.cut", ANSWER_BROKE) from error
