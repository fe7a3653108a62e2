"""Another password ends what the old one had opened; what is shown meanwhile opens nothing any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import delete, update

from backend.accounts import factors, passkeys, passwords, rate, service, sessions, tokens
from backend.accounts.models import Member, MemberSession, Passkey
from backend.accounts.service import PasswordChange
from backend.accounts.tokens import Scope
from backend.audit import service as audit
from protocol.errors import RecrutrError, SignInNeeded, TooMany
from tests.integration.accounts.conftest import PASSWORD, SECOND, Account

NEW = "a wholly different one"
DAY = 24 * 3600 * SECOND


def with_token_and_passkey(account: Account) -> str:
    """An API token, and a passkey beside it."""
    with account.services.transaction() as tx:
        row = Passkey(
            id="abc",
            organisation=account.subject.organisation,
            member=account.subject.member,
            name="Key",
            public_key=b"",
            sign_count=0,
            created_at_us=tx.now_us,
        )
        tx.session.add(row)
        return tokens.create(tx, account.subject, "build", frozenset({Scope.PROBLEMS_READ}), 30)


def change(account: Account, session: str, **more: bool) -> sessions.SignedIn:
    return service.change_password(account.services, PasswordChange(account.subject, session, PASSWORD, NEW, **more))


def passkeys_left(account: Account) -> int:
    with account.services.reading() as tx:
        return len(passkeys.passkeys_of(tx, account.subject.member))


def test_api_tokens_end_by_default_and_passkeys_where_asked(account: Account) -> None:
    token = with_token_and_passkey(account)
    change(account, account.session())
    with pytest.raises(SignInNeeded):
        tokens.member_by_token(account.services, token, Scope.PROBLEMS_READ)
    assert passkeys_left(account) == 1


def test_all_end_in_the_same_step_and_tokens_may_be_kept(account: Account) -> None:
    token = with_token_and_passkey(account)
    change(account, account.session(), keep_tokens=True, end_passkeys=True)
    assert tokens.member_by_token(account.services, token, Scope.PROBLEMS_READ)
    assert passkeys_left(account) == 0


def test_the_audit_line_stands_or_falls_with_the_change(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    session = account.session()

    def broken(*_: object) -> None:
        raise RuntimeError("no line")

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(RuntimeError):
        change(account, session)
    monkeypatch.undo()
    assert sessions.current_member(account.services, session)
    with account.services.reading() as tx:
        assert passwords.fits(tx.session.get_one(Member, account.subject.member).password_hash, PASSWORD)
    change(account, session)
    assert account.audited() == ["account.password_changed"]


def test_a_copied_cookie_ends_too_and_the_session_stays_as_old_as_it_was(account: Account) -> None:
    session = account.session()
    account.clock.now_us += 20 * 60 * SECOND
    renewed = change(account, session)
    with pytest.raises(SignInNeeded):
        sessions.current_member(account.services, session)
    goes_on = sessions.current_member(account.services, renewed.token)
    assert not goes_on.is_recent, "a password alone is not enough where a code is asked for"
    assert renewed.expires_at_us == account.clock.now_us - 20 * 60 * SECOND + sessions.ABSOLUTE_US


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """Do something else while a password is being looked at."""
    fits = passwords.fits

    def slow(password_hash: str, password: str) -> bool:
        act()
        return fits(password_hash, password)

    monkeypatch.setattr(passwords, "fits", slow)


@pytest.mark.parametrize("what", ["session ended", "password changed", "member removed"])
@pytest.mark.parametrize(
    "act", [change, lambda account, session: sessions.show_again(account.services, session, PASSWORD)]
)
def test_what_happens_meanwhile_wins(
    account: Account, monkeypatch: pytest.MonkeyPatch, what: str, act: Callable[[Account, str], object]
) -> None:
    session, same = account.session(), Member.id == account.subject.member
    statement = {
        "session ended": delete(MemberSession),
        "password changed": update(Member).where(same).values(password_hash="other"),  # noqa: S106 - no password
        "member removed": update(Member).where(same).values(disabled_at_us=1),
    }[what]

    def elsewhere() -> None:
        with account.services.transaction() as tx:
            tx.session.execute(statement)

    meanwhile(monkeypatch, elsewhere)
    with pytest.raises(SignInNeeded):
        act(account, session)
    assert account.audited() == []


def test_a_code_given_beside_a_sign_out_opens_nothing(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    secret, half = account.with_factor(), account.session(half=True)
    count = rate.count

    def slow(*given: object) -> int:
        with account.services.transaction() as tx:
            tx.session.execute(delete(MemberSession))
        return count(*given)  # type: ignore[arg-type] # handed on as it came

    monkeypatch.setattr(rate, "count", slow)
    with pytest.raises(SignInNeeded):
        sessions.give_factor(account.services, half, account.code(secret))
    with account.services.reading() as tx:
        assert tx.session.query(MemberSession).count() == 0


def test_codes_can_be_tried_fifty_times_a_day_and_each_wrong_one_is_a_line(account: Account) -> None:
    secret = account.with_factor()
    refused = limited = 0
    for _ in range(12):
        half = account.session(half=True)
        for _ in range(10):
            try:
                sessions.give_factor(account.services, half, "000000")
            except TooMany:
                limited += 1
                break
            except RecrutrError:
                refused += 1
        account.clock.now_us += 16 * 60 * SECOND
    assert refused == rate.CODE_BY_MEMBER_A_DAY.tries
    assert limited == 7, "ten in each of five quarters of an hour, then none at all"
    assert account.audited().count("account.code_refused") == refused
    account.clock.now_us += DAY
    assert sessions.give_factor(account.services, account.session(half=True), account.code(secret))


def test_right_codes_are_not_counted(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "CODE_BY_MEMBER_A_DAY", replace(rate.CODE_BY_MEMBER_A_DAY, tries=3))
    secret = account.with_factor()
    for _ in range(rate.CODE_BY_MEMBER_A_DAY.tries + 2):
        sessions.give_factor(account.services, account.session(half=True), account.code(secret))
        account.clock.now_us += 30 * SECOND
    assert account.audited() == []


def test_a_wrong_password_is_a_line_whoever_asks(account: Account) -> None:
    session = account.session()
    with pytest.raises(SignInNeeded):
        sessions.show_again(account.services, session, "wrong")
    with pytest.raises(SignInNeeded):
        service.change_password(account.services, PasswordChange(account.subject, session, "wrong", NEW))
    assert account.audited() == ["account.password_refused"] * 2
    with account.services.transaction() as tx:
        assert not factors.take(tx, account.subject.member, "000000")
