"""Data classes and how long each is kept: the one table that notices, sweeps and the schema's tags are read from.

Every column and every kind of object carries one class; a test fails on an untagged one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from protocol.saying import to_say


class DataClass(StrEnum):
    """What a stored value is about, which decides how long it may stay."""

    OPAQUE = "opaque"
    IDENTITY = "identity"
    APPLICATION = "application"
    ACCOMMODATION = "accommodation"
    WORK = "work"
    MEDIA = "media"
    MOMENT = "moment"
    SCORES = "scores"
    CONSENT = "consent"
    OPINION = "opinion"
    REQUESTS = "requests"
    AUDIT = "audit"
    TECHNICAL = "technical"
    ACCOUNT = "account"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """How long one class is kept: `days` after `trigger`; None means as long as what it belongs to."""

    days: int | None
    trigger: str
    words: str


_INTERVIEW_WORDS = to_say("24 months after your last activity, or until you ask for deletion")

RETENTION: dict[DataClass, RetentionRule] = {
    DataClass.OPAQUE: RetentionRule(
        None, "its row", to_say("As long as what it points at; it says nothing about a person.")
    ),
    DataClass.IDENTITY: RetentionRule(730, "last activity", _INTERVIEW_WORDS),
    DataClass.APPLICATION: RetentionRule(730, "last activity", _INTERVIEW_WORDS),
    DataClass.ACCOMMODATION: RetentionRule(730, "last activity", _INTERVIEW_WORDS),
    DataClass.WORK: RetentionRule(730, "last activity", _INTERVIEW_WORDS),
    DataClass.MEDIA: RetentionRule(730, "last activity", _INTERVIEW_WORDS),
    DataClass.MOMENT: RetentionRule(0, "the look", to_say("Half a minute at most, and only while somebody looks live")),
    DataClass.SCORES: RetentionRule(730, "last activity", _INTERVIEW_WORDS),
    DataClass.CONSENT: RetentionRule(730, "last activity", _INTERVIEW_WORDS),
    DataClass.OPINION: RetentionRule(730, "last activity", _INTERVIEW_WORDS),
    DataClass.REQUESTS: RetentionRule(1095, "the answer", to_say("3 years after the answer, without what you wrote")),
    DataClass.AUDIT: RetentionRule(1095, "the entry", to_say("3 years, with opaque numbers only")),
    DataClass.TECHNICAL: RetentionRule(90, "the entry", to_say("90 days")),
    DataClass.ACCOUNT: RetentionRule(None, "the account", to_say("Until the account is deleted")),
    DataClass.CONTENT: RetentionRule(
        None, "the organisation", to_say("As long as the employer keeps it; not about candidates")
    ),
}
"""Defaults of the design: interview data 24 months after the last activity, technical logs 90 days, accounts until
deletion; requests and audit 3 years (the limitation period for claims in most member states of the EU)."""

IDENTITY_DAYS = 30
"""How long pictures of the identity step may stay after the end of the work where no decision deletes them before."""
BACKUP_PURGE_DAYS = 35
"""The longest that a backup of the database may be kept (security reference, erasure saga step 9)."""
