"""Members are invited by a link that works once, get other roles, and are out at once when they are removed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update

from backend.access import MemberSubject
from backend.accounts import members, passwords, service, sessions, tokens
from backend.accounts.models import Member, MemberInvitation, Passkey, Role
from backend.accounts.service import NewMember
from backend.accounts.tokens import Scope
from protocol.errors import Conflict, Gone, InvalidInput, NotAllowed, NotFound, RecrutrError, SignInNeeded
from tests.integration.accounts.conftest import EMAIL, Account

GUEST, PASSWORD = "grace@works.example", "four plain words here"
REVIEWER, OWNER = frozenset({Role.REVIEWER}), frozenset({Role.OWNER})


def invite(account: Account, email: str = GUEST, roles: frozenset[Role] = REVIEWER) -> str:
    with account.services.transaction() as tx:
        return members.invite(tx, account.subject.organisation, account.subject, email, roles)


def join(account: Account, token: str) -> sessions.CurrentMember:
    signed_in = members.accept(account.services, token, " Grace ", PASSWORD)
    return sessions.current_member(account.services, signed_in.token)


def test_somebody_joins_with_name_password_and_roles(account: Account) -> None:
    guest = join(account, invite(account, " Grace@Works.example "))
    assert (guest.name, guest.email, guest.subject.roles) == ("Grace", GUEST, REVIEWER)
    assert guest.subject.organisation == account.subject.organisation
    assert sessions.sign_in(account.services, GUEST, PASSWORD, "a").token
    assert account.audited() == ["member.invited", "member.joined"]


def test_only_a_hash_of_the_link_is_kept(account: Account) -> None:
    token = invite(account)
    stored = b"".join(path.read_bytes() for path in account.services.settings.data.glob("recrutr.db*"))
    assert token.encode() not in stored
    with account.services.reading() as tx:
        assert tx.session.scalars(select(MemberInvitation.token_hash)).one() == sessions.hash_token(token)


def test_the_link_works_once_also_in_twenty_tries_at_once(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "hashed", lambda _: "hash")
    token = invite(account)

    def attempt(_: int) -> bool:
        try:
            members.accept(account.services, token, "Grace", PASSWORD)
        except Gone:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(attempt, range(20))) == 1
    with account.services.reading() as tx:
        assert tx.session.query(Member).count() == 2


@pytest.mark.parametrize("how", ["unknown", "ended", "withdrawn", "replaced", "used"])
def test_links_that_open_nothing_look_the_same(account: Account, how: str) -> None:
    token = invite(account)
    with account.services.reading() as tx:
        row = members.waiting(tx, account.subject)[0].id
    if how == "unknown":
        token += "x"
    elif how == "ended":
        account.clock.now_us += members.LASTS_US
    elif how == "withdrawn":
        with account.services.transaction() as tx:
            members.withdraw(tx, account.subject, row)
    elif how == "replaced":
        invite(account)
    else:
        join(account, token)
    with pytest.raises(Gone) as refused:
        members.accept(account.services, token, "Grace", PASSWORD)
    assert (refused.value.code, refused.value.details) == ("member.invitation_gone", {})


@pytest.mark.parametrize(
    ("name", "password", "error"),
    [
        ("", PASSWORD, InvalidInput),
        ("x" * 201, PASSWORD, InvalidInput),
        ("G", "short", InvalidInput),
        ("G", GUEST, InvalidInput),
    ],
)
def test_what_is_wrong_leaves_the_link_as_it_was(
    account: Account, name: str, password: str, error: type[RecrutrError]
) -> None:
    token = invite(account)
    with pytest.raises(error):
        members.accept(account.services, token, name, password)
    assert join(account, token).name == "Grace"


def test_an_address_of_another_organisation_is_told_to_who_has_the_link_alone(account: Account) -> None:
    with account.services.transaction() as tx:
        other = service.create_organisation(tx, "Elsewhere", "x@elsewhere.example")
        service.create_member(tx, other.id, NewMember("Grace", GUEST, PASSWORD, (Role.OWNER,)))
    token = invite(account)
    with pytest.raises(Conflict):
        members.accept(account.services, token, "Grace", PASSWORD)
    assert invite(account), "nothing was used up"


def test_only_owners_invite_and_nobody_twice(account: Account) -> None:
    guest = join(account, invite(account))
    with account.services.transaction() as tx:
        for act in (
            lambda: members.invite(tx, guest.subject.organisation, guest.subject, "x@x.example", REVIEWER),
            lambda: members.members(tx, guest.subject),
            lambda: members.waiting(tx, guest.subject),
            lambda: members.withdraw(tx, guest.subject, "x"),
            lambda: members.change_roles(tx, guest.subject, guest.subject.member, OWNER),
            lambda: members.remove(tx, guest.subject, account.subject.member),
        ):
            with pytest.raises(NotAllowed):
                act()
    with pytest.raises(Conflict):
        invite(account, EMAIL.upper())
    for email, roles in (("no address", REVIEWER), ("a b@x", REVIEWER), ("x@x.example", frozenset())):
        with pytest.raises(InvalidInput):
            invite(account, email, roles)


def test_other_roles_hold_at_once(account: Account) -> None:
    signed_in = members.accept(account.services, invite(account), "Grace", PASSWORD)
    guest = sessions.current_member(account.services, signed_in.token).subject
    with account.services.transaction() as tx:
        members.change_roles(tx, account.subject, guest.member, frozenset({Role.RECRUITER, Role.INTERVIEWER}))
    now = sessions.current_member(account.services, signed_in.token).subject
    assert now.roles == {Role.RECRUITER, Role.INTERVIEWER}
    assert account.audited()[-1] == "member.roles_changed"


@pytest.mark.parametrize("how", ["removed", "no owner any more"])
def test_what_an_owner_invited_to_ends_with_the_owner(account: Account, how: str) -> None:
    other = join(account, invite(account, roles=OWNER)).subject
    with account.services.transaction() as tx:
        back = members.invite(tx, other.organisation, other, "back@works.example", OWNER)
    kept = invite(account, "kept@works.example")
    with account.services.transaction() as tx:
        if how == "removed":
            members.remove(tx, account.subject, other.member)
        else:
            members.change_roles(tx, account.subject, other.member, REVIEWER)
    assert account.audited()[-1] == "member.invitation_withdrawn"
    with pytest.raises(Gone):
        join(account, back)
    assert join(account, kept).name == "Grace", "what others invited to stays"


def test_one_address_in_two_forms_is_one_member(account: Account) -> None:
    composed, apart = "jos\u00e9@works.example", "Jose\u0301@works.example"
    assert join(account, invite(account, apart)).email == composed
    with pytest.raises(Conflict):
        invite(account, composed)
    assert sessions.sign_in(account.services, apart, PASSWORD, "a").token
    with account.services.transaction() as tx:
        row = tx.session.scalars(select(Member).where(Member.email == composed)).one()
        row.email = apart.lower()  # as an earlier version kept it
    assert sessions.sign_in(account.services, apart, PASSWORD, "a").token


def test_the_last_owner_stays_one(account: Account) -> None:
    with account.services.transaction() as tx:
        with pytest.raises(Conflict):
            members.remove(tx, account.subject, account.subject.member)
        with pytest.raises(Conflict):
            members.change_roles(tx, account.subject, account.subject.member, REVIEWER)
    join(account, invite(account, roles=OWNER))
    with account.services.transaction() as tx:
        members.remove(tx, account.subject, account.subject.member)


def test_two_owners_cannot_remove_each_other_at_once(account: Account) -> None:
    other = join(account, invite(account, roles=OWNER)).subject

    def attempt(pair: tuple[MemberSubject, MemberSubject]) -> bool:
        try:
            with account.services.transaction() as tx:
                members.remove(tx, pair[0], pair[1].member)
        except (Conflict, NotFound):
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(attempt, [(account.subject, other), (other, account.subject)])) == 1


def test_who_is_removed_is_out_at_once_and_may_come_again(account: Account) -> None:
    signed_in = members.accept(account.services, invite(account), "Grace", PASSWORD)
    guest = sessions.current_member(account.services, signed_in.token).subject
    with account.services.transaction() as tx:
        token = tokens.create(tx, guest, "x", frozenset({Scope.PROBLEMS_READ}), 5)
        members.remove(tx, account.subject, guest.member)
    with pytest.raises(SignInNeeded):
        sessions.current_member(account.services, signed_in.token)
    with pytest.raises(SignInNeeded):
        tokens.member_by_token(account.services, token, Scope.PROBLEMS_READ)
    with pytest.raises(SignInNeeded):
        sessions.sign_in(account.services, GUEST, PASSWORD, "a")
    with account.services.reading() as tx:
        assert [each.name for each in members.members(tx, account.subject)] == ["Ada"]
        assert GUEST not in tx.session.scalars(select(Member.email)).all()
        assert GUEST not in tx.session.scalars(select(MemberInvitation.email)).all()
        assert tx.session.query(Passkey).count() == 0
    assert join(account, invite(account)).subject.member != guest.member


def test_an_invitation_that_opens_nothing_any_more_keeps_no_address(account: Account) -> None:
    def kept() -> list[str]:
        with account.services.reading() as tx:
            return [email for email in tx.session.scalars(select(MemberInvitation.email)) if email]

    invite(account)
    invite(account)
    assert kept() == [GUEST], "the one that was replaced is forgotten"
    with account.services.transaction() as tx:
        members.withdraw(tx, account.subject, members.waiting(tx, account.subject)[0].id)
    assert kept() == []
    invite(account)
    members.forget_ended(account.services)
    assert kept() == [GUEST]
    account.clock.now_us += members.LASTS_US
    members.forget_ended(account.services)
    assert kept() == []
    join(account, invite(account))
    assert kept() == []
    with account.services.transaction() as tx:
        tx.session.execute(update(MemberInvitation).values(email=GUEST))  # as an earlier version kept them
    members.forget_ended(account.services)
    assert kept() == []


def test_members_of_another_organisation_do_not_exist(account: Account) -> None:
    with account.services.transaction() as tx:
        other = service.create_organisation(tx, "Elsewhere", "x@elsewhere.example")
        stranger = service.create_member(tx, other.id, NewMember("X", "x@elsewhere.example", PASSWORD, (Role.OWNER,)))
        with pytest.raises(NotFound):
            members.remove(tx, account.subject, stranger.id)
        with pytest.raises(NotFound):
            members.change_roles(tx, account.subject, stranger.id, REVIEWER)
