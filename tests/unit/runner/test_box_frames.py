"""Only a whole answer with the right seal is an answer."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import pytest

from protocol.errors import EngineFault, InvalidInput
from runner.boxes.box_frames import AnswerReader, job_frame
from runner.engine import Job, Limits, SourceFile

NONCE = bytes(range(32))
JOB = Job(("true",), limits=Limits(output_bytes=1000, file_bytes=1000), artifacts=("out",))


def answer(nonce: bytes = NONCE, **changes: Any) -> bytes:
    header = {
        "exit_code": 0, "signal": None, "cpu_us": 1500, "wall_us": 2500, "memory_bytes": 10, "oom": False,
        "timed_out": None, "output_exceeded": False, "stdout_truncated": False, "stderr_truncated": False,
        "stdout": 3, "stderr": 2, "artifacts": [["out", 4]], **changes,
    }  # fmt: skip
    text = json.dumps(header).encode()
    payload = len(text).to_bytes(4, "big") + text + b"abc" + b"de" + b"fghi"
    return b"RCT1" + hmac.new(nonce, payload, hashlib.sha256).digest() + payload


def test_a_sealed_answer_is_taken_in_any_pieces() -> None:
    whole = answer()
    for size in (1, 7, len(whole)):
        reader = AnswerReader(NONCE, JOB)
        done = [reader.feed(1, whole[at : at + size]) for at in range(0, len(whole), size)]
        assert done[-1]
        assert not any(done[:-1])
        outcome = reader.outcome()
        assert (outcome.exit_code, outcome.cpu_ms, outcome.wall_ms) == (0, 1, 2)
        assert (outcome.stdout, outcome.stderr, dict(outcome.artifacts)) == (b"abc", b"de", {"out": b"fghi"})


def test_more_memory_than_allowed_is_out_of_memory() -> None:
    reader = AnswerReader(NONCE, JOB)
    reader.feed(1, answer(memory_bytes=JOB.limits.memory_bytes + 1))
    assert reader.outcome().oom


@pytest.mark.parametrize(
    "forged",
    [
        answer(bytes(32)),
        answer()[:-1] + b"X",
        answer().replace(b'"exit_code": 0', b'"exit_code": 1'),
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"RCT1" + bytes(32) + (1 << 31).to_bytes(4, "big"),
        b"RCT1" + bytes(32) + (2).to_bytes(4, "big") + b"[]",
        b"RCT1" + bytes(32) + (4).to_bytes(4, "big") + b"nope",
        answer(stdout=-1),
        answer(artifacts=7),
    ],
)
def test_a_forged_or_damaged_answer_is_void(forged: bytes) -> None:
    reader = AnswerReader(NONCE, JOB)
    with pytest.raises(EngineFault) as caught:
        reader.feed(1, forged)
    assert caught.value.code == "engine.box_answer"
    with pytest.raises(EngineFault):
        reader.outcome()


def test_an_answer_without_end_is_cut_off() -> None:
    reader = AnswerReader(NONCE, JOB)
    reader.feed(1, b"RCT1" + bytes(32) + (100).to_bytes(4, "big"))
    with pytest.raises(EngineFault, match="more than it may"):
        reader.feed(1, bytes(200_000))


def test_what_the_agent_says_on_the_side_is_kept_for_the_log() -> None:
    reader = AnswerReader(NONCE, JOB)
    assert not reader.feed(2, b"Traceback" * 10_000)
    assert reader.said.startswith("Traceback")
    assert len(reader.said) == 4096


def test_a_job_is_framed_as_the_agent_reads_it() -> None:
    frame = job_frame(Job(("a", "b"), (SourceFile("x/y", b"123", executable=True),), b"in"), NONCE, 1)
    assert frame[:4] == b"RCT1"
    length = int.from_bytes(frame[4:8], "big")
    header = json.loads(frame[8 : 8 + length])
    assert header["files"] == [["x/y", 3, True]]
    assert header["nonce"] == NONCE.hex()
    assert frame[8 + length :] == b"123in"


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../x", "a//b", "a/./b", "a/..", "a\0b"])
def test_file_names_stay_inside_the_box(name: str) -> None:
    with pytest.raises(InvalidInput):
        SourceFile(name, b"")
