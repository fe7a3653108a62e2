"""Inviting by e-mail in the portal, with a real server, worker and mail server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from aiosmtpd.controller import Controller

from backend.demo.seed import Package, SeedPlan, SeedResult, seed
from backend.main import Parts
from backend.server import Server
from backend.settings import Settings
from tests.integration.backend.conftest import Device
from tests.integration.conftest import accept_everything, problem_zip
from tests.integration.operation.conftest import free_port, until
from tests.integration.operation.test_mail import Inbox

CODE = re.compile(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b")


@dataclass
class Portal:
    """A member's browser."""

    server: Server
    seeded: SeedResult
    inbox: Inbox
    http: requests.Session
    csrf: str = ""

    def page(self, path: str) -> str:
        answer = self.http.get(f"{self.server.settings.base_url}{path}", timeout=60)
        assert answer.status_code == 200, answer.text
        found = re.search(r'name="csrf" value="([^"]+)"', answer.text)
        self.csrf = found[1] if found else self.csrf
        return answer.text

    def send(self, path: str, **form: Any) -> requests.Response:
        address = f"{self.server.settings.base_url}{path}"
        return self.http.post(address, {"csrf": self.csrf, **form}, timeout=60)

    @property
    def assessment(self) -> str:
        return f"/portal/assessments/{self.seeded.assessment}"

    def invite(self, email: str, **more: str) -> requests.Response:
        form = {"name": "Kim", "email": email, "opens": "2026-01-01T00:00", "closes": "2099-01-01T00:00"}
        return self.send(f"{self.assessment}/invitations", **form, **more)


@pytest.fixture
def portal(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Portal]:
    inbox, port = Inbox(), free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    mail: dict[str, Any] = {"smtp_port": port, "smtp_tls": "none", "mail_from": "recrutr@works.example"}
    mail |= {"smtp_host": "127.0.0.1"} if getattr(request, "param", True) else {}
    server = Server.open(Settings(data=tmp_path / "d", port=0, **mail), parts=Parts(judge=accept_everything))
    server.start()
    try:
        seeded = seed(server.services, SeedPlan(packages=[Package("double", problem_zip())]))
        with requests.Session() as http:
            made = Portal(server, seeded, inbox, http)
            made.page("/portal/sign-in")
            owner = next(login for login in seeded.logins if "owner" in login.roles)
            assert made.send("/portal/sign-in", next="", email=owner.email, password=owner.password).status_code == 200
            yield made
    finally:
        server.stop()
        controller.stop()


def _code(inbox: Inbox, number: int) -> str:
    body = inbox.messages[number].get_body(("plain",))
    assert body is not None
    found = CODE.search(body.get_content())
    assert found is not None
    return found[0]


def test_a_candidate_is_invited_by_mail_and_gets_a_new_code(portal: Portal) -> None:
    assert "Send code and link by e-mail" in portal.page(portal.assessment)
    told = portal.invite("kim@candidate.example", by_mail="true").text
    assert "An e-mail with both is on the way" in told
    until(lambda: len(portal.inbox.taken) == 1)
    first = _code(portal.inbox, 0)
    assert first in told, "it is shown as well"
    until(lambda: "E-mail sent" in portal.page(portal.assessment))
    found = re.search(r'action="(/portal/assessments/[^"]+/mail)"', portal.page(portal.assessment))
    assert found is not None
    assert "the old one ends" in portal.page(portal.assessment)
    assert portal.send(found[1]).status_code == 200
    until(lambda: len(portal.inbox.taken) == 2)
    with Device(portal.server.url).http as http:
        old = Device(portal.server.url, http=http)
        assert old.call("POST", "/join", old.join_request(first)).status_code in {404, 410}
        old.join(_code(portal.inbox, 1))
    answer = portal.send(found[1])
    assert answer.status_code == 409
    assert "was used, was withdrawn or has ended" in answer.text


def test_without_the_tick_no_mail_goes(portal: Portal) -> None:
    portal.page(portal.assessment)
    told = portal.invite("kim@candidate.example").text
    assert "on the way" not in told
    portal.page("/portal/members")
    assert (
        "An e-mail with this link is on its way"
        in portal.send("/portal/members/invitations", email="ada@works.example", roles="reviewer").text
    )
    until(lambda: len(portal.inbox.taken) == 1)
    assert portal.inbox.messages[0]["To"] == "ada@works.example"
    until(lambda: "E-mail sent" in portal.page("/portal/members"))


@pytest.mark.parametrize("portal", [False], indirect=True)
def test_without_a_mail_server_the_link_is_handed_on_as_before(portal: Portal) -> None:
    assert "by e-mail" not in portal.page(portal.assessment)
    told = portal.invite("kim@candidate.example", by_mail="true").text
    assert CODE.search(told)
    assert "on the way" not in told
    assert "Send a new code" not in portal.page(portal.assessment)
    portal.page("/portal/members")
    assert (
        "Send this link to ada@works.example"
        in portal.send("/portal/members/invitations", email="ada@works.example", roles="reviewer").text
    )
