"""The two messages between supervisor and agent, and nothing else: bytes in, values out.

Guarantees: an answer is taken only whole and only when its seal (HMAC-SHA256 under the job's key) holds; the memory
it may take is bounded before it is read. Must not touch a container.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from types import MappingProxyType
from typing import Any

from protocol.errors import EngineFault
from runner.engine import KIB, MAX_STDERR_BYTES, Job, Outcome

MAGIC = b"RCT1"
_SEAL_BYTES = 32
_MAX_HEADER_BYTES = 64 * KIB
_MAX_SAID_BYTES = 4 * KIB


def job_frame(job: Job, nonce: bytes, cpus: int) -> bytes:
    """The job as the agent reads it: magic, header length (4 bytes, big endian), JSON header, files, input."""
    header = {
        "nonce": nonce.hex(),
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
            "cpus": cpus,
        },
    }
    text = json.dumps(header).encode()
    return b"".join([MAGIC, len(text).to_bytes(4, "big"), text, *(file.content for file in job.files), job.stdin])


class AnswerReader:
    """Collects the agent's answer from the multiplexed stream."""

    def __init__(self, nonce: bytes, job: Job) -> None:
        self._nonce, self._job = nonce, job
        self._data = bytearray()
        self._said = bytearray()
        self._outcome: Outcome | None = None
        self._max_bytes = (
            len(MAGIC) + _SEAL_BYTES + 4 + _MAX_HEADER_BYTES + job.limits.output_bytes + MAX_STDERR_BYTES
            + len(job.artifacts) * job.limits.file_bytes
        )  # fmt: skip

    @property
    def said(self) -> str:
        """What the agent itself printed on standard error: a crash of ours, for the log."""
        return self._said.decode("utf-8", "replace")

    def feed(self, channel: int, data: bytes) -> bool:
        """Take a piece; True when the answer is whole. Raises EngineFault when it cannot be an answer."""
        if channel != 1:
            self._said += data[: max(0, _MAX_SAID_BYTES - len(self._said))]
            return False
        self._data += data
        if len(self._data) > self._max_bytes:
            raise EngineFault("engine.box_answer", "The sandbox answered with more than it may; the run is void.")
        return self._parse()

    def outcome(self) -> Outcome:
        """The result, once `feed` said that it is whole."""
        if self._outcome is None:
            raise EngineFault("engine.box_answer", "The sandbox did not answer.")
        return self._outcome

    def _parse(self) -> bool:
        start = len(MAGIC) + _SEAL_BYTES
        if not self._data.startswith(MAGIC[: len(self._data)]):
            raise EngineFault("engine.box_answer", "The sandbox answered in a strange tongue; the run is void.")
        if len(self._data) < start + 4:
            return False
        header_end = start + 4 + int.from_bytes(self._data[start : start + 4], "big")
        if header_end - start - 4 > _MAX_HEADER_BYTES:
            raise EngineFault("engine.box_answer", "The sandbox answered with a damaged header; the run is void.")
        if len(self._data) < header_end:
            return False
        header = self._header(bytes(self._data[start + 4 : header_end]))
        sizes = [header["stdout"], header["stderr"], *(size for _, size in header["artifacts"])]
        if len(self._data) < header_end + sum(sizes):
            return False
        seal = hmac.new(self._nonce, self._data[start : header_end + sum(sizes)], hashlib.sha256).digest()
        if not hmac.compare_digest(seal, self._data[len(MAGIC) : start]):
            raise EngineFault("engine.box_answer", "The answer of the sandbox is not sealed by it; the run is void.")
        self._outcome = _outcome(header, bytes(self._data[header_end : header_end + sum(sizes)]), self._job)
        return True

    @staticmethod
    def _header(data: bytes) -> dict[str, Any]:
        try:
            header: dict[str, Any] = json.loads(data)
            lengths = [header["stdout"], header["stderr"], *(size for _, size in header["artifacts"])]
        except (ValueError, KeyError, TypeError) as error:
            raise EngineFault("engine.box_answer", "The sandbox answered with a damaged header.") from error
        if not all(isinstance(length, int) and length >= 0 for length in lengths):
            raise EngineFault("engine.box_answer", "The sandbox answered with a damaged header.")
        return header


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
        artifacts=MappingProxyType(artifacts),
    )
