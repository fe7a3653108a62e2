"""Applies migrations at start, in one transaction: the database is at the old version or at the new one."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from backend import postgresql
from backend.database import READING, Base, open_engine, storage_fault
from backend.models import load_models
from backend.settings import Settings
from backend.tenancy import guarded_columns


def open_database(settings: Settings) -> tuple[Engine, Engine | None]:
    """The main database, brought up to date: the everyday engine and, where another role owns the tables, that one's.

    Raises StorageFault, also (`store.role`) where the roles of PostgreSQL are not as they must be; nothing stays open.
    """
    with ExitStack() as opened:
        engine = open_engine(settings.database_place)
        opened.callback(engine.dispose)
        upkeep = None
        if engine.dialect.name != "postgresql":
            migrate(engine)
        elif settings.owner_place is None:
            _everyday_role(engine)
            migrate(engine)
        else:
            upkeep = open_engine(settings.owner_place)
            opened.callback(upkeep.dispose)
            migrate(upkeep, _everyday_role(engine))
        opened.pop_all()
    return engine, upkeep


def _everyday_role(engine: Engine) -> str:
    try:
        return postgresql.everyday_role(engine.execution_options(**{READING: True}))
    except (OperationalError, PoolTimeout) as error:
        raise storage_fault(error) from error


def migrate(engine: Engine, everyday: str | None = None) -> None:
    """Bring the database to the newest version; processes that start together wait for each other.

    On PostgreSQL its rows are guarded by organisation, and the role `everyday` may work with them.
    Raises StorageFault when the database does not answer, or (`store.role`) may not be changed by this role.
    """
    try:
        with engine.begin() as connection:
            config = configuration()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if engine.dialect.name == "postgresql":
                load_models()
                postgresql.guard(connection, guarded_columns(Base.metadata))
                if everyday is not None:
                    postgresql.admit(connection, everyday)
    except (OperationalError, PoolTimeout) as error:
        raise storage_fault(error) from error
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", None) == postgresql.INSUFFICIENT_PRIVILEGE:
            raise postgresql.not_the_owner() from error
        raise


def configuration() -> Config:
    """Alembic's configuration with our scripts."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
