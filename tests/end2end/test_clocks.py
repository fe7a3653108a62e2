"""Clocks of the candidate's machine, turned under the running app: the time left stays the server's.

The real app process, with the system's wall clock and its boot time shifted under it by a preloaded library, read anew
at each look. A night's sleep is both clocks ahead while the monotonic one stands, as the kernel does it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from backend.attempts.models import Attempt
from sync.store.attempts import AttemptStores
from sync.store.headers import moment_of
from sync.store.keys import WrappedFileHolder
from tests.demo.processes import Cable
from tests.end2end.world import PLAN, World, world_of

HOUR_US = 3_600_000_000
NAP_US = HOUR_US // 4
YEAR_US = 365 * 24 * HOUR_US
SHIM = Path(__file__).parents[1] / "faults" / "clock_shim.c"
pytestmark = [
    pytest.mark.timeout(200),
    pytest.mark.skipif(sys.platform != "linux" or shutil.which("cc") is None, reason="needs Linux and a C compiler"),
]


class TurnedApp:
    """An app process whose clocks this test turns; each question is answered with what the person sees."""

    def __init__(self, world: World, server: str, folder: Path) -> None:
        library, self._shift = folder / "clock_shim.so", folder / "shift"
        if not library.exists():
            subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, SHIM, "-ldl"], check=True)
        self.turn(0, 0)
        self._log = (folder / "app.log").open("a")
        self._process = subprocess.Popen(
            [
                "env",
                f"LD_PRELOAD={library}",
                f"RECRUTR_TEST_CLOCKS={self._shift}",
                sys.executable,
                "-m",
                "tests.faults.clock_app",
                server,
                str(world.folder / "one"),
                world.seeded.code,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )

    def turn(self, wall_us: int, boot_us: int) -> None:
        """Set how far the clocks are off from now on."""
        self._shift.write_text(f"{wall_us} {boot_us}\n")

    def ask(self, word: str) -> int:
        """Say a word; the time left in microseconds."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()
        for line in self._process.stdout:
            if line.startswith("{"):
                left: int = json.loads(line)["left_us"]
                return left
        raise AssertionError("the app ended")

    def end(self) -> None:
        self.ask("end")
        assert self._process.wait(60) == 0
        for pipe in (self._process.stdin, self._process.stdout, self._log):
            assert pipe is not None
            pipe.close()


@pytest.fixture
def world(tmp_path: Path, qapp: object) -> Iterator[World]:
    yield from world_of(tmp_path, PLAN)


def error_us(world: World, left_us: int, slept_us: int = 0) -> int:
    """How far the time left is from the server's, as if the server too were so much further."""
    with world.server.services.reading() as tx:
        deadline_us = tx.session.scalars(select(Attempt.deadline_us)).one()
    assert deadline_us is not None
    return abs(left_us - (deadline_us - world.server.services.clock_us() - slept_us))


def test_turning_clocks_neither_gives_nor_takes_time(world: World, tmp_path: Path) -> None:
    with Cable(world.server.settings.port) as cable:
        app = TurnedApp(world, cable.address, tmp_path)
        app.ask("work")
        worst = error_us(world, app.ask("left"))
        cable.pull()
        for wall_us in (HOUR_US, -HOUR_US, YEAR_US, -YEAR_US, HOUR_US // 2, 0):
            app.turn(wall_us, 0)
            worst = max(worst, error_us(world, app.ask("type")))
        app.turn(NAP_US, NAP_US)
        slept = error_us(world, app.ask("type"), NAP_US)
        app.end()
        again = TurnedApp(world, cable.address, tmp_path)
        again.turn(-YEAR_US, NAP_US)
        cold = error_us(world, again.ask("resume"), NAP_US)
        again.end()
    print(f"error: {worst / 1e6:.3f} s turned, {slept / 1e6:.3f} s slept, {cold / 1e6:.3f} s cold start")
    assert max(worst, slept, cold) <= 1_000_000
    check_spans(world)


def check_spans(world: World) -> None:
    """Within a launch no entry comes before the one it follows."""
    folder = world.folder / "one"
    stores = AttemptStores(folder, WrappedFileHolder(folder / "keys", world.seeded.code))
    store = stores.open(stores.attempts()[0])
    last: dict[str, int] = {}
    for header, *_ in store._reader.read("SELECT header FROM entry ORDER BY seq"):
        entry = moment_of(header)
        assert entry.mono_us >= last.get(entry.launch, 0)
        last[entry.launch] = entry.mono_us
    assert len(last) >= 2
    store.close()
