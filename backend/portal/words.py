"""Plain words for states, actions and colours on the pages. Data and look-ups only.

Tables hold English, which templates put into the reader's language; functions answer in it at once.
"""

from __future__ import annotations

from collections.abc import Mapping

from backend.accounts import roles
from backend.audit.models import AuditEntry
from backend.figures import moment_words
from backend.mail.models import Mail, MailState
from backend.pipeline.service import Done
from backend.saying import said, say, say_count
from protocol import check_words as titles
from protocol.saying import to_say
from protocol.wire import OVER_LIMIT

STATE_WORDS = {
    "created": to_say("Invited"),
    "noticed": to_say("Read the notice"),
    "checked": to_say("Checked the computer"),
    "started": to_say("Working"),
    "finished": to_say("Handed in, being judged"),
    "judged": to_say("Judged"),
    "reviewed": to_say("Reviewed"),
    "expired": to_say("Expired"),
    "withdrawn": to_say("Withdrawn by the candidate"),
    "erased": to_say("Deleted"),
}
STATE_TONES = {
    "created": "quiet",
    "noticed": "quiet",
    "checked": "quiet",
    "started": "accent",
    "finished": "accent",
    "judged": "good",
    "reviewed": "good",
    "expired": "attention",
    "withdrawn": "attention",
    "erased": "quiet",
}
CHECK_TITLES = {**titles.CHECK_TITLES, "versions": to_say("Versions")}
CHECK_WORDS = {"green": to_say("Works"), "amber": to_say("Works, with a limit"), "red": to_say("Does not work")}
CHECK_TONES = {"green": "good", "amber": "attention", "red": "stop"}
VERDICT_TONES = {"AC": "good", "WA": "stop", "RTE": "stop", "CE": "stop", "JE": "attention"}
"""Limits (TLE, MLE, OLE) take the default, attention."""
CANDIDATE = to_say("The candidate")
ACTION_WORDS = {
    "report.viewed": to_say("looked at the report"),
    "attempt.compared": to_say("looked at the scores beside those of others"),
    "attempt.exported": to_say("downloaded the scores in a table"),
    "result.read": to_say("read the scores with a program"),
    "result.sent": to_say("sent the score to the employer's applicant-tracking system"),
    "report.exported": to_say("downloaded the report as a signed PDF"),
    "recording.opened": to_say("opened the {stream} recording"),
    "identity.compared": to_say("compared the pictures of the identity step: {outcome}"),
    "identity.deleted": to_say("deleted the {pictures} pictures of the identity step"),
    "share.created": to_say("made a share link"),
    "share.revoked": to_say("withdrew a share link"),
    "share.viewed": to_say("opened the shared report"),
    "continuation.created": to_say("made a code to continue on another machine"),
    "continuation.used": to_say("used the code on another machine"),
    "continuation.revoked": to_say("took back a code to continue on another machine"),
    "attempt.continued": to_say("continued on machine {place}"),
    "time.credited": to_say("credited {seconds} s of time ({cause})"),
    "time.given": to_say("gave {seconds} s ({cause})"),
    "attempt.joined": to_say("joined with the invitation's code"),
    "attempt.erased": to_say("deleted everything"),
    "invitation.mailed": to_say("sent a new code by e-mail"),
    "job.retried": to_say("had work of the server tried again"),
    "backup.restored": to_say("restored from a backup"),
    "attempt.started": to_say("started the time"),
    "attempt.finished": to_say("handed in"),
    "attempt.withdrawn": to_say("stopped the attempt"),
    "journal.restored": to_say("got the work that the server holds put back on their computer"),
    "live.looked": to_say("looked in live (camera and screen)"),
    "message.sent": to_say("wrote a message to the candidate"),
    "record.exported": to_say("downloaded the record for an independent check"),
    "evidence.import_begun": to_say("began to import an evidence file"),
    "evidence.imported": to_say("imported an evidence file: {entries} entries and {segments} recordings were new"),
    "account.password_changed": to_say("changed their password"),
    "account.password_refused": to_say("gave a wrong password when asked who they are"),
    "account.code_refused": to_say("refused a wrong code of the second factor"),
    "account.factor_added": to_say("set up an authenticator app"),
    "account.factor_removed": to_say("removed their authenticator app"),
    "account.codes_renewed": to_say("made new recovery codes"),
    "account.passkey_added": to_say("made a passkey"),
    "account.passkey_removed": to_say("removed a passkey"),
    "account.token_made": to_say("made an API token"),
    "account.token_revoked": to_say("revoked an API token"),
    "organisation.made": to_say("made the organisation, at the command line"),
    "member.invited": to_say("invited a member"),
    "member.invitation_withdrawn": to_say("withdrew the invitation of a member"),
    "member.joined": to_say("became a member"),
    "member.roles_changed": to_say("changed the roles of a member"),
    "member.removed": to_say("removed a member"),
    "sign_on.changed": to_say("changed single sign-on (in use: {enabled}, required: {required})"),
    "sign_on.removed": to_say("removed single sign-on"),
    "sign_on.connected": to_say("connected their account for single sign-on"),
    "sign_on.disconnected": to_say("disconnected their account for single sign-on"),
    "sign_on.refused": to_say("did not let somebody in by single sign-on ({reason})"),
    "impressions.read": to_say("read what {answers} candidates together said of how it was"),
    "assessment.made": to_say("made version {version} of an assessment"),
    "invitation.made": to_say("invited somebody"),
    "webhook.made": to_say("made a webhook"),
    "webhook.removed": to_say("removed a webhook"),
    "webhook.secret_changed": to_say("made a new secret for a webhook"),
    "webhook.switched": to_say("switched a webhook {state}"),
    "webhook.replayed": to_say("had {deliveries} deliveries of a webhook sent again"),
    "partner.error": to_say("complained of an answer to an applicant-tracking system ({call}: {count})"),
    "partner.key_written": to_say("wrote down the key to an applicant-tracking system"),
    "partner.key_removed": to_say("removed the key to an applicant-tracking system"),
    "invitation.withdrawn": to_say("withdrew an invitation"),
    "pipeline.changed": to_say("moved an invitation in the list of candidates: {do} {stage}"),
    "pipeline.undone": to_say("undid that ({do})"),
    "note.written": to_say("wrote a note about a candidate"),
    "note.removed": to_say("took a note about a candidate away"),
    "problem.imported": to_say("brought in a problem"),
    "problem.begun": to_say("began a problem"),
    "problem.edited": to_say("saved version {version} of a problem ({files} files)"),
    "problem.restored": to_say("restored version {from} of a problem as version {version}"),
    "problem.labelled": to_say("changed the labels of a problem"),
    "problem.verified": to_say("verified a problem"),
    "problem.downloaded": to_say("downloaded a problem with its tests"),
    "review.named": to_say("named a reviewer"),
    "review.unnamed": to_say("took a reviewer off"),
    "review.handed_in": to_say("handed in a review"),
    "review.reopened": to_say("reopened a review, with a reason"),
    "review.restored": to_say("undid the reopening of a review: it is as it was handed in"),
    "review.opened": to_say("opened the reviews ({reviews}): all are in"),
    "annotation.written": to_say("wrote about the code"),
    "annotation.removed": to_say("took back what they had written about the code"),
    "evidence.opened": to_say("opened the {what}"),
    "decision.made": to_say("decided, with a reason"),
    "feedback.released": to_say("released feedback to the candidate"),
    "panel.named": to_say("named somebody who reviews each attempt"),
    "panel.unnamed": to_say("took somebody off who reviewed each attempt"),
    "request.created": to_say("asked for: {kind}"),
    "request.answered": to_say("answered a request"),
    "erasure.checked": to_say("checked for holds and decided on the deletion"),
    "erasure.failed": to_say("could not carry out the deletion"),
    "hold.placed": to_say("recorded a hold"),
    "hold.released": to_say("ended a hold"),
}
OUTCOME_WORDS = {
    "same": to_say("the same person"),
    "different": to_say("not the same person"),
    "unsure": to_say("they could not tell"),
}
OUTCOME_CHOICES = {
    "same": to_say("The same person"),
    "different": to_say("Not the same person"),
    "unsure": to_say("I could not tell, also after asking the candidate"),
}
CAUSE_WORDS = {
    "server": to_say("the server was not reachable"),
    "network": to_say("the connection was interrupted"),
    "member": to_say("more time"),
    "break": to_say("a break"),
}
REQUEST_WORDS = {
    "erasure": to_say("Deletion"),
    "retention": to_say("Deletion at the end of the time of keeping"),
    "access": to_say("Access"),
    "rectification": to_say("Correction"),
    "restriction": to_say("Restriction"),
    "objection": to_say("Objection"),
    "explanation": to_say("Explanation"),
    "appeal": to_say("Appeal"),
}
REQUEST_STATE_WORDS = {
    "received": to_say("Received"),
    "waiting": to_say("Waiting"),
    "held": to_say("Held by law"),
    "done": to_say("Done"),
    "withdrawn": to_say("Withdrawn"),
}
REQUEST_STATE_TONES = {"received": "accent", "waiting": "accent", "held": "attention", "done": "good"}
TIMELINESS_TONES = {"on time": "good", "late": "attention", "unproven": "attention"}
STRENGTH_TONES = {"seen directly": "accent", "indicated": "attention", "could not tell": "quiet"}


STAGE_WORDS = {
    "new": to_say("New"),
    "shortlist": to_say("Shortlist"),
    "interview": to_say("Interview"),
    "offer": to_say("Offer"),
    "closed": to_say("Closed"),
}
_DONE_SENTENCES = {
    "move": to_say("{n} moved."),
    "archive": to_say("{n} archived."),
    "restore": to_say("{n} brought back from the archive."),
    "withdraw": to_say("{n} withdrawn."),
    "again": to_say("{n} invited again."),
}
AUDIENCE_WORDS = {"team": to_say("everybody who evaluates"), "recruiting": to_say("owners and recruiters")}
AUDIENCE_TITLES = {"team": to_say("Everybody who evaluates"), "recruiting": to_say("Owners and recruiters")}
FORMER_MEMBER = to_say("A former member")
SHARE_HOLDER = to_say("Somebody with a share link")
ROLE_WORDS, role_words = roles.ROLE_WORDS, roles.role_words
ROLE_TITLES = {
    "owner": to_say("Owner"),
    "recruiter": to_say("Recruiter"),
    "reviewer": to_say("Reviewer"),
    "interviewer": to_say("Interviewer"),
    "data-protection officer": to_say("Data-protection officer"),
}
STREAM_WORDS = {
    "camera": to_say("Camera"),
    "microphone": to_say("Microphone"),
    "screen": to_say("Screen"),
    "stills": to_say("Stills"),
    "identity": to_say("Identity"),
}
DIFFICULTY_WORDS = {"easy": to_say("Easy"), "medium": to_say("Medium"), "hard": to_say("Hard")}
STRENGTH_WORDS = {
    "seen directly": to_say("Seen directly"),
    "indicated": to_say("Indicated"),
    "could not tell": to_say("Could not tell"),
}
TIMELINESS_WORDS = {"on time": to_say("on time"), "late": to_say("late"), "unproven": to_say("unproven")}
SUBJECT_WORDS = {
    "assessment": to_say("assessment"),
    "attempt": to_say("attempt"),
    "candidate": to_say("candidate"),
    "invitation": to_say("invitation"),
    "job": to_say("job"),
    "member": to_say("member"),
    "organisation": to_say("organisation"),
    "problem": to_say("problem"),
    "webhook": to_say("webhook"),
}
_DETAIL_WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": {
        "erasure": to_say("deletion"),
        "retention": to_say("deletion at the end of the time of keeping"),
        "access": to_say("access"),
        "rectification": to_say("correction"),
        "restriction": to_say("restriction"),
        "objection": to_say("objection"),
        "explanation": to_say("explanation"),
        "appeal": to_say("appeal"),
    },
    "cause": CAUSE_WORDS,
    "outcome": OUTCOME_WORDS,
    "stream": {
        "camera": to_say("camera"),
        "microphone": to_say("microphone"),
        "screen": to_say("screen"),
        "stills": to_say("stills"),
        "identity": to_say("identity"),
    },
    "what": {"replay": to_say("replay"), "code": to_say("code")},
    "state": {"on": to_say("on"), "off": to_say("off")},
    "do": {
        "move": to_say("move"),
        "archive": to_say("archive"),
        "restore": to_say("restore"),
        "withdraw": to_say("withdraw"),
        "again": to_say("again"),
    },
    "stage": {
        "new": to_say("new"),
        "shortlist": to_say("shortlist"),
        "interview": to_say("interview"),
        "offer": to_say("offer"),
        "closed": to_say("closed"),
    },
}
"""Words for values that stand in the details of audit entries, where an action's words have a place for them."""
OUTCOME_TITLES = {"advance": to_say("Goes on"), "hold": to_say("On hold"), "decline": to_say("Declined")}


def plain_moment(at_us: int | None) -> str:
    """A time in UTC as plain text."""
    return moment_words(at_us)


def action_words(entry: AuditEntry) -> str:
    """What somebody did, as the end of a sentence that begins with who. Unknown actions keep their name."""
    words = ACTION_WORDS.get(entry.action, entry.action.replace(".", ": ").replace("_", " "))
    details = _Details(entry.details)
    for name, known in _DETAIL_WORDS.items():
        if (value := details.get(name)) in known:
            details[name] = said(known[str(value)])
    return said(words).format_map(details)


def actor_words(entry: AuditEntry, members: Mapping[str, str]) -> str:
    """Who did it: a member's name, the candidate, somebody with a share link, or the system itself."""
    if entry.actor_kind == "member":
        return members.get(entry.actor, FORMER_MEMBER)
    return {"candidate": CANDIDATE, "share": SHARE_HOLDER}.get(entry.actor_kind, "Recrutr")


def done_words(done: Done) -> str:
    """What was done with how many, as a sentence."""
    if done.action.stage:
        stage = STAGE_WORDS[done.action.stage]
        return say_count("{n} moved to {stage}.", "{n} moved to {stage}.", done.changed, stage=stage)
    return said(_DONE_SENTENCES[done.action.kind]).format(n=done.changed)


class _Details(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


def use_words(percent: int, limit: str) -> str:
    """A step of use: `up to 25 % of 2 s`, `more than 2 s`."""
    if percent == OVER_LIMIT:
        return say("more than {limit}", limit=limit)
    return say("up to {percent} % of {limit}", percent=percent, limit=limit)


_MAIL_FAULTS = {
    "mail.unreachable": to_say("the mail server does not answer"),
    "mail.later": to_say("the mail server asked to wait"),
    "mail.unset": to_say("no mail server is set"),
    "mail.address": to_say("the address is none that mails can go to"),
    "mail.recipient": to_say("the mail server does not know the address"),
}


def mail_words(mail: Mail) -> str:
    """What became of an e-mail, so far."""
    why = said(_MAIL_FAULTS.get(mail.code or "", ""))
    if mail.state == MailState.SENT:
        return say("E-mail sent")
    if mail.state == MailState.FAILED:
        why = why or say("the mail server refused it")
        return say("E-mail not sent: {why}. Hand the link on yourself", why=why)
    if mail.state == MailState.ENDED:
        return say("E-mail not sent: the invitation ended before")
    return say("E-mail waits: {why}", why=why) if why else say("E-mail on its way")


_JOBS = {
    "scoring.judge": to_say("Judging a submission"),
    "library.verify": to_say("Verifying a problem"),
    "reports.build": to_say("Building a report"),
    "privacy.erase": to_say("Deleting a candidate's data"),
    "privacy.scrub": to_say("Rewriting the database after a deletion"),
    "identity.delete": to_say("Deleting pictures of an identity step"),
    "mail.send": to_say("Sending an e-mail"),
    "webhooks.deliver": to_say("Delivering a webhook"),
}


def job_words(kind: str) -> str:
    """What a job does."""
    return _JOBS.get(kind, kind)
