"""What the engine itself says it can limit: read from its `info` answer, before any program runs.

Guarantees: refuses only what would leave programs without a limit (rootless without delegated controllers, no control
groups, no seccomp, containers of another system); everything else is proved by the probes. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from runner.boxes import gvisor
from runner.doctor.findings import Finding, good, refused, warning
from runner.doctor.identity import Identity

TOPIC = "control groups"
_DELEGATE = (
    "Let your user account keep limits: put [Service] and Delegate=cpu cpuset io memory pids, on two lines, into "
    "/etc/systemd/system/user@.service.d/delegate.conf, then sudo systemctl daemon-reload, and log in again"
)
_UNIFIED = "Start the machine with systemd.unified_cgroup_hierarchy=1, or use the engine as a system service"
_SERVICE = "Use an engine with working control groups (on Linux, Docker as a system service)"
_NEEDED = {"MemoryLimit": "memory", "PidsLimit": "the number of processes"}
_HELPFUL = {"SwapLimit": "swap", "CpuCfsQuota": "the share of processors"}


def told_limits(identity: Identity, info: Mapping[str, Any]) -> list[Finding]:
    """What may be concluded from the engine's own words."""
    return [_system(identity), _control_groups(identity, info), _seccomp(identity, info)]


def _system(identity: Identity) -> Finding:
    if identity.operating_system != "linux":
        return refused(
            "system",
            f"The engine runs {identity.operating_system or 'unknown'} containers; programs need Linux ones.",
            "In the menu of Docker Desktop choose “Switch to Linux containers”",
        )
    if identity.architecture not in {"amd64", "x86_64", "arm64", "aarch64"}:
        return refused(
            "system",
            f"Programs cannot be run safely on this kind of processor ({identity.architecture}).",
            "Use a machine with an amd64 or arm64 processor",
        )
    return good("system", f"Linux containers on {identity.architecture}.")


def _control_groups(identity: Identity, info: Mapping[str, Any]) -> Finding:
    missing = [words for key, words in _NEEDED.items() if info.get(key) is False]
    driverless = str(info.get("CgroupDriver", "")) == "none"
    if identity.rootless and identity.cgroup_version == "1":
        return refused(TOPIC, "A rootless engine cannot keep limits with control groups of version 1.", _UNIFIED)
    if identity.rootless and (driverless or missing):
        lost = " and ".join(missing or _NEEDED.values())
        return refused(TOPIC, f"The rootless engine has no right to limit {lost}.", _DELEGATE)
    if driverless or missing:
        lost = " and ".join(missing or _NEEDED.values())
        return refused(TOPIC, f"The engine cannot limit {lost}.", _SERVICE)
    weaker = [words for key, words in _HELPFUL.items() if info.get(key) is False]
    if weaker:
        return warning(
            TOPIC, f"The engine says that it does not limit {' and '.join(weaker)}; the probes below decide."
        )
    return good(TOPIC, f"Version {identity.cgroup_version}, every controller that is needed.")


def _seccomp(identity: Identity, info: Mapping[str, Any]) -> Finding:
    options = [str(option) for option in info.get("SecurityOptions") or ()]
    if identity.runtime != gvisor.RUNTIME and not any("name=seccomp" in option for option in options):
        return refused(
            "system calls",
            "The engine cannot filter system calls (no seccomp).",
            "Use an engine and a kernel with seccomp, as every current distribution has",
        )
    return good("system calls", "The engine can filter system calls.")
