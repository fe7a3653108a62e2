"""Delivering one event to one endpoint, as often as it takes, for three days.

Guarantees: no transaction is open while the other side is asked; pauses grow and are shaken, and a `Retry-After` is
kept; an endpoint that fails is left alone until its pause is over, however much waits for it, so that it costs the
other work of the server one short call a pause. A worker that dies between the answer and its own commit sends the
same event once more, with the same id.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from sqlalchemy import select

from backend.accounts.models import Member, Role
from backend.attempts.models import Attempt
from backend.jobs.service import Claimed
from backend.jobs.worker import Handler
from backend.mail import service as mail
from backend.outgoing.addresses import Target, read_address
from backend.outgoing.calls import Answer, Reach, call
from backend.transaction import Services, Transaction
from backend.webhooks import outbox, signing
from backend.webhooks.models import DeliveryState, EndpointState, WebhookDelivery, WebhookEndpoint, WebhookEvent
from backend.webhooks.service import secrets_of
from protocol.errors import InvalidInput, NetworkFault

SECOND_US = 1_000_000
PERSIST_US = 3 * 24 * 3600 * SECOND_US
PAUSES_S = (5, 30, 120, 600, 1800, 3600, 2 * 3600, 4 * 3600, 8 * 3600)
"""After the first failure, the second and so on; the last one stands for all further ones."""
SHAKEN = 0.2
LONGEST_WAIT_S = 24 * 3600
GONE = 410


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One request on its way."""

    delivery: str
    target: Target
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it: an answer, or a code for none."""

    answer: Answer | None = None
    code: str | None = None

    @property
    def took_it(self) -> bool:
        """Whether the other side has it."""
        return self.answer is not None and self.answer.took_it


class Deliver(Handler[Outgoing, Outcome]):
    """Handler of `webhooks.deliver`."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def prepare(self, tx: Transaction, job: Claimed) -> Outgoing | None:
        """Sign it; None when there is nothing to send any more, or not yet."""
        delivery = tx.session.get(WebhookDelivery, str(job.payload["delivery"]))
        if delivery is None or delivery.state != DeliveryState.WAITING:
            return None
        endpoint = tx.session.get_one(WebhookEndpoint, delivery.endpoint)
        if endpoint.state != EndpointState.ON or _hidden(tx, delivery):
            _end(tx, delivery, DeliveryState.ENDED)
            return None
        if endpoint.rests_until_us > tx.now_us:
            outbox.schedule(tx, delivery, shaken(endpoint.rests_until_us, tx.now_us))
            return None
        try:
            target = read_address(endpoint.address, this_machine=self._reach.this_machine)
        except InvalidInput as error:
            delivery.code = error.code
            _end(tx, delivery, DeliveryState.FAILED)
            return None
        event = tx.session.get_one(WebhookEvent, delivery.event)
        body, at_s = event.body.encode(), tx.now_us // SECOND_US
        secrets = secrets_of(tx.services, endpoint, tx.now_us)
        return Outgoing(delivery.id, target, signing.headers(secrets, event.id, at_s, body), body)

    def perform(self, services: Services, work: Outgoing) -> Outcome:  # noqa: ARG002 - signature of the port
        """Ask the other side."""
        try:
            return Outcome(call(self._reach, "POST", work.target, work.headers, work.body))
        except NetworkFault as fault:
            return Outcome(code=fault.code)

    def conclude(self, tx: Transaction, work: Outgoing, result: Outcome) -> None:
        """Keep what came of it, and what is to be done next."""
        delivery = tx.session.get(WebhookDelivery, work.delivery)
        if delivery is None:
            return  # erased, or the endpoint was removed
        endpoint = tx.session.get_one(WebhookEndpoint, delivery.endpoint)
        answer = result.answer
        delivery.tries, delivery.code = delivery.tries + 1, result.code
        delivery.status, delivery.excerpt = (answer.status, answer.excerpt) if answer else (None, "")
        if result.took_it:
            endpoint.failures, endpoint.rests_until_us, endpoint.delivered_at_us = 0, 0, tx.now_us
            _end(tx, delivery, DeliveryState.DELIVERED)
            return
        endpoint.failures += 1
        if answer is not None and answer.status == GONE:
            _switch_off(tx, endpoint, "gone")
            _end(tx, delivery, DeliveryState.FAILED)
            return
        asked_s = min((answer.retry_after_s or 0) if answer else 0, LONGEST_WAIT_S)
        endpoint.rests_until_us = tx.now_us + max(pause_s(endpoint.failures), asked_s) * SECOND_US
        next_us = tx.now_us + max(pause_s(delivery.tries), asked_s) * SECOND_US
        if next_us <= delivery.created_at_us + PERSIST_US:
            outbox.schedule(tx, delivery, shaken(next_us, tx.now_us))
            return
        _end(tx, delivery, DeliveryState.FAILED)
        if (endpoint.delivered_at_us or 0) < delivery.created_at_us:
            _switch_off(tx, endpoint, "failing")

    def given_up(self, tx: Transaction, job: Claimed) -> None:
        """A bug of ours: the delivery is not to wait for ever."""
        delivery = tx.session.get(WebhookDelivery, str(job.payload["delivery"]))
        if delivery is not None and delivery.state == DeliveryState.WAITING:
            delivery.code = "outgoing.bug"
            _end(tx, delivery, DeliveryState.FAILED)


def pause_s(failures: int) -> int:
    """Seconds until the next try after so many failures."""
    return PAUSES_S[min(failures, len(PAUSES_S)) - 1]


def shaken(at_us: int, now_us: int) -> int:
    """A little later, each by another amount, so that what waits does not come all at once."""
    return at_us + int((at_us - now_us) * random.uniform(0, SHAKEN))  # noqa: S311 - no secret


def _hidden(tx: Transaction, delivery: WebhookDelivery) -> bool:
    """Whether the attempt was restricted meanwhile."""
    attempt = tx.session.get(Attempt, delivery.attempt) if delivery.attempt else None
    return attempt is not None and attempt.restricted_at_us is not None


def _end(tx: Transaction, delivery: WebhookDelivery, state: DeliveryState) -> None:
    delivery.state, delivery.next_at_us, delivery.ended_at_us = state, None, tx.now_us


def _switch_off(tx: Transaction, endpoint: WebhookEndpoint, code: str) -> None:
    endpoint.state, endpoint.off_code = EndpointState.OFF, code
    if not mail.is_set_up(tx.settings):
        return
    members = select(Member).where(Member.organisation == endpoint.organisation, Member.disabled_at_us.is_(None))
    for owner in [each for each in tx.session.scalars(members) if Role.OWNER in each.roles]:
        mail.post(tx, mail.about_webhook(tx, endpoint.organisation, endpoint.id, owner.id), "")
