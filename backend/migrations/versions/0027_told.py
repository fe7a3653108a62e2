"""What is told of a submission, for other languages than English."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column; messages so far are told in English."""
    op.add_column("submission", sa.Column("told", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Forget it."""
    with op.batch_alter_table("submission") as table:
        table.drop_column("told")
