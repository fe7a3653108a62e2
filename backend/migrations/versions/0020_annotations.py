"""What reviewers write about lines of code."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None
TABLE = "annotation"


def upgrade() -> None:
    """One row for each piece of writing; replies point at what they answer."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=True),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.Column("written_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=f"fk_{TABLE}_organisation"),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=f"fk_{TABLE}_attempt"),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=f"fk_{TABLE}_report"),
        sa.ForeignKeyConstraint(["thread"], [f"{TABLE}.id"], name=f"fk_{TABLE}_thread"),
        sa.ForeignKeyConstraint(["member"], ["member.id"], name=f"fk_{TABLE}_member"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
    )
    for column in ("organisation", "attempt", "thread"):
        op.create_index(f"ix_{TABLE}_{column}", TABLE, [column])


def downgrade() -> None:
    """Forget what came with this step."""
    op.drop_table(TABLE)
