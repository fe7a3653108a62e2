"""One program under watch: its streams, its limits, its end, and what is told about it.

Must use the standard library only.
"""
# ruff: noqa: INP001 - part of a script inside the image, started as a folder

from __future__ import annotations

import fcntl
import os
import select
import signal
import termios
import time
from typing import Any

import frames
from box import Box, Ended
from meter import Meter, Waits, all_asleep

CHUNK = 65536
END_WAIT_S, HEAR_WAIT_S = 1.0, 5.0
"""In a conversation: how long the end of output waits for the end of the program, the end of input until the program
has taken in all that was said before."""
LOOK_EVERY_MS = 200.0
"""How often the program's processes are looked at for time they had to wait; a look takes a fifth of a millisecond."""
KEPT_STDERR = 65536
_LIVE_BUFFER = 1 << 20
"""What the other side of a conversation may be ahead; more is left in its pipe."""


class Run:
    """One program in a box. With `live`, input comes and output goes as frames while it runs."""

    due_ms = 0.0
    """Until then, counted from the start, no limit can be reached."""

    def __init__(self, header: dict[str, Any], stdin: memoryview, box: Box) -> None:
        self.limits, self.live, self.box = header["limits"], bool(header["live"]), box
        self.stdin, self.stdin_ends = stdin, not self.live
        self.kept: dict[str, list[bytes]] = {"stdout": [], "stderr": []}
        self.size = {"stdout": 0, "stderr": 0}
        self.timed_out: str | None = None
        self.exceeded, self.heard_end = False, False
        self.silent_since = self.last_heard = 0.0
        self.end: Ended | None = None
        self.pipes = {box.pipes.stdout: "stdout", box.pipes.stderr: "stderr"}
        self.input: int | None = box.pipes.stdin
        self.poll = select.poll()

    def begin(self) -> None:
        """From here on time counts."""
        self.meter, self.waits, self.looked = Meter(), Waits(self.box.ours, started=self.box.warm is not None), 0.0
        self.began = time.monotonic()

    def is_over(self) -> bool:
        """Whether the program has ended already, before anybody watches."""
        self.end = self.end or self.box.ended()
        return self.end is not None

    def watch(self) -> None:
        """Until the program has ended by itself or by a limit; then nothing of it is left alive."""
        for descriptor in (*self.pipes, self.box.wake):
            self.poll.register(descriptor, select.POLLIN)
        self.poll.register(self.box.pipes.stdin, select.POLLOUT)
        while self.end is None and not self.over_limit():
            self.listen()
            self.tell_silence()
            self.close_when_taken_in()
            for descriptor, _ in self.poll.poll(self.pause_ms()):
                if descriptor == self.input:
                    self.feed()
                elif descriptor == self.box.wake:
                    self.end = self.box.ended()
                elif descriptor == frames.STREAM:
                    self.hear()
                else:
                    self.drain(descriptor)
        self.end = self.end or self.box.kill()
        for descriptor in list(self.pipes):
            while descriptor in self.pipes and not self.exceeded and self.drain(descriptor):
                pass
        self.finish()

    def finish(self) -> None:
        """After the end: close what is open, and a last look at the clock."""
        self.used_us = self.meter.cpu_us()
        if self.used_us > self.limits["cpu_ms"] * 1000:
            self.timed_out = self.timed_out or "cpu"
        if self.input is not None:
            self.close_input()
        for descriptor in list(self.pipes):
            self.close_output(descriptor)
        if self.silent_since:
            frames.send_output(b"")

    def listen(self) -> None:
        """In a conversation: hear the other side, unless it is far ahead."""
        if self.live:
            self.poll.register(frames.STREAM, select.POLLIN if len(self.stdin) < _LIVE_BUFFER else 0)

    def tell_silence(self) -> None:
        """Pass on the end of output, once the program had the time to end: then its end is known to come first."""
        if self.silent_since and time.monotonic() - self.silent_since > END_WAIT_S:
            self.silent_since = 0.0
            frames.send_output(b"")

    def hear(self) -> None:
        """Take one piece of input; an empty one ends it. Who writes to the deaf gets SIGPIPE, as on any pipe."""
        kind, data = frames.read_live()
        if kind == frames.DEAF:
            for descriptor in [one for one, name in self.pipes.items() if name == "stdout"]:
                self.poll.unregister(descriptor)
                self.close_output(descriptor)
            return
        self.stdin_ends, self.last_heard = not data, time.monotonic()
        if self.input is not None:
            self.stdin = memoryview(bytes(self.stdin) + data)
            self.poll.register(self.input, select.POLLOUT)

    def pause_ms(self) -> float:
        """How long to listen before the limits are looked at again."""
        waits_to_close = self.live and self.stdin_ends and self.input is not None and not self.stdin
        return max(0.0, min(self.due_ms - self.wall_ms(), 2.0 if waits_to_close else LOOK_EVERY_MS))

    def unreached_ms(self, cpu_us: int, wall_ms: float) -> float:
        """For how long from now no limit can be reached (the container has `cpus` processors)."""
        cpu_left: float = (self.limits["cpu_ms"] - cpu_us / 1000) / self.limits["cpus"]
        wall_left: float = self.limits["wall_ms"] - wall_ms
        return max(2.0, min(cpu_left, wall_left if wall_left > 0 else 100.0, LOOK_EVERY_MS))

    def wall_ms(self) -> float:
        """Time since the start."""
        return (time.monotonic() - self.began) * 1000

    def over_limit(self) -> bool:
        """Whether the program must end now. Time for which the machine was too busy for it is not held against it."""
        wall_ms = self.wall_ms()
        if wall_ms < self.due_ms:
            return self.exceeded
        if wall_ms - self.looked > LOOK_EVERY_MS:
            self.looked = wall_ms
            self.waits.sample()
        cpu_us = self.meter.cpu_us()
        self.due_ms = wall_ms + self.unreached_ms(cpu_us, wall_ms)
        if cpu_us > self.limits["cpu_ms"] * 1000:
            self.timed_out = "cpu"
        elif wall_ms > self.limits["wall_ms"]:
            self.waits.sample()
            if wall_ms > min(self.limits["last_wall_ms"], self.limits["wall_ms"] + self.waits.total_ms()):
                self.timed_out = "wall"
        return self.timed_out is not None or self.exceeded

    def feed(self) -> None:
        """Write the next piece of input; close when all is written or nobody reads."""
        assert self.input is not None  # noqa: S101 - it is polled only while it is open
        try:
            self.stdin = self.stdin[os.write(self.input, self.stdin[:CHUNK]) :] if self.stdin else self.stdin
        except BlockingIOError:
            return
        except OSError:
            self.stdin, self.stdin_ends = self.stdin[:0], self.live or self.stdin_ends
        if not self.stdin and self.stdin_ends and not self.live:
            self.poll.unregister(self.input)
            self.close_input()
        elif not self.stdin:
            self.poll.register(self.input, 0)

    def close_when_taken_in(self) -> None:
        """In a conversation, the end of input comes when the program waits for more: what it says before is its own."""
        if not self.live or self.input is None or self.stdin or not self.stdin_ends:
            return
        left = fcntl.ioctl(self.input, termios.FIONREAD, bytes(4))
        if (left == bytes(4) and all_asleep(self.box.ours)) or time.monotonic() - self.last_heard > HEAR_WAIT_S:
            self.poll.unregister(self.input)
            self.close_input()
            self.heard_end = True

    def close_input(self) -> None:
        """No more input."""
        assert self.input is not None  # noqa: S101 - callers looked
        os.close(self.input)
        self.input = None

    def drain(self, descriptor: int) -> bool:
        """Read once. False when there is nothing more."""
        try:
            data = os.read(descriptor, CHUNK)
        except BlockingIOError:
            return False
        if not data:
            self.poll.unregister(descriptor)
            self.close_output(descriptor)
            return False
        name = self.pipes[descriptor]
        self.size[name] += len(data)
        limit = self.limits["output_bytes"]
        self.exceeded = sum(self.size.values()) > limit
        if self.live and name == "stdout":
            frames.send_output(data)
            return True
        room = (limit if name == "stdout" else min(limit, KEPT_STDERR)) - sum(map(len, self.kept[name]))
        self.kept[name].append(data[: max(0, room)])
        return True

    def close_output(self, descriptor: int) -> None:
        """No more output from there; the other side of a conversation is told, while it lives a little later."""
        if self.live and self.pipes[descriptor] == "stdout":
            self.silent_since = time.monotonic()
        del self.pipes[descriptor]
        os.close(descriptor)

    def header(self) -> dict[str, Any]:
        """What is told about the run; its bodies are in `bodies`."""
        assert self.end is not None  # noqa: S101 - `watch` comes first
        status = signal.SIGKILL if self.end.status is None else self.end.status
        signalled = os.WIFSIGNALED(status)
        kept = {name: b"".join(parts) for name, parts in self.kept.items()}
        self.bodies = [kept["stdout"], kept["stderr"]]
        return {
            "exit_code": None if signalled else os.WEXITSTATUS(status),
            "signal": os.WTERMSIG(status) if signalled else None,
            "cpu_us": self.used_us,
            "wall_us": int((self.end.at - self.began) * 1e6),
            "ended_us": int(self.end.at * 1e6),
            "starved_us": int(self.waits.total_ms() * 1000),
            "memory_bytes": self.end.max_rss_kib * 1024,
            "heard_end": self.heard_end,
            "oom": self.meter.oom(),
            "timed_out": self.timed_out,
            "output_exceeded": self.exceeded,
            "stdout_truncated": self.size["stdout"] > len(kept["stdout"]) and not self.live,
            "stderr_truncated": self.size["stderr"] > len(kept["stderr"]),
            "stdout": len(kept["stdout"]),
            "stderr": len(kept["stderr"]),
        }
