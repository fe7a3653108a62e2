"""Where everybody who was invited stands: stages, notes, undoing, saved views; and who was reminded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None
OWNERS = {"organisation": "organisation", "candidate": "candidate", "invitation": "invitation", "member": "member"}


def upgrade() -> None:
    """Five tables, and one column."""
    op.add_column("invitation", sa.Column("reminded_at_us", sa.BigInteger(), nullable=True))
    _table(
        "pipeline_place",
        [_text("invitation"), _text("candidate"), _text("stage"), _moment("archived_at_us", nullable=True)],
        (["invitation"], ["organisation", "candidate"]),
    )
    _table(
        "pipeline_action",
        [
            _text("id"), _text("member"), _text("kind"), _text("stage", nullable=True), _moment("at_us"),
            _moment("undone_at_us", nullable=True),
        ],
        (["id"], ["organisation", "member"]),
    )  # fmt: skip
    _table(
        "pipeline_change",
        [
            _text("action"), _text("invitation"), _text("candidate"), _text("stage_before"),
            _moment("archived_before_us", nullable=True),
            sa.ForeignKeyConstraint(["action"], ["pipeline_action.id"], name="fk_pipeline_change_action"),
        ],
        (["action", "invitation"], ["organisation", "candidate"]),
    )  # fmt: skip
    _table(
        "candidate_note",
        [
            _text("id"), _text("candidate"), _text("member"), _text("audience"),
            sa.Column("sealed_words", sa.LargeBinary(), nullable=False), _moment("written_at_us"),
        ],
        (["id"], ["organisation", "candidate"]),
    )  # fmt: skip
    _table(
        "saved_view",
        [
            _text("id"), _text("member"), _text("name"), sa.Column("filters", sa.JSON(), nullable=False),
            sa.Column("shared", sa.Boolean(), nullable=False), _moment("created_at_us"),
        ],
        (["id"], ["organisation", "member"]),
    )  # fmt: skip


def downgrade() -> None:
    """Forget what came with this step."""
    for table in ("saved_view", "candidate_note", "pipeline_change", "pipeline_action", "pipeline_place"):
        op.drop_table(table)
    op.drop_column("invitation", "reminded_at_us")


def _table(name: str, parts: list[sa.schema.SchemaItem], keys: tuple[list[str], list[str]]) -> None:
    """A table with its primary key and indexes; every column that is named like an owner points at it."""
    primary, indexed = keys
    parts = [_text("organisation"), *parts]
    columns = [each.name for each in parts if isinstance(each, sa.Column)]
    owners = [
        sa.ForeignKeyConstraint([each], [f"{OWNERS[each]}.id"], name=f"fk_{name}_{each}")
        for each in columns
        if each in OWNERS
    ]
    op.create_table(name, *parts, *owners, sa.PrimaryKeyConstraint(*primary, name=f"pk_{name}"))
    for each in indexed:
        op.create_index(f"ix_{name}_{each}", name, [each])


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)
