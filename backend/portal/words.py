"""Plain words for states, actions and colours on the pages. Data and look-ups only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from backend.audit.models import AuditEntry
from backend.mail.models import Mail, MailState
from protocol import check_words as titles
from protocol.wire import OVER_LIMIT

STATE_WORDS = {
    "created": "Invited",
    "noticed": "Read the notice",
    "checked": "Checked the computer",
    "started": "Working",
    "finished": "Handed in, being judged",
    "judged": "Judged",
    "reviewed": "Reviewed",
    "expired": "Expired",
    "withdrawn": "Withdrawn by the candidate",
    "erased": "Deleted",
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
CHECK_TITLES = {**titles.CHECK_TITLES, "versions": "Versions"}
CHECK_WORDS = {"green": "Works", "amber": "Works, with a limit", "red": "Does not work"}
CHECK_TONES = {"green": "good", "amber": "attention", "red": "stop"}
VERDICT_TONES = {"AC": "good", "WA": "stop", "RTE": "stop", "CE": "stop", "JE": "attention"}
"""Limits (TLE, MLE, OLE) take the default, attention."""
CANDIDATE = "The candidate"
ACTION_WORDS = {
    "report.viewed": "looked at the report",
    "attempt.compared": "looked at the scores beside those of others",
    "attempt.exported": "downloaded the scores in a table",
    "result.read": "read the scores with a program",
    "result.sent": "sent the score to the employer's applicant-tracking system",
    "report.exported": "downloaded the report as a signed PDF",
    "recording.opened": "opened the {stream} recording",
    "identity.compared": "compared the pictures of the identity step: {outcome}",
    "identity.deleted": "deleted the {pictures} pictures of the identity step",
    "share.created": "made a share link",
    "share.revoked": "withdrew a share link",
    "share.viewed": "opened the shared report",
    "continuation.created": "made a code to continue on another machine",
    "continuation.used": "used the code on another machine",
    "continuation.revoked": "took back a code to continue on another machine",
    "attempt.continued": "continued on machine {place}",
    "time.credited": "credited {seconds} s of time ({cause})",
    "time.given": "gave {seconds} s ({cause})",
    "attempt.joined": "joined with the invitation's code",
    "attempt.erased": "deleted everything",
    "invitation.mailed": "sent a new code by e-mail",
    "job.retried": "had work of the server tried again",
    "backup.restored": "restored from a backup",
    "attempt.started": "started the time",
    "attempt.finished": "handed in",
    "attempt.withdrawn": "stopped the attempt",
    "journal.restored": "got the work that the server holds put back on their computer",
    "live.looked": "looked in live (camera and screen)",
    "message.sent": "wrote a message to the candidate",
    "record.exported": "downloaded the record for an independent check",
    "evidence.import_begun": "began to import an evidence file",
    "evidence.imported": "imported an evidence file: {entries} entries and {segments} recordings were new",
    "account.password_changed": "changed their password",
    "account.password_refused": "gave a wrong password when asked who they are",
    "account.code_refused": "refused a wrong code of the second factor",
    "account.factor_added": "set up an authenticator app",
    "account.factor_removed": "removed their authenticator app",
    "account.codes_renewed": "made new recovery codes",
    "account.passkey_added": "made a passkey",
    "account.passkey_removed": "removed a passkey",
    "account.token_made": "made an API token",
    "account.token_revoked": "revoked an API token",
    "organisation.made": "made the organisation, at the command line",
    "member.invited": "invited a member",
    "member.invitation_withdrawn": "withdrew the invitation of a member",
    "member.joined": "became a member",
    "member.roles_changed": "changed the roles of a member",
    "member.removed": "removed a member",
    "sign_on.changed": "changed single sign-on (in use: {enabled}, required: {required})",
    "sign_on.removed": "removed single sign-on",
    "sign_on.connected": "connected their account for single sign-on",
    "sign_on.disconnected": "disconnected their account for single sign-on",
    "sign_on.refused": "did not let somebody in by single sign-on ({reason})",
    "impressions.read": "read what {answers} candidates together said of how it was",
    "assessment.made": "made version {version} of an assessment",
    "invitation.made": "invited somebody",
    "webhook.made": "made a webhook",
    "webhook.removed": "removed a webhook",
    "webhook.secret_changed": "made a new secret for a webhook",
    "webhook.switched": "switched a webhook {state}",
    "webhook.replayed": "had {deliveries} deliveries of a webhook sent again",
    "partner.error": "complained of an answer to an applicant-tracking system ({call}: {count})",
    "partner.key_written": "wrote down the key to an applicant-tracking system",
    "partner.key_removed": "removed the key to an applicant-tracking system",
    "invitation.withdrawn": "withdrew an invitation",
    "pipeline.changed": "moved an invitation in the list of candidates: {do} {stage}",
    "pipeline.undone": "undid that ({do})",
    "note.written": "wrote a note about a candidate",
    "note.removed": "took a note about a candidate away",
    "problem.imported": "brought in a problem",
    "problem.begun": "began a problem",
    "problem.edited": "saved version {version} of a problem ({files} files)",
    "problem.restored": "restored version {from} of a problem as version {version}",
    "problem.labelled": "changed the labels of a problem",
    "problem.verified": "verified a problem",
    "problem.downloaded": "downloaded a problem with its tests",
    "review.named": "named a reviewer",
    "review.unnamed": "took a reviewer off",
    "review.handed_in": "handed in a review",
    "review.reopened": "reopened a review, with a reason",
    "review.restored": "undid the reopening of a review: it is as it was handed in",
    "review.opened": "opened the {reviews} reviews: all are in",
    "annotation.written": "wrote about the code",
    "annotation.removed": "took back what they had written about the code",
    "evidence.opened": "opened the {what}",
    "decision.made": "decided, with a reason",
    "feedback.released": "released feedback to the candidate",
    "panel.named": "named somebody who reviews each attempt",
    "panel.unnamed": "took somebody off who reviewed each attempt",
    "request.created": "asked for: {kind}",
    "request.answered": "answered a request",
    "erasure.checked": "checked for holds and decided on the deletion",
    "erasure.failed": "could not carry out the deletion",
    "hold.placed": "recorded a hold",
    "hold.released": "ended a hold",
}
OUTCOME_WORDS = {"same": "the same person", "different": "not the same person", "unsure": "they could not tell"}
OUTCOME_CHOICES = {
    "same": "The same person",
    "different": "Not the same person",
    "unsure": "I could not tell, also after asking the candidate",
}
CAUSE_WORDS = {
    "server": "the server was not reachable",
    "network": "the connection was interrupted",
    "member": "more time",
    "break": "a break",
}
REQUEST_WORDS = {
    "erasure": "Deletion",
    "retention": "Deletion at the end of the time of keeping",
    "access": "Access",
    "rectification": "Correction",
    "restriction": "Restriction",
    "objection": "Objection",
    "explanation": "Explanation",
    "appeal": "Appeal",
}
REQUEST_STATE_WORDS = {
    "received": "Received",
    "waiting": "Waiting",
    "held": "Held by law",
    "done": "Done",
    "withdrawn": "Withdrawn",
}
REQUEST_STATE_TONES = {"received": "accent", "waiting": "accent", "held": "attention", "done": "good"}
TIMELINESS_TONES = {"on time": "good", "late": "attention", "unproven": "attention"}
STRENGTH_TONES = {"seen directly": "accent", "indicated": "attention", "could not tell": "quiet"}


STAGE_WORDS = {
    "new": "New",
    "shortlist": "Shortlist",
    "interview": "Interview",
    "offer": "Offer",
    "closed": "Closed",
}
DONE_WORDS = {
    "move": "moved",
    "archive": "archived",
    "restore": "brought back from the archive",
    "withdraw": "withdrawn",
    "again": "invited again",
}
AUDIENCE_WORDS = {"team": "everybody who evaluates", "recruiting": "owners and recruiters"}
UNKNOWN = "\u2013"
OUTCOME_TITLES = {"advance": "Goes on", "hold": "On hold", "decline": "Declined"}


def plain_moment(at_us: int | None) -> str:
    """A time in UTC as plain text."""
    if at_us is None:
        return UNKNOWN
    when = datetime.fromtimestamp(at_us // 1_000_000, UTC)
    return f"{when.day} {when:%b %Y}, {when:%H:%M} UTC"


def action_words(entry: AuditEntry) -> str:
    """What somebody did, as the end of a sentence that begins with who. Unknown actions keep their name."""
    words = ACTION_WORDS.get(entry.action, entry.action.replace(".", ": ").replace("_", " "))
    details = _Details(entry.details)
    if (kind := details.get("kind")) in REQUEST_WORDS:
        details["kind"] = REQUEST_WORDS[str(kind)].lower()
    if (cause := details.get("cause")) in CAUSE_WORDS:
        details["cause"] = CAUSE_WORDS[str(cause)]
    if (outcome := details.get("outcome")) in OUTCOME_WORDS:
        details["outcome"] = OUTCOME_WORDS[str(outcome)]
    return words.format_map(details)


def actor_words(entry: AuditEntry, members: Mapping[str, str]) -> str:
    """Who did it: a member's name, the candidate, somebody with a share link, or the system itself."""
    if entry.actor_kind == "member":
        return members.get(entry.actor, "A former member")
    return {"candidate": CANDIDATE, "share": "Somebody with a share link"}.get(entry.actor_kind, "Recrutr")


class _Details(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


def use_words(percent: int, limit: str) -> str:
    """A step of use: `up to 25 % of 2 s`, `more than 2 s`."""
    return f"more than {limit}" if percent == OVER_LIMIT else f"up to {percent} % of {limit}"


_MAIL_FAULTS = {
    "mail.unreachable": "the mail server does not answer",
    "mail.later": "the mail server asked to wait",
    "mail.unset": "no mail server is set",
    "mail.address": "the address is none that mails can go to",
    "mail.recipient": "the mail server does not know the address",
}


def mail_words(mail: Mail) -> str:
    """What became of an e-mail, so far."""
    why = _MAIL_FAULTS.get(mail.code or "", "")
    if mail.state == MailState.SENT:
        return "E-mail sent"
    if mail.state == MailState.FAILED:
        return f"E-mail not sent: {why or 'the mail server refused it'}. Hand the link on yourself"
    if mail.state == MailState.ENDED:
        return "E-mail not sent: the invitation ended before"
    return f"E-mail waits: {why}" if why else "E-mail on its way"


_JOBS = {
    "scoring.judge": "Judging a submission",
    "library.verify": "Verifying a problem",
    "reports.build": "Building a report",
    "privacy.erase": "Deleting a candidate's data",
    "privacy.scrub": "Rewriting the database after a deletion",
    "identity.delete": "Deleting pictures of an identity step",
    "mail.send": "Sending an e-mail",
    "webhooks.deliver": "Delivering a webhook",
}


def job_words(kind: str) -> str:
    """What a job does."""
    return _JOBS.get(kind, kind)
