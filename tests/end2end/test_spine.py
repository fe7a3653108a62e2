"""The spine, steps 1 to 9: assertions on one run of the demo's own line, nothing of it mocked.

The network is away for 60 s in the middle. Everything is read from the files that both sides keep.
"""

from __future__ import annotations

import json
from typing import TypeVar

import pytest

from protocol.attempts import RECORDED, AttemptState
from protocol.canonical import digest_hex
from protocol.edits import Document
from protocol.errors import Tampered
from protocol.facts import (
    AcknowledgementFact,
    DocumentFact,
    EditFact,
    Fact,
    FocusFact,
    LaunchFact,
    NetworkFact,
    PasteFact,
    PasteProvenance,
    RunFact,
    SegmentFact,
    StateFact,
    SubmissionFact,
)
from protocol.receipts import Countersigned, Signed, SubmissionReceipt, Ticket
from protocol.verdicts import LanguageId, Verdict
from tests.demo import deciding, solutions
from tests.demo.line import RECIPIENT
from tests.end2end.conftest import Run

pytestmark = [
    pytest.mark.docker,
    pytest.mark.browser,
    pytest.mark.timeout(1200),
    pytest.mark.xdist_group("spine"),
]
Wanted = TypeVar("Wanted", bound=Fact)


def of_kind(run: Run, kind: type[Wanted]) -> list[Wanted]:
    return [fact for fact in run.device.facts if isinstance(fact, kind)]


def test_1_the_backend_runs_on_its_embedded_default(run: Run) -> None:
    names = {path.name for path in run.stage.backend.data.iterdir()}
    assert {"recrutr.db", "keys.db", "objects", "secrets"} <= names
    assert run.stage.backend.demo["link"].startswith("recrutr://")


def test_2_the_app_leads_from_the_code_to_the_receipt(run: Run) -> None:
    steps = [told["step"] for told in run.story.first]
    wanted = ["joined", "noticed", "checked", "started", "finished", "drained", "receipt saved", "closed"]
    assert [step for step in steps if step in wanted] == wanted
    assert next(told for told in run.story.first if told["step"] == "closed")["late"] == []


def test_2_nothing_is_captured_before_the_notice_was_acknowledged(run: Run) -> None:
    camera = str(run.stage.camera)
    assert camera not in run.story.open_files["joined"]
    assert camera in run.story.open_files["checked"]
    start = run.device.entries[0]
    assert all(fact.start_us >= start.header.mono_us - 1_000_000 for fact in of_kind(run, SegmentFact))


def test_2_the_receipt_is_signed_by_the_device_and_countersigned_by_the_server(run: Run) -> None:
    device = run.device
    ticket = Ticket.from_signed(device.started.ticket, device.joined.server_public_key)
    saved = json.loads(run.stage.receipt.read_text())
    signed = Signed.model_validate(saved["receipt"])
    assert signed == device.receipt
    receipt = SubmissionReceipt.from_signed(signed, ticket.device_public_key)
    assert (receipt.seq, receipt.head) == (device.entries[-1].seq, device.entries[-1].hash)
    answer = Signed.model_validate(saved["countersignature"])
    word = Countersigned.from_signed(answer, device.joined.server_public_key)
    assert (word.receipt_digest, word.timeliness) == (signed.digest, "on time")
    text = run.stage.receipt.with_suffix(".txt").read_text()
    assert "on time" in text
    with pytest.raises(Tampered):
        SubmissionReceipt.from_signed(signed, device.joined.server_public_key)


def test_3_the_final_text_rebuilt_from_the_journal_equals_the_submission(run: Run) -> None:
    documents: dict[str, Document] = {}
    handed_in: dict[str, tuple[str, str]] = {}
    for fact in run.device.facts:
        if isinstance(fact, DocumentFact):
            documents[fact.document] = Document(fact.text)
        elif isinstance(fact, EditFact):
            documents[fact.document].apply(fact.edit)
        elif isinstance(fact, SubmissionFact):
            handed_in[fact.submission] = (documents[fact.document].text, fact.source_digest)
    assert [text for text, _ in handed_in.values()] == [run.story.sources["A"], run.story.sources["B"]]
    assert all(digest_hex(text.encode()) == digest for text, digest in handed_in.values())
    wanted = {run.story.sources["A"], run.story.sources["B"]}
    assert {judged.source for judged in run.server.judged} == wanted
    assert run.device.documents == {name: document.text for name, document in documents.items()}


def test_3_mistakes_corrections_paste_and_focus_are_in_the_journal(run: Run) -> None:
    edits = of_kind(run, EditFact)
    assert sum(len(fact.edit.inserted) for fact in edits) > 600
    assert any(fact.edit.removed for fact in edits)
    (paste,) = of_kind(run, PasteFact)
    assert (paste.characters, paste.provenance) == (len(solutions.FIRST_PASTED), PasteProvenance.OUTSIDE)
    after = run.device.facts[run.device.facts.index(paste) + 1]
    assert isinstance(after, EditFact)
    assert after.edit.inserted == solutions.FIRST_PASTED
    assert [fact.focused for fact in of_kind(run, FocusFact)][:2] == [False, True]


def test_4_local_runs_are_recorded_as_feedback(run: Run) -> None:
    runs = of_kind(run, RunFact)
    assert [fact.own_input for fact in runs] == [False, False, True]
    assert Verdict.RUN_TIME_ERROR in runs[0].verdicts
    assert all(fact.language is LanguageId.PYTHON for fact in runs)


def test_5_all_three_streams_arrived_digest_for_digest_and_open(run: Run) -> None:
    told = {(fact.track, fact.segment): fact.digest for fact in of_kind(run, SegmentFact)}
    assert run.server.digests == run.server.booked == told
    assert set(run.server.streams.values()) == {kind.value for kind in RECORDED}
    counted = {(fact.track, fact.segment): fact.fragments for fact in of_kind(run, SegmentFact)}
    assert run.server.fragments == counted
    seconds = dict.fromkeys(RECORDED, 0.0)
    for fact in of_kind(run, SegmentFact):
        seconds[fact.stream] += fact.duration_us / 1e6
    assert min(seconds.values()) > 60, seconds


def test_6_the_journal_on_the_server_equals_the_one_on_the_device_hash_for_hash(run: Run) -> None:
    assert run.device.nothing_left
    assert [entry.hash for entry in run.server.entries] == [entry.hash for entry in run.device.entries]
    assert [entry.body for entry in run.server.entries] == [entry.body for entry in run.device.entries]
    assert [entry.seq for entry in run.server.entries] == list(range(1, len(run.server.entries) + 1))


def test_6_the_network_was_away_for_a_minute_and_the_work_went_on(run: Run) -> None:
    facts = run.device.facts
    gone = next(at for at, fact in enumerate(facts) if isinstance(fact, NetworkFact) and not fact.reachable)
    back = next(at for at, fact in enumerate(facts) if at > gone and isinstance(fact, NetworkFact) and fact.reachable)
    away_us = run.device.entries[back].header.mono_us - run.device.entries[gone].header.mono_us
    assert away_us > 45_000_000, away_us
    between = facts[gone:back]
    assert any(isinstance(fact, SubmissionFact) for fact in between)
    assert any(isinstance(fact, SegmentFact) for fact in between)
    assert any(isinstance(fact, AcknowledgementFact) for fact in facts[back:])
    offline = next(told for told in run.story.first if told["step"] == "typed without network")
    assert "Saved" in offline["saved"]


def test_7_the_verdicts_are_as_the_programs_deserve(run: Run) -> None:
    by_source = {judged.source: judged for judged in run.server.judged}
    first, second = by_source[run.story.sources["A"]], by_source[run.story.sources["B"]]
    assert first.verdict == Verdict.ACCEPTED
    assert (second.score, second.max_score) == (solutions.SECOND_SCORE, solutions.SECOND_MAX)
    assert second.groups[-1][1] == Verdict.TIME_LIMIT
    assert {first.timeliness, second.timeliness} == {"on time"}


def test_7_the_candidate_sees_no_name_of_a_hidden_test(run: Run) -> None:
    seen = json.dumps(run.story.first)
    assert "alternating-trap" not in seen
    assert "secret" not in seen


def test_8_the_portal_shows_the_report_and_plays_it(run: Run) -> None:
    story = run.story
    assert "wrong" in story.refused_sign_in.lower() or "not" in story.refused_sign_in.lower()
    assert "Correct" in story.report
    assert "60" in story.report
    assert story.played.text.rstrip("\n") == run.story.sources["B"].rstrip("\n")
    assert set(story.played.streams) == {"camera", "screen", "microphone"}
    for name, how in story.played.streams.items():
        assert not how["error"], (name, how)
        assert how["moved_s"] > 0.5, (name, how)
    assert story.played.streams["camera"]["width"] > 0
    times = [how["at_s"] for how in story.played.streams.values()]
    assert max(times) - min(times) < 1.0, times
    assert story.complaints == []


def test_8_sharing_ends_when_it_is_withdrawn_and_every_look_is_written_down(run: Run) -> None:
    story = run.story
    status, words = story.shared
    assert status == 200
    assert "Two Couriers" in words
    status, words = story.share_after_revoke
    assert status in {404, 410}
    assert "Two Couriers" not in words
    assert deciding.REASON in story.decided
    assert deciding.STRENGTHS in story.candidate_words
    assert deciding.REASON not in story.candidate_words
    assert deciding.NOTE not in story.candidate_words
    assert "share" in story.audit.lower()
    assert RECIPIENT in story.candidate_words, "the candidate does not see with whom the report was shared"


def test_9_deletion_leaves_nothing_but_a_signed_receipt(run: Run) -> None:
    story = run.story
    assert story.found_before, "the scan finds nothing even before the deletion, so it proves nothing"
    assert story.found_after == []
    assert story.files_left == []
    (erasure,) = run.erasures
    kept = run.stage.app_folder("second") / "erased" / f"{erasure.attempt}.json"
    assert Signed.parse(kept.read_bytes()).value
    assert erasure.rows_deleted > 0
    assert erasure.objects_deleted > 0
    told = next(fact for fact in story.second if fact["step"] == "erased")
    assert "Erasure receipt" in told["receipt"]
    assert "Erasure receipt" in story.erased_page
    assert "Everything was deleted" in story.erased_candidate_page[1]
    assert solutions.LEAVING_MARK not in story.erased_candidate_page[1]


def test_the_attempt_ends_judged_and_the_launch_names_its_ticket(run: Run) -> None:
    assert run.server.state in {AttemptState.JUDGED, AttemptState.FINISHED, AttemptState.REVIEWED}
    (launch,) = of_kind(run, LaunchFact)
    assert launch.ticket_digest == run.device.started.ticket.digest
    assert run.device.entries[0].header.previous == launch.ticket_digest
    assert [fact.state for fact in of_kind(run, StateFact)] == [AttemptState.STARTED, AttemptState.FINISHED]
