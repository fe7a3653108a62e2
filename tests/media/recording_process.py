"""The process that gets killed: the real recorder on the real encrypted store, driven by lines on its standard input.

`python -m tests.media.recording_process` reads one line of JSON (`Setup`), prints `recording` when every stream is
being written, then does what each further line says and answers with one line:

    state             how the streams are and what the store says, as JSON
    slept SECONDS     from here on the clock that sleep does not stop is so much further ahead
    break KIND HOW    the next sample of a stream breaks its encoder: `encoder` as PyAV does, `bug` as a mistake of ours
    slow SECONDS      the next write of a fragment takes so long, as on a disk that stands still
    type COUNT        write so many entries as typing does; the answer is the last one's number, once it is on the disk
    stop              stop recording; the answer is how long that took, in seconds; then the process ends
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import av

import recorder.gaps
import sync.store.folders
import sync.store.media
from protocol.attempts import TrackKind
from protocol.facts import FocusFact
from recorder import encoder
from recorder.devices import camera_from
from recorder.load import governor, ladder
from recorder.media import Device, Sample, elapsed_us
from recorder.recorder import Recorder
from recorder.states import RecorderConfig
from sync.store.attempts import AttemptStores
from sync.store.store import Store, StoreOptions
from tests.media.permits import permit_for
from tests.storage.fixed_holder import FixedHolder


@dataclass
class Setup:
    """What to record, and where to."""

    data: str
    attempt: str
    secrets: dict[str, str]
    organisation_key: str
    streams: list[str]
    camera: str = ""
    repeats: bool = True
    microphone: str = ""
    floor_bytes: int = 0
    adapts: bool = False
    hasty: bool = False
    """Whether the governor looks four times as often and a second of calm is enough for it."""
    synced: str = ""
    """Where to write what was flushed to the disk; empty: nowhere."""


class Child:
    """A recorder, a store, and what a test may do to them."""

    def __init__(self, setup: Setup) -> None:
        holder = FixedHolder({name: bytes.fromhex(value) for name, value in setup.secrets.items()})
        options = StoreOptions(media_floor_bytes=setup.floor_bytes, reserve_bytes=0)
        self.store: Store = AttemptStores(Path(setup.data), holder, options).open(setup.attempt)
        self.store.submit(FocusFact(focused=True))
        config = RecorderConfig(
            streams=tuple(TrackKind(name) for name in setup.streams),
            camera=camera_from(setup.camera, repeats=setup.repeats) if setup.camera else None,
            microphone=Device(TrackKind.MICROPHONE, setup.microphone, "Microphone") if setup.microphone else None,
            adapts=setup.adapts,
        )
        self.recorder = Recorder(config)
        permit = permit_for(attempt=setup.attempt)
        self.recorder.start(permit, setup.organisation_key, self.store, self.store.media)

    def answer(self, word: str, rest: list[str]) -> str:
        if word == "state":
            trouble = self.store.media.trouble
            streams = {it.kind.value: asdict(it) for it in self.recorder.state().streams}
            said = {"streams": streams, "trouble": trouble.code if trouble else "", "saved": self.store.state.saved_seq}
            return json.dumps(said)
        if word == "slept":
            ahead_us = int(float(rest[0]) * 1_000_000)
            recorder.gaps.elapsed_us = lambda: elapsed_us() + ahead_us  # type: ignore[attr-defined] # as after sleep
        elif word == "break":
            break_encoder(TrackKind(rest[0]), rest[1])
        elif word == "slow":
            slow_down(float(rest[0]))
        elif word == "type":
            return str([self.store.submit(FocusFact(focused=True)) for _ in range(int(rest[0]))][-1].result(30))
        elif word == "stop":
            return self.stop()
        else:
            raise ValueError(word)
        return "done"

    def stop(self) -> str:
        begun = time.monotonic()
        self.recorder.stop()
        took_s = time.monotonic() - begun
        self.store.close()
        return f"{took_s:.3f}"


def break_encoder(kind: TrackKind, how: str) -> None:
    """Let the next sample of a stream fail as PyAV does (`encoder`), or as a mistake of ours (`bug`)."""
    segment = encoder.SoundSegment if kind is TrackKind.MICROPHONE else encoder.VideoSegment
    before = segment.add

    def fail(self: encoder.SegmentEncoder, sample: Sample) -> list[bytes]:
        segment.add = before  # type: ignore[method-assign] # once
        if how == "encoder":
            raise encoder._fault(av.FFmpegError(-22, "Invalid argument"))
        raise ZeroDivisionError(str(self))

    segment.add = fail  # type: ignore[method-assign] # a crash cannot be asked for otherwise


def slow_down(seconds: float) -> None:
    """Let the next flush of a fragment take long."""
    before = sync.store.media._flush

    def wait(handle: int) -> None:
        sync.store.media._flush = before
        time.sleep(seconds)
        before(handle)

    sync.store.media._flush = wait


def keep_track_of_flushes(log: Path) -> None:
    """Write down what reached the disk: [what, path, size or names] for a flushed file or folder, a finished file."""
    flush: Callable[[int], None] = sync.store.media._flush
    flush_folder = sync.store.folders.flush_folder
    close_segment = sync.store.media.Media.close_segment
    out = log.open("a", buffering=1)

    def note(what: str, path: Path, value: object) -> None:
        out.write(json.dumps([what, str(path), value]) + "\n")

    def file_flushed(handle: int) -> None:
        file = Path(f"/proc/self/fd/{handle}")
        size = file.stat().st_size
        flush(handle)
        note("file", file.readlink(), size)

    def folder_flushed(folder: Path) -> None:
        names = [path.name for path in folder.iterdir()]
        flush_folder(folder)
        note("folder", folder, names)

    def closed(media: sync.store.media.Media, track: str, segment: int) -> tuple[str, int]:
        note("finished", media.path(track, segment), 0)
        return close_segment(media, track, segment)

    sync.store.media.Media.close_segment = closed  # type: ignore[method-assign, assignment] # which are being written
    sync.store.media._flush = file_flushed
    sync.store.media.flush_folder = folder_flushed  # type: ignore[attr-defined] # the door through which media go


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    setup = Setup(**json.loads(sys.stdin.readline()))
    if setup.synced:
        keep_track_of_flushes(Path(setup.synced))
    if setup.hasty:
        ladder._CALM_US, governor._LOOK_US = 1_000_000, 500_000
    child = Child(setup)
    while not all(stream.recording for stream in child.recorder.state().streams):
        time.sleep(0.01)
    print("recording", flush=True)
    for line in sys.stdin:
        word, *rest = line.split()
        print(child.answer(word, rest), flush=True)
        if word == "stop":
            return


if __name__ == "__main__":
    main()
