"""`recrutr verify-receipt FILE`: checks a saved receipt offline, with the keys that stand in it.

Guarantees: only says "holds" when every signature does; names what does not. Reads one file, writes nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from app.receipts import utc
from protocol.errors import InvalidInput, RecrutrError, Tampered
from protocol.receipts import Countersigned, ErasureReceipt, Signed, SubmissionReceipt


def main(argv: list[str] | None = None) -> int:
    """Check a receipt that the app has saved."""
    line = argparse.ArgumentParser(
        prog="recrutr verify-receipt",
        description="Check a receipt that Recrutr has saved: a submission receipt or an erasure receipt (JSON).",
        epilog="Compare the keys that are printed with those that the organisation publishes: a receipt proves only "
        "what its keys are known for.",
    )
    line.add_argument("file", type=Path, help="the .json file")
    arguments = line.parse_args(argv)
    try:
        lines = verify(arguments.file.read_bytes())
    except OSError as error:
        sys.stderr.write(f"{arguments.file} cannot be read: {error.strerror}\n")
        return 1
    except RecrutrError as error:
        sys.stderr.write(f"DOES NOT HOLD: {error.message}\n")
        return 1
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def verify(data: bytes) -> list[str]:
    """Check every signature of a saved receipt; what it says, in lines. Raises InvalidInput, Tampered."""
    content = _content(data)
    signed = _signed(content, "receipt")
    if content.get("receipt_domain") == ErasureReceipt.DOMAIN.decode():
        erasure = ErasureReceipt.from_signed(signed, signed.public_key)
        return [
            "holds: erasure receipt",
            f"attempt {erasure.attempt}, key destroyed {utc(erasure.key_destroyed_at_us)}",
            f"signed by the server, key {signed.public_key}",
        ]
    receipt = SubmissionReceipt.from_signed(signed, signed.public_key)
    lines = [
        "holds: submission receipt",
        f"attempt {receipt.attempt}, {len(receipt.submissions)} submissions, journal of {receipt.seq} entries",
        f"signed by the device, key {signed.public_key}",
    ]
    if content.get("countersignature") is None:
        return [*lines, "not countersigned by the server"]
    answer = _signed(content, "countersignature")
    word = Countersigned.from_signed(answer, answer.public_key)
    if word.receipt_digest != signed.digest:
        raise Tampered("tampered.receipt", "The server's countersignature is for another receipt.")
    return [*lines, f"countersigned {utc(word.received_at_us)}, {word.timeliness}, key {answer.public_key}"]


def _content(data: bytes) -> dict[str, Any]:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InvalidInput("file", "JSON", "This file is not a saved receipt.") from error
    if not isinstance(content, dict):
        raise InvalidInput("file", "a JSON object", "This file is not a saved receipt.")
    return content


def _signed(content: dict[str, Any], name: str) -> Signed:
    return Signed.parse(json.dumps(content.get(name)))
