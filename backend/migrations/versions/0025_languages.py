"""The language that a member chose for the portal, and the one in which a candidate is written to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None
TABLES = ("member", "candidate")


def upgrade() -> None:
    """Nobody has chosen yet."""
    for table in TABLES:
        op.add_column(table, sa.Column("language", sa.String(), nullable=True))


def downgrade() -> None:
    """Forget what came with this step."""
    for table in TABLES:
        op.drop_column(table, "language")
