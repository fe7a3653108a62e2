"""How many candidates one machine serves: journals and recordings of 100, 1,000 and (simulated) 10,000 who all work.

Two forms in turn: one process on SQLite, and two API processes with two workers on PostgreSQL with its syncs. All
candidates type and are recorded all the time (`_candidates.py`), which is more than an interview has. *10,000* are the
same 1,000 at ten times the pace: the traffic of so many, not their rows. The candidates share the machine's processors
with the server, so both sides' processor time is told apart, and so is how busy the machine was in all.

Of each station: what the server answered, how long a call took, how old the oldest unsent key was when it was
acknowledged (what a candidate could lose with their machine), who was sent away (503, to come back later; nothing is
lost by it) and errors. Progress goes to standard error.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tests.bench._candidates import Candidate, Heard, declare, work
from tests.ledger import percentile
from tests.postgresql import Cluster
from tests.storage.crowd import started
from tests.storage.server_process import ServerProcess

NAME = "load"
CANDIDATES = int(os.environ.get("RECRUTR_LOAD_CANDIDATES", "1000"))
"""Fewer make a quick look."""
WARM_S, LASTS_S = 20.0, 30.0
"""A busy server's pace, up to 15 s, has to have come to each before it says anything."""
FASTER = 10
Figure = dict[str, Any]


@dataclass(frozen=True)
class Form:
    """A running server. `parts`: its processes by what they do."""

    name: str
    servers: Sequence[ServerProcess]
    parts: Mapping[str, Sequence[int]]


def run() -> list[Figure]:
    """Measure; takes some ten minutes."""
    figures: list[Figure] = []
    for form in (_small, _large):
        folder = Path(tempfile.mkdtemp(prefix="recrutr-load-"))
        try:
            with form(folder) as running:
                figures += _stations(running)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return figures


def _stations(form: Form) -> list[Figure]:
    candidates = _candidates(form)
    few = candidates[: max(1, len(candidates) // 10)]
    figures: list[Figure] = []
    for crowd, speed in ((few, 1), (candidates, 1), (candidates, FASTER)):
        count = len(crowd) * speed
        words = f"{form.name}, {count:,} candidates"
        _say(f"{words}: {WARM_S:g} s to warm up, {LASTS_S:g} s measured")
        figures += _measured(form, words, crowd, float(speed))
    return figures


def _candidates(form: Form) -> list[Candidate]:
    def told(number: int) -> None:
        if number % 100 == 0:
            _say(f"{form.name}: {number:,} of {CANDIDATES:,} have begun")

    addresses = [server.address for server in form.servers]
    with form.servers[0].services() as services:
        candidates = [Candidate(device) for device in started(services, addresses, CANDIDATES, told)]
    asyncio.run(declare(candidates))
    return candidates


def _measured(form: Form, words: str, crowd: Sequence[Candidate], speed: float) -> list[Figure]:
    before: dict[str, float] = {}

    def note() -> None:
        before.update(_used_s(form) | {"candidates": time.process_time(), "all": _busy_s(), "at": time.monotonic()})

    async def both() -> Heard:
        asyncio.get_running_loop().call_later(WARM_S, note)
        return await work(crowd, WARM_S, LASTS_S, speed)

    heard = asyncio.run(both())
    now = _used_s(form) | {"candidates": time.process_time(), "all": _busy_s(), "at": time.monotonic()}
    used = {part: now[part] - before[part] for part in now}
    return _figures(words, heard, used)


def _figures(words: str, heard: Heard, used_s: dict[str, float]) -> list[Figure]:
    lasted_s = used_s.pop("at")
    busy = used_s.pop("all") / lasted_s
    server_s = sum(seconds for part, seconds in used_s.items() if part != "candidates")
    found = [("calls answered", heard.answered / lasted_s, "1/s"), ("entries kept", heard.entries / lasted_s, "1/s")]
    for name, times in (("journal call", heard.journal_s), ("segment call", heard.segment_s)):
        if times:
            found += [(f"{name}, p{part}", 1000 * percentile(times, part), "ms") for part in (50, 95)]
    if heard.age_s:
        found += [(f"age of the oldest key, p{part}", percentile(heard.age_s, part), "s") for part in (50, 95)]
    found += [(f"sent away, {kind}", heard.sent_away[kind] / lasted_s, "1/s") for kind in ("journal", "segment")]
    found.append(("errors", float(heard.errors.total()), ""))
    if heard.answered:
        found.append(("the server's processor time for a call", 1000 * server_s / heard.answered, "ms"))
    found += [(f"processors used, {part}", seconds / lasted_s, "") for part, seconds in used_s.items()]
    found += [("processors used, by all on the machine", busy, ""), ("load average", os.getloadavg()[0], "")]
    _say(f"{words}: " + ", ".join(f"{name} {value:.3g} {unit}".strip() for name, value, unit in found))
    if heard.errors:
        _say(f"{words}: errors by status, 999 for the line: {dict(heard.errors)}")
    return [
        {"name": f"{words}: {name}", "value": round(value, 3), "unit": unit, "ratio": None, "peer": None}
        for name, value, unit in found
    ]


@contextmanager
def _small(folder: Path) -> Iterator[Form]:
    with ServerProcess(folder / "data", ["--judge-ready", "0"], worker=True) as server:
        yield Form("SQLite, 1 process", [server], {"API and worker": [server.pid]})


@contextmanager
def _large(folder: Path) -> Iterator[Form]:
    with ExitStack() as stack:
        cluster = stack.enter_context(Cluster.started(durable=True))
        variables = stack.enter_context(cluster.databases()).variables(folder / "data")
        apis = [stack.enter_context(ServerProcess(folder / "data", (), variables)) for _ in range(2)]
        workers = [stack.enter_context(_worker(folder / "data", variables)) for _ in range(2)]
        database = int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0])
        parts = {"API": [api.pid for api in apis], "workers": workers, "PostgreSQL": [database]}
        yield Form("PostgreSQL, 2 API, 2 workers", apis, parts)


@contextmanager
def _worker(data: Path, variables: dict[str, str]) -> Iterator[int]:
    words = "import sys; from backend import command; sys.exit(command.worker(sys.argv[1:]))"
    argv = [sys.executable, "-c", words, "--data", str(data), "--judge-ready", "0"]
    with subprocess.Popen(argv, env={**os.environ, **variables}) as process:
        try:
            yield process.pid
        finally:
            process.terminate()


def _used_s(form: Form) -> dict[str, float]:
    """Processor time of each part so far, with that of its children."""
    return {part: sum(_of_process_s(pid) for pid in pids) for part, pids in form.parts.items()}


def _of_process_s(pid: int) -> float:
    process = psutil.Process(pid)
    times = process.cpu_times()
    total = times.user + times.system + times.children_user + times.children_system
    for child in process.children(recursive=True):
        try:
            its = child.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += its.user + its.system + its.children_user + its.children_system
    return float(total)


def _busy_s() -> float:
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - times.iowait - times.guest - times.guest_nice)


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
