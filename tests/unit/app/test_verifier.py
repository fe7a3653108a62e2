"""`recrutr verify` on files that the device wrote: honest ones hold, and what was changed is named with its place."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.verifier.command import FAULT, HOLDS, UNREAD, main
from protocol.attempts import TrackKind
from protocol.canonical import digest_hex, from_base64
from protocol.facts import AcknowledgementFact, FileEvent, FileFact, SegmentFact, SubmissionFact, TrackFact
from protocol.identifiers import new_identifier
from protocol.receipts import Acknowledgement
from protocol.sealing import Sealer, new_data_key, new_organisation_keys, wrap_for_organisation
from protocol.verdicts import LanguageId
from sync.evidence import write_evidence
from sync.store.attempts import AttemptStores
from sync.store.store import Store, StoreOptions
from tests.storage.fixed_holder import FixedHolder
from tests.storage.issuer import Issuer, new_document, started_store, typed

OPTIONS = StoreOptions(commit_window_s=0.0, reserve_bytes=0, media_floor_bytes=0)


@dataclass
class Evidence:
    """A file, the key that opens it, the server's key, and the opened folder."""

    file: Path
    key: Path
    server_key: str
    folder: Path

    def verify(self, *words: str, folder: bool = False, key: bool = True) -> int:
        given = ["--key", str(self.key)] if key else []
        return main([str(self.folder if folder else self.file), *given, "--server-key", self.server_key, *words])

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / "evidence.jsonl").read_text().splitlines()]

    def write(self, lines: list[dict[str, Any]]) -> None:
        (self.folder / "evidence.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def record(store: Store, issuer: Issuer) -> None:
    """Two sealed segments of three fragments."""
    track, key = new_identifier(), new_data_key()
    sealer = Sealer(store.attempt, track, key)
    wrapped = wrap_for_organisation(key, issuer.organisation_key)
    store.media.declare(TrackKind.CAMERA, track, "video/mp4", wrapped, "A camera")
    told = TrackFact(track=track, stream=TrackKind.CAMERA, mime="video/mp4", key_digest=digest_hex(wrapped.encode()))
    store.submit(told).result(30)
    for number in range(2):
        for fragment in range(3):
            sealed = sealer.seal(number, fragment, b"picture" * 50)
            store.media.write(track, number, sealed.record)
        digest, size = store.media.close_segment(track, number)
        store.submit(
            SegmentFact(
                track=track,
                stream=TrackKind.CAMERA,
                segment=number,
                fragments=3,
                size_bytes=size,
                digest=digest,
                start_us=0,
                duration_us=1_500_000,
                last_tag=sealed.tag.hex(),
            )
        ).result(30)


def acknowledge(store: Store, issuer: Issuer, *, nonce: bool = True) -> None:
    seq = store.outbox.last_seq()
    signed = issuer.acknowledgement(store.device, seq, store.outbox.hash_at(seq) or "")
    word = Acknowledgement.parse(from_base64(signed.value))
    store.outbox.keep_acknowledgement(signed).result(30)
    fact = AcknowledgementFact(
        acknowledged_seq=word.seq,
        head=word.head,
        server_time_us=word.server_time_us,
        signature=signed.signature,
        nonce=word.nonce if nonce else None,
    )
    store.submit(fact).result(30)


@pytest.fixture
def evidence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Evidence:
    public, private = new_organisation_keys()
    issuer = Issuer(organisation_key=public)
    store = started_store(AttemptStores(tmp_path / "device", FixedHolder(), OPTIONS), issuer)
    document = new_document()
    store.submit(document, *[typed(document.document, 0, "x")] * 20).result(30)
    acknowledge(store, issuer)
    acknowledge(store, issuer, nonce=False)
    record(store, issuer)
    source = "x" * 20
    fact = SubmissionFact(
        submission=new_identifier(),
        problem=document.problem,
        document=document.document,
        language=LanguageId.PYTHON,
        source_digest=digest_hex(source.encode()),
    )
    store.hand_in(fact, source).result(30)
    receipt = store.finish().result(30)
    store.outbox.keep_countersigned(issuer.countersigned(receipt)).result(30)
    file = tmp_path / "work.recrutr-evidence"
    assert write_evidence(store, file) is not None
    store.close()
    (tmp_path / "key").write_text(f"# organisation\n{private}\n")
    made = Evidence(file, tmp_path / "key", issuer.key.public_key, tmp_path / "opened")
    assert made.verify("--open", str(made.folder)) == HOLDS
    capsys.readouterr()
    return made


def test_an_honest_file_holds_in_every_part(evidence: Evidence, capsys: pytest.CaptureFixture[str]) -> None:
    assert evidence.verify("--json") == HOLDS
    told = json.loads(capsys.readouterr().out)
    held = {check["name"]: check["held"] for check in told["checks"]}
    assert told["holds"]
    assert held == {
        "file": 1,
        "ticket": 1,
        "entries": told["entries"],
        "batches": 1,
        "receipts of the server": 2,
        "submissions": 1,
        "recordings": 2,
        "submission receipt": 1,
        "countersignature": 1,
    }
    assert evidence.verify() == HOLDS
    assert "EVERYTHING THAT COULD BE CHECKED HOLDS" in capsys.readouterr().out
    assert evidence.verify(folder=True) == HOLDS


def test_without_a_key_it_says_what_it_cannot_do(evidence: Evidence, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(evidence.file)]) == UNREAD
    words = capsys.readouterr().out
    assert "none cut off" in words
    assert "needs the organisation's key" in words
    assert evidence.verify(folder=True, key=False) == HOLDS
    assert "their order was checked by their tags" in capsys.readouterr().out


def test_another_servers_key_is_not_accepted(evidence: Evidence, capsys: pytest.CaptureFixture[str]) -> None:
    words = [str(evidence.file), "--key", str(evidence.key), "--server-key", Issuer().key.public_key]
    assert main(words) == FAULT
    assert "another server key than the one given" in capsys.readouterr().out


def test_a_flipped_bit_anywhere_is_found(evidence: Evidence, capsys: pytest.CaptureFixture[str]) -> None:
    whole = evidence.file.read_bytes()
    for at in range(0, len(whole), len(whole) // 60):
        changed = bytearray(whole)
        changed[at] ^= 1
        evidence.file.write_bytes(changed)
        assert evidence.verify() == FAULT, at
    evidence.file.write_bytes(whole[: len(whole) // 2])
    assert evidence.verify() == FAULT
    assert "the file is cut here" in capsys.readouterr().out
    evidence.file.write_bytes(whole)
    assert evidence.verify() == HOLDS


def entry(lines: list[dict[str, Any]], number: int) -> dict[str, str]:
    found: dict[str, str] = next(it for it in lines if it["item"] == "batch")["batch"]["entries"][number - 1]
    return found


def change_body(lines: list[dict[str, Any]]) -> None:
    entry(lines, 7)["body"] = base64.b64encode(b'{"focused":true,"kind":"focus"}').decode()


def drop_entry(lines: list[dict[str, Any]]) -> None:
    del next(it for it in lines if it["item"] == "batch")["batch"]["entries"][6]


def swap_entries(lines: list[dict[str, Any]]) -> None:
    entries = next(it for it in lines if it["item"] == "batch")["batch"]["entries"]
    entries[6], entries[7] = entries[7], entries[6]


def drop_tail(lines: list[dict[str, Any]]) -> None:
    del next(it for it in lines if it["item"] == "batch")["batch"]["entries"][-1]


def change_source(lines: list[dict[str, Any]]) -> None:
    next(it for it in lines if it["item"] == "submission")["request"]["source"] += "y"


def drop_end(lines: list[dict[str, Any]]) -> None:
    del lines[-1]


def swap_segments(lines: list[dict[str, Any]]) -> None:
    segments = [it for it in lines if it["item"] == "segment"]
    segments[0]["segment"], segments[1]["segment"] = 1, 0


def exchange_key(lines: list[dict[str, Any]]) -> None:
    request = next(it for it in lines if it["item"] == "track")["request"]
    request["wrapped_key"] = wrap_for_organisation(new_data_key(), new_organisation_keys()[0])


def forge_receipt(lines: list[dict[str, Any]]) -> None:
    signed = next(it for it in lines if it["item"] == "receipt")["receipt"]
    word = json.loads(base64.b64decode(signed["value"]))
    word["finished_wall_us"] -= 3_600_000_000
    signed["value"] = base64.b64encode(json.dumps(word, sort_keys=True, separators=(",", ":")).encode()).decode()


def drop_countersignature_of_this(lines: list[dict[str, Any]]) -> None:
    answer = Issuer().countersigned(Issuer().erasure())
    next(it for it in lines if it["item"] == "receipt")["countersigned"] = answer.model_dump()


@pytest.mark.parametrize(
    ("attack", "words"),
    [
        (change_body, ["entry 7: its content is not what was recorded"]),
        (drop_entry, ["entry 8: entry 7 is expected here", "entry 8: it does not continue the entry before it"]),
        (swap_entries, ["entry 8: entry 7 is expected here", "entry 7: entry 8 is expected here"]),
        (drop_tail, ["the device's signature does not hold", "it does not name the end of this journal"]),
        (change_source, ["the source does not match its digest"]),
        (drop_end, ["end: the end is missing"]),
        (swap_segments, ["the journal records another segment at this place", "the bytes do not match the digest"]),
        (exchange_key, ["its kind or key is not what the journal records"]),
        (forge_receipt, ["the signature does not hold"]),
        (drop_countersignature_of_this, ["the signature does not hold"]),
    ],
)
def test_what_was_changed_is_named(
    evidence: Evidence,
    capsys: pytest.CaptureFixture[str],
    attack: Callable[[list[dict[str, Any]]], None],
    words: list[str],
) -> None:
    lines = evidence.lines()
    attack(lines)
    evidence.write(lines)
    assert evidence.verify(folder=True) == FAULT
    told = capsys.readouterr().out
    for each in words:
        assert each in told


def test_a_changed_fragment_is_named(evidence: Evidence, capsys: pytest.CaptureFixture[str]) -> None:
    file = sorted(evidence.folder.rglob("*.seg"))[1]
    data = bytearray(file.read_bytes())
    data[600] ^= 1
    file.write_bytes(data)
    assert evidence.verify(folder=True) == FAULT
    told = capsys.readouterr().out
    assert "segment 1: fragment 1 was changed" in told


@pytest.mark.parametrize("content", [b"", b"just words\n", bytes(3000)])
def test_what_is_no_evidence_is_not_judged(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_bytes(content)
    assert main([str(tmp_path / "file")]) == UNREAD
    told = capsys.readouterr()
    assert "neither an evidence file" in told.err
    assert told.out == ""


def test_a_key_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path), "--server-key", "AAAA"])
    assert ended.value.code == 2
    assert "--server-key: a public key is 32 bytes" in capsys.readouterr().err


@pytest.mark.parametrize("place", ['"track":"t","segment":"1"', '"track":7,"segment":1', '"segment":1', ""])
def test_a_recording_without_a_place_is_a_fault(place: str, evidence: Evidence, tmp_path: Path) -> None:
    lines = (evidence.folder / "evidence.jsonl").read_text().splitlines()
    item = f'{{"item":"segment"{"," if place else ""}{place}}}'
    (tmp_path / "evidence.jsonl").write_text("\n".join([lines[0], item, *lines[1:]]))
    assert main([str(tmp_path), "--open", str(tmp_path / "copy")]) == FAULT


def set_signature(lines: list[dict[str, Any]]) -> None:
    next(it for it in lines if it["item"] == "receipt")["receipt"]["signature"] = 0


def set_source(lines: list[dict[str, Any]]) -> None:
    next(it for it in lines if it["item"] == "submission")["request"]["source"] = {}


def set_key(lines: list[dict[str, Any]]) -> None:
    next(it for it in lines if it["item"] == "track")["request"]["wrapped_key"] = []


def set_number(lines: list[dict[str, Any]]) -> None:
    next(it for it in lines if it["item"] == "segment")["segment"] = float("inf")


@pytest.mark.parametrize("attack", [set_signature, set_source, set_key, set_number])
def test_a_value_of_another_kind_is_a_fault_of_its_item(
    attack: Callable[[list[dict[str, Any]]], None], evidence: Evidence, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = evidence.lines()
    attack(lines)
    evidence.write(lines)
    assert evidence.verify(folder=True) == FAULT
    assert "the item is malformed" in capsys.readouterr().out


def test_what_is_nested_without_end_is_no_item_and_no_receipt(evidence: Evidence, tmp_path: Path) -> None:
    deep = b'{"item":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    (evidence.folder / "evidence.jsonl").write_bytes(deep)
    assert evidence.verify(folder=True) == FAULT
    (tmp_path / "receipt.json").write_bytes(deep.replace(b"item", b"value"))
    assert main([str(tmp_path / "receipt.json")]) == FAULT


def test_a_missing_file_is_told_and_a_saved_receipt_is_checked_as_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "absent")]) == UNREAD
    receipt = tmp_path / "receipt.json"
    signed = Issuer().erasure()
    receipt.write_text(
        json.dumps({"receipt_domain": "recrutr/erasure-receipt/1\n", "receipt": signed.model_dump(mode="json")})
    )
    assert main([str(receipt)]) == 0
    assert "holds: erasure receipt" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ([FileEvent.DELETED], "it changes a file that was deleted"),
        ([FileEvent.BROUGHT_BACK], "it brings back a file that is there"),
        ([FileEvent.DELETED, FileEvent.BROUGHT_BACK], ""),
        ([], "it names a file that the journal never began"),
    ],
)
def test_what_happens_to_a_file_happens_to_one_that_is_there(
    broken: list[FileEvent], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    public, private = new_organisation_keys()
    issuer = Issuer(organisation_key=public)
    store = started_store(AttemptStores(tmp_path / "device", FixedHolder(), OPTIONS), issuer)
    document = new_document()
    events = [FileFact(document=document.document, event=event) for event in broken]
    strange = [] if broken else [FileFact(document=new_identifier(), event=FileEvent.SHOWN)]
    store.submit(document, *events, *strange, typed(document.document, 0, "x")).result(30)
    acknowledge(store, issuer)
    assert write_evidence(store, tmp_path / "work") is not None
    store.close()
    (tmp_path / "key").write_text(f"{private}\n")
    given = [str(tmp_path / "work"), "--key", str(tmp_path / "key"), "--server-key", issuer.key.public_key]
    assert main(given) == (FAULT if words else HOLDS)
    assert words in capsys.readouterr().out
