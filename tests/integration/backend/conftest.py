"""A candidate's device as the protocol describes it, for tests of the backend alone (no code of the desktop)."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest
import requests

from backend.jobs.carrier import Carrier
from backend.transaction import Services
from protocol.canonical import digest_hex, from_base64, to_base64
from protocol.edits import Edit
from protocol.facts import DocumentFact, EditFact, Fact, FocusFact, SubmissionFact, fact_bytes
from protocol.identifiers import new_identifier
from protocol.journal import Chain, Entry, Head, Moment, sign_batch
from protocol.receipts import HandedIn, Signed, SubmissionReceipt, Ticket
from protocol.sealing import MAGIC, Sealer, new_data_key, wrap_for_organisation
from protocol.signing import SigningKey
from protocol.verdicts import LanguageId
from protocol.wire import Joined
from tests.joining import join_request
from tests.object_store import Swift
from tests.postgresql import Cluster
from tests.rabbitmq import Rabbit

ON_BOTH = {"test_databases", "test_worker"}
"""Modules that run on PostgreSQL by default too; the others do with `./recrutr test --long`."""

ON_POSTGRESQL = {"test_processes", "test_rows", "test_database_away"}
"""Modules that run on PostgreSQL alone."""

OF_FILES = {"test_everything_goes_and_the_receipt_stays", "test_nothing_of_a_run_is_kept"}
"""Look for traces in SQLite's own files; `test_databases.py` looks for them in those of PostgreSQL."""

WITH_OBJECTS = {"test_recordings", "test_storing", "test_erasure", "test_retention"}
"""Modules that run on an S3-compatible store too with `./recrutr test --long`."""

OF_A_BUCKET = {"test_bucket"}
"""Modules that run on such a store alone, by default too."""

WITH_BROKER = {"test_erasure", "test_late_work", "test_restoring", "test_retention", "test_worker"}
"""Modules whose jobs are carried by a broker too with `./recrutr test --long`."""

OF_A_FOLDER = {
    "test_a_full_disk_loses_nothing_and_half_stores_nothing",
    "test_an_object_is_synced_before_it_has_its_name_and_its_folder_after",
    *OF_FILES,
}
"""What they show is not there with another store."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test here runs on both databases, those with recordings on both stores."""
    if "store" in metafunc.fixturenames:
        module = metafunc.module.__name__.rpartition(".")[2]
        stores: list[Any] = ["folder"]
        if module in OF_A_BUCKET:
            stores = ["s3"]
        elif module in WITH_OBJECTS and metafunc.function.__name__ not in OF_A_FOLDER:
            stores.append(pytest.param("s3", marks=pytest.mark.long))
        metafunc.parametrize("store", stores, indirect=True)
    if metafunc.module.__name__.rpartition(".")[2] in WITH_BROKER:
        metafunc.parametrize("carried", ["table", pytest.param("broker", marks=pytest.mark.long)], indirect=True)
    if "database" in metafunc.fixturenames:
        module = metafunc.module.__name__.rpartition(".")[2]
        marks = [] if module in ON_BOTH | ON_POSTGRESQL else [pytest.mark.long]
        choices = ["sqlite", pytest.param("postgresql", marks=marks)]
        if metafunc.function.__name__ in OF_FILES:
            del choices[1]
        if module in ON_POSTGRESQL:
            del choices[0]
        metafunc.parametrize("database", choices, indirect=True)


@pytest.fixture(autouse=True)
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where backends of this test keep their rows: each data folder has its own file or its own database."""
    if request.param == "sqlite":
        yield request.param
        return
    found: Cluster = request.getfixturevalue("cluster")
    with found.databases() as databases:
        databases.lead(monkeypatch)
        yield request.param


@pytest.fixture(autouse=True)
def store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where backends of this test keep objects: each data folder has its own folder or its own bucket."""
    if request.param == "s3":
        found: Swift = request.getfixturevalue("swift")
        found.lead(monkeypatch)
    return cast("str", request.param)


@pytest.fixture(scope="session")
def rabbit() -> Iterator[Rabbit]:
    """A broker of this run."""
    with Rabbit.started() as found:
        yield found


@pytest.fixture(autouse=True)
def carried(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How workers of this test hear of jobs: from the table alone, or by a broker."""
    if getattr(request, "param", "table") == "broker":
        found: Rabbit = request.getfixturevalue("rabbit")
        real = Carrier.opened

        def opened(services: Services, arrived: Callable[[str], None] | None) -> Carrier | None:
            return real(replace(services, settings=replace(services.settings, **found.settings)), arrived)

        monkeypatch.setattr(Carrier, "opened", opened)


@dataclass
class Device:
    """One machine with a key; `join` first."""

    url: str
    id: str = field(default_factory=new_identifier)
    key: SigningKey = field(default_factory=SigningKey.generate)
    launch: str = field(default_factory=new_identifier)
    http: requests.Session = field(default_factory=requests.Session)
    attempt: str = ""
    joined: dict[str, Any] = field(default_factory=dict)
    started: dict[str, Any] = field(default_factory=dict)
    head: Head = field(default_factory=lambda: Head(0, "0" * 64))
    server: str = ""  # what the server calls itself, where that is not `url`

    def call(self, method: str, path: str, json: Any = None, **options: Any) -> requests.Response:
        """One call; `path` below the attempt unless it starts with a slash."""
        base = f"{self.url}/api/v1"
        address = f"{base}{path}" if path.startswith("/") else f"{base}/attempts/{self.attempt}/{path}"
        return self.http.request(method, address, json=json, timeout=30, **options)

    def join_request(self, code: str, key: SigningKey | None = None, at_us: int | None = None) -> dict[str, Any]:
        """A new request with its proof: by `key` (the device's) and at a time of the server (that of now)."""
        request = join_request(code, self.id, self.key.public_key)
        now_us = at_us or self.call("GET", "/time").json()["server_time_us"]
        return request.proved(key or self.key, self.server or self.url, now_us).model_dump(mode="json")

    def join(self, code: str) -> dict[str, Any]:
        answer = self.call("POST", "/join", self.join_request(code))
        assert answer.status_code == 200, answer.text
        self.joined = answer.json()
        self.attempt = self.joined["attempt"]
        self.http.headers["Authorization"] = f"Bearer {self.joined['token']}"
        return self.joined

    def read_notice(self, language: str = "en") -> requests.Response:
        notice = Joined.model_validate(self.joined).notice_in(language)
        body = {
            "notice_version": notice.version,
            "notice_digest": notice.digest,
            "read_at_wall_us": time.time_ns() // 1000,
        }
        return self.call("POST", "notice", body)

    def check(self) -> requests.Response:
        results = [{"name": "disk", "colour": "green", "cause": "", "fix": None}]
        return self.call("POST", "check", {"results": results, "clock_offset_us": 1})

    def start(self) -> dict[str, Any]:
        answer = self.call("POST", "start")
        assert answer.status_code == 200, answer.text
        return self.take_start(answer.json())

    def take_start(self, started: dict[str, Any]) -> dict[str, Any]:
        """Keep the answer to `start`, from wherever it came."""
        self.started = started
        self.head = Head(0, Signed.model_validate(self.started["ticket"]).digest)
        return self.started

    def work_up_to_start(self, code: str) -> Device:
        self.join(code)
        assert self.read_notice().status_code == 200
        assert self.check().status_code == 200
        self.start()
        return self

    @property
    def ticket(self) -> Ticket:
        return Ticket.from_signed(Signed.model_validate(self.started["ticket"]), self.joined["server_public_key"])

    @property
    def chain(self) -> Chain:
        return Chain(self.attempt, self.id, from_base64(self.started["commitment_key"]))

    @property
    def problem(self) -> str:
        return cast("str", self.started["pack"]["problems"][0]["problem"])

    def entries(self, *facts: Fact, head: Head | None = None) -> list[Entry]:
        """Chain facts after `head` (default: the device's own, which moves on)."""
        at = head or self.head
        made = []
        for fact in facts:
            entry = self.chain.link(at, fact_bytes(fact), Moment(self.launch, at.seq * 1000, time.time_ns() // 1000))
            at = Head(entry.seq, entry.hash)
            made.append(entry)
        if head is None:
            self.head = at
        return made

    def facts(self, count: int = 5) -> list[Fact]:
        document = new_identifier()
        first = DocumentFact(document=document, problem=self.problem, language=LanguageId.PYTHON, text="")
        edits = [EditFact(document=document, edit=Edit(position=at, inserted="x")) for at in range(count - 1)]
        return [first, *edits]

    def batch(self, entries: Sequence[Entry], key: SigningKey | None = None) -> dict[str, Any]:
        return {
            "entries": [{"header": to_base64(e.header_bytes), "body": to_base64(e.body)} for e in entries],
            "signature": sign_batch(entries, key or self.key),
        }

    def send(self, entries: Sequence[Entry], key: SigningKey | None = None) -> requests.Response:
        return self.call("POST", "journal", self.batch(entries, key))

    def declare_track(self, stream: str = "screen", key: bytes | None = None) -> tuple[str, bytes]:
        track, data_key = new_identifier(), key or new_data_key()
        body = {
            "stream": stream,
            "launch": self.launch,
            "mime": 'video/mp4; codecs="avc1.42E01E"',
            "wrapped_key": wrap_for_organisation(data_key, self.ticket.organisation_public_key),
            "device_name": "Screen 1",
        }
        answer = self.call("PUT", f"tracks/{track}", body)
        assert answer.status_code == 204, answer.text
        return track, data_key

    def segment(self, track: str, key: bytes, number: int = 0, plain: bytes = b"picture") -> bytes:
        return MAGIC + Sealer(self.attempt, track, key).seal(number, 0, plain).record

    def put_segment(self, track: str, number: int, data: bytes, digest: str | None = None) -> requests.Response:
        headers = {"Digest-SHA256": digest or hashlib.sha256(data).hexdigest()}
        return self.call("PUT", f"tracks/{track}/segments/{number}", data=data, headers=headers)

    def submit(self, source: str = "print(2)", submission: str | None = None, seq: int = 1) -> requests.Response:
        body = {
            "problem": self.problem,
            "language": "python3",
            "source": source,
            "source_digest": digest_hex(source.encode()),
            "seq": seq,
        }
        return self.call("PUT", f"submissions/{submission or new_identifier()}", body)

    def handing_in(self, source: str, submission: str | None = None) -> tuple[str, list[Entry]]:
        """The id of a submission and the entry that records it."""
        fact = SubmissionFact(
            submission=submission or new_identifier(),
            problem=self.problem,
            document=new_identifier(),
            language=LanguageId.PYTHON,
            source_digest=digest_hex(source.encode()),
        )
        return fact.submission, self.entries(fact)

    def submit_unstarted(self) -> requests.Response:
        """A submission before the start, when no problem is known yet."""
        source = "x"
        body = {
            "problem": new_identifier(),
            "language": "python3",
            "source": source,
            "source_digest": digest_hex(source.encode()),
            "seq": 1,
        }
        return self.call("PUT", f"submissions/{new_identifier()}", body)

    def receipt(self, *handed_in: HandedIn) -> Signed:
        word = SubmissionReceipt(
            attempt=self.attempt,
            device=self.id,
            seq=max(self.head.seq, 1),
            head=self.head.hash,
            finished_wall_us=time.time_ns() // 1000,
            submissions=list(handed_in),
            tracks=[],
        )
        return word.signed_by(self.key)

    def finish(self, *handed_in: HandedIn) -> requests.Response:
        return self.call("POST", "finish", {"receipt": self.receipt(*handed_in).model_dump()})


def focus() -> FocusFact:
    return FocusFact(focused=True)


def _wait_for(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until something asynchronous came about; fails loudly."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.05)


@pytest.fixture
def device(live_backend: Any) -> Iterator[Device]:
    """A device that has started the seeded attempt."""
    made = Device(live_backend.url).work_up_to_start(live_backend.seeded.code)
    yield made
    made.http.close()


@pytest.fixture
def fresh_device(live_backend: Any) -> Iterator[Device]:
    """A device that has not joined."""
    made = Device(live_backend.url)
    yield made
    made.http.close()


@pytest.fixture
def wait_for() -> Callable[..., None]:
    """`wait_for(condition, seconds)`."""
    return _wait_for
