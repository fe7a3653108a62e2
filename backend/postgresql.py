"""The door to psycopg: an engine on PostgreSQL that keeps what the code relies on since it began on SQLite.

Guarantees: one writing transaction at a time among all processes of a database, by an advisory lock that is taken
before the first statement and let go with the commit (docs/decisions/0036); a reading transaction sees one stable
state and cannot write; a transaction of one organisation meets no row of another, and a connection that says nothing
of itself meets none at all (docs/decisions/0058); a commit that returned is on disk. A process that dies lets its lock
go; a machine that vanishes does so within a minute.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Mapping

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, PoolProxiedConnection, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, InvalidatePoolError

from backend.declaring import POSTGRESQL
from protocol.errors import StorageFault

LOCK_TIMEOUT_MS = 30_000
"""How long a writer waits for the others; a single write takes milliseconds."""
IDLE_TIMEOUT_MS = 300_000
"""A transaction that asks nothing for so long is ended; the longest waits for an object store within an erasure."""
POOL_CONNECTIONS = 48
"""One for each thread of a process: 40 of the API, the rest for worker, sign of life and recordings."""
POOL_KEPT = 8
"""Of these stay open when they are not used."""
POOL_WAIT_S = 10.0
"""For one of them, so that who waits is told to come back before a device calls the server silent."""
CONNECT_TIMEOUT_S = 10
RESTED_S = 1.0
"""A connection that was used more recently is not asked whether it still is one: that would be a way for each use."""
VACUUM_LOCK_TIMEOUT_MS = 2_000
"""Short, because everybody else queues behind a rewrite that waits for its table."""
_SESSION: Mapping[str, str | int] = {
    "lock_timeout": LOCK_TIMEOUT_MS,
    "idle_in_transaction_session_timeout": IDLE_TIMEOUT_MS,
    "tcp_keepalives_idle": 20,
    "tcp_keepalives_interval": 10,
    "tcp_keepalives_count": 3,
}
_FULL = {"53100"}
INSUFFICIENT_PRIVILEGE = "42501"
_ONLY_READS = "25006"
_BUSY = {"55P03", "40001", "40P01", "57014", "53300", "57P03", "25P03"}
"""Lock not to be had, serialisation, deadlock, cancelled, too many connections, starting up, idle for too long."""


def is_ours(address: str) -> bool:
    """Whether an address means PostgreSQL."""
    return address.startswith(POSTGRESQL)


def open_pool(address: str, purpose: str) -> Engine:
    """An engine on a database; writers of one `purpose` take turns. Raises StorageFault(`store.address`)."""
    try:
        url = make_url(address).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        words = "The database's address cannot be read; it looks like postgresql://user:password@host/database."
        raise StorageFault("store.address", words) from error
    options = " ".join(f"-c {name}={value}" for name, value in _SESSION.items())
    engine = create_engine(
        url,
        connect_args={"options": options, "connect_timeout": CONNECT_TIMEOUT_S},
        pool_size=POOL_KEPT,
        max_overflow=POOL_CONNECTIONS - POOL_KEPT,
        pool_timeout=POOL_WAIT_S,
        execution_options={_LOCK: zlib.crc32(f"recrutr/{purpose}".encode())},
    )
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "checkin", _given_back)
    event.listen(engine, "checkout", _taken)
    return engine


_LOCK = "recrutr_lock"
_WHOSE = "recrutr.organisation"
"""The server's own variable that policies ask; local to a transaction."""
_EVERY = "*"
"""Work of the house: sign-in, jobs, migrations. No organisation has such an id."""
_POLICY = "of_one_organisation"
_GUARD = (
    "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
    "DROP POLICY IF EXISTS {policy} ON {table}",
    # Each setting is asked once for a statement, not once for a row; what is not set is NULL, which equals nothing.
    (
        "CREATE POLICY {policy} ON {table} USING ("
        "(SELECT current_setting({whose}, true)) = {every} OR {column} = (SELECT current_setting({whose}, true)))"
    ),
)
_ADMIT = (
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "REVOKE UPDATE, DELETE ON audit_entry FROM {role}",  # the audit list is only ever added to
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
)
_RETURNED_S = "recrutr_returned_s"


def _given_back(_connection: psycopg.Connection | None, record: PoolProxiedConnection) -> None:
    record.info[_RETURNED_S] = time.monotonic()


def _taken(connection: psycopg.Connection, record: PoolProxiedConnection, _proxy: PoolProxiedConnection) -> None:
    """A server that was restarted is not an error of the next request: all connections are made anew then."""
    rested_s = time.monotonic() - record.info.get(_RETURNED_S, time.monotonic())
    if not connection.closed and rested_s < RESTED_S:
        return
    try:
        connection.autocommit = True
        connection.execute("SELECT 1")
        connection.autocommit = False
    except psycopg.Error as error:
        raise InvalidatePoolError from error


def _prepare_connection(connection: psycopg.Connection, _record: object) -> None:
    # An acknowledgement promises that the batch is durable, whatever the role's or database's own setting says.
    connection.autocommit = True
    connection.execute(
        "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
    )
    encoding = connection.execute("SHOW server_encoding").fetchone()
    connection.autocommit = False
    if encoding != ("UTF8",):
        raise StorageFault("store.encoding", "The database must be made with the encoding UTF8.")


def begin(connection: Connection, *, reading: bool, organisation: str | None) -> None:
    """The first words of a transaction, in one way to the server: whose it is, and a stable view or the turn to write.

    `organisation`: the one it is confined to, None for every one.
    """
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)  # noqa: S101 - SQLAlchemy does not know its type
    lock, whose = connection.get_execution_options()[_LOCK], organisation or _EVERY
    try:
        with driver.pipeline():  # the BEGIN that psycopg puts before them goes the same way
            if reading:
                driver.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                driver.execute("SELECT set_config(%s, %s, true)", (_WHOSE, whose))
            else:  # read committed: each statement sees all that earlier writers committed; there is no other writer
                statement = "SELECT pg_advisory_xact_lock(%s), set_config(%s, %s, true)"
                driver.execute(statement, (lock, _WHOSE, whose))
    except psycopg.OperationalError as error:
        raise fault(error) from error


def confine(connection: Connection, organisation: str) -> None:
    """Confine the rest of a transaction to one organisation."""
    connection.exec_driver_sql("SELECT set_config(%s, %s, true)", (_WHOSE, organisation))


def guard(connection: Connection, columns: Mapping[str, str]) -> None:
    """Row-level security, forced, for these tables, by the column that names the organisation; where it lacks only.

    Raises StorageFault(`store.role`) when it lacks and this role does not own the tables.
    """
    whole = (
        "SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid AND polname = %s "
        "WHERE relnamespace = current_schema()::regnamespace AND relrowsecurity AND relforcerowsecurity"
    )
    guarded = set(connection.exec_driver_sql(whole, (_POLICY,)).scalars())
    for table, column in columns.items():
        if table not in guarded:
            for statement in _GUARD:
                names = {"table": sql.Identifier(table), "policy": sql.Identifier(_POLICY)}
                values = {"column": sql.Identifier(column), "whose": sql.Literal(_WHOSE), "every": sql.Literal(_EVERY)}
                connection.exec_driver_sql(sql.SQL(statement).format(**names, **values).as_string(None))


def admit(connection: Connection, everyday: str) -> None:
    """Let a role that owns nothing read and write rows. Raises StorageFault(`store.role`)."""
    if not connection.exec_driver_sql("SELECT pg_has_role(current_user, %s, 'USAGE')", (everyday,)).scalar_one():
        words = (
            f"The database's owning role cannot see what the role {everyday} has under way, which it must before it "
            f"tidies: GRANT {everyday} TO the owning role."
        )
        raise StorageFault("store.role", words)
    for statement in _ADMIT:
        connection.exec_driver_sql(sql.SQL(statement).format(role=sql.Identifier(everyday)).as_string(None))


def everyday_role(engine: Engine) -> str:
    """The role that an engine's connections work as. Raises StorageFault(`store.role`) when no policy binds it."""
    with engine.connect() as connection:
        asked = "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        name, unbound = connection.exec_driver_sql(asked).one()
    if unbound:
        words = (
            f"The database's role {name} is a superuser or may bypass row-level security, so that nothing would keep "
            "organisations apart in the database. Give --database a role that is neither."
        )
        raise StorageFault("store.role", words)
    return str(name)


def rewrite(engine: Engine) -> None:
    """Rewrite every table without what was deleted from it.

    Raises StorageFault(`store.busy`) while one is in use, StorageFault(`store.role`) when the role does not own them.

    The planner's samples of values go too when our role owns the database. Old versions that somebody's open
    transaction could still see would be copied: those are waited for first.
    """
    raw = engine.raw_connection()
    try:
        _vacuum(raw)
    except psycopg.OperationalError as error:
        raise fault(error) from error
    finally:
        raw.invalidate()  # its settings are not for others
        raw.close()


def _vacuum(raw: PoolProxiedConnection) -> None:
    connection = raw.driver_connection
    assert isinstance(connection, psycopg.Connection)  # noqa: S101 - SQLAlchemy does not know its type
    connection.autocommit = True
    connection.execute(f"SET lock_timeout = {VACUUM_LOCK_TIMEOUT_MS}")
    mine = "SELECT bool_and(pg_has_role(tableowner, 'USAGE')) FROM pg_tables WHERE schemaname = current_schema()"
    if connection.execute(mine).fetchone() == (False,):  # it would only warn, and leave the deleted where it lies
        raise not_the_owner()
    _wait_for_older(connection)
    tables = connection.execute(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = current_schema()"
    ).fetchall()
    for (table,) in tables:
        connection.execute(f"VACUUM (FULL, ANALYZE) {table}".encode())
    # The planner's samples hold values of rows. Who owns the database may rewrite them; others get a warning only.
    connection.execute(b"VACUUM (FULL) pg_catalog.pg_statistic")


def _wait_for_older(connection: psycopg.Connection) -> None:
    now = connection.execute("SELECT pg_current_xact_id()::xid::text").fetchone()
    older = (
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND greatest(age(backend_xmin), age(backend_xid)) > age(%s::xid) LIMIT 1"
    )
    end_s = time.monotonic() + VACUUM_LOCK_TIMEOUT_MS / 1000
    while connection.execute(older, now).fetchone() is not None:
        if time.monotonic() > end_s:
            raise busy()
        time.sleep(0.05)


def fault(error: BaseException | None) -> StorageFault:
    """Translate what PostgreSQL reports into our tree: `store.full`, `store.busy` or `store.failed`."""
    code = getattr(error, "sqlstate", None)
    if code in _FULL:
        return StorageFault("store.full", "The server's disk is full. Nothing was lost; please try again later.")
    if code in _BUSY:
        return busy()
    return StorageFault("store.failed", "The server's database did not answer. Nothing was lost; please try again.")


def only_reads(error: BaseException | None) -> bool:
    """Whether a write was refused because nothing may be written.

    In a writing transaction: the server is a copy of another, as a failover makes the one that was lost.
    """
    return getattr(error, "sqlstate", None) == _ONLY_READS


def not_the_owner() -> StorageFault:
    """What is to be done needs the role that owns the tables."""
    words = "This needs the role that owns the tables: give its address with --database-owner."
    return StorageFault("store.role", words)


def busy() -> StorageFault:
    """The database is in use; waiting cures it."""
    return StorageFault("store.busy", "The server is very busy. Nothing was lost; please try again in a moment.")
