"""The notice: what is recorded, why, on which lawful basis, for how long, who sees it; by evidence policy.

A pure function of organisation, policy and language, with the periods of `backend.retention`. NOTICE_VERSION rises with
every change of English words, so that a changed notice is asked for again; one that a candidate acknowledged in another
language is found among `notices_for` by its digest (docs/decisions/0065).
"""

from __future__ import annotations

from collections.abc import Iterator

from backend.accounts.models import Organisation
from backend.retention import IDENTITY_DAYS, RETENTION, DataClass
from backend.saying import ENGLISH, NOTICE_LANGUAGES, said, telling
from protocol.attempts import RECORDED, EvidenceLevel, TrackKind
from protocol.notices import Notice, NoticeItem
from protocol.policy import EvidencePolicy
from protocol.saying import to_say

NOTICE_VERSION = 4

_CONTRACT = to_say("Steps before a contract, at your request (GDPR Art. 6(1)(b))")
_INTEREST = to_say("The employer's legitimate interest in work that is your own (GDPR Art. 6(1)(f)); you may object")
_LAW = to_say("A legal duty to be able to show what was done (GDPR Art. 6(1)(c))")
_REVIEWERS = to_say("The employer's people who review this assessment, and those they share the report with by a link")
_WATCHED_WHY = to_say("So that a person can understand what happened; it is found out on your device and never a score")
_C, _M, _S = TrackKind.CAMERA, TrackKind.MICROPHONE, TrackKind.SCREEN
_RECORDED = {
    (_C,): to_say("Camera"),
    (_M,): to_say("Microphone"),
    (_S,): to_say("Screen"),
    (_C, _M): to_say("Camera and microphone"),
    (_C, _S): to_say("Camera and screen"),
    (_M, _S): to_say("Microphone and screen"),
    (_C, _M, _S): to_say("Camera, microphone and screen"),
}
_ATTEMPT = to_say("When you start, hand in and finish, when this app was running, and when it reached the server")
_PAUSES = to_say("When you pause what is recorded, for how long, and the reason that you choose to give")
_RIGHTS = (
    to_say("See everything that is held about you, and who looked at it, on your own page."),
    to_say("Get a copy, have mistakes corrected, object, or have the use restricted."),
    to_say("Have everything deleted; you get a signed receipt."),
    to_say("Get every finding explained, reply to it before a decision, and ask for another human to look."),
    to_say("Complain to a data protection authority."),
    to_say("Stop at any time. Stopping before you start has no record but the fact itself."),
)


def notices_for(organisation: Organisation, policy: EvidencePolicy) -> list[Notice]:
    """The same notice in each language that there is, the English one first."""
    return [notice_for(organisation, policy, language) for language in NOTICE_LANGUAGES]


def notice_for(organisation: Organisation, policy: EvidencePolicy, language: str = ENGLISH) -> Notice:
    """The notice that a candidate under this policy reads before anything is captured."""
    with telling(language):
        return Notice(
            version=NOTICE_VERSION,
            language=None if language == ENGLISH else language,
            organisation=organisation.name,
            controller_contact=organisation.controller_contact,
            evidence_level=int(policy.level),
            level_reason=policy.reason,
            items=_items(policy),
            rights=[said(each) for each in _RIGHTS],
            policy=policy,
        )


def _items(policy: EvidencePolicy) -> list[NoticeItem]:
    items = [
        _item(
            to_say("Your name and e-mail address"), to_say("To know whose work this is"), _CONTRACT, DataClass.IDENTITY
        ),
        _item(to_say("The code that you hand in"), to_say("To judge it"), _CONTRACT, DataClass.WORK),
        _item(
            to_say("Messages between you and the employer's people during the work"),
            to_say("To clarify"),
            _CONTRACT,
            DataClass.WORK,
        ),
        _item(
            to_say("Results of the tests, review and decision"),
            to_say("To decide with you"),
            _CONTRACT,
            DataClass.SCORES,
        ),
        _item(_ATTEMPT, to_say("To prove what arrived when, and to give lost time back"), _CONTRACT, DataClass.WORK),
    ]
    if policy.records_work:
        what = to_say("How your code comes about: edits, its files and which one is in front, runs, submissions")
        why = to_say("To show that the work is yours and how you think")
        items.append(_item(what, why, _INTEREST, DataClass.WORK))
    items += [_item(watched, _WATCHED_WHY, _INTEREST, DataClass.WORK) for watched in policy.watched_words]
    items += [_item(what, why, _INTEREST, DataClass.MEDIA) for what, why in _pictures_and_sound(policy)]
    if policy.identity_step:
        items.append(_identity())
    if policy.may_pause:
        why = to_say("So that a gap needs no other explanation")
        items.append(_item(_PAUSES, why, _CONTRACT, DataClass.WORK))
    checked, viewed = to_say("Result of the device check, app version"), to_say("A list of who viewed what")
    return [
        *items,
        _item(checked, to_say("To help if it fails"), _CONTRACT, DataClass.TECHNICAL),
        _item(viewed, to_say("To make viewing visible to you"), _LAW, DataClass.AUDIT),
    ]


def _pictures_and_sound(policy: EvidencePolicy) -> Iterator[tuple[str, str]]:
    """What is recorded of picture and sound, and why."""
    reason = policy.reason or to_say("To show who worked")
    if policy.stills_every_s is not None:
        yield (
            to_say(
                "A still picture from the camera about every {seconds} seconds; the camera is switched on for each "
                "picture only, encrypted on your device",
                seconds=policy.stills_every_s,
            ),
            reason,
        )
    streams = tuple(stream for stream in RECORDED if stream in policy.streams)
    if streams:
        named = _RECORDED[streams]
        chosen = policy.displays == "chosen" and TrackKind.SCREEN in streams
        yield (
            to_say(
                "{streams} (the display that you choose) while the time runs, encrypted on your device", streams=named
            )
            if chosen
            else to_say("{streams} while the time runs, encrypted on your device", streams=named),
            reason,
        )
    if policy.transcript_language is not None:
        yield (
            to_say(
                "What is said, as text ({language}), written down on your device; rough and unscored",
                language=policy.transcript_language,
            ),
            to_say("To find a moment again"),
        )
    if policy.level >= EvidenceLevel.LIVE:
        yield (
            to_say(
                "Small pictures of camera and screen, only while a person of the employer looks in live; you see who "
                "and when, and none is kept"
            ),
            reason,
        )


def _identity() -> NoticeItem:
    return NoticeItem(
        what=said(
            to_say(
                "Before the start, pictures of you and of a document of your choice, taken by yourself; you may go on "
                "without them, and a person may then ask you"
            )
        ),
        why=said(to_say("A person compares them by eye; no program does")),
        basis=said(_INTEREST),
        kept=said(to_say("Until the decision, at most {days} days after you finish", days=IDENTITY_DAYS)),
        seen_by=said(to_say("The employer's people who review this assessment; no link shares them")),
    )


def _item(what: str, why: str, basis: str, data_class: DataClass) -> NoticeItem:
    """Said in the language that is told in."""
    audited = to_say("You, and the employer's data-protection officer")
    return NoticeItem(
        what=said(what),
        why=said(why),
        basis=said(basis),
        kept=said(RETENTION[data_class].words),
        seen_by=said(audited if data_class is DataClass.AUDIT else _REVIEWERS),
    )
