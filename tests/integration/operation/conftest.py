"""Processes of the backend as an operator runs them."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from backend.jobs import carrier, worker
from tests.postgresql import Cluster
from tests.rabbitmq import Rabbit

NEVER_S = 3600.0
WORDS = "import sys; from backend import command; sys.exit(getattr(command, sys.argv[1])(sys.argv[2:]))"


def argv(word: str, *arguments: str) -> list[str]:
    """`recrutr backend` or `recrutr worker` by the interpreter of the tests."""
    return [sys.executable, "-c", WORDS, word, *arguments]


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def until(condition: Callable[[], bool], seconds: float = 120.0) -> None:
    """Wait until it came about; fails loudly."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.05)


def answers(url: str, status: int = 200) -> bool:
    """Whether an address answers so; a refused connection is no answer."""
    try:
        return requests.get(url, timeout=20).status_code == status
    except requests.ConnectionError:
        return False


def figures(url: str) -> dict[str, float]:
    """The figures of a process, by name with labels."""
    text = requests.get(f"{url}/metrics", timeout=30).text
    found = (re.fullmatch(r"(\S+) (\S+)", line) for line in text.splitlines() if not line.startswith("#"))
    return {it[1]: float(it[2]) for it in found if it is not None}


def end(process: subprocess.Popen[str], by: signal.Signals = signal.SIGTERM) -> None:
    """Ask it to end and wait."""
    process.send_signal(by)
    process.communicate(timeout=120)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of these tests."""
    with Cluster.started() as found:
        yield found


@pytest.fixture(scope="session")
def rabbit() -> Iterator[Rabbit]:
    """A broker of this run."""
    with Rabbit.started() as found:
        yield found


@pytest.fixture
def place(tmp_path: Path, cluster: Cluster) -> Iterator[tuple[Path, dict[str, str]]]:
    """A data folder and the variables that name its databases."""
    data = tmp_path / "data"
    with cluster.databases() as databases:
        yield data, databases.variables(data)


@pytest.fixture
def by_broker_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers of this process do what they are brought, and nothing else."""
    for name in ("POLL_S", "LOOK_S", "AWAY_S"):
        monkeypatch.setattr(worker, name, NEVER_S)
    monkeypatch.setattr(carrier, "ROUND_S", 0.05)
