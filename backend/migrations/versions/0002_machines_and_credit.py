"""Several devices per attempt with codes that continue it, and time credited for measured outages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Until now every attempt had one device: it is the first, and its ticket and notices are the attempt's.

    Columns are added in place: making a table anew would break the rows that point at it.
    """
    op.add_column("device", sa.Column("place", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("device", sa.Column("ticket", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("device", sa.Column("ticket_at_us", sa.BigInteger(), nullable=True))
    op.create_index("uq_device_place", "device", ["attempt", "place"], unique=True)
    op.execute(
        "UPDATE device SET ticket = (SELECT ticket FROM attempt WHERE attempt.id = device.attempt), "
        "ticket_at_us = (SELECT started_at_us FROM attempt WHERE attempt.id = device.attempt)"
    )
    op.add_column("notice_record", sa.Column("device", sa.String(), nullable=False, server_default=""))
    op.execute(
        "UPDATE notice_record SET device = "
        "coalesce((SELECT id FROM device WHERE device.attempt = notice_record.attempt), '')"
    )
    op.add_column("assessment", sa.Column("credit_limit_us", sa.BigInteger(), nullable=False, server_default="0"))
    _continuation()
    op.create_table(
        "server_beat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_server_beat"),
    )
    op.create_table(
        "outage",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("began_us", sa.BigInteger(), nullable=False),
        sa.Column("ended_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outage"),
    )
    _credit()


def downgrade() -> None:
    """Forget what came with this step."""
    for table in ("credit", "outage", "server_beat", "continuation"):
        op.drop_table(table)
    op.drop_column("assessment", "credit_limit_us")
    op.drop_column("notice_record", "device")
    op.drop_index("uq_device_place", "device")
    for column in ("ticket_at_us", "ticket", "place"):
        op.drop_column("device", column)


def _continuation() -> None:
    op.create_table(
        "continuation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at_us", sa.BigInteger(), nullable=False),
        sa.Column("expires_at_us", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at_us", sa.BigInteger(), nullable=True),
        sa.Column("used_at_us", sa.BigInteger(), nullable=True),
        sa.Column("used_by_device", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name="fk_continuation_attempt"),
        sa.ForeignKeyConstraint(["created_by"], ["member.id"], name="fk_continuation_created_by"),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name="fk_continuation_organisation"),
        sa.PrimaryKeyConstraint("id", name="pk_continuation"),
        sa.UniqueConstraint("code_hash", name="uq_continuation_code_hash"),
    )
    with op.batch_alter_table("continuation", schema=None) as batch_op:
        batch_op.create_index("ix_continuation_attempt", ["attempt"], unique=False)
        batch_op.create_index("ix_continuation_organisation", ["organisation"], unique=False)


def _credit() -> None:
    op.create_table(
        "credit",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("began_us", sa.BigInteger(), nullable=False),
        sa.Column("ended_us", sa.BigInteger(), nullable=False),
        sa.Column("credited_us", sa.BigInteger(), nullable=False),
        sa.Column("deadline_us", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.String(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("credited_by", sa.String(), nullable=True),
        sa.Column("credited_at_us", sa.BigInteger(), nullable=False),
        sa.Column("extension", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name="fk_credit_attempt"),
        sa.ForeignKeyConstraint(["credited_by"], ["member.id"], name="fk_credit_credited_by"),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name="fk_credit_organisation"),
        sa.PrimaryKeyConstraint("id", name="pk_credit"),
        sa.UniqueConstraint("attempt", "number", name="uq_credit_attempt_number"),
    )
    with op.batch_alter_table("credit", schema=None) as batch_op:
        batch_op.create_index("ix_credit_organisation", ["organisation"], unique=False)
