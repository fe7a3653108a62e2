"""Somebody invited joins with a passkey and no password; signs in and shows again who they are with it alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backend.accounts import members, passkeys, passwords, service, sessions
from backend.accounts.models import Member, Role
from backend.accounts.passkeys import WITHIN_US, Made
from backend.accounts.service import PasswordChange
from backend.accounts.sessions import CurrentMember
from protocol.errors import Conflict, Gone, InvalidInput, RecrutrError, SignInNeeded
from protocol.identifiers import new_identifier
from tests.integration.accounts.authenticator import Authenticator
from tests.integration.accounts.conftest import Account
from tests.integration.accounts.test_members import GUEST, PASSWORD, invite
from tests.integration.accounts.test_passkey_offers import ORIGIN, kept, use


def join(account: Account, token: str, key: Authenticator, name: str = " Grace ") -> str:
    """The token of the session that joining opens."""
    offer = members.offer_passkey(account.services, token, name)
    made = Made(offer.ceremony, key.make(offer.options), "Phone")
    return members.accept_with_passkey(account.services, token, name, made).token


def who(account: Account, session: str) -> CurrentMember:
    return sessions.current_member(account.services, session)


def members_there(account: Account) -> int:
    with account.services.reading() as tx:
        return tx.session.query(Member).count()


def test_a_passkey_is_all_that_it_takes(account: Account) -> None:
    key, token = Authenticator(ORIGIN), invite(account)
    assert "Grace" in members.offer_passkey(account.services, token, "Grace").options
    assert kept(account) == 0
    guest = who(account, join(account, token, key))
    assert (guest.name, guest.email, guest.subject.roles) == ("Grace", GUEST, frozenset({Role.REVIEWER}))
    assert account.audited() == ["member.invited", "member.joined"]
    offer = passkeys.offer_sign_in(account.services)
    again = who(account, use(account, offer.ceremony, key.sign(offer.options)).token)
    assert again.subject == guest.subject
    with pytest.raises(Gone):
        members.offer_passkey(account.services, token, "Grace")


def test_there_is_no_password_that_opens_it(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    join(account, invite(account), Authenticator(ORIGIN))
    looked_at, fits = [], passwords.fits

    def counted(kept: str, given: str) -> bool:
        looked_at.append(kept)
        return fits(kept, given)

    monkeypatch.setattr(passwords, "fits", counted)
    for password in ("", "a password that nobody has", PASSWORD):
        with pytest.raises(SignInNeeded) as refused:
            sessions.sign_in(account.services, GUEST, password, "a")
        assert refused.value.code == "auth.wrong"
    assert looked_at == [passwords.NOBODY_HASH] * 3, "it takes as long as with a password"


def test_a_passkey_of_another_invitation_or_site_or_time_joins_nobody(account: Account) -> None:
    token, key = invite(account), Authenticator(ORIGIN)
    other = invite(account, "other@works.example")
    strange = members.offer_passkey(account.services, other, "Grace")
    offer = members.offer_passkey(account.services, token, "Grace")
    elsewhere = Authenticator("https://recrutr.example")
    until, name, _ = offer.ceremony.split(".")
    wrong = [
        (strange.ceremony, key.make(strange.options)),
        (offer.ceremony, elsewhere.make(offer.options)),
        (f"{until}.{name}.{new_identifier()}", key.make(offer.options)),
        (f"{until}.{name}.{account.subject.member}", key.make(offer.options)),
        (f"{until}.{name}", key.make(offer.options)),
        ("x", "{}"),
    ]
    for ceremony, answer in wrong:
        with pytest.raises(SignInNeeded):
            members.accept_with_passkey(account.services, token, "Grace", Made(ceremony, answer, "Key"))
    late = members.offer_passkey(account.services, token, "Grace")
    account.clock.now_us += WITHIN_US + 1
    with pytest.raises(SignInNeeded):
        members.accept_with_passkey(account.services, token, "Grace", Made(late.ceremony, key.make(late.options), "K"))
    assert members_there(account) == 1
    assert join(account, token, key)


def test_an_answer_counts_once_also_when_its_use_failed(account: Account) -> None:
    token, key = invite(account), Authenticator(ORIGIN)
    offer = members.offer_passkey(account.services, token, "Grace")
    answer = key.make(offer.options)
    with pytest.raises(InvalidInput):
        members.accept_with_passkey(account.services, token, "Grace", Made(offer.ceremony, answer, ""))
    with pytest.raises(SignInNeeded):
        members.accept_with_passkey(account.services, token, "Grace", Made(offer.ceremony, answer, "Key"))
    assert members_there(account) == 1, "and the link was not used up"
    assert join(account, token, key)


@pytest.mark.parametrize(("name", "error"), [("", InvalidInput), ("x" * 201, InvalidInput)])
def test_a_name_beyond_its_limit_is_refused_before_a_passkey_is_made(
    account: Account, name: str, error: type[RecrutrError]
) -> None:
    token = invite(account)
    with pytest.raises(error) as refused:
        members.offer_passkey(account.services, token, name)
    assert refused.value.details["field"] == "name"


def test_a_passkey_shows_again_who_it_is_and_nobody_else(account: Account) -> None:
    key, other = Authenticator(ORIGIN), Authenticator(ORIGIN)
    session = join(account, invite(account), key)
    stranger = join(account, invite(account, "other@works.example"), other)
    account.clock.now_us += sessions.RECENT_US
    assert not who(account, session).is_recent
    for signer, token in ((other, session), (key, stranger)):
        with pytest.raises(SignInNeeded):
            show(account, token, signer)
    show(account, session, key)
    assert who(account, session).is_recent
    assert not who(account, stranger).is_recent


def show(account: Account, session: str, key: Authenticator) -> None:
    member = who(account, session).subject.member
    offer = passkeys.offer_sign_in(account.services, [key.id])
    with account.services.transaction() as tx:
        challenge = passkeys.use_offer(tx, offer.ceremony)
    with account.services.transaction() as tx:
        passkeys.show_again(tx, session, member, challenge, key.sign(offer.options))


def test_the_only_way_in_is_not_removed_and_a_first_password_is_another(account: Account) -> None:
    key = Authenticator(ORIGIN)
    session = join(account, invite(account), key)
    guest = who(account, session)
    with account.services.transaction() as tx, pytest.raises(Conflict) as refused:
        passkeys.remove(tx, guest.subject.member, key.id)
    assert refused.value.code == "account.last_way"
    change = PasswordChange(guest.subject, session, "", "short")
    with pytest.raises(InvalidInput):
        service.change_password(account.services, change)
    session = service.change_password(account.services, replace(change, then=PASSWORD)).token
    assert sessions.sign_in(account.services, GUEST, PASSWORD, "a").token
    with pytest.raises(SignInNeeded):
        service.change_password(account.services, replace(change, session=session, then="another four words"))
    with account.services.transaction() as tx:
        passkeys.remove(tx, guest.subject.member, key.id)
