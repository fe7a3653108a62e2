"""Stopping with devices that hang in their drivers: one deadline for all of them, and nothing is kept afterwards."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from protocol.attempts import TrackKind
from recorder import recorder as recorder_module
from recorder.media import BLOCK_SAMPLES, Captured, Device, Picture, SoundBlock, now_us
from recorder.recorder import Recorder
from recorder.states import RecorderConfig, VideoSettings
from tests.media.permits import permit_for
from tests.media.recording_folder import FactList, FolderSink, OrganisationKey

DEADLINE_S = 4.0
"""Long, so that a busy machine's own seconds do not decide."""
STREAMS = (TrackKind.CAMERA, TrackKind.MICROPHONE)


class Hanging:
    """A device that gives for a while and then stands still in its driver, in reading as in closing."""

    def __init__(self, kind: TrackKind, released: threading.Event) -> None:
        self.device = Device(kind, "x", f"Test {kind.value}")
        self.hangs = threading.Event()
        self.reads = threading.Event()
        self._released = released

    def read(self) -> Captured:
        if self.hangs.is_set():
            self.reads.set()
            self._released.wait(60)
        time.sleep(0.02)
        if self.device.kind is TrackKind.CAMERA:
            return Picture(np.zeros((64, 64, 3), dtype=np.uint8), now_us())
        return SoundBlock(np.full(BLOCK_SAMPLES, 500, dtype=np.int16), now_us())

    def adapt(self, settings: VideoSettings) -> None: ...

    def close(self) -> None:
        self._released.wait(60)


def until(condition: Callable[[], bool]) -> None:
    end_s = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end_s, "it did not come"
        time.sleep(0.005)


def test_two_devices_that_hang_keep_the_stop_for_one_deadline_and_give_nothing_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = threading.Event()
    devices = {kind: Hanging(kind, released) for kind in STREAMS}
    monkeypatch.setattr(recorder_module, "opener", lambda kind, _config: lambda: devices[kind])
    facts = FactList()
    recorder = Recorder(RecorderConfig(streams=STREAMS, adapts=False))
    recorder.start(permit_for(), OrganisationKey().public, facts, FolderSink(tmp_path))
    until(lambda: all(state.recording for state in recorder.state().streams))
    for device in devices.values():
        device.hangs.set()
    until(lambda: all(device.reads.is_set() for device in devices.values()))
    begun_us = now_us()
    recorder.stop(DEADLINE_S)
    took_s = (now_us() - begun_us) / 1e6
    assert took_s < 1.9 * DEADLINE_S, "one deadline, not one each"
    assert [facts.names(kind)[-1].value for kind in STREAMS] == ["stopped", "stopped"]
    ends_us = [fact.start_us + fact.duration_us for kind in STREAMS for fact in facts.segments(kind)]
    assert max(ends_us) < begun_us + 1_000_000, "nothing was given once both hung"
    kept = len(facts.facts)
    written = sorted((path, path.stat().st_size) for path in tmp_path.rglob("*.seg"))
    released.set()
    until(lambda: not any(thread.name.startswith("capture-") for thread in threading.enumerate()))
    assert len(facts.facts) == kept
    assert sorted((path, path.stat().st_size) for path in tmp_path.rglob("*.seg")) == written
