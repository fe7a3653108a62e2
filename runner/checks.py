"""Can programs be run on this machine? One answer for the desktop's check page (and for `recrutr doctor` later).

Guarantees: green only after a program really ran and a limit really bit. Must not change anything.
"""

from __future__ import annotations

from protocol.errors import EngineFault
from protocol.verdicts import LanguageId
from protocol.wire import CheckResult
from runner.boxes.docker_engine import DockerEngine
from runner.engine import Engine, Job, Limits, SourceFile
from runner.languages import languages

NAME = "runner"
_PROBE_LIMITS = Limits(cpu_ms=5_000, wall_ms=30_000, memory_bytes=128 * 1024 * 1024)
_LIMIT_PROBE = Limits(cpu_ms=5_000, wall_ms=30_000, memory_bytes=64 * 1024 * 1024)
_MEMORY_HOG = b"block = bytearray(512 * 1024 * 1024)\n"


def probe(engine: Engine | None = None, address: str | None = None) -> CheckResult:
    """Run a small program, and one that wants too much memory. Never raises: a fault is the answer."""
    used = engine if engine is not None else DockerEngine(address)
    try:
        return _probe(used)
    except EngineFault as fault:
        fix = fault.details.get("fix")
        return CheckResult(name=NAME, colour="red", cause=fault.message[:500], fix=str(fix) if fix else None)
    finally:
        if engine is None:
            used.close()


def _probe(engine: Engine) -> CheckResult:
    language = languages()[LanguageId.PYTHON]
    main = LanguageId.PYTHON.file_name
    argv = language.run_command(main, _PROBE_LIMITS.memory_bytes)
    hello = SourceFile(main, language.self_test.source.encode())
    outcome = engine.run(Job(argv, (hello,), language.self_test.input.encode(), _PROBE_LIMITS))
    if not outcome.succeeded or outcome.stdout != language.self_test.output.encode():
        return _red(
            "A test program was started, but did not give the right answer.",
            "Build the image again: recrutr images build",
        )
    hog = engine.run(Job(argv, (SourceFile(main, _MEMORY_HOG),), limits=_LIMIT_PROBE))
    if not hog.oom:
        return _red(
            "A program could use more memory than allowed: this engine does not keep its limits.",
            "Use an engine with working control groups (on Linux, Docker as a system service)",
        )
    return CheckResult(name=NAME, colour="green", cause=f"A test program ran in {outcome.wall_ms} ms.")


def _red(cause: str, fix: str) -> CheckResult:
    return CheckResult(name=NAME, colour="red", cause=cause, fix=fix)
