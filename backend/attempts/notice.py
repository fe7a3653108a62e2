"""The notice: what is recorded, why, on which lawful basis, for how long, who sees it; by evidence level.

A pure function of organisation and assessment, with the periods of `backend.retention`. NOTICE_VERSION rises with every
change of words, so that a changed notice is asked for again.
"""

from __future__ import annotations

from backend.accounts.models import Organisation
from backend.assessments.models import Assessment
from backend.retention import RETENTION, DataClass
from protocol.attempts import EvidenceLevel
from protocol.wire import Notice, NoticeItem

NOTICE_VERSION = 1

_CONTRACT = "Steps before a contract, at your request (GDPR Art. 6(1)(b))"
_INTEREST = "The employer's legitimate interest in work that is your own (GDPR Art. 6(1)(f)); you may object"
_LAW = "A legal duty to be able to show what was done (GDPR Art. 6(1)(c))"
_REVIEWERS = "The employer's people who review this assessment, and those they share the report with by a link"
_RIGHTS = [
    "See everything that is held about you, and who looked at it, on your own page.",
    "Get a copy, have mistakes corrected, object, or have the use restricted.",
    "Have everything deleted; you get a signed receipt.",
    "Get every finding explained, reply to it before a decision, and ask for another human to look.",
    "Complain to a data protection authority.",
    "Stop at any time. Stopping before you start has no record but the fact itself.",
]


def notice_for(organisation: Organisation, assessment: Assessment) -> Notice:
    """The notice that a candidate of this assessment reads before anything is captured."""
    level = EvidenceLevel(assessment.evidence_level)
    items = [
        _item("Your name and e-mail address", "To know whose work this is", _CONTRACT, DataClass.IDENTITY),
        _item("The code that you hand in", "To judge it", _CONTRACT, DataClass.WORK),
        _item("Results of the tests, review and decision", "To decide with you", _CONTRACT, DataClass.SCORES),
    ]
    if level >= EvidenceLevel.JOURNAL:
        what = "How your code comes about: edits, size and origin of pastes, runs, whether this window is in front"
        items.append(_item(what, "To show that the work is yours and how you think", _INTEREST, DataClass.WORK))
    if level is EvidenceLevel.STILLS:
        why = "To show who worked"
        items.append(_item("A still picture from the camera now and then", why, _INTEREST, DataClass.MEDIA))
    if level >= EvidenceLevel.RECORDING:
        what = "Camera, microphone and screen while the time runs, encrypted on your device"
        items.append(_item(what, assessment.level_reason or "", _INTEREST, DataClass.MEDIA))
    if level >= EvidenceLevel.LIVE:
        what = "A person of the employer may look in live; you see when"
        items.append(_item(what, assessment.level_reason or "", _INTEREST, DataClass.MEDIA))
    items += [
        _item("Result of the device check, app version", "To help if it fails", _CONTRACT, DataClass.TECHNICAL),
        _item("A list of who viewed what", "To make viewing visible to you", _LAW, DataClass.AUDIT),
    ]
    return Notice(
        version=NOTICE_VERSION,
        organisation=organisation.name,
        controller_contact=organisation.controller_contact,
        evidence_level=int(level),
        level_reason=assessment.level_reason,
        items=items,
        rights=_RIGHTS,
    )


def _item(what: str, why: str, basis: str, data_class: DataClass) -> NoticeItem:
    seen_by = "You, and the employer's data-protection officer" if data_class is DataClass.AUDIT else _REVIEWERS
    return NoticeItem(what=what, why=why, basis=basis, kept=RETENTION[data_class].words, seen_by=seen_by)
