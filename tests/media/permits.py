"""Notices, acknowledgements and permits for tests of the recorder, made the way the app makes them."""

from __future__ import annotations

from protocol.attempts import AttemptState, EvidenceLevel
from protocol.canonical import digest_hex
from protocol.identifiers import new_identifier
from protocol.notices import Notice, NoticeAcknowledged
from protocol.policy import EvidencePolicy
from recorder.permit import CapturePermit


def notice_of(level: int, *, identity: bool = False) -> Notice:
    """A notice at an evidence level."""
    usual = EvidencePolicy.at(EvidenceLevel(level), "To see how the recorder does." if level >= 3 else None)
    return Notice(
        version=1,
        organisation="Example",
        controller_contact="dpo@example.org",
        evidence_level=level,
        level_reason="To see how the recorder does." if level >= EvidenceLevel.RECORDING else None,
        items=[],
        rights=[],
        policy=usual.model_copy(update={"identity_step": True}) if identity else None,
    )


def acknowledgement_of(notice: Notice) -> NoticeAcknowledged:
    """The candidate's acknowledgement of this notice."""
    return NoticeAcknowledged(
        notice_version=notice.version, notice_digest=digest_hex(notice.canonical()), read_at_wall_us=1
    )


def permit_for(
    state: AttemptState = AttemptState.STARTED, level: int = 3, attempt: str | None = None, *, identity: bool = False
) -> CapturePermit:
    """A permit as the app gets it."""
    notice = notice_of(level, identity=identity)
    return CapturePermit.from_acknowledged(attempt or new_identifier(), notice, acknowledgement_of(notice), state)
