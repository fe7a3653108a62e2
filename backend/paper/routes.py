"""Signed PDF files for members: the comparison, one report, and the certificate by which both are checked.

Guarantees: a paper holds what its page would show this member and nothing more; taking one asks again who it is, and is
written down about each attempt in it, where the candidate sees it. A paper speaks the language of whoever takes it.
"""

from __future__ import annotations

from typing import Annotated

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from fastapi import APIRouter, Query, Response

from backend.access import find
from backend.accounts.models import Organisation
from backend.accounts.sessions import CurrentMember, require_recent
from backend.accounts.signed_in import SignedInMember
from backend.attempts.models import Attempt
from backend.audit import service as audit
from backend.blind import is_blind, stand_in
from backend.comparison.table import EXPORTED, Wanted, compare
from backend.http import Tx
from backend.paper.comparing import comparison_paper
from backend.paper.reporting import Outcome, Told, report_paper
from backend.paper.signing import Sealer
from backend.portal.pages import SECURITY_HEADERS
from backend.portal.report_view import without_name
from backend.portal.repository import member_names
from backend.portal.routing import PageRoute
from backend.privacy.replies import replies_of, without_words
from backend.reports.service import find_report, open_document, record_view
from backend.reviews.decisions import decisions_of
from backend.saying import say
from backend.transaction import Transaction

router = APIRouter(prefix="/portal", route_class=PageRoute, include_in_schema=False)


@router.get("/assessments/{assessment}/comparison.pdf")
def give_comparison(assessment: str, member: SignedInMember, tx: Tx, wanted: Annotated[Wanted, Query()]) -> Response:
    """The rows as wanted. Owners and recruiters."""
    require_recent(member)
    table = compare(tx, member.subject, assessment, wanted, EXPORTED)
    return _pdf(comparison_paper(table, _sealer(tx, member), tx.now_us), f"comparison-{assessment}")


@router.get("/reports/{report_id}/report.pdf")
def give_report(report_id: str, member: SignedInMember, tx: Tx) -> Response:
    """One report, for whoever may see it."""
    require_recent(member)
    report = find_report(tx, member.subject, report_id)
    attempt = find(tx.session, member.subject, Attempt, Attempt.id == report.attempt)
    record_view(tx, member.subject, attempt, report)
    event = audit.Event("report.exported", "attempt", attempt.id, {"report": report.id})
    audit.record(tx, member.subject, attempt.organisation, event)
    document = open_document(tx, attempt, report)
    replies = replies_of(tx, attempt, document.findings)
    if is_blind(tx.session, member.subject, attempt.id):
        document, replies = without_name(tx, attempt, document, stand_in(attempt.id)), without_words(replies)
    told = Told(_outcome(tx, member, attempt), replies)
    return _pdf(report_paper(document, told, _sealer(tx, member), tx.now_us), f"report-{report.id}")


@router.get("/signing-certificate")
def give_certificate(member: SignedInMember, tx: Tx) -> Response:
    """The certificate of the organisation's papers, as PEM: whoever gets a paper checks it by this."""
    made = x509.load_der_x509_certificate(_sealer(tx, member).certificate).public_bytes(Encoding.PEM)
    return _file(made, "application/x-pem-file", "certificate.pem")


def _outcome(tx: Transaction, member: CurrentMember, attempt: Attempt) -> Outcome | None:
    names = member_names(tx.session, attempt.organisation)
    for each in decisions_of(tx, member.subject, attempt):
        return Outcome(each.row.outcome, names.get(each.row.decided_by, say("A former member")), each.row.decided_at_us)
    return None


def _sealer(tx: Transaction, member: CurrentMember) -> Sealer:
    organisation = tx.session.get_one(Organisation, member.subject.organisation)
    return Sealer.of(tx.keys, (organisation.id, organisation.name), tx.now_us)


def _pdf(content: bytes, name: str) -> Response:
    return _file(content, "application/pdf", f"{name}.pdf")


def _file(content: bytes, kind: str, name: str) -> Response:
    headers = SECURITY_HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=headers)
