"""What the lines of the check of a computer are called, in the app and in the portal alike."""

from __future__ import annotations

from collections.abc import Mapping

from protocol.saying import Later, to_say

CHECK_TITLES: Mapping[str, Later] = {
    "camera": to_say("Camera"),
    "microphone": to_say("Microphone"),
    "screen": to_say("Screen"),
    "runner": to_say("Running programs"),
    "disk": to_say("Disk"),
    "connection": to_say("Connection"),
    "clock": to_say("Clock"),
    "trial": to_say("Trial recording"),
}
