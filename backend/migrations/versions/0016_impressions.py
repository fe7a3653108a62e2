"""What candidates say of how it was, after the work."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None
TABLE = "impression"


def upgrade() -> None:
    """One row a candidate who answered."""
    op.create_table(
        TABLE,
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("assessment", sa.String(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("ease", sa.Integer(), nullable=True),
        sa.Column("fairness", sa.Integer(), nullable=True),
        sa.Column("obstacles", sa.JSON(), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=f"fk_{TABLE}_attempt"),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=f"fk_{TABLE}_organisation"),
        sa.ForeignKeyConstraint(["assessment"], ["assessment.id"], name=f"fk_{TABLE}_assessment"),
        sa.PrimaryKeyConstraint("attempt", name=f"pk_{TABLE}"),
        sa.UniqueConstraint("assessment", "place", name=f"uq_{TABLE}_assessment_place"),
    )
    op.create_index(f"ix_{TABLE}_organisation", TABLE, ["organisation"])


def downgrade() -> None:
    """Forget what came with this step."""
    op.drop_table(TABLE)
