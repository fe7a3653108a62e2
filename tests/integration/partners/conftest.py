"""A served backend with e-mail, and an applicant-tracking system: a real server that is told, and sometimes refuses."""

from __future__ import annotations

import functools
import json
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests
from aiosmtpd.controller import Controller
from sqlalchemy import func, select, update

from backend import work
from backend.access import MemberSubject
from backend.accounts.models import Member, Role
from backend.accounts.tokens import Scope
from backend.assessments.models import Assessment
from backend.demo.seed import Package, SeedPlan, SeedResult, seed
from backend.jobs.models import Job
from backend.main import Parts
from backend.partners.jobs import Tell
from backend.partners.models import PartnerUpdate
from backend.partners.news import TELL_JOB
from backend.server import Server
from backend.settings import Settings
from protocol.canonical import digest_hex
from protocol.receipts import HandedIn
from tests.forms import FORMS, in_form
from tests.integration.backend.conftest import Device, _wait_for
from tests.integration.conftest import LiveBackend, accept_everything, problem_zip
from tests.integration.operation.conftest import free_port
from tests.integration.operation.test_mail import Inbox
from tests.integration.programs.conftest import token_of

CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


@dataclass
class Told:
    """One request that the applicant-tracking system got."""

    method: str
    path: str
    authorization: str
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class System:
    """The applicant-tracking system: `answers` are used up one a request, then it takes everything."""

    url: str = ""
    got: list[Told] = field(default_factory=list)
    answers: list[tuple[int, bytes]] = field(default_factory=list)

    def of(self, path: str) -> list[Told]:
        return [each for each in self.got if each.path == path]


@dataclass
class House:
    """The backend, its mail and the system beside it."""

    live: LiveBackend
    inbox: Inbox
    system: System
    token: str

    @property
    def owner(self) -> MemberSubject:
        with self.live.services.reading() as tx:
            mine = Member.email == self.live.seeded.logins[0].email
            member = tx.session.scalars(select(Member).where(mine)).one()
        return MemberSubject(member.id, member.organisation, frozenset({Role.OWNER}))

    @property
    def family(self) -> str:
        with self.live.services.reading() as tx:
            return tx.session.get_one(Assessment, self.live.seeded.assessment).family

    def call(self, method: str, path: str, *, token: str | None = None, **options: Any) -> requests.Response:
        """A call as both systems make it: the key as the user name, and no password."""
        auth = (token if token is not None else self.token, "")
        return requests.request(method, f"{self.live.url}/api/v1{path}", auth=auth, timeout=30, **options)

    def code_for(self, email: str) -> str:
        """The code in the newest e-mail to an address."""
        _wait_for(lambda: bool(self.mails(email)))
        found = CODE.search(self.mails(email)[-1])
        assert found
        return found.group()

    def mails(self, email: str) -> list[str]:
        return [
            str(message.get_body(("plain",)).get_content())  # type: ignore[union-attr] # each of ours has one
            for message in self.inbox.messages
            if email in message["To"]
        ]

    def device(self, email: str) -> Device:
        """The candidate has begun."""
        return Device(self.live.url).work_up_to_start(self.code_for(email))

    def hand_in(self, device: Device, source: str = "print(2)") -> None:
        """What is needed for a report."""
        submission, entries = device.handing_in(source)
        assert device.send(entries).status_code == 200
        answer = device.submit(source, submission, entries[-1].header.seq)
        assert answer.status_code in {200, 201, 202}, answer.text
        handed_in = HandedIn(submission=submission, problem=device.problem, source_digest=digest_hex(source.encode()))
        assert device.finish(handed_in).status_code == 200
        device.http.close()

    def updates(self, order: str) -> Sequence[PartnerUpdate]:
        with self.live.services.reading() as tx:
            mine = select(PartnerUpdate).where(PartnerUpdate.partner_order == order)
            return tx.session.scalars(mine.order_by(PartnerUpdate.id)).all()

    def make_due(self) -> None:
        """The pauses are over."""
        with self.live.services.transaction() as tx:
            tx.session.execute(update(Job).where(Job.kind == TELL_JOB, Job.state == "waiting").values(run_after_us=0))

    def count(self, table: Any) -> int:
        with self.live.services.reading() as tx:
            return tx.session.scalar(select(func.count()).select_from(table)) or 0

    def other_organisation(self) -> tuple[SeedResult, str]:
        """Another tenant of the same server, and its token."""
        plan = SeedPlan(packages=[Package("double", problem_zip())], organisation="Other Works", domain="other.example")
        seeded = seed(self.live.services, plan)
        return seeded, token_of(self.live, seeded.logins[0].email)


def handler_of(system: System) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def take(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            system.got.append(Told(self.command, self.path, self.headers["Authorization"], body))
            status, answer = system.answers.pop(0) if system.answers else (200, b'{"success": true}')
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_PATCH = take  # noqa: N815 - the library's port
        do_POST = take  # noqa: N815 - as above

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    return Handler


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    made = System()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(made))
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module", params=FORMS)
def served(request: pytest.FixtureRequest, system: System, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with in_form(request):
        yield from _serving(system, tmp_path_factory)


def _serving(system: System, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    inbox, port = Inbox(), free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings = Settings(
        data=tmp_path_factory.mktemp("partners") / "backend",
        port=0,
        waiting_period_us=0,
        call_this_machine=True,
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_tls="none",
        mail_from="recrutr@works.example",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "Tell", functools.partial(Tell, ashby=f"{system.url}/assessment.update"))
        server = Server.open(settings, parts=Parts(judge=accept_everything))
    server.start()
    try:
        live = LiveBackend(server, seed(server.services, SeedPlan(packages=[Package("double", problem_zip())])))
        scopes = (Scope.ASSESSMENTS_READ, Scope.INVITATIONS_WRITE, Scope.RESULTS_READ)
        yield House(live, inbox, system, token_of(live, live.seeded.logins[0].email, *scopes))
    finally:
        server.stop()
        controller.stop()


@pytest.fixture
def house(served: House) -> House:
    """One backend for a module; each test has candidates of its own."""
    served.system.got.clear()
    served.system.answers.clear()
    served.inbox.taken.clear()
    return served
