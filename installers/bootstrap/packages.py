"""The one list of system packages that Recrutr needs on Debian and Ubuntu, each with its reason.

Data only. The .deb's dependencies and the bootstrap both read it, so that they cannot drift apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Need(StrEnum):
    """What a word of `./recrutr` is going to do, and so which packages it needs."""

    PYTHON = "python"
    DESKTOP = "desktop"
    ENGINE = "engine"
    TESTS = "tests"
    BUNDLE = "bundle"
    BENCH = "bench"


@dataclass(frozen=True)
class Package:
    """One Debian package, why it is needed and for what."""

    name: str
    reason: str
    need: Need


_XCB = "Qt's xcb platform plugin loads it"
_SWIFT = "a private S3-compatible store: recordings are tested on it beside a folder"

PACKAGES: tuple[Package, ...] = (
    Package("ca-certificates", "pip and the sync client verify TLS against it", Need.PYTHON),
    Package("libegl1", "Qt's GUI library is linked to it", Need.DESKTOP),
    Package("libgl1", "Qt's GUI library and OpenCV are linked to it", Need.DESKTOP),
    Package("libglib2.0-0", "Qt's core and OpenCV are linked to it", Need.DESKTOP),
    Package("libdbus-1-3", "Qt is linked to it; the keyring and the screen portal are reached over it", Need.DESKTOP),
    Package("libfontconfig1", "Qt finds fonts through it", Need.DESKTOP),
    Package("libxkbcommon0", "Qt reads keyboards through it", Need.DESKTOP),
    Package("libxkbcommon-x11-0", _XCB, Need.DESKTOP),
    Package("libxcb-cursor0", _XCB, Need.DESKTOP),
    Package("libxcb-icccm4", _XCB, Need.DESKTOP),
    Package("libxcb-image0", _XCB, Need.DESKTOP),
    Package("libxcb-keysyms1", _XCB, Need.DESKTOP),
    Package("libxcb-randr0", _XCB + "; mss asks it for the displays", Need.DESKTOP),
    Package("libxcb-render-util0", _XCB, Need.DESKTOP),
    Package("libxcb-shape0", _XCB, Need.DESKTOP),
    Package("libxcb-xinerama0", _XCB, Need.DESKTOP),
    Package("libxcb-xkb1", _XCB, Need.DESKTOP),
    Package("libxrandr2", "mss, which records the screen, loads it", Need.DESKTOP),
    Package("libxfixes3", "mss reads the cursor through it", Need.DESKTOP),
    Package("fonts-dejavu-core", "glyphs that our own fonts lack", Need.DESKTOP),
    Package("libportaudio2", "sounddevice loads it for the microphone", Need.DESKTOP),
    Package("libasound2-plugins", "lets PortAudio reach PulseAudio and PipeWire through ALSA", Need.DESKTOP),
    Package("xvfb", "the display of tests and of the demo on a machine without one", Need.TESTS),
    Package("x11-xserver-utils", "xrandr divides that display into several", Need.TESTS),
    Package("pipewire", "carries the shared screen of the made-up Wayland desktop", Need.TESTS),
    Package("wireplumber", "connects who gives to who takes in that PipeWire", Need.TESTS),
    Package("gstreamer1.0-plugins-base", "draws what that desktop shows", Need.TESTS),
    Package("gstreamer1.0-tools", "reads the shared screen of a Wayland desktop", Need.DESKTOP),
    Package("gstreamer1.0-pipewire", "reads the shared screen of a Wayland desktop", Need.DESKTOP),
    Package("dbus", "the keyring that the tests lock and lose is reached over a bus of its own", Need.TESTS),
    Package("at-spi2-core", "the bus over which screen readers are told; tests read along", Need.TESTS),
    Package("xdotool", "presses the keys of tests at the X server, as a keyboard does", Need.TESTS),
    Package("xauth", "lets Xvfb's display be private", Need.TESTS),
    Package("pulseaudio", "a private sound server with a virtual microphone", Need.TESTS),
    Package("pulseaudio-utils", "pactl sets up the virtual microphone", Need.TESTS),
    Package("flite", "speaks the test sentences", Need.TESTS),
    Package("libatomic1", "Playwright, which drives the browser, is linked to it", Need.TESTS),
    Package("chromium", "opens the portal in tests and in the demo", Need.TESTS),
    Package("postgresql", "a private database server: the backend is tested on it beside SQLite", Need.TESTS),
    Package("rabbitmq-server", "a private broker: jobs are carried by it beside the table alone", Need.TESTS),
    Package("haproxy", "stands before two API processes that are restarted in turn", Need.TESTS),
    Package("patroni", "makes another of three databases take over when tests kill the first", Need.TESTS),
    Package("etcd-server", "what Patroni's servers agree by", Need.TESTS),
    Package("nginx-light", "receives bodies for two API processes; benches measure ours against it", Need.TESTS),
    Package("swift-proxy", _SWIFT, Need.TESTS),
    Package("swift-account", _SWIFT, Need.TESTS),
    Package("swift-container", _SWIFT, Need.TESTS),
    Package("swift-object", _SWIFT, Need.TESTS),
    Package("poppler-utils", "pdfsig and pdftotext check the signed PDF files from outside", Need.TESTS),
    Package("prometheus", "its promtool checks the alert rules", Need.TESTS),
    Package("debootstrap", "builds the runner's images and the installer test's clean Debian", Need.ENGINE),
    Package("bubblewrap", "a sandbox to measure ours against", Need.BENCH),
    Package("gcc", "compiles without any sandbox, to measure ours against", Need.BENCH),
    Package("g++", "compiles without any sandbox, to measure ours against", Need.BENCH),
    Package("nodejs", "runs without any sandbox, to measure ours against", Need.BENCH),
    Package("curl", "runs the examples of docs/api.md, and puts files to servers that are measured", Need.TESTS),
    Package("jq", "picks values out of answers in the examples of docs/api.md", Need.TESTS),
    Package("dpkg-dev", "packs the .deb and reads what its libraries need", Need.BUNDLE),
    Package("libpython3-dev", "the bundle holds Python's shared library, which Debian splits off", Need.BUNDLE),
    Package("binutils", "PyInstaller reads the libraries of the bundle with objdump", Need.BUNDLE),
)

VENV_PACKAGE = Package("python3-venv", "the system's Python cannot make environments without it", Need.PYTHON)
ENGINE_PACKAGE = Package("docker.io", "the engine that runs candidates' programs in boxes", Need.ENGINE)


def needed(needs: frozenset[Need]) -> tuple[Package, ...]:
    """The packages for these needs, in the list's order."""
    return tuple(package for package in PACKAGES if package.need in needs)
