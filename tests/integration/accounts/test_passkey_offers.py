"""Offers of passkeys: anybody may ask for one and nothing is kept; each is used once, also when its use fails."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from backend.accounts import passkeys, sessions
from backend.accounts.models import Ceremony
from protocol.errors import InvalidInput, SignInNeeded
from tests.integration.accounts.authenticator import Authenticator
from tests.integration.accounts.conftest import Account

ORIGIN = "http://localhost:8000"


def kept(account: Account) -> int:
    with account.services.reading() as tx:
        return tx.session.scalar(select(func.count()).select_from(Ceremony)) or 0


def offer_new(account: Account) -> passkeys.Offer:
    with account.services.transaction() as tx:
        return passkeys.offer_new(tx, account.subject.member)


def keep(account: Account, offer: passkeys.Offer, answer: str, name: str = "Key") -> None:
    with account.services.transaction() as tx:
        challenge = passkeys.take_offer(tx, account.subject.member, offer.ceremony)
    with account.services.transaction() as tx:
        passkeys.keep_new(tx, account.subject.member, challenge, answer, name)


def use(account: Account, ceremony: str, answer: str) -> sessions.SignedIn:
    with account.services.transaction() as tx:
        challenge = passkeys.use_offer(tx, ceremony)
    with account.services.transaction() as tx:
        return passkeys.sign_in(tx, challenge, answer)


@pytest.fixture
def authenticator(account: Account) -> Authenticator:
    """One whose passkey is kept."""
    made = Authenticator(ORIGIN)
    offer = offer_new(account)
    keep(account, offer, made.make(offer.options))
    return made


def test_offers_to_sign_in_keep_nothing_and_differ(account: Account) -> None:
    offers = [passkeys.offer_sign_in(account.services) for _ in range(200)]
    assert kept(account) == 0
    assert len({json.loads(offer.options)["challenge"] for offer in offers}) == 200


def test_a_passkey_opens_the_account_once_an_offer(account: Account, authenticator: Authenticator) -> None:
    offer = passkeys.offer_sign_in(account.services)
    answer = authenticator.sign(offer.options)
    signed_in = use(account, offer.ceremony, answer)
    assert sessions.current_member(account.services, signed_in.token).name == "Ada"
    with pytest.raises(SignInNeeded):
        use(account, offer.ceremony, answer)


def test_an_offer_is_used_up_when_its_use_fails(account: Account, authenticator: Authenticator) -> None:
    offer = passkeys.offer_sign_in(account.services)
    with pytest.raises(SignInNeeded):
        use(account, offer.ceremony, Authenticator(ORIGIN).sign(offer.options))
    with pytest.raises(SignInNeeded):
        use(account, offer.ceremony, authenticator.sign(offer.options))


def test_one_of_twenty_uses_at_once_opens(account: Account, authenticator: Authenticator) -> None:
    offer = passkeys.offer_sign_in(account.services)
    answer = authenticator.sign(offer.options)

    def attempt(_: int) -> bool:
        try:
            use(account, offer.ceremony, answer)
        except SignInNeeded:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(attempt, range(20))) == 1


def test_an_offer_ends_after_five_minutes_and_its_row_with_it(account: Account, authenticator: Authenticator) -> None:
    late = passkeys.offer_sign_in(account.services)
    in_time = passkeys.offer_sign_in(account.services)
    use(account, in_time.ceremony, authenticator.sign(in_time.options))
    account.clock.now_us += passkeys.WITHIN_US + 1
    with pytest.raises(SignInNeeded):
        use(account, late.ceremony, authenticator.sign(late.options))
    soon = passkeys.offer_sign_in(account.services)
    use(account, soon.ceremony, authenticator.sign(soon.options))
    assert kept(account) == 1


@pytest.mark.parametrize(
    "ceremony",
    ["", "x", "1.", "\ud800", "9" * 80 + "." + "a" * 10, "²." + "a" * 32, "1800000000000000.é" + "a" * 31],
)
def test_made_up_offers_are_refused(account: Account, ceremony: str) -> None:
    with account.services.transaction() as tx, pytest.raises(SignInNeeded):
        passkeys.use_offer(tx, ceremony)


def test_an_offer_with_a_later_end_has_another_challenge(account: Account, authenticator: Authenticator) -> None:
    offer = passkeys.offer_sign_in(account.services)
    answer, (until, _, name) = authenticator.sign(offer.options), offer.ceremony.partition(".")
    account.clock.now_us += passkeys.WITHIN_US + 1
    with pytest.raises(SignInNeeded):
        use(account, f"{int(until) + passkeys.WITHIN_US}.{name}", answer)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"id": "\\ud800"}',
        '{"id": "' + "a" * 5000 + '"}',
        '{"id": 17}',
        "[" * 19_000,
        '{"id": ' + "9" * 10_000 + "}",
        '{"id": "abc", "rawId": "abc", "type": "public-key", "response": 5}',
        '{"id": "abc", "rawId": "abc", "type": "public-key", "response": {"clientDataJSON": 1}}',
    ],
)
def test_answers_that_are_none_are_refused_like_wrong_ones(account: Account, answer: str) -> None:
    offer = passkeys.offer_sign_in(account.services)
    with pytest.raises(SignInNeeded):
        use(account, offer.ceremony, answer)
    new = offer_new(account)
    with pytest.raises(SignInNeeded):
        keep(account, new, answer)


def test_an_answer_of_a_known_passkey_that_is_broken_is_refused(account: Account, authenticator: Authenticator) -> None:
    for path, value in (("clientDataJSON", "AA"), ("authenticatorData", "AA"), ("signature", "AA"), ("signature", 5)):
        offer = passkeys.offer_sign_in(account.services)
        answer = json.loads(authenticator.sign(offer.options))
        answer["response"][path] = value
        with pytest.raises(SignInNeeded):
            use(account, offer.ceremony, json.dumps(answer))


def test_a_member_has_one_offer_at_a_time_which_ends_when_its_use_fails(account: Account) -> None:
    offers = [offer_new(account) for _ in range(30)]
    assert kept(account) == 1
    made = Authenticator(ORIGIN)
    with pytest.raises(SignInNeeded):
        keep(account, offers[0], made.make(offers[0].options))
    with pytest.raises(InvalidInput):
        keep(account, offers[-1], made.make(offers[-1].options), name=" ")
    with pytest.raises(SignInNeeded):
        keep(account, offers[-1], made.make(offers[-1].options))
    assert kept(account) == 0


def test_a_copied_passkey_is_not_kept_twice(account: Account, authenticator: Authenticator) -> None:
    offer = offer_new(account)
    with pytest.raises(SignInNeeded):
        keep(account, offer, authenticator.make(offer.options))
