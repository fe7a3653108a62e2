"""Segments that came in one bundle lie in one object: where each begins in it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Those that are here have an object each."""
    op.add_column("segment", sa.Column("object_offset", sa.BigInteger(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Forget what came with this step; a segment of a bundle is found no more."""
    op.drop_column("segment", "object_offset")
