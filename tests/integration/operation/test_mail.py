"""Invitations by e-mail, against a real SMTP server that sometimes refuses."""

from __future__ import annotations

import email
import email.policy
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from sqlalchemy import select

from backend.accounts import members
from backend.accounts.models import MemberInvitation, Organisation, Role
from backend.accounts.service import create_organisation
from backend.assessments import service as assessments
from backend.assessments.models import Assessment, Invitation
from backend.assessments.service import Invite, Invited
from backend.attempts.models import Attempt
from backend.demo.seed import Package, SeedPlan, SeedResult, seed
from backend.jobs.models import Job, JobState
from backend.jobs.worker import Worker
from backend.mail import service as mail
from backend.mail.letters import clean
from backend.mail.models import Mail, MailState
from backend.main import close_services, open_services
from backend.portal.words import mail_words
from backend.privacy.jobs import delete_rows
from backend.settings import DAY_US, Settings
from backend.transaction import Services
from backend.work import handlers
from protocol.errors import InvalidInput
from tests.certificates import self_signed_certificate
from tests.integration.conftest import problem_zip
from tests.integration.operation.conftest import free_port

PASSWORD = "a-password-of-the-mail-server"  # noqa: S105 - of this test
HOSTILE = (
    'Eve\r\nBcc: victim@elsewhere.example\r\n\r\n<script>alert(1)</script>\u2028\u202eevil "quoted" <eve@x.example>, '
)


@dataclass
class Inbox:
    """What a mail server took, and how it answers: `answers` are used up one a message, then it takes everything."""

    taken: list[Envelope] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    at_recipient: bool = False

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802, ARG002 - the library's port
        if self.at_recipient and self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802, ARG002 - as above
        if self.answers:
            return self.answers.pop(0)
        self.taken.append(envelope)
        return "250 OK"

    @property
    def messages(self) -> list[EmailMessage]:
        found = [email.message_from_bytes(it.content or b"", policy=email.policy.default) for it in self.taken]  # type: ignore[arg-type] # bytes, as decode_data is off
        assert all(isinstance(it, EmailMessage) for it in found)
        return found


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, int]]:
    """A mail server and its port."""
    made, port = Inbox(), free_port()
    controller = Controller(made, hostname="127.0.0.1", port=port)
    controller.start()
    yield made, port
    controller.stop()


@dataclass
class House:
    services: Services
    worker: Worker
    assessment: str
    organisation: str
    inbox: Inbox
    clock_us: list[int]

    def invite(self, whom: str = "kim@candidate.example", name: str = "Kim") -> Invited:
        with self.services.transaction() as tx:
            row = tx.session.get_one(Assessment, self.assessment)
            made = assessments.invite(tx, row, Invite(name, whom, tx.now_us, tx.now_us + DAY_US), None)
            about = mail.about_candidate(tx, row.organisation, made.invitation.id, made.candidate.id)
            mail.post(tx, about, made.code)
        return made

    def work(self, later_s: int = 0) -> None:
        """Do everything that is due, `later_s` from now on."""
        self.clock_us[0] += later_s * 1_000_000
        while self.worker.run_once():
            pass

    def mails(self) -> list[Mail]:
        with self.services.reading() as tx:
            return list(tx.session.scalars(select(Mail).order_by(Mail.created_at_us, Mail.id)))


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SeedResult]:
    """A data folder with an organisation and an assessment, to be copied."""
    folder = tmp_path_factory.mktemp("seeded") / "d"
    services = open_services(Settings(data=folder))
    result = seed(services, SeedPlan(packages=[Package("double", problem_zip())]))
    close_services(services)
    return folder, result


@pytest.fixture
def opened(seeded: tuple[Path, SeedResult], tmp_path: Path) -> Iterator[Callable[..., House]]:
    """`opened(inbox, port, **settings)`: a backend of this test alone, with this mail server."""
    made: list[House] = []

    def open_one(inbox: Inbox, port: int, **more: Any) -> House:
        made.append(_open(seeded, tmp_path / "d", (inbox, port), more))
        return made[-1]

    yield open_one
    for each in made:
        close_services(each.services)


def _open(seeded: tuple[Path, SeedResult], folder: Path, server: tuple[Inbox, int], more: dict[str, Any]) -> House:
    shutil.copytree(seeded[0], folder)
    inbox, port = server
    given = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none", "mail_from": "recrutr@works.example"}
    settings = Settings(data=folder, base_url="https://recrutr.works.example", **(given | more))  # type: ignore[arg-type] # mixed
    offset_us = [0]
    plain = open_services(settings)
    services = replace(plain, clock_us=lambda: plain.clock_us() + offset_us[0])
    worker = Worker(services, handlers(settings))
    return House(services, worker, seeded[1].assessment, seeded[1].organisation, inbox, offset_us)


@pytest.fixture
def house(opened: Callable[..., House], inbox: tuple[Inbox, int]) -> House:
    return opened(*inbox)


def _bodies(message: EmailMessage) -> tuple[str, str]:
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    return plain.get_content(), html.get_content()


def test_a_candidate_gets_code_and_link_once(house: House) -> None:
    made = house.invite()
    assert house.inbox.taken == [], "no request waits for a mail server"
    house.work()
    house.work(60)
    (message,) = house.inbox.messages
    assert house.inbox.taken[0].rcpt_tos == ["kim@candidate.example"]
    assert message["To"] == "kim@candidate.example"
    assert message["Auto-Submitted"] == "auto-generated"
    for body in _bodies(message):
        assert made.code in body
        assert "https://recrutr.works.example" in body
    assert made.page_link("https://recrutr.works.example") in _bodies(message)[0]
    (row,) = house.mails()
    assert (row.state, row.sealed_secret, mail_words(row)) == (MailState.SENT, None, "E-mail sent")


def test_the_code_lies_sealed_and_goes_when_sent(house: House) -> None:
    made = house.invite()
    stored = house.services.settings.database_file
    wal = stored.with_name(stored.name + "-wal")
    assert made.code.encode() not in stored.read_bytes() + (wal.read_bytes() if wal.exists() else b"")
    with house.services.reading() as tx:
        assert mail.secret_of(tx.services, tx.session.get_one(Mail, house.mails()[0].id)) == made.code
        job = tx.session.scalars(select(Job).where(Job.kind == mail.MAIL_JOB)).one()
        assert made.code not in str(job.payload)


def test_a_member_gets_the_link_by_which_they_join(house: House) -> None:
    with house.services.transaction() as tx:
        token = members.invite(tx, house.organisation, None, "ada@works.example", frozenset({Role.REVIEWER}))
    house.work()
    (message,) = house.inbox.messages
    assert message["To"] == "ada@works.example"
    for body in _bodies(message):
        assert f"https://recrutr.works.example/portal/join/{token}" in body
        assert "reviewer" in body


def test_a_server_that_is_busy_and_then_not_gets_exactly_one(house: House) -> None:
    house.inbox.answers = ["451 4.3.0 later", "421 4.3.2 shutting down"]
    house.invite()
    house.work()
    (row,) = house.mails()
    assert (row.state, row.code) == (MailState.WAITING, "mail.later")
    assert mail_words(row) == "E-mail waits: the mail server asked to wait"
    for _ in range(6):
        house.work(60)
    assert len(house.inbox.taken) == 1
    assert house.mails()[0].state == MailState.SENT


def test_a_server_that_is_away_is_waited_for_until_the_invitation_ends(opened: Callable[..., House]) -> None:
    house = opened(Inbox(), free_port())
    house.invite()
    for _ in range(8):  # far more than a failing job has tries
        house.work(60)
    (row,) = house.mails()
    assert (row.state, row.code) == (MailState.WAITING, "mail.unreachable")
    house.work(2 * 24 * 3600)
    (row,) = house.mails()
    assert (row.state, row.sealed_secret) == (MailState.ENDED, None)


@pytest.mark.parametrize("at_recipient", [True, False])
def test_a_refusal_for_good_is_told_and_not_repeated(house: House, at_recipient: bool) -> None:
    house.inbox.at_recipient = at_recipient
    house.inbox.answers = ["550 5.1.1 no such user"]
    house.invite()
    house.work()
    house.work(600)
    (row,) = house.mails()
    assert (row.state, row.sealed_secret) == (MailState.FAILED, None)
    assert row.code == ("mail.recipient" if at_recipient else "mail.message")
    assert mail_words(row).startswith("E-mail not sent")
    assert house.inbox.taken == []


def test_hostile_names_make_no_header_no_address_and_no_element(house: House) -> None:
    with house.services.transaction() as tx:
        tx.session.get_one(Organisation, house.organisation).name = HOSTILE
        tx.session.get_one(Organisation, house.organisation).controller_contact = HOSTILE
        tx.session.get_one(Assessment, house.assessment).title = HOSTILE
    house.invite(name=HOSTILE)
    with house.services.transaction() as tx:
        members.invite(tx, house.organisation, None, "ada@works.example", frozenset({Role.OWNER}))
    house.work()
    assert {tuple(it.rcpt_tos) for it in house.inbox.taken} == {("kim@candidate.example",), ("ada@works.example",)}
    usual = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"}
    for message in house.inbox.messages:
        assert set(message.keys()) - {"X-Peer", "X-MailFrom", "X-RcptTo"} == usual
        assert message["From"].addresses[0].addr_spec == "recrutr@works.example"
        assert len(message["From"].addresses) == len(message["To"].addresses) == 1
        plain, html = _bodies(message)
        assert "<script" not in html
        assert "\u202e" not in plain + html + str(message["Subject"])
        assert not any(line.startswith("Bcc:") for line in plain.splitlines())


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example,c@d.example",
        "<a@b.example>",
        "a@b@c.example",
        "a b@c.example",
        "@",
    ],
)
def test_what_is_no_single_address_is_refused_or_never_sent(house: House, address: str) -> None:
    try:
        house.invite(address)
    except InvalidInput:
        assert house.mails() == []
        return
    house.work()
    (row,) = house.mails()
    assert (row.state, row.code) == (MailState.FAILED, "mail.address")
    assert house.inbox.taken == []


def test_withdrawn_used_or_replaced_is_not_sent(house: House) -> None:
    withdrawn, again = house.invite("a@candidate.example"), house.invite("b@candidate.example")
    with house.services.transaction() as tx:
        tx.session.get_one(Invitation, withdrawn.invitation.id).revoked_at_us = tx.now_us
        row = tx.session.get_one(Invitation, again.invitation.id)
        code = assessments.renew_code(tx, row)
        mail.post(tx, mail.about_candidate(tx, row.organisation, row.id, row.candidate), code)
    house.work()
    (message,) = house.inbox.messages
    assert message["To"] == "b@candidate.example"
    assert code in _bodies(message)[0]
    assert again.code not in _bodies(message)[0]
    assert [row.state for row in house.mails()] == [MailState.ENDED, MailState.ENDED, MailState.SENT]


def test_an_erasure_takes_the_mails_along(house: House) -> None:
    made = house.invite()
    with house.services.transaction() as tx:
        delete_rows(tx, made.candidate.id, list(tx.session.scalars(select(Attempt.id).where(Attempt.id == ""))))
    assert house.mails() == []
    house.work()
    assert house.inbox.taken == []
    with house.services.reading() as tx:
        assert tx.session.scalars(select(Job.state).where(Job.kind == mail.MAIL_JOB)).all() == [JobState.DONE]


def test_without_a_mail_server_nothing_is_written_down(tmp_path: Path) -> None:
    services = open_services(Settings(data=tmp_path / "d"))
    with services.transaction() as tx:
        organisation = create_organisation(tx, "Works", "dpo@works.example").id
        members.invite(tx, organisation, None, "ada@works.example", frozenset({Role.OWNER}))
        assert tx.session.scalar(select(MemberInvitation.id)) is not None
        assert tx.session.scalar(select(Mail.id)) is None
    close_services(services)


def test_the_line_is_encrypted_the_certificate_checked_and_the_password_used(
    opened: Callable[..., House], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, context = self_signed_certificate(tmp_path)
    tried: list[bytes] = []

    def authenticator(*arguments: Any) -> AuthResult:
        given: LoginPassword = arguments[-1]
        tried.append(given.password)
        return AuthResult(success=given.password == PASSWORD.encode())

    made, port = Inbox(), free_port()
    options: dict[str, Any] = {"tls_context": context, "require_starttls": True, "authenticator": authenticator}
    controller = Controller(made, hostname="localhost", port=port, auth_required=True, **options)
    controller.start()
    given = {"smtp_host": "localhost", "smtp_tls": "starttls", "smtp_user": "recrutr", "smtp_password": PASSWORD}
    house = opened(made, port, **given)
    try:
        house.invite()
        house.work()
        assert (made.taken, tried, house.mails()[0].code) == ([], [], "mail.unreachable"), "nobody vouches for it"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        house.work(60)
        assert len(made.taken) == 1
        assert tried == [PASSWORD.encode()]
    finally:
        controller.stop()


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"smtp_host": "mail.example"}, "--mail-from"),
        ({"smtp_host": "m", "mail_from": "a@b.example\r\nBcc: c@d.example"}, "--mail-from"),
        ({"smtp_host": "m", "mail_from": "a@b.example", "smtp_user": "u"}, "RECRUTR_SMTP_PASSWORD"),
        (
            {"smtp_host": "m", "mail_from": "a@b.example", "smtp_user": "u", "smtp_password": "p", "smtp_tls": "none"},
            "--smtp-tls",
        ),
    ],
)
def test_settings_that_do_not_fit_are_refused_by_name(tmp_path: Path, given: dict[str, Any], named: str) -> None:
    with pytest.raises(InvalidInput, match=named):
        Settings(data=tmp_path, **given)


def test_cleaning() -> None:
    assert not set(clean(HOSTILE)) & set("\r\n\u2028\u202e")
    assert clean("  Works \t GmbH ") == "Works GmbH"
    assert len(clean("x" * 1000)) == 120
