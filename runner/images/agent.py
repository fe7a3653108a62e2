"""The agent: process 1 of a box. It takes one job from its standard input, runs it and answers on its standard output.

Theory of operation. The supervisor outside speaks with this process only, through the attached stream. The program
runs as the same user, so three things keep it from the stream: process 1 of a namespace cannot be killed, stopped or
traced from inside; this process is not dumpable, so its memory and its /proc/1/fd belong to nobody; and the program
gets pipes, never this process's own descriptors. The answer is also sealed by a key that came with the job.
Everything the program started is killed before its files are read. Must use the standard library only.
"""
# ruff: noqa: PTH102, PTH103, PTH118, PTH120, PTH123, PTH208, S108, S606, INP001 - a script inside the box; exec is its purpose

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import hmac
import json
import os
import resource
import select
import signal
import stat
import sys
import time
from typing import Any, NoReturn

MAGIC = b"RCT1"
WORK = "/box/work"
CHUNK = 65536
KEPT_STDERR = 65536
PR_SET_DUMPABLE = 4
ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": WORK,
    "TMPDIR": "/tmp",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
}


def read_exactly(count: int) -> bytes:
    """`count` bytes from standard input; ends the box when the supervisor is gone."""
    parts = []
    while count:
        data = os.read(0, min(count, 1 << 20))
        if not data:
            sys.exit(0)
        parts.append(data)
        count -= len(data)
    return b"".join(parts)


def read_job() -> tuple[dict[str, Any], bytes]:
    """The header, the files and the program's input."""
    if read_exactly(4) != MAGIC:
        sys.exit("the job does not start with the magic")
    header = json.loads(read_exactly(int.from_bytes(read_exactly(4), "big")))
    for name, size, executable in header["files"]:
        write_file(os.path.join(WORK, name), read_exactly(size), 0o700 if executable else 0o600)
    return header, read_exactly(header["stdin"])


def write_file(path: str, data: bytes, mode: int) -> None:
    """Create a file that was not there, and the folders above it."""
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode), "wb") as file:
        file.write(data)


def send(header: dict[str, Any], nonce: bytes, bodies: list[bytes]) -> None:
    """The sealed answer: magic, HMAC-SHA256 over all that follows, header, bodies."""
    text = json.dumps(header).encode()
    payload = b"".join([len(text).to_bytes(4, "big"), text, *bodies])
    answer = memoryview(MAGIC + hmac.new(nonce, payload, hashlib.sha256).digest() + payload)
    while answer:
        answer = answer[os.write(1, answer) :]


class Meter:
    """CPU time and out-of-memory kills of the box, from its control group (v1 or v2), without the agent's own."""

    def __init__(self) -> None:
        self.v1_cpu = "/sys/fs/cgroup/cpuacct/cpuacct.usage"
        self.v2_cpu = "/sys/fs/cgroup/cpu.stat"
        self.base_cpu = self.group_cpu_us() - self.own_cpu_us()
        self.base_oom = self.oom_kills()

    @staticmethod
    def read(path: str) -> str:
        """A file of the control group; empty when this kernel has it not."""
        try:
            with open(path) as file:
                return file.read()
        except OSError:
            return ""

    def group_cpu_us(self) -> int:
        """What everything in the box has used since it began."""
        text = self.read(self.v1_cpu)
        if text:
            return int(text) // 1000
        for line in self.read(self.v2_cpu).splitlines():
            if line.startswith("usage_usec "):
                return int(line.split()[1])
        return 0

    @staticmethod
    def own_cpu_us() -> int:
        """What this agent has used."""
        usage = resource.getrusage(resource.RUSAGE_SELF)
        return int((usage.ru_utime + usage.ru_stime) * 1e6)

    def cpu_us(self) -> int:
        """What the program and its children used. The group's figure also counts children nobody waited for."""
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        waited = int((usage.ru_utime + usage.ru_stime) * 1e6)
        return max(waited, self.group_cpu_us() - self.own_cpu_us() - self.base_cpu)

    def oom_kills(self) -> int:
        """How often the kernel killed for memory in this box."""
        for path in ("/sys/fs/cgroup/memory/memory.oom_control", "/sys/fs/cgroup/memory.events"):
            for line in self.read(path).splitlines():
                if line.startswith("oom_kill "):
                    return int(line.split()[1])
        return 0

    def oom(self) -> bool:
        """Whether it did so since the program began."""
        return self.oom_kills() > self.base_oom


class Run:
    """One program under watch."""

    def __init__(self, header: dict[str, Any], stdin: bytes) -> None:
        self.argv, self.limits, self.stdin = header["argv"], header["limits"], memoryview(stdin)
        self.kept: dict[str, list[bytes]] = {"stdout": [], "stderr": []}
        self.size = {"stdout": 0, "stderr": 0}
        self.status: int | None = None
        self.timed_out: str | None = None
        self.exceeded, self.max_rss_kib, self.ended = False, 0, 0.0

    def start(self) -> None:
        """Fork the program with pipes of its own."""
        self.meter = Meter()
        self.began = time.monotonic()
        in_read, in_write = os.pipe()
        out_read, out_write = os.pipe()
        err_read, err_write = os.pipe()
        self.main = os.fork()
        if self.main == 0:
            become(self.argv, self.limits, (in_read, out_write, err_write))
        for descriptor in (in_read, out_write, err_write):
            os.close(descriptor)
        for descriptor in (in_write, out_read, err_read):
            os.set_blocking(descriptor, False)
        self.pipes = {out_read: "stdout", err_read: "stderr"}
        self.input = in_write

    def watch(self, wake: int) -> None:
        """Until the program has ended by itself or by a limit; then nothing of it is left alive."""
        poll = select.poll()
        for descriptor in (*self.pipes, wake):
            poll.register(descriptor, select.POLLIN)
        poll.register(self.input, select.POLLOUT)
        while self.status is None and not self.over_limit():
            for descriptor, _ in poll.poll(self.pause_ms()):
                if descriptor == self.input:
                    self.feed(poll)
                elif descriptor == wake:
                    os.read(wake, CHUNK)
                else:
                    self.drain(descriptor, poll)
            self.reap()
        self.ended = self.ended or time.monotonic()
        self.kill_all()
        for descriptor in list(self.pipes):
            while descriptor in self.pipes and not self.exceeded and self.drain(descriptor, None):
                pass
        if self.meter.cpu_us() > self.limits["cpu_ms"] * 1000:
            self.timed_out = self.timed_out or "cpu"

    def pause_ms(self) -> float:
        """As long as no limit can be reached meanwhile (the box has `cpus` processors)."""
        cpu_left: float = (self.limits["cpu_ms"] - self.meter.cpu_us() / 1000) / self.limits["cpus"]
        wall_left: float = self.limits["wall_ms"] - self.wall_ms()
        return max(2.0, min(cpu_left, wall_left if wall_left > 0 else 100.0))

    def wall_ms(self) -> float:
        """Time since the start."""
        return (time.monotonic() - self.began) * 1000

    def over_limit(self) -> bool:
        """Whether the program must end now. Time for which the machine was too busy for it is not held against it."""
        wall_ms = self.wall_ms()
        if self.meter.cpu_us() > self.limits["cpu_ms"] * 1000:
            self.timed_out = "cpu"
        elif wall_ms > self.limits["wall_ms"] and (
            wall_ms > self.limits["last_wall_ms"] or wall_ms > self.limits["wall_ms"] + starved_ms()
        ):
            self.timed_out = "wall"
        return self.timed_out is not None or self.exceeded

    def feed(self, poll: select.poll) -> None:
        """Write the next piece of input; close when all is written or nobody reads."""
        try:
            self.stdin = self.stdin[os.write(self.input, self.stdin[:CHUNK]) :] if self.stdin else self.stdin
        except BlockingIOError:
            return
        except OSError:
            self.stdin = self.stdin[:0]
        if not self.stdin:
            poll.unregister(self.input)
            os.close(self.input)

    def drain(self, descriptor: int, poll: select.poll | None) -> bool:
        """Read once. False when there is nothing more now."""
        try:
            data = os.read(descriptor, CHUNK)
        except BlockingIOError:
            return False
        if not data:
            del self.pipes[descriptor]
            if poll:
                poll.unregister(descriptor)
            os.close(descriptor)
            return False
        name = self.pipes[descriptor]
        self.size[name] += len(data)
        limit = self.limits["output_bytes"]
        room = (limit if name == "stdout" else min(limit, KEPT_STDERR)) - sum(map(len, self.kept[name]))
        self.kept[name].append(data[: max(0, room)])
        self.exceeded = sum(self.size.values()) > limit
        return True

    def reap(self, *, block: bool = False) -> bool:
        """Collect every ended process. False when there is none at all any more."""
        while True:
            try:
                pid, status, usage = os.wait4(-1, 0 if block else os.WNOHANG)
            except ChildProcessError:
                return False
            if pid == 0:
                return True
            self.max_rss_kib = max(self.max_rss_kib, usage.ru_maxrss)
            if pid == self.main:
                self.status, self.ended = status, time.monotonic()

    def kill_all(self) -> None:
        """Kill every other process of this namespace; one call is enough, the kernel lets no fork slip through."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)
        self.reap(block=True)

    def header(self) -> dict[str, Any]:
        """What is told about the run; its bodies are in `bodies`."""
        status = self.status or 0
        signalled = os.WIFSIGNALED(status)
        kept = {name: b"".join(parts) for name, parts in self.kept.items()}
        self.bodies = [kept["stdout"], kept["stderr"]]
        return {
            "exit_code": None if signalled else os.WEXITSTATUS(status),
            "signal": os.WTERMSIG(status) if signalled else None,
            "cpu_us": self.meter.cpu_us(),
            "wall_us": int((self.ended - self.began) * 1e6),
            "memory_bytes": self.max_rss_kib * 1024,
            "oom": self.meter.oom(),
            "timed_out": self.timed_out,
            "output_exceeded": self.exceeded,
            "stdout_truncated": self.size["stdout"] > len(kept["stdout"]),
            "stderr_truncated": self.size["stderr"] > len(kept["stderr"]),
            "stdout": len(kept["stdout"]),
            "stderr": len(kept["stderr"]),
        }


def starved_ms() -> float:
    """The longest that any live thread of the program stood ready to run without getting a processor."""
    longest_ns = 0
    for process in filter(str.isdigit, os.listdir("/proc")):
        if process == "1":
            continue
        with contextlib.suppress(OSError, ValueError, IndexError):
            for thread in os.listdir(f"/proc/{process}/task"):
                waited = Meter.read(f"/proc/{process}/task/{thread}/schedstat").split()
                longest_ns = max(longest_ns, int(waited[1]))
    return longest_ns / 1e6


def become(argv: list[str], limits: dict[str, int], pipes: tuple[int, int, int]) -> NoReturn:
    """In the child: turn into the program. Never returns."""
    try:
        for target, descriptor in enumerate(pipes):
            os.dup2(descriptor, target)
        os.closerange(3, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
        os.setsid()
        for number in (signal.SIGCHLD, signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        seconds = limits["cpu_ms"] // 1000 + 2
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits["file_bytes"], limits["file_bytes"]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_STACK, (limits["memory_bytes"], limits["memory_bytes"]))
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
        os.chdir(WORK)
        os.execvpe(argv[0], argv, ENVIRONMENT)
    except OSError as error:
        os.write(2, f"{argv[0]}: {error.strerror}\n".encode())
    finally:
        os._exit(127)


def read_artifact(name: str, limit: int) -> bytes | None:
    """A regular file under the work folder, no link followed anywhere on the way; None when it is anything else.

    The work folder itself is the program's: it may be gone, be a link by now, or let nobody in.
    """
    folder = -1
    try:
        folder = os.open(WORK, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        *folders, last = name.split("/")
        for part in folders:
            deeper = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
            os.close(folder)
            folder = deeper
        descriptor = os.open(last, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
        with open(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return None
            data = file.read(limit + 1)
            return data if len(data) <= limit else None
    except OSError:
        return None
    finally:
        if folder >= 0:
            os.close(folder)


def main() -> None:
    """One job, then the end of the box."""
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    os.mkdir(WORK, 0o700)
    wake, poke = os.pipe()
    for descriptor in (wake, poke):
        os.set_blocking(descriptor, False)
    # Process 1 gets only signals it has a handler for: none but this one, or the program could end it with SIGINT.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(poke, warn_on_full_buffer=False)
    header, stdin = read_job()
    run = Run(header, stdin)
    run.start()
    run.watch(wake)
    answer = run.header()
    found = {name: read_artifact(name, header["limits"]["file_bytes"]) for name in header["artifacts"]}
    answer["artifacts"] = [[name, len(data)] for name, data in found.items() if data is not None]
    artifacts = [data for data in found.values() if data is not None]
    send(answer, bytes.fromhex(header["nonce"]), run.bodies + artifacts)


main()
