"""When the id of a job was last handed to the broker that carries ids between machines."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of the jobs that are here, none was."""
    op.add_column("job", sa.Column("sent_at_us", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Forget what came with this step; workers look into the table."""
    op.drop_column("job", "sent_at_us")
