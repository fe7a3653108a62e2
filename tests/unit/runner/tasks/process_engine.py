"""An engine without walls: each job is a plain process in a folder of its own. For code of our own only."""
# ruff: noqa: ARG002 - the port has parameters that plain processes do not need

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import MappingProxyType
from typing import Self

from runner.engine import COMMON_LAYER, Conversation, Job, Outcome, Person, Plan


class ProcessEngine:
    """Implements the port; limits are not kept, but nothing runs longer than the wall time."""

    room = 1

    def image_digest(self, layer: str = COMMON_LAYER) -> str:
        return f"sha256:{layer}"

    def open(self, plan: Plan) -> ProcessEngine:
        return self

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        with tempfile.TemporaryDirectory() as folder:
            _place(job, Path(folder))
            done = subprocess.run(
                _argv(job),
                cwd=folder,
                input=job.stdin,
                capture_output=True,
                timeout=job.limits.wall_ms / 1000,
                check=False,
            )
            return _outcome(job, Path(folder), done.returncode, done.stdout, done.stderr)

    def converse(self, first: Job, second: Job, stop: threading.Event | None = None) -> Conversation:
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            _place(first, Path(one))
            _place(second, Path(other))
            pipe = subprocess.PIPE
            left = subprocess.Popen(_argv(first), cwd=one, stdin=pipe, stdout=pipe, stderr=pipe)
            right = subprocess.Popen(_argv(second), cwd=other, stdin=left.stdout, stdout=left.stdin, stderr=pipe)
            assert left.stdin is not None
            assert left.stdout is not None
            assert left.stderr is not None
            left.stdin.close()
            left.stdout.close()
            left.stdin = left.stdout = None
            left_said = left.communicate(timeout=first.limits.wall_ms / 1000)[1]
            right_said = right.communicate(timeout=second.limits.wall_ms / 1000)[1]
            return Conversation(
                _outcome(first, Path(one), left.returncode, b"", left_said),
                _outcome(second, Path(other), right.returncode, b"", right_said),
                "first",
            )

    def attend(self, job: Job, person: Person, stop: threading.Event | None = None) -> Outcome:
        raise AssertionError("no task is run before a person")

    def open_dialogue(self, first: Plan, second: Plan) -> ProcessDialogue:
        return ProcessDialogue(self)

    def prepare(self, plan: Plan, stations: int = 1) -> None:
        pass

    def close(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def _argv(job: Job) -> tuple[str, ...]:
    """The interpreter of the tests, which has pytest, in place of whatever `python3` is here."""
    return (sys.executable if job.argv[0] == "python3" else job.argv[0], *job.argv[1:])


def _place(job: Job, folder: Path) -> None:
    for file in job.files:
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        path.chmod(0o700 if file.executable else 0o600)


def _outcome(job: Job, folder: Path, code: int, stdout: bytes, stderr: bytes) -> Outcome:
    found = {name: (folder / name).read_bytes() for name in job.artifacts if (folder / name).is_file()}
    exit_code, signal = (code, None) if code >= 0 else (None, -code)
    return Outcome(exit_code, signal, 5, 6, 1000, stdout, stderr, artifacts=MappingProxyType(found))


class ProcessDialogue:
    """Conversations of processes."""

    def __init__(self, engine: ProcessEngine) -> None:
        self._engine = engine

    def run(self, first: Job, second: Job, stop: threading.Event | None = None) -> Conversation:
        return self._engine.converse(first, second, stop)

    def close(self) -> None:
        pass
