"""Evidence files on their way in: what is here of each, and in which objects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables. What lay in the staging folder is not taken over: members bring it again."""
    op.create_table(
        "evidence_upload",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("organisation", sa.String(), sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("attempt", sa.String(), sa.ForeignKey("attempt.id"), nullable=False),
        sa.Column("length_bytes", sa.BigInteger(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("touched_at_us", sa.BigInteger(), nullable=False),
        sa.Column("taken_until_us", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "evidence_slice",
        sa.Column("upload", sa.String(), sa.ForeignKey("evidence_upload.id"), primary_key=True),
        sa.Column("first_byte", sa.BigInteger(), primary_key=True),
        sa.Column("organisation", sa.String(), sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("attempt", sa.String(), sa.ForeignKey("attempt.id"), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("object_key", sa.String(), nullable=False),
    )
    for table in ("evidence_upload", "evidence_slice"):
        for column in ("organisation", "attempt"):
            op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Forget them."""
    op.drop_table("evidence_slice")
    op.drop_table("evidence_upload")
