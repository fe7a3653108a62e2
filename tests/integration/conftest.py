"""A real backend for integration tests: uvicorn in a thread on a free port, own data folder, seeded demo.

The judge stands in for the container engine (tests marked docker use the real one); everything else is real.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.object_store import Swift
from tests.postgresql import Cluster

if TYPE_CHECKING:
    from backend.demo.seed import Package, SeedResult
    from backend.scoring.jobs import JudgeOutcome, JudgeTask
    from backend.server import Server
    from backend.transaction import Services

HIDDEN_ANSWER = "hidden-answer-6174"
"""Stands only in hidden tests: must never be found in anything a candidate gets."""


@dataclass
class LiveBackend:
    """A running backend. `url` has no slash at the end."""

    server: Server
    seeded: SeedResult

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def services(self) -> Services:
        return self.server.services


def problem_zip(name: str = "double", title: str = "Double it") -> bytes:
    """A small pass-fail problem: print twice the number."""
    files = {
        "problem.yaml": (
            f"problem_format_version: 2025-09\nname: {title}\ntype: pass-fail\n"
            "uuid: 5ca6ba5b-36d5-4eff-8aa7-d967cbc4375e\nlicense: cc by-sa\n"
            "credits: Recrutr\nlimits:\n  time_limit: 2\n"
        ),
        "statement/problem.en.md": f"# {title}\n\nPrint twice the number.\n",
        "submissions/accepted/double.py": "print(int(input()) * 2)\n",
        "data/sample/1.in": "2\n",
        "data/sample/1.ans": "4\n",
        "data/secret/1.in": "21\n",
        "data/secret/1.ans": "42\n",
        "data/secret/2.in": "100\n",
        "data/secret/2.ans": "200\n",
        "data/secret/2.desc": HIDDEN_ANSWER + "\n",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(f"{name}/{path}"), text)
    return buffer.getvalue()


def accept_everything(task: JudgeTask) -> JudgeOutcome:
    """Stands in for the judge; WA when the source says so."""
    from backend.scoring.jobs import GroupOutcome, JudgeOutcome, TestOutcome
    from protocol.verdicts import Verdict
    from runner.judging.told import CORRECT, failed

    verdict = Verdict.WRONG_ANSWER if "wrong" in task.source else Verdict.ACCEPTED
    groups = (GroupOutcome("secret", verdict, 100, 100),)
    tests = (TestOutcome("secret/1", verdict, 10, 20, 1024, 0),)
    words = CORRECT if verdict is Verdict.ACCEPTED else failed(verdict)
    return JudgeOutcome(verdict, "stand-in/1", "sha256:" + "0" * 64, 100, 100, words, "", groups, tests)


@pytest.fixture(scope="module", autouse=True)
def backends_start_quickly() -> Iterator[None]:
    """Hashing and migrations have tests of their own; everywhere else they would only be waited for."""
    from tests.quick_backend import quick_backends

    with quick_backends():
        yield


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of this run."""
    with Cluster.started() as found:
        yield found


@pytest.fixture(scope="session")
def swift() -> Iterator[Swift]:
    """An S3-compatible store of this run."""
    with Swift.started() as found:
        yield found


@pytest.fixture
def problem_package() -> Package:
    """The small problem as the seed takes it."""
    from backend.demo.seed import Package

    return Package("double", problem_zip())


@pytest.fixture
def live_backend(tmp_path: Path) -> Iterator[LiveBackend]:
    """A fresh backend with one seeded invitation at evidence level 3."""
    with living(tmp_path / "backend") as made:
        yield made


@contextmanager
def living(data: Path) -> Iterator[LiveBackend]:
    """The same, until the end of the `with`."""
    from backend.demo.seed import Package, SeedPlan, seed
    from backend.main import Parts
    from backend.server import Server
    from backend.settings import Settings

    settings = Settings(data=data, port=0, waiting_period_us=0)
    server = Server.open(settings, parts=Parts(judge=accept_everything))
    server.start()
    try:
        plan = SeedPlan(packages=[Package("double", problem_zip()), Package("again", problem_zip("again", "Again"))])
        yield LiveBackend(server, seed(server.services, plan))
    finally:
        server.stop()
