"""Looks at one engine from the outside to the inside, and stops where nothing further can be looked at.

Guarantees: never raises for what an engine does or does not do; `admit` refuses a known-bad engine before a program
runs in it. Changes nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from protocol.errors import EngineFault
from runner import images
from runner.boxes import gvisor
from runner.boxes.docker_door import DockerDoor
from runner.boxes.docker_engine import DockerEngine
from runner.doctor.findings import Diagnosis, Finding, good, of_fault, refuse, refused, unknown, warning
from runner.doctor.identity import Identity, identify
from runner.doctor.probes import probe_limits
from runner.doctor.told_limits import told_limits
from runner.doctor.weaknesses import known_bad, too_old
from runner.engine import COMMON_LAYER, MIB, Engine

Progress = Callable[[str], None]
_LITTLE_DISK_BYTES = 2048 * MIB


def diagnose(engine: DockerEngine, progress: Progress = lambda _: None) -> Diagnosis:
    """Everything there is to say about an engine; runs programs in it unless something forbids that."""
    door = engine.door
    progress("the engine")
    try:
        version, info = door.version(), door.info()
    except EngineFault as fault:
        return Diagnosis("none", door.address, (of_fault("engine", fault),))
    identity = identify(version, info, door.address, door.runtime)
    findings = [good("engine", f"{identity.words}."), *_outside(identity, info)]
    progress("images and disk")
    findings += _at(lambda: _images(door), "images")
    findings.append(_disk(identity, info))
    if all(finding.level != "refused" for finding in findings):
        findings += _inside(engine, identity, progress)
    return Diagnosis(identity.words, door.address, tuple(findings))


def admit(door: DockerDoor) -> None:
    """Refuse an engine that is known to be bad, before anything runs in it. Raises EngineFault."""
    info = door.info()
    identity = identify(door.version(), info, door.address, door.runtime)
    refuse(_outside(identity, info))


def open_engine(address: str | None = None, *, ahead: int = 0) -> DockerEngine:
    """An engine that was admitted, with the boxes of dead owners swept away. Raises EngineFault."""
    engine = DockerEngine(address, ahead=ahead)
    try:
        admit(engine.door)
        engine.sweep()
    except EngineFault:
        engine.close()
        raise
    return engine


def _outside(identity: Identity, info: Mapping[str, Any]) -> list[Finding]:
    """What the engine's own answers settle."""
    return [
        too_old(identity),
        *known_bad(identity),
        *told_limits(identity, info),
        *_runtime(identity, info),
    ]


def _runtime(identity: Identity, info: Mapping[str, Any]) -> list[Finding]:
    known = info.get("Runtimes") or {}
    if not known or identity.runtime in known:
        return []
    words = f"The runtime {identity.runtime} was chosen, but this engine knows only {', '.join(sorted(known))}."
    fix = (
        f"Install {identity.runtime} and name it under “runtimes” in /etc/docker/daemon.json, or unset RECRUTR_RUNTIME"
    )
    return [refused("runtime", words, fix)]


def _inside(engine: Engine, identity: Identity, progress: Progress) -> list[Finding]:
    findings: list[Finding] = []
    try:
        findings.extend(probe_limits(engine, identity.runtime == gvisor.RUNTIME, progress))
    except EngineFault as fault:
        findings.append(of_fault("program", fault))
    return findings


def _images(door: DockerDoor) -> list[Finding]:
    present = images.installed(door)
    current = [entry for entry in present if entry.current]
    if not current:
        words = "The image in which programs run is not on this machine."
        return [refused("images", words, f"recrutr images build {COMMON_LAYER}")]
    size = sum(entry.size_bytes for entry in current) // 10**6
    names = ", ".join(entry.tag for entry in current)
    return [good("images", f"{names} ({size} MB); {len(present) - len(current)} older or lower layers.")]


def _at(look: Callable[[], list[Finding]], topic: str) -> list[Finding]:
    try:
        return look()
    except EngineFault as fault:
        return [of_fault(topic, fault)]


def _disk(identity: Identity, info: Mapping[str, Any]) -> Finding:
    folder = Path(str(info.get("DockerRootDir") or ""))
    try:
        here = identity.address.startswith("unix://") and identity.kind != "docker-desktop" and folder.is_absolute()
        free = shutil.disk_usage(folder).free if here else None
    except OSError:
        free = None
    if free is None:
        return unknown("disk", "The engine's disk cannot be seen from here.")
    if free < _LITTLE_DISK_BYTES:
        words = f"Only {free // MIB} MiB are free where the engine keeps its images."
        return warning("disk", words, f"Make room on the disk of {folder}")
    return good("disk", f"{free / 1024 / MIB:.1f} GiB are free where the engine keeps its images.")
