"""A hundred small tests of one submission, compiling included: by a shell, and in the stations that the judge uses.

Rounds are interleaved, as in `run_latency`, whose programs these are. *Bare* compiles, then runs one test after the
other on the machine itself. *Ours* compiles in a sandbox, then gives every test a fresh box, in two stations that
were made ahead with all their boxes, as a pool does it; with *none ready*, each box is made when its test comes. *The
worker's judge* is all that a backend's worker does with a submission: the package from its zip, the compiler, every
test, its output against the answer; in stations that stood ready since the submission before. *The kernel alone*
compiles as bare, then starts each test in new namespaces and file systems from a C program that does nothing else
(kernel_floor.c), two beside each other: what fresh boxes cost before anybody limits or guards anything.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from backend.scoring.jobs import JudgeTask
from backend.scoring.judging import Judging
from backend.settings import Settings
from protocol.verdicts import Verdict
from runner.boxes.docker_engine import IN_LINE, DockerEngine
from runner.engine import COMPILE_LIMITS
from runner.execution import CompileFailure, Feed, compile_program, job_of
from runner.judging.stations import Stations
from runner.packages import zip_of_files
from tests.bench.run_latency import ENVIRONMENT, LIMITS, Figure, Ours, Subject, expect, figure, say, subjects, timed

NAME = "many_tests"
TESTS = 100
ROUNDS = 15
STATIONS = 2
_PATIENCE_S, _LOOK_S, _CALM_LOOKS = 60, 0.1, 10
_PROBLEM = b"problem_format_version: 2025-09\nname: Bench\nuuid: '1'\nlimits:\n  time_limit: 2\n  memory: 256\n"


def run() -> list[Figure]:
    """Measure; takes two minutes."""
    engine = DockerEngine(ahead=10)
    folder = Path(tempfile.mkdtemp(prefix="recrutr-bench-"))
    try:
        found: list[Figure] = []
        for subject in subjects(engine)[:2]:
            say(f"{subject.language.name}: {TESTS} tests of one submission")
            found += _many_tests(subject, engine, folder)
        return found
    finally:
        engine.close()
        shutil.rmtree(folder)


def _many_tests(subject: Subject, engine: DockerEngine, folder: Path) -> list[Figure]:
    bare, ours, unready, floor, judged = [], [], [], [], []
    kernel = _kernel_floor(folder) if subject.compiled else None
    worker = _Worker(subject)
    worker.stand_ready()
    for number in range(ROUNDS):
        place = folder / f"{subject.language.id}-{number}"
        place.mkdir()
        bare.append(timed(partial(_bare, subject, place)))
        if kernel is not None:
            floor.append(timed(partial(_kernel_alone, kernel, subject, place)))
            unready.append(_in_stations(subject, engine, 0))
        ours.append(_in_stations(subject, engine, TESTS // STATIONS))
        judged.append(worker.judge())
    worker.close()
    sums = statistics.median(bare)
    name = f"{subject.language.name}: {TESTS} tests of one submission"
    rows = {"the kernel alone": floor, "ours, none ready": unready, "ours": ours, "the worker's judge": judged}
    found = [figure(f"{name}, bare", sums, "ms")]
    for words, times in rows.items():
        if times:
            took = statistics.median(times)
            found.append(figure(f"{name}, {words}", took, "ms", took / sums, "bare runs"))
    for words, times in (("ours", ours), ("the worker's judge", judged)):
        pairs = [mine / theirs for mine, theirs in zip(times, bare, strict=True)]
        found.append(figure(f"{name}, {words}, median of the rounds' ratios", statistics.median(pairs), "", None))
    return found


class _Worker:
    """The judge of a backend's worker as it is set up without options, between submissions to one problem."""

    def __init__(self, subject: Subject) -> None:
        self._subject, self._count = subject, 0
        self._engine = DockerEngine(ahead=Settings(data=Path()).judge_ready)
        self._judging = Judging(engine=self._engine)
        files = {"problem.yaml": _PROBLEM, "statement/problem.en.md": b"Compute.\n"}
        files |= {f"submissions/accepted/{name}": data for name, data in subject.program.files.items()}
        for test in range(TESTS):
            files |= {f"data/secret/{test:03}.in": subject.stdin, f"data/secret/{test:03}.ans": subject.stdout}
        self._zip = zip_of_files(files, "bench")

    def judge(self) -> float:
        """How long a submission takes that nobody has compiled before; then all stands ready for the next."""
        self._count += 1
        ((_, source),) = self._subject.program.files.items()
        language = self._subject.language
        comment = "#" if language.id.value == "python3" else "//"
        task = JudgeTask(
            attempt="bench",
            submission=str(self._count),
            package_zip=self._zip,
            package_digest="bench",
            language=language.id,
            source=f"{source.decode()}\n{comment} {self._count}\n",
        )
        taken = timed(partial(self._judge, task))
        self.wait_until_ready()
        return taken

    def stand_ready(self) -> None:
        """As after a submission to the same problem."""
        self.judge()

    def wait_until_ready(self) -> None:
        """Until the pool has done what it does in the seconds after a submission."""
        give_up, calm = time.monotonic() + _PATIENCE_S, 0
        while calm < _CALM_LOOKS:
            if time.monotonic() > give_up:
                raise TimeoutError("the stations of the worker do not come to stand ready")
            calm = calm + 1 if self._engine.settled() else 0
            time.sleep(_LOOK_S)

    def close(self) -> None:
        """End it, as a worker ends."""
        self._judging.close()

    def _judge(self, task: JudgeTask) -> None:
        outcome = self._judging(task)
        if outcome.verdict is not Verdict.ACCEPTED or len(outcome.tests) != TESTS:
            raise ValueError(f"the worker's judge said {outcome.verdict}: {outcome.message}")


def _in_stations(subject: Subject, engine: DockerEngine, ready: int) -> float:
    """How long it takes once the stations stand there, for some of which somebody must have asked before."""
    _judged(subject, engine, 2, ready)
    Ours(subject, engine, ready).wait_until_ready(STATIONS)
    return timed(partial(_judged, subject, engine, TESTS, ready))


def _bare(subject: Subject, place: Path) -> None:
    for name, content in subject.program.files.items():
        (place / name).write_bytes(content)
    *before, last = subject.commands()
    for argv in before:
        subprocess.run(argv, cwd=place, check=True, capture_output=True, env=ENVIRONMENT)
    for _ in range(TESTS):
        done = subprocess.run(
            last, cwd=place, check=True, capture_output=True, input=subject.stdin, env=ENVIRONMENT
        )  # fmt: skip
        expect(done.stdout, subject)


def _kernel_floor(folder: Path) -> Path | None:
    """The program that makes nothing but namespaces; None where it may not, or cannot be compiled."""
    source, program = Path(__file__).with_name("kernel_floor.c"), folder / "kernel_floor"
    subprocess.run(["gcc", "-O2", "-o", str(program), str(source)], check=True)
    tried = subprocess.run([program, "1", "", "", shutil.which("true") or "true"], check=False)
    return program if tried.returncode == 0 else None


def _kernel_alone(kernel: Path, subject: Subject, place: Path) -> None:
    *before, last = subject.commands()
    for argv in before:
        subprocess.run(argv, cwd=place, check=True, capture_output=True, env=ENVIRONMENT)
    told = [str(kernel), str(TESTS // STATIONS), subject.stdin.decode(), subject.stdout.decode(), str(place / last[0])]
    beside = [subprocess.Popen(told) for _ in range(STATIONS)]
    if any(one.wait() for one in beside):
        raise OSError("the program of the floor failed")


def _judged(subject: Subject, engine: DockerEngine, tests: int, ready: int) -> None:
    compiled = Ours(subject, engine).raw
    if subject.compiled:
        result, _ = compile_program(subject.program, engine, COMPILE_LIMITS)
        if isinstance(result, CompileFailure):
            raise TypeError(result.output)
        compiled = result
    job = job_of(compiled, Feed(subject.stdin), LIMITS)
    stations = Stations(engine, compiled.plan(LIMITS, ready), STATIONS)

    def one(_: int) -> None:
        expect(compiled.read_ending(stations.run(job)).stdout, subject)

    with ThreadPoolExecutor(STATIONS * IN_LINE) as pool:
        list(pool.map(one, range(tests)))
    stations.close()
