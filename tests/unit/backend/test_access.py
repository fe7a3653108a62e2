"""Who sees which rows: every table against every kind of subject."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import DeclarativeBase

from backend import access
from backend.access import CandidateSubject, MemberSubject, ShareSubject, Subject, find, visible
from backend.accounts.models import Organisation, Role
from backend.accounts.service import NewMember, create_member, create_organisation
from backend.assessments.models import Assessment, AssessmentProblem, Candidate, Invitation, Problem
from backend.attempts.models import Attempt, AttemptFlag, Device
from backend.database import Base
from backend.models import load_models
from backend.transaction import Services, Transaction
from protocol.errors import NotFound
from protocol.identifiers import new_identifier

load_models()
ENTITIES: list[type[Base]] = sorted(
    (mapper.class_ for mapper in Base.registry.mappers), key=lambda entity: str(entity.__tablename__)
)
_FOR_STAFF = {"device", "page_token", "member_session", "job", "candidate", "invitation", "member", "hold"}
NEVER_SHOWN = {"candidate": _FOR_STAFF | {"judged_test"}, "share": _FOR_STAFF | {"privacy_request", "set_aside"}}


@dataclass
class World:
    """One organisation with one attempt."""

    organisation: str
    member: str
    attempt: Attempt


def _world(tx: Transaction, name: str) -> World:
    organisation = create_organisation(tx, name, "dpo@example.org").id
    new = NewMember(name, f"{name}@example.org", "a long password", (Role.OWNER,))
    member = create_member(tx, organisation, new).id
    made = {"organisation": organisation, "created_at_us": 1}
    ids = [new_identifier() for _ in range(5)]
    rows: list[DeclarativeBase] = [
        Problem(id=ids[0], name="p", title="P", digest=name, package_zip=b"", view={}, **made),
        Assessment(
            id=ids[1], family=ids[1], version=1, title="T", duration_us=1, grace_us=0, languages=[],
            evidence_level=1, digest="", **made,
        ),
        Candidate(id=ids[2], name="C", email="c@example.org", key_fingerprint="", **made),
    ]  # fmt: skip
    tx.session.add_all(rows)
    tx.session.flush()
    place = AssessmentProblem(assessment=ids[1], position=0, organisation=organisation, problem=ids[0], label="A")
    invitation = Invitation(
        id=ids[3], assessment=ids[1], candidate=ids[2], code_hash=name, opens_at_us=0, closes_at_us=1, **made
    )
    tx.session.add_all([place, invitation])
    tx.session.flush()
    attempt = Attempt(
        id=ids[4], invitation=ids[3], assessment=ids[1], candidate=ids[2], state="started", active_at_us=1, **made
    )
    tx.session.add(attempt)
    tx.session.flush()
    flag = AttemptFlag(
        id=new_identifier(), organisation=organisation, attempt=attempt.id, code="x", details={}, at_us=1
    )
    device = Device(
        attempt=attempt.id, id=new_identifier(), organisation=organisation, public_key="", token_hash=name,
        app_version="", platform="", joined_at_us=1,
    )  # fmt: skip
    tx.session.add_all([flag, device])
    tx.session.flush()
    return World(organisation, member, attempt)


def _subjects(world: World) -> dict[str, Subject]:
    owner = frozenset({Role.OWNER})
    return {
        "member": MemberSubject(world.member, world.organisation, owner),
        "candidate": CandidateSubject(world.organisation, world.attempt.id, world.attempt.candidate),
        "share": ShareSubject(world.organisation, world.attempt.id, new_identifier()),
    }


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: str(entity.__tablename__))
def test_nobody_sees_a_row_of_another_organisation(services: Services, entity: type[Base]) -> None:
    with services.transaction() as tx:
        mine, theirs = _world(tx, "mine"), _world(tx, "theirs")
        for subject in _subjects(theirs).values():
            rows = tx.session.scalars(visible(subject, entity)).all() if "organisation" in _columns(entity) else []
            owners = {row.id if isinstance(row, Organisation) else getattr(row, "organisation", None) for row in rows}
            assert mine.organisation not in owners


def _columns(entity: type[Base]) -> set[str]:
    names = {column.name for column in entity.__table__.columns}
    return names | ({"organisation"} if entity is Organisation else set())


def test_a_candidate_and_a_share_see_their_attempt_and_what_it_needs(services: Services) -> None:
    needed: list[type[Base]] = [Attempt, Assessment, AssessmentProblem, Problem]
    with services.transaction() as tx:
        world = _world(tx, "mine")
        for name in ("candidate", "share"):
            subject = _subjects(world)[name]
            for entity in needed:
                assert len(tx.session.scalars(visible(subject, entity)).all()) == 1, (name, entity)
            for entity in ENTITIES:
                if entity.__tablename__ in NEVER_SHOWN[name] and "organisation" in _columns(entity):
                    assert _sees_nothing(subject, entity), (name, entity)


def _sees_nothing(subject: Subject, entity: type[Base]) -> bool:
    return "false" in str(visible(subject, entity).compile(compile_kwargs={"literal_binds": True})).lower()


def test_hidden_and_missing_are_the_same(services: Services) -> None:
    with services.transaction() as tx:
        mine, theirs = _world(tx, "mine"), _world(tx, "theirs")
        subject = _subjects(mine)["member"]
        said = []
        for attempt in (theirs.attempt.id, new_identifier()):
            with pytest.raises(NotFound) as refused:
                find(tx.session, subject, Attempt, Attempt.id == attempt)
            said.append((refused.value.code, refused.value.message, refused.value.details))
        assert said[0] == said[1]
        assert find(tx.session, subject, Attempt, Attempt.id == mine.attempt.id) is mine.attempt


@pytest.mark.parametrize("role", list(Role))
def test_a_role_sees_what_the_table_says(services: Services, role: Role) -> None:
    with services.transaction() as tx:
        world = _world(tx, "mine")
        subject = MemberSubject(world.member, world.organisation, frozenset({role}))
        for entity in ENTITIES:
            if "organisation" not in _columns(entity):
                continue
            allowed = access._ROLES_BY_TABLE.get(str(entity.__tablename__), frozenset(Role))
            assert _sees_nothing(subject, entity) == (role not in allowed), entity


def test_a_restricted_attempt_is_for_the_officer_only(services: Services) -> None:
    with services.transaction() as tx:
        world = _world(tx, "mine")
        world.attempt.restricted_at_us = 1
        tx.session.flush()
        for role in Role:
            subject = MemberSubject(world.member, world.organisation, frozenset({role}))
            seen = len(tx.session.scalars(visible(subject, Attempt)).all())
            flags = len(tx.session.scalars(visible(subject, AttemptFlag)).all())
            assert (seen, flags) == ((1, 1) if role is Role.PROTECTION_OFFICER else (0, 0)), role
