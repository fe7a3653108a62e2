"""Which displays there are and how to open one, whatever the desktop.

On Wayland the person shares displays in the desktop's own dialog (`recorder.wayland`); elsewhere they are listed
(`recorder.screen`). Guarantees: listing asks nobody; only opening does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from protocol.attempts import TrackKind
from protocol.saying import to_say
from recorder import screen
from recorder.media import MISSING, Device, Source, device_fault
from recorder.states import VideoSettings

if TYPE_CHECKING:  # the door to D-Bus is there on Linux only
    from recorder.wayland.portal import SharedDisplay

_PORTAL = "portal#"
LOOK_EVERY_S = 2.0
"""For displays that are plugged in; a look costs half a millisecond of processor time."""


def on_wayland(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether this is a Wayland session, in which X11 shows nothing of other programs."""
    named = environment.get("XDG_SESSION_TYPE") == "wayland" or bool(environment.get("WAYLAND_DISPLAY"))
    return sys.platform == "linux" and named


def list_screens() -> list[Device]:
    """List the displays, the first one first; on Wayland those that are shared now. Raises DeviceFault."""
    if not on_wayland():
        return screen.list_screens()
    from recorder.wayland import portal  # as above

    return _described(portal.shared())


def open_display(device: Device | None, settings: VideoSettings) -> Source:
    """Open a display, or the first one; on Wayland the person may be asked, which takes as long as they do.

    Raises DeviceFault.
    """
    if not on_wayland():
        return screen.ScreenSource(device or _first(screen.list_screens()), settings)
    from recorder.wayland import portal, stream  # as above

    shared = portal.share()
    wanted = device or _first(_described(shared))
    number = int(wanted.identifier.removeprefix(_PORTAL))
    if not number <= len(shared):
        raise device_fault(
            MISSING, to_say("{name} is not shared. Share it in your desktop's dialog.", name=wanted.name)
        )
    return stream.PortalSource(wanted, shared[number - 1], settings)


def end_sharing() -> None:
    """On Wayland: let the desktop know that nothing is taken any more."""
    if on_wayland():
        from recorder.wayland import portal  # as above

        portal.end()


def _described(shared: tuple[SharedDisplay, ...]) -> list[Device]:
    """By the order in the dialog's answer: PipeWire's numbers are others after each question."""
    return [
        Device(
            TrackKind.SCREEN,
            f"{_PORTAL}{number}",
            to_say(
                "Screen {number} ({width} x {height}, shared)",
                number=number,
                width=display.width,
                height=display.height,
            ),
        )
        for number, display in enumerate(shared, start=1)
    ]


def _first(found: list[Device]) -> Device:
    if not found:
        raise device_fault(MISSING, to_say("No screen was found. Plug one in; recording starts by itself."))
    return found[0]
