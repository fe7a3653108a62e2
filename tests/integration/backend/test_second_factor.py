"""The second factor, being asked again, passwords that are public, and API tokens."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyotp
import pytest
import requests

from backend.access import MemberSubject
from backend.accounts import factors, rate, service, sessions, tokens
from backend.accounts.models import Member, Role
from backend.accounts.service import NewMember, PasswordChange
from backend.accounts.tokens import Scope
from backend.main import close_services, open_services
from backend.settings import Settings
from backend.transaction import Services
from protocol.errors import Conflict, InvalidInput, NotAllowed, SignInNeeded, TooMany

SECOND = 1_000_000
EMAIL, PASSWORD = "ada@works.example", "correct horse battery"


class Clock:
    """A clock that tests move; it begins at the start of a step of 30 seconds."""

    def __init__(self) -> None:
        self.now_us = 1_800_000_000 * SECOND

    def __call__(self) -> int:
        return self.now_us


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def services(tmp_path: Path, clock: Clock) -> Iterator[Services]:
    breached = tmp_path / "breached"
    breached.mkdir()
    opened = replace(open_services(Settings(data=tmp_path / "data", breached_passwords=breached)), clock_us=clock)
    with opened.transaction() as tx:
        organisation = service.create_organisation(tx, "Works", "dpo@works.example")
        service.create_member(tx, organisation.id, NewMember("Ada", EMAIL, PASSWORD, (Role.RECRUITER,)))
    yield opened
    close_services(opened)


@pytest.fixture
def member(services: Services) -> MemberSubject:
    signed = sessions.sign_in(services, EMAIL, PASSWORD, "a")
    return sessions.current_member(services, signed.token).subject


def code_at(secret: str, clock: Clock, steps: int = 0) -> str:
    return pyotp.TOTP(secret).generate_otp(clock.now_us // SECOND // 30 + steps)


def with_factor(services: Services, member: MemberSubject, clock: Clock) -> tuple[str, list[str]]:
    """An authenticator app that is confirmed; its secret and the recovery codes."""
    with services.transaction() as tx:
        secret = factors.begin(tx, member.member, member.organisation)
    with services.transaction() as tx:
        codes = factors.confirm(tx, member.member, code_at(secret, clock))
    clock.now_us += 60 * SECOND
    return secret, codes


def test_the_password_alone_opens_nothing_once_there_is_an_app(
    services: Services, member: MemberSubject, clock: Clock
) -> None:
    secret, _ = with_factor(services, member, clock)
    half = sessions.sign_in(services, EMAIL, PASSWORD, "a")
    assert half.awaits_factor
    with pytest.raises(SignInNeeded) as refused:
        sessions.current_member(services, half.token)
    assert refused.value.code == "auth.factor"
    with pytest.raises(SignInNeeded):
        sessions.give_factor(services, half.token, "000000")
    whole = sessions.give_factor(services, half.token, code_at(secret, clock))
    assert sessions.current_member(services, whole.token).email == EMAIL
    with pytest.raises(SignInNeeded):
        sessions.current_member(services, half.token)


def test_a_code_works_once_also_under_fifty_tries_at_once(
    services: Services, member: MemberSubject, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, _ = with_factor(services, member, clock)
    monkeypatch.setattr(rate, "CODE_BY_MEMBER", replace(rate.CODE_BY_MEMBER, tries=1000))
    monkeypatch.setattr(rate, "CODE_BY_MEMBER_A_DAY", replace(rate.CODE_BY_MEMBER_A_DAY, tries=1000))
    halves = [_half(services) for _ in range(50)]
    code = code_at(secret, clock)

    def give(token: str) -> bool:
        try:
            sessions.give_factor(services, token, code)
        except SignInNeeded:
            return False
        return True

    with ThreadPoolExecutor(50) as pool:
        assert sum(pool.map(give, halves)) == 1


def _half(services: Services) -> str:
    with services.transaction() as tx:
        row = tx.session.query(Member).filter(Member.email == EMAIL).one()
        return sessions.open_session(tx, row, awaits_factor=True).token


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phone_may_be_half_a_minute_off(
    services: Services, member: MemberSubject, clock: Clock, steps: int, taken: bool
) -> None:
    secret, _ = with_factor(services, member, clock)
    clock.now_us += 300 * SECOND
    with services.transaction() as tx:
        assert factors.take(tx, member.member, code_at(secret, clock, steps)) is taken


def test_an_older_code_is_worth_nothing_after_a_newer_one(
    services: Services, member: MemberSubject, clock: Clock
) -> None:
    secret, _ = with_factor(services, member, clock)
    with services.transaction() as tx:
        assert factors.take(tx, member.member, code_at(secret, clock))
        assert not factors.take(tx, member.member, code_at(secret, clock, -1))


def test_a_recovery_code_works_once_and_new_ones_end_the_old(
    services: Services, member: MemberSubject, clock: Clock
) -> None:
    _, codes = with_factor(services, member, clock)
    assert len(set(codes)) == factors.RECOVERY_CODES
    with services.transaction() as tx:
        assert factors.take(tx, member.member, codes[0].lower())
        assert not factors.take(tx, member.member, codes[0])
        assert factors.recovery_codes_left(tx, member.member) == factors.RECOVERY_CODES - 1
        factors.renew_recovery_codes(tx, member.member, member.organisation)
        assert not factors.take(tx, member.member, codes[1])


def test_an_app_that_was_not_confirmed_is_not_asked_for(services: Services, member: MemberSubject) -> None:
    with services.transaction() as tx:
        factors.begin(tx, member.member, member.organisation)
    assert not sessions.sign_in(services, EMAIL, PASSWORD, "a").awaits_factor
    with services.transaction() as tx, pytest.raises(SignInNeeded):
        factors.confirm(tx, member.member, "123456")


def test_an_app_that_is_there_is_not_replaced_by_the_way(
    services: Services, member: MemberSubject, clock: Clock
) -> None:
    with_factor(services, member, clock)
    with services.transaction() as tx, pytest.raises(Conflict):
        factors.begin(tx, member.member, member.organisation)


def test_codes_can_be_tried_a_few_times_only(services: Services, member: MemberSubject, clock: Clock) -> None:
    with_factor(services, member, clock)
    half = _half(services)
    for _ in range(rate.CODE_BY_MEMBER.tries):
        with pytest.raises(SignInNeeded):
            sessions.give_factor(services, half, "000000")
    with pytest.raises(TooMany):
        sessions.give_factor(services, half, "000000")


def test_recordings_want_the_member_to_have_shown_lately_who_they_are(
    services: Services, member: MemberSubject, clock: Clock
) -> None:
    token = sessions.sign_in(services, EMAIL, PASSWORD, "a").token
    sessions.require_recent(sessions.current_member(services, token))
    clock.now_us += sessions.RECENT_US
    with pytest.raises(NotAllowed) as refused:
        sessions.require_recent(sessions.current_member(services, token))
    assert refused.value.code == "auth.again"
    with pytest.raises(SignInNeeded):
        sessions.show_again(services, token, "wrong")
    sessions.show_again(services, token, PASSWORD)
    sessions.require_recent(sessions.current_member(services, token))
    secret, _ = with_factor(services, member, clock)
    with pytest.raises(SignInNeeded):
        sessions.show_again(services, token, PASSWORD)
    sessions.show_again(services, token, code_at(secret, clock))


def test_passwords_that_are_public_or_hold_the_address_are_refused(services: Services, tmp_path: Path) -> None:
    public = "everybody knows this"
    digest = hashlib.sha1(public.encode(), usedforsecurity=False).hexdigest().upper()
    (tmp_path / "breached" / f"{digest[:5]}.txt").write_text(f"{'0' * 35}:3\n{digest[5:]}:7\n")
    for password in (public, "b@works.example!", "aaaaaaaaaaaa", "short"):
        with services.transaction() as tx, pytest.raises(InvalidInput) as refused:
            service.create_member(tx, "x", NewMember("B", "b@works.example", password, ()))
        assert refused.value.details["field"] == "password"


def test_another_password_ends_the_other_sessions(services: Services, member: MemberSubject) -> None:
    here, there = (sessions.sign_in(services, EMAIL, PASSWORD, "a").token for _ in range(2))
    new = "a wholly different one"
    with pytest.raises(SignInNeeded):
        service.change_password(services, PasswordChange(member, here, "wrong", new))
    goes_on = service.change_password(services, PasswordChange(member, here, PASSWORD, new))
    sessions.current_member(services, goes_on.token)
    for ended in (here, there):
        with pytest.raises(SignInNeeded):
            sessions.current_member(services, ended)
    assert sessions.sign_in(services, EMAIL, new, "a").token


def test_a_token_does_what_it_may_until_it_ends(services: Services, member: MemberSubject, clock: Clock) -> None:
    with services.transaction() as tx:
        made = tokens.create(tx, member, "build server", frozenset({Scope.PROBLEMS_READ}), 30)
    acting = tokens.member_by_token(services, made, Scope.PROBLEMS_READ)
    assert acting.subject == member
    with pytest.raises(NotAllowed):
        tokens.member_by_token(services, made, Scope.PROBLEMS_WRITE)
    with pytest.raises(SignInNeeded):
        tokens.member_by_token(services, made + "x", Scope.PROBLEMS_READ)
    clock.now_us += 30 * tokens.DAY_US
    with pytest.raises(SignInNeeded):
        tokens.member_by_token(services, made, Scope.PROBLEMS_READ)


def test_a_token_ends_with_its_revocation_and_with_its_maker(services: Services, member: MemberSubject) -> None:
    with services.transaction() as tx:
        first, second = (tokens.create(tx, member, "x", frozenset(Scope), 1) for _ in range(2))
        ids = [row.id for row in tokens.tokens_of(tx, member) if row.token_hash == sessions.hash_token(first)]
        tokens.revoke(tx, member, ids[0])
    with pytest.raises(SignInNeeded):
        tokens.member_by_token(services, first, Scope.PROBLEMS_READ)
    tokens.member_by_token(services, second, Scope.PROBLEMS_READ)
    with services.transaction() as tx:
        tx.session.get_one(Member, member.member).disabled_at_us = tx.now_us
    with pytest.raises(SignInNeeded):
        tokens.member_by_token(services, second, Scope.PROBLEMS_READ)


def test_the_api_takes_a_token_in_the_place_of_a_session(live_backend: Any) -> None:
    login = live_backend.seeded.logins[0]
    session = sessions.sign_in(live_backend.services, login.email, login.password, "here")
    subject = sessions.current_member(live_backend.services, session.token).subject
    with live_backend.services.transaction() as tx:
        made = tokens.create(tx, subject, "x", frozenset({Scope.PROBLEMS_READ}), 1)
    address, headers = f"{live_backend.url}/api/v1/problems", {"Authorization": f"Bearer {made}"}
    assert requests.get(address, headers=headers, timeout=30).status_code == 200
    answer = requests.post(address, headers=headers, data=b"zip", params={"name": "x"}, timeout=30)
    assert (answer.status_code, answer.json()["code"]) == (403, "auth.scope")
    headers["Authorization"] = "Bearer recrutr_nothing"
    assert requests.get(address, headers=headers, timeout=30).status_code == SignInNeeded.status
