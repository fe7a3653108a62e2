"""The session around the app: how many displays, controlled or shown from elsewhere, and programs on the list.

Guarantees: of programs only names of the policy's list ever leave `running_of`; nothing is ended or changed.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping

import psutil

from protocol.facts import Observed
from protocol.policy import Detector
from recorder.media import MICROSECONDS
from recorder.observing.sightings import Look, Sighting

_REMOTE_SIGNS = (
    *("SSH_CONNECTION", "SSH_CLIENT", "XRDP_SESSION", "VNCDESKTOP", "X2GO_SESSION", "NXSESSIONID"),
    "CHROME_REMOTE_DESKTOP_SESSION",
)
"""Set by the programs themselves in the sessions that they open."""
_SM_REMOTESESSION, _SM_REMOTECONTROL = 0x1000, 0x2001
"""GetSystemMetrics: this is a Remote Desktop session; this session is being shadowed (Microsoft's documentation)."""


class Displays:
    """Counts the attached displays."""

    detector = Detector.DISPLAYS
    steady_us = 2 * MICROSECONDS
    every_us = 2 * MICROSECONDS

    def __init__(self, count: Callable[[], int]) -> None:
        self._count = count

    def look(self, _look: Look) -> list[Sighting]:
        """How many there are; a count that cannot be had is not a count of none."""
        found = self._count()
        return [Sighting(Observed.DISPLAYS, count=found) if found > 0 else Sighting(Observed.COULD_NOT_TELL)]


class Session:
    """Looks whether this session is controlled or shown from elsewhere, by what the system itself says."""

    detector = Detector.REMOTE
    steady_us = 0
    every_us = 10 * MICROSECONDS

    def __init__(self, look_at: Callable[[], Observed] | None = None) -> None:
        self._look_at = look_at or session_of_this_machine

    def look(self, _look: Look) -> list[Sighting]:
        """LOCAL means that the system gives no sign, not that there is none."""
        return [Sighting(self._look_at())]


class Programs:
    """Looks for the programs that the candidate was told of."""

    detector = Detector.PROGRAMS
    steady_us = 0
    every_us = 10 * MICROSECONDS

    def __init__(self, listed: Iterable[str], names: Callable[[], Iterable[str]] | None = None) -> None:
        self._listed = tuple(listed)
        self._names = names or names_of_processes
        self._seen: set[str] = set()

    def look(self, _look: Look) -> list[Sighting]:
        """Which of the list run, and which of those seen before no longer do."""
        running = running_of(self._listed, self._names())
        ended = self._seen - running
        self._seen |= running
        return [Sighting(Observed.RUNNING, name=name) for name in sorted(running)] + [
            Sighting(Observed.ENDED, name=name) for name in sorted(ended)
        ]


def running_of(listed: Iterable[str], names: Iterable[str]) -> set[str]:
    """The names of the list that are among these, whatever their case and a `.exe` at the end."""
    there = {_plain(name) for name in names}
    return {name for name in listed if _plain(name) in there}


def names_of_processes() -> list[str]:
    """Names of the processes that this user may see."""
    return [str(process.info["name"] or "") for process in psutil.process_iter(["name"])]


def session_of_this_machine() -> Observed:
    """What the system says of this session."""
    if sys.platform == "win32":
        return windows_session(ctypes.windll.user32.GetSystemMetrics)
    if sys.platform == "darwin":
        return Observed.COULD_NOT_TELL  # it tells a program without special rights nothing of screen sharing
    return linux_session(os.environ, _loginctl)


def linux_session(environment: Mapping[str, str], remote: Callable[[str], str]) -> Observed:
    """By the session's own variables, a forwarded display, and logind's word on the session."""
    host = environment.get("DISPLAY", "").rpartition(":")[0]
    if any(environment.get(sign) for sign in _REMOTE_SIGNS) or host not in {"", "unix"}:
        return Observed.REMOTE
    session = environment.get("XDG_SESSION_ID", "")
    answer = remote(session) if session else ""
    if answer == "yes":
        return Observed.REMOTE
    return Observed.LOCAL if answer == "no" else Observed.COULD_NOT_TELL


def windows_session(metrics: Callable[[int], int]) -> Observed:
    """By GetSystemMetrics."""
    if metrics(_SM_REMOTECONTROL):
        return Observed.SHARED
    return Observed.REMOTE if metrics(_SM_REMOTESESSION) else Observed.LOCAL


def _loginctl(session: str) -> str:
    """Logind's `Remote` of a session: yes, no, or nothing."""
    command = ["loginctl", "show-session", session, "--property=Remote", "--value"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False)  # noqa: S603 - fixed words
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()


def _plain(name: str) -> str:
    return name.strip().lower().removesuffix(".exe")
