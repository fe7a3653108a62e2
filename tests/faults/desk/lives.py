"""Lives of the real app: started (forked warm, or as a fresh process), listened to, killed; and the house they live in.

The house is a real backend on a free port, one invitation for each data folder, the zygote and the shim. Everything
lies below one folder; what is started here is ended here, by its handle.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.attempt import Attempt
from backend.assessments import service as assessments
from backend.assessments.models import Assessment
from backend.assessments.service import Invite
from backend.demo.seed import Package, SeedPlan, seed
from backend.main import Parts
from backend.server import Server
from backend.settings import DAY_US, Settings
from protocol.attempts import AttemptState, EvidenceLevel
from protocol.wire import CheckReport, CheckResult
from sync.client import Client
from sync.clock import wall_us
from sync.store.attempts import AttemptStores
from sync.store.keys import WrappedFileHolder
from tests.demo.processes import CHECKOUT
from tests.faults.desk.app_process import Plan
from tests.faults.disk import shim
from tests.integration.conftest import accept_everything, problem_zip
from tests.joining import join_request

DEAD_ENGINE = "tcp://127.0.0.1:9"
"""The discard port, where nothing listens: these tests are about the disk, not about containers."""
PATIENCE_S = 120.0
"""How long a test waits for what must come; a machine that is busy with other things is slow, not wrong."""
Report = dict[str, Any]


class Silent(AssertionError):
    """The app did not show in time what was waited for."""


@dataclass
class Home:
    """One candidate's data folder, joined and started."""

    data: Path
    code: str
    attempt: str
    arguments: tuple[str, ...]

    @property
    def log(self) -> Path:
        """Where the shim writes; beside the folder, not in it."""
        return self.data.with_name(self.data.name + ".log")

    def plan(self, **how: Any) -> Plan:
        """A life on this folder."""
        return Plan(self.arguments, str(self.data), **how)


@dataclass
class House:
    """What lives share."""

    folder: Path
    server: Server
    zygote: subprocess.Popen[bytes]
    line: socket.socket
    environment: dict[str, str]
    homes: int = 0

    @property
    def temporary(self) -> Path:
        """The apps' folder for temporary files."""
        return self.folder / "tmp"

    def new_home(self, data: Path, camera: Path | None = None) -> Home:
        """Invite somebody, and join and start as the app does, up to the first look at the work."""
        self.homes += 1
        code = self._invite()
        policy = data.with_name(data.name + ".policy")
        policy.write_text(json.dumps({"engine": DEAD_ENGINE}))
        attempt = _start(self.server.url, code, data)
        arguments = [code, "--server", self.server.url, "--data", str(data), "--policy", str(policy)]
        return Home(data, code, attempt, (*arguments, *(["--camera", str(camera)] if camera else [])))

    def _invite(self) -> str:
        from sqlalchemy import select  # only the house speaks to the database

        with self.server.services.transaction() as tx:
            assessment = tx.session.scalars(select(Assessment).order_by(Assessment.id.desc())).first()
            assert assessment is not None
            email = f"candidate{self.homes}@example.org"
            wish = Invite(f"Candidate {self.homes}", email, tx.now_us - DAY_US, tx.now_us + DAY_US)
            return assessments.invite(tx, assessment, wish, None).code


def _start(url: str, code: str, data: Path) -> str:
    stores = AttemptStores(data, WrappedFileHolder(data / "keys", code))
    device, client = stores.prepare_join(code), Client(url)
    joined = client.join(join_request(code, device.device, device.public_key), device.key)
    client.sign_in(joined.attempt, joined.token)
    attempt = Attempt(stores, stores.create(joined, code), client)
    attempt.remember(url, code)
    client.acknowledge_notice(attempt.acknowledge(wall_us()))
    found = CheckResult(name="disk", colour="green", cause="There is room.")
    client.report_check(CheckReport(results=[found], clock_offset_us=0))
    attempt.store.begin(client.start())
    attempt.reached(AttemptState.STARTED)
    attempt.close(10.0)
    return joined.attempt


@contextmanager
def house(folder: Path, level: EvidenceLevel = EvidenceLevel.JOURNAL) -> Iterator[House]:
    """Open the house, and leave nothing of it running."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tmp").mkdir()
    settings = Settings(data=folder / "backend", port=0, waiting_period_us=0, remote_runs=0)
    server = Server.open(settings, parts=Parts(accept_everything))
    server.start()
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    environment |= {
        "LD_PRELOAD": str(shim.build()),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PULSE_SERVER": f"unix:{folder}/nobody",
        "OPENBLAS_NUM_THREADS": "1",
        "TMPDIR": str(folder / "tmp"),
        "PYTHONPATH": str(CHECKOUT),
    }
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    argv = [sys.executable, "-m", "tests.faults.desk.zygote", str(theirs.fileno())]
    with (folder / "app.log").open("wb") as log:
        zygote = subprocess.Popen(argv, cwd=CHECKOUT, env=environment, pass_fds=[theirs.fileno()], stderr=log)
    theirs.close()
    try:
        seed(server.services, SeedPlan(packages=[Package("double", problem_zip())], evidence_level=level))
        ours.settimeout(120)
        assert ours.recv(100) == b"ready"
        yield House(folder, server, zygote, ours, environment)
    finally:
        ours.close()
        zygote.wait(20)
        server.stop()


@dataclass
class Life:
    """One process of the app, from its start to its end."""

    number: int
    pipe: int
    started_s: float
    process: subprocess.Popen[bytes] | None
    reports: list[Report] = field(default_factory=list)
    killed_s: float = 0.0
    _rest: bytes = b""

    def __post_init__(self) -> None:
        self._handle = os.pidfd_open(self.number)

    @property
    def fresh(self) -> bool:
        """Whether it started from nothing."""
        return self.process is not None

    def wait_for(self, seen: Callable[[Report], bool], seconds: float, what: str) -> Report:
        """Listen until a report fits. Raises Silent."""
        end = time.monotonic() + seconds
        looked = 0
        while True:
            for report in self.reports[looked:]:
                looked += 1
                if seen(report):
                    return report
            left = end - time.monotonic()
            if left <= 0 or not self._read(left):
                raise Silent(f"not seen: {what}; the last was {self.reports[-3:]}")

    def listen(self, seconds: float) -> None:
        """Listen for some time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self._read(left):
            pass

    def kill(self) -> None:
        """SIGKILL, then take in every report that had left before."""
        self.killed_s = time.monotonic()
        with contextlib.suppress(ProcessLookupError):  # it ended by itself; what it reported tells
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        self.end()

    def end(self, seconds: float = PATIENCE_S) -> None:
        """Wait for the process to be gone."""
        try:
            while self._read(seconds):
                pass
            assert select.select([self._handle], [], [], seconds)[0], "the process is still there"
            if self.process is not None:
                self.process.wait(seconds)
        finally:
            os.close(self._handle)
            os.close(self.pipe)

    def all(self, what: str) -> list[Report]:
        """Every report of a kind."""
        return [report for report in self.reports if report["what"] == what]

    def _read(self, seconds: float) -> bool:
        """Take in what comes; False at the end of the process."""
        if not select.select([self.pipe], [], [], seconds)[0]:
            return True
        more = os.read(self.pipe, 1 << 16)
        *lines, self._rest = (self._rest + more).split(b"\n")
        self.reports += [json.loads(line) for line in lines]
        return bool(more)


def begin(house: House, plan: Plan, *, fresh: bool = False) -> Life:
    """Start a life: a fork of the zygote, or `fresh`: a process from nothing."""
    ours, theirs = os.pipe()
    started_s, process = time.monotonic(), None
    try:
        if fresh:
            argv = [sys.executable, "-m", "tests.faults.desk.app_process", plan.text(), str(theirs)]
            with (house.folder / "app.log").open("ab") as log:
                process = subprocess.Popen(argv, cwd=CHECKOUT, env=house.environment, pass_fds=[theirs], stderr=log)
            number = process.pid
        else:
            socket.send_fds(house.line, [plan.text().encode()], [theirs])
            number = int(house.line.recv(100))
    finally:
        os.close(theirs)
    return Life(number, ours, started_s, process)


def copy_without_reserve(data: Path, to: Path) -> Path:
    """A copy to look into, so that looking changes nothing."""
    shutil.rmtree(to, ignore_errors=True)
    return shutil.copytree(data, to, ignore=shutil.ignore_patterns("reserve", "*-shm"))
