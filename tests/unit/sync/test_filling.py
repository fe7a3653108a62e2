"""A store filled anew from what came back: of two machines, of a finished attempt, of one that moved on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from protocol.attempts import TrackKind
from protocol.canonical import digest_hex
from protocol.facts import FileEvent, FileFact, RestoredFact, SubmissionFact, parse_fact
from protocol.identifiers import new_identifier
from protocol.projects import pack
from protocol.restoring import HeldTrack, Restored
from protocol.verdicts import LanguageId
from protocol.wire import Handover, SegmentStored
from sync.restoring import Question, put_back
from sync.store.attempts import AttemptStores
from sync.store.database import Database
from sync.store.filling import Recovered, Remains, fill
from sync.store.outbox import NOT_REBUILT
from sync.store.store import Store
from tests.storage.continued import continued, extension, handed_document, handed_submission
from tests.storage.issuer import CODE, Issuer, new_document, started_store, typed
from tests.storage.settled import settle

FAULT = "tampered.store"


def came_back(store: Store, issuer: Issuer, *, receipt: bool = False) -> Recovered:
    """As if the server held all of this store."""
    entries, started = store.outbox.next_batch(0, 2000), store.started
    assert started is not None
    word = issuer.acknowledgement(store.device, entries[-1].seq, entries[-1].hash)
    signed = store.receipt if receipt else None
    first = Restored(entries=[], receipt=signed, countersigned=issuer.countersigned(signed) if signed else None)
    return Recovered(store.joined, started, store.identity, entries, word, first, [])


def filled(stores: AttemptStores, store: Store, back: Recovered, *, remains: bool = False) -> Store:
    old = Remains.of(store) if remains else Remains({})
    store.close()

    def write(database: Database, _folder: Path) -> None:
        fill(database, back, old, FAULT)

    return stores.replace(back.joined, CODE, back.identity, write)


def kinds(store: Store) -> list[str]:
    return [parse_fact(entry.body).kind for entry in store.outbox.next_batch(0, 2000)]


def test_what_an_earlier_device_had_handed_in_is_there_again(stores: AttemptStores, issuer: Issuer) -> None:
    problem = new_identifier()
    handed = handed_submission(problem, "print(1)")
    documents = [handed_document(problem, LanguageId.PYTHON, "print(2)")]
    store = stores.create(issuer.joined(), CODE)
    store.begin(continued(issuer, issuer.started(store.identity), Handover(documents=documents, submissions=[handed])))
    store.take_over()
    again = filled(stores, store, came_back(store, issuer))
    assert [(it.request, it.status) for it in again.outbox.submissions()] == [(handed.request, handed.status)]
    assert again.outbox.next_submission() is None, "the server has it already"
    assert again.take_over() is False
    assert kinds(again)[-1] == "restored"
    again.close()


def test_the_journal_goes_on_with_the_fault_and_verifies(stores: AttemptStores, issuer: Issuer) -> None:
    store = started_store(stores, issuer)
    document = new_document()
    last = store.submit(document, typed(document.document, 0, "abc")).result(30)
    again = filled(stores, store, came_back(store, issuer))
    assert again.verify() == last + 1
    assert parse_fact(again.outbox.next_batch(last)[0].body) == RestoredFact(reason=FAULT)
    assert again.submit(typed(document.document, 3, "d")).result(30) == last + 2
    assert again.rebuild_documents() == {document.document: "abcd"}
    again.close()


@pytest.mark.parametrize("end", ["finished", "moved"])
def test_nothing_is_written_after_the_end(stores: AttemptStores, issuer: Issuer, end: str) -> None:
    store = started_store(stores, issuer)
    store.submit(new_document()).result(30)
    if end == "finished":
        store.finish().result(30)
    else:
        store.leave(7_000_000).result(30)
    before = kinds(store)
    again = filled(stores, store, came_back(store, issuer, receipt=True))
    assert kinds(again) == before
    assert (again.receipt is not None, again.countersigned is not None) == (end == "finished", end == "finished")
    assert again.moved_at_us == (None if end == "finished" else 7_000_000)
    again.close()


def test_what_the_old_copy_still_tells_goes_over(stores: AttemptStores, issuer: Issuer) -> None:
    store = started_store(stores, issuer)
    store.submit(new_document()).result(30)
    store.keep("name", b"value").result(30)
    started = store.started
    assert started is not None
    word = store.extend(extension(issuer, started.server_time_us + 7_200_000_000))
    again = filled(stores, store, came_back(store, issuer), remains=True)
    assert again.kept("name") == b"value"
    assert again.extension == word
    again.close()


def test_recordings_that_had_arrived_since_the_old_copy_are_not_sent_again(
    stores: AttemptStores, issuer: Issuer
) -> None:
    """The old copy is from before the first two had arrived, and their files are gone since then."""
    store = started_store(stores, issuer)
    store.submit(new_document()).result(30)
    track = new_identifier()
    store.media.declare(TrackKind.CAMERA, track, "video/mp4", "d3JhcHBlZA==", "A camera")
    for number in range(3):
        store.media.write(track, number, b"sealed")
        store.media.close_segment(track, number)
    settle(store)
    segments = store.outbox.segments()
    words = "A recording is no longer on this computer."
    store.outbox.refuse_segment(segments[0], words).result(30)
    held = [SegmentStored(track=track, segment=it.segment, digest=it.digest, size_bytes=8) for it in segments[:2]]
    at_server = HeldTrack(
        track=track, stream=TrackKind.CAMERA, launch=store.launch, mime="video/mp4", device_name="", segments=held
    )
    back = came_back(store, issuer)
    back = replace(back, first=back.first.model_copy(update={"tracks": [at_server]}))
    again = filled(stores, store, back, remains=True)
    assert [it.confirmed for it in again.outbox.segments()] == [True, True, False]
    assert [it.confirmed for it in again.outbox.tracks()] == [True]
    assert again.outbox.refusals().segments == 0
    assert again.outbox.remaining().segments == 1
    again.close()


def _handed_in(store: Store, source: str) -> SubmissionFact:
    fact = SubmissionFact(
        submission=new_identifier(),
        problem=new_identifier(),
        document=new_identifier(),
        language=LanguageId.PYTHON,
        source_digest=digest_hex(source.encode()),
    )
    store.hand_in(fact, source).result(30)
    return fact


@pytest.mark.parametrize("taken", [False, True])
def test_what_only_the_old_copy_handed_in_is_in_the_new_one_from_its_first_moment(
    stores: AttemptStores, issuer: Issuer, monkeypatch: pytest.MonkeyPatch, *, taken: bool
) -> None:
    """Killed as soon as the new store is in its place: nothing is left to do that a crash could take away."""
    store = started_store(stores, issuer)
    store.submit(new_document()).result(30)
    back = came_back(store, issuer)
    fact = _handed_in(store, "print(1)")
    word = handed_submission(fact.problem, "print(1)").status.model_copy(update={"submission": fact.submission})
    if taken:  # without its entry, as when the journal was refused
        store.outbox.keep_status(word).result(30)
        back = replace(back, statuses=[word])

    def die(*_: object) -> Store:
        raise KeyboardInterrupt

    question = Question.of(store, store.joined, CODE, FAULT)
    monkeypatch.setattr(AttemptStores, "open", die)
    with pytest.raises(KeyboardInterrupt):
        put_back(stores, question, back, store, {})
    monkeypatch.undo()
    again = stores.open(issuer.attempt)
    (kept,) = again.outbox.submissions()
    assert (kept.submission, kept.request.source, kept.status) == (fact.submission, "print(1)", word if taken else None)
    assert kinds(again) == ["document", "restored", "submission"]
    assert kept.request.seq == again.verify() == 3
    again.close()


@pytest.mark.parametrize("remains", [False, True])
def test_a_source_that_the_journal_does_not_tell_comes_from_the_old_copy_or_is_never_sent(
    stores: AttemptStores, issuer: Issuer, *, remains: bool
) -> None:
    """Its entry was acknowledged, but not yet the submission; its document is not in this journal."""
    store = started_store(stores, issuer)
    fact = _handed_in(store, "print(1)")
    again = filled(stores, store, came_back(store, issuer), remains=remains)
    again.outbox.forgive().result(30)
    waiting = again.outbox.next_submission()
    if remains:
        assert waiting is not None
        assert (waiting.submission, waiting.request.source) == (fact.submission, "print(1)")
    else:
        assert waiting is None
        assert again.outbox.refusals().submissions == {fact.submission: NOT_REBUILT}
    again.close()


def test_a_project_that_was_handed_in_is_rebuilt_from_all_its_files(stores: AttemptStores, issuer: Issuer) -> None:
    store = started_store(stores, issuer)
    first = new_document()
    second = new_document().model_copy(update={"problem": first.problem, "path": "util.py", "text": "u"})
    renamed = FileFact(document=second.document, event=FileEvent.RENAMED, path="other.py")
    store.submit(first, second, typed(first.document, 0, "a"), renamed).result(30)
    source = pack({"solution.py": "a", "other.py": "u"}, "solution.py")
    fact = SubmissionFact(
        submission=new_identifier(),
        problem=first.problem,
        document=first.document,
        language=first.language,
        source_digest=digest_hex(source.encode()),
    )
    store.hand_in(fact, source).result(30)
    store.submit(FileFact(document=second.document, event=FileEvent.DELETED)).result(30)
    again = filled(stores, store, came_back(store, issuer))
    [kept] = again.outbox.submissions()
    assert (kept.request.source, kept.refusal) == (source, None)
    drafts = again.rebuild_drafts()
    assert [(draft.path, draft.deleted) for draft in drafts.values()] == [(None, False), ("other.py", True)]
    again.close()
