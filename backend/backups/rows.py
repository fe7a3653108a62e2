"""Rows from one database into another: a backup is a SQLite file, whichever database it comes from or goes to.

Guarantees: one stable state of the source, all or nothing in the target; both must have the same tables. Counted tries
of sign-in stay out: they are of minutes, and numbered by each database itself.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, insert, inspect, select

from backend.database import READING, Base, open_engine, snapshot
from backend.migrations.apply import migrate
from backend.models import load_models
from protocol.errors import Conflict

LEFT_OUT = frozenset({"rate_event"})
AT_ONCE = 200
"""Rows that are in memory together; a row may hold a problem package of some MiB."""


def save(engine: Engine, file: Path) -> None:
    """Write the state of this moment into a new SQLite file, while others go on writing. Raises StorageFault."""
    if engine.dialect.name == "sqlite":
        snapshot(engine, file)
        return
    target = open_engine(file)
    try:
        migrate(target)
        copy(engine, target)
    finally:
        target.dispose()


def copy(source: Engine, target: Engine) -> None:
    """Copy all rows into the empty tables of another database. Raises Conflict(`restore.occupied`)."""
    load_models()
    reading = source.execution_options(**{READING: True})
    with reading.connect() as there, target.begin() as here:
        for table in Base.metadata.sorted_tables:
            if table.name in LEFT_OUT:
                continue
            if here.execute(select(table).limit(1)).first() is not None:
                raise Conflict("restore.occupied", "The database to restore into is not empty.", {"table": table.name})
            # Not an option of the connection: its first statement is no query.
            with there.execute(select(table).execution_options(yield_per=AT_ONCE)) as found:
                for some in found.mappings().partitions(AT_ONCE):
                    here.execute(insert(table), [dict(row) for row in some])


def is_empty(engine: Engine) -> bool:
    """Whether a database has no tables at all."""
    return not inspect(engine).get_table_names()
