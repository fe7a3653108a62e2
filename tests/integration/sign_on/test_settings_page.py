"""An owner's settings of single sign-on: tried before they are kept, the secret sealed, and never a way to lock out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from backend.accounts import members, sessions
from backend.accounts.models import Member, Role
from backend.sign_on import service
from backend.sign_on.models import SignOnProvider
from protocol.errors import Conflict, InvalidInput, NetworkFault, NotAllowed, SignInNeeded
from protocol.identifiers import new_identifier
from tests.integration.sign_on.conftest import PASSWORD, Browser, Clock, Desk, Provider, make_desk
from tests.integration.sign_on.provider import CLIENT_SECRET
from tests.integration.sign_on.test_entering import connected

FORM = {"label": "Works", "client_id": "recrutr-here", "secret": CLIENT_SECRET, "enabled": "true"}


def owner_browser(desk: Desk) -> Browser:
    browser = Browser(desk)
    browser.sign_in(desk.email)
    return browser


def connect_owner(desk: Desk) -> str:
    user = desk.provider.person(desk.email)
    assert owner_browser(desk).through("/portal/account/connect", user).status_code == 303
    return user


def test_an_owner_sets_it_up_on_a_page_and_the_secret_is_kept_sealed(
    app: FastAPI, clock: Clock, provider: Provider, folder: Path
) -> None:
    desk = make_desk(app, clock, provider)
    browser = owner_browser(desk)
    assert f"{desk.place}/back" in browser.here.get("/portal/sign-on").text
    answer = browser.post("/portal/sign-on", **FORM, issuer=provider.issuer, domains="Works.example, a.example")
    assert answer.status_code == 303, answer.text
    page = browser.here.get("/portal/sign-on").text
    assert "works.example a.example" in page
    assert CLIENT_SECRET.replace("&", "&amp;") not in page
    stored = b"".join(path.read_bytes() for path in folder.glob("recrutr.db*"))
    assert CLIENT_SECRET.encode() not in stored
    assert ("sign_on.changed", {"enabled": True, "required": False}) in desk.audited()
    kept = {name: value for name, value in FORM.items() if name != "secret"}
    assert browser.post("/portal/sign-on", **kept, issuer=provider.issuer).status_code == 303
    assert "Sign in with Works" in Browser(desk).here.get(desk.place).text


def test_what_the_provider_does_not_answer_to_is_not_kept(app: FastAPI, clock: Clock, provider: Provider) -> None:
    desk = make_desk(app, clock, provider)
    answer = owner_browser(desk).post("/portal/sign-on", **FORM, issuer=f"{provider.issuer}/nowhere")
    assert answer.status_code == 409
    assert "did not answer to these settings" in answer.text
    with pytest.raises(NetworkFault):
        desk.set_up(issuer="http://127.0.0.1:1")
    with desk.services.reading() as tx:
        assert service.find(tx, desk.owner) is None


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"label": ""}, "label"),
        ({"label": "x" * 61}, "label"),
        ({"client_id": ""}, "client_id"),
        ({"client_id": "ä"}, "client_id"),
        ({"secret": "x" * 1001}, "secret"),
        ({"domains": ("works",)}, "domains"),
        ({"domains": ("@works.example",)}, "domains"),
        ({"domains": ("a.example",) * 21}, "domains"),
        ({"role_claim": "groups"}, "role_claim"),
        ({"role_values": {Role.RECRUITER: "x"}}, "role_claim"),
        ({"role_claim": "groups", "role_values": {Role.OWNER: "x"}}, "role_values"),
        ({"role_claim": "groups", "role_values": {Role.PROTECTION_OFFICER: "x"}}, "role_values"),
        ({"enabled": False, "required": True}, "required"),
    ],
    ids=str,
)
def test_settings_beyond_their_limits_are_refused_by_name(desk: Desk, other: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        desk.set_up(**other)
    assert refused.value.details["field"] == field


def test_a_kept_secret_goes_to_no_other_provider(desk: Desk, other_provider: Provider) -> None:
    for other in ({"issuer": other_provider.issuer}, {"client_id": "another"}):
        with pytest.raises(InvalidInput) as refused:
            desk.set_up(secret="", **other)
        assert refused.value.details["field"] == "secret"
    desk.set_up(secret="", label="Renamed")


def test_it_is_required_only_by_an_owner_for_whom_it_works_and_who_has_another_way(desk: Desk) -> None:
    with pytest.raises(Conflict) as refused:
        desk.set_up(required=True)
    assert refused.value.code == "sign_on.untried"
    user = connect_owner(desk)
    with desk.services.transaction() as tx:
        owner = tx.session.get_one(Member, desk.owner.member)
        kept, owner.password_hash = owner.password_hash, ""
    with pytest.raises(Conflict) as refused:
        desk.set_up(required=True)
    assert refused.value.code == "sign_on.own_way"
    with pytest.raises(Conflict) as refused:
        _remove(desk)
    assert refused.value.code == "sign_on.own_way"
    with desk.services.transaction() as tx:
        tx.session.get_one(Member, desk.owner.member).password_hash = kept
    desk.set_up(required=True)
    assert Browser(desk).enter(user).status_code == 303


def _remove(desk: Desk) -> None:
    with desk.services.transaction() as tx:
        service.remove(tx, desk.owner)


def test_where_it_is_required_a_password_opens_nothing_until_the_member_came_by_it(desk: Desk) -> None:
    connect_owner(desk)
    _, email = desk.member(Role.RECRUITER)
    before = Browser(desk)
    before.sign_in(email)
    assert before.who.email == email
    desk.set_up(required=True)
    with pytest.raises(SignInNeeded, match=r"auth\.provider"):
        assert before.who
    answer = before.here.get("/portal/assessments")
    assert answer.headers["Location"] == "/portal/sign-in/connect?next=/portal/assessments"
    assert "Go on with Works" in before.here.get(answer.headers["Location"]).text
    assert before.here.post("/api/v1/members/session", json={"email": email, "password": PASSWORD}).status_code == 401
    user = desk.provider.person(email)
    answer = before.through("/portal/sign-in/connect/go?next=/portal/assessments", user)
    assert answer.headers["Location"] == "/portal/assessments"
    assert before.who.email == email
    assert before.here.get("/portal/assessments").status_code == 200
    with pytest.raises(SignInNeeded):
        sessions.show_again(desk.services, before.session, PASSWORD)
    assert "Set it" not in before.here.get("/portal/account").text


def test_where_it_is_required_owners_keep_their_own_way(desk: Desk) -> None:
    connect_owner(desk)
    desk.set_up(required=True)
    browser = owner_browser(desk)
    assert browser.who.email == desk.email
    sessions.show_again(desk.services, browser.session, PASSWORD)
    link = desk.invite(f"{new_identifier()}@works.example", frozenset({Role.OWNER}))
    signed_in = members.accept(desk.services, link, "Second", PASSWORD)
    assert Role.OWNER in sessions.current_member(desk.services, signed_in.token).subject.roles


def test_where_it_is_required_others_join_by_it_alone(desk: Desk) -> None:
    connect_owner(desk)
    desk.set_up(required=True)
    link = desk.invite(f"{new_identifier()}@works.example")
    page = Browser(desk).here.get(f"/portal/join/{link}").text
    assert "Join with Works" in page
    assert "password" not in page.lower()
    for act in (
        lambda: members.accept(desk.services, link, "New", PASSWORD),
        lambda: members.offer_passkey(desk.services, link, "New"),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "member.provider_required"


def test_a_member_with_no_other_way_does_not_disconnect(desk: Desk) -> None:
    browser, user, email = connected(desk)
    with desk.services.transaction() as tx:
        member = tx.session.scalars(select(Member).where(Member.email == email)).one()
        kept, member.password_hash = member.password_hash, ""
    assert browser.post("/portal/account/disconnect").status_code == 409
    with desk.services.transaction() as tx:
        tx.session.scalars(select(Member).where(Member.email == email)).one().password_hash = kept
    assert browser.post("/portal/account/disconnect").status_code == 303
    assert Browser(desk).enter(user).status_code == 401


def test_without_it_every_connection_is_forgotten(desk: Desk) -> None:
    user = connect_owner(desk)
    assert owner_browser(desk).post("/portal/sign-on/remove").status_code == 303
    assert Browser(desk).here.get(f"{desk.place}/go").status_code == 404
    desk.set_up()
    assert Browser(desk).enter(user).status_code == 401


def test_only_owners_see_and_change_it(desk: Desk) -> None:
    browser, _, _ = connected(desk, Role.RECRUITER)
    with desk.services.transaction() as tx, pytest.raises(NotAllowed):
        service.find(tx, browser.who.subject)
    with pytest.raises(NotAllowed):
        service.write(desk.services, browser.who.subject, desk.wish())
    with desk.services.transaction() as tx, pytest.raises(NotAllowed):
        service.remove(tx, browser.who.subject)


def test_strangers_are_not_told_which_organisations_there_are(app: FastAPI, clock: Clock, desk: Desk) -> None:
    make_desk(app, clock, desk.provider, "Other")
    browser = Browser(desk)
    assert "Sign in with" not in browser.here.get("/portal/sign-in").text, "there are several organisations"
    assert browser.here.get(desk.place).status_code == 200
    assert "Sign in with Works" in browser.here.get("/portal/sign-in").text, "this browser was there"
    unknown = browser.here.get(f"/portal/sign-in/with/{new_identifier()}")
    desk.set_up(enabled=False)
    off = browser.here.get(desk.place)
    assert (off.status_code, unknown.status_code) == (404, 404)
    assert off.text.replace(desk.organisation, "") == unknown.text.replace(unknown.request.url.path.split("/")[-1], "")


def test_each_organisation_has_its_own(app: FastAPI, clock: Clock, desk: Desk) -> None:
    other = make_desk(app, clock, desk.provider, "Other")
    other.set_up(label="Other's")
    with desk.services.confined(desk.organisation).reading() as tx:
        assert service.find(tx, desk.owner).label == "Works"  # type: ignore[union-attr] # it is set up
    with desk.services.reading() as tx:
        assert len(list(tx.session.scalars(select(SignOnProvider)))) >= 2
