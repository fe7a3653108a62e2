"""What passes while an attempt runs: messages, hands, looks, tiles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Four tables, each with the attempt in its key."""
    _table("live_line", [], *(_number(name) for name in ("last", "newest", "heard", "said_at_us")), *_line_times())
    _table(
        "live_message",
        ["id"],
        _text("id"),
        _number("number"),
        _text("sender"),
        sa.Column("member", sa.String(), nullable=True),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=False),
        _number("at_us"),
        sa.ForeignKeyConstraint(["member"], ["member.id"], name="fk_live_message_member"),
        sa.UniqueConstraint("attempt", "number", name="uq_live_message_attempt_number"),
    )
    _table(
        "live_look",
        ["member"],
        _text("member"),
        _number("since_us"),
        _number("seen_at_us"),
        sa.ForeignKeyConstraint(["member"], ["member.id"], name="fk_live_look_member"),
    )
    _table(
        "live_tile",
        ["stream"],
        _text("stream"),
        _text("track"),
        _number("number"),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _number("at_us"),
    )


def downgrade() -> None:
    """Forget what came with this step."""
    for table in ("live_tile", "live_look", "live_message", "live_line"):
        op.drop_table(table)


def _table(name: str, key: list[str], *parts: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        _text("attempt"),
        _text("organisation"),
        *parts,
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=f"fk_{name}_attempt"),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=f"fk_{name}_organisation"),
        sa.PrimaryKeyConstraint("attempt", *key, name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_organisation", name, ["organisation"])


def _line_times() -> tuple[sa.Column[int], ...]:
    hand = sa.Column("hand_at_us", sa.BigInteger(), nullable=True)
    return hand, _number("watched_at_us"), _number("contact_at_us")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)
