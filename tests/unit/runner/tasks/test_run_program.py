"""What is made of the words of `go test -json` and libtest; the programs are small scripts in their place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from runner.tasks.driving import boxed
from runner.tasks.suites import _RUNNING
from runner.tasks.values import NONCE_CHARACTERS, decode

NONCE = b"0" * NONCE_CHARACTERS
LIBTEST = "running 1 test\ntest suite::counts ... {}\n\ntest result: {}. {} passed; {} failed; {} ignored; 0 measured\n"


def events(*rows: dict[str, str]) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in rows)


def run(folder: Path, kind: str, test: str, said: str, code: int = 0) -> list[list[object]]:
    """What the report holds after a program has said something and ended."""
    for name, content in boxed(_RUNNING).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "said").write_text(said, "utf-8")
    script = folder / ("go" if kind == "go" else "program")
    script.write_text(f"#!/bin/sh\ncat said\nexit {code}\n", "utf-8")
    script.chmod(0o755)
    argv = [sys.executable, "recrutr/run_program.py", kind, test]
    path = f"{folder}:{os.environ['PATH']}"
    subprocess.run(argv, cwd=folder, input=NONCE, env={**os.environ, "PATH": path}, check=True, capture_output=True)
    report = (folder / "recrutr/report").read_bytes()
    return [decode(part.partition(b":")[2]) for part in report.split(NONCE) if part]


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (LIBTEST.format("ok", "ok", 1, 0, 0), "passed"),
        (LIBTEST.format("FAILED", "FAILED", 0, 1, 0), "failed"),
        (LIBTEST.format("ignored", "ok", 0, 0, 1), "skipped"),
        (LIBTEST.format("", "ok", 0, 0, 0), "skipped"),
        (LIBTEST.format("ok", "ok", 1, 0, 0) + LIBTEST.format("FAILED", "FAILED", 0, 1, 0), "failed"),
    ],
)
def test_libtest(tmp_path: Path, said: str, outcome: str) -> None:
    assert [event[:3] for event in run(tmp_path, "rust", "suite::counts", said)] == [
        ["ended", "suite::counts", outcome]
    ]


@pytest.mark.parametrize(
    ("rows", "outcome"),
    [
        ([{"Action": "run", "Test": "TestUp"}, {"Action": "pass", "Test": "TestUp"}, {"Action": "pass"}], "passed"),
        ([{"Action": "output", "Output": "no\n"}, {"Action": "fail", "Test": "TestUp"}], "failed"),
        ([{"Action": "skip", "Test": "TestUp"}], "skipped"),
    ],
)
def test_go(tmp_path: Path, rows: list[dict[str, str]], outcome: str) -> None:
    assert [event[:3] for event in run(tmp_path, "go", "TestUp", events(*rows))] == [["ended", "TestUp", outcome]]


@pytest.mark.parametrize(
    ("kind", "said", "code"),
    [
        ("rust", "running 1 test\n", 0),
        ("rust", LIBTEST.format("ok", "ok", 1, 0, 0), 3),
        ("go", events({"Action": "pass", "Test": "TestOther"}, {"Action": "pass"}), 0),
        ("go", "--- PASS: suite::counts (0.00s)\n[]\n7\n", 0),
    ],
)
def test_without_an_end_nothing_is_reported(tmp_path: Path, kind: str, said: str, code: int) -> None:
    assert run(tmp_path, kind, "suite::counts", said, code) == []
