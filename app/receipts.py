"""Receipts as a person keeps them: one JSON file that anyone can verify, with a readable text beside it.

Guarantees: what the text says comes only from signed values that were verified before; the JSON holds the signed bytes
unchanged. Pure but for the bytes it is given.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from protocol.receipts import Countersigned, ErasureReceipt, Signed, SubmissionReceipt
from protocol.wire import Joined, ProblemView

HOW_TO_VERIFY = (
    "Each signature is Ed25519 over the domain line followed by the bytes of `value` (base64). "
    "`recrutr verify-receipt FILE` checks it."
)


def utc(at_us: int) -> str:
    """Word a time in microseconds of Unix time, to the second."""
    return datetime.fromtimestamp(at_us // 1_000_000, UTC).strftime("%d %B %Y, %H:%M:%S UTC")


def submission_text(joined: Joined, problems: list[ProblemView], device_signed: Signed, answer: Signed | None) -> str:
    """Word a submission receipt. Raises Tampered when a signature does not hold."""
    receipt = SubmissionReceipt.from_signed(device_signed, device_signed.public_key)
    titles = {problem.problem: f"{problem.label}. {problem.title}" for problem in problems}
    lines = [
        f"Submission receipt: {joined.assessment_title}",
        f"Organisation: {joined.organisation}",
        f"Attempt: {receipt.attempt}",
        f"Finished on this computer: {utc(receipt.finished_wall_us)}",
        f"Journal: {receipt.seq} entries, ending in {receipt.head}",
        "",
        "Handed in:" if receipt.submissions else "Nothing was handed in.",
    ]
    for handed in receipt.submissions:
        lines += [f"  {titles.get(handed.problem, handed.problem)}", f"    source SHA-256 {handed.source_digest}"]
    lines += [f"Recording {track.track}: {track.segments} parts" for track in receipt.tracks]
    lines += ["", f"Signed by this computer, key {device_signed.public_key}"]
    if answer is None:
        lines.append("The server has not confirmed it yet; this receipt already proves when and what you handed in.")
    else:
        word = Countersigned.from_signed(answer, joined.server_public_key)
        lines.append(f"Confirmed by the server on {utc(word.received_at_us)}: {word.timeliness}")
    return "\n".join(lines) + "\n"


def submission_file(joined: Joined, device_signed: Signed, answer: Signed | None) -> bytes:
    """Make the JSON file of a submission receipt."""
    return _file(
        {
            "what": "Recrutr submission receipt",
            "how_to_verify": HOW_TO_VERIFY,
            "server_public_key": joined.server_public_key,
            "receipt_domain": SubmissionReceipt.DOMAIN.decode(),
            "receipt": device_signed.model_dump(mode="json"),
            "countersignature_domain": Countersigned.DOMAIN.decode(),
            "countersignature": None if answer is None else answer.model_dump(mode="json"),
        }
    )


def erasure_text(signed: Signed, server_public_key: str) -> str:
    """Word an erasure receipt. Raises Tampered when it is not by the server's key."""
    receipt = ErasureReceipt.from_signed(signed, server_public_key)
    return "\n".join(
        [
            "Erasure receipt",
            f"Your key was destroyed on {utc(receipt.key_destroyed_at_us)}; since then no copy can be read.",
            (
                f"Deleted: {receipt.rows_deleted} records, {receipt.objects_deleted} recording files, "
                f"{receipt.shares_revoked} shared links ended."
            ),
            "Kept:" if receipt.retained else "Nothing is kept.",
            *(f"  {what}" for what in receipt.retained),
            f"Backups are overwritten by {utc(receipt.purge_backups_by_us)}; until then they are unreadable.",
            f"Request {receipt.request}, attempt {receipt.attempt}",
            f"Signed by the server, key {signed.public_key}",
            "",
        ]
    )


def erasure_file(signed: Signed) -> bytes:
    """Make the JSON file of an erasure receipt."""
    return _file(
        {
            "what": "Recrutr erasure receipt",
            "how_to_verify": HOW_TO_VERIFY,
            "receipt_domain": ErasureReceipt.DOMAIN.decode(),
            "receipt": signed.model_dump(mode="json"),
        }
    )


def _file(content: dict[str, object]) -> bytes:
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
