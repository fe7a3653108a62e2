"""Reviews, decision and feedback against a running backend: who sees what, when, and what is refused."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from backend.access import CandidateSubject, MemberSubject, visible
from backend.accounts.models import Role
from backend.attempts.flags import FlagCode, flag
from backend.attempts.models import Attempt
from backend.audit.models import AuditEntry
from backend.database import Base
from backend.privacy import service as privacy
from backend.reports.jobs import enqueue_build
from backend.reviews.models import Decision, Feedback, Review, Reviewer
from protocol.wire import RequestCreate
from tests.integration.portal.reviewing import Client, member, report_of, sign_in, with_rubric
from tests.integration.portal.server import OFFICER, OWNER, REVIEWER, Running
from tests.integration.portal.work import Worked, work

SECRET = "an unmistakable opinion on zebras"  # noqa: S105 - a note


@pytest.fixture(scope="module")
def second(backend: Running) -> str:
    member(backend, "Sam Second", Role.REVIEWER)
    return "sam.second@example.org"


@pytest.fixture(scope="module")
def people(backend: Running, second: str) -> dict[str, Client]:
    return {
        "owner": sign_in(backend, OWNER),
        "officer": sign_in(backend, OFFICER),
        "first": sign_in(backend, REVIEWER),
        "second": sign_in(backend, second),
    }


def attempted(backend: Running, name: str = "Zoë Ågren") -> tuple[str, Worked]:
    worked = work(with_rubric(backend), name, media=False)
    return worked.device.joined.attempt, worked


def named(people: dict[str, Client], attempt: str) -> None:
    for who in ("first", "second"):
        people["owner"].post(f"/portal/attempts/{attempt}/reviewers", reviewer=people[who].member)


def opened(people: dict[str, Client], backend: Running, attempt: str) -> None:
    people["owner"].get(f"/portal/attempts/{attempt}")
    people["owner"].post(f"/portal/reports/{report_of(backend, attempt)}/opened/code")


def pages(person: Client, backend: Running, attempt: str) -> str:
    paths = [
        f"/portal/attempts/{attempt}", "/portal/attempts", "/portal/reviews", "/portal/audit",
        f"/portal/audit?about={attempt}", f"/api/v1/attempts/{attempt}/evidence",
        f"/portal/reports/{report_of(backend, attempt)}/timeline",
    ]  # fmt: skip
    return "\n".join(person.get(path).text for path in paths)


def test_scores_are_sealed_from_everybody_until_the_last_is_in(backend: Running, people: dict[str, Client]) -> None:
    attempt, worked = attempted(backend)
    named(people, attempt)
    assert people["first"].save(attempt, ["3", "2"], notes=SECRET).headers["location"].endswith("#reviews")
    for who in ("owner", "officer", "second"):
        assert SECRET not in pages(people[who], backend, attempt), who
    assert SECRET not in people["owner"].session.get(worked.page_url, timeout=30).text
    with backend.services.reading() as tx:
        for role in Role:
            subject = MemberSubject(people["owner"].member, backend.organisation, frozenset({role}))
            assert tx.session.scalars(visible(subject, Review).where(Review.attempt == attempt)).all() == [], role
    assert people["second"].save(attempt, ["1", "2"]).status_code == 303
    assert SECRET in pages(people["owner"], backend, attempt)
    assert SECRET in pages(people["second"], backend, attempt)
    page = people["owner"].get(f"/portal/attempts/{attempt}").text
    assert "1 to 3" in page
    assert "none, all 2" in page
    assert "could not tell" in page
    assert SECRET not in people["owner"].session.get(worked.page_url, timeout=30).text
    with backend.services.reading() as tx:
        assert tx.session.get_one(Attempt, attempt).state == "reviewed"
        for entry in tx.session.scalars(select(AuditEntry).where(AuditEntry.subject == attempt)):
            assert SECRET not in str(entry.details)
            assert "score" not in str(entry.details)


def test_a_draft_is_kept_and_what_is_missing_is_told(backend: Running, people: dict[str, Client]) -> None:
    attempt, _ = attempted(backend)
    named(people, attempt)
    first = people["first"]
    answer = first.save(attempt, ["3", ""], notes=SECRET)
    assert answer.headers["location"] == f"/portal/attempts/{attempt}?missing=yes#review"
    page = first.get(answer.headers["location"]).text
    assert SECRET in page
    assert "Clarity has no score yet" in page
    assert first.save(attempt, ["5", "1"]).status_code == 422
    assert SECRET in first.get(f"/portal/attempts/{attempt}").text
    assert first.save(attempt, ["unknown", "1"]).status_code == 303
    assert first.save(attempt, ["2", "2"]).status_code == 409
    assert people["officer"].save(attempt, ["2", "2"]).status_code == 404


def test_a_line_break_counts_as_one_character_as_in_the_browser(backend: Running, people: dict[str, Client]) -> None:
    attempt, _ = attempted(backend)
    named(people, attempt)
    full = "x" * 3998 + "\r\n" + "y"
    assert people["first"].save(attempt, ["3", "3"], notes=full, do="save").status_code == 303
    assert people["first"].save(attempt, ["3", "3"], notes=full + "\r\n" * 2, do="save").status_code == 422
    assert people["first"].save(attempt, ["3", "3"], notes="a\r\n" * 2000, do="hand_in").status_code == 303
    reason = "r" * 1000 + "\r\n" * 999 + "r"
    assert people["first"].post(f"/portal/attempts/{attempt}/review/reopen", reason=reason).status_code == 303


def test_reopening_needs_a_reason_that_stays(backend: Running, people: dict[str, Client]) -> None:
    attempt, _ = attempted(backend)
    named(people, attempt)
    first, second = people["first"], people["second"]
    path = f"/portal/attempts/{attempt}/review/reopen"
    assert first.post(path, reason="x").status_code == 409
    first.save(attempt, ["4", "4"])
    assert first.post(path, reason=" ").status_code == 422
    assert second.post(path, reviewer=first.member, reason="let me").status_code == 403
    second.save(attempt, ["0", "0"])
    assert first.post(path, reason="I had overlooked the last test").status_code == 303
    assert "I had overlooked" in second.get(f"/portal/attempts/{attempt}").text
    first.save(attempt, ["1", "1"])
    page = second.get(f"/portal/attempts/{attempt}").text
    assert "Handed in after the scores were open" in page
    assert "version 2" in page
    with backend.services.reading() as tx:
        rows = tx.session.scalars(select(Review).where(Review.member == first.member, Review.attempt == attempt)).all()
    assert [(row.version, row.independent) for row in rows] == [(1, True), (2, False)]


def test_nobody_is_named_after_the_scores_opened(backend: Running, people: dict[str, Client]) -> None:
    attempt, _ = attempted(backend)
    owner, path = people["owner"], f"/portal/attempts/{attempt}/reviewers"
    assert people["first"].post(path, reviewer=people["first"].member).status_code == 403
    assert owner.post(path, reviewer=people["officer"].member).status_code == 409
    named(people, attempt)
    people["first"].save(attempt, ["1", "1"])
    assert owner.post(path + "/remove", reviewer=people["first"].member).status_code == 409
    assert owner.post(path + "/remove", reviewer=people["second"].member).status_code == 303
    assert owner.post(path, reviewer=people["second"].member).status_code == 409
    with backend.services.reading() as tx:
        rows = tx.session.scalars(select(Reviewer).where(Reviewer.attempt == attempt)).all()
    assert [row.opened_at_us is not None for row in rows] == [True]


def test_undoing_a_reopening_gives_back_what_was_handed_in(backend: Running, people: dict[str, Client]) -> None:
    attempt, _ = attempted(backend)
    named(people, attempt)
    owner, first, second = people["owner"], people["first"], people["second"]
    path = f"/portal/attempts/{attempt}"
    first.save(attempt, ["4", "4"])
    assert owner.post(path + "/review/reopen", reviewer=first.member, reason="Please look again").status_code == 303
    first.save(attempt, ["0", "0"], notes=SECRET, do="save")
    second.save(attempt, ["4", "3"])
    assert "Undo the reopening" in owner.get(path).text
    assert first.post(path + "/reviewers/remove", reviewer=first.member).status_code == 403
    assert owner.post(path + "/reviewers/remove", reviewer=first.member).status_code == 303
    page = owner.get(path).text
    assert "none, all 4" in page, "nobody is waited for any more: the scores are open"
    assert SECRET not in page
    opened(people, backend, attempt)
    words = {"outcome": "hold", "reason": "Clear work", "waiver": "They have nothing to add"}
    assert owner.post(path + "/decision", **words).status_code == 303
    assert first.post(path + "/review/reopen", reason="A second look").status_code == 303
    page = second.get(path).text
    assert "Please look again" in page
    assert "A second look" in page


def test_who_was_taken_off_stays_off_when_more_arrives(backend: Running, people: dict[str, Client]) -> None:
    rubric = with_rubric(backend)
    people["owner"].post(f"/portal/assessments/{rubric.assessment}/panel", reviewer=people["first"].member)
    attempt = work(rubric, media=False).device.joined.attempt
    people["owner"].post(f"/portal/attempts/{attempt}/reviewers/remove", reviewer=people["first"].member)
    first = report_of(backend, attempt)
    with backend.services.transaction() as tx:
        row = tx.session.get_one(Attempt, attempt)
        flag(tx, row, FlagCode.REPORT_NOT_BUILT, {"job": "x"})
        enqueue_build(tx, row)
    backend.wait(lambda: report_of(backend, attempt) != first)
    backend.wait_for_work()
    with backend.services.reading() as tx:
        assert tx.session.scalars(select(Reviewer).where(Reviewer.attempt == attempt)).all() == []


def test_the_panel_is_named_when_the_report_is_there(backend: Running, people: dict[str, Client]) -> None:
    rubric = with_rubric(backend)
    path = f"/portal/assessments/{rubric.assessment}/panel"
    assert people["first"].post(path, reviewer=people["first"].member).status_code == 403
    assert people["owner"].post(path, reviewer=people["first"].member).status_code == 303
    attempt = work(rubric, media=False).device.joined.attempt
    assert "Waits for you" in people["first"].get("/portal/reviews").text
    people["owner"].post(path, reviewer=people["second"].member)
    with backend.services.reading() as tx:
        rows = tx.session.scalars(select(Reviewer.member).where(Reviewer.attempt == attempt)).all()
    assert set(rows) == {people["first"].member, people["second"].member}


def test_a_decision_needs_opened_evidence_and_a_reason(backend: Running, people: dict[str, Client]) -> None:
    attempt, _ = attempted(backend)
    owner, path = people["owner"], f"/portal/attempts/{attempt}/decision"
    words = {"outcome": "advance", "reason": "Clear work", "waiver": "They wrote that they have nothing to add"}
    assert people["first"].post(path, **words).status_code == 403
    assert owner.post(path, **words).status_code == 409
    report = report_of(backend, attempt)
    assert owner.post(f"/portal/reports/{report}/opened/code").status_code == 409
    owner.get(f"/portal/attempts/{attempt}")
    assert owner.post(path, **words).status_code == 409
    assert owner.post(f"/portal/reports/{report}/opened/nothing").status_code == 422
    assert owner.post(f"/portal/reports/{report}/opened/replay").status_code == 204
    assert owner.post(path, **(words | {"reason": " "})).status_code == 422
    assert owner.post(path, **(words | {"waiver": ""})).status_code == 409
    named(people, attempt)
    assert owner.post(path, **words).status_code == 409
    for who in ("first", "second"):
        owner.post(f"/portal/attempts/{attempt}/reviewers/remove", reviewer=people[who].member)
    assert owner.post(path, **words).status_code == 303
    assert owner.post(path, **(words | {"outcome": "decline", "reason": "Second thoughts"})).status_code == 303
    page = owner.get(f"/portal/attempts/{attempt}").text
    assert "Second thoughts" in page
    assert "Clear work" in page
    assert "taken over by a later decision" in page
    with backend.services.reading() as tx:
        rows = tx.session.scalars(select(Decision).where(Decision.attempt == attempt)).all()
    assert [(row.number, row.outcome) for row in rows] == [(1, "advance"), (2, "decline")]


def test_the_candidate_reads_what_was_released_and_nothing_else(backend: Running, people: dict[str, Client]) -> None:
    attempt, worked = attempted(backend, "Nils Berg")
    attempted(backend, "Other Candidate")
    owner, path = people["owner"], f"/portal/attempts/{attempt}/feedback"
    told = {"strengths": "You tested odd cases", "criteria": ["Right nearly everywhere", ""]}
    named(people, attempt)
    for who in ("first", "second"):
        people[who].save(attempt, ["3", "2"], notes=SECRET)
    assert owner.post(path, **told).status_code == 409
    opened(people, backend, attempt)
    reason = {"outcome": "decline", "reason": "The reason inside", "waiver": "They asked us to be quick"}
    assert owner.post(f"/portal/attempts/{attempt}/decision", **reason).status_code == 303

    def candidate() -> str:
        return owner.session.get(worked.page_url, timeout=30).text

    assert "A person decided: Mara Lindqvist" in candidate()
    assert owner.post(path, strengths="Better than other  CANDIDATE").status_code == 422
    assert owner.post(path, **told).status_code == 303
    page = candidate()
    assert "You tested odd cases" in page
    assert "Right nearly everywhere" in page
    for hidden in (SECRET, "The reason inside", "does not go on", "Rolf Reviewer: 3", "Other Candidate"):
        assert hidden not in page, hidden
    assert owner.post(path, **told, with_outcome="true").status_code == 303
    assert "does not go on" in candidate()
    form = owner.get(f"/portal/attempts/{attempt}").text.partition("Release other words")[2]
    assert ">Right nearly everywhere</textarea>" in form, "other words begin from those that are released"
    assert 'name="with_outcome" value="true" checked' in form
    owner.post(f"/portal/attempts/{attempt}/decision", **(reason | {"outcome": "advance"}))
    assert "does not go on" not in candidate()


def test_an_erased_attempt_leaves_no_word_of_it(backend: Running, people: dict[str, Client]) -> None:
    attempt, _ = attempted(backend, "Goes Away")
    named(people, attempt)
    people["first"].save(attempt, ["3", "2"], notes=SECRET)
    people["first"].post(f"/portal/attempts/{attempt}/review/reopen", reason=SECRET)
    people["first"].save(attempt, ["3", "3"], notes=SECRET)
    people["second"].save(attempt, ["3", "2"], notes=SECRET)
    opened(people, backend, attempt)
    reason = {"outcome": "decline", "reason": SECRET, "waiver": SECRET}
    assert people["owner"].post(f"/portal/attempts/{attempt}/decision", **reason).status_code == 303
    assert people["owner"].post(f"/portal/attempts/{attempt}/feedback", strengths=SECRET).status_code == 303
    tables: list[type[Base]] = [Review, Reviewer, Decision, Feedback]
    with backend.services.transaction() as tx:
        row = tx.session.get_one(Attempt, attempt)
        who = CandidateSubject(row.organisation, attempt, row.candidate)
        request = privacy.create_request(tx, who, RequestCreate(kind="erasure", words="")).request
    files = [file for file in backend.services.settings.data.rglob("*") if file.is_file()]
    assert not [file for file in files if SECRET.encode() in file.read_bytes()], "nothing of it lies open even before"
    with backend.services.transaction() as tx:
        roles = frozenset({Role.PROTECTION_OFFICER})
        privacy.approve_erasure(tx, MemberSubject(people["officer"].member, row.organisation, roles), request)
    backend.wait_for_work()
    with backend.services.reading() as tx:
        assert tx.session.get(Attempt, attempt) is None
        for table in tables:
            column = table.__table__.columns["attempt"]
            assert tx.session.scalars(select(table).where(column == attempt)).all() == [], table
