"""Accounts without HTTP: services on real files, one member, a clock that tests move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import event, select

from backend.access import MemberSubject
from backend.accounts import factors, service, sessions
from backend.accounts.models import Member, Role
from backend.accounts.service import NewMember
from backend.audit import service as audit
from backend.audit.models import AuditEntry
from backend.main import close_services, open_services
from backend.settings import Settings
from backend.transaction import Services
from tests.forms import FORMS, in_form

SECOND = 1_000_000
EMAIL, PASSWORD = "ada@works.example", "correct horse battery"


class Clock:
    """A clock that tests move; it begins at the start of a step of 30 seconds."""

    def __init__(self) -> None:
        self.now_us = 1_800_000_000 * SECOND

    def __call__(self) -> int:
        return self.now_us


@dataclass
class Account:
    """A member, with what a test needs to act for them."""

    services: Services
    clock: Clock
    subject: MemberSubject

    def session(self, *, half: bool = False) -> str:
        """The token of a session, or of one that awaits its second factor."""
        with self.services.transaction() as tx:
            row = tx.session.get_one(Member, self.subject.member)
            return sessions.open_session(tx, row, awaits_factor=half).token

    def with_factor(self) -> str:
        """Set up an authenticator app; its secret."""
        with self.services.transaction() as tx:
            secret = factors.begin(tx, self.subject.member, self.subject.organisation)
        with self.services.transaction() as tx:
            factors.confirm(tx, self.subject.member, self.code(secret))
        self.clock.now_us += 60 * SECOND
        return secret

    def code(self, secret: str) -> str:
        """The code that the app shows now."""
        return pyotp.TOTP(secret).generate_otp(self.clock.now_us // SECOND // 30)

    def audited(self) -> list[str]:
        """Every action in the audit list, whose chain holds."""
        with self.services.reading() as tx:
            audit.verify(tx, self.subject.organisation)
            return list(tx.session.scalars(select(AuditEntry.action).order_by(AuditEntry.number)))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=FORMS)
def services(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Services]:
    with in_form(request):
        opened = replace(open_services(Settings(data=tmp_path / "data")), clock_us=clock)
        if opened.engine.dialect.name == "sqlite":
            event.listen(opened.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
            opened.engine.dispose()
        yield opened
        close_services(opened)


@pytest.fixture
def account(services: Services, clock: Clock) -> Account:
    with services.transaction() as tx:
        organisation = service.create_organisation(tx, "Works", "dpo@works.example")
        roles = (Role.OWNER, Role.RECRUITER)
        member = service.create_member(tx, organisation.id, NewMember("Ada", EMAIL, PASSWORD, roles))
    return Account(services, clock, MemberSubject(member.id, organisation.id, frozenset(roles)))
