"""`./recrutr test`: every check there is, one after the other, with an honest exit code.

Guarantees: no step is left out; a failing step shows its output and does not hide the later ones; the table of steps
comes before pytest's own closing line, which is the last thing printed, so that tools which count tests can read it.
A few failures among the tests that drive real processes get a second look, alone on the machine; what passes only then
is named as unsteady (docs/decisions/0042-a-second-look.md).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_TESTS_FAILED = 1  # pytest's exit code; 2 and above: interrupted, its own fault, wrong use, no tests
_CLOSING = re.compile(r"=+ .*\bin [0-9.]+s.*=+$")
_CORES_USED = 4
_COMPILED = Path(".pytest_cache/compiled")
"""Modules that a run of the tests has compiled, for its hundreds of processes and for the next run."""
_FAILURES_SEEN = Path(".pytest_cache/v/cache/lastfailed")
_REAL_PROCESSES = ("tests/end2end/", "tests/faults/", "tests/integration/")
"""Tests that share the machine's processors, display and container engine with whatever runs beside them."""
_LOOKED_AT_AGAIN = 3
"""More failures than that are no accident of a busy machine."""

_STATIC: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("lint", ("ruff", "check", "--output-format", "concise", ".")),
    ("format", ("ruff", "format", "--check", ".")),
    ("types", ("mypy",)),
    ("imports", ("lint-imports", "--no-cache")),
)


@dataclass(frozen=True)
class _Result:
    name: str
    seconds: float
    status: int


def run(checkout: Path, argv: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run all checks; `--long` adds the long tests, everything else goes to pytest. Returns 0 only if all passed."""
    long = "--long" in argv
    rest = [word for word in argv if word != "--long"]
    results = [_static(name, command, checkout, environment) for name, command in _STATIC]
    tested, closing = _pytest(pytest_command(rest, long=long), checkout, environment)
    results.append(tested)
    if doubtful := doubtful_failures(checkout, tested.status):
        _print("\nonce more, with nothing beside them, what failed among real processes:\n")
        again, _ = _pytest(["-m", "pytest", "-m", "", "-q", *doubtful], checkout, environment)
        if again.status == 0:
            results[-1] = _Result(tested.name, tested.seconds + again.seconds, 0)
            closing = passed_after_all(closing)
            _print("\n" + "".join(f"UNSTEADY {test}: failed beside others, passed alone\n" for test in doubtful))
    _print(_table(results))
    _print(closing)
    return 0 if all(result.status == 0 for result in results) else 1


def _static(name: str, command: Sequence[str], checkout: Path, environment: Mapping[str, str]) -> _Result:
    _print(f"{name}: {' '.join(command)} …\n")
    begun = time.monotonic()
    ended = subprocess.run(
        [str(checkout / ".venv" / "bin" / command[0]), *command[1:]],
        check=False,
        cwd=checkout,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if ended.returncode != 0:
        _print(ended.stdout.decode(errors="replace"))
    return _Result(name, time.monotonic() - begun, ended.returncode)


def pytest_command(rest: Sequence[str], *, long: bool) -> list[str]:
    """The arguments for pytest: in parallel, each file on one worker, long tests only when asked for."""
    # One more than there are cores, because many tests wait: for a camera's seconds, a container, another process. Two
    # more idle less (1 % of two cores instead of 15 %) and save a few minutes, and what has a limit of time meets it.
    workers = min(os.cpu_count() or 1, _CORES_USED) + 1
    marks = ["-m", ""] if long else []
    # By file, so that servers and bundles are made once; loadgroup has no effect with pytest 9.2 and pytest-xdist 3.8.
    # In the order of the folders, because the longest tests (end2end, faults, integration) should begin first.
    spread = ["-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"]
    return ["-m", "pytest", *spread, *marks, *rest]


def test_environment(checkout: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of the tests: widgets are real but draw into memory unless a test starts its own display.

    Where Python may not keep compiled modules beside the sources, it keeps them in a folder of the tests: each of their
    processes would compile everything again, and each worker would rewrite the assertions of every test.
    """
    made = {"QT_QPA_PLATFORM": "offscreen", **environment}
    if made.pop("PYTHONDONTWRITEBYTECODE", "") and "PYTHONPYCACHEPREFIX" not in made:
        made["PYTHONPYCACHEPREFIX"] = str(checkout.resolve() / _COMPILED)
    return made


def doubtful_failures(checkout: Path, status: int) -> list[str]:
    """The failed tests that deserve a second look: none unless all are of real processes and they are few."""
    if status != _TESTS_FAILED or not (checkout / _FAILURES_SEEN).exists():
        return []
    failed = sorted(json.loads((checkout / _FAILURES_SEEN).read_text(encoding="utf-8")))
    few = 0 < len(failed) <= _LOOKED_AT_AGAIN
    return failed if few and all(test.startswith(_REAL_PROCESSES) and "::" in test for test in failed) else []


def passed_after_all(closing: str) -> str:
    """Pytest's closing line once its failures have passed: "2 failed, 7 passed in 5s" becomes "9 passed in 5s"."""
    passed = sum(int(count) for count in re.findall(r"\b(\d+) (?:failed|passed)\b", closing))
    frame, rest = re.sub(r"\b\d+ (failed|passed|errors?)\b,? ?", "", closing).split(" ", 1)
    return f"{frame} {passed} passed{' ' if rest.startswith('in ') else ', '}{rest}"


def _pytest(arguments: Sequence[str], checkout: Path, environment: Mapping[str, str]) -> tuple[_Result, str]:
    (checkout / _FAILURES_SEEN).unlink(missing_ok=True)
    _print(f"tests: python {' '.join(arguments)} …\n")
    begun = time.monotonic()
    with subprocess.Popen(
        [str(checkout / ".venv" / "bin" / "python"), *arguments],
        cwd=checkout,
        env=test_environment(checkout, environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        closing = _relay(process)
    return _Result("tests", time.monotonic() - begun, process.returncode), closing


def _relay(process: subprocess.Popen[bytes]) -> str:
    """Pass pytest's output on as it comes, dots included; hold back its closing line and return it."""
    output = process.stdout
    if output is None:
        return ""
    line, closing = "", ""
    while chunk := os.read(output.fileno(), 65536):
        for piece in chunk.decode(errors="replace").splitlines(keepends=True):
            line += piece
            if not line.endswith("\n"):
                continue
            if _CLOSING.fullmatch(line.strip()):
                _print(closing)
                closing = line
            else:
                _print(line)
            line = ""
        if line and not line.startswith("="):
            # A row of dots grows without a line end; show what is there.
            _print(line)
            line = ""
    _print(line)
    return closing


def _table(results: Sequence[_Result]) -> str:
    rows = ["\n"]
    for result in results:
        word = "ok" if result.status == 0 else f"FAILED (exit {result.status})"
        rows.append(f"{result.name:<10} {result.seconds:8.1f} s  {word}\n")
    rows.append(f"{'together':<10} {sum(result.seconds for result in results):8.1f} s\n")
    return "".join(rows)


def _print(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
