"""What the code relies on since it began on SQLite, shown on both databases and between two processes' worth of it.

Two `Services` on one data folder share nothing but the database, as two processes do.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from backend.accounts import rate
from backend.accounts.models import Organisation
from backend.accounts.service import create_organisation
from backend.audit import service as audit
from backend.database import Base, scrub, total
from backend.jobs import service as jobs
from backend.jobs.models import Job
from backend.jobs.service import NewJob
from backend.main import close_services, open_services
from backend.migrations.apply import migrate
from backend.settings import Settings
from backend.transaction import Services
from protocol.errors import InvalidInput, StorageFault, TooMany
from protocol.identifiers import new_identifier
from tests.postgresql import ADMIN, connected_as

THREADS = 8
EACH = 5


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Services, Services]]:
    """Two backends on one data folder."""
    settings = Settings(data=tmp_path / "data")
    opened = open_services(settings), open_services(settings)
    yield opened
    for each in opened:
        close_services(each)


@pytest.fixture
def services(pair: tuple[Services, Services]) -> Services:
    return pair[0]


def _from_both(pair: tuple[Services, Services], what: Callable[[Services], None]) -> None:
    """Do it THREADS * EACH times at once, half of them in each backend."""
    together = threading.Barrier(THREADS)

    def run(number: int) -> None:
        together.wait(60)
        for _ in range(EACH):
            what(pair[number % 2])

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(run, range(THREADS)))


def test_an_audit_list_written_by_two_backends_at_once_has_no_gap_and_no_fork(pair: tuple[Services, Services]) -> None:
    with pair[0].transaction() as tx:
        made = create_organisation(tx, "Works", "dpo@example.org").id

    def write(services: Services) -> None:
        with services.transaction() as tx:
            audit.record(tx, None, made, audit.Event("report.viewed", "attempt", new_identifier()))

    _from_both(pair, write)
    with pair[1].reading() as tx:
        assert audit.verify(tx, made)[0] == THREADS * EACH


def test_tries_against_two_backends_at_once_are_counted_together(pair: tuple[Services, Services]) -> None:
    limit = rate.Limit("test", THREADS * EACH // 2, 15 * rate.MINUTE_US)
    taken: list[int] = []

    def attempt(services: Services) -> None:
        try:
            taken.append(rate.count(services, limit, "somebody"))
        except TooMany:
            return

    _from_both(pair, attempt)
    assert len(taken) == limit.tries


def test_a_job_enqueued_by_two_backends_at_once_is_one(pair: tuple[Services, Services]) -> None:
    made: list[bool] = []

    def enqueue(services: Services) -> None:
        with services.transaction() as tx:
            made.append(jobs.enqueue(tx, NewJob(kind="test", key="same")))

    _from_both(pair, enqueue)
    assert made.count(True) == 1


def test_each_job_is_claimed_by_one_of_two_backends(pair: tuple[Services, Services]) -> None:
    with pair[0].transaction() as tx:
        for _ in range(THREADS * EACH):
            jobs.enqueue(tx, NewJob(kind="test", key=new_identifier()))
    claimed: list[str] = []

    def claim(services: Services) -> None:
        job = jobs.claim(services)
        assert job is not None
        claimed.append(job.id)

    _from_both(pair, claim)
    assert len(set(claimed)) == THREADS * EACH


def test_two_backends_that_begin_at_once_make_one_server_key(pair: tuple[Services, Services]) -> None:
    with ThreadPoolExecutor(2) as pool:
        keys = list(pool.map(lambda each: each.keys.server_key().public_key, pair))
    assert keys[0] == keys[1]


def test_a_reader_sees_one_state_while_another_backend_writes(pair: tuple[Services, Services]) -> None:
    with pair[0].reading() as tx:
        before = tx.session.scalar(select(func.count()).select_from(Organisation))
        with pair[1].transaction() as other:
            create_organisation(other, "Works", "dpo@example.org")
        assert tx.session.scalar(select(func.count()).select_from(Organisation)) == before


def test_a_reading_transaction_cannot_write_on_postgresql(services: Services, database: str) -> None:
    if database == "sqlite":
        pytest.skip("SQLite has no such transactions")
    with pytest.raises(DBAPIError, match="read-only"), services.reading() as tx:
        tx.session.execute(text("DELETE FROM rate_event"))


def test_a_commit_waits_for_the_disk_whatever_the_database_says(services: Services, database: str) -> None:
    if database == "sqlite":
        pytest.skip("SQLite is asked for it by a pragma")
    with connected_as(ADMIN, services.engine) as connection:
        connection.execute(f"ALTER DATABASE {services.engine.url.database} SET synchronous_commit = off".encode())
    services.engine.dispose()
    with services.reading() as tx:
        assert tx.session.scalar(text("SHOW synchronous_commit")) == "on"


def test_migrations_make_exactly_the_models(services: Services) -> None:
    migrate(services.engine)
    with services.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        assert set(inspect(connection).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


def test_a_sum_is_a_whole_number(services: Services) -> None:
    with services.transaction() as tx:
        assert tx.session.scalar(select(total(Job.created_at_us))) == 0
        jobs.enqueue(tx, NewJob(kind="test", key="one"))
        jobs.enqueue(tx, NewJob(kind="test", key="two"))
        tx.session.flush()
        assert isinstance(tx.session.scalar(select(total(Job.created_at_us))), int)
    sums = {str(file) for file in Path("backend").rglob("*.py") if "func.sum(" in file.read_text()}
    assert sums == {"backend/database.py"}, "sum by backend.database.total"


def test_a_text_with_the_character_zero_breaks_nothing(services: Services, database: str) -> None:
    if database == "sqlite":
        pytest.skip("SQLite keeps it")
    with pytest.raises(InvalidInput) as refused, services.reading() as tx:
        tx.session.scalar(select(Organisation.id).where(Organisation.name == "a\0b"))
    assert refused.value.details["limit"] == "no character zero"


def test_nothing_deleted_is_left_in_the_files(
    services: Services, database: str, request: pytest.FixtureRequest
) -> None:
    if database == "sqlite":
        pytest.skip("shown for SQLite by the erasure's tests")
    folder = request.getfixturevalue("cluster").folder / "data" / "base"
    planted = "planted-" + os.urandom(8).hex()
    with services.transaction() as tx:
        create_organisation(tx, "Works", "dpo@example.org")
        create_organisation(tx, planted, "dpo@example.org")
    with connected_as(ADMIN, services.engine) as connection:
        connection.execute("ANALYZE organisation")  # the planner's samples hold the name now
        samples = "SELECT count(*) FROM pg_stats WHERE histogram_bounds::text LIKE %s"
        assert connection.execute(samples, (f"%{planted}%",)).fetchone() == (1,)
    _checkpoint(services)
    assert _found(folder, planted)
    with services.transaction() as tx:
        tx.session.execute(text("DELETE FROM organisation WHERE name = :name"), {"name": planted})
    scrub(services.owning_engine)
    _checkpoint(services)
    assert not _found(folder, planted)


def _checkpoint(services: Services) -> None:
    with connected_as(ADMIN, services.engine) as connection:
        connection.execute("CHECKPOINT")


def _found(folder: Path, planted: str) -> bool:
    return any(planted.encode() in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_a_rewrite_waits_for_a_reader_that_could_see_what_was_deleted(services: Services, database: str) -> None:
    if database == "sqlite":
        pytest.skip("SQLite's own lock says so")
    with services.reading() as tx:
        tx.session.scalar(select(func.count()).select_from(Job))
        with services.transaction() as other:
            create_organisation(other, "Works", "dpo@example.org")
        with pytest.raises(StorageFault) as refused:
            scrub(services.owning_engine)
    assert refused.value.code == "store.busy"
    scrub(services.owning_engine)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("postgresql://host:notaport/name", "store.address"),
        ("postgresql://u:planted-password@127.0.0.1:1/name", "store.failed"),
    ],
)
def test_a_database_that_is_not_there_is_said_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, code: str
) -> None:
    monkeypatch.undo()  # the real places
    settings = replace(Settings(data=tmp_path / "data"), database=address)
    assert "planted-password" not in repr(settings)
    with pytest.raises(StorageFault) as refused:
        open_services(settings)
    assert refused.value.code == code
    assert "planted-password" not in str(refused.value)
