"""From a click on Run to the output of a trivial program: bare, in other sandboxes, and in ours, in one run.

Rounds are interleaved, so that a machine whose speed drifts does so for all. Every way compiles (where the language is
compiled) and runs the same program once and compares its output. *Ours* is what the app does: a station that stands
ready is opened, used once and removed; *ours, fresh start* is the same without the waiting interpreter; *ours,
unchanged* finds the binary of unchanged source. Then runs a second, sustained.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from protocol.verdicts import LanguageId
from runner import images
from runner.boxes.docker_door import LABEL
from runner.boxes.docker_engine import DockerEngine
from runner.boxes.settings import container_settings, seccomp_profile
from runner.engine import COMPILE_LIMITS, Job, Limits, Plan, SourceFile
from runner.execution import Compiled, CompileFailure, Feed, compile_program, run_compiled
from runner.languages import Language, languages
from runner.packages.model import Program
from runner.remembering import RememberingEngine

NAME = "run_latency"
ROUNDS = 60
SUSTAINED_S = 4.0
_MEASURED = ("python3", "c", "cpp", "java", "javascript")
SLOW_ROUNDS = 20
"""Of languages whose compilers take most of a second, and of `docker run`: their figures are far from all others."""
_SLOW = ("cpp", "java")
LIMITS = Limits()
_PATH = "/usr/bin:/bin"
"""Debian's own compilers and interpreters, of the same versions as in the image on the same release."""
ENVIRONMENT = {"PATH": _PATH, "LANG": "C.UTF-8", "HOME": "/nonexistent"}
Figure = dict[str, Any]
Way = Callable[[], None]


@dataclass(frozen=True)
class Subject:
    """One language and its trivial program."""

    language: Language
    program: Program
    stdin: bytes
    stdout: bytes

    @property
    def compiled(self) -> bool:
        """Whether there is a compiler's work in each click."""
        return not self.language.warm

    def commands(self) -> list[tuple[str, ...]]:
        """What a shell would be told, in the folder of the sources."""
        start = self.language.start_of(self.program.files, self.program.main)
        run = self.language.run_command(start, LIMITS.memory_bytes)
        if not self.compiled:
            return [run]
        return [self.language.compile_command(self.program.files, self.program.main), run]


def run() -> list[Figure]:
    """Measure; takes some ten minutes."""
    engine = DockerEngine(ahead=6)
    folder = Path(tempfile.mkdtemp(prefix="recrutr-bench-"))
    try:
        found: list[Figure] = []
        for subject in subjects(engine):
            say(f"{subject.language.name}: {_rounds(subject)} rounds")
            found += _latency(subject, engine, folder)
        say("sustained runs")
        return found + _sustained(subjects(engine)[0], engine)
    finally:
        engine.close()
        shutil.rmtree(folder)


def subjects(engine: DockerEngine) -> list[Subject]:
    """What can be measured here."""
    found = []
    for identifier in (one for one in _MEASURED if one in set(LanguageId)):
        language = languages()[LanguageId(identifier)]
        if engine.door.image_id(images.current_tag(language.layer)) is None or not _on_this_machine(language):
            say(f"{language.name} is left out: not in an image, or not on this machine")
            continue
        test, name = language.self_test, language.id.file_name
        program = Program("bench", language.id, {name: test.source.encode()}, name)
        found.append(Subject(language, program, test.input.encode(), test.output.encode()))
    return found


def _on_this_machine(language: Language) -> bool:
    needed = {*language.compile_argv[:1], language.run_argv[0]}
    return all("program" in name or shutil.which(name, path=_PATH) for name in needed)


def _latency(subject: Subject, engine: DockerEngine, folder: Path) -> list[Figure]:
    with _Others(subject, engine, folder) as others:
        ways = {"bare": others.bare, "bubblewrap": others.bubblewrap, "docker exec": others.docker_exec}
        ways = {name: way for name, way in ways.items() if name != "bubblewrap" or shutil.which("bwrap")}
        ours = Ours(subject, engine)
        ways |= {"ours": ours.click, "ours, fresh start": ours.fresh_start}
        if subject.compiled:
            ours.unchanged()
            ways["ours, unchanged"] = ours.unchanged
        slow = {"docker run": others.docker_run}
        taken: dict[str, list[float]] = {name: [] for name in ways | slow}
        for number in range(_rounds(subject)):
            turn = number % len(ways)
            for name, way in [*list(ways.items())[turn:], *list(ways.items())[:turn]]:
                ours.wait_until_ready()  # before each way, so that nobody is measured beside the making of containers
                taken[name].append(timed(way))
            if number < SLOW_ROUNDS:
                ours.wait_until_ready()
                taken["docker run"].append(timed(others.docker_run))
    return _figures(subject.language.name, taken)


def _rounds(subject: Subject) -> int:
    return SLOW_ROUNDS if subject.language.id in _SLOW else ROUNDS


def _figures(language: str, taken: dict[str, list[float]]) -> list[Figure]:
    found = []
    for words, part in (("p50", 50), ("p95", 95)):
        bare_ms = _percentile(taken["bare"], part)
        for name, times in taken.items():
            value = _percentile(times, part)
            ratio = None if name == "bare" else value / bare_ms
            found.append(figure(f"{language}: {name}, {words}", value, "ms", ratio, "bare subprocess"))
    return found


class Ours:
    """The ways through our engine."""

    def __init__(self, subject: Subject, engine: DockerEngine, ready: int = 0) -> None:
        self._subject, self._engine, self._memory = subject, engine, RememberingEngine(engine)
        sources = tuple(SourceFile(name, content) for name, content in subject.program.files.items())
        self._settle_s = (
            0.15 + 0.01 * ready
        )  # until a waiting interpreter has come to its main file, or cells are ready
        start = subject.language.start_of(subject.program.files, subject.program.main)
        self.raw = Compiled(subject.language, sources, start)
        self._plans = [self.raw.plan(LIMITS, ready), replace(self.raw.plan(LIMITS), warm=None)]
        if subject.compiled:
            resident = subject.language.resident_compiler(subject.program.files, subject.program.main)
            self._plans[1:] = [Plan(COMPILE_LIMITS, subject.language.layer, resident)]
            self._settle_s = 4.0 if resident else self._settle_s

    def wait_until_ready(self, stations: int = 1) -> None:
        """As long as a person needs to read: everything a click needs stands ready, or so many stations for tests."""
        give_up = time.monotonic() + 60
        needed = [(self._plans[0], stations), *((plan, 1) for plan in self._plans[1:])]
        while time.monotonic() < give_up:
            self._prepare()
            if self._engine.settled() and all(self._engine.ready(plan) >= count for plan, count in needed):
                break
            time.sleep(0.02)
        time.sleep(self._settle_s)
        self._prepare()

    def _prepare(self) -> None:
        """What was not asked for lately is given up."""
        for plan in self._plans:
            self._engine.prepare(plan)

    def click(self) -> None:
        """What the app does."""
        self._run(self._compiled(self._engine))

    def unchanged(self) -> None:
        """The same again with the source of before."""
        self._run(self._compiled(self._memory))

    def fresh_start(self) -> None:
        """Nothing of the program's start happened before."""
        compiled = self._compiled(self._engine)
        job = Job(
            compiled.argv(LIMITS.memory_bytes), compiled.files, self._subject.stdin, LIMITS,
            layer=self._subject.language.layer,
        )  # fmt: skip
        outcome = self._engine.run(job)
        expect(outcome.stdout, self._subject)

    def _compiled(self, engine: DockerEngine | RememberingEngine) -> Compiled:
        if not self._subject.compiled:
            return self.raw
        result, said = compile_program(self._subject.program, engine, COMPILE_LIMITS)
        if isinstance(result, CompileFailure):
            raise TypeError(said)
        return result

    def _run(self, compiled: Compiled) -> None:
        with self._engine.open(compiled.plan(LIMITS)) as station:
            outcome = run_compiled(compiled, Feed(self._subject.stdin), LIMITS, station)
        expect(outcome.stdout, self._subject)


class _Others:
    """The ways of others, each in a fresh folder."""

    def __init__(self, subject: Subject, engine: DockerEngine, folder: Path) -> None:
        self._subject, self._engine, self._folder = subject, engine, folder
        self._count = 0
        self._container = ""

    def __enter__(self) -> Self:
        plan = Plan(replace(COMPILE_LIMITS, processes=256), self._subject.language.layer)
        self._container = self._create(plan, ["sleep", "3600"])
        self._engine.door.start(self._container)
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.door.remove(self._container)

    def bare(self) -> None:
        """On the machine itself."""
        self._steps(lambda _folder: [])

    def bubblewrap(self) -> None:
        """`bwrap --unshare-all` over a read-only root."""
        self._steps(
            lambda folder: [
                "bwrap", "--unshare-all", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp",  # noqa: S108 - in the sandbox
                "--bind", str(folder), str(folder), "--chdir", str(folder), "--die-with-parent",
            ]
        )  # fmt: skip

    def docker_exec(self) -> None:
        """In a container that runs already and is used again and again."""
        self._count += 1
        self._shell(["docker", "exec", "-i", self._container], f"/box/{self._count}")

    def docker_run(self) -> None:
        """A hardened container for this run alone."""
        tag = images.current_tag(self._subject.language.layer)
        flags = (
            "--rm -i --network none --read-only --cap-drop ALL --security-opt no-new-privileges --pids-limit 64 "
            "--memory 1g --memory-swap 1g --cpus 1 --user 20001:20001 --log-driver none --ipc none "
            "--tmpfs /box:rw,exec,mode=1777 --tmpfs /tmp"
        )
        self._shell(["docker", "run", *flags.split(), tag], "/box/work")

    def _steps(self, prefix: Callable[[Path], list[str]]) -> None:
        self._count += 1
        folder = self._folder / f"{self._subject.language.id}-{self._count}"
        folder.mkdir()
        for name, content in self._subject.program.files.items():
            (folder / name).write_bytes(content)
        *before, last = self._subject.commands()
        for argv in before:
            subprocess.run([*prefix(folder), *argv], cwd=folder, check=True, capture_output=True, env=ENVIRONMENT)
        done = subprocess.run(
            [*prefix(folder), *last],
            cwd=folder,
            check=True,
            capture_output=True,
            input=self._subject.stdin,
            env=ENVIRONMENT,
        )
        expect(done.stdout, self._subject)

    def _shell(self, start: Sequence[str], folder: str) -> None:
        (name,) = self._subject.program.files
        lines = [f"mkdir -p {folder} && cd {folder} && head -c {len(self._subject.program.files[name])} > {name}"]
        lines += [" ".join(f"'{part}'" for part in argv) for argv in self._subject.commands()]
        lines[1:-1] = [f"{line} < /dev/null" for line in lines[1:-1]]
        data = self._subject.program.files[name] + self._subject.stdin
        done = subprocess.run([*start, "sh", "-c", " && ".join(lines)], check=True, capture_output=True, input=data)
        expect(done.stdout, self._subject)

    def _create(self, plan: Plan, argv: list[str]) -> str:
        seccomp = seccomp_profile(str(self._engine.door.version()["Arch"]), cells=False)
        settings = container_settings(plan, seccomp, 20_001, cells=False)
        settings["labels"] = {LABEL: "bench"}
        return self._engine.door.create(images.current_tag(plan.layer), argv, **settings)


def _sustained(subject: Subject, engine: DockerEngine) -> list[Figure]:
    found = []
    for parallel in (1, 2, 4, 8):
        count = _in_time(lambda end: _runs(subject, engine, end), parallel)
        found.append(figure(f"sustained, {parallel} stations beside each other", count, "runs/s"))
    return found


def _runs(subject: Subject, engine: DockerEngine, end: float) -> int:
    compiled, count = Ours(subject, engine).raw, 0
    with engine.open(compiled.plan(LIMITS)) as station:
        run_compiled(compiled, Feed(subject.stdin), LIMITS, station)  # the container is there when time begins
        while time.monotonic() < end:
            expect(run_compiled(compiled, Feed(subject.stdin), LIMITS, station).stdout, subject)
            count += 1
    return count


def _in_time(work: Callable[[float], int], parallel: int) -> float:
    with ThreadPoolExecutor(parallel) as pool:
        end = time.monotonic() + SUSTAINED_S
        return sum(pool.map(work, [end] * parallel)) / SUSTAINED_S


def timed(way: Way) -> float:
    """How long it takes, in milliseconds."""
    began = time.perf_counter()
    way()
    return (time.perf_counter() - began) * 1000


def expect(stdout: bytes, subject: Subject) -> None:
    """Raises ValueError for another output."""
    if stdout != subject.stdout:
        raise ValueError(f"{subject.language.name} printed {stdout[:100]!r}")


def _percentile(values: Sequence[float], part: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * part // 100)]


def figure(name: str, value: float, unit: str, ratio: float | None = None, peer: str = "") -> Figure:
    """A line of the table."""
    return {"name": name, "value": value, "unit": unit, "ratio": ratio, "peer": peer}


def say(words: str) -> None:
    """To whoever waits."""
    sys.stderr.write(f"  {words}\n")
