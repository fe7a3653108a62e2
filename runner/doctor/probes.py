"""Programs that try to break each limit, in real boxes, and what their endings prove.

Guarantees: a limit is good only after a program really ran into it; a probe that does not run raises EngineFault. Needs
nothing but the port of the sandbox. Must not trust what a program says about a limit where the outcome tells it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

from protocol.errors import EngineFault
from protocol.saying import to_say
from protocol.verdicts import LanguageId
from runner.doctor.findings import Finding, Level, good, refused, warning
from runner.engine import KIB, MIB, Engine, Job, Limits, Outcome, SourceFile
from runner.languages import languages
from runner.telling.shown import safe_text

_LIMITS = Limits(cpu_ms=5_000, wall_ms=30_000, memory_bytes=96 * MIB)
_LOOSE = "Use an engine that keeps its limits (on Linux, Docker as a system service)"
_REBUILD = "Build the image again: recrutr images build"
_DEFAULTS = "Update the engine, and take changes out of its configuration that loosen containers"
_CPU_SLACK_MS = 1_000
"""How far past its processor time a program may get: the time between two looks, and a busy machine."""

_MEMORY_SLACK_BYTES = 128 * MIB
"""What the container has beside the program: agent, kernel memory, output that is held. The probe wants 512 MiB."""
_PROCESS_SLACK = 3
"""Places of the agent, of which the program may find some free."""


@dataclass(frozen=True)
class Probe:
    """One attack on one limit."""

    topic: str
    source: str
    limits: Limits
    judge: Callable[[Outcome, Limits], Finding]


def probe_limits(engine: Engine, gvisor: bool, progress: Callable[[str], None]) -> Iterator[Finding]:
    """Run every probe. Raises EngineFault when the sandbox itself fails."""
    progress("a first program")
    inside = resources.files(__package__ or "").joinpath("probe_inside.py").read_text("utf-8")
    outcome = _run(engine, inside, _LIMITS)
    facts = _facts(outcome)
    if facts is None:
        said = safe_text(outcome.stderr[-200:]).strip() or "it said nothing"
        yield refused("program", f"A test program was started, but did not give the right answer: {said}.", _REBUILD)
        return
    yield good("program", to_say("A test program ran in {ms} ms.", ms=outcome.wall_ms))
    yield from judge_facts(facts, gvisor=gvisor)
    for probe in PROBES:
        progress(probe.topic)
        yield (
            _in_gvisor(engine, probe) if gvisor else probe.judge(_run(engine, probe.source, probe.limits), probe.limits)
        )


def judge_facts(facts: dict[str, Any], *, gvisor: bool) -> list[Finding]:
    """What a program saw of its box."""
    return [
        _network(facts),
        _root(facts),
        _capabilities(facts),
        _privileges(facts, gvisor=gvisor),
        _system_calls(facts, gvisor=gvisor),
        _user(facts),
    ]


def _run(engine: Engine, source: str, limits: Limits) -> Outcome:
    language = languages()[LanguageId.PYTHON]
    main = LanguageId.PYTHON.file_name
    argv = language.run_command(main, limits.memory_bytes)
    return engine.run(Job(argv, (SourceFile(main, source.encode()),), limits=limits, layer=language.layer))


def _facts(outcome: Outcome) -> dict[str, Any] | None:
    try:
        facts = json.loads(outcome.stdout)
    except ValueError:
        return None
    return facts if outcome.succeeded and isinstance(facts, dict) else None


def _network(facts: dict[str, Any]) -> Finding:
    others = [name for name in facts["interfaces"] if name != "lo"]
    if others or facts["reaches_network"]:
        return refused("network", f"A program has a network: {', '.join(others) or 'it can send'}.", _DEFAULTS)
    return good("network", "There is none in a box.")


def _root(facts: dict[str, Any]) -> Finding:
    if facts["engine_socket"]:
        return refused("root", "A program can reach the engine itself.", _DEFAULTS)
    if facts["writable"] or facts["group_writable"]:
        places = ", ".join(facts["writable"]) or "its control group"
        return refused("root", f"A program can write to {places}.", _DEFAULTS)
    return good("root", "Everything but the two folders of the run is read-only.")


def _capabilities(facts: dict[str, Any]) -> Finding:
    held = [name for name, value in facts["capabilities"].items() if value.strip("0")]
    if held:
        return refused("capabilities", f"A program holds capabilities ({', '.join(held)}).", _DEFAULTS)
    return good("capabilities", "A program has none, and can get none.")


def _privileges(facts: dict[str, Any], *, gvisor: bool) -> Finding:
    if facts["no_new_privileges"] == "1":
        return good("privileges", "A program cannot gain any.")
    if gvisor and not facts["no_new_privileges"]:
        return good("privileges", "gVisor does not tell; there are no capabilities to gain and no setuid program.")
    return refused("privileges", "A program could gain privileges (no_new_privs is not set).", _DEFAULTS)


def _system_calls(facts: dict[str, Any], *, gvisor: bool) -> Finding:
    if gvisor:
        return good("seccomp", f"gVisor's own kernel ({facts['kernel']}) stands before the machine's.")
    if facts["seccomp"] != "2":
        return refused("seccomp", "System calls of programs are not filtered (Seccomp is not 2).", _DEFAULTS)
    if facts["open_calls"]:
        return refused("seccomp", f"The filter lets through: {', '.join(facts['open_calls'])}.", _DEFAULTS)
    return good("seccomp", "The filter is active, and what it must stop is stopped.")


def _user(facts: dict[str, Any]) -> Finding:
    if 0 in {facts["user"], facts["effective_user"]}:
        return refused("user", "Programs run as root in their box.", _DEFAULTS)
    return good("user", f"Programs run as user {facts['user']} without a name.")


def _metering(outcome: Outcome, limits: Limits) -> Finding:
    if outcome.timed_out == "cpu" and outcome.cpu_ms <= limits.cpu_ms + _CPU_SLACK_MS:
        return good("metering", f"Processor time of children that live on is counted ({outcome.cpu_ms} ms).")
    words = "Processor time of children that live on cannot be measured exactly here; near a limit, results may vary."
    return warning("metering", words, _LOOSE)


def _memory(outcome: Outcome, limits: Limits) -> Finding:
    if b"had it" in outcome.stdout or outcome.memory_bytes > limits.memory_bytes + _MEMORY_SLACK_BYTES:
        return refused("memory", "A program could use more memory than allowed.", _LOOSE)
    if not outcome.oom:
        return warning("memory", "A program ran out of memory, but the engine does not say so.", _LOOSE)
    return good("memory", f"A program was ended at its {limits.memory_bytes // MIB} MiB.")


def _processes(outcome: Outcome, limits: Limits) -> Finding:
    made = int(outcome.stdout.strip() or b"0") if outcome.stdout.strip().isdigit() else None
    if made is None:
        return warning("processes", "The probe for the number of processes was ended before it could tell.", _LOOSE)
    if made > limits.processes + _PROCESS_SLACK:
        return refused("processes", f"A program could start {made} processes, {limits.processes} are allowed.", _LOOSE)
    return good("processes", f"A program was stopped at {made} processes; its limit is {limits.processes}.")


def _in_gvisor(engine: Engine, probe: Probe) -> Finding:
    """There the number of processes is shared with the box's own kernel: bounded, but not exact, and that may die."""
    try:
        finding = probe.judge(_run(engine, probe.source, probe.limits), probe.limits)
    except EngineFault as fault:
        if fault.code != "engine.box_lost":
            raise
        words = (
            "The limit ended the whole box with gVisor's kernel in it; such a run counts as a failure of the sandbox."
        )
        return warning(probe.topic, words, "Nothing needs to be done; a person looks at such submissions")
    if probe.topic != "processes" or finding.level is not Level.REFUSED or str(_MOST_FORKS) in finding.words:
        return finding
    return warning(
        "processes", f"{finding.words} gVisor bounds them together with its own.", "Nothing needs to be done"
    )


def _processor(outcome: Outcome, limits: Limits) -> Finding:
    if outcome.timed_out != "cpu":
        return refused("processor time", "A program that never ends was not ended by its processor time.", _LOOSE)
    if outcome.cpu_ms > limits.cpu_ms + _CPU_SLACK_MS:
        words = f"A program was ended after {outcome.cpu_ms} ms of processor time instead of {limits.cpu_ms} ms."
        return warning("processor time", words, _LOOSE)
    return good("processor time", f"A program was ended after {outcome.cpu_ms} ms of {limits.cpu_ms} ms.")


def _waiting(outcome: Outcome, limits: Limits) -> Finding:
    if outcome.timed_out != "wall":
        return refused("waiting", "A program that only waits was not ended.", _REBUILD)
    return good("waiting", f"A program that only waits was ended after {outcome.wall_ms} ms of {limits.wall_ms} ms.")


def _output(outcome: Outcome, limits: Limits) -> Finding:
    if not outcome.output_exceeded or len(outcome.stdout) > limits.output_bytes:
        return refused("output", "A program could write more than allowed.", _REBUILD)
    return good("output", f"A program was ended at its {limits.output_bytes // KIB} KiB of output.")


def _files(outcome: Outcome, limits: Limits) -> Finding:
    try:
        largest, total, count = (int(word) for word in outcome.stdout.split())
    except ValueError:
        if outcome.oom:
            return good("files", "Files count as memory; a program that fills them was ended.")
        return warning("files", "The probe for files was ended before it could tell.", _LOOSE)
    if largest > limits.file_bytes or total > 2 * limits.file_bytes + 4 * MIB:
        words = f"A program could write {largest // MIB} MiB into one file and {total // MIB} MiB in all."
        return refused("files", words, _LOOSE)
    if count > _MANY_FILES:
        words = f"Sizes hold ({total // MIB} MiB in all), but the number of files is bounded by memory only."
        return warning("files", words, "Nothing needs to be done; Docker bounds the number as well")
    return good("files", f"One file ended at {largest // MIB} MiB, all of them at {total // MIB} MiB, {count} files.")


_MANY_FILES = 5_000
_MOST_FORKS = 300
_MEMORY_HOG = "block = bytearray(512 << 20)\nfor at in range(0, len(block), 4096): block[at] = 1\nprint('had it')\n"
_FORKS = """
import os, signal, time
children = []
try:
    while len(children) < 299:
        child = os.fork()
        if child == 0:
            time.sleep(60)
            os._exit(0)
        children.append(child)
except OSError:
    pass
for child in children:
    os.kill(child, signal.SIGKILL)
print(len(children) + 1)
"""
_CHILD_BURNS = """
import os, time
if os.fork() == 0:
    if os.fork() == 0:
        while True: pass
    os._exit(0)
time.sleep(60)
"""
_FILL = """
import os, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
def fill(name, most):
    done, block = 0, bytes(65536)
    try:
        with open(name, 'wb', buffering=0) as file:
            while done < most:
                done += file.write(block)
    except OSError:
        pass
    return done
largest = fill('/tmp/0', 64 << 20)
total = largest + sum(fill(f'/tmp/{number}', 4 << 20) for number in range(1, 4))
count = 0
for number in range(4): os.unlink(f'/tmp/{number}')
try:
    while count < 6000:
        os.close(os.open(f'/tmp/f{count}', os.O_CREAT | os.O_WRONLY))
        count += 1
except OSError:
    pass
print(largest, total, count)
"""
PROBES = (
    Probe("memory", _MEMORY_HOG, replace(_LIMITS, memory_bytes=64 * MIB), _memory),
    Probe("processes", _FORKS, replace(_LIMITS, processes=16), _processes),
    Probe("processor time", "while True: pass\n", replace(_LIMITS, cpu_ms=300), _processor),
    Probe("metering", _CHILD_BURNS, replace(_LIMITS, cpu_ms=300, wall_ms=8_000), _metering),
    Probe("waiting", "import time\ntime.sleep(60)\n", replace(_LIMITS, wall_ms=500), _waiting),
    Probe("output", "while True: print('x' * 1000)\n", replace(_LIMITS, output_bytes=64 * KIB), _output),
    Probe("files", _FILL, replace(_LIMITS, file_bytes=8 * MIB), _files),
)
