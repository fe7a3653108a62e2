"""Writing and handing in on a real encrypted store: order, adjacency, "saved", and the state after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.attempt import Attempt
from app.cases import Cases
from app.handing_in import HandingIn
from app.places import Places
from app.writing import Writing
from protocol.attempts import AttemptState
from protocol.canonical import digest_hex
from protocol.edits import Edit, Origin
from protocol.errors import NotAllowed
from protocol.facts import (
    DocumentFact,
    EditFact,
    Fact,
    FocusFact,
    LaunchFact,
    PasteFact,
    PasteProvenance,
    StateFact,
    SubmissionFact,
    parse_fact,
)
from protocol.identifiers import new_identifier
from protocol.verdicts import LanguageId, Verdict
from protocol.wire import Contact, ProblemView, Started, SubmissionStatus
from sync.client import Client
from sync.clock import wall_us
from sync.store.attempts import AttemptStores
from sync.store.keys import KeyringHolder
from tests.storage.issuer import CODE, Issuer
from tests.storage.memory_keyring import MemoryKeyring
from ui.run_results import OwnCase
from ui.states import Saved, SubmitWish


def problem(label: str) -> ProblemView:
    return ProblemView(
        problem=new_identifier(),
        label=label,
        title=f"Problem {label}",
        statement_html="",
        samples=[],
        time_limit_ms=1000,
        memory_limit_bytes=1 << 20,
        output_limit_bytes=1 << 20,
        custom_validator=False,
        validator_flags=[],
        templates={"python3": f"# {label}\n", "cpp": "int main() {}\n"},
    )


def with_problems(started: Started) -> Started:
    pack = started.pack.model_copy(
        update={"problems": [problem("A"), problem("B")], "languages": [LanguageId.PYTHON, LanguageId.CPP]}
    )
    return started.model_copy(update={"pack": pack})


@pytest.fixture
def stores(tmp_path: Path) -> AttemptStores:
    return AttemptStores(tmp_path, KeyringHolder(MemoryKeyring()))


def attempt_on(stores: AttemptStores, name: str) -> Attempt:
    return Attempt(stores, stores.open(name), Client("http://localhost:9"))


@pytest.fixture
def attempt(stores: AttemptStores) -> Iterator[Attempt]:
    issuer = Issuer()
    stores.create(issuer.joined(), CODE).close()
    attempt = attempt_on(stores, issuer.attempt)
    attempt.store.begin(with_problems(issuer.started(attempt.store.identity)))
    yield attempt
    attempt.close(5.0)


def facts(attempt: Attempt) -> list[Fact]:
    attempt.record(FocusFact(focused=True)).result(5)
    entries = attempt.store.outbox.next_batch(0)
    return [parse_fact(entry.body) for entry in entries][:-1]


def test_the_journal_begins_with_launch_state_and_a_document_for_each_problem(attempt: Attempt) -> None:
    writing = Writing(attempt)
    assert writing.open() is False
    begun = facts(attempt)
    assert [type(fact) for fact in begun] == [LaunchFact, StateFact, DocumentFact, DocumentFact]
    assert [fact.text for fact in begun if isinstance(fact, DocumentFact)] == ["# A\n", "# B\n"]


def test_a_paste_and_its_edit_are_adjacent_and_typing_stays_in_order(attempt: Attempt) -> None:
    writing = Writing(attempt)
    writing.open()
    document = writing.shown(writing.pack.problems[0].problem)
    for number, character in enumerate("ab"):
        writing.edited(document.document, Edit(position=4 + number, inserted=character))
    writing.pasted(document.document, 3, PasteProvenance.OUTSIDE)
    writing.edited(document.document, Edit(position=6, inserted="xyz", origin=Origin.PASTE))
    writing.edited(document.document, Edit(position=8, removed="z"))
    told = facts(attempt)[4:]
    assert [type(fact) for fact in told] == [EditFact, EditFact, PasteFact, EditFact, EditFact]
    assert document.content.text == "# A\nabxy"
    assert attempt.store.rebuild_documents()[document.document] == "# A\nabxy"


def test_a_paste_whose_edit_was_refused_leaves_no_fact(attempt: Attempt) -> None:
    writing = Writing(attempt)
    writing.open()
    first, second = (writing.shown(view.problem) for view in writing.pack.problems)
    writing.pasted(first.document, 9, PasteProvenance.OUTSIDE)
    writing.edited(second.document, Edit(position=4, inserted="x"))
    assert not any(isinstance(fact, PasteFact) for fact in facts(attempt))


def test_saved_is_said_only_after_the_disk(attempt: Attempt) -> None:
    writing = Writing(attempt)
    writing.open()
    document = writing.shown(writing.pack.problems[0].problem)
    writing.edited(document.document, Edit(position=4, inserted="x"))
    before = writing.saved
    attempt.record(FocusFact(focused=False)).result(5)
    assert (before, writing.saved) == (Saved.SAVING, Saved.SAVED)


def test_after_a_restart_everything_is_where_it_was(stores: AttemptStores, attempt: Attempt) -> None:
    writing = Writing(attempt)
    writing.open()
    first, second = (view.problem for view in writing.pack.problems)
    document = writing.choose_language(second, LanguageId.CPP)
    writing.edited(document.document, Edit(position=0, inserted="// "))
    handing_in = HandingIn(attempt, lambda: None)
    source = writing.shown(first).content.text
    handing_in.hand_in(SubmitWish(first, writing.shown(first).document, LanguageId.PYTHON, source)).result(5)
    attempt.close(5.0)

    again = attempt_on(stores, attempt.joined.attempt)
    resumed = Writing(again)
    assert resumed.open() is True
    assert resumed.shown(second).language is LanguageId.CPP
    assert resumed.shown(second).content.text == "// int main() {}\n"
    assert resumed.shown(first).content.text == "# A\n"
    lines = HandingIn(again, lambda: None)
    lines.open(again.store.outbox.submissions())
    assert [line.problem for line in lines.lines] == [first]
    assert lines.is_handed_in(first, "# A\n")
    assert not lines.is_handed_in(first, "# A\nx")
    launches = [fact for fact in facts(again) if isinstance(fact, LaunchFact)]
    assert [launch.resumed for launch in launches] == [False, True]
    again.close(5.0)


def test_a_submission_is_a_fact_and_a_line_that_takes_the_servers_word(attempt: Attempt) -> None:
    writing = Writing(attempt)
    writing.open()
    changes: list[int] = []
    handing_in = HandingIn(attempt, lambda: changes.append(1))
    document = writing.shown(writing.pack.problems[0].problem)
    handing_in.hand_in(SubmitWish(document.problem, document.document, document.language, "print(1)")).result(5)
    told = facts(attempt)[-1]
    assert isinstance(told, SubmissionFact)
    assert told.source_digest == digest_hex(b"print(1)")
    line = handing_in.lines[0]
    assert not line.sent
    handing_in.heard(
        SubmissionStatus(
            submission=line.submission,
            problem=line.problem,
            received_at_us=wall_us(),
            timeliness="on time",
            state="judged",
            verdict=Verdict.ACCEPTED,
            score=60,
            max_score=100,
        )
    )
    judged = handing_in.lines[0]
    assert (judged.sent, judged.verdict, judged.score, judged.at_wall_us) == (
        True,
        Verdict.ACCEPTED,
        60,
        line.at_wall_us,
    )
    assert len(changes) == 2


def test_no_permit_before_the_notice_was_acknowledged_and_none_to_record_before_the_start(attempt: Attempt) -> None:
    with pytest.raises(NotAllowed):
        attempt.permit()
    attempt.acknowledge(wall_us())
    with pytest.raises(NotAllowed):
        attempt.permit()  # acknowledged here, but the server has not heard of it
    attempt.reached(AttemptState.NOTICED)
    assert not attempt.permit().may_record
    attempt.reached(AttemptState.STARTED)
    assert attempt.permit().may_record
    assert attempt.permit().streams == frozenset()
    attempt.store.finish().result(5)
    with pytest.raises(NotAllowed):
        attempt.permit()


def test_time_left_is_counted_by_the_servers_clock_also_before_it_is_heard(attempt: Attempt) -> None:
    ahead = 3_000_000_000
    attempt.clock.observe(wall_us() - ahead, attempt.clock.reading())
    assert abs(attempt.left_us() - 3_600_000_000 - ahead) < 5_000_000
    sent = attempt.clock.reading()
    attempt.heard(Contact(state=AttemptState.STARTED, server_time_us=wall_us() - ahead), sent)
    attempt.record(FocusFact(focused=True)).result(5)
    again = Attempt(attempt._stores, attempt.store, attempt.client)  # the next launch, before the server is heard
    assert not again.clock.known
    assert abs(again.left_us() - 3_600_000_000 - ahead) < 5_000_000


def test_the_language_of_statements_is_remembered(attempt: Attempt, stores: AttemptStores) -> None:
    assert attempt.statement_language == ""
    attempt.read_statements_in("sv")
    attempt.read_statements_in("pt-BR")
    attempt.close(5.0)
    again = attempt_on(stores, attempt.joined.attempt)
    assert again.statement_language == "pt-BR"
    again.close(5.0)


def test_own_cases_are_there_after_a_restart_and_damage_is_left_aside(attempt: Attempt, stores: AttemptStores) -> None:
    first, second = attempt.started.pack.problems
    kept = (OwnCase(new_identifier(), "Large", "1 2\n", "3\n"), OwnCase(new_identifier(), "Empty"))
    cases = Cases(attempt.store)
    cases.open(attempt.started.pack.problems)
    cases.keep(first.problem, kept)
    attempt.store.keep(f"app.cases.{second.problem}", b"[{}]").result(10)
    attempt.store.close()
    again = attempt_on(stores, attempt.joined.attempt)
    reopened = Cases(again.store)
    reopened.open(again.started.pack.problems)
    assert (reopened.of(first.problem), reopened.of(second.problem)) == (kept, ())
    again.store.close()


def test_undo_and_places_are_there_after_a_restart(attempt: Attempt, stores: AttemptStores) -> None:
    writing, places = Writing(attempt), Places(attempt.store)
    writing.open()
    second = attempt.started.pack.problems[1].problem
    document = writing.shown(second).document
    writing.edited(document, Edit(position=0, inserted="x"))
    places.turn_to(second)
    places.keep(document, 1, 7)
    attempt.store.close()
    again = attempt_on(stores, attempt.joined.attempt)
    reopened, kept = Writing(again), Places(again.store)
    assert reopened.open()
    kept.open()
    assert (kept.problem, kept.of(document), kept.of("other")) == (second, (1, 7), None)
    history = reopened.shown(second).history
    assert history is not None
    assert (history.base, [step.inserted for step in history.steps]) == ("# B\n", ["x"])
    again.store.keep("app.places", b"[1]").result(10)
    damaged = Places(again.store)
    damaged.open()
    assert damaged.of(document) is None
    again.store.close()
