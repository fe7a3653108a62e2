"""Applicant-tracking systems: what they ordered, what they are told, and the key to one of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None
ORDER, UPDATE, KEY = "partner_order", "partner_update", "ashby_key"


def _opaque(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _of(table: str, *columns: str) -> list[sa.ForeignKeyConstraint]:
    """Foreign keys of columns that are named like the table they point at."""
    return [sa.ForeignKeyConstraint([each], [f"{each}.id"], name=f"fk_{table}_{each}") for each in columns]


def upgrade() -> None:
    """Three tables; erasing a candidate takes their orders and updates along."""
    op.create_table(
        ORDER,
        *(_opaque(each) for each in ("id", "organisation", "candidate", "invitation", "family", "partner")),
        _opaque("callback", nullable=True),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=True),
        _number("cancelled_at_us", nullable=True),
        _number("created_at_us"),
        *_of(ORDER, "organisation", "candidate", "invitation"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{ORDER}"),
    )
    op.create_table(
        UPDATE,
        *(_opaque(each) for each in ("id", "organisation", "candidate", "partner_order", "what", "state")),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        _opaque("code", nullable=True),
        _number("created_at_us"),
        *(_number(each, nullable=True) for each in ("next_at_us", "ended_at_us")),
        *_of(UPDATE, "organisation", "candidate", "partner_order"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{UPDATE}"),
    )
    op.create_table(
        KEY,
        _opaque("organisation"),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        _opaque("created_by", nullable=True),
        _number("created_at_us"),
        *_of(KEY, "organisation"),
        sa.ForeignKeyConstraint(["created_by"], ["member.id"], name=f"fk_{KEY}_created_by"),
        sa.PrimaryKeyConstraint("organisation", name=f"pk_{KEY}"),
    )
    for table, columns in (
        (ORDER, ("organisation", "candidate", "invitation")),
        (UPDATE, ("organisation", "candidate", "partner_order")),
    ):
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Forget what came with this step."""
    for table in (KEY, UPDATE, ORDER):
        op.drop_table(table)
