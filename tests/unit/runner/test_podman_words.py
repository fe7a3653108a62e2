"""A box said in Podman's words is as tight as the one it was made from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from protocol.errors import EngineFault
from runner.boxes import gvisor, podman
from runner.boxes.settings import container_settings, seccomp_profile
from runner.engine import MIB, Job, Plan
from tests.unit.runner.engines.recorded import DEBIAN_DOCKER_VERSION, PODMAN_VERSION

PLAN = Plan.for_job(Job(("true",)))
HOST = container_settings(PLAN, seccomp_profile("amd64", cells=False), 12345, cells=False)["host"]


def test_podman_is_told_from_docker() -> None:
    assert podman.is_podman(PODMAN_VERSION)
    assert not podman.is_podman(DEBIAN_DOCKER_VERSION)
    assert not podman.is_podman({})


def test_everything_but_the_differing_words_stays(tmp_path: Path) -> None:
    changed = podman.adapted(HOST, tmp_path)
    differing = {"security_opt", "tmpfs", "ulimits"}
    assert {key: value for key, value in changed.items() if key not in differing} == {
        key: value for key, value in HOST.items() if key not in differing
    }
    assert changed["ulimits"][:-1] == HOST["ulimits"]
    assert changed["security_opt"][0] == HOST["security_opt"][0]


def test_the_profile_lies_in_a_file_that_nobody_else_can_write(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    option = podman.adapted(HOST, folder)["security_opt"][1]
    file = Path(option.removeprefix("seccomp="))
    assert json.loads(file.read_text())["defaultAction"] == "SCMP_ACT_ERRNO"
    assert folder.stat().st_mode & 0o777 == 0o700
    file.write_text("{}")
    assert podman.adapted(HOST, folder)["security_opt"][1] == option
    assert json.loads(file.read_text())["defaultAction"] == "SCMP_ACT_ERRNO"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EngineFault) as caught:
        podman.adapted(HOST, tmp_path / "file" / "below")
    assert caught.value.code == "engine.profile"


def test_folders_are_small_closed_and_only_those_of_the_run_writable(tmp_path: Path) -> None:
    tmpfs = podman.adapted(HOST, tmp_path)["tmpfs"]
    assert set(tmpfs) == {"/box", "/tmp", "/run", "/var/tmp"}  # noqa: S108 - folders in the box
    for path, options in tmpfs.items():
        words = set(options.split(","))
        assert {"nosuid", "nodev", "notmpcopyup"} <= words
        assert any(word.startswith("size=") for word in words)
        assert ("ro" in words) == (path in {"/run", "/var/tmp"})  # noqa: S108 - as above
        assert not any(word.startswith(("nr_inodes", "uid", "gid")) for word in words)


def test_what_docker_leaves_uncovered_podman_leaves_uncovered() -> None:
    paths = {"MaskedPaths": ["/sys/firmware", "/sys/devices/virtual/powercap"], "ReadonlyPaths": []}
    changed = podman.uncovering(HOST, paths)["security_opt"]
    assert changed == [*HOST["security_opt"], "unmask=ALL", "mask=/sys/firmware:/sys/devices/virtual/powercap"]
    assert podman.uncovering(HOST, {}) == HOST


def test_gvisor_gets_room_for_its_own_kernel_and_nothing_else() -> None:
    changed = gvisor.adapted(HOST)
    assert changed["pids_limit"] == HOST["pids_limit"] + gvisor.KERNEL_PROCESSES
    assert changed["mem_limit"] == changed["memswap_limit"] == HOST["mem_limit"] + 64 * MIB
    assert {key: HOST[key] for key in changed if changed[key] == HOST.get(key)} == {
        key: value for key, value in HOST.items() if key not in {"pids_limit", "mem_limit", "memswap_limit"}
    }
