"""Cameras, microphones and displays to choose from, and the choice, which is kept for the next time.

Guarantees: listing runs on a thread of its own, so that a sound system or driver that hangs holds up nobody; a note of
the choice that cannot be read is no choice. Nothing here opens a device.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from protocol.attempts import TrackKind
from protocol.errors import DeviceFault
from recorder.media import Device

_log = logging.getLogger(__name__)


class Devices:
    """The devices of some streams."""

    def __init__(self, kinds: Iterable[TrackKind], file: Path, given: Device | None = None) -> None:
        """Offer devices of these kinds; `given` is a camera that the command line names, which counts as chosen."""
        self._kinds = tuple(kinds)
        self._given = given
        self._file = file
        self._chosen = _read(file) | ({given.kind: given} if given else {})
        self._found: dict[TrackKind, tuple[Device, ...]] = {}
        self._looking: threading.Thread | None = None

    def chosen(self, kind: TrackKind) -> Device | None:
        """What the candidate chose, here or at an earlier time; None: the first there is."""
        return self._chosen.get(kind)

    def choose(self, device: Device) -> None:
        """Take this one from now on."""
        self._chosen[device.kind] = device
        kept = {kind.value: asdict(each) for kind, each in self._chosen.items()}
        try:
            self._file.write_text(json.dumps(kept), encoding="utf-8")
        except OSError as error:
            _log.warning("the choice of a device could not be kept: %s", error.strerror)

    def look(self) -> None:
        """List anew, without waiting; while a look is under way this does nothing."""
        if self._looking is None or not self._looking.is_alive():
            self._looking = threading.Thread(target=self._list_all, name="devices", daemon=True)
            self._looking.start()

    def found(self, kind: TrackKind) -> tuple[Device, ...]:
        """What the last look found; a chosen device that is not there is among it."""
        found = self._found.get(kind)
        chosen = self._chosen.get(kind)
        if found is None or chosen is None or any(each.identifier == chosen.identifier for each in found):
            return found or ()
        return (*found, chosen)

    def missing(self, device: Device) -> bool:
        """Whether a device of `found` is not there."""
        return all(each.identifier != device.identifier for each in self._found.get(device.kind, ()))

    def _list_all(self) -> None:
        from recorder import devices  # OpenCV and PortAudio load only where they are wanted

        listing = {
            TrackKind.CAMERA: devices.list_cameras,
            TrackKind.MICROPHONE: devices.list_microphones,
            TrackKind.SCREEN: devices.list_screens,
        }
        for kind in self._kinds:
            try:
                found = listing[kind]()
            except DeviceFault:  # its line says so in words
                found = []
            given = [self._given] if self._given and self._given.kind is kind else []
            self._found[kind] = (*given, *found)


def _read(file: Path) -> dict[TrackKind, Device]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return {TrackKind(kind): Device(**{**about, "kind": TrackKind(kind)}) for kind, about in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
