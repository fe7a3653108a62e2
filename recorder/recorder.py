"""The recorder: captures the streams that a permit allows, seals them on this device, tells facts about them.

Guarantees: nothing is opened without a CapturePermit; opening never blocks the caller; one stream's trouble never
touches another; after `stop` nothing is captured.
"""

from __future__ import annotations

from protocol.ports import FactSink, FragmentSink
from recorder.permit import CapturePermit
from recorder.states import Preview, RecorderConfig, RecorderState


class Recorder:
    """Camera, microphone and screen of one attempt. All methods may be called from the GUI thread."""

    def __init__(self, config: RecorderConfig | None = None) -> None:
        raise NotImplementedError

    def start_preview(self, permit: CapturePermit) -> None:
        """Open the devices and show them (`preview`, `state`), without writing anything. Returns at once.

        Raises NotAllowed when the permit does not name a configured stream.
        """
        raise NotImplementedError

    def start(
        self, permit: CapturePermit, organisation_public_key: str, facts: FactSink, fragments: FragmentSink
    ) -> None:
        """Record from now on; devices opened by `start_preview` stay open. Returns at once.

        Raises NotAllowed without the right permit, InvalidInput when the key is no age recipient.
        Device trouble never raises: it is a RecorderFact and a StreamState.
        """
        raise NotImplementedError

    def stop(self, deadline_s: float = 1.0) -> RecorderState:
        """Stop capturing at once, write out and close what was captured, give the devices back. Idempotent.

        Returns within about `deadline_s` the last state; a stream that could not finish has the condition FAILED.
        """
        raise NotImplementedError

    def state(self) -> RecorderState:
        """How each stream is doing now; cheap, for polling by a timer."""
        raise NotImplementedError

    def preview(self) -> Preview:
        """The latest pictures, scaled to at most 320 pixels wide, and the sound level; under 1 ms."""
        raise NotImplementedError
