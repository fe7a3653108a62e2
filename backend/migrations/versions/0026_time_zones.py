"""In which time zones an invitation's window is told, and to which finding a request replies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Three columns; windows so far were given in UTC."""
    op.add_column("invitation", sa.Column("employer_zone", sa.String(), nullable=False, server_default="UTC"))
    op.add_column("invitation", sa.Column("candidate_zone", sa.String(), nullable=True))
    op.add_column("privacy_request", sa.Column("finding", sa.String(), nullable=True))


def downgrade() -> None:
    """Forget them."""
    with op.batch_alter_table("privacy_request") as table:
        table.drop_column("finding")
    with op.batch_alter_table("invitation") as table:
        table.drop_column("candidate_zone")
        table.drop_column("employer_zone")
