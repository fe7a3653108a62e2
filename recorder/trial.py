"""A trial recording: some seconds through the encoder and the sealer of a real one, for the candidate's own eyes.

Guarantees: it is written to no disk and handed to nobody: a key made for it alone, fragments in memory, nothing in the
journal; what was sealed is opened again with that key, so that what is played back went the whole way. Recording for
others stays what `CapturePermit` says: a trial needs leave for a preview, of streams that the notice names.
"""

from __future__ import annotations

import hashlib
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass

from protocol.attempts import TrackKind
from protocol.errors import StorageFault
from protocol.facts import Fact, RecorderEvent, RecorderFact
from protocol.identifiers import new_identifier
from protocol.ports import MEDIA_FULL
from protocol.saying import to_say
from protocol.sealing import MAGIC, new_organisation_keys, open_segment, unwrap_for_organisation
from recorder.capture import Capture
from recorder.feeds import Feed
from recorder.recording import Recording
from recorder.track import Order

TRIAL_S = 10
MOST_BYTES = 64 * 1024 * 1024
"""Far more than ten seconds of three streams; a trial that runs on by mistake must not fill the memory."""
_TROUBLE = frozenset(
    {RecorderEvent.MISSING, RecorderEvent.BUSY, RecorderEvent.REFUSED, RecorderEvent.FAILED, RecorderEvent.SLEPT}
)


@dataclass(frozen=True, slots=True)
class Take:
    """What one stream gave: segments as a browser would play them.

    Attributes:
        lost_us: what is missing in it, dropped or never given by the device.
        trouble: why it is incomplete, in plain words; empty when it is whole.
    """

    kind: TrackKind
    mime: str = ""
    segments: tuple[bytes, ...] = ()
    sealed_bytes: int = 0
    lost_us: int = 0
    trouble: str = ""


class TrialSink:
    """Both sinks of a recording, in memory."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tracks: dict[str, tuple[TrackKind, str, str]] = {}
        self._sealed: dict[tuple[str, int], bytearray] = {}
        self._facts: list[RecorderFact] = []
        self._bytes = self._count = 0

    def submit(self, *facts: Fact, mono_us: int | None = None) -> Future[int]:
        """Keep what is said of the streams; it goes into no journal."""
        del mono_us
        done: Future[int] = Future()
        with self._lock:
            self._count += len(facts)
            self._facts += [fact for fact in facts if isinstance(fact, RecorderFact)]
            done.set_result(self._count)
        return done

    def declare(self, stream: TrackKind, track: str, mime: str, wrapped_key: str, device_name: str) -> None:
        """Note a track."""
        del device_name
        with self._lock:
            self._tracks[track] = (stream, mime, wrapped_key)

    def write(self, track: str, segment: int, record: bytes) -> None:
        """Append a sealed record."""
        with self._lock:
            self._bytes += len(record)
            if self._bytes > MOST_BYTES:
                raise StorageFault(MEDIA_FULL, to_say("The trial recording has become too large; it ends here."))
            self._sealed.setdefault((track, segment), bytearray(MAGIC)).extend(record)

    def close_segment(self, track: str, segment: int) -> tuple[str, int]:
        """Digest and size of a segment."""
        with self._lock:
            data = bytes(self._sealed[track, segment])
        return hashlib.sha256(data).hexdigest(), len(data)

    def take(self, kind: TrackKind, attempt: str, private_key: str) -> Take:
        """Open what there is of one stream. Raises Tampered when it does not open."""
        with self._lock:
            tracks = {name: told for name, told in self._tracks.items() if told[0] is kind}
            sealed = {at: bytes(data) for at, data in sorted(self._sealed.items()) if at[0] in tracks}
            facts = [fact for fact in self._facts if fact.stream is kind]
        segments = []
        for (track, _), data in sealed.items():
            key = unwrap_for_organisation(tracks[track][2], private_key)
            segments.append(b"".join(opened.plain for opened in open_segment(data, attempt, track, key)))
        troubles = [fact.reason or "" for fact in facts if fact.event in _TROUBLE]
        return Take(
            kind,
            next((mime for _, mime, _ in tracks.values()), ""),
            tuple(segments),
            sealed_bytes=sum(map(len, sealed.values())),
            lost_us=sum(fact.lost_us or 0 for fact in facts),
            trouble=troubles[-1] if troubles else "",
        )


class Trial:
    """One trial, from the moment it is made until `finish`. Any thread, one at a time."""

    def __init__(self, captures: list[tuple[Capture, Feed, int]]) -> None:
        """Record what these capture, each with what prepares it for its encoder and the length of its queue."""
        public, self._private_key = new_organisation_keys()
        self._attempt = new_identifier()
        self._sink = TrialSink()
        order = Order(self._attempt, public, self._sink, self._sink)
        self._parts = [(capture, Recording(capture.kind, feed, order, queued)) for capture, feed, queued in captures]
        for capture, recording in self._parts:
            recording.start()
            capture.attach(recording)

    @property
    def kinds(self) -> tuple[TrackKind, ...]:
        """What is being tried."""
        return tuple(capture.kind for capture, _ in self._parts)

    def stop_soon(self) -> None:
        """Take nothing more; returns at once."""
        for capture, recording in self._parts:
            capture.detach(recording)
            recording.finish_soon()

    def end(self, deadline_s: float) -> None:
        """End, and wait for the encoders, so long at most."""
        self.stop_soon()
        until_s = time.monotonic() + deadline_s
        for _, recording in self._parts:
            recording.join(max(0.0, until_s - time.monotonic()))

    def finish(self, deadline_s: float = 10.0) -> tuple[Take, ...]:
        """End, and open what was sealed; never on the GUI thread. Raises Tampered when it does not open."""
        self.end(deadline_s)
        return tuple(self._sink.take(kind, self._attempt, self._private_key) for kind in self.kinds)
