"""Sending one mail: written at the last moment, from what the rows say then.

Guarantees: nothing is sent about an invitation that was withdrawn, used or has ended; a mail server that is away is
tried until then; a refusal for good is told once. A worker that dies between the server's word and its own commit sends
a second copy with the same Message-ID: a mail too many is better than none.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import urlsplit

from sqlalchemy import select

from backend.accounts.models import Member, MemberInvitation, Organisation
from backend.accounts.roles import role_words
from backend.assessments.models import Assessment, Candidate, Invitation
from backend.assessments.service import Invited
from backend.attempts.models import Attempt
from backend.jobs.service import Claimed
from backend.jobs.worker import Handler
from backend.mail import letters, service, smtp
from backend.mail.letters import Letter
from backend.mail.models import Mail, MailKind, MailState
from backend.mail.smtp import Rejected
from backend.saying import ENGLISH, say, speaking
from backend.settings import Settings
from backend.transaction import Services, Transaction
from backend.webhooks.models import EndpointState, WebhookEndpoint
from backend.zones import windows
from protocol.errors import EnvironmentFault, InvalidInput
from protocol.saying import to_say


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way."""

    mail: str
    message: EmailMessage


class SendMail(Handler[Outgoing, Rejected | None]):
    """Handler of `mail.send`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def prepare(self, tx: Transaction, job: Claimed) -> Outgoing | None:
        """Write the message; None when there is nothing to send any more. Raises EnvironmentFault(`mail.unset`)."""
        mail = _mail(tx, job)
        if mail is None or mail.state != MailState.WAITING:
            return None
        if not service.is_set_up(self._settings):
            raise EnvironmentFault("mail.unset", to_say("This worker was started without --smtp-host."))
        letter = _letter(tx, mail)
        if letter is None:
            service.end(tx, mail, MailState.ENDED)
            return None
        try:
            return Outgoing(mail.id, letters.compose(self._settings, letter, mail.created_at_us))
        except InvalidInput as error:
            service.end(tx, mail, MailState.FAILED, error.code)
            return None

    def perform(self, services: Services, work: Outgoing) -> Rejected | None:  # noqa: ARG002 - signature of the port
        """Hand it to the mail server."""
        return smtp.deliver(self._settings, work.message)

    def conclude(self, tx: Transaction, work: Outgoing, result: Rejected | None) -> None:
        """Keep what became of it."""
        mail = tx.session.get(Mail, work.mail)
        if mail is not None:
            state = MailState.SENT if result is None else MailState.FAILED
            service.end(tx, mail, state, result.code if result else None)

    def deferred(self, tx: Transaction, job: Claimed, fault: EnvironmentFault) -> None:
        """Say why it waits."""
        mail = _mail(tx, job)
        if mail is not None and mail.state == MailState.WAITING:
            mail.code = fault.code

    def given_up(self, tx: Transaction, job: Claimed) -> None:
        """Say that it will not come."""
        mail = _mail(tx, job)
        if mail is not None and mail.state == MailState.WAITING:
            service.end(tx, mail, MailState.FAILED, "mail.bug")


def _mail(tx: Transaction, job: Claimed) -> Mail | None:
    return tx.session.get(Mail, str(job.payload["mail"]))


def _letter(tx: Transaction, mail: Mail) -> Letter | None:
    secret = service.secret_of(tx.services, mail)
    if secret is None:
        return None
    organisation = tx.session.get_one(Organisation, mail.organisation)
    if mail.kind == MailKind.MEMBER:
        return _to_member(tx, mail, organisation, secret)
    if mail.kind == MailKind.WEBHOOK:
        return _to_owner(tx, mail, organisation)
    if mail.kind == MailKind.REMINDER:
        return _reminder(tx, mail, organisation)
    return _to_candidate(tx, mail, organisation, secret)


def _to_member(tx: Transaction, mail: Mail, organisation: Organisation, token: str) -> Letter | None:
    row = tx.session.get(MemberInvitation, mail.about)
    if row is None or row.revoked_at_us or row.accepted_at_us or row.expires_at_us <= tx.now_us:
        return None
    inviter = tx.session.get(Member, row.invited_by) if row.invited_by else None
    tongue = (inviter.language if inviter else None) or ENGLISH
    with speaking(tongue):
        words = {
            "roles": role_words(row.roles),
            "ends": letters.moment(row.expires_at_us),
            "link": f"{tx.settings.base_url}/portal/join/{token}",
        }
        subject = say("{organisation} invites you to Recrutr", organisation=organisation.name)
    return Letter(mail.id, MailKind.MEMBER, row.email, subject, organisation.name, words, tongue)


def _to_owner(tx: Transaction, mail: Mail, organisation: Organisation) -> Letter | None:
    about, _, owner = mail.about.partition("/")
    endpoint, member = tx.session.get(WebhookEndpoint, about), tx.session.get(Member, owner)
    if endpoint is None or endpoint.state == EndpointState.ON or member is None or member.disabled_at_us is not None:
        return None
    words = {
        "name": member.name,
        "host": urlsplit(endpoint.address).hostname or "",
        "link": f"{tx.settings.base_url}/portal/integrations/{endpoint.id}",
    }
    tongue = member.language or ENGLISH
    with speaking(tongue):
        subject = say("A webhook of {organisation} was switched off", organisation=organisation.name)
    return Letter(mail.id, MailKind.WEBHOOK, member.email, subject, organisation.name, words, tongue)


def _reminder(tx: Transaction, mail: Mail, organisation: Organisation) -> Letter | None:
    row = tx.session.get(Invitation, mail.about.partition("/")[0])
    if row is None or row.revoked_at_us or row.closes_at_us <= tx.now_us:
        return None
    if tx.session.scalar(select(Attempt.id).where(Attempt.invitation == row.id)) is not None:
        return None
    candidate = tx.session.get_one(Candidate, row.candidate)
    tongue = candidate.language or ENGLISH
    with speaking(tongue):
        words = {
            "name": candidate.name,
            "title": tx.session.get_one(Assessment, row.assessment).title,
            **_when(row),
            "contact": organisation.controller_contact,
        }
        subject = say("Your invitation from {organisation} ends soon", organisation=organisation.name)
    return Letter(mail.id, MailKind.REMINDER, candidate.email, subject, organisation.name, words, tongue)


def _to_candidate(tx: Transaction, mail: Mail, organisation: Organisation, code: str) -> Letter | None:
    row = tx.session.get(Invitation, mail.about)
    if row is None or row.revoked_at_us or row.closes_at_us <= tx.now_us:
        return None
    if tx.session.scalar(select(Attempt.id).where(Attempt.invitation == row.id)) is not None:
        return None
    candidate = tx.session.get_one(Candidate, row.candidate)
    title = tx.session.get_one(Assessment, row.assessment).title
    tongue = candidate.language or ENGLISH
    with speaking(tongue):
        words = {
            "name": candidate.name,
            "title": title,
            **_when(row),
            "code": code,
            "server": tx.settings.base_url,
            "link": Invited(row, candidate, code).page_link(tx.settings.base_url),
            "contact": organisation.controller_contact,
        }
        subject = say("{organisation} invites you to an assessment", organisation=organisation.name)
    return Letter(mail.id, MailKind.CANDIDATE, candidate.email, subject, organisation.name, words, tongue)


def _when(row: Invitation) -> dict[str, str]:
    """The window on the candidate's clock, where that is known, and on the employer's, where it differs."""
    employer, candidate = windows(row.opens_at_us, row.closes_at_us, row.employer_zone, row.candidate_zone)
    first = candidate or employer
    return {
        "zone": first.zone,
        "opens": first.opens,
        "closes": first.closes,
        "other_zone": employer.zone if candidate else "",
        "other_opens": employer.opens if candidate else "",
        "other_closes": employer.closes if candidate else "",
    }
