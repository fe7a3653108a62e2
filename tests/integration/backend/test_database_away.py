"""PostgreSQL is restarted, crashes, lets nobody in or becomes a copy: 503 with a time to come back, never 500.

What was acknowledged meanwhile is there afterwards, and nobody has to restart the backend.
"""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
import requests
from sqlalchemy import text

from backend import postgresql
from backend.attempts.models import Attempt
from backend.ingest.reading import read_journal
from protocol.journal import Entry
from tests.integration.backend.conftest import Device
from tests.postgresql import ADMIN, Cluster, connected_as

AWAY_S = 1.0
PATHS = ("/portal/sign-in/code", "/readyz", "/api/v1/problems", "/portal/attempts")
"""Asked without a sign-in but with a cookie and a token, so that each looks into the database."""


@dataclass
class Load:
    """A device that sends its journal and somebody who looks at pages, until stopped."""

    url: str
    device: Device
    stop: threading.Event = field(default_factory=threading.Event)
    answers: Counter[int] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)
    acknowledged: list[Entry] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def sending(self) -> None:
        """Each batch until it is taken."""
        while not self.stop.is_set():
            entries = self.device.entries(*self.device.facts(3))
            while not self.stop.is_set() and not self.keep(self.device.send(entries)):
                self.stop.wait(0.05)
            if not self.stop.is_set():
                self.acknowledged += entries

    def looking(self) -> None:
        """Pages and calls, as fast as they are answered."""
        with requests.Session() as browser:
            browser.cookies.set("recrutr_session", "7" * 43)
            browser.headers["Authorization"] = "Bearer " + "7" * 43
            while not self.stop.wait(0.01):
                for path in PATHS:
                    self.keep(browser.get(self.url + path, timeout=60, allow_redirects=False))

    def keep(self, answer: requests.Response) -> bool:
        """Count an answer; whether it was a right one."""
        with self.lock:
            self.answers[answer.status_code] += 1
            comes_back = answer.status_code == 503 and int(answer.headers.get("Retry-After", 0)) > 0
            if answer.status_code >= 500 and not comes_back:
                self.odd.append(f"{answer.request.url} {answer.status_code} {answer.text[:200]}")
        return answer.status_code == 200


@contextmanager
def load(url: str, device: Device) -> Iterator[Load]:
    """Under way within the `with`; at its end all that was acknowledged is in order."""
    made = Load(url, device)
    threads = [threading.Thread(target=task, daemon=True) for task in (made.sending, made.looking, made.looking)]
    for thread in threads:
        thread.start()
    try:
        yield made
    finally:
        made.stop.set()
        for thread in threads:
            thread.join(60)
    assert made.odd == []
    assert not [status for status in made.answers if status not in {200, 303, 401, 503}], made.answers


def _put_out(admin: psycopg.Connection, name: str) -> None:
    """End every connection to a database but one's own."""
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
    admin.execute(others, (name,))


def _serves(url: str, device: Device) -> bool:
    return requests.get(f"{url}/readyz", timeout=60).status_code == 200 and device.call("GET", "contact").ok


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGQUIT])
def test_a_restart_or_a_crash_of_the_database(
    by: signal.Signals, live_backend: Any, device: Device, cluster: Cluster, wait_for: Callable[..., None]
) -> None:
    with load(live_backend.url, device) as under_way:
        for _ in range(2):
            wait_for(lambda: under_way.answers[200] > 20)
            with cluster.away(by):
                time.sleep(AWAY_S)
            under_way.answers[200] = 0
            wait_for(lambda: _serves(live_backend.url, device))
        wait_for(lambda: under_way.answers[200] > 20)
    assert under_way.answers[503] > 0, "nobody noticed"
    _all_is_there(live_backend, device, under_way)


def _all_is_there(live_backend: Any, device: Device, under_way: Load) -> None:
    """Everything acknowledged is in the journal."""
    with live_backend.services.reading() as tx:
        stored = read_journal(tx, tx.session.get_one(Attempt, device.attempt))
    kept = {entry.hash for entry in stored}
    assert under_way.acknowledged
    assert all(entry.hash in kept for entry in under_way.acknowledged)


@pytest.mark.parametrize("held_s", [1.0, pytest.param(5.0, marks=pytest.mark.long)])
def test_a_table_that_somebody_else_holds_is_waited_for(
    held_s: float, live_backend: Any, device: Device, wait_for: Callable[..., None]
) -> None:
    """As while an operator's own statement rewrites it."""
    with load(live_backend.url, device) as under_way:
        wait_for(lambda: len(under_way.acknowledged) > 20)
        with connected_as(ADMIN, live_backend.services.engine) as admin, admin.transaction():
            admin.execute("LOCK TABLE stored_batch IN ACCESS EXCLUSIVE MODE")
            before = len(under_way.acknowledged)
            time.sleep(held_s)
            assert len(under_way.acknowledged) <= before + 4, "one batch was under way"
        wait_for(lambda: len(under_way.acknowledged) > before + 20)
    _all_is_there(live_backend, device, under_way)


def test_more_connections_than_the_database_lets_in(
    live_backend: Any, device: Device, wait_for: Callable[..., None]
) -> None:
    engine = live_backend.services.engine
    name = engine.url.database
    ask = [f"{live_backend.url}{path}" for path in PATHS] * 20
    with connected_as(ADMIN, engine) as admin:
        admin.execute(f"ALTER DATABASE {name} CONNECTION LIMIT 2".encode())
        _put_out(admin, name)
        try:
            with ThreadPoolExecutor(30) as pool, load(live_backend.url, device) as under_way:
                for answer in pool.map(lambda url: requests.get(url, timeout=60, allow_redirects=False), ask):
                    under_way.keep(answer)
        finally:
            admin.execute(f"ALTER DATABASE {name} CONNECTION LIMIT -1".encode())
    assert under_way.answers[503] > 0, "there was room for all"
    wait_for(lambda: _serves(live_backend.url, device))


def test_more_transactions_than_a_process_has_connections(
    live_backend: Any, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = live_backend.services
    monkeypatch.setattr(postgresql, "POOL_CONNECTIONS", 2)
    monkeypatch.setattr(postgresql, "POOL_WAIT_S", 0.2)
    monkeypatch.setattr(postgresql, "POOL_KEPT", 2)
    small = postgresql.open_pool(services.engine.url.render_as_string(hide_password=False), "main")
    large, services.engine.pool = services.engine.pool, small.pool
    try:
        with small.connect(), small.connect():
            answer = device.call("GET", "contact")
        assert (answer.status_code, answer.json()["code"]) == (503, "store.busy")
        assert int(answer.headers["Retry-After"]) > 0
        assert device.call("GET", "contact").status_code == 200
    finally:
        services.engine.pool = large
        small.dispose()


def test_a_database_that_has_become_a_copy_takes_nothing_and_says_so(
    live_backend: Any, device: Device, wait_for: Callable[..., None]
) -> None:
    """As a server that a failover has made a standby; the next connection may lead to the one that is not."""
    engine = live_backend.services.engine
    entries = device.entries(*device.facts(3))
    with connected_as(ADMIN, engine) as admin:
        admin.execute(f"ALTER DATABASE {engine.url.database} SET default_transaction_read_only = on".encode())
        _put_out(admin, engine.url.database)
        wait_for(lambda: device.send(entries).json()["code"] == "store.busy")  # not the connections that were cut
        refused = device.send(entries)
        admin.execute(f"ALTER DATABASE {engine.url.database} RESET default_transaction_read_only".encode())
    assert (refused.status_code, refused.json()["code"]) == (503, "store.busy")
    assert int(refused.headers["Retry-After"]) > 0
    wait_for(lambda: device.send(entries).status_code == 200, 5)


def test_a_write_in_a_reading_transaction_stays_a_bug(live_backend: Any) -> None:
    services = live_backend.services
    with pytest.raises(Exception, match="read-only") as met, services.reading() as tx:
        tx.session.execute(text("DELETE FROM rate_event"))
    assert isinstance(met.value.__cause__, psycopg.errors.ReadOnlySqlTransaction)
