"""The notice of each level is true: what a device captures at it is what the notice names, no more and no less."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.attempt import Attempt
from app.handing_in import HandingIn
from app.writing import Writing
from backend.accounts.models import Organisation
from backend.attempts.notice import notice_for
from protocol.attempts import AttemptState, EvidenceLevel, TrackKind
from protocol.canonical import digest_hex
from protocol.edits import Edit, Origin
from protocol.facts import Fact, PasteProvenance, RunFact
from protocol.identifiers import new_identifier
from protocol.notices import Notice
from protocol.policy import Detector, EvidencePolicy
from protocol.verdicts import LanguageId, Verdict
from recorder.permit import CapturePermit
from sync.clock import wall_us
from sync.store.attempts import AttemptStores
from sync.store.keys import KeyringHolder
from sync.store.writer import Told
from tests.storage.issuer import CODE, Issuer
from tests.storage.memory_keyring import MemoryKeyring
from tests.unit.app.test_app_writing import attempt_on, with_problems
from ui.states import SubmitWish

NAMED = {
    "launch": "when this app was running",
    "state": "When you start, hand in and finish",
    "submission": "The code that you hand in",
    "document": "How your code comes about: edits",
    "edit": "How your code comes about: edits",
    "file": "its files and which one is in front",
    "run": "runs, submissions",
    "paste": Detector.PASTE.words,
    "focus": Detector.FOCUS.words,
}
"""The words of the notice that a kind of fact needs."""
SEEN = {
    TrackKind.CAMERA: "Camera, microphone and screen while the time runs",
    TrackKind.MICROPHONE: "Camera, microphone and screen while the time runs",
    TrackKind.SCREEN: "Camera, microphone and screen while the time runs",
    TrackKind.STILLS: "A still picture from the camera about every 60 seconds",
    TrackKind.IDENTITY: "pictures of you and of a document of your choice",
}
REASON = "To see how it comes about."


def policy_of(level: EvidenceLevel) -> EvidencePolicy:
    usual = EvidencePolicy.at(level, REASON if level >= EvidenceLevel.RECORDING else None)
    return usual.model_copy(update={"identity_step": level >= EvidenceLevel.STILLS})


def notice_of(level: EvidenceLevel) -> Notice:
    return notice_for(Organisation(name="Acme", controller_contact="dpo@acme.test"), policy_of(level))


@pytest.fixture
def work_at(tmp_path: Path) -> Callable[[EvidenceLevel], tuple[Attempt, list[Fact]]]:
    stores = AttemptStores(tmp_path, KeyringHolder(MemoryKeyring()))

    def work(level: EvidenceLevel) -> tuple[Attempt, list[Fact]]:
        issuer = Issuer()
        joined = issuer.joined().model_copy(update={"notice": notice_of(level)})
        stores.create(joined, CODE).close()
        attempt = attempt_on(stores, issuer.attempt)
        attempt.store.begin(with_problems(issuer.started(attempt.store.identity)))
        told: list[Told] = []
        attempt.store.follow(told.extend)
        _do_everything(attempt)
        attempt.close(5.0)
        return attempt_on(stores, issuer.attempt), [each.fact for each in told]

    return work


def _do_everything(attempt: Attempt) -> None:
    writing = Writing(attempt)
    writing.open()
    problem = writing.pack.problems[0].problem
    document = writing.shown(problem)
    writing.focus(focused=True)
    writing.edited(document.document, Edit(position=4, inserted="ab"))
    writing.pasted(document.document, 3, PasteProvenance.OUTSIDE)
    writing.edited(document.document, Edit(position=6, inserted="xyz", origin=Origin.PASTE))
    source = document.content.text
    writing.ran(
        RunFact(
            run=new_identifier(),
            problem=problem,
            language=document.language,
            source_digest=digest_hex(source.encode()),
            own_input=False,
            verdicts=[Verdict.ACCEPTED],
        )
    )
    wish = SubmitWish(problem, document.document, document.language, source)
    HandingIn(attempt, lambda: None).hand_in(wish).result(5)
    made = writing.create(problem, "util.py")
    writing.edited(made.document, Edit(position=0, inserted="u"))
    writing.rename(made.document, "other.py")
    writing.turn_to(document.document)
    writing.edited(document.document, Edit(position=9, inserted="!"))


@pytest.mark.parametrize("level", EvidenceLevel)
def test_what_the_journal_gets_is_what_the_notice_names(
    level: EvidenceLevel, work_at: Callable[[EvidenceLevel], tuple[Attempt, list[Fact]]]
) -> None:
    attempt, facts = work_at(level)
    told = " | ".join(item.what for item in notice_of(level).items)
    kinds = {fact.kind for fact in facts}
    assert {kind for kind, words in NAMED.items() if words in told} == kinds
    resumed = Writing(attempt)
    resumed.open()
    assert resumed.shown(resumed.pack.problems[0].problem).content.text == "# A\nabxyz!", (
        "no letter is lost at any level"
    )
    files = resumed.documents.texts(resumed.pack.problems[0].problem, LanguageId.PYTHON, "solution.py")
    assert files == {"solution.py": "# A\nabxyz!", "other.py": "u"}
    attempt.close(5.0)


@pytest.mark.parametrize("level", EvidenceLevel)
def test_what_may_be_captured_is_what_the_notice_names(
    level: EvidenceLevel, work_at: Callable[[EvidenceLevel], tuple[Attempt, list[Fact]]]
) -> None:
    attempt, _ = work_at(level)
    attempt.acknowledge(wall_us())
    attempt.reached(AttemptState.STARTED)
    permit: CapturePermit = attempt.permit()
    told = " | ".join(item.what for item in notice_of(level).items)
    assert {stream for stream, words in SEEN.items() if words in told} == permit.streams
    assert ("a person of the employer looks in live" in told) == (level is EvidenceLevel.LIVE)
    assert ("When you pause" in told) == attempt.policy.may_pause == (level >= EvidenceLevel.JOURNAL)
    attempt.close(5.0)


def test_work_at_level_0_that_comes_from_elsewhere_begins_with_what_was_handed_in(
    work_at: Callable[[EvidenceLevel], tuple[Attempt, list[Fact]]],
) -> None:
    attempt, _ = work_at(EvidenceLevel.NONE)
    assert attempt.store.rebuild_drafts() == {}
    gone = "DELETE FROM setting WHERE name LIKE 'draft/%'"  # as where only what was handed in came along
    attempt.store._writer.put(lambda pen: pen.database.write(gone)).result(5)
    writing = Writing(attempt)
    writing.open()
    first, second = (writing.shown(view.problem).content.text for view in writing.pack.problems)
    assert (first, second) == ("# A\nabxyz", "# B\n")
    attempt.close(5.0)
