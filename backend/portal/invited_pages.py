"""What an invitation's link opens in a browser: the app where it is installed, else the right installer.

Guarantees: the code stands behind the `#` of the address, which browsers keep to themselves: neither this server's
log nor a proxy's ever holds it. What is before it tells when the invitation is open, and nothing about a person. Only
files of the operator's folder that are installers are given out, by exact name.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from backend.access import not_found
from backend.figures import SECOND_US
from backend.http import Reading
from backend.portal.pages import SECURITY_HEADERS, page
from backend.portal.routing import PageRoute
from backend.zones import Window, known, windows

router = APIRouter(route_class=PageRoute, include_in_schema=False)


class System(StrEnum):
    """What an installer is for, as its makers write it."""

    WINDOWS = "Windows"
    MACOS = "macOS"
    LINUX = "Linux"


_ENDINGS = {
    ".msi": System.WINDOWS,
    ".exe": System.WINDOWS,
    ".msix": System.WINDOWS,
    ".dmg": System.MACOS,
    ".pkg": System.MACOS,
    ".deb": System.LINUX,
    ".rpm": System.LINUX,
    ".flatpak": System.LINUX,
    ".appimage": System.LINUX,
}
_MARKS = (("windows", System.WINDOWS), ("mac os x", System.MACOS), ("linux", System.LINUX))
_DIGITS = 12
"""Of a time in seconds: until the year 5138."""
_TELEPHONES = ("android", "iphone", "ipad")
_READING = threading.Lock()
"""A new file is read by whoever asks first; all others wait for that, instead of each reading 100 MB themselves."""


@dataclass(frozen=True, slots=True)
class Installer:
    """A file that a candidate may download; `digest` is its SHA-256 in hex."""

    path: Path
    system: System
    size: int
    digest: str


def system_of(user_agent: str) -> System | None:
    """Which computer asks; None for a telephone, or when its browser does not tell."""
    words = user_agent.casefold()
    if any(each in words for each in _TELEPHONES):
        return None
    return next((system for mark, system in _MARKS if mark in words), None)


def installers_in(folder: Path | None) -> list[Installer]:
    """The installers of the operator's folder, by name; none when there is no folder."""
    if folder is None or not folder.is_dir():
        return []
    files = [file for file in sorted(folder.iterdir()) if file.suffix.lower() in _ENDINGS and file.is_file()]
    with _READING:
        return [_installer(file, file.stat().st_size, file.stat().st_mtime_ns) for file in files]


def window_of(opens: str, closes: str, zone: str) -> Window | None:
    """The window that an address tells, in seconds; None where it tells none that can be."""
    if not all(each.isascii() and each.isdigit() and len(each) < _DIGITS for each in (opens, closes)):
        return None
    if int(opens) >= int(closes) or zone not in known():
        return None
    return windows(int(opens) * SECOND_US, int(closes) * SECOND_US, zone, None)[0]


@router.get("/invited")
def show_invited(request: Request, tx: Reading, opens: str = "", closes: str = "", zone: str = "") -> Response:
    """The page itself is the same for everybody: who is invited to what is behind the code."""
    found = installers_in(tx.settings.installers)
    here = system_of(request.headers.get("User-Agent", ""))
    return page(
        request,
        "invited.html",
        server=tx.settings.base_url,
        here=here,
        window=window_of(opens, closes, zone),
        seconds=(opens, closes),
        fitting=[each for each in found if each.system is here],
        others=[each for each in found if each.system is not here],
    )


@router.get("/installers/{name}")
def give_installer(name: str, tx: Reading) -> Response:
    """One installer."""
    found = next((each for each in installers_in(tx.settings.installers) if each.path.name == name), None)
    if found is None:
        raise not_found()
    headers = {**SECURITY_HEADERS, "Cache-Control": "public, max-age=3600"}
    return FileResponse(found.path, media_type="application/octet-stream", filename=name, headers=headers)


@lru_cache(maxsize=64)
def _installer(file: Path, size: int, changed_ns: int) -> Installer:
    """Read once; a file that changes is read again."""
    del changed_ns
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return Installer(file, _ENDINGS[file.suffix.lower()], size, digest)
