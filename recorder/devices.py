"""Which cameras, microphones and screens there are, and how to open one. Listing opens no camera, captures nothing."""

from __future__ import annotations

from protocol.attempts import TrackKind
from protocol.saying import to_say
from recorder.camera import CameraSource, is_named
from recorder.cameras import camera_from, camera_number, list_cameras
from recorder.displays import list_screens, open_display
from recorder.media import MISSING, Device, Opener, Source, device_fault
from recorder.microphone import MicrophoneSource, list_microphones
from recorder.screen import ScreenSource
from recorder.states import RecorderConfig

__all__ = ["Device", "camera_from", "list_cameras", "list_microphones", "list_screens", "opener"]


def opener(kind: TrackKind, config: RecorderConfig) -> Opener:
    """Return what opens the configured device of one stream; without a choice the first there is at that moment."""
    if kind is TrackKind.SCREEN:
        return DisplayOpener(config.screen if config.displays == "chosen" else None, config)

    def open_device() -> Source:
        device = config.device(kind) or _first(kind)
        if kind is TrackKind.CAMERA:
            return CameraSource(device, config.camera_video, camera_number(device) if is_named(device) else None)
        return MicrophoneSource(device)

    return open_device


class DisplayOpener:
    """Opens one display, and ever the same: where none is named, the one that was the first when it opened."""

    def __init__(self, device: Device | None, config: RecorderConfig) -> None:
        self._device = device
        self._config = config

    def __call__(self) -> Source:
        """Open it. Raises DeviceFault."""
        source = open_display(self._device, self._config.screen_video)
        if isinstance(source, ScreenSource):
            source.ready = self._config.screen_ready
        self._device = source.device
        return source


def _first(kind: TrackKind) -> Device:
    found = list_cameras() if kind is TrackKind.CAMERA else list_microphones()
    if not found:
        raise device_fault(
            MISSING, to_say("No {kind} was found. Plug one in; recording starts by itself.", kind=kind.words)
        )
    return found[0]
