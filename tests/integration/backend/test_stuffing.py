"""Lists of passwords tried on many accounts, and one account tried from many places: what opens, and who is held up."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from backend.accounts import passwords, rate, service, sessions
from backend.accounts.models import Role
from backend.accounts.service import NewMember
from backend.main import close_services, open_services
from backend.settings import Settings
from backend.transaction import Services, system_clock_us
from protocol.errors import SignInNeeded, TooMany
from tests.ledger import Ledger, percentile

OWNER, PASSWORD = "ada@works.example", "four plain words here"
HOME = "192.0.2.7"
"""From where the owner signs in on other days."""
OWNER_COMES = 20
"""How often, while others try."""


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """A backend whose clock stands still: nothing is let in again because a test took long.

    The owner's password costs what it does in the product; those of the thousand others would only be waited for.
    """
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", quick)
    monkeypatch.setattr(passwords, "NOBODY_HASH", quick.hash("a password that nobody has"))
    now_us = system_clock_us()
    opened = replace(open_services(Settings(data=tmp_path / "data")), clock_us=lambda: now_us)
    with opened.transaction() as tx:
        organisation = service.create_organisation(tx, "Works", "dpo@works.example")
        service.add_member(
            tx, organisation.id, NewMember("Ada", OWNER, "", (Role.OWNER,)), PasswordHasher().hash(PASSWORD)
        )
    sessions.sign_in(opened, OWNER, PASSWORD, HOME)
    yield opened
    close_services(opened)


def _tried(services: Services, email: str, password: str, address: str) -> str:
    try:
        sessions.sign_in(services, email, password, address)
    except (SignInNeeded, TooMany) as refused:
        return refused.code
    return "opened"


@dataclass
class Stuffed:
    """What came of a list of passwords: how many tries were beyond what their source may, and were blocked there."""

    tries: int = 0
    beyond_the_threshold: int = 0
    of_these_blocked: int = 0
    opened: int = 0
    owner_in_s: list[float] = field(default_factory=list)


def stuff(services: Services, tries: int, sources: int, accounts: int) -> Stuffed:
    """Wrong passwords for `accounts`, the owner's among them, in turn from `sources`, each beyond what it may."""
    chance = random.Random(7)  # noqa: S311 - repeatable
    made = Stuffed(tries)
    for number in range(tries):
        account = chance.randrange(accounts)
        email = OWNER if account == 0 else f"member{account}@works.example"
        code = _tried(services, email, f"wrong {number}", f"198.51.100.{number % sources}")
        made.opened += code == "opened"
        if number // sources >= rate.LOGIN_BY_ADDRESS.tries:
            made.beyond_the_threshold += 1
            made.of_these_blocked += code == "rate.limited"
        if number % (tries // OWNER_COMES) == 0:
            began_s = time.perf_counter()
            assert _tried(services, OWNER, PASSWORD, HOME) == "opened", "the owner is not held up"
            made.owner_in_s.append(time.perf_counter() - began_s)
    return made


def test_a_list_of_passwords_is_stopped_by_its_sources(services: Services) -> None:
    made = stuff(services, 240, 2, 50)
    assert made.beyond_the_threshold == made.of_these_blocked == 40
    assert made.opened == 0


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_ten_thousand_tries_on_a_thousand_accounts_from_fifty_sources(services: Services) -> None:
    made = stuff(services, 10_000, 50, 1000)
    Ledger("stuffing").add(0, asdict(made))
    assert (made.beyond_the_threshold, made.opened) == (5000, 0)
    assert made.of_these_blocked >= 0.99 * made.beyond_the_threshold
    assert percentile(made.owner_in_s, 50) <= 3


def test_an_account_that_many_places_try_opens_from_where_it_was_opened_before(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate, "LOGIN_BY_ACCOUNT", replace(rate.LOGIN_BY_ACCOUNT, tries=20))
    codes = [_tried(services, OWNER, "wrong", f"198.51.100.{number}") for number in range(25)]
    assert codes == ["auth.wrong"] * 20 + ["rate.limited"] * 5
    assert _tried(services, OWNER, PASSWORD, "203.0.113.9") == "rate.limited", "right or wrong, it does not tell"
    assert _tried(services, OWNER, PASSWORD, HOME) == "opened"
    wrong = [_tried(services, OWNER, "wrong", HOME) for _ in range(rate.LOGIN_BY_PAIR.tries + 1)]
    assert wrong[-1] == "rate.limited", "what is known is tried no more often than anything else"


def test_where_somebody_signed_in_is_known_for_thirty_days(services: Services) -> None:
    def known(days: int) -> bool:
        later_us = services.clock_us() + days * 24 * 3600 * 1_000_000
        then = replace(services, clock_us=lambda: later_us)
        return rate.remembers(then, rate.LOGIN_KNOWN, f"{OWNER}|{HOME}")

    assert [known(days) for days in (0, 29, 31)] == [True, True, False]
