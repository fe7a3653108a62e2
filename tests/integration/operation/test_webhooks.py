"""Webhooks against a real server that sometimes refuses: signatures, retries, replay, and who may not hear."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select, update

from backend.access import MemberSubject
from backend.accounts import tokens
from backend.accounts.models import Member, Role
from backend.accounts.tokens import Scope
from backend.assessments import service as assessments
from backend.assessments.models import Assessment
from backend.assessments.service import Invite
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.demo.seed import Package, SeedPlan, SeedResult, seed
from backend.jobs.worker import Worker
from backend.mail import smtp
from backend.mail.models import Mail
from backend.mail.service import MAIL_JOB
from backend.main import close_services, create_app, open_services
from backend.outgoing.calls import EXCERPT_BYTES, Reach
from backend.outgoing.tries import PAUSES_S
from backend.privacy.expiry import sweep_technical
from backend.privacy.jobs import delete_rows
from backend.settings import DAY_US, Settings
from backend.transaction import Services
from backend.webhooks import service, signing
from backend.webhooks.jobs import Deliver
from backend.webhooks.models import DeliveryState, EndpointState, WebhookDelivery, WebhookEndpoint, WebhookEvent
from backend.webhooks.outbox import DELIVER_JOB, KINDS
from backend.webhooks.service import OVERLAP_US, Span
from backend.work import handlers
from protocol.errors import Conflict, NotAllowed, NotFound
from protocol.identifiers import new_identifier
from protocol.member_wire import WebhookDeliveries, WebhookList
from tests.integration.conftest import problem_zip

ALWAYS = 9 * 10**15


@dataclass
class Listener:
    """Somebody's software: what it got, and how it answers; `answers` are used up, then it takes everything."""

    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.got]


def handler_of(listener: Listener) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listener.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            status, headers, answer = listener.answers.pop(0) if listener.answers else (204, {}, b"")
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            """Quietly."""

    return Handler


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(made))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}/hooks"
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def verified(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """What the specification tells a receiver to do, written from it alone."""
    signed = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    key = base64.b64decode(secret.split("_", 1)[1])
    wanted = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    return any(each == f"v1,{wanted}" for each in headers["webhook-signature"].split(" "))


@dataclass
class House:
    services: Services
    worker: Worker
    seeded: SeedResult
    owner: MemberSubject
    clock_us: list[int]

    def make(self, address: str, kinds: list[str] | None = None) -> tuple[str, str]:
        with self.services.transaction() as tx:
            row, secret = service.make(tx, self.owner, address, kinds or list(KINDS))
            return row.id, secret

    def happen(self, action: str = "attempt.finished") -> None:
        with self.services.transaction() as tx:
            audit.record(tx, None, self.owner.organisation, audit.Event(action, "attempt", self.attempt))

    @property
    def attempt(self) -> str:
        with self.services.reading() as tx:
            return tx.session.scalars(select(Attempt.id).where(Attempt.organisation == self.owner.organisation)).one()

    def work(self, later_s: float = 0) -> None:
        """Do everything that is due, `later_s` from now on."""
        self.clock_us[0] += int(later_s * 1_000_000)
        while self.worker.run_once():
            pass

    def deliveries(self) -> list[WebhookDelivery]:
        with self.services.reading() as tx:
            return list(tx.session.scalars(select(WebhookDelivery).order_by(WebhookDelivery.id)))

    def endpoint(self, identifier: str) -> WebhookEndpoint:
        with self.services.reading() as tx:
            return tx.session.get_one(WebhookEndpoint, identifier)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SeedResult]:
    """A data folder with an organisation and an attempt, to be copied."""
    folder = tmp_path_factory.mktemp("seeded") / "d"
    services = open_services(Settings(data=folder))
    result = seed(services, SeedPlan(packages=[Package("double", problem_zip())]))
    with services.transaction() as tx:
        attempt = Attempt(
            id=new_identifier(),
            organisation=result.organisation,
            invitation=result.invitation,
            assessment=result.assessment,
            candidate=result.candidate,
            state="finished",
            created_at_us=tx.now_us,
            active_at_us=tx.now_us,
        )
        tx.session.add(attempt)
    close_services(services)
    return folder, result


@pytest.fixture
def house(seeded: tuple[Path, SeedResult], tmp_path: Path) -> Iterator[House]:
    folder, result = seeded
    shutil.copytree(folder, tmp_path / "d")
    settings = Settings(
        data=tmp_path / "d", call_this_machine=True, smtp_host="127.0.0.1", mail_from="recrutr@example.com"
    )
    services = open_services(settings)
    clock_us = [services.clock_us()]
    services = replace(services, clock_us=lambda: clock_us[0])
    with services.reading() as tx:
        email = result.logins[0].email
        member = tx.session.scalars(select(Member).where(Member.email == email)).one()
        owner = MemberSubject(member.id, member.organisation, frozenset(Role(role) for role in member.roles))
    known = {kind: handlers(settings)[kind] for kind in (DELIVER_JOB, MAIL_JOB)}
    yield House(services, Worker(services, known), result, owner, clock_us)
    close_services(services)


def test_the_signature_is_that_of_the_specification() -> None:
    secret, identifier = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    made = signing.headers([secret], identifier, 1614265330, b'{"test": 2432232314}')
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert made["webhook-timestamp"] == "1614265330"


def test_an_event_comes_signed_with_ids_and_a_link_and_nothing_of_a_person(house: House, listener: Listener) -> None:
    _, secret = house.make(listener.url)
    house.happen()
    house.work()
    [(headers, body)] = listener.got
    assert verified(secret, headers, body)
    assert not verified(secret, headers | {"webhook-timestamp": "1"}, body)
    assert not verified(secret, headers | {"webhook-id": "x"}, body)
    assert not verified(secret, headers, body + b" ")
    assert not verified(signing.new_secret(), headers, body)
    told = json.loads(body)
    assert told["type"] == "attempt.finished"
    assert set(told["data"]) == {"organisation", "attempt", "state", "assessment", "invitation", "candidate", "link"}
    assert told["data"]["link"].endswith(f"/portal/attempts/{house.attempt}")
    assert b"@" not in body
    [delivery] = house.deliveries()
    assert (delivery.state, delivery.status, delivery.tries) == (DeliveryState.DELIVERED, 204, 1)


def test_an_event_is_there_exactly_when_its_cause_is(house: House, listener: Listener) -> None:
    house.make(listener.url)
    attempt = house.attempt

    def undone() -> None:
        with house.services.transaction() as tx:
            audit.record(tx, None, house.owner.organisation, audit.Event("attempt.finished", "attempt", attempt))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    house.work()
    assert (listener.got, house.deliveries()) == ([], [])
    with house.services.transaction() as tx:
        row = tx.session.get_one(Assessment, house.seeded.assessment)
        made = assessments.invite(tx, row, Invite("Kim", "kim@x.example", tx.now_us, tx.now_us + DAY_US), None)
        event = audit.Event("invitation.made", "invitation", made.invitation.id)
        audit.record(tx, None, row.organisation, event)
    house.work()
    assert json.loads(listener.got[0][1])["data"]["invitation"] == made.invitation.id


def test_only_what_is_listened_to_is_sent(house: House, listener: Listener) -> None:
    house.make(listener.url, ["decision.made"])
    house.happen("attempt.started")
    house.happen("report.viewed")
    house.work()
    house.happen("decision.made")
    house.work()
    assert [json.loads(body)["type"] for _, body in listener.got] == ["decision.made"]


def test_what_fails_is_tried_again_with_growing_pauses_the_same_bytes(house: House, listener: Listener) -> None:
    house.make(listener.url)
    listener.answers = [
        (500, {}, b"later\x00\x1b[31m" + b"x" * 2000),
        (302, {"Location": listener.url}, b""),
        (404, {}, b""),
    ]
    house.happen()
    house.work()
    [delivery] = house.deliveries()
    assert (delivery.state, delivery.status, delivery.tries) == (DeliveryState.WAITING, 500, 1)
    assert len(delivery.excerpt) <= EXCERPT_BYTES
    assert delivery.excerpt.isprintable()
    house.work(PAUSES_S[0] - 1)
    assert len(listener.got) == 1, "it did not wait"
    for pause_s in PAUSES_S[:3]:
        house.work(pause_s * 1.5)
    assert len(listener.got) == 4, "a redirect was followed, or a try is missing"
    assert len({(headers["webhook-id"], body) for headers, body in listener.got}) == 1
    assert house.deliveries()[0].state == DeliveryState.DELIVERED


def test_retry_after_is_kept_for_all_that_waits(house: House, listener: Listener) -> None:
    house.make(listener.url)
    listener.answers = [(429, {"Retry-After": "900"}, b"")]
    house.happen()
    house.work()
    house.happen()
    house.work(890)
    assert len(listener.got) == 1, "it asked, for the same event or for another, before its time"
    house.work(300)
    assert len(listener.got) == 3


def test_an_endpoint_that_fails_is_asked_once_a_pause_however_much_waits(house: House, listener: Listener) -> None:
    house.make(listener.url)
    listener.answers = [(500, {}, b"")] * 3
    for _ in range(20):
        house.happen()
    house.work()
    assert len(listener.got) == 1
    house.work(PAUSES_S[0] * 1.5)
    assert len(listener.got) == 2
    house.work(PAUSES_S[1] * 1.5)
    assert len(listener.got) == 3
    house.work(PAUSES_S[2] * 1.5)
    assert len(listener.got) == 23
    assert {each.state for each in house.deliveries()} == {DeliveryState.DELIVERED}


def test_after_three_days_it_is_switched_off_and_the_owners_are_told(
    house: House, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[EmailMessage] = []
    monkeypatch.setattr(smtp, "deliver", lambda _settings, message: sent.append(message))
    made, _ = house.make(listener.url)
    listener.answers = [(500, {}, b"")] * 100
    house.happen()
    for _ in range(20):
        house.work(9 * 3600)
    [delivery] = house.deliveries()
    assert delivery.state == DeliveryState.FAILED
    assert 4 <= delivery.tries <= 9, "a day has not many more than three of nine hours"
    row = house.endpoint(made)
    assert (row.state, row.off_code) == (EndpointState.OFF, "failing")
    with house.services.reading() as tx:
        assert [mail.about for mail in tx.session.scalars(select(Mail))] == [f"{made}/{house.owner.member}"]
    [letter] = sent
    assert letter["To"] == house.seeded.logins[0].email
    assert f"/portal/integrations/{made}" in letter.as_string()
    house.happen()
    assert len(house.deliveries()) == 1, "nothing new is sent there"
    with house.services.transaction() as tx:
        with pytest.raises(Conflict):
            service.replay(tx, house.owner, made, delivery.id)
        service.switch(tx, house.owner, made, EndpointState.ON)
        assert service.replay(tx, house.owner, made, Span(0, ALWAYS)) == 1
    listener.answers = []
    house.work()
    assert len(set(listener.ids)) == 1, "sent again under another number"
    assert house.deliveries()[1].state == DeliveryState.DELIVERED


def test_gone_switches_it_off_at_once(house: House, listener: Listener) -> None:
    made, _ = house.make(listener.url)
    listener.answers = [(410, {}, b"")]
    house.happen()
    house.work()
    assert house.endpoint(made).off_code == "gone"


def test_replay_sends_one_or_those_of_a_time_each_once(house: House, listener: Listener) -> None:
    made, _ = house.make(listener.url)
    for _ in range(3):
        house.happen()
    house.work()
    with house.services.transaction() as tx:
        assert service.replay(tx, house.owner, made, Span(0, ALWAYS)) == 0, "nothing was missed"
        assert service.replay(tx, house.owner, made, Span(0, tx.now_us - 1, missed=False)) == 0
        assert service.replay(tx, house.owner, made, Span(0, ALWAYS, missed=False)) == 3
        assert service.replay(tx, house.owner, made, Span(0, ALWAYS, missed=False)) == 0, "they wait already"
    house.work()
    one = house.deliveries()[0]
    with house.services.transaction() as tx:
        assert service.replay(tx, house.owner, made, one.id) == 1
        with pytest.raises(NotFound):
            service.replay(tx, house.owner, made, new_identifier())
    house.work()
    assert sorted(map(listener.ids.count, set(listener.ids))) == [2, 2, 3]


def test_both_secrets_sign_for_a_day(house: House, listener: Listener) -> None:
    made, former = house.make(listener.url)
    with house.services.transaction() as tx:
        fresh = service.renew_secret(tx, house.owner, made)
    house.happen()
    house.work()
    house.happen()
    house.work(OVERLAP_US / 1_000_000 + 1)
    (early, early_body), (late, late_body) = listener.got
    assert verified(former, early, early_body)
    assert verified(fresh, early, early_body)
    assert verified(fresh, late, late_body)
    assert not verified(former, late, late_body)


def test_secrets_lie_sealed(house: House, listener: Listener) -> None:
    made, secret = house.make(listener.url)
    row = house.endpoint(made)
    assert secret.encode() not in row.sealed_secret
    assert secret.removeprefix("whsec_").encode() not in house.services.settings.database_file.read_bytes()


def test_a_test_event_tells_of_nothing(house: House, listener: Listener) -> None:
    made, _ = house.make(listener.url, ["decision.made"])
    with house.services.transaction() as tx:
        service.try_out(tx, house.owner, made)
    house.work()
    told = json.loads(listener.got[0][1])
    assert (told["type"], set(told["data"])) == ("test", {"organisation", "endpoint"})


def test_nothing_is_told_about_a_restricted_attempt_also_when_it_waited(house: House, listener: Listener) -> None:
    house.make(listener.url)
    house.happen()
    with house.services.transaction() as tx:
        tx.session.execute(update(Attempt).values(restricted_at_us=1))
    house.happen()
    house.work()
    assert listener.got == []
    assert [each.state for each in house.deliveries()] == [DeliveryState.ENDED]


def test_erasure_takes_events_along_and_tells_that_it_was(house: House, listener: Listener) -> None:
    house.make(listener.url)
    attempt = house.attempt
    listener.answers = [(500, {}, b"")]
    house.happen()
    house.work()
    with house.services.transaction() as tx:
        delete_rows(tx, house.seeded.candidate, [attempt])
        audit.record(tx, None, house.owner.organisation, audit.Event("attempt.erased", "attempt", attempt))
    house.work(3600)
    assert [json.loads(body)["type"] for _, body in listener.got] == ["attempt.finished", "attempt.erased"]
    assert set(json.loads(listener.got[1][1])["data"]) == {"organisation", "attempt"}


def test_removing_takes_its_list_along(house: House, listener: Listener) -> None:
    made, _ = house.make(listener.url)
    house.happen()
    with house.services.transaction() as tx:
        service.remove(tx, house.owner, made)
    house.work()
    assert (listener.got, house.deliveries()) == ([], [])


def test_what_is_old_goes(house: House, listener: Listener) -> None:
    house.make(listener.url)
    house.happen()
    house.work()
    house.clock_us[0] += 91 * DAY_US
    sweep_technical(house.services)
    with house.services.reading() as tx:
        assert tx.session.scalar(select(func.count()).select_from(WebhookEvent)) == 0
    assert house.deliveries() == []


def test_only_owners_and_only_of_the_same_organisation(house: House, listener: Listener) -> None:
    made, _ = house.make(listener.url)
    recruiter = replace(house.owner, roles=frozenset({Role.RECRUITER}))
    stranger = replace(house.owner, organisation=new_identifier())
    with house.services.transaction() as tx:
        with pytest.raises(NotAllowed):
            service.endpoints(tx, recruiter)
        with pytest.raises(NotAllowed):
            service.replay(tx, recruiter, made, Span(0, ALWAYS))
        with pytest.raises(NotFound):
            service.renew_secret(tx, stranger, made)
        assert service.endpoints(tx, stranger) == []


def test_a_program_with_a_token_sees_deliveries_and_sends_them_again(house: House, listener: Listener) -> None:
    made, secret = house.make(listener.url)
    listener.answers = [(410, {}, b"gone")]
    house.happen()
    house.work()
    with house.services.transaction() as tx:
        service.switch(tx, house.owner, made, EndpointState.ON)
        scopes = frozenset({Scope.WEBHOOKS_READ, Scope.WEBHOOKS_WRITE})
        token = tokens.create(tx, house.owner, "a program", scopes, 1)
    app = create_app(replace(house.services.settings, worker=False))
    with TestClient(app, headers={"Authorization": f"Bearer {token}"}) as program:
        listed = program.get("/api/v1/webhooks")
        assert secret not in listed.text
        [webhook] = WebhookList.model_validate_json(listed.content).webhooks
        assert (webhook.webhook, webhook.on, webhook.address) == (made, True, listener.url)
        deliveries = f"/api/v1/webhooks/{made}/deliveries"
        [delivery] = WebhookDeliveries.model_validate_json(program.get(deliveries).content).deliveries
        assert (delivery.state, delivery.status, delivery.kind) == ("failed", 410, "attempt.finished")
        assert program.post(f"/api/v1/webhooks/{made}/replay", json={}).json() == {"events": 1}
        again = program.post(f"/api/v1/webhooks/{made}/replay", json={"delivery": delivery.delivery})
        assert again.json() == {"events": 1}
        house.work(600)
        page = WebhookDeliveries.model_validate_json(program.get(deliveries).content)
        assert (page.total, {each.event for each in page.deliveries}) == (3, {delivery.event})
    assert len(listener.got) == 3


def test_an_address_that_was_let_in_is_not_called_when_the_setting_is_gone(house: House, listener: Listener) -> None:
    house.make(listener.url)
    house.happen()
    Worker(house.services, {DELIVER_JOB: Deliver(Reach())}).run_once()
    [delivery] = house.deliveries()
    assert (delivery.state, delivery.code, listener.got) == (DeliveryState.FAILED, "outgoing.address", [])
