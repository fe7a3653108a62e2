"""Rules over all tables: data classes, owners, migrations, what an erasure reaches."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Table, text

from backend.database import Base, open_engine
from backend.keys.models import KeysBase
from backend.migrations.apply import configuration, migrate
from backend.models import load_models
from backend.objects import OBJECT_CLASSES, ObjectKind
from backend.privacy.jobs import KEPT_TABLES, personal_tables
from backend.retention import RETENTION, DataClass

load_models()
TABLES = list(Base.metadata.tables.values())
ABOUT_CANDIDATES = {
    DataClass.IDENTITY,
    DataClass.APPLICATION,
    DataClass.ACCOMMODATION,
    DataClass.WORK,
    DataClass.MEDIA,
    DataClass.SCORES,
    DataClass.CONSENT,
}


@pytest.mark.parametrize("table", [*TABLES, *KeysBase.metadata.tables.values()], ids=lambda table: str(table.name))
def test_every_column_has_a_data_class(table: Table) -> None:
    untagged = [column.name for column in table.columns if not isinstance(column.info.get("data_class"), DataClass)]
    assert untagged == []


def test_every_kind_of_object_and_every_class_has_its_rule() -> None:
    assert set(OBJECT_CLASSES) == set(ObjectKind)
    assert set(RETENTION) == set(DataClass)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_every_row_names_its_organisation(table: Table) -> None:
    assert "organisation" in table.columns or table.name in {
        "organisation",
        "rate_event",
        "server_beat",
        "outage",
        "ceremony",
    }


def test_an_erasure_reaches_every_table_about_candidates() -> None:
    reached = {table.name for table, _ in personal_tables()}
    about = {
        table.name for table in TABLES if ABOUT_CANDIDATES & {column.info["data_class"] for column in table.columns}
    }
    assert about - reached == set()
    assert reached & KEPT_TABLES == set()


def test_what_outlives_an_erasure_holds_nothing_about_candidates() -> None:
    for name in KEPT_TABLES:
        classes = {column.info["data_class"] for column in Base.metadata.tables[name].columns}
        assert classes & ABOUT_CANDIDATES == set(), name


def test_migrations_make_exactly_the_models(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "fresh.db")
    migrate(engine)
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_migrations_can_be_taken_back(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "down.db")
    migrate(engine)
    with engine.begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with engine.connect() as connection:
        left = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
    assert set(left) == {"alembic_version"}
    engine.dispose()


def test_every_connection_has_its_pragmas(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "pragmas.db")
    for _ in range(2):
        with engine.connect() as connection:
            said = {
                name: connection.execute(text(f"PRAGMA {name}")).scalar()
                for name in ("foreign_keys", "journal_mode", "secure_delete", "synchronous", "auto_vacuum")
            }
        assert said == {
            "foreign_keys": 1,
            "journal_mode": "wal",
            "secure_delete": 1,
            "synchronous": 2,
            "auto_vacuum": 2,
        }
        engine.dispose()
