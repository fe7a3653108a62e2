"""Versions of problems, verifications, and problems drawn from a pool."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None
FAMILY, VERSION, VERIFICATION = "problem_family", "problem_version", "verification"
VARIANT, DRAWN = "assessment_variant", "attempt_problem"


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _whole(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _of(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
        for column, other in columns.items()
    ]


def upgrade() -> None:
    """Five tables; each problem that is there becomes the first version of a family of its own."""
    op.create_table(
        FAMILY,
        *(_text(each) for each in ("id", "organisation")),
        _whole("newest"),
        sa.Column("tags", sa.JSON(), nullable=False),
        _text("difficulty", nullable=True),
        _whole("exposure_limit", nullable=True),
        _time("created_at_us"),
        *_of(FAMILY, organisation="organisation"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{FAMILY}"),
    )
    op.create_table(
        VERSION,
        _text("family"),
        _whole("version"),
        *(_text(each) for each in ("organisation", "problem", "note")),
        _whole("restored_from", nullable=True),
        sa.Column("languages", sa.JSON(), nullable=True),
        _text("created_by", nullable=True),
        _time("created_at_us"),
        *_of(VERSION, family=FAMILY, organisation="organisation", problem="problem", created_by="member"),
        sa.PrimaryKeyConstraint("family", "version", name=f"pk_{VERSION}"),
    )
    _verifications()
    _pools()
    for table, columns in (
        (FAMILY, ("organisation",)),
        (VERSION, ("organisation", "problem")),
        (VERIFICATION, ("organisation", "problem")),
        (VARIANT, ("organisation", "problem")),
        (DRAWN, ("organisation", "problem")),
    ):
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
    op.execute(
        "INSERT INTO problem_family (id, organisation, newest, tags, created_at_us) "
        "SELECT id, organisation, 1, '[]', created_at_us FROM problem"
    )
    op.execute(
        "INSERT INTO problem_version (family, version, organisation, problem, note, created_at_us) "
        "SELECT id, 1, organisation, id, '', created_at_us FROM problem"
    )


def _verifications() -> None:
    op.create_table(
        VERIFICATION,
        *(_text(each) for each in ("id", "organisation", "problem")),
        _text("asked_by", nullable=True),
        *(_text(each) for each in ("state", "doing")),
        *(_whole(each) for each in ("done", "total")),
        sa.Column("result", sa.JSON(), nullable=False),
        _time("created_at_us"),
        _time("ended_at_us", nullable=True),
        *_of(VERIFICATION, organisation="organisation", problem="problem", asked_by="member"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{VERIFICATION}"),
    )


def _pools() -> None:
    op.create_table(
        VARIANT,
        _text("assessment"),
        _whole("position"),
        *(_text(each) for each in ("problem", "organisation")),
        *_of(VARIANT, assessment="assessment", problem="problem", organisation="organisation"),
        sa.PrimaryKeyConstraint("assessment", "position", "problem", name=f"pk_{VARIANT}"),
    )
    op.create_table(
        DRAWN,
        _text("attempt"),
        _whole("position"),
        *(_text(each) for each in ("organisation", "problem", "label")),
        *_of(DRAWN, attempt="attempt", organisation="organisation", problem="problem"),
        sa.PrimaryKeyConstraint("attempt", "position", name=f"pk_{DRAWN}"),
    )


def downgrade() -> None:
    """Forget what came with this step."""
    for table in (DRAWN, VARIANT, VERIFICATION, VERSION, FAMILY):
        op.drop_table(table)
