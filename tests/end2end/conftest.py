"""One run of the demo's own line on real processes, shared by the assertions on its steps."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from protocol.receipts import ErasureReceipt
from tests.demo import line
from tests.end2end.evidence import DeviceSide, ServerSide, read_device, read_erasures, read_server
from tests.quick_backend import quick_backends


@dataclass
class Run:
    """What a run left behind."""

    stage: line.Stage
    device: DeviceSide
    server: ServerSide
    erasures: list[ErasureReceipt]

    @property
    def story(self) -> line.Story:
        """What was told and seen on the way."""
        return self.stage.story


@pytest.fixture(scope="module", autouse=True)
def backends_start_quickly() -> Iterator[None]:
    """Hashing and migrations have tests of their own; everywhere else they would only be waited for."""
    with quick_backends():
        yield


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run steps 1 to 9 once, then read both sides' files."""
    folder: Path = tmp_path_factory.mktemp("line")
    began = time.monotonic()

    def say(step: str, words: str) -> None:
        print(f"[{time.monotonic() - began:6.1f} s] {step}  {words}", flush=True)

    with line.stage(line.Plan(folder, cut_s=60.0, key_ms=5), say) as stage:
        line.work(stage)
        line.look(stage)
        line.leave(stage)
        code = stage.backend.demo["code"]
    device = read_device(stage.app_folder("first"), code)
    server = read_server(stage.backend.data, device.joined.attempt)
    return Run(stage, device, server, read_erasures(stage.backend.data))
