"""The notice: what is recorded, why, on which lawful basis, for how long, who sees it; by evidence policy.

A pure function of organisation and policy, with the periods of `backend.retention`. NOTICE_VERSION rises with every
change of words, so that a changed notice is asked for again.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend.accounts.models import Organisation
from backend.retention import IDENTITY_DAYS, RETENTION, DataClass
from protocol.attempts import RECORDED, EvidenceLevel, TrackKind
from protocol.policy import EvidencePolicy
from protocol.wire import Notice, NoticeItem

NOTICE_VERSION = 4

_CONTRACT = "Steps before a contract, at your request (GDPR Art. 6(1)(b))"
_INTEREST = "The employer's legitimate interest in work that is your own (GDPR Art. 6(1)(f)); you may object"
_LAW = "A legal duty to be able to show what was done (GDPR Art. 6(1)(c))"
_REVIEWERS = "The employer's people who review this assessment, and those they share the report with by a link"
_WATCHED_WHY = "So that a person can understand what happened; it is found out on your device and never a score"
_RECORDED = {TrackKind.CAMERA: "camera", TrackKind.MICROPHONE: "microphone", TrackKind.SCREEN: "screen"}
_ATTEMPT = "When you start, hand in and finish, when this app was running, and when it reached the server"
_PAUSES = "When you pause what is recorded, for how long, and the reason that you choose to give"
_RIGHTS = [
    "See everything that is held about you, and who looked at it, on your own page.",
    "Get a copy, have mistakes corrected, object, or have the use restricted.",
    "Have everything deleted; you get a signed receipt.",
    "Get every finding explained, reply to it before a decision, and ask for another human to look.",
    "Complain to a data protection authority.",
    "Stop at any time. Stopping before you start has no record but the fact itself.",
]


def notice_for(organisation: Organisation, policy: EvidencePolicy) -> Notice:
    """The notice that a candidate under this policy reads before anything is captured."""
    items = [
        _item("Your name and e-mail address", "To know whose work this is", _CONTRACT, DataClass.IDENTITY),
        _item("The code that you hand in", "To judge it", _CONTRACT, DataClass.WORK),
        _item(
            "Messages between you and the employer's people during the work", "To clarify", _CONTRACT, DataClass.WORK
        ),
        _item("Results of the tests, review and decision", "To decide with you", _CONTRACT, DataClass.SCORES),
        _item(_ATTEMPT, "To prove what arrived when, and to give lost time back", _CONTRACT, DataClass.WORK),
    ]
    if policy.records_work:
        what = "How your code comes about: edits, its files and which one is in front, runs, submissions"
        items.append(_item(what, "To show that the work is yours and how you think", _INTEREST, DataClass.WORK))
    items += [_item(watched, _WATCHED_WHY, _INTEREST, DataClass.WORK) for watched in policy.watched_words]
    items += [_item(what, why, _INTEREST, DataClass.MEDIA) for what, why in _pictures_and_sound(policy)]
    if policy.identity_step:
        items.append(_identity())
    if policy.may_pause:
        items.append(_item(_PAUSES, "So that a gap needs no other explanation", _CONTRACT, DataClass.WORK))
    items += [
        _item("Result of the device check, app version", "To help if it fails", _CONTRACT, DataClass.TECHNICAL),
        _item("A list of who viewed what", "To make viewing visible to you", _LAW, DataClass.AUDIT),
    ]
    return Notice(
        version=NOTICE_VERSION,
        organisation=organisation.name,
        controller_contact=organisation.controller_contact,
        evidence_level=int(policy.level),
        level_reason=policy.reason,
        items=items,
        rights=_RIGHTS,
        policy=policy,
    )


def _pictures_and_sound(policy: EvidencePolicy) -> Iterator[tuple[str, str]]:
    """What is recorded of picture and sound, and why."""
    reason = policy.reason or "To show who worked"
    if policy.stills_every_s is not None:
        when = f"about every {policy.stills_every_s} seconds; the camera is switched on for each picture only"
        yield f"A still picture from the camera {when}, encrypted on your device", reason
    recorded = [_RECORDED[stream] for stream in RECORDED if stream in policy.streams]
    if recorded:
        named = ", ".join(recorded[:-1]) + (" and " if recorded[:-1] else "") + recorded[-1]
        which = " (the display that you choose)" if policy.displays == "chosen" and "screen" in recorded else ""
        yield f"{named[0].upper()}{named[1:]}{which} while the time runs, encrypted on your device", reason
    if policy.transcript_language is not None:
        words = f"What is said, as text ({policy.transcript_language}), written down on your device; rough and unscored"
        yield words, "To find a moment again"
    if policy.level >= EvidenceLevel.LIVE:
        seen = "Small pictures of camera and screen, only while a person of the employer looks in live"
        yield f"{seen}; you see who and when, and none is kept", reason


def _identity() -> NoticeItem:
    return NoticeItem(
        what="Before the start, pictures of you and of a document of your choice, taken by yourself; you may go on "
        "without them, and a person may then ask you",
        why="A person compares them by eye; no program does",
        basis=_INTEREST,
        kept=f"Until the decision, at most {IDENTITY_DAYS} days after you finish",
        seen_by="The employer's people who review this assessment; no link shares them",
    )


def _item(what: str, why: str, basis: str, data_class: DataClass) -> NoticeItem:
    seen_by = "You, and the employer's data-protection officer" if data_class is DataClass.AUDIT else _REVIEWERS
    return NoticeItem(what=what, why=why, basis=basis, kept=RETENTION[data_class].words, seen_by=seen_by)
