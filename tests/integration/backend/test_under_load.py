"""Many at once, and a full database disk: no server error, nothing acknowledged that is not kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from sqlalchemy import event, text

from backend.attempts.models import Attempt
from backend.ingest.reading import read_journal
from backend.transaction import Services


def test_more_requests_than_threads_and_connections(live_backend: Any, device: Any) -> None:
    entries = device.entries(*device.facts(60))

    def call(number: int) -> requests.Response:
        if number % 3 == 0:
            answer: requests.Response = device.call("POST", "journal", device.batch(entries[: number % 50 + 1]))
            return answer
        path = "contact" if number % 3 == 1 else "submissions"
        address = f"{live_backend.url}/api/v1/attempts/{device.attempt}/{path}"
        return requests.get(address, headers=dict(device.http.headers), timeout=60)

    def ask(number: int) -> int:
        """As devices do: who is sent away comes back when told."""
        answer = call(number)
        for _ in range(20):
            if answer.status_code != 503:
                break
            time.sleep(float(answer.headers["Retry-After"]))
            answer = call(number)
        return answer.status_code

    with ThreadPoolExecutor(80) as pool:
        answers = list(pool.map(ask, range(240)))
    assert set(answers) == {200}


@pytest.fixture
def full_database(live_backend: Any) -> Iterator[list[int]]:
    """The database may not grow beyond a limit that the test moves: SQLite then reports a full disk."""
    services: Services = live_backend.services
    limit = [2**30]

    def cap(connection: Any) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {limit[0]}")

    event.listen(services.engine, "begin", cap)
    yield limit
    event.remove(services.engine, "begin", cap)


def test_a_full_disk_of_the_database_loses_nothing(live_backend: Any, device: Any, full_database: list[int]) -> None:
    services: Services = live_backend.services
    facts = device.facts(300)
    facts[0] = facts[0].model_copy(update={"text": "".join(chr(0x4E00 + at * 7919 % 20000) for at in range(60_000))})
    entries = device.entries(*facts)
    with services.reading() as tx:
        full_database[0] = tx.session.execute(text("PRAGMA page_count")).scalar_one()
    answer = device.send(entries)
    assert (answer.status_code, answer.json()["code"]) == (503, "store.full")
    assert int(answer.headers["Retry-After"]) > 0
    assert "lost" in answer.json()["message"]
    assert device.call("GET", "contact").status_code == 200, "reading goes on"
    with services.reading() as tx:
        assert read_journal(tx, tx.session.get_one(Attempt, device.attempt)) == []
    full_database[0] = 2**30
    assert device.send(entries).status_code == 200
    with services.reading() as tx:
        stored = read_journal(tx, tx.session.get_one(Attempt, device.attempt))
    assert [entry.hash for entry in stored] == [entry.hash for entry in entries]
