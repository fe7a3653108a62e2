"""Saved receipts verify, tell what they say in words, and show every change made to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.receipts import erasure_file, erasure_text, submission_file, submission_text
from app.verify_receipt import main
from protocol.canonical import from_base64, to_base64
from protocol.errors import Tampered
from protocol.identifiers import new_identifier
from protocol.receipts import HandedIn, Signed, SubmissionReceipt, TrackCount
from protocol.signing import SigningKey
from tests.storage.issuer import Issuer


def device_signed(issuer: Issuer) -> Signed:
    receipt = SubmissionReceipt(
        attempt=issuer.attempt,
        device=new_identifier(),
        seq=12,
        head="ab" * 32,
        finished_wall_us=1_795_000_000_000_000,
        submissions=[HandedIn(submission=new_identifier(), problem=new_identifier(), source_digest="cd" * 32)],
        tracks=[TrackCount(track=new_identifier(), segments=3)],
    )
    return receipt.signed_by(SigningKey.generate())


def test_a_saved_submission_receipt_verifies_and_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    issuer = Issuer()
    signed = device_signed(issuer)
    answer = issuer.countersigned(signed)
    file = tmp_path / "receipt.json"
    file.write_bytes(submission_file(issuer.joined(), signed, answer))
    assert main([str(file)]) == 0
    said = capsys.readouterr().out
    assert "holds: submission receipt" in said
    assert "on time" in said
    text = submission_text(issuer.joined(), [], signed, answer)
    assert "Confirmed by the server" in text
    assert "cd" * 32 in text
    assert "has not confirmed" in submission_text(issuer.joined(), [], signed, None)


def test_every_change_of_a_saved_receipt_is_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    issuer = Issuer()
    signed = device_signed(issuer)
    content = json.loads(submission_file(issuer.joined(), signed, issuer.countersigned(signed)))
    changed = from_base64(content["receipt"]["value"]).replace(b'"seq":12', b'"seq":13')
    other = issuer.countersigned(device_signed(issuer))
    forgeries: tuple[object, ...] = (
        {**content, "receipt": {**content["receipt"], "value": to_base64(changed)}},
        {**content, "countersignature": other.model_dump(mode="json")},
        {**content, "receipt": None},
        [],
    )
    for forged in forgeries:
        file = tmp_path / "receipt.json"
        file.write_text(json.dumps(forged))
        assert main([str(file)]) == 1
        assert "DOES NOT HOLD" in capsys.readouterr().err


def test_an_erasure_receipt_verifies_and_must_be_the_servers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issuer = Issuer()
    signed = issuer.erasure()
    file = tmp_path / "erasure.json"
    file.write_bytes(erasure_file(signed))
    assert main([str(file)]) == 0
    assert "erasure receipt" in capsys.readouterr().out
    assert "Deleted: 3 records" in erasure_text(signed, issuer.key.public_key)
    with pytest.raises(Tampered):
        erasure_text(signed, SigningKey.generate().public_key)


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "absent.json")]) == 1
    assert "absent.json" in capsys.readouterr().err
