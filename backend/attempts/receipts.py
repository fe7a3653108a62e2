"""Holding the device's submission receipt against what is stored: the journal and the submissions.

Guarantees: a contradiction is flagged for a human and makes the time `unproven`; nothing is refused or lost by it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from backend.attempts.flags import FlagCode, flag
from backend.attempts.models import Attempt, AttemptFlag
from backend.ingest.reading import stored_hash
from backend.ingest.timeliness import Claim, timed
from backend.scoring.models import Submission
from backend.transaction import Transaction
from protocol.attempts import AttemptState
from protocol.errors import InvalidInput
from protocol.facts import StateFact, parse_fact
from protocol.journal import Entry
from protocol.receipts import Signed, SubmissionReceipt, Timeliness


def receipt_of(attempt: Attempt) -> SubmissionReceipt | None:
    """The device's receipt, which `finish` verified; None before that."""
    if attempt.receipt is None:
        return None
    signed = Signed.model_validate(attempt.receipt)
    return SubmissionReceipt.from_signed(signed, signed.public_key)


def finish_timeliness(tx: Transaction, attempt: Attempt, receipt: SubmissionReceipt) -> Timeliness:
    """When the attempt was finished, asked now. Flags what the stored journal or a stored submission contradicts."""
    _compare_submissions(tx, attempt, receipt)
    stored = stored_hash(tx, attempt, receipt.device, receipt.seq)
    if stored is not None and stored != receipt.head:
        flag(tx, attempt, FlagCode.RECEIPT_HEAD, {"seq": receipt.seq})
        return "unproven"
    word = timed(tx, attempt, Claim(receipt.device, receipt.seq, _is_finish))
    if not word.borne_out:
        flag(tx, attempt, FlagCode.RECEIPT_UNPROVEN, {"seq": receipt.seq if stored else None})
    return word.timeliness


def compare_arrived(tx: Transaction, attempt: Attempt, entries: Sequence[Entry]) -> None:
    """Hold entries that arrived after the receipt against it. The countersigned word stays as it was given."""
    receipt = receipt_of(attempt)
    if receipt is None:
        return
    named = [entry for entry in entries if (entry.header.device, entry.seq) == (receipt.device, receipt.seq)]
    if any(entry.hash != receipt.head for entry in named):
        flag(tx, attempt, FlagCode.RECEIPT_HEAD, {"seq": receipt.seq})
        attempt.timeliness = "unproven"


def _compare_submissions(tx: Transaction, attempt: Attempt, receipt: SubmissionReceipt) -> None:
    listed = {each.submission: (each.problem, each.source_digest) for each in receipt.submissions}
    rows = tx.session.execute(
        select(Submission.id, Submission.problem, Submission.source_digest).where(Submission.attempt == attempt.id)
    )
    earlier = select(AttemptFlag.details).where(
        AttemptFlag.attempt == attempt.id, AttemptFlag.code == FlagCode.EARLIER_SUBMISSION.value
    )
    arrived_later = {details.get("submission") for details in tx.session.scalars(earlier)}
    for submission, problem, digest in rows:
        if submission not in listed and submission in arrived_later:
            continue  # from a machine before this one, which took over only what had arrived until then
        if listed.get(submission) != (problem, digest):
            flag(tx, attempt, FlagCode.SUBMISSION_RECEIPT, {"submission": submission})


def _is_finish(entry: Entry) -> bool:
    try:
        fact = parse_fact(entry.body)
    except InvalidInput:
        return False
    return isinstance(fact, StateFact) and fact.state == AttemptState.FINISHED
