"""Receipts as a person keeps them: one JSON file that anyone can verify, with a readable text beside it.

Guarantees: what the text says comes only from signed values that were verified before; the JSON holds the signed bytes
unchanged. Pure but for the bytes it is given.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from protocol.receipts import Countersigned, ErasureReceipt, Signed, SubmissionReceipt
from protocol.saying import Later, to_say, to_say_count, together
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
    about = together(
        to_say("Submission receipt: {assessment}", assessment=joined.assessment_title),
        to_say("Organisation: {organisation}", organisation=joined.organisation),
        to_say("Attempt: {attempt}", attempt=receipt.attempt),
        to_say("Finished on this computer: {when}", when=utc(receipt.finished_wall_us)),
        to_say_count(
            "Journal: {n} entry, ending in {head}",
            "Journal: {n} entries, ending in {head}",
            receipt.seq,
            head=receipt.head,
        ),
        between="\n",
    )
    handed_in = [to_say("Handed in:") if receipt.submissions else to_say("Nothing was handed in.")]
    for handed in receipt.submissions:
        handed_in.append(_indented(titles.get(handed.problem, handed.problem)))
        handed_in.append(to_say("    source SHA-256 {digest}", digest=handed.source_digest))
    handed_in += [
        to_say_count("Recording {track}: {n} part", "Recording {track}: {n} parts", track.segments, track=track.track)
        for track in receipt.tracks
    ]
    signed = together(
        to_say("Signed by this computer, key {key}", key=device_signed.public_key),
        _confirmation(joined, answer),
        between="\n",
    )
    return together(about, together(*handed_in, between="\n"), signed, between="\n\n")


def _confirmation(joined: Joined, answer: Signed | None) -> Later:
    if answer is None:
        return to_say("The server has not confirmed it yet; this receipt already proves when and what you handed in.")
    word = Countersigned.from_signed(answer, joined.server_public_key)
    when = utc(word.received_at_us)
    return {
        "on time": to_say("Confirmed by the server on {when}: on time", when=when),
        "late": to_say("Confirmed by the server on {when}: late", when=when),
        "unproven": to_say("Confirmed by the server on {when}: unproven", when=when),
    }[word.timeliness]


def _indented(text: str) -> Later:
    return together("  " + text)


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
    return together(
        to_say("Erasure receipt"),
        to_say(
            "Your key was destroyed on {when}; since then no copy can be read.", when=utc(receipt.key_destroyed_at_us)
        ),
        to_say(
            "Deleted: {records} records, {files} recording files, {links} shared links ended.",
            records=receipt.rows_deleted,
            files=receipt.objects_deleted,
            links=receipt.shares_revoked,
        ),
        to_say("Kept:") if receipt.retained else to_say("Nothing is kept."),
        *(_indented(what) for what in receipt.retained),
        to_say(
            "Backups are overwritten by {when}; until then they are unreadable.", when=utc(receipt.purge_backups_by_us)
        ),
        to_say("Request {request}, attempt {attempt}", request=receipt.request, attempt=receipt.attempt),
        to_say("Signed by the server, key {key}", key=signed.public_key),
        between="\n",
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
