"""Second factors, passkeys and API tokens of members; sessions that wait for a factor or were shown lately."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Sessions that are open count as shown when they began."""
    op.add_column("member_session", sa.Column("awaits_factor", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("member_session", sa.Column("verified_at_us", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute("UPDATE member_session SET verified_at_us = created_at_us")
    _factors()
    _passkeys()
    _tokens()


def _factors() -> None:
    _of_a_member(
        "member_factor",
        "member",
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_at_us", sa.BigInteger(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
    )
    _of_a_member(
        "recovery_code",
        "code_hash",
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("used_at_us", sa.BigInteger(), nullable=True),
    )


def _passkeys() -> None:
    _of_a_member(
        "passkey",
        "id",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("created_at_us", sa.BigInteger(), nullable=False),
        sa.Column("used_at_us", sa.BigInteger(), nullable=True),
    )
    _ceremonies()


def _tokens() -> None:
    _of_a_member(
        "api_token",
        "token_hash",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at_us", sa.BigInteger(), nullable=False),
        sa.Column("expires_at_us", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at_us", sa.BigInteger(), nullable=True),
        sa.Column("used_at_us", sa.BigInteger(), nullable=True),
        sa.UniqueConstraint("id", name="uq_api_token_id"),
    )


def _ceremonies() -> None:
    op.create_table(
        "ceremony",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=True),
        sa.Column("challenge", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["member.id"], name="fk_ceremony_member"),
        sa.PrimaryKeyConstraint("id", name="pk_ceremony"),
    )
    op.create_index("ix_ceremony_expires_at_us", "ceremony", ["expires_at_us"])


def _of_a_member(table: str, key: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        *columns,
        sa.Column("organisation", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=f"fk_{table}_organisation"),
        sa.ForeignKeyConstraint(["member"], ["member.id"], name=f"fk_{table}_member"),
        sa.PrimaryKeyConstraint(key, name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_organisation", table, ["organisation"])
    if key != "member":
        op.create_index(f"ix_{table}_member", table, ["member"])


def downgrade() -> None:
    """Forget what came with this step."""
    for table in ("ceremony", "api_token", "passkey", "recovery_code", "member_factor"):
        op.drop_table(table)
    for column in ("verified_at_us", "awaits_factor"):
        op.drop_column("member_session", column)
