"""The app where an attempt goes on, and where it went on from: documents, time left, and what the person is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.attempt import Attempt
from app.handing_in import HandingIn
from app.words import extended, message_of
from app.writing import Writing
from protocol.canonical import digest_hex
from protocol.errors import Gone, Tampered
from protocol.facts import ContinuedFact, Fact, StateFact, parse_fact
from protocol.receipts import Extension
from protocol.verdicts import LanguageId
from protocol.wire import Handover, Started
from sync.client import Client
from sync.store.attempts import AttemptStores
from sync.store.keys import KeyringHolder
from tests.storage.continued import continued, extension, handed_document, handed_submission
from tests.storage.issuer import CODE, Issuer
from tests.storage.memory_keyring import MemoryKeyring
from tests.storage.settled import settle
from tests.unit.app.test_app_writing import with_problems


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def stores(tmp_path: Path) -> AttemptStores:
    return AttemptStores(tmp_path, KeyringHolder(MemoryKeyring()))


def made(stores: AttemptStores, issuer: Issuer) -> Attempt:
    stores.create(issuer.joined(), CODE).close()
    return Attempt(stores, stores.open(issuer.attempt), Client("http://localhost:9"))


def handed_over(issuer: Issuer, started: Started) -> Started:
    started = with_problems(started)
    problem = started.pack.problems[0].problem
    handover = Handover(
        documents=[
            handed_document(problem, LanguageId.CPP, "int main() { return 7; }"),
            handed_document(problem, LanguageId.PYTHON, "print(7)", shown=False),
        ],
        submissions=[handed_submission(problem, "print(7)")],
    )
    return continued(issuer, started, handover)


@pytest.fixture
def attempt(stores: AttemptStores, issuer: Issuer) -> Iterator[Attempt]:
    attempt = made(stores, issuer)
    attempt.store.begin(handed_over(issuer, issuer.started(attempt.store.identity)))
    yield attempt
    attempt.close(5.0)


def facts(attempt: Attempt) -> list[Fact]:
    settle(attempt.store)
    return [parse_fact(entry.body) for entry in attempt.store.outbox.next_batch(0)]


def test_the_work_opens_where_the_other_machine_left_it(attempt: Attempt) -> None:
    writing = Writing(attempt)
    assert writing.open() is False
    first, second = writing.pack.problems
    shown = writing.shown(first.problem)
    assert (shown.language, shown.content.text) == (LanguageId.CPP, "int main() { return 7; }")
    assert writing.choose_language(first.problem, LanguageId.PYTHON).content.text == "print(7)"
    assert writing.shown(second.problem).content.text == "# B\n", "a problem that was not begun has its template"
    kinds = [fact.kind for fact in facts(attempt)]
    assert kinds[:2] == ["launch", "continued"]
    assert not [fact for fact in facts(attempt) if isinstance(fact, StateFact)], "the time was begun elsewhere"


def test_a_restart_after_taking_over_finds_everything_and_takes_nothing_twice(
    attempt: Attempt, stores: AttemptStores
) -> None:
    Writing(attempt).open()
    settle(attempt.store)
    attempt.close(5.0)
    again = Attempt(stores, stores.open(attempt.store.attempt), Client("http://localhost:9"))
    writing = Writing(again)
    assert writing.open() is True
    assert len([fact for fact in facts(again) if isinstance(fact, ContinuedFact)]) == 1
    assert writing.shown(writing.pack.problems[0].problem).content.text == "int main() { return 7; }"
    again.close(5.0)


def test_what_was_handed_in_there_is_shown_as_handed_in_here(attempt: Attempt) -> None:
    Writing(attempt).open()
    handing_in = HandingIn(attempt, lambda: None)
    handing_in.open(attempt.store.outbox.submissions())
    problem = attempt.started.pack.problems[0].problem
    assert handing_in.is_handed_in(problem, "print(7)")
    (line,) = handing_in.lines
    assert (line.sent, line.state, line.score) == (True, "judged", 100)
    assert digest_hex(b"print(7)") == attempt.store.outbox.submissions()[0].request.source_digest


def test_the_timer_follows_the_servers_signed_word_only(stores: AttemptStores, issuer: Issuer) -> None:
    attempt = made(stores, issuer)
    attempt.store.begin(with_problems(issuer.started(attempt.store.identity)))
    first = attempt.deadline_us
    signed = extension(issuer, first + 600_000_000)
    word = attempt.extend(signed)
    assert word is not None
    assert attempt.deadline_us == first + 600_000_000
    assert 4_190_000_000 < attempt.left_us() <= 4_200_000_000
    assert attempt.has_heard(signed)
    assert attempt.extend(signed) is None, "told once"
    attempt.close(5.0)
    again = Attempt(stores, stores.open(issuer.attempt), Client("http://localhost:9"))
    assert again.deadline_us == first + 600_000_000, "and kept"
    assert again.extend(signed) is None
    again.close(5.0)


def test_a_forged_word_is_refused_once_and_changes_nothing(stores: AttemptStores, issuer: Issuer) -> None:
    attempt = made(stores, issuer)
    attempt.store.begin(with_problems(issuer.started(attempt.store.identity)))
    before, forged = attempt.deadline_us, extension(Issuer(attempt=issuer.attempt), 2**50)
    with pytest.raises(Tampered):
        attempt.extend(forged)
    assert attempt.has_heard(forged)
    assert attempt.deadline_us == before
    attempt.close(5.0)


def test_a_word_that_the_ticket_knows_already_is_no_news(stores: AttemptStores, issuer: Issuer) -> None:
    attempt = made(stores, issuer)
    attempt.store.begin(with_problems(issuer.started(attempt.store.identity)))
    assert attempt.extend(extension(issuer, attempt.ticket.deadline_us)) is None
    attempt.close(5.0)


@pytest.mark.parametrize(
    ("credited_us", "words"), [(600_000_000, "10 min more"), (95_000_000, "1 min 35 s"), (30_000_000, "30 s more")]
)
def test_the_person_reads_how_much_and_why(issuer: Issuer, credited_us: int, words: str) -> None:
    for cause, why in (
        ("server", "server could not be reached"),
        ("network", "connection was interrupted"),
        ("member", "gave you more time"),
        ("break", "gave you a break"),
    ):
        word = Extension.model_validate(
            {
                "attempt": issuer.attempt,
                "number": 1,
                "deadline_us": 2,
                "credited_us": credited_us,
                "cause": cause,
                "at_us": 1,
            }
        )
        message = extended(word, credited_us)
        assert words in message.what
        assert why in message.meaning


def test_what_was_given_while_the_network_was_away_is_told_in_one_sum(stores: AttemptStores, issuer: Issuer) -> None:
    attempt = made(stores, issuer)
    attempt.store.begin(with_problems(issuer.started(attempt.store.identity)))
    deadline_us = attempt.ticket.deadline_us
    assert attempt.extend(extension(issuer, deadline_us + 600_000_000, number=3)) is not None
    assert attempt.moved_by_us == 600_000_000
    word = attempt.extend(extension(issuer, deadline_us + 900_000_000, number=4))
    assert word is not None
    assert "5 min more" in extended(word, attempt.moved_by_us).what
    attempt.close(5.0)


def test_a_dead_code_is_told_with_what_to_do() -> None:
    message = message_of(Gone("join.code_used", "This code has been used already."))
    assert "new one" in message.action
