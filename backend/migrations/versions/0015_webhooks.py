"""Webhooks: where events go, what happened, and how each delivery stands."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None
ENDPOINT, EVENT, DELIVERY = "webhook_endpoint", "webhook_event", "webhook_delivery"


def _opaque(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def upgrade() -> None:
    """Three tables; erasing an attempt takes its events and deliveries along."""
    op.create_table(
        ENDPOINT,
        *(_opaque(each) for each in ("id", "organisation", "address", "state")),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_former", sa.LargeBinary(), nullable=True),
        *(_opaque(each, nullable=True) for each in ("off_code", "created_by")),
        sa.Column("failures", sa.Integer(), nullable=False),
        *(_number(each) for each in ("rests_until_us", "created_at_us")),
        *(_number(each, nullable=True) for each in ("former_until_us", "delivered_at_us")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=f"fk_{ENDPOINT}_organisation"),
        sa.ForeignKeyConstraint(["created_by"], ["member.id"], name=f"fk_{ENDPOINT}_created_by"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{ENDPOINT}"),
    )
    op.create_table(
        EVENT,
        *(_opaque(each) for each in ("id", "organisation", "kind", "body")),
        _opaque("attempt", nullable=True),
        _number("at_us"),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=f"fk_{EVENT}_organisation"),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=f"fk_{EVENT}_attempt"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{EVENT}"),
    )
    _deliveries()
    for table, columns in (
        (ENDPOINT, ("organisation",)),
        (EVENT, ("organisation", "attempt")),
        (DELIVERY, ("organisation", "event", "attempt")),
    ):
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_index(f"ix_{DELIVERY}_endpoint", DELIVERY, ["endpoint", "created_at_us"])


def _deliveries() -> None:
    op.create_table(
        DELIVERY,
        *(_opaque(each) for each in ("id", "organisation", "endpoint", "event", "state", "excerpt")),
        *(_opaque(each, nullable=True) for each in ("attempt", "code")),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        _number("created_at_us"),
        *(_number(each, nullable=True) for each in ("next_at_us", "ended_at_us")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_{DELIVERY}_{column}")
            for column, table in (
                ("organisation", "organisation"),
                ("endpoint", ENDPOINT),
                ("event", EVENT),
                ("attempt", "attempt"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{DELIVERY}"),
    )


def downgrade() -> None:
    """Forget what came with this step."""
    for table in (DELIVERY, EVENT, ENDPOINT):
        op.drop_table(table)
