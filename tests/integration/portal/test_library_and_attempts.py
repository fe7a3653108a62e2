"""What the library does to those who work: nothing. And which problem of a pool somebody gets."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from backend.access import CandidateSubject, MemberSubject, visible
from backend.accounts.models import Member, Role
from backend.assessments import service
from backend.assessments.drawing import problems_for
from backend.assessments.models import Assessment, Problem
from backend.assessments.problems import check_package, keep
from backend.assessments.service import MINUTE_US, AssessmentTerms, Invite, Invited
from backend.attempts.models import Attempt
from backend.library import editing
from backend.library.editing import Edit
from backend.library.families import place_of
from backend.library.models import Difficulty
from backend.library.shelf import Labels, label, shelf
from backend.settings import DAY_US
from protocol.attempts import EvidenceLevel, TrackKind
from protocol.errors import Conflict, InvalidInput
from protocol.identifiers import new_identifier
from protocol.policy import EvidencePolicy
from protocol.verdicts import LanguageId
from tests.integration.conftest import problem_zip
from tests.integration.portal.device import Device
from tests.integration.portal.server import OWNER, Running

LANGUAGES = (LanguageId.PYTHON,)


@pytest.fixture
def owner(backend: Running) -> MemberSubject:
    with backend.services.reading() as tx:
        member = tx.session.scalars(select(Member).where(Member.email == OWNER)).one()
        return MemberSubject(member.id, member.organisation, frozenset({Role.OWNER}))


def problems(backend: Running, count: int) -> tuple[str, ...]:
    """Fresh problems of the organisation."""
    with backend.services.transaction() as tx:
        names = [f"p{new_identifier().replace('-', '')}" for _ in range(count)]
        kept = [keep(tx, backend.organisation, check_package(problem_zip(name, name), name)) for name in names]
        return tuple(problem.id for problem, _ in kept)


def build(backend: Running, terms: AssessmentTerms) -> str:
    with backend.services.transaction() as tx:
        return service.create_assessment(tx, backend.organisation, terms, None).id


def invite(backend: Running, assessment: str, email: str = "") -> Invited:
    with backend.services.transaction() as tx:
        whom = Invite("Ada", email or f"{new_identifier()}@x.example", tx.now_us - DAY_US, tx.now_us + DAY_US)
        return service.invite(tx, tx.session.get_one(Assessment, assessment), whom, None)


def begin(backend: Running, code: str) -> Device:
    device = Device(backend.url)
    device.begin(code)
    return device


def terms(*chosen: str, **more: object) -> AssessmentTerms:
    return AssessmentTerms("Round", chosen, 60 * MINUTE_US, LANGUAGES, **more)  # type: ignore[arg-type] # as given


def test_who_works_keeps_problem_policy_and_notice_whatever_is_changed(backend: Running, owner: MemberSubject) -> None:
    (problem,) = problems(backend, 1)
    first = build(backend, terms(problem))
    code = invite(backend, first).code
    device = begin(backend, code)
    before = device.started.pack
    edited = editing.save(
        backend.services, owner, problem, Edit(1, {"statement/problem.en.md": b"Another task altogether.\n"})
    )
    assert edited.problem.id != problem
    with backend.services.transaction() as tx:
        family = tx.session.get_one(Assessment, first).family
    strict = EvidencePolicy.at(EvidenceLevel.RECORDING, "Because.")
    second = build(backend, terms(edited.problem.id, policy=strict, family=family))
    with backend.services.reading() as tx:
        attempt = tx.session.get_one(Attempt, device.joined.attempt)
        assert service.pack_for(tx, attempt) == before
        assert service.pack_for(tx, attempt).problems[0].problem == problem
        assert service.policy_of(tx.session.get_one(Assessment, attempt.assessment)).level is EvidenceLevel.JOURNAL
    again = Device(backend.url, key=device.key, device=device.device)
    again.begin(code)
    assert (again.joined.notice, again.started.pack, again.started.ticket) == (
        device.joined.notice,
        before,
        device.started.ticket,
    )
    other = begin(backend, invite(backend, second).code)
    assert other.started.pack.problems[0].statement_html == "<p>Another task altogether.</p>\n"
    assert TrackKind.CAMERA in other.joined.notice.told.captured
    assert TrackKind.CAMERA not in device.joined.notice.told.captured


def test_each_gets_one_of_a_pool_and_nothing_of_the_others(backend: Running) -> None:
    chosen = problems(backend, 4)
    assessment = build(backend, terms(*chosen[:2], variants={0: chosen[2:]}))
    got = []
    for _ in range(12):
        device = begin(backend, invite(backend, assessment).code)
        first, second = device.started.pack.problems
        assert (first.label, second.label, second.problem) == ("A", "B", chosen[1])
        got.append(first.problem)
        with backend.services.reading() as tx:
            attempt = tx.session.get_one(Attempt, device.joined.attempt)
            subject = CandidateSubject(attempt.organisation, attempt.id, attempt.candidate)
            seen = {each.id for each in tx.session.scalars(visible(subject, Problem))}
            assert seen == {first.problem, second.problem}
            assert [each.id for _, each in problems_for(tx, attempt)] == [first.problem, second.problem]
    pool = {chosen[0], *chosen[2:]}
    assert set(got) <= pool
    assert len(set(got)) > 1, "twelve draws of one and the same happen once in 59,000 times"


def test_one_who_comes_again_gets_what_they_have_not_seen(backend: Running) -> None:
    chosen = problems(backend, 3)
    email = f"{new_identifier()}@x.example"
    got = set()
    for _ in chosen:
        assessment = build(backend, terms(chosen[0], variants={0: chosen[1:]}))
        device = begin(backend, invite(backend, assessment, email).code)
        got.add(device.started.pack.problems[0].problem)
    assert got == set(chosen)


def test_a_limit_of_exposure_chooses_another_then_invites_nobody_new_and_keeps_nobody_out(
    backend: Running, owner: MemberSubject
) -> None:
    chosen = problems(backend, 2)
    assessment = build(backend, terms(chosen[0], variants={0: chosen[1:]}))
    with backend.services.transaction() as tx:
        for problem in chosen:
            label(tx, owner, problem, Labels("", Difficulty.EASY, 1))
    waiting = [invite(backend, assessment).code for _ in range(3)]
    got = [begin(backend, code).started.pack.problems[0].problem for code in waiting[:2]]
    assert sorted(got) == sorted(chosen), "the second gets the one that is still below its limit"
    with pytest.raises(Conflict, match="as many candidates as may have seen") as caught:
        invite(backend, assessment)
    assert caught.value.code == "problem.exposed"
    assert begin(backend, waiting[2]).started.pack.problems[0].problem in chosen
    with backend.services.reading() as tx:
        family = place_of(tx, owner, chosen[0]).family.id
        line = next(each for each in shelf(tx, owner).lines if each.family.id == family)
        assert line.spent
        assert line.seen in {1, 2}


def test_variants_that_do_not_fit_are_refused(backend: Running) -> None:
    chosen = problems(backend, 2)
    for variants in ({0: (chosen[0],)}, {1: (chosen[1],)}, {0: (chosen[1], chosen[1])}):
        with pytest.raises(InvalidInput, match="variants must be"):
            build(backend, terms(chosen[0], variants=variants))
    with pytest.raises(InvalidInput, match="There is no such problem"):
        build(backend, terms(chosen[0], variants={0: (new_identifier(),)}))


def test_a_digest_tells_assessments_with_other_variants_apart(backend: Running) -> None:
    chosen = problems(backend, 3)
    digests = set()
    for variants in ({}, {0: chosen[1:2]}, {0: chosen[1:]}):
        made = build(backend, terms(chosen[0], variants=variants))
        with backend.services.reading() as tx:
            digests.add(tx.session.get_one(Assessment, made).digest)
    assert len(digests) == 3
