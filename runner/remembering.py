"""An engine that remembers what compilers said: unchanged source is not compiled twice.

Guarantees: only results of repeatable jobs that ended by themselves are kept, found again by a digest over everything
that went in (command, files, input, limits, layer; an engine has one image a layer as long as it lives); the memory it
takes is bounded. Programs are never remembered: each run is a run.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict

from runner.engine import COMMON_LAYER, MIB, Conversation, Dialogue, Engine, Job, Outcome, Person, Plan, Station

MAX_BYTES = 64 * MIB
"""A C++ program is 20 KiB to 1 MiB; a hundred validators and submissions fit."""


class RememberingEngine:
    """`Engine` around another one."""

    def __init__(self, engine: Engine, max_bytes: int = MAX_BYTES) -> None:
        self._engine, self._max_bytes = engine, max_bytes
        self._known: OrderedDict[bytes, Outcome] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def run(self, job: Job, stop: threading.Event | None = None) -> Outcome:
        """Run one job, or remember how it ended when it is repeatable. Raises EngineFault, Stopped."""
        if not job.repeatable:
            return self._engine.run(job, stop)
        key = _key(job)
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        outcome = self._engine.run(job, stop)
        if outcome.exit_code is not None and not (outcome.timed_out or outcome.oom or outcome.output_exceeded):
            self._keep(key, outcome)
        return outcome

    def image_digest(self, layer: str = COMMON_LAYER) -> str:
        """See Engine."""
        return self._engine.image_digest(layer)

    def open(self, plan: Plan) -> Station:
        """See Engine."""
        return self._engine.open(plan)

    def prepare(self, plan: Plan, stations: int = 1) -> None:
        """See Engine."""
        self._engine.prepare(plan, stations)

    def attend(self, job: Job, person: Person, stop: threading.Event | None = None) -> Outcome:
        """See Engine."""
        return self._engine.attend(job, person, stop)

    def open_dialogue(self, first: Plan, second: Plan) -> Dialogue:
        """See Engine."""
        return self._engine.open_dialogue(first, second)

    def converse(self, first: Job, second: Job, stop: threading.Event | None = None) -> Conversation:
        """See Engine."""
        return self._engine.converse(first, second, stop)

    def close(self) -> None:
        """See Engine."""
        self._engine.close()

    def _keep(self, key: bytes, outcome: Outcome) -> None:
        with self._lock:
            self._bytes += _size(outcome) - _size(self._known.get(key))
            self._known[key] = outcome
            while self._bytes > self._max_bytes:
                self._bytes -= _size(self._known.popitem(last=False)[1])


def _key(job: Job) -> bytes:
    digest = hashlib.sha256()
    parts = [repr((job.argv, job.artifacts, job.limits, job.layer)).encode(), job.stdin]
    for file in job.files:
        parts += [repr((file.name, file.executable)).encode(), file.content]
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def _size(outcome: Outcome | None) -> int:
    if outcome is None:
        return 0
    return len(outcome.stdout) + len(outcome.stderr) + sum(map(len, outcome.artifacts.values()))
