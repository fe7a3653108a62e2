"""The processes of the demo: backend, app with its scripted candidate, and the proxy between them that can be cut.

Guarantees: each process is started by fixed argv on a folder of its own and ended by its own handle; what it wrote lies
in a log beside its data.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import select
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

CHECKOUT = Path(__file__).resolve().parents[2]
START_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 25.0


class Broken(AssertionError):
    """A process of the demo did not do its part."""


@dataclass
class Backend:
    """`recrutr backend` on a free port (or a given one) with the demo's seed."""

    data: Path
    port: int = 0
    waiting_period_days: float = 7.0
    engine: str | None = None
    address: str = ""
    demo: dict[str, Any] = field(default_factory=dict)
    _process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.data.mkdir(parents=True, exist_ok=True)
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def log(self) -> Path:
        """What it wrote to standard error."""
        return self.data.with_suffix(".log")

    def start(self) -> None:
        """Start and wait for its address."""
        argv = [sys.executable, "-m", "installers.command_line", "backend", "--data", str(self.data)]
        argv += ["--port", str(self.port), "--waiting-period-days", str(self.waiting_period_days)]
        argv += ["--seed-demo", "--json", "--verbose", *(["--engine", self.engine] if self.engine else [])]
        with self.log.open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(argv, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=log, text=True)
        line = _first_line(self._process, START_TIMEOUT_S)
        if not line:
            self.stop()
            raise Broken(f"the backend did not start:\n{self.log.read_text()[-2000:]}")
        told = json.loads(line)
        self.address, self.demo = told["address"], told["demo"] or {}
        self.port = int(self.address.rpartition(":")[2])

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        _end(self._process)
        self._process = None

    def wait(self) -> None:
        """Wait until it ends by itself."""
        if self._process is not None:
            self._process.wait()


class Candidate:
    """The app as a process of its own, driven by `tests.demo.candidate`, which tells one line of JSON for each step."""

    def __init__(self, arguments: list[str], environment: dict[str, str], log: Path) -> None:
        self.log = log
        self.told: list[dict[str, Any]] = []
        self._lines: queue.Queue[str | None] = queue.Queue()
        with log.open("a", encoding="utf-8") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.demo.candidate", *arguments],
                cwd=CHECKOUT,
                env={**os.environ, **environment},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self._reader = threading.Thread(target=self._read, name="candidate-lines", daemon=True)
        self._reader.start()

    def next(self, timeout_s: float) -> dict[str, Any] | None:
        """The next step it told; None when it ended. Raises Broken when it stays silent."""
        try:
            line = self._lines.get(timeout=timeout_s)
        except queue.Empty:
            raise Broken(f"the candidate said nothing for {timeout_s:.0f} s:\n{self.last_words}") from None
        if line is None:
            return None
        told: dict[str, Any] = json.loads(line)
        self.told.append(told)
        return told

    def answer(self, word: str) -> None:
        """Tell it that it may go on."""
        if self._process.stdin is None:
            raise Broken("the candidate cannot hear")
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()

    def end(self, timeout_s: float = STOP_TIMEOUT_S) -> int:
        """Wait for its end; its exit status. Raises Broken when it does not end."""
        try:
            return self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Broken(f"the app did not end in {timeout_s:.0f} s:\n{self.last_words}") from None
        finally:
            self._close_pipes()

    def kill(self) -> None:
        """End it the hard way, as a power cut would."""
        self._process.kill()
        self._process.wait(STOP_TIMEOUT_S)
        self._close_pipes()

    def _close_pipes(self) -> None:
        self._reader.join(5)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()

    def open_files(self) -> list[str]:
        """Names of the files and devices that the app holds open now (Linux)."""
        found = []
        for link in Path(f"/proc/{self._process.pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                found.append(str(link.readlink()))
        return found

    @property
    def last_words(self) -> str:
        """The end of its log."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-3000:]

    @property
    def running(self) -> bool:
        """Whether it is alive."""
        return self._process.poll() is None

    def _read(self) -> None:
        if self._process.stdout is not None:
            for line in self._process.stdout:
                if line.startswith("{"):
                    self._lines.put(line)
        self._lines.put(None)


class Cable:
    """A TCP proxy to one port that can be pulled out: cut connections die at once, new ones are refused."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener: socket.socket | None = None
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._lock = threading.Lock()
        self.port = 0
        self.plug()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pull()

    @property
    def address(self) -> str:
        """Where the app reaches the server through this cable."""
        return f"http://localhost:{self.port}"

    def plug(self) -> None:
        """Plug in (again, on the same port)."""
        listener = socket.create_server(("127.0.0.1", self.port), backlog=64)
        self.port = int(listener.getsockname()[1])
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), name="cable", daemon=True).start()

    def pull(self) -> None:
        """Pull out."""
        listener, self._listener = self._listener, None
        if listener is not None:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        with self._lock:
            for pair in self._pairs:
                for end in pair:
                    with contextlib.suppress(OSError):
                        end.shutdown(socket.SHUT_RDWR)
            self._pairs.clear()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", self._target), timeout=5)
            except OSError:
                if self._listener is not listener:
                    return
                continue
            with self._lock:
                if self._listener is not listener:  # pulled between the two lines above: nothing gets through
                    near.close()
                    far.close()
                    return
                self._pairs.append((near, far))
            threading.Thread(target=self._carry, args=(near, far), name="cable-pair", daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        with near, far, contextlib.suppress(OSError):
            other = {near: far, far: near}
            while True:
                ready, _, _ = select.select([near, far], [], [])
                for end in ready:
                    data = end.recv(65536)
                    if not data:
                        return
                    other[end].sendall(data)
        with self._lock, contextlib.suppress(ValueError):
            self._pairs.remove((near, far))


def _first_line(process: subprocess.Popen[str], timeout_s: float) -> str:
    lines: queue.Queue[str] = queue.Queue()
    stdout = process.stdout
    if stdout is None:
        return ""
    threading.Thread(target=lambda: lines.put(stdout.readline()), daemon=True).start()
    try:
        return lines.get(timeout=timeout_s)
    except queue.Empty:
        return ""


def _end(process: subprocess.Popen[str] | None) -> None:
    if process is None:
        return
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)
    if process.stdout is not None:
        process.stdout.close()


def elapsed(since: float) -> str:
    """Seconds since a reading of the monotonic clock, for progress lines."""
    return f"{time.monotonic() - since:6.1f} s"
