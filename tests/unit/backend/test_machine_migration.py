"""A database of the first release with a started attempt in it becomes one with a first device, and loses nothing."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from sqlalchemy import text

from backend.database import open_engine
from backend.migrations.apply import configuration, migrate

ROWS = (
    "INSERT INTO organisation VALUES ('o', 'Acme', 'dpo', 'key', 1, 1)",
    (
        "INSERT INTO assessment (id, organisation, family, version, title, duration_us, grace_us, languages,"
        " evidence_level, rubric, digest, created_at_us) VALUES ('s', 'o', 'f', 1, 'T', 1, 1, '[]', 1, '[]', 'd', 1)"
    ),
    "INSERT INTO candidate VALUES ('c', 'o', 'Ada', 'a@b', 'print', 1)",
    (
        "INSERT INTO invitation (id, organisation, assessment, candidate, code_hash, opens_at_us, closes_at_us,"
        " extra_time_us, created_at_us) VALUES ('i', 'o', 's', 'c', 'h', 1, 2, 0, 1)"
    ),
    (
        "INSERT INTO attempt (id, organisation, invitation, assessment, candidate, state, created_at_us, active_at_us,"
        " started_at_us, ticket) VALUES ('a', 'o', 'i', 's', 'c', 'started', 1, 1, 7, '{\"value\": \"v\"}')"
    ),
    (
        "INSERT INTO device (attempt, id, organisation, public_key, token_hash, app_version, platform, joined_at_us)"
        " VALUES ('a', 'd', 'o', 'k', 't', '1', 'p', 3)"
    ),
    (
        "INSERT INTO notice_record (id, organisation, attempt, version, digest, notice, read_at_wall_us,"
        " acknowledged_at_us) VALUES ('n', 'o', 'a', 1, 'd', '{}', 1, 1)"
    ),
)


def test_a_started_attempt_gets_its_first_device(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "old.db")
    config = configuration()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    with engine.begin() as connection:
        for row in ROWS:
            connection.execute(text(row))
    migrate(engine)
    with engine.connect() as connection:
        device = connection.execute(text("SELECT place, ticket, ticket_at_us FROM device")).one()
        notice = connection.execute(text("SELECT device FROM notice_record")).scalar_one()
        limit = connection.execute(text("SELECT credit_limit_us FROM assessment")).scalar_one()
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    assert (device.place, device.ticket, device.ticket_at_us) == (1, '{"value": "v"}', 7)
    assert (notice, limit, broken) == ("d", 0, [])
    engine.dispose()
