"""An evidence file of a device that never reached the server again, brought by a member: real store, real backend."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import requests
from sqlalchemy import select

from app.verifier.command import main as verify
from backend.attempts.models import Attempt, AttemptFlag, Device
from backend.audit.models import AuditEntry
from backend.demo.seed import SeedPlan, seed
from backend.ingest.evidence_uploads import KEPT_US, SLICE_BYTES, SPARE_BYTES, TAKING_US, forget_uploads
from backend.ingest.models import EvidenceUpload, JournalHead, Segment, StoredBatch
from backend.objects import ObjectStore
from backend.scoring.models import Submission
from protocol.errors import StorageFault
from protocol.facts import FocusFact
from protocol.receipts import Countersigned
from sync.evidence import EvidenceWritten, write_evidence
from sync.store.attempts import AttemptStores
from tests.forms import FORMS, in_form
from tests.integration.sync.test_to_the_backend import Desk
from tests.ledger import Figures, Ledger
from tests.storage.fixed_holder import FixedHolder
from tests.storage.house import PACKAGE, House, running_house

CANARY = "unmistakable_name_in_the_source"


class Employer:
    """A member's program that brings files."""

    def __init__(self, live_backend: Any, seeded: Any = None) -> None:
        self.base = f"{live_backend.url}/api/v1"
        self.http = requests.Session()
        login = (seeded or live_backend.seeded).logins[0]
        answer = self.http.post(f"{self.base}/members/session", json={"email": login.email, "password": login.password})
        assert answer.status_code == 200, answer.text
        self.http.headers["X-CSRF-Token"] = answer.json()["csrf_token"]

    def begin(self, attempt: str, length: int) -> Any:
        return self.http.post(f"{self.base}/attempts/{attempt}/evidence", headers={"Upload-Length": str(length)})

    def append(self, attempt: str, upload: str, offset: int, data: bytes) -> Any:
        headers = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        return self.http.patch(f"{self.base}/attempts/{attempt}/evidence/{upload}", data=data, headers=headers)

    def offset(self, attempt: str, upload: str) -> Any:
        return self.http.head(f"{self.base}/attempts/{attempt}/evidence/{upload}")

    def bring(self, attempt: str, data: bytes) -> Any:
        begun = self.begin(attempt, len(data))
        assert begun.status_code == 201, begun.text
        upload = begun.json()["upload"]
        for at in range(0, len(data), SLICE_BYTES):
            answer = self.append(attempt, upload, at, data[at : at + SLICE_BYTES])
            assert answer.status_code == 204, answer.text
        return self.http.post(f"{self.base}/attempts/{attempt}/evidence/{upload}/import")


@pytest.fixture(scope="module", params=FORMS)
def backend(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with in_form(request), running_house(tmp_path_factory.mktemp("backend")) as running:
        yield running


@pytest.fixture
def live_backend(backend: House) -> House:
    return backend.invite()


@pytest.fixture
def desk(live_backend: House, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(live_backend, live_backend.url, tmp_path / "device")
    made.client._timeout = (5.0, 30.0)  # as patient as the app: a busy machine is no dead network
    yield made
    if made.engine._thread.ident is not None:
        made.engine.stop()
    made.store.close()
    made.client.close()


@pytest.fixture
def employer(live_backend: Any) -> Iterator[Employer]:
    made = Employer(live_backend)
    yield made
    made.http.close()


def worked_offline(desk: Desk, target: Path, segments: int = 3) -> EvidenceWritten:
    """Work to the end without a network, then save the file."""
    desk.open_document()
    for _ in range(5):
        desk.type(CANARY + "\n")
    desk.record(segments, 200_000)
    desk.hand_in()
    desk.store.finish().result(30)
    written = write_evidence(desk.store, target)
    assert written is not None
    return written


def stored(desk: Desk) -> tuple[Any, ...]:
    """Everything that an import could change, as the server holds it."""
    with desk.backend.services.reading() as tx:
        attempt = tx.session.get_one(Attempt, desk.store.attempt)
        return (
            attempt.state,
            attempt.timeliness,
            attempt.receipt,
            attempt.countersigned,
            sorted(tx.session.scalars(select(StoredBatch.head))),
            sorted(tx.session.scalars(select(JournalHead.hash))),
            sorted(tx.session.scalars(select(Segment.digest))),
            sorted(tx.session.scalars(select(Submission.id))),
            sorted(tx.session.scalars(select(AttemptFlag.code))),
        )


def arriving(desk: Desk) -> list[str]:
    """Objects of evidence files on their way in, and of no other upload."""
    found: list[str] = desk.backend.services.objects.list(f"attempts/{desk.store.attempt}/arriving/")
    return found


def test_all_of_an_attempt_arrives_by_file(desk: Desk, employer: Employer, tmp_path: Path) -> None:
    file = tmp_path / "work.recrutr-evidence"
    written = worked_offline(desk, file)
    assert written.digest == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (written.size_bytes, written.unreadable) == (file.stat().st_size, 0)
    answer = employer.bring(desk.store.attempt, file.read_bytes())
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["entries"], told["submissions"], told["segments"]) == (desk.store.outbox.last_seq(), 1, 3)
    assert (told["finished"], told["timeliness"], told["refused"]) == (True, "on time", [])
    assert told["digest"] == written.digest
    assert desk.server_hashes() == desk.own_hashes()
    with desk.backend.services.reading() as tx:
        assert "evidence.imported" in tx.session.scalars(select(AuditEntry.action)).all()


def test_a_second_import_and_a_later_sync_change_nothing(desk: Desk, employer: Employer, tmp_path: Path) -> None:
    file = tmp_path / "work.recrutr-evidence"
    worked_offline(desk, file)
    assert employer.bring(desk.store.attempt, file.read_bytes()).status_code == 200
    desk.until(lambda: stored(desk)[0] == "judged")
    before = stored(desk)
    again = employer.bring(desk.store.attempt, file.read_bytes()).json()
    assert (again["entries"], again["submissions"], again["segments"], again["refused"]) == (0, 0, 0, [])
    assert stored(desk) == before
    desk.engine.start()  # the network is back after all
    assert desk.engine.drain(60.0).nothing
    assert desk.engine.state.trouble == ()
    assert stored(desk) == before
    countersigned = desk.store.countersigned
    assert countersigned is not None
    word = Countersigned.from_signed(countersigned, desk.store.joined.server_public_key)
    assert word.timeliness == "on time"


def test_a_file_after_a_partial_sync_brings_only_the_rest(desk: Desk, employer: Employer, tmp_path: Path) -> None:
    desk.open_document()
    desk.type("x = 1\n")
    desk.record(2, 50_000)
    desk.engine.start()
    assert desk.engine.drain(60.0).nothing
    desk.engine.stop()
    arrived = len(desk.server_hashes())
    assert arrived
    desk.type("y = 2\n")
    desk.hand_in()
    desk.store.finish().result(30)
    file = tmp_path / "work.recrutr-evidence"
    write_evidence(desk.store, file)
    told = employer.bring(desk.store.attempt, file.read_bytes()).json()
    assert told["entries"] == desk.store.outbox.last_seq() - arrived
    assert (told["submissions"], told["segments"], told["finished"]) == (1, 0, True)
    assert desk.server_hashes() == desk.own_hashes()


def test_work_made_after_the_deadline_is_late_or_unproven_by_file_too(
    desk: Desk, employer: Employer, tmp_path: Path
) -> None:
    file = tmp_path / "work.recrutr-evidence"
    worked_offline(desk, file)
    with desk.backend.services.transaction() as tx:
        attempt = tx.session.get_one(Attempt, desk.store.attempt)
        attempt.deadline_us = tx.now_us - 3600 * 1_000_000
    told = employer.bring(desk.store.attempt, file.read_bytes()).json()
    assert (told["finished"], told["timeliness"]) == (True, "unproven")


def _flipped(data: bytes, at: int) -> bytes:
    changed = bytearray(data)
    changed[at] ^= 0x10
    return bytes(changed)


def test_damaged_and_cut_files_are_refused_in_words_and_change_nothing(
    desk: Desk, employer: Employer, tmp_path: Path
) -> None:
    file = tmp_path / "work.recrutr-evidence"
    worked_offline(desk, file)
    data, before = file.read_bytes(), stored(desk)
    places = [0, 9, 40, 200, len(data) // 3, len(data) // 2, len(data) - 1]
    damaged = [_flipped(data, at) for at in places]
    cut = [data[:5], data[:300], data[: len(data) // 2], data[:-1]]
    others = [b"PK\x03\x04 something else entirely", data + b"x", data[:8] + data[8:4000] + data[9000:]]
    for wrong in [*damaged, *cut, *others]:
        answer = employer.bring(desk.store.attempt, wrong)
        assert answer.status_code in {409, 422}, answer.text
        assert "evidence file" in answer.json()["message"] or "another" in answer.json()["message"], answer.text
        assert stored(desk) == before
    assert employer.bring(desk.store.attempt, data).status_code == 200


def test_a_file_of_another_attempt_device_or_organisation_is_refused(
    live_backend: House, desk: Desk, employer: Employer, tmp_path: Path
) -> None:
    plan = SeedPlan(packages=[PACKAGE], organisation="Other Works", domain="other.example")
    other = seed(live_backend.services, plan)
    stranger = Employer(live_backend, other)
    file = tmp_path / "work.recrutr-evidence"
    worked_offline(desk, file)
    again = seed(live_backend.services, SeedPlan(packages=[PACKAGE]))
    second, third = (
        Desk(House(live_backend.server, it), live_backend.url, tmp_path / it.invitation) for it in (again, other)
    )
    before = stored(desk)
    for member, attempt, code in (
        (employer, second.store.attempt, "evidence.other_attempt"),
        (stranger, third.store.attempt, "evidence.other_organisation"),
    ):
        answer = member.bring(attempt, file.read_bytes())
        assert (answer.status_code, answer.json()["code"]) == (409, code), answer.text
    assert stranger.begin(desk.store.attempt, 100).status_code == 404, "another tenant's attempt does not exist"
    with live_backend.services.transaction() as tx:
        tx.session.delete(tx.session.get_one(Device, (desk.store.attempt, desk.store.device)))
    answer = employer.bring(desk.store.attempt, file.read_bytes())
    assert (answer.status_code, answer.json()["code"]) == (409, "evidence.other_device")
    assert stored(desk) == before
    for made in (second, third):
        made.store.close()
        made.client.close()
    stranger.http.close()


def test_a_journal_that_differs_from_the_stored_one_is_kept_aside_and_flagged(
    desk: Desk, employer: Employer, tmp_path: Path
) -> None:
    """A clone of the folder worked on: its file is a fork, whatever way it comes."""
    desk.open_document()
    desk.store.close()
    shutil.copytree(tmp_path / "device", tmp_path / "clone")
    holder = desk.stores._holder
    assert isinstance(holder, FixedHolder)
    clone = AttemptStores(tmp_path / "clone", holder).open(desk.store.attempt)
    clone.submit(FocusFact(focused=False)).result(30)
    write_evidence(clone, tmp_path / "clone.recrutr-evidence")
    clone.close()
    desk.store = desk.stores.open(desk.store.attempt)
    worked_offline(desk, tmp_path / "work.recrutr-evidence")
    assert employer.bring(desk.store.attempt, (tmp_path / "work.recrutr-evidence").read_bytes()).status_code == 200
    answer = employer.bring(desk.store.attempt, (tmp_path / "clone.recrutr-evidence").read_bytes())
    assert (answer.status_code, answer.json()["code"]) == (409, "journal.fork"), answer.text
    assert stored(desk)[-1] == ["journal.fork"]
    assert desk.server_hashes() == desk.own_hashes()


def test_an_upload_goes_on_where_it_was_cut(desk: Desk, employer: Employer, tmp_path: Path) -> None:
    file = tmp_path / "work.recrutr-evidence"
    worked_offline(desk, file)
    data, attempt = file.read_bytes(), desk.store.attempt
    upload = employer.begin(attempt, len(data)).json()["upload"]
    assert employer.append(attempt, upload, 0, data[:1000]).status_code == 204
    wrong = employer.append(attempt, upload, 500, data[500:1500])
    assert (wrong.status_code, wrong.json()["code"], wrong.json()["details"]["offset"]) == (
        409,
        "evidence.offset",
        1000,
    )
    early = employer.http.post(f"{employer.base}/attempts/{attempt}/evidence/{upload}/import")
    assert (early.status_code, early.json()["code"]) == (409, "evidence.incomplete")
    held = employer.offset(attempt, upload)
    assert (held.headers["Upload-Offset"], held.headers["Upload-Length"]) == ("1000", str(len(data)))
    assert employer.append(attempt, upload, 1000, data[1000:] + b"x").status_code == 422
    assert employer.append(attempt, upload, 1000, data[1000:]).status_code == 204
    assert employer.http.post(f"{employer.base}/attempts/{attempt}/evidence/{upload}/import").status_code == 200
    assert not arriving(desk)


def test_of_two_slices_at_one_offset_one_counts_and_nothing_of_the_other_stays(
    desk: Desk, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever machine they come to: while the first is being put, the second is put and counted."""
    attempt, store = desk.store.attempt, desk.backend.services.objects
    upload = employer.begin(attempt, 2000).json()["upload"]
    put = type(store).put
    counted: list[int] = []

    def slow(its: Any, key: str, data: bytes) -> None:
        put(its, key, data)
        if data == b"first":
            counted.append(employer.append(attempt, upload, 0, b"second").status_code)

    monkeypatch.setattr(type(store), "put", slow)
    late = employer.append(attempt, upload, 0, b"first")
    assert counted == [204]
    assert (late.status_code, late.json()["code"]) == (409, "evidence.offset")
    assert [store.read(key) for key in arriving(desk)] == [b"second"]
    assert employer.offset(attempt, upload).headers["Upload-Offset"] == "6"


def test_an_upload_that_nobody_goes_on_with_is_forgotten_after_a_day(desk: Desk, employer: Employer) -> None:
    attempt, services = desk.store.attempt, desk.backend.services
    upload = employer.begin(attempt, 2000).json()["upload"]
    assert employer.append(attempt, upload, 0, b"x" * 1000).status_code == 204
    forget_uploads(services)
    assert len(arriving(desk)) == 1
    with services.transaction() as tx:
        tx.session.get_one(EvidenceUpload, upload).touched_at_us -= KEPT_US
    with patch.object(ObjectStore, "delete", side_effect=StorageFault("store.away", "")), pytest.raises(StorageFault):
        forget_uploads(services)
    forget_uploads(services)
    assert arriving(desk) == []
    assert employer.offset(attempt, upload).status_code == 404


def test_an_import_whose_process_died_keeps_others_away_for_a_while_only(desk: Desk, employer: Employer) -> None:
    attempt, services = desk.store.attempt, desk.backend.services
    upload = employer.begin(attempt, 4).json()["upload"]
    assert employer.append(attempt, upload, 0, b"none").status_code == 204
    address = f"{employer.base}/attempts/{attempt}/evidence/{upload}/import"
    with services.transaction() as tx:
        tx.session.get_one(EvidenceUpload, upload).taken_until_us = tx.now_us + TAKING_US
    assert employer.http.post(address).json()["code"] == "evidence.busy"
    with services.transaction() as tx:
        tx.session.get_one(EvidenceUpload, upload).taken_until_us = tx.now_us - 1
    assert employer.http.post(address).json()["code"] == "evidence.not_one"
    assert arriving(desk) == []


def test_a_slice_leaves_the_room_that_everybody_else_needs(
    desk: Desk, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several uploads may have begun while there was room for each alone."""
    attempt = desk.store.attempt
    upload = employer.begin(attempt, 2000).json()["upload"]
    assert employer.append(attempt, upload, 0, b"x" * 1000).status_code == 204
    real = shutil.disk_usage(desk.backend.services.settings.staging_folder)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: real._replace(free=SPARE_BYTES + 999))
        refused = employer.append(attempt, upload, 1000, b"x" * 1000)
    assert (refused.status_code, refused.json()["code"]) == (503, "store.full")
    assert employer.offset(attempt, upload).headers["Upload-Offset"] == "1000"
    assert employer.append(attempt, upload, 1000, b"x" * 1000).status_code == 204, "it goes on once there is room"


def test_limits_and_rights_are_told(desk: Desk, employer: Employer, live_backend: Any) -> None:
    attempt = desk.store.attempt
    assert employer.begin(attempt, 16 * 1024**3 + 1).json()["code"] == "evidence.too_large"
    reviewer = requests.Session()
    login = live_backend.seeded.logins[1]
    token = reviewer.post(
        f"{employer.base}/members/session", json={"email": login.email, "password": login.password}
    ).json()["csrf_token"]
    address = f"{employer.base}/attempts/{attempt}/evidence"
    refused = reviewer.post(address, headers={"Upload-Length": "5", "X-CSRF-Token": token})
    assert refused.status_code == 403
    assert requests.post(address, headers={"Upload-Length": "5"}, timeout=10).status_code == 401
    reviewer.close()


def test_nothing_readable_stands_in_the_file(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "work.recrutr-evidence"
    worked_offline(desk, file)
    data = file.read_bytes()
    joined = desk.store.joined
    for word in (CANARY, joined.token, joined.candidate_name, joined.organisation, joined.assessment_title, "edit"):
        assert word.encode() not in data, word


_WRITER = """
import sys
from pathlib import Path
from sync.evidence import write_evidence
from sync.store.attempts import AttemptStores
from tests.storage.fixed_holder import FixedHolder
from tests.storage.house import PACKAGE, House, running_house
store = AttemptStores(Path(sys.argv[1]), FixedHolder(eval(sys.argv[3]))).open(sys.argv[2])
print("begun", flush=True)
while True:
    write_evidence(store, Path(sys.argv[4]))
    print("whole", flush=True)
"""


def test_killed_while_writing_it_leaves_the_whole_old_file_or_none(desk: Desk, tmp_path: Path) -> None:
    kill_while_writing(desk, tmp_path, 4)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_killed_a_hundred_times_while_writing(desk: Desk, tmp_path: Path) -> None:
    Ledger("evidence-killed").add(0, kill_while_writing(desk, tmp_path, 100))


def kill_while_writing(desk: Desk, tmp_path: Path, count: int) -> Figures:
    """Kill the writing of an evidence file again and again; how often, and what the kills left."""
    worked_offline(desk, tmp_path / "first.recrutr-evidence", segments=40)
    desk.store.close()
    secrets = repr(desk.stores._holder.secrets)  # type: ignore[attr-defined] # a FixedHolder
    target = tmp_path / "usb" / "work.recrutr-evidence"
    target.parent.mkdir()
    seen_part = seen_none = 0
    for attempt in range(count):
        words = [sys.executable, "-c", _WRITER, str(tmp_path / "device"), desk.store.attempt, secrets, str(target)]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "."})
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        time.sleep(0.008 * (attempt % 12 + 1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        seen_part += target.with_name(f".{target.name}.part").exists()
        seen_none += not target.exists()
        assert not target.exists() or target.read_bytes()[:8] == b"RCREVI1\n"
        if target.exists():
            assert target.stat().st_size > 40 * 200_000
    assert seen_part, "no kill hit the writing"
    desk.store = desk.stores.open(desk.store.attempt)
    assert write_evidence(desk.store, target) is not None
    assert [it.name for it in target.parent.iterdir()] == [target.name], "the next writing clears what a kill left"
    return {"kills": count, "left_a_part_under_another_name": seen_part, "no_file_of_that_name": seen_none}


def test_memory_does_not_grow_with_the_file(desk: Desk, employer: Employer, tmp_path: Path) -> None:
    """24 MB of recordings are written and taken in; tracemalloc sees a few pieces at a time."""
    desk.open_document()
    desk.record(12, 2_000_000)
    desk.store.finish().result(30)
    file = tmp_path / "work.recrutr-evidence"
    tracemalloc.start()
    written = write_evidence(desk.store, file)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert written is not None
    assert written.size_bytes > 24_000_000
    assert peak < 8_000_000
    assert employer.bring(desk.store.attempt, file.read_bytes()).json()["segments"] == 12


def test_a_stopped_writing_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "usb" / "work.recrutr-evidence"
    target.parent.mkdir()
    desk.open_document()
    desk.record(3, 1000)
    assert write_evidence(desk.store, target, lambda done, _total: done < 3000) is None
    assert list(target.parent.iterdir()) == []


def test_what_the_server_holds_can_be_taken_out_and_checked_independently(
    desk: Desk, employer: Employer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.open_document()
    desk.type("x = 1\n")
    desk.engine.start()
    assert desk.engine.drain(60.0).nothing
    desk.engine.stop()
    desk.position = 0
    worked_offline(desk, tmp_path / "work.recrutr-evidence")
    assert employer.bring(desk.store.attempt, (tmp_path / "work.recrutr-evidence").read_bytes()).status_code == 200
    answer = employer.http.get(f"{employer.base}/attempts/{desk.store.attempt}/evidence")
    assert answer.status_code == 200, answer.text
    (tmp_path / "record.jsonl").write_bytes(answer.content)
    words = [str(tmp_path / "record.jsonl"), "--server-key", desk.store.joined.server_public_key, "--json"]
    assert verify(words) == 0, capsys.readouterr().out
    told = json.loads(capsys.readouterr().out)
    held = {check["name"]: check["held"] for check in told["checks"]}
    assert held["entries"] == told["entries"] == desk.store.outbox.last_seq()
    assert held["batches"] >= 2
    assert (held["submissions"], held["submission receipt"], held["countersignature"]) == (1, 1, 1)
    changed = answer.content.replace(b'"signature":"', b'"signature":"A', 1)
    (tmp_path / "record.jsonl").write_bytes(changed)
    assert verify(words) == 1
