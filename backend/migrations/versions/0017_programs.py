"""Requests of programs that may come again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None
REPEAT = "repeat"


def _opaque(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def upgrade() -> None:
    """One table."""
    op.create_table(
        REPEAT,
        *(_opaque(each) for each in ("id", "organisation", "candidate", "key_hash", "request_digest")),
        sa.Column("sealed_answer", sa.LargeBinary(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=f"fk_{REPEAT}_organisation"),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=f"fk_{REPEAT}_candidate"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{REPEAT}"),
        sa.UniqueConstraint("organisation", "key_hash", name=f"uq_{REPEAT}_organisation_key_hash"),
    )
    for column in ("organisation", "candidate", "at_us"):
        op.create_index(f"ix_{REPEAT}_{column}", REPEAT, [column])


def downgrade() -> None:
    """Forget what came with this step."""
    op.drop_table(REPEAT)
