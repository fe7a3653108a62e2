"""Can programs be run on this machine? The doctor's answer as one line for the desktop's check page.

Guarantees: green only after a program really ran and every limit really bit. Must not change anything.
"""

from __future__ import annotations

from protocol.saying import to_say, together, within
from protocol.wire import CheckResult
from runner.boxes.docker_engine import DockerEngine
from runner.doctor.diagnosis import diagnose
from runner.doctor.findings import Diagnosis

NAME = "runner"


def probe(engine: DockerEngine | None = None, address: str | None = None) -> CheckResult:
    """Examine the engine. Never raises: a fault is the answer."""
    used = engine if engine is not None else DockerEngine(address)
    try:
        return line_of(diagnose(used))
    finally:
        if engine is None:
            used.close()


def line_of(diagnosis: Diagnosis) -> CheckResult:
    """A diagnosis in one line: what forbids to run programs, or that they run."""
    refusal = diagnosis.refusal
    if refusal is not None:
        return CheckResult(
            name=NAME, colour="red", cause=within(refusal.words, 500), fix=within(refusal.fix, 500) or None
        )
    ran = next((finding.words for finding in diagnosis.findings if finding.topic == "program"), "")
    return CheckResult(name=NAME, colour="green", cause=together(ran, to_say("Every limit was tried and holds.")))
