"""A listener that hands what a microphone gives to the recording first, and then to who writes it down."""

from __future__ import annotations

from collections.abc import Callable

from protocol.errors import DeviceFault
from recorder.capture import Listener
from recorder.media import Captured, Device, SoundBlock


class Overheard:
    """Passes everything on; `hear` must not wait."""

    def __init__(self, recording: Listener, hear: Callable[[SoundBlock], None]) -> None:
        self._recording, self._hear = recording, hear

    def opened(self, device: Device) -> None:
        """Pass it on."""
        self._recording.opened(device)

    def captured(self, item: Captured) -> None:
        """Pass it on, then let it be heard."""
        self._recording.captured(item)
        if isinstance(item, SoundBlock):
            self._hear(item)

    def renewed(self, reason: str, lost_us: int) -> None:
        """Pass it on."""
        self._recording.renewed(reason, lost_us)

    def lost(self, fault: DeviceFault) -> None:
        """Pass it on."""
        self._recording.lost(fault)
