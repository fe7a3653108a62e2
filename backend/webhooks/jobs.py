"""Delivering one event to one endpoint, as often as it takes, for three days.

Guarantees: no transaction is open while the other side is asked; pauses grow and are shaken, and a `Retry-After` is
kept; an endpoint that fails is left alone until its pause is over, however much waits for it, so that it costs the
other work of the server one short call a pause. A worker that dies between the answer and its own commit sends the
same event once more, with the same id.
"""

from __future__ import annotations

from sqlalchemy import select

from backend.accounts.models import Member, Role
from backend.attempts.models import Attempt
from backend.jobs.service import Claimed
from backend.jobs.worker import Handler
from backend.mail import service as mail
from backend.outgoing import tries
from backend.outgoing.addresses import read_address
from backend.outgoing.calls import Reach
from backend.outgoing.tries import Outcome, Request
from backend.transaction import Services, Transaction
from backend.webhooks import outbox, signing
from backend.webhooks.models import DeliveryState, EndpointState, WebhookDelivery, WebhookEndpoint, WebhookEvent
from backend.webhooks.service import secrets_of
from protocol.errors import InvalidInput

GONE = 410


class Deliver(Handler[Request, Outcome]):
    """Handler of `webhooks.deliver`."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def prepare(self, tx: Transaction, job: Claimed) -> Request | None:
        """Sign it; None when there is nothing to send any more, or not yet."""
        delivery = tx.session.get(WebhookDelivery, str(job.payload["delivery"]))
        if delivery is None or delivery.state != DeliveryState.WAITING:
            return None
        endpoint = tx.session.get_one(WebhookEndpoint, delivery.endpoint)
        if endpoint.state != EndpointState.ON or _hidden(tx, delivery):
            tries.end(delivery, DeliveryState.ENDED, tx.now_us)
            return None
        if endpoint.rests_until_us > tx.now_us:
            outbox.schedule(tx, delivery, tries.shaken(endpoint.rests_until_us, tx.now_us))
            return None
        try:
            target = read_address(endpoint.address, this_machine=self._reach.this_machine)
        except InvalidInput as error:
            delivery.code = error.code
            tries.end(delivery, DeliveryState.FAILED, tx.now_us)
            return None
        event = tx.session.get_one(WebhookEvent, delivery.event)
        body, at_s = event.body.encode(), tx.now_us // tries.SECOND_US
        secrets = secrets_of(tx.services, endpoint, tx.now_us)
        return Request(delivery.id, "POST", target, signing.headers(secrets, event.id, at_s, body), body)

    def perform(self, services: Services, work: Request) -> Outcome:  # noqa: ARG002 - signature of the port
        """Ask the other side."""
        return tries.ask(self._reach, work)

    def conclude(self, tx: Transaction, work: Request, result: Outcome) -> None:
        """Keep what came of it, and what is to be done next."""
        delivery = tx.session.get(WebhookDelivery, work.row)
        if delivery is None:
            return  # erased, or the endpoint was removed
        endpoint = tx.session.get_one(WebhookEndpoint, delivery.endpoint)
        delivery.tries, delivery.status, delivery.code = delivery.tries + 1, result.status, result.code
        delivery.excerpt = result.answer.excerpt if result.answer else ""
        if result.took_it:
            endpoint.failures, endpoint.rests_until_us, endpoint.delivered_at_us = 0, 0, tx.now_us
            tries.end(delivery, DeliveryState.DELIVERED, tx.now_us)
            return
        endpoint.failures += 1
        if result.status == GONE:
            _switch_off(tx, endpoint, "gone")
            tries.end(delivery, DeliveryState.FAILED, tx.now_us)
            return
        pause_s = max(tries.pause_s(endpoint.failures), result.asked_s)
        endpoint.rests_until_us = tx.now_us + pause_s * tries.SECOND_US
        next_us = tries.next_try_us(delivery, tx.now_us, result.asked_s)
        if next_us is not None:
            outbox.schedule(tx, delivery, next_us)
            return
        tries.end(delivery, DeliveryState.FAILED, tx.now_us)
        if (endpoint.delivered_at_us or 0) < delivery.created_at_us:
            _switch_off(tx, endpoint, "failing")

    def given_up(self, tx: Transaction, job: Claimed) -> None:
        """A bug of ours: the delivery is not to wait for ever."""
        delivery = tx.session.get(WebhookDelivery, str(job.payload["delivery"]))
        if delivery is not None and delivery.state == DeliveryState.WAITING:
            delivery.code = tries.BUG
            tries.end(delivery, DeliveryState.FAILED, tx.now_us)


def _hidden(tx: Transaction, delivery: WebhookDelivery) -> bool:
    """Whether the attempt was restricted meanwhile."""
    attempt = tx.session.get(Attempt, delivery.attempt) if delivery.attempt else None
    return attempt is not None and attempt.restricted_at_us is not None


def _switch_off(tx: Transaction, endpoint: WebhookEndpoint, code: str) -> None:
    endpoint.state, endpoint.off_code = EndpointState.OFF, code
    if not mail.is_set_up(tx.settings):
        return
    members = select(Member).where(Member.organisation == endpoint.organisation, Member.disabled_at_us.is_(None))
    for owner in [each for each in tx.session.scalars(members) if Role.OWNER in each.roles]:
        mail.post(tx, mail.about_webhook(tx, endpoint.organisation, endpoint.id, owner.id), "")
