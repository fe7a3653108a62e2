"""Every poison program ends as its first line says, in time, and leaves nothing behind."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from protocol.verdicts import LanguageId, Verdict
from runner.boxes.docker_engine import DockerEngine
from runner.engine import KIB, MIB, Job, Limits
from runner.execution import CompileFailure, compile_program, ending_of
from runner.languages import language_of
from runner.packages import Program

FOLDER = Path(__file__).parents[2] / "hostile"
PROGRAMS = sorted(path for path in FOLDER.iterdir() if path.suffix in {".py", ".cpp", ".js"})
LIMITS = Limits(1_000, 2_000, 64 * MIB, 1 * MIB, processes=32, file_bytes=16 * MIB)
COMPILE = Limits(10_000, 30_000, 512 * MIB, 256 * KIB)
WANTED = ("out", "feedback/judgemessage.txt")
RAN = "RAN"

pytestmark = pytest.mark.docker


def test_the_corpus_is_there() -> None:
    assert len(PROGRAMS) >= 30
    assert {language_of([path.name]) for path in PROGRAMS} >= {LanguageId.PYTHON, LanguageId.CPP, LanguageId.JAVASCRIPT}


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.name)
def test_poison(path: Path, engine: DockerEngine) -> None:
    permitted, words = _expected(path)
    language = language_of([path.name])
    assert language is not None
    program = Program(path.stem, language, {path.name: path.read_bytes()}, path.name)
    compiled, _ = compile_program(program, engine, COMPILE)
    if isinstance(compiled, CompileFailure):
        assert permitted == {Verdict.COMPILE_ERROR.value}
        assert len(compiled.output) <= 100 * KIB
        return
    job = Job(compiled.argv(LIMITS.memory_bytes), compiled.files, b"", LIMITS, WANTED)
    began = time.monotonic()
    outcome = engine.run(job)
    assert time.monotonic() - began < LIMITS.last_wall_ms / 1000 + 30
    ending = ending_of(outcome, LIMITS)
    came_to = ending.verdict.value if ending.verdict else RAN
    assert came_to in permitted, f"{came_to}: {ending.reason} {outcome.stdout[-500:]!r} {outcome.stderr[-500:]!r}"
    if came_to == RAN and words:
        assert outcome.stdout.decode() == f"{words}\n"
    assert b"escaped" not in outcome.stdout
    assert not any(content.strip(b"\0") for content in outcome.artifacts.values())
    assert outcome.cpu_ms <= LIMITS.cpu_ms + 500
    assert len(outcome.stdout) <= LIMITS.output_bytes
    assert len(outcome.stderr) <= 64 * KIB


def _expected(path: Path) -> tuple[set[str], str]:
    line = path.read_text("utf-8").splitlines()[0]
    verdicts, _, words = line.partition("expect: ")[2].partition(" ")
    return set(verdicts.split("|")), words
