"""Whether an account exists shows neither in how long a refusal takes nor in any byte of it, whichever form names it.

Times are compared, never limited: known and unknown accounts take turns in a random order, at the product's own cost
of a hash, and only whether the two can be told apart counts.
"""

from __future__ import annotations

import json
import math
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import pytest
import requests
from argon2 import PasswordHasher
from sqlalchemy import select

from backend.accounts import passkeys, passwords, rate, service, sessions
from backend.accounts.models import Member, Role
from backend.accounts.service import NewMember
from backend.accounts.signed_in import COOKIE, CSRF_HEADER
from backend.main import close_services, open_services
from backend.settings import Settings
from backend.transaction import Services
from protocol.errors import SignInNeeded
from tests.integration.accounts.authenticator import Authenticator
from tests.ledger import Ledger

PASSWORD = "four plain words here"  # noqa: S105 - of members that live in a test
WITH_PASSWORD, WITH_PASSKEY, UNKNOWN = KINDS = ("with a password", "with a passkey only", "unknown")
NOBODY_HASH = passwords.NOBODY_HASH
"""As the product has it; the tests around have a cheaper one."""


def two_sided_p(first: Sequence[float], second: Sequence[float]) -> float:
    """How probable it is that two samples of one distribution differ at least so much: Mann and Whitney's U.

    By the normal approximation with corrections for ties and for continuity, for samples from about 20 on. H. B. Mann
    and D. R. Whitney, On a Test of Whether one of Two Random Variables is Stochastically Larger than the Other, Annals
    of Mathematical Statistics 18 (1947), 50-60.
    """
    m, n = len(first), len(second)
    values = sorted(chain(((value, True) for value in first), ((value, False) for value in second)))
    rank_sum, ties, before = 0.0, 0, 0
    for _, group in groupby(values, key=lambda each: each[0]):
        mine = [is_first for _, is_first in group]
        rank_sum += sum(mine) * (before + (len(mine) + 1) / 2)
        ties += len(mine) ** 3 - len(mine)
        before += len(mine)
    u = rank_sum - m * (m + 1) / 2
    variance = m * n / 12 * (m + n + 1 - ties / ((m + n) * (m + n - 1)))
    if not variance:
        return 1.0
    return math.erfc(max(0.0, abs(u - m * n / 2) - 0.5) / math.sqrt(2 * variance))


def test_the_comparison_counts_as_tables_do() -> None:
    """Against values worked out by another implementation (SciPy 1.17, `mannwhitneyu`, method `asymptotic`)."""
    apart, together = [float(each) for each in range(20)], [each + 0.5 for each in range(20)]
    assert two_sided_p(apart, [each + 100 for each in apart]) == pytest.approx(6.795615128173358e-08, rel=1e-9)
    assert two_sided_p(apart, together) == pytest.approx(0.7971974192691748, rel=1e-9)
    assert two_sided_p([1.0, 2, 2, 3, 5, 8], [2.0, 3, 3, 5, 9, 9, 9]) == pytest.approx(0.1457285332020404, rel=1e-9)
    assert two_sided_p([1.0, 1.0], [1.0]) == 1.0


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """An organisation whose passwords cost what they cost in the product."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher())
    monkeypatch.setattr(passwords, "NOBODY_HASH", NOBODY_HASH)
    opened = open_services(Settings(data=tmp_path / "data"))
    yield opened
    close_services(opened)


def _address(kind: str, number: int) -> str:
    return f"{kind.replace(' ', '.')}.{number}@works.example"


def _make_accounts(services: Services, each: int) -> None:
    with services.transaction() as tx:
        organisation = service.create_organisation(tx, "Works", "dpo@works.example").id
    for number in range(each):
        for kind, password_hash in ((WITH_PASSWORD, passwords.hashed(PASSWORD)), (WITH_PASSKEY, "")):
            with services.transaction() as tx:
                new = NewMember("Ada", _address(kind, number), "", (Role.REVIEWER,))
                service.add_member(tx, organisation, new, password_hash)


def measured_s(services: Services, numbers: range, kinds: Sequence[str] = KINDS) -> dict[str, list[float]]:
    """Seconds until a wrong password was refused, by kind of account; so many of a kind, all in one random order.

    Every account and every place is tried as often as the limits allow: no try is refused for another reason.
    """
    tries = [(kind, number) for kind in kinds for number in numbers]
    random.SystemRandom().shuffle(tries)
    found: dict[str, list[float]] = {kind: [] for kind in kinds}
    for kind, number in tries:
        email, place = (
            _address(kind, number // rate.LOGIN_BY_ACCOUNT.tries),
            f"{kind} {number // rate.LOGIN_BY_PAIR.tries}",
        )
        before_s = time.perf_counter()
        code = _refused(services, email, place)
        found[kind].append(time.perf_counter() - before_s)
        assert code == "auth.wrong"
    return found


def _refused(services: Services, email: str, place: str) -> str:
    try:
        sessions.sign_in(services, email, "a wrong password", place)
    except SignInNeeded as refused:
        return refused.code
    return "opened"


def _compared(found: dict[str, list[float]]) -> dict[str, float]:
    """How well each kind of known account passes for an unknown one."""
    return {kind: two_sided_p(seconds, found[UNKNOWN]) for kind, seconds in found.items() if kind != UNKNOWN}


def test_a_refusal_takes_as_long_for_an_account_that_is_not_there(services: Services) -> None:
    """A sample: it sees a hash that is left out, and by chance alone goes red once in a hundred thousand runs."""
    _make_accounts(services, 1)
    compared = _compared(measured_s(services, range(16), (WITH_PASSWORD, UNKNOWN)))
    assert compared[WITH_PASSWORD] > 1e-5


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_two_thousand_refusals_of_each_kind_cannot_be_told_apart(services: Services) -> None:
    """Goal p > 0.01 over all in the ledger. Chance alone breaks it once in a hundred; another round then tells."""
    ledger = Ledger("accounts told apart")
    _make_accounts(services, 2000 // rate.LOGIN_BY_ACCOUNT.tries)
    for shard in ledger.missing(40):
        found = measured_s(services, range(50 * shard, 50 * (shard + 1)))
        assert min(_compared(found).values()) > 1e-5
        ledger.add(shard, found)
    compared = _compared({kind: ledger.values(kind) for kind in KINDS})
    assert min(compared.values()) > 0.01, compared


@dataclass
class Stranger:
    """A browser of somebody who tries addresses."""

    backend: Any
    http: requests.Session = field(default_factory=requests.Session)

    def told(self, method: str, path: str, *own: str, **options: Any) -> tuple[int, dict[str, str], str]:
        """Status, headers and body, without what this browser itself has sent (`own`) and what is made by chance."""
        answer = self.http.request(method, f"{self.backend.url}{path}", timeout=30, allow_redirects=False, **options)
        headers = {
            name: value for name, value in answer.headers.items() if name.lower() not in {"date", "x-request-id"}
        }
        told = json.dumps([headers, answer.text])
        for each in (*own, *self.http.cookies.values(), answer.headers.get("X-Request-Id", "")):
            told = told.replace(each, "…") if each else told
        headers, body = json.loads(told)
        return answer.status_code, headers, body

    def form_token(self) -> str:
        """What binds the sign-in form to this browser."""
        self.http.get(f"{self.backend.url}/portal/sign-in", timeout=30)
        return self.http.cookies["recrutr_form"]


PLACES = {WITH_PASSWORD: "a1@works.example", WITH_PASSKEY: "b1@works.example", UNKNOWN: "c1@works.example"}


@pytest.fixture
def known(live_backend: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The served backend, with the accounts of PLACES in an organisation of their own. Its clock stands still.

    Answers tell times: how long to wait, until when an invitation holds.
    """
    still_us = live_backend.services.clock_us()
    still = replace(live_backend.services, clock_us=lambda: still_us)
    monkeypatch.setattr(live_backend.server.app.state, "services", still)
    with live_backend.services.transaction() as tx:
        organisation = service.create_organisation(tx, "Works", "dpo@works.example").id
        for kind, password_hash in ((WITH_PASSWORD, passwords.hashed(PASSWORD)), (WITH_PASSKEY, "")):
            service.add_member(tx, organisation, NewMember("Ada", PLACES[kind], "", (Role.OWNER,)), password_hash)
    return live_backend


def test_every_answer_to_an_address_is_the_same_byte_for_byte(known: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The portal's form and the call of programs, before and after the limit of tries."""
    monkeypatch.setattr(rate, "LOGIN_BY_PAIR", replace(rate.LOGIN_BY_PAIR, tries=4))
    told: dict[str, list[object]] = {}
    for kind, email in PLACES.items():
        stranger = Stranger(known)
        form = {"email": email, "password": "a wrong password", "csrf": stranger.form_token()}
        body = {"email": email, "password": "a wrong password"}
        told[kind] = [
            call
            for _ in range(3)
            for call in (
                stranger.told("POST", "/portal/sign-in", email, data=form),
                stranger.told("POST", "/api/v1/members/session", email, json=body),
            )
        ]
    assert [answer[0] for answer in told[UNKNOWN]] == [401, 401, 401, 401, 429, 429]  # type: ignore[index] # of three
    assert told[WITH_PASSWORD] == told[UNKNOWN]
    assert told[WITH_PASSKEY] == told[UNKNOWN]


def test_a_passkey_that_is_known_is_refused_like_one_that_is_not(known: Any) -> None:
    """Both with a signature that does not fit; what is offered to sign in names nobody."""
    origin = known.services.settings.base_url
    ours, strange = Authenticator(origin), Authenticator(origin)
    with known.services.transaction() as tx:
        member = tx.session.scalars(select(Member).where(Member.email == PLACES[WITH_PASSKEY])).one()
        offer = passkeys.offer_new(tx, member.id)
        challenge = passkeys.take_offer(tx, member.id, offer.ceremony)
        passkeys.keep_new(tx, member.id, challenge, ours.make(offer.options), "Key")
    told = [_passkey_refused(known, key) for key in (ours, strange)]
    assert told[0] == told[1]
    assert told[0][0] == SignInNeeded.status


def _passkey_refused(known: Any, key: Authenticator) -> tuple[int, dict[str, str], str]:
    stranger = Stranger(known)
    headers = {CSRF_HEADER: stranger.form_token(), "Sec-Fetch-Dest": "empty"}
    offer = stranger.http.post(f"{known.url}/portal/sign-in/passkey/offer", headers=headers, timeout=30).json()
    assert json.loads(offer["options"])["allowCredentials"] == []
    answer = json.loads(key.sign(offer["options"]))
    answer["response"]["signature"] = "AA"
    shown = {"ceremony": offer["ceremony"], "answer": json.dumps(answer)}
    return stranger.told("POST", "/portal/sign-in/passkey", headers=headers, json=shown)


def test_inviting_an_address_does_not_tell_whether_another_organisation_has_it(known: Any) -> None:
    """Nor do links tell, of invitations that are used up or were never made."""
    told, links = {}, {}
    for kind in (WITH_PASSWORD, UNKNOWN):
        owner = Stranger(known)
        login = known.seeded.logins[0]
        token = sessions.sign_in(known.services, login.email, login.password, "here").token
        owner.http.cookies.set(COOKIE, token)
        form = {"email": PLACES[kind], "roles": "reviewer", "csrf": sessions.csrf_token(known.services, token)}
        answer = owner.http.post(f"{known.url}/portal/members/invitations", data=form, timeout=30)
        link = re.search(r"/portal/join/([\w-]{43})", answer.text)
        assert link
        row = re.search(r"invitations/([\w-]{36})/withdraw", answer.text)
        assert row
        told[kind] = answer.status_code, _without(answer.text, PLACES[kind], form["csrf"], link[1], row[1])
        withdrawn = owner.http.post(f"{known.url}/portal/members/{row[0]}", data={"csrf": form["csrf"]}, timeout=30)
        assert withdrawn.ok
        links[kind] = Stranger(known).told("GET", f"/portal/join/{link[1]}", link[1])
    assert told[WITH_PASSWORD] == told[UNKNOWN]
    never = "n" * 43
    assert links[WITH_PASSWORD] == links[UNKNOWN] == Stranger(known).told("GET", f"/portal/join/{never}", never)


def _without(text: str, *parts: str) -> str:
    for part in parts:
        text = text.replace(part, "…")
    return text
