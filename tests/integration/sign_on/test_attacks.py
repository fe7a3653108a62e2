"""What a provider, a stranger or another tenant may try: nobody gets in, all read the same words."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from fastapi import FastAPI

from backend.accounts.models import Role
from backend.sign_on import flow
from backend.sign_on.provider import AGAIN_US, KEPT_US
from protocol.errors import InvalidInput, NetworkFault, SignInNeeded
from protocol.identifiers import new_identifier
from tests.integration.sign_on.conftest import SECOND, Browser, Clock, Desk, Provider, make_desk
from tests.integration.sign_on.provider import CLIENT_ID

ELSEWHERE = "https://login.elsewhere.example"


@pytest.fixture
def user(desk: Desk) -> str:
    """Somebody who is let in while nothing is wrong."""
    email = f"{new_identifier()}@works.example"
    name = desk.provider.person(email)
    joined = Browser(desk).through(f"/portal/join/{desk.invite(email)}/with", name)
    assert joined.status_code == 303, (joined.text, desk.reasons())
    assert joined.headers["Location"] == "/portal/attempts"
    assert Browser(desk).enter(name).status_code == 303
    return name


def turned_away(answer: httpx.Response, browser: Browser) -> None:
    """Nobody is signed in, and the words are those that everybody reads."""
    assert answer.status_code == 401
    assert "You were not let in. If you belong to this organisation" in answer.text
    with pytest.raises(SignInNeeded):
        assert browser.who


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"claims": {"nonce": "another"}}, "claim.nonce"),
        ({"without": ["nonce"]}, "claim.nonce"),
        ({"claims": {"iss": ELSEWHERE}}, "claim.iss"),
        ({"without": ["iss"]}, "claim.iss"),
        ({"claims": {"aud": ["somebody-else"]}}, "claim.aud"),
        ({"claims": {"aud": []}}, "claim.aud"),
        ({"without": ["aud"]}, "claim.aud"),
        ({"claims": {"aud": [CLIENT_ID, "somebody-else"]}}, "claim.azp"),
        ({"claims": {"aud": [CLIENT_ID, "somebody-else"], "azp": "somebody-else"}}, "claim.azp"),
        ({"claims": {"azp": "somebody-else"}}, "claim.azp"),
        ({"claims": {"exp": 1_000_000_000}}, "claim.exp"),
        ({"claims": {"exp": "tomorrow"}}, "claim.exp"),
        ({"without": ["exp"]}, "claim.exp"),
        ({"claims": {"iat": 4_000_000_000}}, "claim.iat"),
        ({"without": ["sub"]}, "claim.sub"),
        ({"claims": {"sub": ["x"]}}, "claim.sub"),
        ({"how": "none"}, "token"),
        ({"how": "secret"}, "token"),
        ({"how": "public_key_as_secret"}, "token"),
        ({"how": "other_key"}, "signature"),
    ],
    ids=str,
)
def test_a_token_that_is_not_right_opens_nothing(desk: Desk, user: str, fault: dict[str, Any], reason: str) -> None:
    desk.provider.tell(faults=fault)
    browser = Browser(desk)
    turned_away(browser.enter(user), browser)
    assert desk.reasons() == [reason]
    desk.provider.tell()
    assert Browser(desk).enter(user).status_code == 303


def test_a_return_without_its_state_or_browser_opens_nothing_and_uses_nothing_up(desk: Desk, user: str) -> None:
    browser = Browser(desk)
    back = browser.log_in(browser.leave(f"{desk.place}/go"), user)
    sent = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
    stranger, asked = Browser(desk), desk.provider.tell()["token"]
    turned_away(stranger.come(back), stranger)
    other = Browser(desk)
    other.leave(f"{desk.place}/go")
    turned_away(other.come(back), other)
    for state in ("", sent["state"][:-1], new_identifier()):
        wrong = Browser(desk)
        wrong.leave(f"{desk.place}/go")
        turned_away(wrong.come(f"{desk.place}/back?{urlencode(sent | {'state': state})}"), wrong)
    assert desk.provider.tell()["token"] == asked, "no code was handed on"
    assert browser.come(back).status_code == 303
    assert desk.reasons() == []


def test_a_return_counts_once_and_for_ten_minutes(desk: Desk, user: str) -> None:
    browser = Browser(desk)
    place = browser.leave(f"{desk.place}/go")
    kept = dict(browser.here.cookies)
    back = browser.log_in(place, user)
    assert browser.come(back).status_code == 303
    again, asked = Browser(desk), desk.provider.tell()["token"]
    again.here.cookies.update({"recrutr_begun": kept["recrutr_begun"]})
    turned_away(again.come(back), again)
    assert desk.provider.tell()["token"] == asked, "the code was not handed on again"
    late = Browser(desk)
    back = late.log_in(late.leave(f"{desk.place}/go"), user)
    desk.clock.ahead_us += flow.WITHIN_US + SECOND
    turned_away(late.come(back), late)


def test_a_stolen_code_is_worth_nothing_in_another_browser(desk: Desk, user: str) -> None:
    """The thief has a sign-in of their own under way, with its own state, nonce and verifier (PKCE)."""
    victim, thief = Browser(desk), Browser(desk)
    code = parse_qs(urlsplit(victim.log_in(victim.leave(f"{desk.place}/go"), user)).query)["code"][0]
    begun = parse_qs(urlsplit(thief.leave(f"{desk.place}/go")).query)
    sent = {"state": begun["state"][0], "code": code, "iss": desk.provider.issuer}
    turned_away(thief.come(f"{desk.place}/back?{urlencode(sent)}"), thief)


def test_a_code_is_worth_something_once(desk: Desk, user: str) -> None:
    browser = Browser(desk)
    back = browser.log_in(browser.leave(f"{desk.place}/go"), user)
    sent = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
    assert browser.come(back).status_code == 303
    again = Browser(desk)
    state = parse_qs(urlsplit(again.leave(f"{desk.place}/go")).query)["state"][0]
    turned_away(again.come(f"{desk.place}/back?{urlencode(sent | {'state': state})}"), again)


@pytest.mark.parametrize("named", ["", ELSEWHERE, "x"])
def test_a_provider_that_says_beside_the_code_that_it_is_another_one_is_not_asked(
    desk: Desk, user: str, named: str
) -> None:
    before = desk.provider.tell(faults={"names_itself": named})
    browser = Browser(desk)
    turned_away(browser.enter(user), browser)
    assert desk.provider.tell()["token"] == before["token"], "the code was not handed on"


def test_a_return_to_another_organisations_address_opens_nothing(
    desk: Desk, user: str, app: FastAPI, clock: Clock
) -> None:
    other = make_desk(app, clock, desk.provider, "Other")
    other.set_up()
    browser = Browser(desk)
    back = browser.log_in(browser.leave(f"{desk.place}/go"), user)
    asked = desk.provider.tell()["token"]
    answer = browser.here.get(f"{other.place}/back?{urlsplit(back).query}")
    turned_away(answer, browser)
    assert desk.provider.tell()["token"] == asked, "the code was not handed on"
    turned_away(Browser(other).enter(user), Browser(other))
    assert other.reasons() == ["unknown"], "the same account at the same provider, but of the other organisation"


def test_a_provider_of_another_organisation_opens_no_account_of_ours(
    desk: Desk, user: str, app: FastAPI, clock: Clock, other_provider: Provider
) -> None:
    """It says our member's subject and verified address; and our issuer, which its key did not sign for."""
    member = next(each for each in [desk.by_email(desk.email)] if each)
    other = make_desk(app, clock, other_provider, "Other")
    other.set_up()
    other_provider.tell(people={user: {"email": member.email, "email_verified": True}})
    browser = Browser(other)
    turned_away(browser.enter(user), browser)
    other_provider.tell(faults={"claims": {"iss": desk.provider.issuer}})
    browser = Browser(other)
    turned_away(browser.enter(user), browser)
    other_provider.tell()
    assert other.reasons() == ["unknown", "claim.iss"]
    assert desk.reasons() == []


def test_who_is_unknown_reads_the_same_as_who_is_a_member_without_a_connection(desk: Desk) -> None:
    _, email = desk.member(Role.RECRUITER)
    invited = f"{new_identifier()}@works.example"
    desk.invite(invited)
    answers = []
    for address in ("stranger@works.example", email, invited):
        browser = Browser(desk)
        answers.append(browser.enter(desk.provider.person(address)))
        turned_away(answers[-1], browser)
    assert len({answer.text for answer in answers}) == 1
    assert desk.reasons() == ["unknown"] * 3


def test_a_key_that_was_exchanged_is_looked_for_once_a_minute_at_most(desk: Desk, user: str) -> None:
    desk.services.documents.forget()
    assert Browser(desk).enter(user).status_code == 303
    asked = desk.provider.tell(rotate=True)["keys"]
    browser = Browser(desk)
    turned_away(browser.enter(user), browser)
    assert desk.provider.tell()["keys"] == asked, "the keys were read less than a minute ago"
    desk.clock.ahead_us += AGAIN_US + SECOND
    assert Browser(desk).enter(user).status_code == 303
    assert Browser(desk).enter(user).status_code == 303
    assert desk.provider.tell()["keys"] == asked + 1
    desk.clock.ahead_us += KEPT_US + SECOND
    turned_away(Browser(desk).enter(user), Browser(desk))
    assert desk.provider.tell()["keys"] == asked + 2, "after an hour they are read again"


@pytest.mark.parametrize(
    "issuer",
    [
        "http://login.example.com",
        "https://localhost",
        "https://10.0.0.1",
        "https://169.254.169.254",
        "https://[::1]",
        "https://login.internal",
        "https://user@login.example.com",
        "https://login.example.com:22",
        "https://login.example.com/?tenant=x",
        "https://login.example.com/#x",
        "file:///etc/passwd",
    ],
)
def test_an_issuer_that_is_never_called_is_refused(desk: Desk, issuer: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        desk.set_up(issuer=issuer)
    assert refused.value.details["field"] == "issuer"


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize("address", ["https://10.0.0.1/x", "http://169.254.169.254/", "javascript:alert(1)", 7, None])
def test_a_description_that_leads_inside_a_network_is_refused(
    app: FastAPI, clock: Clock, provider: Provider, name: str, address: object
) -> None:
    desk = make_desk(app, clock, provider)
    desk.set_up()
    provider.tell(faults={"description": {name: address}})
    with pytest.raises(NetworkFault):
        desk.set_up()
    desk.services.documents.forget()


def test_a_description_of_another_issuer_is_refused(app: FastAPI, clock: Clock, provider: Provider) -> None:
    desk = make_desk(app, clock, provider)
    provider.tell(faults={"description": {"issuer": ELSEWHERE}})
    with pytest.raises(NetworkFault) as refused:
        desk.set_up()
    assert refused.value.code == "sign_on.issuer"
    assert ELSEWHERE not in refused.value.message
    desk.services.documents.forget()
