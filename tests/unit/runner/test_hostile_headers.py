"""Headers of poison programs: what they say is what is expected, and what cannot be read is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner.engine import MIB, Outcome
from tests.integration.runner.corpus import LIMITS, Poison, programs, read
from tests.integration.runner.inspection import ANSWER, faults_of

SECRET = "0123456789abcdef"  # noqa: S105 - a word to be looked for


def _poison(tmp_path: Path, text: str, name: str = "memory/one.py") -> Poison:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return read(path)


def _outcome(**changes: object) -> Outcome:
    given: dict[str, object] = {"exit_code": 0, "signal": None, "cpu_ms": 10, "wall_ms": 10, "memory_bytes": MIB}
    return Outcome(**{**given, "stdout": b"held\n", **changes})  # type: ignore[arg-type] # fields of the test's choice


def test_a_header_says_all_of_it(tmp_path: Path) -> None:
    lines = ["expect: TLE|RAN held", "sample: yes", "runs: 2 together", "limits: memory_mib=128 cpu_ms=5", "Words."]
    text = "".join(f"# {line}\n" for line in lines)
    poison = _poison(tmp_path, text)
    assert (set(poison.permitted), poison.words) == ({"TLE", "RAN"}, "held")
    assert (poison.sample, poison.runs, poison.together, poison.group) == (True, 2, True, "memory")
    assert (poison.limits.memory_bytes, poison.limits.cpu_ms) == (128 * MIB, 5)
    assert poison.limits.processes == LIMITS.processes


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\n",
        "# Words first.\n# expect: TLE\n",
        "# expects: TLE\n",
        "# expect: TLE\n# expect: MLE\n",
        "# expect: TLE\n# limits: disk=1\n",
        "# expect: TLE\n# runs: 2 apart\n",
        "# expect: TLE\n# sample: no\n",
    ],
)
def test_a_header_that_cannot_be_read_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match=r"one\.py"):
        _poison(tmp_path, text)


def test_the_kit_is_no_program(tmp_path: Path) -> None:
    _poison(tmp_path, "# expect: TLE\n")
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit" / "attempt.py").write_text("x = 1\n", "ascii")
    assert [poison.name for poison in programs(tmp_path)] == ["memory/one.py"]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"stdout": b"escaped: mount\n"}, "escaped"),
        ({"stdout": b"hel"}, "did not say 'held'"),
        ({"stderr": SECRET.encode()}, "escaped"),
        ({"stdout": ANSWER}, "forged a verdict"),
        ({"exit_code": 1}, "came to RTE"),
        ({"artifacts": {"out": b"root:x:0:0"}}, "handed out an artifact"),
        ({"cpu_ms": 2_001}, "of processor time"),
        ({"wall_ms": LIMITS.last_wall_ms + 1_001}, "lived for"),
        ({"wall_ms": 2 * LIMITS.last_wall_ms, "timed_out": "wall"}, "lived for"),
        ({"stdout": b"held\n" + bytes(LIMITS.output_bytes)}, "bytes of output kept"),
    ],
)
def test_what_is_wrong_with_an_outcome_is_said(tmp_path: Path, changes: dict[str, object], fault: str) -> None:
    poison = _poison(tmp_path, "# expect: RAN held\n")
    assert list(faults_of(poison, _outcome(), SECRET)) == []
    assert fault in "; ".join(faults_of(poison, _outcome(**changes), SECRET))


@pytest.mark.parametrize(("clock", "faults"), [("cpu", 0), ("wall", 1)])
def test_the_clock_that_has_to_end_it_is_held_against_the_one_that_did(tmp_path: Path, clock: str, faults: int) -> None:
    poison = _poison(tmp_path, "# expect: TLE cpu\n")
    assert len(list(faults_of(poison, _outcome(timed_out=clock, exit_code=None, signal=9), SECRET))) == faults
