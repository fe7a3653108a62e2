"""The candidate's own page, by the link they were given: what is held, who looked, results, requests, deletion.

Guarantees: the link opens one attempt only; it shows nothing of hidden tests and nothing of other people but names of
those who looked; after an erasure it shows the signed receipt and nothing else. That the candidate reads their own
page is not written down: the employer sees the same list, and reading one's own data is nobody's business.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from pydantic import BaseModel, Field
from sqlalchemy import func, select

from backend.access import CandidateSubject, find, visible
from backend.accounts.models import Organisation
from backend.assessments.models import Assessment, Candidate
from backend.attempts.joining import candidate_by_page
from backend.attempts.models import Attempt, NoticeRecord
from backend.database import total
from backend.http import Reading, ServicesOf, Tx, Written
from backend.impressions.service import said_of
from backend.ingest.models import JournalHead, Segment
from backend.live.service import conversation
from backend.pipeline.notes import told_to_candidate
from backend.portal import words
from backend.portal.attempt_pages import looked_at
from backend.portal.pages import page, see_other
from backend.portal.receipts import receipt_download, receipt_of
from backend.portal.report_view import report_context
from backend.portal.repository import member_names
from backend.portal.routing import PageRoute
from backend.privacy import service as privacy
from backend.privacy.replies import replies_of
from backend.reports.service import newest_report, open_document
from backend.reviews.decisions import standing_decision
from backend.reviews.feedback import released_to, told_outcome
from backend.scoring.models import Submission
from backend.sharing.repository import lines_of
from backend.sharing.service import is_open
from backend.transaction import Services, Transaction
from protocol.errors import Gone, NotAllowed
from protocol.impressions import OBSTACLE_WORDS
from protocol.notices import Notice
from protocol.saying import to_say
from protocol.wire import RequestCreate

router = APIRouter(prefix="/candidate", route_class=PageRoute, include_in_schema=False)
ERASED = "attempt.erased"
_YOU = to_say("You")


class AskForm(BaseModel):
    """A request other than deletion; `finding`: the mark of the finding that it replies to."""

    kind: str = Field(pattern="^(access|rectification|restriction|objection|explanation|appeal)$")
    words: Written = Field(default="", max_length=4000)
    finding: str = Field(default="", max_length=120)
    csrf: str = Field(max_length=100)


class DeleteForm(BaseModel):
    """The confirmed wish for deletion."""

    understood: str = Field(pattern="^yes$")
    words: Written = Field(default="", max_length=4000)
    csrf: str = Field(max_length=100)


@router.get("/{token}")
def show_page(request: Request, token: str, services: ServicesOf, tx: Reading) -> Response:
    """The page, or the receipt when everything was deleted."""
    try:
        subject = candidate_by_page(services, token)
    except Gone as gone:
        return _receipt_page(request, tx, token, gone)
    attempt = find(tx.session, subject, Attempt, Attempt.id == subject.attempt)
    report = newest_report(tx, subject, attempt)
    context = _context(tx, subject, attempt) | {"token": token, "csrf": form_token(services, token), "document": None}
    if report is not None:
        document = open_document(tx, attempt, report)
        context |= report_context(document, "", replies_of(tx, attempt, document.findings))
    return page(request, "candidate.html", **context)


@router.get("/{token}/deletion")
def show_deletion(request: Request, token: str, services: ServicesOf, tx: Reading) -> Response:
    """The step in which the consequence is named."""
    subject = candidate_by_page(services, token)
    attempt = find(tx.session, subject, Attempt, Attempt.id == subject.attempt)
    organisation = tx.session.get_one(Organisation, attempt.organisation)
    wait_us = tx.settings.waiting_period_us
    return page(
        request,
        "candidate_deletion.html",
        organisation=organisation,
        token=token,
        wait_us=wait_us,
        csrf=form_token(services, token),
    )


@router.post("/{token}/deletion")
def ask_deletion(token: str, services: ServicesOf, tx: Tx, form: Annotated[DeleteForm, Form()]) -> Response:
    """Ask for deletion."""
    _check(services, token, form.csrf)
    privacy.create_request(tx, candidate_by_page(services, token), RequestCreate(kind="erasure", words=form.words))
    return see_other(f"/candidate/{token}#requests")


@router.post("/{token}/requests")
def ask(token: str, services: ServicesOf, tx: Tx, form: Annotated[AskForm, Form()]) -> Response:
    """Exercise another right."""
    _check(services, token, form.csrf)
    new = RequestCreate.model_validate({"kind": form.kind, "words": form.words, "finding": form.finding or None})
    privacy.create_request(tx, candidate_by_page(services, token), new)
    return see_other(f"/candidate/{token}#{'results' if form.finding else 'requests'}")


@router.get("/{token}/receipt")
def download_receipt(token: str, services: ServicesOf) -> Response:
    """The signed erasure receipt as a file."""
    try:
        candidate_by_page(services, token)
    except Gone as gone:
        if gone.code != ERASED:
            raise
        signed = json.loads(str(gone.details["receipt"]))
        return receipt_download(signed, "mine")
    return see_other(f"/candidate/{token}")


def form_token(services: Services, token: str) -> str:
    """What forms of this page carry: derived from the link's token and our secret."""
    message = b"candidate-form/" + token.encode()
    return hmac.new(services.secrets.hash_key, message, hashlib.sha256).hexdigest()


def _check(services: Services, token: str, given: str) -> None:
    if not hmac.compare_digest(given.encode(), form_token(services, token).encode()):
        raise NotAllowed("auth.csrf", to_say("This form is out of date. Load the page again and repeat it."))


def _receipt_page(request: Request, tx: Transaction, token: str, gone: Gone) -> Response:
    if gone.code != ERASED:
        raise gone
    receipt = receipt_of(tx, str(gone.details["receipt"]))
    return page(request, "candidate_erased.html", status=410, token=token, receipts=[receipt])


def _context(tx: Transaction, subject: CandidateSubject, attempt: Attempt) -> dict[str, Any]:
    notices = visible(subject, NoticeRecord).order_by(NoticeRecord.acknowledged_at_us.desc())
    notice = tx.session.scalars(notices.limit(1)).one_or_none()
    decision, released = standing_decision(tx, attempt.id), released_to(tx, subject, attempt)
    return {
        "attempt": attempt,
        "candidate": tx.session.get_one(Candidate, attempt.candidate),
        "assessment": tx.session.get_one(Assessment, attempt.assessment),
        "organisation": tx.session.get_one(Organisation, attempt.organisation),
        "notice": Notice.model_validate_json(json.dumps(notice.notice)) if notice else None,
        "held": held_of(tx, attempt),
        "conversation": conversation(tx, attempt),
        "impression": said_of(tx, attempt),
        "noted": told_to_candidate(tx, attempt.candidate),
        "obstacle_words": OBSTACLE_WORDS,
        "looked": [(_YOU if who == words.CANDIDATE else who, what, at) for who, what, at in looked_at(tx, attempt)],
        "shares": [line for line in lines_of(tx.session, attempt.id) if is_open(line.share, tx.now_us)],
        "decision": decision,
        "decided_by": member_names(tx.session, attempt.organisation).get(decision.decided_by, words.FORMER_MEMBER)
        if decision
        else "",
        "released": released,
        "outcome": told_outcome(released, decision),
        "requests": privacy.requests_of(tx, subject).requests,
        "words": words,
        "now_us": tx.now_us,
    }


def held_of(tx: Transaction, attempt: Attempt) -> dict[str, int]:
    """How much is held of the attempt that the link opened; counts only."""
    one = tx.session.execute
    segments, size = one(select(func.count(), total(Segment.size_bytes)).where(Segment.attempt == attempt.id)).one()
    entries = select(total(JournalHead.seq)).where(JournalHead.attempt == attempt.id)
    submissions = select(func.count()).select_from(Submission).where(Submission.attempt == attempt.id)
    return {
        "segments": segments,
        "segment_bytes": size,
        "entries": one(entries).scalar_one(),
        "submissions": one(submissions).scalar_one(),
    }
