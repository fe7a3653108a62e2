"""Single sign-on with a provider process: the backend in this process, browsers that go there and come back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import event, select

from backend.access import MemberSubject
from backend.accounts import members, passwords, service, sessions
from backend.accounts.models import Member, Role
from backend.accounts.service import NewMember
from backend.accounts.signed_in import COOKIE
from backend.audit import service as audit
from backend.audit.models import AuditEntry
from backend.main import create_app
from backend.settings import Settings
from backend.sign_on import service as sign_on
from backend.sign_on.service import Wish
from backend.transaction import Services, system_clock_us
from protocol.identifiers import new_identifier
from tests.forms import FORMS, in_form
from tests.integration.sign_on.provider import CLIENT_ID, CLIENT_SECRET

PASSWORD = "four plain words here"  # noqa: S105 - of members that live in a test
SECOND = 1_000_000
REVIEWER = frozenset({Role.REVIEWER})


@dataclass
class Provider:
    """A provider process."""

    issuer: str

    def tell(self, **told: Any) -> dict[str, int]:
        """Add `people`, set the `faults` (none are kept), `rotate` the key; how often what was asked for so far."""
        answer: dict[str, int] = httpx.post(f"{self.issuer}/control", json=told).raise_for_status().json()
        return answer

    def person(self, email: str, /, **claims: Any) -> str:
        """Somebody with an account there; the name with which they log in, which is also their subject."""
        name = new_identifier()
        self.tell(people={name: {"email": email, "email_verified": True, "name": "Grace Hopper", **claims}})
        return name


@dataclass
class Clock:
    """The time, and how far a test moved it."""

    ahead_us: int = 0

    def __call__(self) -> int:
        return system_clock_us() + self.ahead_us


@dataclass
class Desk:
    """One organisation of the backend, whose provider is `provider`."""

    app: FastAPI
    services: Services
    clock: Clock
    provider: Provider
    owner: MemberSubject
    email: str

    @property
    def organisation(self) -> str:
        return self.owner.organisation

    @property
    def place(self) -> str:
        return f"/portal/sign-in/with/{self.organisation}"

    def set_up(self, **other: Any) -> None:
        """Have single sign-on by the provider, as an owner writes it down."""
        sign_on.write(self.services, self.owner, self.wish(**other))

    def wish(self, **other: Any) -> Wish:
        return replace(Wish("Works", self.provider.issuer, CLIENT_ID, CLIENT_SECRET), **other)

    def member(self, *roles: Role) -> tuple[str, str]:
        """Another member with a password; id and address."""
        email = f"{new_identifier()}@works.example"
        with self.services.transaction() as tx:
            new = NewMember("Rea", email, PASSWORD, roles or (Role.REVIEWER,))
            return service.create_member(tx, self.organisation, new).id, email

    def invite(self, email: str, roles: frozenset[Role] = REVIEWER) -> str:
        """The token of an invitation's link."""
        with self.services.transaction() as tx:
            return members.invite(tx, self.organisation, self.owner, email, roles)

    def by_email(self, email: str) -> Member | None:
        with self.services.reading() as tx:
            return tx.session.scalar(select(Member).where(Member.email == email))

    def audited(self) -> list[tuple[str, dict[str, Any]]]:
        """Every action with its details in the audit list, whose chain holds."""
        with self.services.reading() as tx:
            audit.verify(tx, self.organisation)
            rows = tx.session.scalars(
                select(AuditEntry).where(AuditEntry.organisation == self.organisation).order_by(AuditEntry.number)
            )
            return [(each.action, each.details) for each in rows]

    def reasons(self) -> list[str]:
        """Why the provider's people were not let in, as the audit list has it."""
        return [details["reason"] for action, details in self.audited() if action == "sign_on.refused"]


@dataclass
class Browser:
    """Somebody's browser, which knows the backend and the provider."""

    desk: Desk
    here: TestClient = field(init=False)
    there: httpx.Client = field(default_factory=httpx.Client)

    def __post_init__(self) -> None:
        self.here = TestClient(self.desk.app, base_url=self.desk.services.settings.base_url, follow_redirects=False)

    def sign_in(self, email: str, password: str = PASSWORD) -> httpx.Response:
        """By password."""
        page = self.here.get("/portal/sign-in")
        csrf = page.text.split('name="csrf" value="')[1].split('"')[0]
        form = {"email": email, "password": password, "csrf": csrf}
        answer: httpx.Response = self.here.post("/portal/sign-in", data=form)
        return answer

    def leave(self, path: str) -> str:
        """Follow a link that leads to the provider; the address there."""
        answer = self.here.get(path)
        assert answer.status_code == 303, answer.text
        return str(answer.headers["Location"])

    def log_in(self, place: str, user: str) -> str:
        """Log in at the provider; the address to which it sends the browser back."""
        assert self.there.get(place).status_code in {200, 302}, "the form, or an answer from memory"
        answer = self.there.post(place, data={"user": user})
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def come(self, address: str) -> httpx.Response:
        """Come back by this address."""
        parts = urlsplit(address)
        answer: httpx.Response = self.here.get(f"{parts.path}?{parts.query}")
        return answer

    def through(self, path: str, user: str) -> httpx.Response:
        """There and back."""
        return self.come(self.log_in(self.leave(path), user))

    def enter(self, user: str) -> httpx.Response:
        """Sign in with the button of the organisation's page."""
        return self.through(f"{self.desk.place}/go", user)

    def post(self, path: str, **fields: str) -> httpx.Response:
        """A form of a page, with the session's token."""
        csrf = sessions.csrf_token(self.desk.services, self.session or "")
        answer: httpx.Response = self.here.post(path, data={**fields, "csrf": csrf})
        return answer

    @property
    def session(self) -> str | None:
        token: str | None = self.here.cookies.get(COOKIE)
        return token

    @property
    def who(self) -> sessions.CurrentMember:
        """Who is signed in here. Raises SignInNeeded."""
        return sessions.current_member(self.desk.services, self.session)


def provider_processes() -> Iterator[Provider]:
    """One process, until it is not needed any more."""
    argv = [sys.executable, "-m", "tests.integration.sign_on.provider"]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            yield Provider(process.stdout.readline().strip())
        finally:
            process.terminate()


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a password costs is tried elsewhere."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture(scope="session")
def provider_process() -> Iterator[Provider]:
    yield from provider_processes()


@pytest.fixture(scope="session")
def other_provider() -> Iterator[Provider]:
    yield from provider_processes()


@pytest.fixture
def provider(provider_process: Provider) -> Iterator[Provider]:
    """The provider, which does nothing wrong until it is told to."""
    provider_process.tell()
    yield provider_process
    provider_process.tell()


@pytest.fixture(scope="module", params=FORMS)
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    with in_form(request):
        yield from _serving(tmp_path_factory)


def _serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    settings = Settings(data=tmp_path_factory.mktemp("backend"), call_this_machine=True, worker=False)
    made = create_app(settings)
    services: Services = made.state.services
    if services.engine.dialect.name == "sqlite":
        event.listen(services.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
        services.engine.dispose()
    with TestClient(made):
        yield made


@pytest.fixture
def clock(app: FastAPI) -> Clock:
    clock = Clock()
    app.state.services = replace(app.state.services, clock_us=clock)
    return clock


def make_desk(app: FastAPI, clock: Clock, provider: Provider, name: str = "Works") -> Desk:
    """A new organisation with its owner; nothing is set up yet."""
    services: Services = app.state.services
    email = f"{new_identifier()}@works.example"
    with services.transaction() as tx:
        organisation = service.create_organisation(tx, name, "dpo@works.example")
        owner = service.create_member(tx, organisation.id, NewMember("Ada", email, PASSWORD, (Role.OWNER,)))
    subject = MemberSubject(owner.id, organisation.id, frozenset({Role.OWNER}))
    return Desk(app, services, clock, provider, subject, email)


@pytest.fixture
def desk(app: FastAPI, clock: Clock, provider: Provider) -> Desk:
    """An organisation that has single sign-on."""
    made = make_desk(app, clock, provider)
    made.set_up()
    return made


@pytest.fixture
def folder(app: FastAPI) -> Path:
    """The backend's data."""
    services: Services = app.state.services
    return services.settings.data
