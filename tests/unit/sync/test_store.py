"""The store of one attempt: what resolves is on disk, in order, chained; handing in is one transaction."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from pathlib import Path

import pytest

from protocol.attempts import TrackKind
from protocol.canonical import digest_hex
from protocol.edits import Edit
from protocol.errors import Conflict, InvalidInput, StorageFault, Tampered
from protocol.facts import EditFact, FocusFact, StateFact, SubmissionFact, parse_fact
from protocol.identifiers import new_identifier
from protocol.receipts import SubmissionReceipt
from protocol.verdicts import LanguageId
from sync.evidence import write_evidence
from sync.store.attempts import AttemptStores
from sync.store.records import Remaining, StoreState
from sync.store.space import free_bytes
from sync.store.store import Store
from tests.storage.issuer import CODE, Issuer, new_document, some_fact, started_store, typed


def submission_of(source: str, digest: str | None = None) -> SubmissionFact:
    return SubmissionFact(
        submission=new_identifier(),
        problem=new_identifier(),
        document=new_identifier(),
        language=LanguageId.PYTHON,
        source_digest=digest or digest_hex(source.encode()),
    )


def reopened(stores: AttemptStores, store: Store) -> Store:
    attempt = store.attempt
    store.close()
    return stores.open(attempt)


def test_facts_become_a_gapless_chain(store: Store) -> None:
    futures = [store.submit(some_fact()) for _ in range(200)]
    assert [it.result(30) for it in futures] == list(range(1, 201))
    assert store.verify() == 200
    assert store.state == StoreState(saved_seq=200, pending=0)


@pytest.mark.parametrize("taken", ["", "store.db", "store.db-wal"], ids=["the folder", "the file", "its log"])
def test_what_is_written_into_a_file_that_was_taken_away_is_not_called_saved(
    store: Store, tmp_path: Path, taken: str
) -> None:
    store.submit(some_fact()).result(30)
    assert store.state == StoreState(saved_seq=1, pending=0)
    place, away = store.folder / taken, tmp_path / "elsewhere"
    place.rename(away)
    assert store.submit(some_fact()).result(30) == 2
    fault = store.state.fault
    assert fault is not None
    assert fault.code == "store.astray"
    assert [it.seq for it in store.outbox.next_batch(0)] == [1, 2]  # it is sent all the same
    assert write_evidence(store, tmp_path / "all.recrutr-evidence") is not None
    away.rename(place)
    store.submit(some_fact()).result(30)
    assert store.state == StoreState(saved_seq=3, pending=0)


def test_another_file_in_the_place_of_the_store_is_noticed(store: Store) -> None:
    file = store.folder / "store.db"
    copy = file.read_bytes()
    file.unlink()
    file.write_bytes(copy)
    store.submit(some_fact()).result(30)
    assert store.state.fault is not None


def test_nothing_is_recorded_in_the_place_of_a_folder_that_is_away(store: Store, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    store.folder.rename(tmp_path / "elsewhere" / "moved")
    with pytest.raises(StorageFault) as caught:
        store.media.declare(TrackKind.CAMERA, new_identifier(), "video/mp4", "d3JhcHBlZA==", "A camera")
    (tmp_path / "elsewhere" / "moved").rename(store.folder)
    assert caught.value.code == "store.astray"
    assert free_bytes(tmp_path / "nowhere") == 0


def test_facts_of_one_call_stay_together(store: Store) -> None:
    stop = threading.Event()

    def noise() -> None:
        while not stop.is_set():
            store.submit(FocusFact(focused=False)).result(30)

    threads = [threading.Thread(target=noise) for _ in range(3)]
    for thread in threads:
        thread.start()
    lasts = [store.submit(some_fact(), some_fact(), some_fact()).result(30) for _ in range(20)]
    stop.set()
    for thread in threads:
        thread.join()
    kinds = {entry.seq: parse_fact(entry.body).kind for entry in store.outbox.next_batch(0, 2000)}
    for last in lasts:
        assert [kinds[seq] for seq in (last - 2, last - 1, last)] == ["state"] * 3


def test_a_call_with_one_bad_fact_leaves_no_trace_and_harms_nobody(store: Store) -> None:
    bad = EditFact.model_construct(document="x", edit=Edit.model_construct(inserted="\ud800", removed="", position=0))
    before, wrong, after = store.submit(some_fact()), store.submit(some_fact(), bad), store.submit(some_fact())
    assert (before.result(30), after.result(30)) == (1, 2)
    with pytest.raises(InvalidInput):
        wrong.result(30)
    assert store.verify() == 2


def test_the_moment_is_when_it_was_submitted_or_said_to_have_been(store: Store) -> None:
    store.submit(some_fact(), mono_us=77).result(30)
    (entry,) = store.outbox.next_batch(0)
    assert (entry.header.mono_us, entry.header.launch) == (77, store.launch)


def test_nothing_is_recorded_before_the_ticket(stores: AttemptStores, issuer: Issuer) -> None:
    store = stores.create(issuer.joined(), CODE)
    with pytest.raises(Conflict) as caught:
        store.submit(some_fact())
    assert caught.value.code == "store.not_started"
    store.close()


def test_a_wrong_ticket_is_refused(stores: AttemptStores, issuer: Issuer) -> None:
    store = stores.create(issuer.joined(), CODE)
    foreign = Issuer(attempt=issuer.attempt)
    with pytest.raises(Tampered):
        store.begin(foreign.started(store.identity))
    with pytest.raises(Tampered):
        store.begin(Issuer(key=issuer.key).started(store.identity))
    assert store.started is None
    store.close()


def test_the_ticket_is_kept_once(store: Store, issuer: Issuer) -> None:
    kept = store.started
    assert kept is not None
    store.begin(kept)
    with pytest.raises(Tampered):
        store.begin(issuer.started(store.identity))
    assert store.started == kept


def test_everything_is_there_after_reopening(store: Store, stores: AttemptStores) -> None:
    document = new_document("x = 1\n")
    store.submit(document, typed(document.document, 6, "print(x)\n")).result(30)
    launch = store.launch
    again = reopened(stores, store)
    assert again.rebuild_documents() == {document.document: "x = 1\nprint(x)\n"}
    assert again.launch != launch
    assert again.submit(some_fact()).result(30) == 3
    assert again.verify() == 3
    again.close()


def test_drafts_know_problem_and_language(store: Store) -> None:
    document = new_document("a")
    changed = document.model_copy(update={"language": LanguageId.CPP, "text": "b"})
    store.submit(document, typed(document.document, 1, "z"), changed, typed(document.document, 1, "y")).result(30)
    draft = store.rebuild_drafts()[document.document]
    assert (draft.problem, draft.language, draft.text) == (document.problem, LanguageId.CPP, "by")


def test_an_edit_that_does_not_fit_is_a_break_not_a_guess(store: Store) -> None:
    document = new_document("a")
    store.submit(document, typed(document.document, 9, "z")).result(30)
    with pytest.raises(Tampered):
        store.rebuild_documents()


def test_an_edit_of_no_document_is_a_break(store: Store) -> None:
    store.submit(typed(new_identifier(), 0, "z")).result(30)
    with pytest.raises(Tampered):
        store.rebuild_documents()


def test_handing_in_fills_the_outbox_in_the_same_transaction(store: Store) -> None:
    fact = submission_of("print(1)")
    seq = store.hand_in(fact, "print(1)").result(30)
    (waiting,) = store.outbox.submissions()
    assert (waiting.submission, waiting.request.seq, waiting.request.source) == (fact.submission, seq, "print(1)")
    assert store.outbox.remaining() == Remaining(entries=1, submissions=1)


def test_the_same_submission_cannot_be_handed_in_twice(store: Store) -> None:
    fact = submission_of("print(1)")
    store.hand_in(fact, "print(1)").result(30)
    with pytest.raises(Exception, match="UNIQUE"):
        store.hand_in(fact, "print(1)").result(30)
    assert store.verify() == 1


@pytest.mark.parametrize(
    ("source", "digest", "field"),
    [("a", "00" * 32, "source_digest"), ("ä" * 600_000, None, "source"), ("\ud800", "00" * 32, "source")],
    ids=["digest", "size", "surrogate"],
)
def test_a_bad_submission_names_the_field(store: Store, source: str, digest: str | None, field: str) -> None:
    fact = submission_of("" if digest else source, digest)
    with pytest.raises(InvalidInput) as caught:
        store.hand_in(fact, source)
    assert caught.value.details["field"] == field
    assert store.outbox.submissions() == []


def test_finishing_signs_what_there_is(store: Store) -> None:
    fact = submission_of("print(1)")
    store.hand_in(fact, "print(1)")
    signed = store.finish().result(30)
    receipt = SubmissionReceipt.from_signed(signed, store.identity.public_key)
    assert (receipt.seq, receipt.head) == (2, store.outbox.hash_at(2))
    assert [it.submission for it in receipt.submissions] == [fact.submission]
    (_, last) = store.outbox.next_batch(0)
    assert parse_fact(last.body) == StateFact.parse(b'{"kind":"state","state":"finished"}')


def test_finishing_again_gives_the_same_receipt(store: Store, stores: AttemptStores) -> None:
    first: list[Future[object]] = [store.finish(), store.finish()]  # type: ignore[list-item] # Future is invariant
    assert first[0].result(30) == first[1].result(30) == store.receipt
    again = reopened(stores, store)
    assert again.finish().result(30) == first[0].result()
    assert again.verify() == 1
    again.close()


def test_nothing_is_recorded_after_the_receipt(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """A run that ends while the work is being finished: its fact comes before the receipt's head, or not at all."""
    store.submit(some_fact())
    finishing, late = store.finish(), store.submit(some_fact())
    receipt = SubmissionReceipt.from_signed(finishing.result(30), store.identity.public_key)
    with pytest.raises(Conflict, match="finished"):
        late.result(30)
    with pytest.raises(Conflict, match="finished"):
        store.hand_in(submission_of("late"), "late").result(30)
    assert (store.outbox.last_seq(), store.outbox.submissions()) == (receipt.seq, [])
    assert store.state.fault is None
    assert "not recorded, because the work is finished: " in caplog.text


def test_small_values_of_the_app_are_kept_apart(store: Store, stores: AttemptStores) -> None:
    store.keep("joined", b"mine").result(30)
    again = reopened(stores, store)
    assert again.kept("joined") == b"mine"
    assert again.kept("token") is None
    assert again.joined.candidate_name == "Ada"
    again.close()


def test_watchers_hear_of_each_commit(store: Store) -> None:
    heard: list[StoreState] = []
    store.watch(heard.append)
    store.submit(some_fact()).result(30)
    store.submit(some_fact()).result(30)
    store.close()
    assert [it.saved_seq for it in heard] == sorted(it.saved_seq for it in heard)
    assert heard[-1] == StoreState(saved_seq=2, pending=0)


def _fail(_: StoreState) -> None:
    raise LookupError


def test_a_watcher_that_fails_does_not_end_the_saving(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    store.watch(_fail)
    store.submit(some_fact()).result(30)
    assert store.submit(some_fact()).result(30) == 2
    assert "a listener of the store failed" in caplog.text


def test_closing_saves_what_waits(stores: AttemptStores, issuer: Issuer) -> None:
    store = started_store(stores, issuer)
    futures = [store.submit(some_fact()) for _ in range(500)]
    store.close()
    assert futures[-1].result(0) == 500
    with pytest.raises(StorageFault) as caught:
        store.submit(some_fact())
    assert caught.value.code == "store.closed"
    store.close()


def test_a_changed_end_of_the_journal_is_seen_at_opening(store: Store, stores: AttemptStores) -> None:
    store.submit(some_fact(), some_fact(), some_fact()).result(30)
    with store._database.transaction():
        store._database.write("UPDATE entry SET body = ? WHERE seq = 3", b'{"focused":true,"kind":"focus"}')
    with pytest.raises(Tampered):
        reopened(stores, store)


@pytest.mark.parametrize("seq", [1, 2])
def test_a_missing_entry_is_seen_at_opening(store: Store, stores: AttemptStores, seq: int) -> None:
    store.submit(some_fact(), some_fact(), some_fact()).result(30)
    with store._database.transaction():
        store._database.write("DELETE FROM entry WHERE seq = ?", seq)
    with pytest.raises(Tampered):
        reopened(stores, store)


def test_a_changed_middle_is_seen_by_verifying(store: Store) -> None:
    store.submit(some_fact(), some_fact(), some_fact()).result(30)
    with store._database.transaction():
        store._database.write("UPDATE entry SET body = ? WHERE seq = 2", b'{"focused":true,"kind":"focus"}')
    with pytest.raises(Tampered) as caught:
        store.verify()
    assert caught.value.code == "tampered.body"
