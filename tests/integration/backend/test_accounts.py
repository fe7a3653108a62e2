"""Members: sign-in, sessions, limits, roles, CSRF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import pytest
import requests
from fastapi import Depends, Response
from sqlalchemy import select

from backend.access import require
from backend.accounts import rate, service, sessions
from backend.accounts.models import Member, MemberSession, RateEvent, Role
from backend.accounts.service import NewMember
from backend.accounts.sessions import CurrentMember, SignedIn
from backend.accounts.signed_in import COOKIE, CSRF_HEADER, csrf_checked, current_member, set_cookie
from backend.main import close_services, open_services
from backend.settings import Settings
from backend.transaction import Services
from protocol.errors import Conflict, InvalidInput, NotAllowed, SignInNeeded, TooMany

SECOND = 1_000_000
PASSWORD = "correct horse battery"  # noqa: S105 - of a member that lives in a test


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now_us = 1_800_000_000 * SECOND

    def __call__(self) -> int:
        return self.now_us


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def services(tmp_path: Path, clock: Clock) -> Iterator[Services]:
    opened = replace(open_services(Settings(data=tmp_path / "data")), clock_us=clock)
    with opened.transaction() as tx:
        organisation = service.create_organisation(tx, "Works", "dpo@works.example")
        new = NewMember("Ada", "Ada@Works.example", PASSWORD, (Role.REVIEWER,))
        service.create_member(tx, organisation.id, new)
    yield opened
    close_services(opened)


def test_sign_in_and_out(services: Services) -> None:
    signed = sessions.sign_in(services, " ada@works.EXAMPLE", PASSWORD, "10.0.0.1")
    member = sessions.current_member(services, signed.token)
    assert (member.name, member.email, member.organisation_name) == ("Ada", "ada@works.example", "Works")
    assert member.subject.roles == {Role.REVIEWER}
    with services.transaction() as tx:
        assert tx.session.scalars(select(MemberSession)).one().token_hash != signed.token
        assert PASSWORD not in tx.session.scalars(select(Member)).one().password_hash
        sessions.sign_out(tx, signed.token)
    with pytest.raises(SignInNeeded):
        sessions.current_member(services, signed.token)


def test_wrong_password_and_unknown_account_cannot_be_told_apart(services: Services) -> None:
    said = []
    for email, password in (("ada@works.example", "wrong"), ("nobody@works.example", PASSWORD)):
        with pytest.raises(SignInNeeded) as refused:
            sessions.sign_in(services, email, password, "10.0.0.1")
        said.append((refused.value.code, refused.value.message, refused.value.details))
    assert said[0] == said[1]


def test_tries_are_limited_for_accounts_that_exist_and_those_that_do_not(services: Services, clock: Clock) -> None:
    for email in ("ada@works.example", "nobody@works.example"):
        for _ in range(rate.LOGIN_BY_PAIR.tries):
            with pytest.raises(SignInNeeded):
                sessions.sign_in(services, email, "wrong", "10.0.0.1")
        with pytest.raises(TooMany) as limited:
            sessions.sign_in(services, email, PASSWORD, "10.0.0.1")
        assert 0 < int(str(limited.value.details["retry_after_s"])) <= 15 * 60 + 1
    sessions.sign_in(services, "ada@works.example", PASSWORD, "10.0.0.2")
    clock.now_us += rate.LOGIN_BY_PAIR.window_us + SECOND
    sessions.sign_in(services, "ada@works.example", PASSWORD, "10.0.0.1")
    with services.reading() as tx:
        origins = [event.origin for event in tx.session.scalars(select(RateEvent))]
    assert origins
    assert not [it for it in origins if "@" in it or "10.0" in it], "who it was is kept as a keyed digest"


def test_right_sign_ins_are_not_counted(services: Services) -> None:
    for _ in range(rate.LOGIN_BY_PAIR.tries + 2):
        sessions.sign_in(services, "ada@works.example", PASSWORD, "10.0.0.1")


def test_sessions_end_when_idle_and_after_twelve_hours(services: Services, clock: Clock) -> None:
    token = sessions.sign_in(services, "ada@works.example", PASSWORD, "a").token
    for _ in range(10):
        clock.now_us += sessions.IDLE_US - SECOND
        sessions.current_member(services, token)
    clock.now_us += sessions.IDLE_US
    with pytest.raises(SignInNeeded):
        sessions.current_member(services, token)
    token = sessions.sign_in(services, "ada@works.example", PASSWORD, "a").token
    for _ in range(24):
        sessions.current_member(services, token)
        clock.now_us += sessions.IDLE_US - SECOND
    clock.now_us += 30 * SECOND
    with pytest.raises(SignInNeeded):
        sessions.current_member(services, token)


def test_a_disabled_member_is_out_at_once(services: Services) -> None:
    token = sessions.sign_in(services, "ada@works.example", PASSWORD, "a").token
    with services.transaction() as tx:
        tx.session.scalars(select(Member)).one().disabled_at_us = tx.now_us
    with pytest.raises(SignInNeeded):
        sessions.current_member(services, token)
    with pytest.raises(SignInNeeded):
        sessions.sign_in(services, "ada@works.example", PASSWORD, "a")


@pytest.mark.parametrize(
    ("email", "password", "error"),
    [
        ("no-address", PASSWORD, InvalidInput),
        ("x@y", "short", InvalidInput),
        ("x@y", "x" * 201, InvalidInput),
        ("ADA@works.example", PASSWORD, Conflict),
    ],
)
def test_members_are_checked(services: Services, email: str, password: str, error: type[Exception]) -> None:
    with services.transaction() as tx:
        organisation = tx.session.scalars(select(Member)).one().organisation
        with pytest.raises(error):
            service.create_member(tx, organisation, NewMember("X", email, password, ()))


def test_roles(services: Services) -> None:
    member = sessions.current_member(services, sessions.sign_in(services, "ada@works.example", PASSWORD, "a").token)
    require(member.subject, Role.OWNER, Role.REVIEWER)
    with pytest.raises(NotAllowed, match="owner or recruiter"):
        require(member.subject, Role.OWNER, Role.RECRUITER)


def test_an_unsafe_call_needs_the_sessions_own_token(live_backend: Any) -> None:
    # A route of its own, so that this shows the dependency and not some page that happens to use it.
    app = live_backend.server.app
    app.add_api_route("/test/csrf", _whoami, methods=["POST"])
    app.add_api_route("/test/member", _whoami_safe, methods=["GET"])
    login = live_backend.seeded.logins[0]
    token = sessions.sign_in(live_backend.services, login.email, login.password, "here").token
    other = live_backend.seeded.logins[1]
    foreign = sessions.sign_in(live_backend.services, other.email, other.password, "here").token
    cookies = {COOKIE: token}
    url = f"{live_backend.url}/test/csrf"
    right = sessions.csrf_token(live_backend.services, token)
    wrong = sessions.csrf_token(live_backend.services, foreign)
    assert requests.post(url, timeout=10).status_code == 401
    assert requests.get(f"{live_backend.url}/test/member", cookies=cookies, timeout=10).json() == login.email
    for headers, data in (
        ({}, {}),
        ({CSRF_HEADER: wrong}, {}),
        ({}, {"csrf": "x"}),
        ({CSRF_HEADER: ""}, {"csrf": right}),
    ):
        answer = requests.post(url, cookies=cookies, headers=headers, data=data, timeout=10)
        assert (answer.status_code, answer.json()["code"]) == (403, "auth.csrf")
    for headers, data in (({CSRF_HEADER: right}, {}), ({}, {"csrf": right})):
        answer = requests.post(url, cookies=cookies, headers=headers, data=data, timeout=10)
        assert answer.json() == login.email


def _whoami(member: Annotated[CurrentMember, Depends(csrf_checked)]) -> str:
    return member.email


def _whoami_safe(member: Annotated[CurrentMember, Depends(current_member)]) -> str:
    return member.email


@pytest.mark.parametrize("planted", ["nobody's", "somebody else's"])
def test_signing_in_takes_over_no_session_that_was_there_before(live_backend: Any, planted: str) -> None:
    """Whoever put a cookie of theirs into this browser before is not signed in with it."""
    victim, attacker = live_backend.seeded.logins[:2]
    before = "A" * 43
    if planted == "somebody else's":
        before = sessions.sign_in(live_backend.services, attacker.email, attacker.password, "there").token
    browser = requests.Session()
    browser.cookies.set(COOKIE, before, path="/")
    browser.get(f"{live_backend.url}/portal/sign-in", timeout=30)
    form = {"email": victim.email, "password": victim.password, "csrf": browser.cookies["recrutr_form"]}
    answer = browser.post(f"{live_backend.url}/portal/sign-in", data=form, allow_redirects=False, timeout=30)
    assert answer.status_code == 303
    after = answer.cookies[COOKIE]
    assert after != before
    assert sessions.current_member(live_backend.services, after).email == victim.email
    if planted == "somebody else's":
        assert sessions.current_member(live_backend.services, before).email == attacker.email
    else:
        with pytest.raises(SignInNeeded):
            sessions.current_member(live_backend.services, before)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites() -> None:
    for base_url, secure in (("http://localhost:8000", False), ("https://recrutr.example", True)):
        response = Response()
        set_cookie(response, Settings(data=Path("x"), base_url=base_url), SignedIn("token", 1))
        flags = response.headers["set-cookie"].lower()
        assert "httponly" in flags
        assert "samesite=lax" in flags
        assert ("secure" in flags) is secure
