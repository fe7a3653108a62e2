"""Applies migrations at start, in one transaction: the database is at the old version or at the new one."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from backend.database import storage_fault


def migrate(engine: Engine) -> None:
    """Bring the database to the newest version; processes that start together wait for each other.

    Raises StorageFault when the database does not answer.
    """
    try:
        with engine.begin() as connection:
            config = configuration()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except (OperationalError, PoolTimeout) as error:
        raise storage_fault(error) from error


def configuration() -> Config:
    """Alembic's configuration with our scripts."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
