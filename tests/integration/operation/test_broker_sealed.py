"""The line to a broker on another machine: TLS to a real RabbitMQ, by a certificate of an authority of tests."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from backend.jobs.broker import Broker
from backend.jobs.service import NewJob, enqueue
from backend.main import close_services, open_services
from backend.readiness import BrokerState
from backend.settings import Settings
from protocol.errors import InvalidInput, NetworkFault
from tests.certificates import vouched_certificate
from tests.integration.operation.conftest import until
from tests.integration.operation.test_broker import Doing, Machine
from tests.rabbitmq import PASSWORD, Rabbit


@pytest.fixture
def trusted(rabbit: Rabbit, monkeypatch: pytest.MonkeyPatch) -> Rabbit:
    """The authority that vouches for the broker is one that this machine knows."""
    monkeypatch.setenv("SSL_CERT_FILE", str(rabbit.authority))
    return rabbit


def _refused(address: str, password: str = PASSWORD) -> NetworkFault:
    broker = Broker(address, password, "recrutr.of-a-test")
    try:
        with pytest.raises(NetworkFault) as refused:
            broker.waiting()
        return refused.value
    finally:
        broker.close()


def test_a_job_is_carried_over_a_sealed_line(trusted: Rabbit, tmp_path: Path, by_broker_alone: None) -> None:
    settings = Settings(data=tmp_path / "data", broker=trusted.sealed_address(), broker_password=PASSWORD)
    machine = Machine(open_services(settings), Doing())
    try:
        with machine.running():
            with machine.services.transaction() as tx:
                enqueue(tx, NewJob(kind="work", key="a"))
            until(lambda: machine.state() == ["done"], 30)
            assert machine.services.watch.readiness.broker is BrokerState.UP
        assert b'recrutr_jobs_brought_total{end="taken"} 1.0' in machine.services.watch.metrics.page()
    finally:
        close_services(machine.services)


def test_a_certificate_of_an_unknown_authority_is_refused_and_told(
    rabbit: Rabbit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No trust of our own; and the same with an authority of that very name, whose key is another."""
    for other in (None, vouched_certificate(tmp_path).authority):
        if other is not None:
            monkeypatch.setenv("SSL_CERT_FILE", str(other))
        fault = _refused(rabbit.sealed_address())
        assert fault.code == "broker.certificate"
        assert "is not vouched for" in fault.message
        assert "SSL_CERT_FILE" in fault.message


def test_a_certificate_for_another_name_is_refused_and_told(trusted: Rabbit) -> None:
    fault = _refused(trusted.sealed_address("127.0.0.1"))
    assert (fault.code, "is for another name than --broker has" in fault.message) == ("broker.certificate", True)


def test_a_door_without_tls_is_away_and_there_is_no_falling_back(trusted: Rabbit) -> None:
    """The open port of the same broker."""
    assert _refused(f"amqps://recrutr@localhost:{trusted.port}").code == "broker.away"


@pytest.mark.parametrize(("path", "password"), [("", "a wrong one"), ("/not-there", PASSWORD)])
def test_a_user_or_virtual_host_that_is_refused_is_told_as_that(trusted: Rabbit, path: str, password: str) -> None:
    fault = _refused(trusted.sealed_address() + path, password)
    assert fault.code == "broker.refused"
    assert password not in fault.message


def test_what_is_wrong_stands_in_the_log_once_and_jobs_are_done_all_the_same(
    rabbit: Rabbit, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "backend.carrier")
    settings = Settings(data=tmp_path / "data", broker=rabbit.sealed_address(), broker_password=PASSWORD)
    machine = Machine(open_services(settings), Doing())
    try:
        with machine.running():
            until(lambda: bool(caplog.records), 30)
            with machine.services.transaction() as tx:
                enqueue(tx, NewJob(kind="work", key="a"))
            until(lambda: machine.state() == ["done"], 30)
    finally:
        close_services(machine.services)
    assert len(caplog.messages) == 1
    assert "(broker.certificate): The broker's certificate is not vouched for" in caplog.text
    assert PASSWORD not in caplog.text


def test_an_open_line_to_another_machine_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="--broker"):
        Settings(data=tmp_path, broker="amqp://recrutr@broker.example", broker_password=PASSWORD)
