"""What a member could put into an evidence file of their own making: only what the device's signed journal names."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backend.assessments.models import Assessment
from backend.attempts.models import Attempt
from backend.audit.models import AuditEntry
from backend.ingest import evidence
from protocol.attempts import TrackKind
from protocol.canonical import digest_hex, to_base64
from protocol.errors import StorageFault
from protocol.evidence import (
    BatchItem,
    EndItem,
    EvidenceHead,
    EvidenceSealer,
    SegmentItem,
    SubmissionItem,
    TrackItem,
    WorkItem,
)
from protocol.identifiers import new_identifier
from protocol.journal import sign_batch
from protocol.sealing import Sealer, new_data_key, wrap_for_organisation
from protocol.signing import SigningKey
from protocol.verdicts import LanguageId
from protocol.wire import JournalBatch, SubmissionRequest, TrackRequest, WireEntry
from sync.evidence import write_evidence
from tests.integration.sync.test_evidence_file import Employer, stored
from tests.integration.sync.test_to_the_backend import Desk
from tests.storage.house import House, running_house


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running_house(tmp_path_factory.mktemp("backend")) as running:
        yield running


@pytest.fixture
def desk(backend: House, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(backend.invite(), backend.url, tmp_path / "device")
    yield made
    made.store.close()
    made.client.close()


@pytest.fixture
def employer(desk: Desk) -> Iterator[Employer]:
    made = Employer(desk.backend)
    yield made
    made.http.close()


def test_recordings_damaged_on_the_disk_keep_nothing_else_out(desk: Desk, employer: Employer, tmp_path: Path) -> None:
    """An import takes all of a file or nothing: what no longer holds must not be put into it."""
    desk.open_document()
    desk.type("print(1)")
    desk.record(6, 1000)
    desk.hand_in()
    desk.store.finish().result(30)
    empty, short, swapped, gone, pipe, sound = (it.file for it in desk.store.outbox.segments())
    empty.write_bytes(b"")
    short.write_bytes(short.read_bytes()[:100])
    swapped.write_bytes(sound.read_bytes())
    gone.unlink()
    pipe.unlink()
    os.mkfifo(pipe)
    file = tmp_path / "work.recrutr-evidence"
    written = write_evidence(desk.store, file)
    assert written is not None
    assert written.unreadable == 5
    answer = employer.bring(desk.store.attempt, file.read_bytes())
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["submissions"], told["segments"], told["finished"], told["refused"]) == (1, 1, True, [])


def sealed_by_a_member(desk: Desk, *items: Any, batches: Sequence[Any] = ()) -> bytes:
    """What anybody with the ticket and the public key of the organisation can make: a file that is whole."""
    started, ticket = desk.store.started, desk.store.ticket
    assert started is not None
    assert ticket is not None
    key = new_data_key()
    head = EvidenceHead(
        organisation=ticket.organisation,
        attempt=desk.store.attempt,
        device=desk.store.device,
        wrapped_key=wrap_for_organisation(key, ticket.organisation_public_key),
    )
    sealer = EvidenceSealer(head, key)
    server_key, commitment_key = desk.store.joined.server_public_key, started.commitment_key
    work = WorkItem(ticket=started.ticket, server_public_key=server_key, commitment_key=commitment_key)
    parts = [sealer.opening, sealer.item(work), *(sealer.item(BatchItem(batch=batch)) for batch in batches)]
    kinds: list[str] = []
    for it in items:
        item, data = it if isinstance(it, tuple) else (it, b"")
        parts += [sealer.item(item), *([sealer.piece(data)] if data else [])]
        kinds.append(item.item)
    entries = sum(len(batch.entries) for batch in batches)
    end = EndItem(entries=entries, submissions=kinds.count("submission"), segments=kinds.count("segment"))
    return b"".join([*parts, sealer.item(end)])


def own_batch(desk: Desk) -> JournalBatch:
    entries = desk.store.outbox.next_batch(0)
    wire = [WireEntry(header=to_base64(it.header_bytes), body=to_base64(it.body)) for it in entries]
    key = SigningKey(desk.store.identity.private_key)
    return JournalBatch(entries=wire, signature=sign_batch(entries, key))


def submission_item(desk: Desk, source: str, submission: str | None = None) -> SubmissionItem:
    request = SubmissionRequest(
        problem=desk.problem,
        language=LanguageId.PYTHON,
        source=source,
        source_digest=digest_hex(source.encode()),
        seq=1,
    )
    return SubmissionItem(submission=submission or new_identifier(), request=request)


def test_a_member_cannot_put_work_into_the_record_of_a_candidate(desk: Desk, employer: Employer) -> None:
    desk.open_document()
    desk.type("x = 1\n")
    handed_in = desk.hand_in()
    desk.record(1, 1000)
    segment = desk.store.outbox.segments()[0]
    track = desk.store.outbox.tracks()[0]
    wrapped = {"launch": track.launch, "mime": track.mime, "wrapped_key": track.wrapped_key, "device_name": "x"}
    real = TrackRequest(stream=track.stream, **wrapped)
    bytes_of = segment.file.read_bytes()
    forged = bytes_of + b"x"
    digest = hashlib.sha256(forged).hexdigest()
    wrong = SegmentItem(track=segment.track, segment=segment.segment, digest=digest, size_bytes=len(forged))
    before, batch = stored(desk), own_batch(desk)
    files = {
        "a submission": sealed_by_a_member(desk, submission_item(desk, "print(1)")),
        "one beside the real journal": sealed_by_a_member(desk, submission_item(desk, "print(1)"), batches=[batch]),
        "another source of a real one": sealed_by_a_member(
            desk, submission_item(desk, "print(1)", handed_in.submission), batches=[batch]
        ),
        "a track": sealed_by_a_member(desk, TrackItem(track=new_identifier(), request=real), batches=[batch]),
        "a real track of another stream": sealed_by_a_member(
            desk,
            TrackItem(track=track.track, request=real.model_copy(update={"stream": TrackKind.SCREEN})),
            batches=[batch],
        ),
        "other bytes of a segment": sealed_by_a_member(
            desk, TrackItem(track=track.track, request=real), (wrong, forged), batches=[batch]
        ),
    }
    for what, file in files.items():
        answer = employer.bring(desk.store.attempt, file)
        assert (answer.status_code, answer.json()["code"]) == (409, "tampered.not_recorded"), (what, answer.text)
        assert "does not record" in answer.json()["message"]
        assert stored(desk) == before, what
    source = desk.store.rebuild_documents()[desk.document]
    true = SegmentItem(track=segment.track, segment=segment.segment, digest=segment.digest, size_bytes=len(bytes_of))
    honest = [
        submission_item(desk, source, handed_in.submission),
        TrackItem(track=track.track, request=real),
        (true, bytes_of),
    ]
    answer = employer.bring(desk.store.attempt, sealed_by_a_member(desk, *honest, batches=[batch]))
    assert answer.status_code == 200, answer.text
    assert (answer.json()["submissions"], answer.json()["segments"], answer.json()["refused"]) == (1, 1, [])
    again = employer.bring(desk.store.attempt, sealed_by_a_member(desk, *honest))
    assert again.status_code == 200, "the very same is stored already"


def test_a_file_saved_while_the_work_goes_on_can_be_imported(desk: Desk, employer: Employer, tmp_path: Path) -> None:
    """A segment's row is there before its entry, and a submission can come while the file is written."""
    desk.open_document()
    desk.type("x = 1\n")
    ticket, track, key = desk.store.ticket, new_identifier(), new_data_key()
    assert ticket is not None
    wrapped = wrap_for_organisation(key, ticket.organisation_public_key)
    desk.store.media.declare(TrackKind.CAMERA, track, "video/mp4", wrapped, "A camera")
    desk.store.media.write(track, 0, Sealer(desk.store.attempt, track, key).seal(0, 0, b"picture").record)
    desk.store.media.close_segment(track, 0)
    desk.until(lambda: len(desk.store.outbox.segments()) == 1)
    handed_in = 0

    def going_on(_done: int, _total: int) -> bool:
        nonlocal handed_in
        if handed_in < 3:
            desk.hand_in()
            handed_in += 1
        return True

    file = tmp_path / "work.recrutr-evidence"
    written = write_evidence(desk.store, file, going_on)
    assert written is not None
    assert (written.unreadable, handed_in) == (1, 3)
    answer = employer.bring(desk.store.attempt, file.read_bytes())
    assert answer.status_code == 200, answer.text
    assert (answer.json()["segments"], answer.json()["refused"]) == (0, [])


def imports(desk: Desk) -> list[dict[str, Any]]:
    with desk.backend.services.reading() as tx:
        mine = select(AuditEntry).where(AuditEntry.action == "evidence.imported")
        rows = tx.session.scalars(mine.where(AuditEntry.subject == desk.store.attempt))
        return [dict(row.details) for row in rows]


def test_a_recording_that_the_candidate_was_not_told_of_changes_nothing(
    desk: Desk, employer: Employer, tmp_path: Path
) -> None:
    desk.open_document()
    desk.record(1, 1000)
    desk.hand_in()
    file = tmp_path / "work.recrutr-evidence"
    assert write_evidence(desk.store, file) is not None
    with desk.backend.services.transaction() as tx:
        attempt = tx.session.get_one(Attempt, desk.store.attempt)
        tx.session.get_one(Assessment, attempt.assessment).policy = {"format": 1, "level": 0}
    before = stored(desk)
    answer = employer.bring(desk.store.attempt, file.read_bytes())
    assert (answer.status_code, answer.json()["code"]) == (403, "track.not_told"), answer.text
    assert stored(desk) == before
    assert imports(desk) == []


def test_an_import_that_stopped_half_way_is_in_the_audit_list(
    desk: Desk, employer: Employer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open_document()
    desk.hand_in()
    file = tmp_path / "work.recrutr-evidence"
    assert write_evidence(desk.store, file) is not None

    def full(*_: Any) -> None:
        raise StorageFault("store.full", "The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(evidence, "submit", full)
        assert employer.bring(desk.store.attempt, file.read_bytes()).status_code == 503
    (told,) = imports(desk)
    assert (told["entries"], told["submissions"], told["whole"]) == (desk.store.outbox.last_seq(), 0, False)
    assert employer.bring(desk.store.attempt, file.read_bytes()).status_code == 200
    assert [it["whole"] for it in imports(desk)] == [False, True]
