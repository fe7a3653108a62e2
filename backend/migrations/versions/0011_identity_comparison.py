"""What a person made of the pictures of the identity step."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None
TABLE = "identity_comparison"


def upgrade() -> None:
    """One row an attempt at most."""
    op.create_table(
        TABLE,
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=f"fk_{TABLE}_attempt"),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=f"fk_{TABLE}_organisation"),
        sa.ForeignKeyConstraint(["member"], ["member.id"], name=f"fk_{TABLE}_member"),
        sa.PrimaryKeyConstraint("attempt", name=f"pk_{TABLE}"),
    )
    op.create_index(f"ix_{TABLE}_organisation", TABLE, ["organisation"])


def downgrade() -> None:
    """Forget what came with this step."""
    op.drop_table(TABLE)
