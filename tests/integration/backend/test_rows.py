"""PostgreSQL keeps organisations apart by itself: what a statement forgets to say, row-level security says."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Select, Table, create_engine, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError, ProgrammingError

from backend import access
from backend.access import MemberSubject
from backend.accounts.models import Member, Organisation, Role
from backend.assessments.models import Assessment, Candidate, Problem
from backend.database import Base, scrub
from backend.demo.seed import Package, SeedPlan, SeedResult, seed
from backend.main import close_services, open_services
from backend.postgresql import guard
from backend.settings import Settings
from backend.tenancy import guarded_columns
from backend.transaction import Services
from protocol.errors import NotFound, StorageFault
from protocol.identifiers import new_identifier
from tests.integration.conftest import problem_zip
from tests.postgresql import ADMIN, OWNER, USER, Cluster, connected_as

OF_NO_ORGANISATION = {"ceremony", "outage", "rate_event", "server_beat"}
"""Tries by address, offers of passkeys, and when the server was up."""


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """A backend of its own, as the role that owns nothing."""
    opened = open_services(Settings(data=tmp_path / "data"))
    yield opened
    close_services(opened)


@pytest.fixture
def two(services: Services) -> tuple[SeedResult, SeedResult]:
    """Two organisations with one of each kind of thing."""
    packages = [Package("double", problem_zip())]
    theirs = SeedPlan(packages=packages, organisation="Elsewhere", domain="elsewhere.example")
    return seed(services, SeedPlan(packages=packages)), seed(services, theirs)


@pytest.fixture
def ours(services: Services, two: tuple[SeedResult, SeedResult]) -> Services:
    """Services for work of the first organisation."""
    return services.confined(two[0].organisation)


def test_every_table_with_rows_of_organisations_is_guarded(services: Services) -> None:
    asked = "SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid WHERE relrowsecurity {}"
    with services.engine.connect() as connection:
        guarded = set(connection.exec_driver_sql(asked.format("AND relforcerowsecurity")).scalars())
    assert guarded == set(Base.metadata.tables) - OF_NO_ORGANISATION
    assert guarded == set(guarded_columns(Base.metadata))


def test_a_statement_that_names_no_organisation_sees_and_changes_one_only(
    services: Services, ours: Services, two: tuple[SeedResult, SeedResult]
) -> None:
    with services.reading() as tx:
        assert set(tx.session.scalars(select(Member.organisation))) == {each.organisation for each in two}
    seen = 0
    with ours.transaction() as tx:
        for table, column in guarded_columns(Base.metadata).items():
            rows = Base.metadata.tables[table]
            seen += len(found := set(tx.session.scalars(select(rows.c[column]))))
            assert found <= {two[0].organisation}, table
        assert seen > 6, "nothing to see proves nothing"
        tx.session.execute(update(Problem).values(name="changed"))
        tx.session.execute(update(Member).values(name="changed"))
        tx.session.execute(delete(Candidate).where(Candidate.organisation == two[1].organisation))
    with services.reading() as tx:
        for entity in (Problem, Member):
            told = tx.session.execute(select(entity.organisation, entity.name)).all()
            changed = {organisation for organisation, name in told if name == "changed"}
            assert changed == {two[0].organisation}, entity
        assert tx.session.scalar(select(func.count()).select_from(Candidate)) == 2


def _made_up(table: Table, organisation: str) -> dict[str, Any]:
    """A row that its types allow; what it refers to need not be there."""
    needed = (each for each in table.columns if not each.nullable or each.primary_key)
    row = {each.name: _VALUES.get(each.type.python_type, new_identifier)() for each in needed}
    return row | {guarded_columns(Base.metadata)[table.name]: organisation}


_NUMBERS = count(10**6)
_VALUES: dict[type, Callable[[], Any]] = {
    int: lambda: next(_NUMBERS),
    bool: lambda: False,
    bytes: lambda: b"x",
    list: list,
    dict: dict,
    float: lambda: 0.5,
}


def test_every_guarded_table_keeps_rows_of_two_organisations_apart(
    services: Services, ours: Services, two: tuple[SeedResult, SeedResult]
) -> None:
    """With rows in each, also in those that no seed fills: they are put there past references, as a superuser may."""
    mine, other = (each.organisation for each in two)
    tables = [Base.metadata.tables[name] for name in sorted(set(guarded_columns(Base.metadata)) - {"organisation"})]
    beyond = create_engine(services.engine.url.set(username=ADMIN))
    with beyond.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for table in tables:
            connection.execute(insert(table), [_made_up(table, mine), _made_up(table, other)])
    for table in tables:
        column = table.c.organisation
        with ours.reading() as tx:
            assert set(tx.session.scalars(select(column))) == {mine}, table.name
        for statement in (insert(table).values(_made_up(table, other)), update(table).values(organisation=other)):
            with pytest.raises(DBAPIError, match=r"row-level security|permission denied"), ours.transaction() as tx:
                tx.session.execute(statement)
        with contextlib.suppress(DBAPIError), ours.transaction() as tx:  # some may never be deleted by anybody
            tx.session.execute(delete(table).where(column == other))
    with beyond.begin() as connection:
        for table in tables:
            assert connection.scalar(select(func.count()).where(table.c.organisation == other)), table.name
    beyond.dispose()


@pytest.mark.parametrize("how", ["added", "moved"])
def test_no_row_can_be_put_into_another_organisation(
    ours: Services, two: tuple[SeedResult, SeedResult], how: str
) -> None:
    there = {"organisation": two[1].organisation}
    member = {"id": new_identifier(), "email": "x@y.example", "name": "x", "roles": [], "password_hash": ""}
    statement = insert(Member).values(**member, **there) if how == "added" else update(Assessment).values(**there)
    with pytest.raises(ProgrammingError, match="row-level security"), ours.transaction() as tx:
        tx.session.execute(statement)


def test_a_question_that_forgets_the_organisation_does_not_find_theirs(
    services: Services, two: tuple[SeedResult, SeedResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mutation that the authorisation matrix is for, and here the database alone stands in its way."""

    def forgetful(_subject: object, entity: type[Base]) -> Select[tuple[Base]]:
        return select(entity)

    monkeypatch.setattr(access, "visible", forgetful)
    subject = MemberSubject("nobody", two[0].organisation, frozenset(Role))
    theirs = Assessment.id == two[1].assessment
    with services.reading() as tx:
        assert access.find(tx.session, subject, Assessment, theirs).id == two[1].assessment
    with services.confined(subject.organisation).reading() as tx, pytest.raises(NotFound):
        access.find(tx.session, subject, Assessment, theirs)


@pytest.mark.parametrize("user", [USER, OWNER])
def test_a_connection_that_does_not_say_whose_it_is_sees_nothing(
    services: Services, two: tuple[SeedResult, SeedResult], user: str
) -> None:
    assert two
    with connected_as(user, services.engine) as connection:
        for table in ("organisation", "member", "problem", "assessment", "invitation"):
            assert connection.execute(f"TABLE {table}".encode()).fetchall() == []


def test_what_belongs_to_one_transaction_ends_with_it(
    services: Services, ours: Services, two: tuple[SeedResult, SeedResult]
) -> None:
    def organisations(some: Services) -> int:
        with some.reading() as tx:
            return tx.session.scalar(select(func.count()).select_from(Organisation)) or 0

    for _ in range(20):  # the same connections, in turn
        assert (organisations(ours), organisations(services)) == (1, len(two))
    with services.transaction() as tx:
        assert len(tx.session.scalars(select(Organisation.id)).all()) == len(two)
        tx.confine(two[1].organisation)
        assert tx.session.scalars(select(Organisation.id)).all() == [two[1].organisation]
    with services.reading() as tx:
        assert len(tx.session.scalars(select(Organisation.id)).all()) == len(two)


def test_the_everyday_role_owns_nothing_and_changes_no_table(services: Services) -> None:
    with connected_as(USER, services.engine) as connection:
        owned = "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole"
        assert connection.execute(owned).fetchone() == (0,)
        for statement in (
            "ALTER TABLE attempt NO FORCE ROW LEVEL SECURITY",
            "DROP TABLE attempt",
            "TRUNCATE attempt",
            "UPDATE audit_entry SET action = 'x'",  # which is only ever added to
            "DELETE FROM audit_entry",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())
    with pytest.raises(StorageFault) as refused:  # it would leave what was deleted, and only warn
        scrub(services.engine)
    assert refused.value.code == "store.role"
    scrub(services.owning_engine)


def test_a_table_whose_guard_was_taken_away_gets_it_back_at_the_next_start(services: Services) -> None:
    with connected_as(OWNER, services.engine) as connection:
        connection.execute("ALTER TABLE attempt NO FORCE ROW LEVEL SECURITY")
        connection.execute("ALTER TABLE member DISABLE ROW LEVEL SECURITY")
    with pytest.raises(ProgrammingError), services.engine.begin() as everyday:
        guard(everyday, guarded_columns(Base.metadata))
    again = open_services(services.settings)
    close_services(again)
    test_every_table_with_rows_of_organisations_is_guarded(services)


def test_a_role_that_no_policy_binds_is_refused(
    services: Services, cluster: Cluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = services.engine.url.database
    assert name is not None
    monkeypatch.undo()
    settings = Settings(data=tmp_path / "more", database=cluster.address(name, ADMIN))
    with pytest.raises(StorageFault, match="superuser") as refused:
        open_services(settings)
    assert refused.value.code == "store.role"


def test_an_owner_that_cannot_see_what_others_have_open_is_refused(
    services: Services, cluster: Cluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = services.engine.url.database
    assert name is not None
    monkeypatch.undo()
    address = cluster.address(name)
    settings = Settings(data=tmp_path / "more", database=address, database_owner=cluster.address(name, OWNER))
    cluster.execute(f"REVOKE {USER} FROM {OWNER}")
    try:
        with pytest.raises(StorageFault, match=f"GRANT {USER} TO") as refused:
            open_services(settings)
    finally:
        cluster.execute(f"GRANT {USER} TO {OWNER}")
    assert refused.value.code == "store.role"
