"""Who gets in by single sign-on: those who join or connect theirs, and show again who they are."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from sqlalchemy import select, update

from backend.accounts import factors, members, sessions
from backend.accounts.models import MemberSession, Role
from backend.sign_on.models import MemberIdentity
from protocol.errors import NotAllowed, SignInNeeded
from protocol.identifiers import new_identifier
from tests.integration.sign_on.conftest import SECOND, Browser, Desk


def address() -> str:
    return f"{new_identifier()}@works.example"


def is_recent(browser: Browser) -> bool:
    return browser.who.is_recent


def connected(desk: Desk, *roles: Role) -> tuple[Browser, str, str]:
    """A browser of a member who connected theirs; the member's name at the provider, and their address here."""
    _, email = desk.member(*roles)
    browser, user = Browser(desk), desk.provider.person(email)
    browser.sign_in(email)
    answer = browser.through("/portal/account/connect", user)
    assert answer.headers["Location"] == "/portal/account#sign-on"
    return browser, user, email


def test_somebody_invited_joins_and_signs_in_from_then_on(desk: Desk) -> None:
    email = address()
    user = desk.provider.person(email.upper())
    link = desk.invite(email, frozenset({Role.REVIEWER, Role.INTERVIEWER}))
    browser = Browser(desk)
    assert "Join with Works" in browser.here.get(f"/portal/join/{link}").text
    asked = parse_qs(urlsplit(browser.leave(f"/portal/join/{link}/with")).query)
    assert asked["login_hint"] == [email]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid email profile"]
    assert not {"prompt", "max_age"} & set(asked)
    answer = browser.through(f"/portal/join/{link}/with", user)
    assert answer.headers["Location"] == "/portal/attempts"
    assert (browser.who.name, browser.who.email) == ("Grace Hopper", email)
    assert browser.who.subject.roles == {Role.REVIEWER, Role.INTERVIEWER}
    assert browser.here.get(f"/portal/join/{link}").status_code == 410
    assert [action for action, _ in desk.audited()][-2:] == ["member.joined", "sign_on.connected"]
    again = Browser(desk)
    answer = again.through(f"{desk.place}/go?next=/portal/account", user)
    assert answer.headers["Location"] == "/portal/account"
    assert again.who.subject.member == browser.who.subject.member
    with pytest.raises(SignInNeeded):
        sessions.sign_in(desk.services, email, "", "a")


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"email": "other@works.example"}, "address"),
        ({"email_verified": False}, "unverified"),
        ({"email_verified": "true"}, "unverified"),
        ({"email_verified": None}, "unverified"),
        ({"email": None}, "unverified"),
        ({"email": ["x@works.example"]}, "unverified"),
    ],
    ids=str,
)
def test_an_invitation_is_for_its_verified_address_alone(desk: Desk, claims: dict[str, object], reason: str) -> None:
    email = address()
    link = desk.invite(email)
    user = desk.provider.person(email, **claims)
    browser = Browser(desk)
    answer = browser.through(f"/portal/join/{link}/with", user)
    assert answer.status_code == 401
    assert f"/portal/join/{link}" in answer.text
    assert desk.by_email(email) is None
    assert desk.reasons() == [reason]
    right = desk.provider.person(email)
    asked = parse_qs(urlsplit(browser.leave(f"/portal/join/{link}/with")).query)
    assert asked["prompt"] == ["select_account"], "the account that the provider remembers was the wrong one"
    assert browser.through(f"/portal/join/{link}/with", right).status_code == 303
    assert "prompt" not in browser.leave(f"{desk.place}/go")


def test_what_the_token_does_not_say_is_asked_for_and_must_be_of_the_same_person(desk: Desk) -> None:
    email = address()
    user = desk.provider.person(email)
    link = desk.invite(email)
    desk.provider.tell(faults={"without": ["email"], "me": {"sub": "somebody else"}})
    assert Browser(desk).through(f"/portal/join/{link}/with", user).status_code == 401
    desk.provider.tell(faults={"without": ["email"]})
    assert Browser(desk).through(f"/portal/join/{link}/with", user).status_code == 303
    assert desk.reasons() == ["claim.sub"]


def test_a_member_connects_theirs_once_and_nobody_elses(desk: Desk) -> None:
    browser, user, email = connected(desk)
    assert "Connected since" in browser.here.get("/portal/account").text
    assert browser.who.by_provider
    assert Browser(desk).enter(user).status_code == 303
    thief = Browser(desk)
    thief.sign_in(desk.member()[1])
    assert thief.through("/portal/account/connect", user).status_code == 401
    assert thief.through("/portal/account/connect", desk.provider.person(email)).status_code == 401
    second = Browser(desk)
    second.enter(user)
    assert second.through("/portal/account/connect", desk.provider.person(email)).status_code == 401
    assert desk.reasons() == ["of_another", "address", "another_account"]


def test_connecting_needs_that_the_member_showed_lately_who_they_are(desk: Desk) -> None:
    member, email = desk.member()
    browser = Browser(desk)
    browser.sign_in(email)
    place = browser.leave("/portal/account/connect")
    with desk.services.transaction() as tx:
        tx.session.execute(update(MemberSession).where(MemberSession.member == member).values(verified_at_us=0))
    assert browser.here.get("/portal/account/connect").headers["Location"].startswith("/portal/confirm")
    assert browser.come(browser.log_in(place, desk.provider.person(email))).status_code == 401
    assert desk.reasons() == ["session"]


def test_a_connection_that_was_begun_in_another_session_is_not_made(desk: Desk) -> None:
    _, email = desk.member()
    browser = Browser(desk)
    browser.sign_in(email)
    place = browser.leave("/portal/account/connect")
    browser.post("/portal/sign-out")
    browser.sign_in(email)
    assert browser.come(browser.log_in(place, desk.provider.person(email))).status_code == 401


def test_only_the_domains_of_the_organisation_are_let_in(desk: Desk) -> None:
    _, user, email = connected(desk)
    desk.set_up(domains=("elsewhere.example",))
    assert Browser(desk).enter(user).status_code == 401
    desk.set_up(domains=("elsewhere.example", "works.example"))
    assert Browser(desk).enter(user).status_code == 303
    desk.provider.tell(people={user: {"email": email, "email_verified": False}})
    assert Browser(desk).enter(user).status_code == 401
    assert desk.reasons() == ["domain", "domain"]


def test_roles_are_given_and_taken_by_a_claim_but_never_those_that_rule(desk: Desk) -> None:
    browser, user, email = connected(desk, Role.REVIEWER, Role.PROTECTION_OFFICER)
    values = {Role.RECRUITER: "hiring", Role.REVIEWER: "engineers"}
    desk.set_up(role_claim="groups", role_values=values)
    person = {"email": email, "email_verified": True}
    desk.provider.tell(people={user: {**person, "groups": ["hiring", "owner", "interviewer"]}})
    entered = Browser(desk)
    assert "groups" in parse_qs(urlsplit(entered.leave(f"{desk.place}/go")).query)["scope"][0]
    assert entered.enter(user).status_code == 303
    assert entered.who.subject.roles == {Role.RECRUITER, Role.PROTECTION_OFFICER}
    assert browser.who.subject.roles == {Role.RECRUITER, Role.PROTECTION_OFFICER}
    assert ("member.roles_changed", {"by": "sign_on"}) in desk.audited()
    desk.provider.tell(people={user: person})
    assert entered.enter(user).status_code == 303
    assert entered.who.subject.roles == {Role.PROTECTION_OFFICER}


def test_whom_the_claim_leaves_no_role_is_not_let_in_and_keeps_what_they_had(desk: Desk) -> None:
    _, user, email = connected(desk, Role.REVIEWER)
    desk.set_up(role_claim="groups", role_values={Role.REVIEWER: "engineers"})
    assert Browser(desk).enter(user).status_code == 401
    found = desk.by_email(email)
    assert found is not None
    assert found.roles == ["reviewer"]
    desk.provider.tell(people={user: {"email": email, "email_verified": True, "groups": "engineers"}})
    assert Browser(desk).enter(user).status_code == 303


def test_a_member_who_was_removed_is_out_and_forgotten(desk: Desk) -> None:
    browser, user, _ = connected(desk)
    member = browser.who.subject.member
    with desk.services.transaction() as tx:
        members.remove(tx, desk.owner, member)
    assert Browser(desk).enter(user).status_code == 401
    with desk.services.reading() as tx:
        assert tx.session.scalar(select(MemberIdentity).where(MemberIdentity.subject == user)) is None


def test_an_authenticator_app_is_still_asked_for(desk: Desk) -> None:
    browser, user, _ = connected(desk)
    member = browser.who.subject
    with desk.services.transaction() as tx:
        secret = factors.begin(tx, member.member, member.organisation)
        factors.confirm(tx, member.member, pyotp.TOTP(secret).now())
    entered = Browser(desk)
    assert entered.enter(user).headers["Location"] == "/portal/sign-in/code?next=/portal/attempts"
    with pytest.raises(SignInNeeded, match=r"auth\.factor"):
        assert entered.who
    code = pyotp.TOTP(secret).at(desk.clock() // SECOND + 30)
    signed_in = sessions.give_factor(desk.services, entered.session, code)
    assert sessions.current_member(desk.services, signed_in.token).by_provider


def test_recordings_need_that_the_provider_asked_again(desk: Desk) -> None:
    browser, user, _ = connected(desk)
    with desk.services.transaction() as tx:
        tx.session.execute(update(MemberSession).values(verified_at_us=0))
    assert not is_recent(browser)
    asked = parse_qs(urlsplit(browser.leave("/portal/confirm/with")).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    for fault in ({"without": ["auth_time"]}, {"claims": {"auth_time": 1}}, {"claims": {"auth_time": True}}):
        desk.provider.tell(faults=fault)
        answer = browser.through("/portal/confirm/with?next=/portal/account", user)
        assert answer.status_code == 401
        assert "did not ask again who you are" in answer.text
        with pytest.raises(NotAllowed):
            sessions.require_recent(browser.who)
    desk.provider.tell()
    other = connected(desk)[1]
    with desk.services.transaction() as tx:
        tx.session.execute(update(MemberSession).values(verified_at_us=0))
    assert browser.through("/portal/confirm/with", other).status_code == 401
    assert not is_recent(browser)
    session = browser.session
    answer = browser.through("/portal/confirm/with?next=/portal/account", user)
    assert answer.headers["Location"] == "/portal/account"
    assert is_recent(browser)
    assert browser.session == session
    assert desk.reasons() == ["fresh"] * 3 + ["of_another"]


def test_signing_out_ends_the_session_and_leads_to_where_the_provider_ends_its_own(desk: Desk) -> None:
    browser, _, email = connected(desk)
    token = browser.session
    answer = browser.post("/portal/sign-out")
    assert answer.headers["Location"] == f"{desk.place}/out"
    with pytest.raises(SignInNeeded):
        sessions.current_member(desk.services, token)
    page = browser.here.get(f"{desk.place}/out").text
    assert f"{desk.provider.issuer}/logout?client_id=recrutr-here&amp;post_logout_redirect_uri=" in page
    by_password = Browser(desk)
    by_password.sign_in(email)
    assert by_password.post("/portal/sign-out").headers["Location"] == "/portal/sign-in"


def test_what_was_broken_off_or_cannot_be_reached_is_told_and_changes_nothing(desk: Desk) -> None:
    browser = Browser(desk)
    answer = browser.enter("nobody")
    assert answer.status_code == 401
    assert "broken off" in answer.text
    back = browser.log_in(browser.leave(f"{desk.place}/go"), desk.provider.person(address()))
    desk.provider.tell(faults={"description": {"token_endpoint": "https://10.0.0.1/"}})
    desk.services.documents.forget()
    answer = browser.come(back)
    assert answer.status_code == 503
    assert "cannot be reached" in answer.text
    desk.services.documents.forget()
    assert desk.reasons() == []
