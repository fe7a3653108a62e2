"""A real backend in a process of its own, on a port that stays, so that it can be killed and started again.

It judges nothing (`--no-worker`, but for who asks for a worker) and needs no container engine.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import select

from backend.assessments import service as assessments
from backend.assessments.models import Assessment
from backend.assessments.service import Invite
from backend.main import close_services, open_services
from backend.settings import DAY_US, Settings
from backend.transaction import Services
from protocol.identifiers import new_identifier

CHECKOUT = Path(__file__).resolve().parents[2]
START_S = 150.0
_NONE: Mapping[str, str] = {}


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        return int(taken.getsockname()[1])


class ServerProcess:
    """`recrutr backend` with the demo's seed; a context. `variables`: those of its environment."""

    def __init__(
        self, data: Path, extra: Sequence[str] = (), variables: Mapping[str, str] = _NONE, *, worker: bool = False
    ) -> None:
        """`worker`: it does its jobs itself."""
        self.data, self.port, self.variables = data, free_port(), variables
        self.address = f"http://127.0.0.1:{self.port}"
        self.demo: dict[str, str] = {}
        self._extra = [*(() if worker else ("--no-worker",)), *extra]
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.data.mkdir(parents=True, exist_ok=True)
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end(signal.SIGTERM)

    def start(self) -> None:
        """Start; returns once its port is open, so that calls wait until they are answered."""
        argv = [
            sys.executable,
            "-c",
            "import sys; from backend.command import backend; sys.exit(backend(sys.argv[1:]))",
        ]
        argv += [
            "--data",
            str(self.data),
            "--port",
            str(self.port),
            "--seed-demo",
            "--json",
            *self._extra,
        ]
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), **self.variables}
        with self.log.open("a") as log:
            self._process = subprocess.Popen(
                argv, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self._process.stdout is not None
        watch = threading.Timer(START_S, self._process.kill)
        watch.start()
        line = self._process.stdout.readline()
        watch.cancel()
        assert line, f"the backend did not start:\n{self.log.read_text()[-2000:]}"
        self.demo = json.loads(line)["demo"]

    @property
    def log(self) -> Path:
        """What it writes on standard error."""
        return self.data.with_name(f"{self.data.name}-{self.port}.log")

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def invite(self) -> str:
        """The code of a new invitation."""
        with self.services() as services, services.transaction() as tx:
            assessment = tx.session.scalars(select(Assessment)).one()
            whom = Invite("A Candidate", f"{new_identifier()}@candidate.example", tx.now_us - 1, tx.now_us + DAY_US)
            return assessments.invite(tx, assessment, whom, None).code

    @contextmanager
    def services(self) -> Iterator[Services]:
        """The backend's services on the same files, beside the running process."""
        main, owner, keys = (
            self.variables.get(f"RECRUTR_{name}") for name in ("DATABASE", "DATABASE_OWNER", "KEYS_DATABASE")
        )
        services = open_services(Settings(data=self.data, database=main, database_owner=owner, keys_database=keys))
        try:
            yield services
        finally:
            close_services(services)

    def end(self, number: int = signal.SIGKILL) -> None:
        """End it, by default as a power cut would."""
        if self._process is None:
            return
        self._process.send_signal(number)
        self._process.wait(30)
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None
