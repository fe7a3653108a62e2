"""A server's answers for a device that continues an attempt, and its words that the time ends later, for tests."""

from __future__ import annotations

import time

from protocol.canonical import digest_hex, from_base64
from protocol.identifiers import new_identifier
from protocol.receipts import CreditCause, EarlierDevice, Extension, Signed, Ticket
from protocol.verdicts import LanguageId, Verdict
from protocol.wire import HandedDocument, HandedSubmission, Handover, Started, SubmissionRequest, SubmissionStatus
from tests.storage.issuer import Issuer


def continued(issuer: Issuer, started: Started, handover: Handover | None) -> Started:
    """`started` as the server answers it to the second device."""
    earlier = EarlierDevice(device=new_identifier(), ticket_digest="ab" * 32, seq=17, head="cd" * 32)
    ticket = Ticket.parse(from_base64(started.ticket.value)).model_copy(update={"place": 2, "continues": earlier})
    return started.model_copy(update={"ticket": ticket.signed_by(issuer.key), "handover": handover})


def handed_document(
    problem: str, language: LanguageId, text: str, *, shown: bool = True, path: str | None = None
) -> HandedDocument:
    return HandedDocument(problem=problem, language=language, text=text, shown=shown, path=path)


def handed_submission(problem: str, source: str) -> HandedSubmission:
    request = SubmissionRequest(
        problem=problem,
        language=LanguageId.PYTHON,
        source=source,
        source_digest=digest_hex(source.encode()),
        seq=9,
    )
    status = SubmissionStatus(
        submission=new_identifier(),
        problem=problem,
        received_at_us=time.time_ns() // 1000,
        timeliness="on time",
        state="judged",
        verdict=Verdict.ACCEPTED,
        score=100,
        max_score=100,
    )
    return HandedSubmission(request=request, status=status)


def extension(issuer: Issuer, deadline_us: int, number: int = 1, cause: CreditCause = "server") -> Signed:
    word = Extension(
        attempt=issuer.attempt,
        number=number,
        deadline_us=deadline_us,
        credited_us=600_000_000,
        cause=cause,
        at_us=time.time_ns() // 1000,
    )
    return word.signed_by(issuer.key)
