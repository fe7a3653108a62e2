"""An attempt moves between machines: what comes is written once and never sent back; what goes on ends here."""

from __future__ import annotations

import pytest

from protocol.canonical import digest_hex
from protocol.errors import Conflict, Tampered
from protocol.facts import ContinuedFact, CreditFact, DocumentFact, Fact, MovedFact, SubmissionFact, parse_fact
from protocol.identifiers import new_identifier
from protocol.receipts import SubmissionReceipt
from protocol.signing import SigningKey
from protocol.verdicts import LanguageId
from protocol.wire import Handover
from sync.store.attempts import AttemptStores
from sync.store.store import Store
from tests.storage.continued import continued, extension, handed_document, handed_submission
from tests.storage.issuer import CODE, Issuer, new_document, some_fact, typed

OTHER_CODE = "2222-2222-2222-2222"


def facts(store: Store) -> list[Fact]:
    return [parse_fact(entry.body) for entry in store.outbox.next_batch(0)]


def moved_at_us(store: Store) -> int | None:
    return store.moved_at_us


def going_on(stores: AttemptStores, issuer: Issuer, handover: Handover | None) -> Store:
    store = stores.create(issuer.joined(), CODE)
    store.begin(continued(issuer, issuer.started(store.identity), handover))
    return store


def test_the_work_of_the_earlier_device_is_written_once(stores: AttemptStores, issuer: Issuer) -> None:
    problem = new_identifier()
    handed = handed_submission(problem, "print(1)")
    handover = Handover(
        documents=[
            handed_document(problem, LanguageId.PYTHON, "print(2)"),
            handed_document(problem, LanguageId.CPP, "int main() {}", shown=False, path="main.cpp"),
        ],
        submissions=[handed],
    )
    store = going_on(stores, issuer, handover)
    assert store.take_over() is True
    assert store.take_over() is False
    first, *rest = facts(store)
    assert isinstance(first, ContinuedFact)
    assert (first.seq, first.submissions) == (17, [handed.status.submission])
    made = [(fact.text, fact.path) for fact in rest if isinstance(fact, DocumentFact)]
    assert made == [("int main() {}", "main.cpp"), ("print(2)", None)]
    assert [(it.request, it.status) for it in store.outbox.submissions()] == [(handed.request, handed.status)]
    assert store.outbox.next_submission() is None, "the server has it already"
    assert store.outbox.remaining().submissions == 0
    store.close()
    again = stores.open(issuer.attempt)
    assert again.take_over() is False
    assert sorted(again.rebuild_documents().values()) == ["int main() {}", "print(2)"]
    again.close()


def test_the_receipt_names_what_was_handed_in_on_both_devices(stores: AttemptStores, issuer: Issuer) -> None:
    handed = handed_submission(new_identifier(), "print(1)")
    store = going_on(stores, issuer, Handover(documents=[], submissions=[handed]))
    store.take_over()
    own = SubmissionFact(
        submission=new_identifier(),
        problem=handed.request.problem,
        document=new_identifier(),
        language=LanguageId.PYTHON,
        source_digest=digest_hex(b"print(2)"),
    )
    store.hand_in(own, "print(2)").result(30)
    signed = store.finish().result(30)
    receipt = SubmissionReceipt.from_signed(signed, store.identity.public_key)
    assert {each.submission for each in receipt.submissions} == {handed.status.submission, own.submission}
    store.close()


def test_a_device_that_began_the_attempt_takes_nothing_over(store: Store) -> None:
    assert store.take_over() is False
    assert facts(store) == []


def test_a_ticket_that_continues_without_the_work_is_refused(stores: AttemptStores, issuer: Issuer) -> None:
    store = going_on(stores, issuer, None)
    with pytest.raises(Tampered):
        store.take_over()
    store.close()


def test_after_moving_nothing_is_written_or_finished_and_all_is_sent(stores: AttemptStores, store: Store) -> None:
    document = new_document("a")
    store.submit(document).result(30)
    assert moved_at_us(store) is None
    store.leave(1_800_000_000_000_000).result(30)
    store.leave(1_900_000_000_000_000).result(30)
    assert moved_at_us(store) == 1_800_000_000_000_000
    for late in (store.submit(typed(document.document, 1, "b")), store.finish()):
        with pytest.raises(Conflict) as refused:
            late.result(30)
        assert refused.value.code == "store.moved"
    assert [fact.kind for fact in facts(store)] == ["document", "moved"]
    assert isinstance(facts(store)[-1], MovedFact)
    attempt = store.attempt
    store.close()
    again = stores.open(attempt)
    assert again.outbox.remaining().entries == 2
    assert again.moved_at_us == 1_800_000_000_000_000
    again.close()


def test_a_receipt_that_was_made_before_moving_is_kept_but_not_sent(store: Store) -> None:
    store.submit(some_fact()).result(30)
    receipt = store.finish().result(30)
    before = store.outbox.last_seq()
    assert store.outbox.receipt_to_send() == receipt
    store.leave(1).result(30)
    assert store.outbox.receipt_to_send() is None
    assert (store.receipt, store.outbox.last_seq()) == (receipt, before)
    assert store.outbox.remaining().finish is False


def test_only_a_newer_word_of_the_server_moves_the_time(store: Store, issuer: Issuer) -> None:
    ticket = store.ticket
    assert ticket is not None
    first, second = ticket.deadline_us + 60_000_000, ticket.deadline_us + 120_000_000
    assert store.extend(extension(issuer, first)) is not None
    assert store.extend(extension(issuer, first)) is None
    newer = store.extend(extension(issuer, second, number=2))
    assert newer is not None
    assert store.extend(extension(issuer, first, number=1)) is None, "an old word does not take time back"
    assert store.extension == newer
    assert [fact.number for fact in facts(store) if isinstance(fact, CreditFact)] == [1, 2]


def test_a_forged_word_or_one_for_another_attempt_changes_nothing(store: Store, issuer: Issuer) -> None:
    stranger = Issuer(attempt=issuer.attempt, key=SigningKey.generate())
    for bad in (extension(stranger, 2**50), extension(Issuer(key=issuer.key), 2**50)):
        with pytest.raises(Tampered):
            store.extend(bad)
    assert store.extension is None
    assert facts(store) == []


def test_a_word_on_the_time_is_kept_after_the_finish_without_an_entry(store: Store, issuer: Issuer) -> None:
    store.submit(some_fact()).result(30)
    store.finish().result(30)
    before = store.outbox.last_seq()
    assert store.extend(extension(issuer, 2**50)) is not None
    assert store.outbox.last_seq() == before


def test_a_code_typed_where_the_attempt_lies_already_changes_nothing(stores: AttemptStores, issuer: Issuer) -> None:
    stores.create(issuer.joined(), CODE).close()
    with pytest.raises(Conflict) as refused:
        stores.create(issuer.joined("another-token"), OTHER_CODE)
    assert refused.value.code == "store.other_device"
    again = stores.open(issuer.attempt)
    assert again.joined.token == issuer.joined().token
    again.close()
