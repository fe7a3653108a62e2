"""What the store tells of what it committed, and the documents that it keeps beside the journal."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import pytest

from protocol.errors import StorageFault
from protocol.facts import EditFact, Fact, FocusFact, PauseFact, PauseReason
from protocol.identifiers import new_identifier
from protocol.journal import Head
from protocol.verdicts import LanguageId
from sync.store import freshness
from sync.store.attempts import AttemptStores
from sync.store.database import Database
from sync.store.records import Draft
from sync.store.store import Store
from sync.store.writer import Told
from tests.storage.settled import settle


def test_every_fact_is_told_once_it_is_on_the_disk_with_its_number(store: Store) -> None:
    told: list[Told] = []
    on_disk: list[int] = []

    def hear(news: Sequence[Told]) -> None:
        told.extend(news)
        on_disk.append(store.outbox.last_seq())

    store.follow(hear)
    facts: list[Fact] = [FocusFact(focused=True), FocusFact(focused=False), PauseFact(paused=True)]
    before = store.outbox.last_seq()
    store.submit(*facts[:2])
    store.submit(facts[2]).result(30)
    assert [(each.seq, each.fact) for each in told] == [(before + nth, fact) for nth, fact in enumerate(facts, 1)]
    assert on_disk[-1] == before + 3
    assert all(seq >= each.seq for seq, each in zip(on_disk, told, strict=False))


def test_a_listener_that_fails_does_not_end_the_saving(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_news: Sequence[Told]) -> None:
        raise ValueError("of the listener")

    store.follow(fail)
    with caplog.at_level(logging.ERROR):
        store.submit(FocusFact(focused=True)).result(30)
        store.submit(FocusFact(focused=False)).result(30)
    assert "a listener of the store failed" in caplog.text


def test_the_last_facts_with_words_come_back_in_order_and_edits_are_none(store: Store) -> None:
    store.submit(*(FocusFact(focused=bool(number % 2)) for number in range(30))).result(30)
    pause = PauseFact(paused=True, reason=PauseReason.HEALTH)
    store.submit(pause).result(30)
    last = store.last_told(5)
    assert [each.fact for each in last][-1] == pause
    assert [each.seq for each in last] == sorted(each.seq for each in last)
    assert len(last) == 5
    assert not any(isinstance(each.fact, EditFact) for each in store.last_told(1000))
    assert store.last_fact("pause") == pause
    assert store.last_fact("hand") is None


def draft(text: str, document: str = "") -> Draft:
    return Draft(document or new_identifier(), new_identifier(), LanguageId.PYTHON, text)


def test_documents_beside_the_journal_keep_their_newest_text_and_never_enter_it(
    store: Store, stores: AttemptStores
) -> None:
    before = store.outbox.last_seq()
    first, other = draft(""), draft("other ü\n")
    for length in range(1, 200):
        store.keep_draft(draft("x" * length, first.document))
    store.keep_draft(other)
    settle(store)
    assert store.outbox.last_seq() == before
    store.close()
    again = stores.open(store.attempt)
    kept = again.kept_drafts()
    assert kept[first.document].text == "x" * 199
    assert kept[other.document] == other
    again.close()


def test_a_document_whose_commit_failed_is_written_with_the_next_try(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = draft("first")
    renew = freshness.renew
    failures = [StorageFault("store.io", "not now")]

    def once(database: Database, head: Head) -> None:
        if failures:
            raise failures.pop()
        renew(database, head)

    monkeypatch.setattr(freshness, "renew", once)
    monkeypatch.setattr("sync.store.writer.RETRY_S", 0.01)
    store.keep_draft(one)
    settle(store)
    assert store.kept_drafts()[one.document].text == "first"
    assert failures == []
