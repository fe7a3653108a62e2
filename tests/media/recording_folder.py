"""A real, file-based implementation of the recorder's two sinks, and what a reader of its folder needs."""

from __future__ import annotations

import hashlib
import io
import json
import os
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pyrage

from protocol.attempts import TrackKind
from protocol.errors import StorageFault
from protocol.facts import Fact, RecorderEvent, RecorderFact, SegmentFact
from protocol.sealing import MAGIC, Opened, open_segment, unwrap_for_organisation, whole_length
from tests.media.webcam import read_mark


class OrganisationKey:
    """An organisation's age key pair."""

    def __init__(self) -> None:
        identity = pyrage.x25519.Identity.generate()
        self.private = str(identity)
        self.public = str(identity.to_public())


class FactList:
    """A FactSink that keeps facts in memory, with the time they were given."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.facts: list[tuple[int, Fact]] = []

    def submit(self, *facts: Fact, mono_us: int | None = None) -> Future[int]:
        """Keep the facts."""
        with self._lock:
            at_us = time.monotonic_ns() // 1000 if mono_us is None else mono_us
            self.facts += [(at_us, fact) for fact in facts]
            done: Future[int] = Future()
            done.set_result(len(self.facts))
            return done

    def events(self, stream: TrackKind | None = None) -> list[RecorderFact]:
        """Facts about streams, in order."""
        with self._lock:
            found = [fact for _, fact in self.facts if isinstance(fact, RecorderFact)]
        return [fact for fact in found if stream in (None, fact.stream)]

    def names(self, stream: TrackKind) -> list[RecorderEvent]:
        """Names of the events of one stream, in order."""
        return [fact.event for fact in self.events(stream)]

    def segments(self, stream: TrackKind) -> list[SegmentFact]:
        """Complete segments of one stream, in order."""
        with self._lock:
            return [fact for _, fact in self.facts if isinstance(fact, SegmentFact) and fact.stream is stream]


class FolderSink:
    """A FragmentSink on a folder: `<track>/track.json` and `<track>/<n>.seg`, synced after each fragment.

    `full_after_bytes` makes it behave like a disk that is full from then on.
    """

    def __init__(self, folder: Path, full_after_bytes: int | None = None) -> None:
        self.folder = folder
        self.full_after_bytes = full_after_bytes
        self._written = 0
        self._lock = threading.Lock()

    def declare(self, stream: TrackKind, track: str, mime: str, wrapped_key: str, device_name: str) -> None:
        """Write the track's description."""
        (self.folder / track).mkdir(parents=True)
        about = {"stream": stream.value, "mime": mime, "wrapped_key": wrapped_key, "device_name": device_name}
        (self.folder / track / "track.json").write_text(json.dumps(about))

    def write(self, track: str, segment: int, record: bytes) -> None:
        """Append a record and sync it."""
        with self._lock:
            self._written += len(record)
            if self.full_after_bytes is not None and self._written > self.full_after_bytes:
                raise StorageFault("store.disk_full", "The disk is full. Recording pauses; your code is still saved.")
        path = self.path(track, segment)
        with path.open("ab") as file:
            if file.tell() == 0:
                file.write(MAGIC)
            file.write(record)
            file.flush()
            os.fsync(file.fileno())

    def close_segment(self, track: str, segment: int) -> tuple[str, int]:
        """Return digest and size."""
        data = self.path(track, segment).read_bytes()
        return hashlib.sha256(data).hexdigest(), len(data)

    def path(self, track: str, segment: int) -> Path:
        """Where a segment lies."""
        return self.folder / track / f"{segment}.seg"


@dataclass(frozen=True)
class RecordedTrack:
    """A track as found on disk."""

    track: str
    stream: TrackKind
    mime: str
    key: bytes
    files: list[Path]
    device_name: str

    def fragments(self, attempt: str, number: int) -> list[Opened]:
        """Open one segment's fragments; a cut record at the end is left off, as after a kill."""
        data = self.files[number].read_bytes()
        return list(open_segment(data[: whole_length(data)], attempt, self.track, self.key))

    def plain(self, attempt: str, number: int) -> bytes:
        """Return one decrypted segment."""
        return b"".join(opened.plain for opened in self.fragments(attempt, number))


def recorded_tracks(folder: Path, organisation_private_key: str) -> list[RecordedTrack]:
    """Read back every track of a folder, oldest first."""
    tracks = []
    for about_file in sorted(folder.glob("*/track.json")):
        about = json.loads(about_file.read_text())
        files = sorted(about_file.parent.glob("*.seg"), key=lambda path: int(path.stem))
        key = unwrap_for_organisation(about["wrapped_key"], organisation_private_key)
        tracks.append(
            RecordedTrack(
                about_file.parent.name, TrackKind(about["stream"]), about["mime"], key, files, about["device_name"]
            )
        )
    return tracks


@dataclass(frozen=True)
class Decoded:
    """What a segment holds after decoding: frames and seconds."""

    frames: int
    samples: int
    seconds: float
    width: int
    height: int
    first_is_key: bool


def decode(plain: bytes) -> Decoded:
    """Decode every frame of one segment by itself."""
    with av.open(io.BytesIO(plain), "r") as container:
        stream = container.streams[0]
        packets = list(container.demux(stream))
        frames = [frame for packet in packets for frame in packet.decode()]
        samples = sum(frame.samples for frame in frames if isinstance(frame, av.AudioFrame))
        pictures = [frame for frame in frames if isinstance(frame, av.VideoFrame)]
        seconds = (container.duration or 0) / 1_000_000
        width, height = (pictures[0].width, pictures[0].height) if pictures else (0, 0)
        return Decoded(len(frames), samples, seconds, width, height, packets[0].is_keyframe)


def marks(plain: bytes) -> list[int]:
    """The numbers of the pictures (tests.media.webcam) of one segment."""
    with av.open(io.BytesIO(plain), "r") as container:
        pictures = [frame.to_ndarray(format="bgr24") for frame in container.decode(video=0)]
    return [read_mark(np.asarray(picture, dtype=np.uint8)) for picture in pictures]
