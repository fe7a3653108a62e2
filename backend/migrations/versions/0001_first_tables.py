"""The first tables, one function each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables, parents first."""
    for make in _TABLES:
        make()


def downgrade() -> None:
    """Drop all tables, children first."""
    for make in reversed(_TABLES):
        op.drop_table(make.__name__.removeprefix("_"))


def _job() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("attempt", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("deferrals", sa.Integer(), nullable=False),
        sa.Column("run_after_us", sa.BigInteger(), nullable=False),
        sa.Column("leased_until_us", sa.BigInteger(), nullable=True),
        sa.Column("lease", sa.String(), nullable=True),
        sa.Column("error_code", sa.String(), nullable=True),
        sa.Column("created_at_us", sa.BigInteger(), nullable=False),
        sa.Column("done_at_us", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=("pk_job")),
        sa.UniqueConstraint("key", name=("uq_job_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(("ix_job_attempt"), ["attempt"], unique=False)
        batch_op.create_index("ix_job_due", ["state", "run_after_us"], unique=False)


def _organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("controller_contact", sa.String(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("managed", sa.Boolean(), nullable=False),
        sa.Column("created_at_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=("pk_organisation")),
    )


def _rate_event() -> None:
    op.create_table(
        "rate_event",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("bucket", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=("pk_rate_event")),
    )
    with op.batch_alter_table("rate_event", schema=None) as batch_op:
        batch_op.create_index(("ix_rate_event_at_us"), ["at_us"], unique=False)
        batch_op.create_index(("ix_rate_event_bucket"), ["bucket"], unique=False)
        batch_op.create_index(("ix_rate_event_origin"), ["origin"], unique=False)


def _audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.Column("actor_kind", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_audit_entry_organisation")),
        sa.PrimaryKeyConstraint("organisation", "number", name=("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entry_subject", ["organisation", "subject"], unique=False)


def _candidate() -> None:
    op.create_table(
        "candidate",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("key_fingerprint", sa.String(), nullable=False),
        sa.Column("created_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_candidate_organisation")),
        sa.PrimaryKeyConstraint("id", name=("pk_candidate")),
    )
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.create_index(("ix_candidate_organisation"), ["organisation"], unique=False)


def _member() -> None:
    op.create_table(
        "member",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("created_at_us", sa.BigInteger(), nullable=False),
        sa.Column("disabled_at_us", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_member_organisation")),
        sa.PrimaryKeyConstraint("id", name=("pk_member")),
        sa.UniqueConstraint("email", name=("uq_member_email")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(("ix_member_organisation"), ["organisation"], unique=False)


def _page_token() -> None:
    op.create_table(
        "page_token",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_page_token_organisation")),
        sa.PrimaryKeyConstraint("token_hash", name=("pk_page_token")),
        sa.UniqueConstraint("attempt", name=("uq_page_token_attempt")),
    )
    with op.batch_alter_table("page_token", schema=None) as batch_op:
        batch_op.create_index(("ix_page_token_organisation"), ["organisation"], unique=False)


def _privacy_request() -> None:
    op.create_table(
        "privacy_request",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("candidate", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("received_at_us", sa.BigInteger(), nullable=False),
        sa.Column("due_at_us", sa.BigInteger(), nullable=False),
        sa.Column("waits_until_us", sa.BigInteger(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("approved_at_us", sa.BigInteger(), nullable=True),
        sa.Column("done_at_us", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_privacy_request_organisation")),
        sa.PrimaryKeyConstraint("id", name=("pk_privacy_request")),
    )
    with op.batch_alter_table("privacy_request", schema=None) as batch_op:
        batch_op.create_index(("ix_privacy_request_attempt"), ["attempt"], unique=False)
        batch_op.create_index(("ix_privacy_request_candidate"), ["candidate"], unique=False)
        batch_op.create_index(("ix_privacy_request_organisation"), ["organisation"], unique=False)


def _problem() -> None:
    op.create_table(
        "problem",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("package_zip", sa.LargeBinary(), nullable=False),
        sa.Column("view", sa.JSON(), nullable=False),
        sa.Column("created_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_problem_organisation")),
        sa.PrimaryKeyConstraint("id", name=("pk_problem")),
        sa.UniqueConstraint("organisation", "digest", name=("uq_problem_organisation_digest")),
    )
    with op.batch_alter_table("problem", schema=None) as batch_op:
        batch_op.create_index(("ix_problem_organisation"), ["organisation"], unique=False)


def _assessment() -> None:
    op.create_table(
        "assessment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("duration_us", sa.BigInteger(), nullable=False),
        sa.Column("grace_us", sa.BigInteger(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("evidence_level", sa.Integer(), nullable=False),
        sa.Column("level_reason", sa.String(), nullable=True),
        sa.Column("rubric", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=True),
        sa.Column("created_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["member.id"], name=("fk_assessment_created_by")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_assessment_organisation")),
        sa.PrimaryKeyConstraint("id", name=("pk_assessment")),
        sa.UniqueConstraint("family", "version", name=("uq_assessment_family_version")),
    )
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.create_index(("ix_assessment_family"), ["family"], unique=False)
        batch_op.create_index(("ix_assessment_organisation"), ["organisation"], unique=False)


def _hold() -> None:
    op.create_table(
        "hold",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("candidate", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("placed_by", sa.String(), nullable=False),
        sa.Column("placed_at_us", sa.BigInteger(), nullable=False),
        sa.Column("expires_at_us", sa.BigInteger(), nullable=False),
        sa.Column("released_at_us", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=("fk_hold_candidate")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_hold_organisation")),
        sa.ForeignKeyConstraint(["placed_by"], ["member.id"], name=("fk_hold_placed_by")),
        sa.PrimaryKeyConstraint("id", name=("pk_hold")),
    )
    with op.batch_alter_table("hold", schema=None) as batch_op:
        batch_op.create_index(("ix_hold_candidate"), ["candidate"], unique=False)
        batch_op.create_index(("ix_hold_organisation"), ["organisation"], unique=False)


def _member_session() -> None:
    op.create_table(
        "member_session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("created_at_us", sa.BigInteger(), nullable=False),
        sa.Column("seen_at_us", sa.BigInteger(), nullable=False),
        sa.Column("expires_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["member.id"], name=("fk_member_session_member")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_member_session_organisation")),
        sa.PrimaryKeyConstraint("token_hash", name=("pk_member_session")),
    )
    with op.batch_alter_table("member_session", schema=None) as batch_op:
        batch_op.create_index(("ix_member_session_member"), ["member"], unique=False)
        batch_op.create_index(("ix_member_session_organisation"), ["organisation"], unique=False)


def _tombstone() -> None:
    op.create_table(
        "tombstone",
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("request", sa.String(), nullable=False),
        sa.Column("receipt", sa.JSON(), nullable=False),
        sa.Column("token_hashes", sa.JSON(), nullable=False),
        sa.Column("erased_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_tombstone_organisation")),
        sa.ForeignKeyConstraint(["request"], ["privacy_request.id"], name=("fk_tombstone_request")),
        sa.PrimaryKeyConstraint("attempt", name=("pk_tombstone")),
    )
    with op.batch_alter_table("tombstone", schema=None) as batch_op:
        batch_op.create_index(("ix_tombstone_organisation"), ["organisation"], unique=False)
        batch_op.create_index(("ix_tombstone_request"), ["request"], unique=False)


def _assessment_problem() -> None:
    op.create_table(
        "assessment_problem",
        sa.Column("assessment", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["assessment"], ["assessment.id"], name=("fk_assessment_problem_assessment")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_assessment_problem_organisation")),
        sa.ForeignKeyConstraint(["problem"], ["problem.id"], name=("fk_assessment_problem_problem")),
        sa.PrimaryKeyConstraint("assessment", "position", name=("pk_assessment_problem")),
    )
    with op.batch_alter_table("assessment_problem", schema=None) as batch_op:
        batch_op.create_index(("ix_assessment_problem_organisation"), ["organisation"], unique=False)
        batch_op.create_index(("ix_assessment_problem_problem"), ["problem"], unique=False)


def _invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("assessment", sa.String(), nullable=False),
        sa.Column("candidate", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("opens_at_us", sa.BigInteger(), nullable=False),
        sa.Column("closes_at_us", sa.BigInteger(), nullable=False),
        sa.Column("extra_time_us", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=True),
        sa.Column("created_at_us", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at_us", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["assessment"], ["assessment.id"], name=("fk_invitation_assessment")),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=("fk_invitation_candidate")),
        sa.ForeignKeyConstraint(["created_by"], ["member.id"], name=("fk_invitation_created_by")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_invitation_organisation")),
        sa.PrimaryKeyConstraint("id", name=("pk_invitation")),
        sa.UniqueConstraint("code_hash", name=("uq_invitation_code_hash")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(("ix_invitation_assessment"), ["assessment"], unique=False)
        batch_op.create_index(("ix_invitation_candidate"), ["candidate"], unique=False)
        batch_op.create_index(("ix_invitation_organisation"), ["organisation"], unique=False)


def _attempt() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("invitation", sa.String(), nullable=False),
        sa.Column("assessment", sa.String(), nullable=False),
        sa.Column("candidate", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at_us", sa.BigInteger(), nullable=False),
        sa.Column("active_at_us", sa.BigInteger(), nullable=False),
        sa.Column("started_at_us", sa.BigInteger(), nullable=True),
        sa.Column("deadline_us", sa.BigInteger(), nullable=True),
        sa.Column("finished_at_us", sa.BigInteger(), nullable=True),
        sa.Column("judged_at_us", sa.BigInteger(), nullable=True),
        sa.Column("timeliness", sa.String(), nullable=True),
        sa.Column("ticket", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("receipt", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("countersigned", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("restricted_at_us", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["assessment"], ["assessment.id"], name=("fk_attempt_assessment")),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=("fk_attempt_candidate")),
        sa.ForeignKeyConstraint(["invitation"], ["invitation.id"], name=("fk_attempt_invitation")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_attempt_organisation")),
        sa.PrimaryKeyConstraint("id", name=("pk_attempt")),
        sa.UniqueConstraint("invitation", name=("uq_attempt_invitation")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index(("ix_attempt_assessment"), ["assessment"], unique=False)
        batch_op.create_index(("ix_attempt_candidate"), ["candidate"], unique=False)
        batch_op.create_index(("ix_attempt_organisation"), ["organisation"], unique=False)


def _attempt_flag() -> None:
    op.create_table(
        "attempt_flag",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=("fk_attempt_flag_attempt")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_attempt_flag_organisation")),
        sa.PrimaryKeyConstraint("id", name=("pk_attempt_flag")),
    )
    with op.batch_alter_table("attempt_flag", schema=None) as batch_op:
        batch_op.create_index(("ix_attempt_flag_attempt"), ["attempt"], unique=False)
        batch_op.create_index(("ix_attempt_flag_organisation"), ["organisation"], unique=False)


def _check_record() -> None:
    op.create_table(
        "check_record",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("results", sa.JSON(), nullable=False),
        sa.Column("clock_offset_us", sa.BigInteger(), nullable=False),
        sa.Column("received_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=("fk_check_record_attempt")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_check_record_organisation")),
        sa.PrimaryKeyConstraint("id", name=("pk_check_record")),
    )
    with op.batch_alter_table("check_record", schema=None) as batch_op:
        batch_op.create_index(("ix_check_record_attempt"), ["attempt"], unique=False)
        batch_op.create_index(("ix_check_record_organisation"), ["organisation"], unique=False)


def _device() -> None:
    op.create_table(
        "device",
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("app_version", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("joined_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=("fk_device_attempt")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_device_organisation")),
        sa.PrimaryKeyConstraint("attempt", "id", name=("pk_device")),
        sa.UniqueConstraint("token_hash", name=("uq_device_token_hash")),
    )
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.create_index(("ix_device_organisation"), ["organisation"], unique=False)


def _journal_head() -> None:
    op.create_table(
        "journal_head",
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("updated_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=("fk_journal_head_attempt")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_journal_head_organisation")),
        sa.PrimaryKeyConstraint("attempt", "device", name=("pk_journal_head")),
    )
    with op.batch_alter_table("journal_head", schema=None) as batch_op:
        batch_op.create_index(("ix_journal_head_organisation"), ["organisation"], unique=False)


def _notice_record() -> None:
    op.create_table(
        "notice_record",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("notice", sa.JSON(), nullable=False),
        sa.Column("read_at_wall_us", sa.BigInteger(), nullable=False),
        sa.Column("acknowledged_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=("fk_notice_record_attempt")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_notice_record_organisation")),
        sa.PrimaryKeyConstraint("id", name=("pk_notice_record")),
    )
    with op.batch_alter_table("notice_record", schema=None) as batch_op:
        batch_op.create_index(("ix_notice_record_attempt"), ["attempt"], unique=False)
        batch_op.create_index(("ix_notice_record_organisation"), ["organisation"], unique=False)


def _report() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("inputs_digest", sa.String(), nullable=False),
        sa.Column("sealed_document", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_timeline", sa.LargeBinary(), nullable=False),
        sa.Column("built_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=("fk_report_attempt")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_report_organisation")),
        sa.PrimaryKeyConstraint("id", name=("pk_report")),
        sa.UniqueConstraint("attempt", "version", name=("uq_report_attempt_version")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(("ix_report_attempt"), ["attempt"], unique=False)
        batch_op.create_index(("ix_report_organisation"), ["organisation"], unique=False)


def _set_aside() -> None:
    op.create_table(
        "set_aside",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("sealed_batch", sa.LargeBinary(), nullable=False),
        sa.Column("received_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=("fk_set_aside_attempt")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_set_aside_organisation")),
        sa.PrimaryKeyConstraint("id", name=("pk_set_aside")),
        sa.UniqueConstraint("attempt", "digest", name=("uq_set_aside_attempt_digest")),
    )
    with op.batch_alter_table("set_aside", schema=None) as batch_op:
        batch_op.create_index(("ix_set_aside_attempt"), ["attempt"], unique=False)
        batch_op.create_index(("ix_set_aside_organisation"), ["organisation"], unique=False)


def _stored_batch() -> None:
    op.create_table(
        "stored_batch",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("signed_first_seq", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("sealed_entries", sa.LargeBinary(), nullable=False),
        sa.Column("received_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=("fk_stored_batch_attempt")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_stored_batch_organisation")),
        sa.PrimaryKeyConstraint("id", name=("pk_stored_batch")),
        sa.UniqueConstraint("attempt", "device", "first_seq", name=("uq_stored_batch_attempt_device_first_seq")),
    )
    with op.batch_alter_table("stored_batch", schema=None) as batch_op:
        batch_op.create_index("ix_stored_batch_last", ["attempt", "device", "last_seq"], unique=False)
        batch_op.create_index(("ix_stored_batch_organisation"), ["organisation"], unique=False)


def _submission() -> None:
    op.create_table(
        "submission",
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("sealed_source", sa.LargeBinary(), nullable=False),
        sa.Column("source_digest", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("received_at_us", sa.BigInteger(), nullable=False),
        sa.Column("timeliness", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=("fk_submission_attempt")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_submission_organisation")),
        sa.ForeignKeyConstraint(["problem"], ["problem.id"], name=("fk_submission_problem")),
        sa.PrimaryKeyConstraint("attempt", "id", name=("pk_submission")),
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index(("ix_submission_organisation"), ["organisation"], unique=False)
        batch_op.create_index(("ix_submission_problem"), ["problem"], unique=False)


def _track() -> None:
    op.create_table(
        "track",
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("launch", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("device_name", sa.String(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.Column("key_digest", sa.String(), nullable=False),
        sa.Column("declared_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=("fk_track_attempt")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_track_organisation")),
        sa.PrimaryKeyConstraint("attempt", "id", name=("pk_track")),
    )
    with op.batch_alter_table("track", schema=None) as batch_op:
        batch_op.create_index(("ix_track_organisation"), ["organisation"], unique=False)


def _judgement() -> None:
    op.create_table(
        "judgement",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("submission", sa.String(), nullable=False),
        sa.Column("scorer_version", sa.String(), nullable=False),
        sa.Column("package_digest", sa.String(), nullable=False),
        sa.Column("image_digest", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("max_score", sa.Integer(), nullable=True),
        sa.Column("sealed_output", sa.LargeBinary(), nullable=True),
        sa.Column("judged_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt", "submission"], ["submission.attempt", "submission.id"], name=("fk_judgement_attempt_submission")
        ),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_judgement_organisation")),
        sa.PrimaryKeyConstraint("id", name=("pk_judgement")),
        sa.UniqueConstraint(
            "attempt",
            "submission",
            "scorer_version",
            "image_digest",
            name=("uq_judgement_attempt_submission_scorer_version_image_digest"),
        ),
    )
    with op.batch_alter_table("judgement", schema=None) as batch_op:
        batch_op.create_index(("ix_judgement_organisation"), ["organisation"], unique=False)


def _segment() -> None:
    op.create_table(
        "segment",
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("track", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("object_key", sa.String(), nullable=False),
        sa.Column("stored_at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["attempt", "track"], ["track.attempt", "track.id"], name=("fk_segment_attempt_track")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_segment_organisation")),
        sa.PrimaryKeyConstraint("attempt", "track", "number", name=("pk_segment")),
    )
    with op.batch_alter_table("segment", schema=None) as batch_op:
        batch_op.create_index(("ix_segment_organisation"), ["organisation"], unique=False)


def _share() -> None:
    op.create_table(
        "share",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("with_name", sa.Boolean(), nullable=False),
        sa.Column("with_recordings", sa.Boolean(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at_us", sa.BigInteger(), nullable=False),
        sa.Column("expires_at_us", sa.BigInteger(), nullable=False),
        sa.Column("views_left", sa.Integer(), nullable=True),
        sa.Column("revoked_at_us", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=("fk_share_attempt")),
        sa.ForeignKeyConstraint(["created_by"], ["member.id"], name=("fk_share_created_by")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_share_organisation")),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=("fk_share_report")),
        sa.PrimaryKeyConstraint("id", name=("pk_share")),
        sa.UniqueConstraint("token_hash", name=("uq_share_token_hash")),
    )
    with op.batch_alter_table("share", schema=None) as batch_op:
        batch_op.create_index(("ix_share_attempt"), ["attempt"], unique=False)
        batch_op.create_index(("ix_share_organisation"), ["organisation"], unique=False)
        batch_op.create_index(("ix_share_report"), ["report"], unique=False)


def _judged_group() -> None:
    op.create_table(
        "judged_group",
        sa.Column("judgement", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("max_score", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=("fk_judged_group_attempt")),
        sa.ForeignKeyConstraint(["judgement"], ["judgement.id"], name=("fk_judged_group_judgement")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_judged_group_organisation")),
        sa.PrimaryKeyConstraint("judgement", "position", name=("pk_judged_group")),
    )
    with op.batch_alter_table("judged_group", schema=None) as batch_op:
        batch_op.create_index(("ix_judged_group_attempt"), ["attempt"], unique=False)
        batch_op.create_index(("ix_judged_group_organisation"), ["organisation"], unique=False)


def _judged_test() -> None:
    op.create_table(
        "judged_test",
        sa.Column("judgement", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("group_position", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("cpu_ms", sa.Integer(), nullable=False),
        sa.Column("wall_ms", sa.Integer(), nullable=False),
        sa.Column("memory_bytes", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=("fk_judged_test_attempt")),
        sa.ForeignKeyConstraint(["judgement"], ["judgement.id"], name=("fk_judged_test_judgement")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_judged_test_organisation")),
        sa.PrimaryKeyConstraint("judgement", "position", name=("pk_judged_test")),
    )
    with op.batch_alter_table("judged_test", schema=None) as batch_op:
        batch_op.create_index(("ix_judged_test_attempt"), ["attempt"], unique=False)
        batch_op.create_index(("ix_judged_test_organisation"), ["organisation"], unique=False)


def _share_view() -> None:
    op.create_table(
        "share_view",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("share", sa.String(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name=("fk_share_view_attempt")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=("fk_share_view_organisation")),
        sa.ForeignKeyConstraint(["share"], ["share.id"], name=("fk_share_view_share")),
        sa.PrimaryKeyConstraint("id", name=("pk_share_view")),
    )
    with op.batch_alter_table("share_view", schema=None) as batch_op:
        batch_op.create_index(("ix_share_view_attempt"), ["attempt"], unique=False)
        batch_op.create_index(("ix_share_view_organisation"), ["organisation"], unique=False)
        batch_op.create_index(("ix_share_view_share"), ["share"], unique=False)


_TABLES = (
    _job,
    _organisation,
    _rate_event,
    _audit_entry,
    _candidate,
    _member,
    _page_token,
    _privacy_request,
    _problem,
    _assessment,
    _hold,
    _member_session,
    _tombstone,
    _assessment_problem,
    _invitation,
    _attempt,
    _attempt_flag,
    _check_record,
    _device,
    _journal_head,
    _notice_record,
    _report,
    _set_aside,
    _stored_batch,
    _submission,
    _track,
    _judgement,
    _segment,
    _share,
    _judged_group,
    _judged_test,
    _share_view,
)
