"""The judge as the worker uses it: packages read from the stored zip, one engine, results in our own shape.

Guarantees: hidden tests stay in this process and in the engine's boxes; an engine that fails raises EngineFault and
is opened anew at the next submission. Stations stand ready for submissions like the last ones, never more than were
asked for; those of a worker that was killed end by themselves, and `tend` of whoever comes after it removes them.
"""

from __future__ import annotations

import logging
import threading
from functools import lru_cache

from backend.scoring.jobs import GroupOutcome, JudgeOutcome, JudgeTask, TestOutcome
from protocol.errors import EngineFault
from runner.boxes.docker_engine import DockerEngine
from runner.doctor.diagnosis import open_engine
from runner.judging.judge import JudgementResult
from runner.remembering import RememberingEngine
from runner.tasks.loading import Problem, judge_problem, load_archive

log = logging.getLogger("backend.judging")
KEPT_PACKAGES = 16
"""Packages kept parsed: an assessment has a few, and all its submissions come within hours."""


class Judging:
    """Judges tasks on one container engine, with `ready` containers ahead at most. Thread-safe.

    An `engine` that is given is used until it fails.
    """

    def __init__(self, address: str | None = None, ready: int = 0, engine: DockerEngine | None = None) -> None:
        self._address, self._ready = address, ready
        self._lock = threading.Lock()
        self._engine = engine
        self._remembering = RememberingEngine(engine) if engine is not None else None

    def __call__(self, task: JudgeTask) -> JudgeOutcome:
        """Judge one submission. Raises EngineFault."""
        package = package_of(task.package_digest, task.package_zip)
        try:
            return _outcome(judge_problem(package, task.language, task.source.encode(), self.opened()))
        except EngineFault:
            self.close()
            raise

    def tend(self) -> None:
        """Remove containers that a killed process left behind; an engine that does not answer is left alone."""
        try:
            self.opened()
            engine = self._engine
            if engine is not None and (left := engine.sweep()):
                log.info("%d containers of processes that are gone were removed", left)
        except EngineFault as fault:
            log.debug("the engine could not be looked after: %s", fault.code)

    def close(self) -> None:
        """Let the engine go, with all that stands ready."""
        with self._lock:
            engine, self._engine, self._remembering = self._engine, None, None
        if engine is not None:
            engine.close()

    def opened(self) -> RememberingEngine:
        """The engine, which stays this object's. Raises EngineFault."""
        with self._lock:
            if self._engine is None or self._remembering is None:
                self._engine = open_engine(self._address, ahead=self._ready)
                # Validators are compiled once, not for each submission.
                self._remembering = RememberingEngine(self._engine)
            return self._remembering


class _Zip(bytes):
    """A package's bytes that compare by nothing: the digest beside them is the key of the cache."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Zip)

    def __hash__(self) -> int:
        return 0


def package_of(digest: str, package_zip: bytes) -> Problem:
    """A package without its statements; the last few stay in memory."""
    return _cached(digest, _Zip(package_zip))


@lru_cache(maxsize=KEPT_PACKAGES)
def _cached(digest: str, package_zip: _Zip) -> Problem:
    return load_archive(package_zip, digest[:12], statements=False)


def _outcome(result: JudgementResult) -> JudgeOutcome:
    places = {group.name: place for place, group in enumerate(result.groups)}
    return JudgeOutcome(
        verdict=result.verdict,
        scorer_version=result.scorer_version,
        image_digest=result.image_digest,
        score=_rounded(result.score),
        max_score=_rounded(result.max_score),
        message=result.message,
        output=result.compiler_output,
        groups=tuple(
            GroupOutcome(group.name, group.verdict, _rounded(group.score), _rounded(group.max_score))
            for group in result.groups
        ),
        tests=tuple(
            TestOutcome(test.name, test.verdict, test.cpu_ms, test.wall_ms, test.memory_bytes, places.get(test.group))
            for test in result.tests
        ),
    )


def _rounded(score: float | None) -> int | None:
    return None if score is None else round(score)
