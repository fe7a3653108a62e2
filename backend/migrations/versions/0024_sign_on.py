"""Single sign-on: an organisation's provider, its accounts that are members, and sessions that began there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None
PROVIDER, IDENTITY, SESSION = "sign_on_provider", "member_identity", "member_session"


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def upgrade() -> None:
    """No session that is open began at a provider."""
    op.add_column(SESSION, sa.Column("by_provider", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        PROVIDER,
        *(_text(each) for each in ("organisation", "label", "issuer", "client_id", "role_claim")),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        *(sa.Column(each, sa.JSON(), nullable=False) for each in ("domains", "role_values")),
        *(sa.Column(each, sa.Boolean(), nullable=False) for each in ("enabled", "required")),
        _text("changed_by", nullable=True),
        sa.Column("changed_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=f"fk_{PROVIDER}_organisation"),
        sa.ForeignKeyConstraint(["changed_by"], ["member.id"], name=f"fk_{PROVIDER}_changed_by"),
        sa.PrimaryKeyConstraint("organisation", name=f"pk_{PROVIDER}"),
    )
    op.create_table(
        IDENTITY,
        *(_text(each) for each in ("id", "organisation", "member", "issuer", "subject")),
        sa.Column("created_at_us", sa.BigInteger(), nullable=False),
        sa.Column("used_at_us", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=f"fk_{IDENTITY}_organisation"),
        sa.ForeignKeyConstraint(["member"], ["member.id"], name=f"fk_{IDENTITY}_member"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{IDENTITY}"),
        sa.UniqueConstraint("organisation", "issuer", "subject", name=f"uq_{IDENTITY}_organisation_issuer_subject"),
        sa.UniqueConstraint("member", "issuer", name=f"uq_{IDENTITY}_member_issuer"),
    )
    for column in ("organisation", "member"):
        op.create_index(f"ix_{IDENTITY}_{column}", IDENTITY, [column])


def downgrade() -> None:
    """Forget what came with this step."""
    for table in (IDENTITY, PROVIDER):
        op.drop_table(table)
    op.drop_column(SESSION, "by_provider")
