"""A private PulseAudio whose default microphone hears whatever a test plays.

Packages: pulseaudio, pulseaudio-utils, libasound2-plugins, flite. Nothing of the machine's own sound is touched; each
instance has its own folder and socket.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.media.speech import make_speech

_SCRIPT = """\
load-module module-native-protocol-unix socket={socket} auth-anonymous=1
load-module module-null-sink sink_name=speaker rate=48000 channels=1 sink_properties=device.description=Speaker
load-module module-remap-source master=speaker.monitor source_name=microphone source_properties=device.description=Mic
set-default-sink speaker
set-default-source microphone
"""
_START_S = 15.0


class FakeMicrophone:
    """Context manager: a PulseAudio server with a null sink whose monitor is the default microphone.

    Attributes:
        environment: what a process needs to hear it (`PULSE_SERVER` and no ALSA noise); set in this process too when
            `everywhere` is true, until the context ends.
    """

    def __init__(self, *, everywhere: bool = True) -> None:
        self._everywhere = everywhere
        self._folder = Path(tempfile.mkdtemp(prefix="recrutr-sound-"))
        self.environment = {"PULSE_SERVER": f"unix:{self._folder}/native"}
        self._before: dict[str, str | None] = {}
        self._server: subprocess.Popen[bytes] | None = None
        self._players: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self.start()
        if self._everywhere:
            self._before = {name: os.environ.get(name) for name in self.environment}
            os.environ.update(self.environment)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        self.hush()
        self.unplug()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start the server (again, after `unplug`) and wait until it answers."""
        script = self._folder / "start.pa"
        script.write_text(self.script())
        self._server = subprocess.Popen(
            ["pulseaudio", "-n", "-F", str(script), "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1",
             "--disable-shm=yes", "--log-level=error"],
            env=self._own_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + _START_S
        while "microphone" not in self._ask("get-default-source"):
            if time.monotonic() > until or self._server.poll() is not None:
                raise RuntimeError("PulseAudio did not start.")
            time.sleep(0.1)
        # The null sink begins with two seconds rendered ahead; a reader wakes it, so that later ones hear at once.
        self._players.append(
            subprocess.Popen(
                ["timeout", "3", "parec", "--latency-msec=60", "--raw"],
                env=self._own_environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )

    def script(self) -> str:
        """What the server is made of."""
        return _SCRIPT.format(socket=self._folder / "native")

    def play(self, wave: Path) -> None:
        """Play a WAV file into the microphone, without waiting for its end."""
        self._players.append(
            subprocess.Popen(
                ["paplay", str(wave)], env=self._own_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        )

    def say(self, text: str) -> None:
        """Speak into the microphone, without waiting for the end."""
        number = len(self._players)
        self.play(make_speech(self._folder / f"said-{number}.wav", text))

    def wait_silent(self, timeout_s: float = 60.0) -> None:
        """Wait until everything that was played has ended."""
        for player in self._players:
            player.wait(timeout_s)

    def hush(self) -> None:
        """End what is playing."""
        for player in self._players:
            player.terminate()
            player.wait(5)
        self._players.clear()

    def unplug(self) -> None:
        """End the server, as if the microphone were pulled out."""
        if self._server is not None:
            self._server.terminate()
            try:
                self._server.wait(5)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait(5)
            self._server = None

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Let the server stand still, as a driver does that delivers nothing any more."""
        assert self._server is not None
        self._server.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._server.send_signal(signal.SIGCONT)

    def _own_environment(self) -> dict[str, str]:
        own = {"HOME": str(self._folder), "XDG_RUNTIME_DIR": str(self._folder), "PULSE_RUNTIME_PATH": str(self._folder)}
        return {**os.environ, **self.environment, **own}

    def _ask(self, *words: str) -> str:
        return subprocess.run(
            ["pactl", *words], env=self._own_environment(), capture_output=True, text=True, timeout=10, check=False
        ).stdout
