"""One container of ours from its making to its end: jobs go in, outcomes come out.

Guarantees: an outcome is believed only with its seal; a container that did not answer as it must is never used again;
whoever made one removes it. Must not decide when containers are made.
"""

from __future__ import annotations

import errno
import logging
import platform
import random
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from protocol.errors import EngineFault
from runner import images
from runner.boxes.box_frames import ANSWER, READY, MessageReader, job_frame, plain_frame, read_answer
from runner.boxes.docker_door import LABEL, DockerDoor, Stream
from runner.boxes.settings import CPUS, agent_argv, container_settings, seccomp_profile
from runner.boxes.sweeping import EXPIRES_LABEL, OWNER_LABEL, owner_words
from runner.engine import Job, Outcome, Plan, SourceFile

_log = logging.getLogger(__name__)

START_ALLOWANCE_S = 60
"""A cold start takes 0.4 s here, several seconds on a busy laptop; then the container counts as lost."""
_NEVER = {errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EINVAL}
"""With these the kernel or a rule of the engine forbids cells; anything else (no memory, no room) may pass."""
_LIFETIME_S = 24 * 3600
USERS = range(20_000, 60_000)
"""A different user for each container, so that nothing the kernel counts by user is shared. Fits 16-bit id maps."""


@dataclass
class Container:
    """A running container whose agent has said that it is ready."""

    door: DockerDoor
    id: str
    stream: Stream
    cells: bool
    plain: bool = False
    """Whether plain jobs are run by the maker of cells: where nothing waits for a job already."""
    told: tuple[SourceFile, ...] | None = None
    """The files of the last plain job, which the agent keeps."""
    reader: MessageReader = field(default_factory=MessageReader)

    def send(
        self, job: Job, *, live: bool = False, before_ms: int = 0, tick: Callable[[], None] = lambda: None
    ) -> bytes:
        """Hand a job to the agent, who may be busy for `before_ms`; the key with which its answer will be sealed.

        Raises EngineFault, and whatever `tick` raises; after either the container must not be used again.
        """
        nonce = secrets.token_bytes(32)
        self.reader.expect(job)
        deadline = time.monotonic() + before_ms / 1000 + START_ALLOWANCE_S
        frame = None
        if self.plain and not live:
            frame = plain_frame(job, nonce, CPUS, with_files=job.files != self.told)
        if frame is not None:
            self.told = job.files
        self.stream.send(frame or job_frame(job, nonce, CPUS, live=live), deadline, tick)
        return nonce

    def answer(self, job: Job, nonce: bytes, tick: Callable[[], None]) -> Outcome:
        """Wait for the answer to a job of which nothing is in the way. Raises as `send`."""
        deadline = time.monotonic() + job.limits.last_wall_ms / 1000 + START_ALLOWANCE_S
        for kind, payload in self.messages(deadline, tick):
            if kind == ANSWER:
                return read_answer(payload, nonce, job)
        return self.without_answer()

    def messages(self, deadline: float, tick: Callable[[], None]) -> Iterator[tuple[bytes, bytes]]:
        """What the agent says, until it ends. Raises EngineFault, and whatever `tick` raises."""
        yield from self.reader.feed(1, b"")  # what came together with the message before
        for channel, data in self.stream.frames(deadline, tick):
            yield from self.reader.feed(channel, data)

    def without_answer(self) -> Outcome:
        """Process 1 ended without an answer: memory may have ended it; anything else is the sandbox's fault."""
        state = self.door.state(self.id)
        if state.get("OOMKilled"):
            return Outcome(None, None, 0, 0, 0, oom=True)
        raise EngineFault(
            "engine.box_lost",
            "The sandbox ended without a result; this says nothing about the program. Try again.",
            {
                "exit_code": int(state.get("ExitCode", -1)),
                "error": str(state.get("Error", ""))[:200],
                "said": self.reader.said,
            },
        )

    def remove(self) -> None:
        """Kill and remove it. Safe to call twice. Raises EngineFault."""
        self.stream.close()
        self.door.remove(self.id)


class Maker:
    """Makes containers. Finds out once whether this engine lets the agent make cells."""

    def __init__(self, door: DockerDoor, *, cells: bool = True) -> None:
        self._door = door
        self._cells = cells
        self._lock = threading.Lock()
        self._architecture: str | None = None

    def make(self, plan: Plan) -> Container:
        """Create and start a container for the jobs of a plan, and wait until it is ready. Raises EngineFault."""
        cells = self._cells
        container = self._start(plan, cells=cells)
        words = self._words(container)
        if words == "cells" or (words == "whole" and not cells):
            return container
        said = container.reader.said
        container.remove()
        refused = re.match(r"none (\d+):", words)
        if not cells or refused is None or int(refused[1]) not in _NEVER:
            raise EngineFault("engine.box_lost", "The sandbox did not start; try again.", {"said": words or said})
        _log.warning("boxes cannot share a container on this engine (%s): each run starts one of its own", words)
        with self._lock:
            self._cells = False
        return self.make(plan)

    def _start(self, plan: Plan, *, cells: bool) -> Container:
        with self._lock:
            if self._architecture is None:
                self._architecture = str(self._door.version().get("Arch", platform.machine()))
        user = random.SystemRandom().choice(USERS)
        settings = container_settings(plan, seccomp_profile(self._architecture, cells=cells), user, cells=cells)
        settings["labels"] = {
            LABEL: "box",
            OWNER_LABEL: owner_words(),
            EXPIRES_LABEL: str(int(time.time() + _LIFETIME_S)),
        }
        tag = images.current_tag(plan.layer)
        identifier = self._door.create(tag, agent_argv(plan, cells=cells), **settings)
        try:
            stream = self._door.attach(identifier)
            self._door.start(identifier)
        except EngineFault:
            self._door.remove(identifier)
            raise
        return Container(self._door, identifier, stream, cells, plain=cells and plan.warm is None)

    def _words(self, container: Container) -> str:
        deadline = time.monotonic() + START_ALLOWANCE_S
        try:
            for kind, payload in container.messages(deadline, lambda: None):
                if kind == READY:
                    return payload.decode("utf-8", "replace")
        except EngineFault:
            container.remove()
            raise
        return ""
