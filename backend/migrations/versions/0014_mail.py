"""Mails that are to be sent, and what became of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0011"
branch_labels = None
depends_on = None
TABLE = "mail"


def upgrade() -> None:
    """One row a mail, without address or name."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("candidate", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("created_at_us", sa.BigInteger(), nullable=False),
        sa.Column("ended_at_us", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=f"fk_{TABLE}_organisation"),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=f"fk_{TABLE}_candidate"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
    )
    for column in ("organisation", "candidate", "about"):
        op.create_index(f"ix_{TABLE}_{column}", TABLE, [column])


def downgrade() -> None:
    """Forget what came with this step."""
    op.drop_table(TABLE)
