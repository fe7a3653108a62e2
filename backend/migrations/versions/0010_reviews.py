"""Reviews, decisions and feedback; assessments that are reviewed blind."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Five tables; what is there already is not blind."""
    op.add_column("assessment", sa.Column("blind", sa.Boolean(), nullable=False, server_default=sa.false()))
    _table(
        "panel_member",
        ("family", "member"),
        *_texts("family", "member", "named_by"),
        _number("named_at_us"),
        *_of_members("panel_member", "member", "named_by"),
    )
    _table(
        "reviewer",
        ("attempt", "member"),
        *_texts("attempt", "member"),
        _text("named_by", nullable=True),
        _number("named_at_us"),
        *(_number(name, nullable=True) for name in ("handed_in_at_us", "opened_at_us", "seeing_at_us")),
        _of_attempt("reviewer"),
        *_of_members("reviewer", "member", "named_by"),
    )
    _reviews()
    _decisions()


def downgrade() -> None:
    """Forget what came with this step."""
    for table in ("feedback", "decision", "review", "reviewer", "panel_member"):
        op.drop_table(table)
    op.drop_column("assessment", "blind")


def _reviews() -> None:
    _table(
        "review",
        ("id",),
        *_texts("id", "attempt", "member"),
        sa.Column("version", sa.Integer(), nullable=False),
        _sealed("sealed_scores"),
        _number("saved_at_us"),
        _number("handed_in_at_us", nullable=True),
        sa.Column("independent", sa.Boolean(), nullable=False),
        _number("reopened_at_us", nullable=True),
        _text("reopened_by", nullable=True),
        _sealed("sealed_reason", nullable=True),
        _of_attempt("review"),
        *_of_members("review", "member", "reopened_by"),
        sa.UniqueConstraint("attempt", "member", "version", name="uq_review_attempt_member_version"),
    )
    for column in ("attempt", "member"):
        op.create_index(f"ix_review_{column}", "review", [column])


def _decisions() -> None:
    _table(
        "decision",
        ("id",),
        *_texts("id", "attempt", "report", "outcome", "decided_by"),
        sa.Column("number", sa.Integer(), nullable=False),
        _sealed("sealed_reason"),
        _sealed("sealed_waiver", nullable=True),
        _number("decided_at_us"),
        _of_attempt("decision"),
        *_of_members("decision", "decided_by"),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name="fk_decision_report"),
        sa.UniqueConstraint("attempt", "number", name="uq_decision_attempt_number"),
    )
    _table(
        "feedback",
        ("id",),
        *_texts("id", "attempt", "released_by"),
        sa.Column("version", sa.Integer(), nullable=False),
        _sealed("sealed_words"),
        _number("released_at_us"),
        _of_attempt("feedback"),
        *_of_members("feedback", "released_by"),
        sa.UniqueConstraint("attempt", "version", name="uq_feedback_attempt_version"),
    )
    for table in ("decision", "feedback"):
        op.create_index(f"ix_{table}_attempt", table, ["attempt"])


def _table(name: str, key: tuple[str, ...], *parts: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        *parts,
        _text("organisation"),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=f"fk_{name}_organisation"),
        sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_organisation", name, ["organisation"])


def _of_attempt(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=f"fk_{table}_attempt")


def _of_members(table: str, *columns: str) -> list[sa.ForeignKeyConstraint]:
    return [sa.ForeignKeyConstraint([name], ["member.id"], name=f"fk_{table}_{name}") for name in columns]


def _texts(*names: str) -> list[sa.Column[str]]:
    return [_text(name) for name in names]


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _sealed(name: str, *, nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)
