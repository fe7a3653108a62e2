"""The door to Dramatiq and pika: RabbitMQ, which carries ids of jobs from machine to machine.

Guarantees: what `send` returned from is confirmed by the broker, which keeps it over a restart; an id that was being
dealt with when its worker died is delivered again; whatever these libraries raise is NetworkFault: `broker.away`, or
`broker.certificate` and `broker.refused`, which an operator has to mend; by TLS it speaks only to whose certificate is
vouched for and names that machine. Carries opaque ids only. Must decide nothing: what is to be done says the table.
"""

from __future__ import annotations

import logging
import ssl
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import pika
from dramatiq import Actor, Worker
from dramatiq.brokers.rabbitmq import RabbitmqBroker
from dramatiq.errors import BrokerConnectionError
from pika.exceptions import AMQPError, ProbableAccessDeniedError, ProbableAuthenticationError

from protocol.errors import NetworkFault

HEARTBEAT_S = 30
CONNECT_TIMEOUT_S = 5
BLOCKED_TIMEOUT_S = 10
"""How long a broker that is short of memory or disk may keep a sender waiting; then it counts as away."""
IDLE_MS = 200
"""How often the library's threads ask whether they are to end."""
_PORTS = {"amqp": 5672, "amqps": 5671}
_FAULTS = (AMQPError, BrokerConnectionError, OSError, AssertionError)
"""pika lets failures of sockets and TLS through as they are, and asserts that a connection is open."""
_REFUSALS = (ProbableAuthenticationError, ProbableAccessDeniedError)
_OTHER_NAME = {62, 64}
"""What OpenSSL calls a certificate for another name or another address."""


class Broker:
    """One process's lines to one queue. `send` and `waiting` are for one thread, `close` for after its end."""

    def __init__(self, address: str, password: str, queue: str) -> None:
        _leave_telling_to_us()
        self._queue = queue
        self._arrived: Callable[[str], None] = lambda _job: None
        # No middleware: tries, pauses and deadlines are matters of the table.
        self._broker = RabbitmqBroker(parameters=[_parameters(address, password)], confirm_delivery=True, middleware=[])
        self._actor: Actor[[str], None] = Actor(
            self._deliver, broker=self._broker, actor_name="job", queue_name=queue, priority=0, options={}
        )
        self._listener: Worker | None = None

    def waiting(self) -> int:
        """How many ids the broker keeps for delivery; makes the queue if it lacks. Raises NetworkFault."""
        try:
            self._broker.declare_queue(self._queue, ensure=True)
            return int(self._broker.get_queue_message_counts(self._queue)[0])
        except _FAULTS as error:
            raise self._away(error) from error

    def send(self, job: str) -> None:
        """Hand an id over; returns when the broker has confirmed it. Raises NetworkFault."""
        try:
            self._broker.enqueue(self._actor.message(job))
        except _FAULTS as error:
            raise self._away(error) from error

    def listen(self, arrived: Callable[[str], None]) -> None:
        """Have ids brought from here on, one at a time: the next comes when `arrived` has returned from the last."""
        if self._listener is None:
            self._arrived = arrived
            self._listener = Worker(self._broker, worker_timeout=IDLE_MS, worker_threads=1)
            self._listener.queue_prefetch = 1
            self._listener.start()

    def hush(self, deadline_s: float) -> None:
        """Listen no more; what was not dealt with goes to others."""
        if self._listener is not None:
            self._listener.stop(timeout=round(deadline_s * 1000))
            self._listener = None

    def close(self) -> None:
        """Close the lines."""
        self._broker.close()

    def _deliver(self, job: str) -> None:
        self._arrived(job)

    def _away(self, error: BaseException) -> NetworkFault:
        del self._broker.connection  # of this thread; the next call makes a new one
        return _fault(error)


def _fault(error: BaseException) -> NetworkFault:
    for each in _causes(error):
        if isinstance(each, ssl.SSLCertVerificationError):
            return NetworkFault("broker.certificate", f"The broker's certificate {_wrong(each)}")
        if isinstance(each, _REFUSALS):
            words = "The broker refuses the user, the password or the virtual host of --broker."
            return NetworkFault("broker.refused", words)
    return NetworkFault("broker.away", "The broker does not answer. Jobs wait in their table and are done from there.")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _wrong(error: ssl.SSLCertVerificationError) -> str:
    if error.verify_code in _OTHER_NAME:
        return "is for another name than --broker has."
    return f"is not vouched for ({error.verify_message}). SSL_CERT_FILE names an authority of your own."


def _parameters(address: str, password: str) -> dict[str, Any]:
    """What pika wants to know of an address amqp[s]://user@host[:port][/virtual-host]."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    found: dict[str, Any] = {
        "host": host,
        "port": parts.port or _PORTS[parts.scheme],
        "virtual_host": unquote(parts.path[1:]) or "/",
        "credentials": pika.PlainCredentials(unquote(parts.username or ""), password),
        "heartbeat": HEARTBEAT_S,
        "connection_attempts": 1,
        "socket_timeout": CONNECT_TIMEOUT_S,
        "stack_timeout": 2 * CONNECT_TIMEOUT_S,
        "blocked_connection_timeout": BLOCKED_TIMEOUT_S,
    }
    if parts.scheme == "amqps":
        found["ssl_options"] = pika.SSLOptions(ssl.create_default_context(), host)
    return found


def _leave_telling_to_us() -> None:
    """A broker that is away is told once, by the carrier; these libraries tell it at each try, with its address."""
    logging.getLogger("pika").setLevel(logging.CRITICAL + 1)
    logging.getLogger("dramatiq").setLevel(logging.CRITICAL + 1)
