"""Only a whole answer with the right seal is an answer."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from protocol.errors import EngineFault, InvalidInput
from runner.boxes.box_frames import MessageReader, job_frame, plain_frame, read_answer
from runner.engine import Job, Limits, SourceFile

NONCE = bytes(range(32))
JOB = Job(("true",), limits=Limits(output_bytes=1000, file_bytes=1000), artifacts=("out",))


def answer(nonce: bytes = NONCE, **changes: Any) -> bytes:
    header = {
        "exit_code": 0, "signal": None, "cpu_us": 1500, "wall_us": 2500, "ended_us": 77, "starved_us": 4500,
        "heard_end": False, "memory_bytes": 10,
        "oom": False, "timed_out": None, "output_exceeded": False, "stdout_truncated": False,
        "stderr_truncated": False, "stdout": 3, "stderr": 2, "artifacts": [["out", 4]], **changes,
    }  # fmt: skip
    text = json.dumps(header).encode()
    payload = len(text).to_bytes(4, "big") + text + b"abc" + b"de" + b"fghi"
    return hashlib.blake2b(payload, key=nonce, digest_size=32).digest() + payload


def message(kind: bytes, payload: bytes) -> bytes:
    return kind + len(payload).to_bytes(4, "big") + payload


def test_messages_are_cut_out_of_any_pieces() -> None:
    whole = message(b"R", b"cells") + message(b"O", b"") + message(b"O", b"x" * 1000) + message(b"A", b"y" * 50)
    for size in (1, 7, len(whole)):
        reader = MessageReader()
        reader.expect(JOB)
        pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
        found = [one for piece in pieces for one in reader.feed(1, piece)]
        assert found == [(b"R", b"cells"), (b"O", b""), (b"O", b"x" * 1000), (b"A", b"y" * 50)]


def test_a_message_is_never_given_twice_to_a_reader_that_stops_listening() -> None:
    reader = MessageReader()
    for wanted in (b"1", b"2"):
        assert next(iter(reader.feed(1, message(b"O", wanted)))) == (b"O", wanted)


def test_a_sealed_answer_is_an_outcome() -> None:
    outcome = read_answer(answer(), NONCE, JOB)
    assert (outcome.exit_code, outcome.cpu_ms, outcome.wall_ms, outcome.ended_us) == (0, 1, 2, 77)
    assert outcome.starved_ms == 4
    assert (outcome.stdout, outcome.stderr, dict(outcome.artifacts)) == (b"abc", b"de", {"out": b"fghi"})


def test_more_memory_than_allowed_is_out_of_memory() -> None:
    assert read_answer(answer(memory_bytes=JOB.limits.memory_bytes + 1), NONCE, JOB).oom


@pytest.mark.parametrize(
    "forged",
    [
        answer(bytes(32)),
        answer()[:-1] + b"X",
        answer().replace(b'"exit_code": 0', b'"exit_code": 1'),
        b"",
        bytes(32) + (1 << 31).to_bytes(4, "big"),
        bytes(32) + (2).to_bytes(4, "big") + b"[]",
        answer(stdout=-1),
        answer(stdout=4),
        answer(artifacts=7),
        answer(artifacts=[["x", 0]] * 300),
    ],
)
def test_a_forged_or_damaged_answer_is_void(forged: bytes) -> None:
    with pytest.raises(EngineFault) as caught:
        read_answer(forged, NONCE, JOB)
    assert caught.value.code == "engine.box_answer"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", "strange tongue"),
        (b"O" + (1 << 20).to_bytes(4, "big"), "more than it may"),
        (b"A" + (1 << 31).to_bytes(4, "big"), "more than it may"),
    ],
)
def test_what_cannot_be_a_message_is_cut_off(data: bytes, words: str) -> None:
    reader = MessageReader()
    reader.expect(JOB)
    with pytest.raises(EngineFault, match=words):
        list(reader.feed(1, data))


def test_what_the_agent_says_on_the_side_is_kept_for_the_log() -> None:
    reader = MessageReader()
    assert list(reader.feed(2, b"Traceback" * 10_000)) == []
    assert reader.said.startswith("Traceback")
    assert len(reader.said) == 4096


def test_a_job_is_framed_as_the_agent_reads_it() -> None:
    frame = job_frame(Job(("a", "b"), (SourceFile("x/y", b"123", executable=True),), b"in"), NONCE, 1)
    assert frame[:4] == b"RCT1"
    length, rest = int.from_bytes(frame[4:8], "big"), frame[16:]
    assert int.from_bytes(frame[8:16], "big") == len(rest)
    header = json.loads(rest[:length])
    assert header["files"] == [["x/y", 3, True]]
    assert header["nonce"] == NONCE.hex()
    assert rest[length:] == b"123in"


def test_a_plain_job_is_framed_as_the_maker_of_cells_reads_it() -> None:
    job = Job(("a", "b"), (SourceFile("x/y", b"123", executable=True),), b"in", Limits(1, 2, 3, 4, 5, 6))
    numbers = ["1", "1", "2", "10008", "3", "4", "6", "2", "a", "b"]
    for with_files, more, data in ((True, ["1", "1", "x/y", "3", "1"], b"123in"), (False, ["0", "0"], b"in")):
        frame = plain_frame(job, NONCE, 1, with_files=with_files)
        assert frame is not None
        assert frame[:4] == b"RCP1"
        length, rest = int.from_bytes(frame[4:8], "big"), frame[16:]
        assert int.from_bytes(frame[8:16], "big") == len(rest)
        assert rest[:length] == NONCE + "".join(f"{word}\0" for word in numbers + more).encode()
        assert rest[length:] == data


@pytest.mark.parametrize(
    "job",
    [
        Job(("a",), artifacts=("out",)),
        Job(("a\0b",)),
        Job(("a" * 70_000,)),
        Job(tuple("a" * 5000)),
    ],
)
def test_what_words_cannot_tell_is_told_in_the_general_way(job: Job) -> None:
    assert plain_frame(job, NONCE, 1, with_files=True) is None


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../x", "a//b", "a/./b", "a/..", "a\0b"])
def test_file_names_stay_inside_the_box(name: str) -> None:
    with pytest.raises(InvalidInput):
        SourceFile(name, b"")
