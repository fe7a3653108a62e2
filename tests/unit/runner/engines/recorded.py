"""`version` and `info` answers of engines: Debian's Docker and Podman as recorded, the others after their manuals."""

from __future__ import annotations

from typing import Any

DEBIAN_DOCKER_VERSION: dict[str, Any] = {
    "Platform": {"Name": ""},
    "Components": [
        {"Name": "Engine", "Version": "20.10.24+dfsg1", "Details": {"GitCommit": "5d6db84", "Arch": "amd64"}},
        {"Name": "containerd", "Version": "1.6.20~ds1", "Details": {"GitCommit": "1.6.20~ds1-1+deb12u3"}},
        {"Name": "runc", "Version": "1.1.5+ds1", "Details": {"GitCommit": "1.1.5+ds1-1+deb12u1"}},
        {"Name": "docker-init", "Version": "0.19.0", "Details": {"GitCommit": ""}},
    ],
    "Version": "20.10.24+dfsg1",
    "Os": "linux",
    "Arch": "amd64",
}
GOOD_INFO: dict[str, Any] = {
    "MemoryLimit": True,
    "SwapLimit": True,
    "PidsLimit": True,
    "CpuCfsQuota": True,
    "CgroupDriver": "cgroupfs",
    "CgroupVersion": "1",
    "DefaultRuntime": "runc",
    "Runtimes": {"runc": {"path": "runc"}},
    "SecurityOptions": ["name=seccomp,profile=default"],
    "OSType": "linux",
    "Architecture": "x86_64",
}
PODMAN_VERSION: dict[str, Any] = {
    "Platform": {"Name": "linux/amd64/debian-12"},
    "Components": [
        {"Name": "Podman Engine", "Version": "4.3.1", "Details": {"APIVersion": "4.3.1"}},
        {
            "Name": "Conmon",
            "Version": "conmon version 2.1.6, commit: unknown",
            "Details": {"Package": "conmon_2.1.6+ds1-1_amd64"},
        },
        {
            "Name": "OCI Runtime (crun)",
            "Version": "crun version 1.8.1\ncommit: f8a096be060b22ccd3d5f3ebe44108517fbf6c30\nspec: 1.0.0",
            "Details": {"Package": "crun_1.8.1-1+deb12u1_amd64"},
        },
    ],
    "Version": "4.3.1",
    "Os": "linux",
    "Arch": "amd64",
}
PODMAN_INFO = {
    **GOOD_INFO,
    "DefaultRuntime": "crun",
    "Runtimes": {"crun": {"path": "/usr/bin/crun"}, "runsc": {"path": "/usr/bin/runsc"}},
    "Rootless": False,
}
ROOTLESS_DELEGATED = {
    **GOOD_INFO,
    "CgroupVersion": "2",
    "CgroupDriver": "systemd",
    "SecurityOptions": ["name=seccomp,profile=builtin", "name=rootless", "name=cgroupns"],
}
ROOTLESS_UNDELEGATED = {
    **ROOTLESS_DELEGATED,
    "CgroupDriver": "none",
    "MemoryLimit": False,
    "SwapLimit": False,
    "PidsLimit": False,
    "CpuCfsQuota": False,
    "Warnings": [
        "WARNING: Running in rootless-mode without cgroups. Systemd is required to enable cgroups in rootless-mode."
    ],
}
ROOTLESS_WITHOUT_PIDS = {**ROOTLESS_DELEGATED, "PidsLimit": False, "Warnings": ["WARNING: No pids limit support"]}
ROOTLESS_V1 = {**ROOTLESS_DELEGATED, "CgroupVersion": "1", "CgroupDriver": "none"}


def docker_version(
    runc: str, commit: str = "", engine: str = "28.5.1", platform: str = "Docker Engine - Community"
) -> dict[str, Any]:
    """A newer Docker with a chosen runc."""
    return {
        "Platform": {"Name": platform},
        "Components": [
            {"Name": "Engine", "Version": engine, "Details": {"GitCommit": "f8215cc"}},
            {
                "Name": "containerd",
                "Version": "v2.2.3",
                "Details": {"GitCommit": "77c84241c7cbdd9b4eca2591793e3d4f4317c590"},
            },
            {"Name": "runc", "Version": runc, "Details": {"GitCommit": commit}},
        ],
        "Version": engine,
        "Os": "linux",
        "Arch": "amd64",
    }
