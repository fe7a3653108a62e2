"""The messages between supervisor and agent, and nothing else: bytes in, values out.

Guarantees: an answer is taken only whole and only when its seal (BLAKE2b under the job's key) holds; the memory it
may take is bounded before it is read. Must not touch a container.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from protocol.errors import EngineFault
from runner.engine import KIB, MAX_FOLDER_FILES, MAX_STDERR_BYTES, Job, Outcome

MAGIC, _PLAIN = b"RCT1", b"RCP1"
READY, OUTPUT, ANSWER = b"R", b"O", b"A"
_INPUT, _DEAF, _END = b"I", b"D", b"E"
_SEAL_BYTES = 32
_MAX_HEADER_BYTES = 64 * KIB
_MAX_WORDS_BYTES, _MAX_WORDS = 64 * KIB, 4000
"""Of the header of a plain job; with more, a job is told in the general way."""
_MAX_SAID_BYTES = 4 * KIB
_MAX_SMALL_BYTES = 128 * KIB
"""Of a message that is no answer: the agent reads output in pieces of 64 KiB."""


def job_frame(job: Job, nonce: bytes, cpus: int, *, live: bool = False) -> bytes:
    """The job as the agent reads it.

    Magic, length of the header (4 bytes, big endian), length of all that follows (8), JSON header, files, input.
    """
    header = {
        "nonce": nonce.hex(),
        "live": live,
        "argv": list(job.argv),
        "files": [[file.name, len(file.content), file.executable] for file in job.files],
        "stdin": len(job.stdin),
        "artifacts": list(job.artifacts),
        "limits": {
            "cpu_ms": job.limits.cpu_ms,
            "wall_ms": job.limits.wall_ms,
            "last_wall_ms": job.limits.last_wall_ms,
            "memory_bytes": job.limits.memory_bytes,
            "output_bytes": job.limits.output_bytes,
            "file_bytes": job.limits.file_bytes,
            "file_writing": job.limits.file_writing,
            "cpus": cpus,
        },
    }
    text = json.dumps(header).encode()
    rest = b"".join([text, *(file.content for file in job.files), job.stdin])
    return b"".join([MAGIC, len(text).to_bytes(4, "big"), len(rest).to_bytes(8, "big"), rest])


def plain_frame(job: Job, nonce: bytes, cpus: int, *, with_files: bool) -> bytes | None:
    """A plain job as the maker of cells reads it; None for a job that has to be told in the general way.

    Magic and lengths as of any job; then a header of the key and words that end with NUL: processors, limits, command,
    whether files follow (else they are those of the plain job before), files (name, size, whether it can be executed);
    then the files, and the input.
    """
    if job.artifacts or any("\0" in word for word in job.argv):
        return None
    most = job.limits
    words: list[object] = [cpus, most.cpu_ms, most.wall_ms, most.last_wall_ms, most.memory_bytes, most.output_bytes]
    files = job.files if with_files else ()
    words += [most.file_bytes, len(job.argv), *job.argv, int(with_files), len(files)]
    for file in files:
        words += [file.name, len(file.content), int(file.executable)]
    text = nonce + "".join(f"{word}\0" for word in words).encode()
    if len(text) > _MAX_WORDS_BYTES or len(words) > _MAX_WORDS:
        return None
    size = len(text) + sum(len(file.content) for file in files) + len(job.stdin)
    start = b"".join([_PLAIN, len(text).to_bytes(4, "big"), size.to_bytes(8, "big"), text])
    return b"".join([start, *(file.content for file in files), job.stdin])


def input_frame(data: bytes) -> bytes:
    """A piece of live input; empty at its end."""
    return _INPUT + len(data).to_bytes(4, "big") + data


def deaf_frame() -> bytes:
    """Nobody reads the live output any more."""
    return _DEAF + bytes(4)


def end_frame() -> bytes:
    """Nothing more of this conversation comes; the next job may."""
    return _END + bytes(4)


class MessageReader:
    """Cuts what comes from one container into messages; `said` keeps what the agent printed on standard error."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._said = bytearray()
        self._most = _MAX_SMALL_BYTES

    @property
    def said(self) -> str:
        """A crash of ours, for the log."""
        return self._said.decode("utf-8", "replace")

    def expect(self, job: Job) -> None:
        """Make room for the answer to a job, and to those before it."""
        needed = (
            _SEAL_BYTES + 4 + _MAX_HEADER_BYTES + job.limits.output_bytes + MAX_STDERR_BYTES
            + len(job.artifacts) * job.limits.file_bytes
        )  # fmt: skip
        self._most = max(self._most, needed)

    def feed(self, channel: int, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Take a piece and yield the messages (kind, payload) that it completes. Raises EngineFault."""
        if channel != 1:
            self._said += data[: max(0, _MAX_SAID_BYTES - len(self._said))]
            return
        self._data += data
        while len(self._data) >= 5:
            kind, length = bytes(self._data[:1]), int.from_bytes(self._data[1:5], "big")
            if kind not in {READY, OUTPUT, ANSWER}:
                raise EngineFault("engine.box_answer", "The sandbox answered in a strange tongue; the run is void.")
            if length > (self._most if kind == ANSWER else _MAX_SMALL_BYTES):
                raise EngineFault("engine.box_answer", "The sandbox answered with more than it may; the run is void.")
            if len(self._data) < 5 + length:
                return
            payload = bytes(self._data[5 : 5 + length])
            del self._data[: 5 + length]  # before the yield: the caller may not come back
            yield kind, payload


def read_answer(payload: bytes, nonce: bytes, job: Job) -> Outcome:
    """The outcome in an answer. Raises EngineFault when the seal does not hold or the header is damaged."""
    seal = hashlib.blake2b(memoryview(payload)[_SEAL_BYTES:], key=nonce, digest_size=_SEAL_BYTES).digest()
    if not hmac.compare_digest(seal, payload[:_SEAL_BYTES]):
        raise EngineFault("engine.box_answer", "The answer of the sandbox is not sealed by it; the run is void.")
    start = _SEAL_BYTES + 4
    end = start + int.from_bytes(payload[_SEAL_BYTES:start], "big")
    header = _header(payload[start:end])
    if sum(_sizes(header)) != len(payload) - end:
        raise _damaged()
    return _outcome(header, payload[end:], job)


def _header(data: bytes) -> dict[str, Any]:
    try:
        header: dict[str, Any] = json.loads(data)
        lengths = _sizes(header)
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged() from error
    if not all(isinstance(length, int) and length >= 0 for length in lengths) or len(lengths) > 2 + MAX_FOLDER_FILES:
        raise _damaged()
    return header


def _sizes(header: dict[str, Any]) -> list[int]:
    return [header["stdout"], header["stderr"], *(size for _, size in header["artifacts"])]


def _damaged() -> EngineFault:
    return EngineFault("engine.box_answer", "The sandbox answered with a damaged header; the run is void.")


def _outcome(header: dict[str, Any], bodies: bytes, job: Job) -> Outcome:
    stdout_end = header["stdout"]
    at = stdout_end + header["stderr"]
    artifacts: dict[str, bytes] = {}
    for name, size in header["artifacts"]:
        artifacts[name] = bodies[at : at + size]
        at += size
    return Outcome(
        exit_code=header["exit_code"],
        signal=header["signal"],
        cpu_ms=header["cpu_us"] // 1000,
        wall_ms=header["wall_us"] // 1000,
        memory_bytes=header["memory_bytes"],
        stdout=bodies[:stdout_end],
        stderr=bodies[stdout_end : stdout_end + header["stderr"]],
        stdout_truncated=header["stdout_truncated"],
        stderr_truncated=header["stderr_truncated"],
        oom=header["oom"] or header["memory_bytes"] > job.limits.memory_bytes,
        output_exceeded=header["output_exceeded"],
        timed_out=header["timed_out"],
        ended_us=header["ended_us"],
        heard_end=header["heard_end"],
        starved_ms=header["starved_us"] // 1000,
        artifacts=MappingProxyType(artifacts),
    )
