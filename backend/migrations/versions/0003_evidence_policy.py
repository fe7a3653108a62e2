"""The evidence policy of an assessment, and what is switched off for one candidate."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_RECORDING = 3
_STREAMS = ["camera", "microphone", "screen"]


def upgrade() -> None:
    """Until now the level said everything: the same policy in words of its own."""
    op.add_column("assessment", sa.Column("policy", sa.JSON(), nullable=False, server_default="{}"))
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, evidence_level, level_reason FROM assessment")).all()
    for identifier, level, reason in rows:
        policy = {"format": 1, "level": level, "streams": _STREAMS if level >= _RECORDING else []}
        policy |= {"displays": "all", "identity_step": False, "detectors": ["focus", "paste"] if level else []}
        policy |= {"programs": [], "pauses": True} | ({"reason": reason} if reason else {})
        update = sa.text("UPDATE assessment SET policy = :policy WHERE id = :id")
        connection.execute(update, {"policy": json.dumps(policy), "id": identifier})
    for column in ("detectors_off", "streams_off"):
        op.add_column("invitation", sa.Column(column, sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Forget what came with this step."""
    for column in ("streams_off", "detectors_off"):
        op.drop_column("invitation", column)
    op.drop_column("assessment", "policy")
