"""One encoder thread: takes what a capture thread sees through a bounded queue and writes it as tracks.

Guarantees: the capture thread never waits for it; whatever is missing is a fact: OVERFLOW for what did not fit, SLEPT
for the computer's sleep, GAP for a stretch in which nothing came and for a lost device that is back; a failing disk or
encoder is told and tried again, and touches no other stream.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import TypeAlias

from protocol.attempts import TrackKind
from protocol.errors import DeviceFault, EnvironmentFault, RecrutrError
from protocol.facts import RecorderEvent, RecorderFact, TrackFact
from protocol.ports import MEDIA_FULL
from protocol.saying import to_say, within
from recorder.encoder import Codec
from recorder.feeds import Feed
from recorder.gap_words import MISSING_PICTURES, MISSING_SOUND, OTHER_RATE, dropped_words, slept_words
from recorder.gaps import SleepWatch
from recorder.media import (
    BUSY,
    FAILED,
    MICROSECONDS,
    MISSING,
    REFUSED,
    Captured,
    Device,
    Picture,
    Sample,
    SoundBlock,
    now_us,
)
from recorder.states import VideoSettings
from recorder.track import Order, Track

_log = logging.getLogger(__name__)
_EVENTS = {
    MISSING: RecorderEvent.MISSING,
    BUSY: RecorderEvent.BUSY,
    REFUSED: RecorderEvent.REFUSED,
    FAILED: RecorderEvent.FAILED,
}
_LONGEST_RETRY_S = 256
"""Every retry declares a new track; an encoder that fails for an hour must not declare hundreds."""
_ROOM_RETRY_S = 2.0
"""Asking for room declares nothing."""
_UNTOLD_KEPT = 1000
_LOSSES_EVERY_US = MICROSECONDS
"""A loss is told within the time that a kill may cost anyway."""


@dataclass(frozen=True, slots=True)
class _Opened:
    device: Device


@dataclass(frozen=True, slots=True)
class _Renewed:
    reason: str
    lost_us: int


@dataclass(frozen=True, slots=True)
class _Lost:
    fault: DeviceFault
    at_us: int


@dataclass(frozen=True, slots=True)
class _Adapted:
    settings: VideoSettings
    reason: str


@dataclass(slots=True)
class _Dropped:
    """Stands in the queue where items were left out."""

    items: int


_Mark: TypeAlias = _Opened | _Renewed | _Lost | _Adapted
_Item: TypeAlias = Captured | _Mark | _Dropped


class Channel:
    """A queue that bounds what is captured, never the marks between, so that no change of a device is lost."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._items: deque[_Item] = deque()
        self._held = 0
        self._changed = threading.Condition()
        self._closed = False
        self.dropped = 0

    def put(self, item: Captured) -> None:
        """Put a picture or block; dropped, counted and marked when full."""
        with self._changed:
            if self._closed:
                return
            if self._held >= self._capacity:
                self._drop()
                return
            self._held += 1
            self._items.append(item)
            self._changed.notify()

    def mark(self, item: _Mark) -> None:
        """Put a mark; always kept."""
        with self._changed:
            if not self._closed:
                self._items.append(item)
                self._changed.notify()

    def close(self) -> None:
        """Take nothing more; `get` gives what is left, then None."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def get(self) -> _Item | None:
        """Wait for the next item; None at the end."""
        with self._changed:
            while not self._items and not self._closed:
                self._changed.wait()
            if not self._items:
                return None
            item = self._items.popleft()
            if not isinstance(item, _Mark | _Dropped):
                self._held -= 1
            return item

    def behind_us(self, at_us: int) -> int:
        """How long the oldest picture or block has waited."""
        with self._changed:
            oldest = next((item for item in self._items if isinstance(item, Picture | SoundBlock)), None)
        if oldest is None:
            return 0
        return at_us - (oldest.at_us if isinstance(oldest, Picture) else oldest.arrived_us)

    def _drop(self) -> None:
        self.dropped += 1
        last = self._items[-1] if self._items else None
        if isinstance(last, _Dropped):
            last.items += 1
        else:
            self._items.append(_Dropped(1))


class Recording:
    """Writes one stream; it listens to a capture thread and owns an encoder thread.

    Attributes:
        cpu_us: processor time of the thread so far.
    """

    def __init__(self, kind: TrackKind, feed: Feed, order: Order, capacity: int) -> None:
        self.kind = kind
        self._feed = feed
        self._order = order
        self._channel = Channel(capacity)
        self._device: Device | None = None
        self._track: Track | None = None
        self._track_named: str | None = None
        self._codec: Codec | None = None
        self._lost_since_us: int | None = None
        self._told: tuple[RecorderEvent, str] | None = None
        self._sleep = SleepWatch()
        self._dropped = 0
        self._missing_us = 0
        self._losses_told_at_us = 0
        self._retry_us = 0
        self._failures = 0
        self._untold: deque[tuple[RecorderFact | TrackFact, int]] = deque(maxlen=_UNTOLD_KEPT)
        self._segments_before = 0
        self._trouble = ""
        self.cpu_us = 0
        self._thread = threading.Thread(target=self._run, name=f"encoder-{kind.value}", daemon=True)

    def start(self) -> None:
        """Start the encoder thread."""
        self._thread.start()

    def opened(self, device: Device) -> None:
        """Note that a device is open."""
        self._channel.mark(_Opened(device))

    def captured(self, item: Captured) -> None:
        """Take a picture or block, or drop and count it."""
        self._channel.put(item)

    def renewed(self, reason: str, lost_us: int) -> None:
        """Note that the device was opened again on purpose."""
        self._channel.mark(_Renewed(reason, lost_us))

    def lost(self, fault: DeviceFault) -> None:
        """Note that the device is not open."""
        self._channel.mark(_Lost(fault, now_us()))

    def adapt(self, settings: VideoSettings, reason: str) -> None:
        """Expect pictures of this size and rate from here on, and tell why, in plain words."""
        self._channel.mark(_Adapted(settings, reason))

    def behind_us(self) -> int:
        """How long what is to be encoded next has waited."""
        return self._channel.behind_us(now_us())

    def finish_soon(self) -> None:
        """Ask the thread to write out what it has and end."""
        self._channel.close()

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread; False when it is not done."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def progress(self) -> tuple[str | None, int, int, str]:
        """Return track id, complete segments, dropped items, and words about trouble with disk or encoder.

        The id is None until the track is declared: a track that still asks for room is not a recording.
        """
        track = self._track
        segments = self._segments_before + (track.segments if track else 0)
        declared = track.identifier if track and track.fact else None
        return declared, segments, self._channel.dropped, self._trouble

    def _run(self) -> None:
        while (item := self._channel.get()) is not None:
            self._tell_sleep()
            self._guarded(item)
            self._tell_losses()
            self.cpu_us = time.thread_time_ns() // 1000
        self._guarded(None)
        self._tell_losses(at_end=True)
        if self._track_named:
            self._tell(RecorderEvent.STOPPED)

    def _guarded(self, item: _Item | None) -> None:
        try:
            self._handle(item)
        except EnvironmentFault as fault:
            self._give_up(fault.message, no_room=fault.code == MEDIA_FULL)
        except Exception:  # noqa: BLE001 - the thread's loop: loud in the log, a fact, and the others go on
            _log.exception("recording of the %s failed", self.kind.value)
            self._give_up(to_say("Recording the {kind} failed; trying again.", kind=self.kind.words))

    def _handle(self, item: _Item | None) -> None:
        if item is None:
            self._end_track()
        elif isinstance(item, _Opened):
            self._device = item.device
        elif isinstance(item, _Adapted):
            self._feed.adapt(item.settings)
            self._tell(RecorderEvent.QUALITY, item.reason)
        elif isinstance(item, _Renewed):
            self._tell(RecorderEvent.GAP, item.reason, lost_us=item.lost_us)
            self._feed.left_out(item.lost_us)
        elif isinstance(item, _Dropped):
            self._dropped += item.items
            self._feed.left_out(item.items * self._feed.unit_us)
        elif isinstance(item, _Lost):
            self._on_lost(item)
        elif now_us() >= self._retry_us:
            for sample in self._feed.samples(item):
                self._write(sample)

    def _on_lost(self, lost: _Lost) -> None:
        track = self._track
        try:
            self._end_track()
        finally:
            self._lost_since(track, lost.at_us)
            self._tell(_EVENTS.get(lost.fault.code, RecorderEvent.FAILED), lost.fault.message)

    def _write(self, sample: Sample) -> None:
        codec = self._feed.codec(sample)
        if self._track and codec != self._codec:
            self._end_track()
            self._tell(RecorderEvent.STOPPED, OTHER_RATE, at_us=sample.at_us)
        track = self._track
        if track:
            track.write(sample)
            return
        device = self._device or Device(self.kind, "", self.kind.value)
        self._track = track = Track(self.kind, device, codec, self._order)
        self._codec, self._track_named = codec, track.identifier
        track.write(sample)
        if track.fact is not None:
            self._untold.append((track.fact, sample.at_us))
        self._tell_running(sample)

    def _tell_running(self, sample: Sample) -> None:
        self._trouble = ""
        if self._lost_since_us is not None:
            lost_us = max(0, sample.at_us - self._lost_since_us)
            self._lost_since_us = None
            self._tell(
                RecorderEvent.GAP,
                to_say("The {kind} is back.", kind=self.kind.words),
                lost_us=lost_us,
                at_us=sample.at_us,
            )
        self._tell(RecorderEvent.STARTED, at_us=sample.at_us)

    def _end_track(self) -> None:
        for sample in self._feed.rest():
            if self._track:
                self._track.write(sample)
        track = self._track
        if track:
            track.end()
            self._forget(track)

    def _give_up(self, words: str, *, no_room: bool = False) -> None:
        """After a failure of disk or encoder: keep what is durable, tell, begin anew at once, then ever later."""
        track = self._track
        self._lost_since(track, now_us())
        self._feed.rest()
        if track:
            track.abandon()
            self._forget(track)
        self._trouble = words
        if no_room:
            pause_s = _ROOM_RETRY_S
        else:
            pause_s = min(2 ** (self._failures - 1), _LONGEST_RETRY_S) if self._failures else 0
            self._failures += 1
        self._retry_us = now_us() + int(pause_s * MICROSECONDS)
        self._tell(RecorderEvent.FAILED, words)

    def _lost_since(self, track: Track | None, otherwise_us: int) -> None:
        """Note from when on nothing is kept, unless that is known already."""
        if self._lost_since_us is None:
            self._lost_since_us = track.end_us if track else otherwise_us

    def _forget(self, track: Track) -> None:
        self._track = self._codec = None
        self._segments_before += track.segments
        self._failures = 0 if track.segments else self._failures

    def _tell_sleep(self) -> None:
        slept_us = self._sleep.slept_us()
        if slept_us and self._track:
            reason = slept_words(round(slept_us / MICROSECONDS))
            self._tell(RecorderEvent.SLEPT, reason, lost_us=slept_us)

    def _tell_losses(self, *, at_end: bool = False) -> None:
        """Tell what was dropped and what never came, once a second at most."""
        self._missing_us += self._feed.missing_us()
        if not (self._dropped or self._missing_us):
            return
        if not at_end and now_us() - self._losses_told_at_us < _LOSSES_EVERY_US:
            return
        self._losses_told_at_us = now_us()
        sound = self.kind is TrackKind.MICROPHONE
        dropped, self._dropped = self._dropped, 0
        missing_us, self._missing_us = self._missing_us, 0
        if dropped:
            self._tell(
                RecorderEvent.OVERFLOW, dropped_words(dropped, sound=sound), lost_us=dropped * self._feed.unit_us
            )
        if missing_us:
            self._tell(RecorderEvent.GAP, MISSING_SOUND if sound else MISSING_PICTURES, lost_us=missing_us)

    def _tell(
        self, event: RecorderEvent, reason: str = "", *, lost_us: int | None = None, at_us: int | None = None
    ) -> None:
        """Submit a fact of `at_us` (default: now); the same trouble is told once, not at every attempt to open."""
        if event in _EVENTS.values() and self._told == (event, reason):
            return
        if event not in {RecorderEvent.OVERFLOW, RecorderEvent.SLEPT, RecorderEvent.QUALITY}:
            self._told = (event, reason)
        fact = RecorderFact(
            stream=self.kind,
            event=event,
            track=self._track_named,
            device=self._device.title[:200] if self._device else None,
            reason=within(reason, 500) if reason else None,
            lost_us=lost_us,
        )
        self._untold.append((fact, now_us() if at_us is None else at_us))
        self._submit()

    def _submit(self) -> None:
        """Submit what waits; a journal that takes nothing now is tried again with the next fact."""
        try:
            while self._untold:
                fact, at_us = self._untold[0]
                self._order.facts.submit(fact, mono_us=at_us)
                self._untold.popleft()
        except RecrutrError as error:
            _log.warning("a recorder fact waits: %s", error.code)
