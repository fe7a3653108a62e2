"""One track: encodes samples into segments of about 10 s, seals each 0.5 s fragment, writes it at once.

Guarantees: only sealed bytes leave this module; the data key exists here between `__init__` and the end of the track,
wrapped to the organisation before the first fragment; fragments are numbered without holes. One thread owns a track.
"""

from __future__ import annotations

from dataclasses import dataclass

from protocol.attempts import TrackKind
from protocol.canonical import digest_hex
from protocol.errors import DeviceFault, RecrutrError
from protocol.facts import SegmentFact, TrackFact
from protocol.identifiers import new_identifier
from protocol.ports import FactSink, FragmentSink
from protocol.saying import to_say
from protocol.sealing import LAST_IN_SEGMENT, LAST_IN_TRACK, Sealer, new_data_key, wrap_for_organisation
from recorder.encoder import Codec, SegmentEncoder
from recorder.media import SEGMENT_US, Device, Sample, now_us


@dataclass(frozen=True, slots=True)
class Order:
    """Where a recording goes: its attempt, the organisation's age recipient, and the two sinks."""

    attempt: str
    organisation_public_key: str
    facts: FactSink
    fragments: FragmentSink


class Track:
    """One uninterrupted recording of one device with one data key, one size and one MIME type.

    Attributes:
        identifier: id of the track.
        segments: complete segments so far.
        end_us: where on the monotonic clock ends what is sealed and durable.
        fact: what the journal is to say of the track, from its declaration on.
    """

    def __init__(self, kind: TrackKind, device: Device, codec: Codec, order: Order) -> None:
        key = new_data_key()
        self.identifier = new_identifier()
        self.segments = 0
        self.end_us = 0
        self.fact: TrackFact | None = None
        self._kind = kind
        self._device = device
        self._codec = codec
        self._order = order
        self._wrapped_key = wrap_for_organisation(key, order.organisation_public_key)
        self._sealer: Sealer | None = Sealer(order.attempt, self.identifier, key)
        self._segment: SegmentEncoder | None = None
        self._declared = False
        self._start_us = 0
        self._fragments = 0
        self._last_tag = b""

    def write(self, sample: Sample) -> None:
        """Encode one sample; fragments that are complete are sealed and durable when this returns.

        Raises DeviceFault when the encoder fails, StorageFault when the disk does; then call `abandon`.
        """
        if self._segment and sample.at_us - self._start_us >= SEGMENT_US:
            self._close_segment(LAST_IN_SEGMENT)
        if self._segment is None:
            self._begin_segment(sample.at_us)
        assert self._segment is not None  # noqa: S101 - for the type checker
        for fragment in self._segment.add(sample):
            self._seal(fragment, 0)
            self.end_us = sample.at_us  # a fragment is cut before the sample that would make it too long
        if self._codec.alone:
            self._close_segment(LAST_IN_SEGMENT)

    def end(self) -> None:
        """Write the rest, mark the track's end, forget the key. Raises as `write` does."""
        if self._segment:
            self._close_segment(LAST_IN_SEGMENT | LAST_IN_TRACK)
        self._sealer = None

    def abandon(self) -> None:
        """After a failure: close what is durable so that it can be uploaded, forget the key. Never raises."""
        segment, self._segment, self._sealer = self._segment, None, None
        if segment is None or not self._fragments:
            return
        try:
            self._finish_file(self.end_us - self._start_us)
        except RecrutrError:  # the disk is still full, or saving has ended: the store repairs it at its next start
            return

    def _begin_segment(self, start_us: int) -> None:
        self.end_us = max(self.end_us, start_us)
        segment = self._codec.segment(start_us)
        if not self._declared:
            order = self._order
            order.fragments.declare(
                self._kind, self.identifier, segment.mime, self._wrapped_key, self._device.title[:200]
            )
            self._declared = True
            digest = digest_hex(self._wrapped_key.encode())
            self.fact = TrackFact(track=self.identifier, stream=self._kind, mime=segment.mime, key_digest=digest)
        self._segment, self._start_us, self._fragments = segment, start_us, 0

    def _close_segment(self, flags: int) -> None:
        assert self._segment is not None  # noqa: S101 - for the type checker
        self._seal(self._segment.finish(), flags)
        duration_us, self._segment = self._segment.duration_us, None
        self.end_us = self._start_us + duration_us
        self._finish_file(duration_us)

    def _finish_file(self, duration_us: int) -> None:
        digest, size = self._order.fragments.close_segment(self.identifier, self.segments)
        fact = SegmentFact(
            track=self.identifier,
            stream=self._kind,
            segment=self.segments,
            fragments=self._fragments,
            size_bytes=size,
            digest=digest,
            start_us=self._start_us,
            duration_us=duration_us,
            last_tag=self._last_tag.hex(),
        )
        self.segments += 1
        self._order.facts.submit(fact, mono_us=now_us())

    def _seal(self, plain: bytes, flags: int) -> None:
        if self._sealer is None:
            raise DeviceFault("device.failed", to_say("This recording has already ended."))
        sealed = self._sealer.seal(self.segments, self._fragments, plain, flags)
        self._order.fragments.write(self.identifier, self.segments, sealed.record)
        self._fragments += 1
        self._last_tag = sealed.tag
