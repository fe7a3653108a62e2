"""Every box is made hardened, and every way the engine can be missing is told apart in plain words."""

from __future__ import annotations

import json
import os
import shutil
import socket
import time
from pathlib import Path

import docker.errors
import pytest
import requests.exceptions

from protocol.errors import EngineFault
from runner.boxes.docker_door import DockerDoor, translate
from runner.boxes.docker_engine import DockerEngine
from runner.boxes.settings import CPUS, MAX_READY, READY_BYTES, agent_argv, container_settings, seccomp_profile
from runner.boxes.sweeping import orphaned, owner_words, remains
from runner.checks import probe
from runner.engine import MIB, Job, Limits, Plan, SourceFile, Warm


@pytest.mark.parametrize("cells", [True, False])
def test_a_container_has_nothing_it_does_not_need(cells: bool) -> None:
    settings = container_settings(Plan(Limits()), "PROFILE", 12345, cells=cells)
    host = settings["host"]
    assert settings["user"] == "12345:12345"
    assert settings["network_disabled"]
    assert host["network_mode"] == "none"
    assert host["read_only"]
    assert host["cap_drop"] == ["ALL"]
    assert host["security_opt"] == ["no-new-privileges:true", "seccomp=PROFILE"]
    assert host["ipc_mode"] == "none"
    assert host["log_config"] == {"Type": "none"}
    assert not {"binds", "mounts", "volumes_from", "devices", "privileged", "cap_add", "pid_mode"} & set(host)
    for options in host["tmpfs"].values():
        assert {"nosuid", "nodev", "mode=0700", "nr_inodes=4096"} <= set(options.split(","))
    assert ["noexec" in options.split(",") for options in host["tmpfs"].values()] == [False, True]
    assert host["nano_cpus"] == CPUS * 10**9 == 10**9
    most = {one["Name"]: one["Hard"] for one in host["ulimits"] if one["Soft"] == one["Hard"]}
    assert most == {"nofile": 256, "core": 0, "memlock": 65536, "msgqueue": 0, "stack": Limits().memory_bytes}


def test_what_engines_hide_is_uncovered_only_where_each_box_hides_it_again() -> None:
    assert container_settings(Plan(Limits()), "", 1, cells=False)["uncovered"] == {}
    uncovered = container_settings(Plan(Limits()), "", 1, cells=True)["uncovered"]
    assert "/sys/firmware" in uncovered["MaskedPaths"]


def test_memory_has_no_swap_and_room_for_what_goes_in_and_out() -> None:
    limits = Limits(memory_bytes=64 * MIB, output_bytes=MIB)
    host = container_settings(Plan(limits, input_bytes=16 * MIB), "", 1, cells=True)["host"]
    assert host["mem_limit"] == host["memswap_limit"] == (64 + 40 + 2 * 16 + 3) * MIB
    assert host["pids_limit"] == limits.processes + 4
    assert container_settings(Plan(limits), "", 1, cells=False)["host"]["pids_limit"] == limits.processes + 1


def test_cells_that_stand_ready_take_nothing_of_what_a_program_may_use() -> None:
    none, many, most = (container_settings(Plan(Limits(), ready=n), "", 1, cells=True)["host"] for n in (0, 50, 500))
    assert many["pids_limit"] - none["pids_limit"] == 49  # one place there is always
    assert many["mem_limit"] - none["mem_limit"] == 50 * READY_BYTES
    assert most["pids_limit"] - none["pids_limit"] == MAX_READY - 1
    waiting = Plan(Limits(), warm=Warm(("python3", "main.py"), "main.py"), ready=50)
    for settings in (
        container_settings(waiting, "", 1, cells=True),
        container_settings(Plan(Limits(), ready=50), "", 1, cells=False),
    ):
        assert settings["host"]["mem_limit"] == none["mem_limit"]
        assert settings["host"]["pids_limit"] <= none["pids_limit"]


def test_a_plan_takes_only_what_fits_and_grows_for_large_inputs() -> None:
    plan = Plan(Limits(memory_bytes=64 * MIB))
    assert plan.takes(Job(("true",), limits=Limits(memory_bytes=64 * MIB, cpu_ms=99_000)))
    assert not plan.takes(Job(("true",), limits=Limits(memory_bytes=65 * MIB)))
    assert not plan.takes(Job(("true",), layer="jvm", limits=Limits(memory_bytes=MIB)))
    large = Job(("true",), (SourceFile("a", bytes(5 * MIB)),), bytes(5 * MIB))
    assert not Plan(large.limits).takes(large)
    assert Plan.for_job(large).input_bytes == 32 * MIB
    assert Plan.for_job(large).takes(large)


def test_an_interpreter_waits_only_in_a_cell() -> None:
    plan = Plan(Limits(), warm=Warm(("python3", "main.py"), "main.py"))
    assert json.loads(agent_argv(plan, cells=True)[-1])["warm"] == {"argv": ["python3", "main.py"], "file": "main.py"}
    assert json.loads(agent_argv(plan, cells=False)[-1])["warm"] is None


@pytest.mark.parametrize("cells", [True, False])
def test_the_profile_is_an_allow_list_for_one_architecture(cells: bool) -> None:
    profile = json.loads(seccomp_profile("amd64", cells=cells))
    assert profile["defaultAction"] == "SCMP_ACT_ERRNO"
    assert profile["architectures"] == ["SCMP_ARCH_X86_64"]
    free = {name for rule in profile["syscalls"] if not rule["args"] for name in rule["names"]}
    closed = (
        "ptrace bpf keyctl add_key request_key userfaultfd io_uring_setup umount2 unshare setns perf_event_open "
        "memfd_create flock socket clone personality ioctl fcntl bind connect listen accept chroot mknod mknodat "
        "pivot_root open_tree move_mount fsopen fsmount"
    )
    assert not free & set(closed.split())
    assert ("mount" in free) is cells
    assert {"clone3"} == {name for rule in profile["syscalls"] if "errnoRet" in rule for name in rule["names"]}
    with pytest.raises(EngineFault, match="this kind of processor"):
        seccomp_profile("sparc", cells=cells)


def test_scheduling_of_others_may_only_be_made_usual() -> None:
    rules = json.loads(seccomp_profile("amd64", cells=True))["syscalls"]
    asked = [rule["args"] for rule in rules if "sched_setscheduler" in rule["names"]]
    assert all(len(args) == 1 and args[0]["op"] == "SCMP_CMP_EQ" for args in asked)
    assert {(args[0]["index"], args[0]["value"]) for args in asked} == {(0, 0), (1, os.SCHED_OTHER)}
    for name in ("prlimit64", "sched_setaffinity"):
        (args,) = (rule["args"] for rule in rules if name in rule["names"])
        assert (args[0]["index"], args[0]["value"]) == (0, 0)


def test_the_agent_may_make_user_mount_process_and_ipc_namespaces_but_no_others() -> None:
    def closed(cells: bool) -> int:
        rules = json.loads(seccomp_profile("amd64", cells=cells))["syscalls"]
        return int(next(rule["args"][0]["value"] for rule in rules if rule["names"] == ["clone"]))

    user, mount, process, ipc = 0x1000_0000, 0x0002_0000, 0x2000_0000, 0x0800_0000
    network, group, time = 0x4000_0000, 0x0200_0000, 0x80
    assert closed(cells=False) & (user | mount | process | ipc) == user | mount | process | ipc
    assert not closed(cells=True) & (user | mount | process | ipc)
    for cells in (True, False):
        assert closed(cells) & (network | group | time) == network | group | time


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (docker.errors.DockerException("Error: ('Connection aborted.', PermissionError(13, ''))"), "no_permission"),
        (docker.errors.DockerException("('Connection aborted.', ConnectionRefusedError(111, ''))"), "not_running"),
        (requests.exceptions.ReadTimeout("slow"), "no_answer"),
        (requests.exceptions.ConnectionError("Name or service not known"), "no_answer"),
        (docker.errors.APIError("conflict", explanation="no space left"), "failed"),
    ],
)
def test_faults_are_told_apart(error: Exception, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/docker")
    fault = translate(error, "unix:///var/run/docker.sock")
    assert fault.code == f"engine.{code}"


@pytest.mark.parametrize(("found", "code"), [(None, "engine.not_installed"), ("/usr/bin/docker", "engine.not_running")])
def test_no_socket_means_not_installed_or_not_running(
    found: str | None, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: found)
    with pytest.raises(EngineFault) as caught:
        DockerDoor(f"unix://{tmp_path}/nothing.sock").version()
    assert caught.value.code == code
    assert str(caught.value.details["fix"]) in caught.value.message


def test_an_address_that_refuses_is_told_with_one_fix() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    result = probe(address=address)
    assert result.colour == "red"
    assert result.cause.startswith(f"Docker is not running. It was tried at {address}.")
    assert result.fix == "Start Docker Desktop, or on Linux: sudo systemctl start docker"


def test_an_address_that_never_answers_is_told() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        door = DockerDoor(f"tcp://127.0.0.1:{silent.getsockname()[1]}", timeout_s=1)
        with pytest.raises(EngineFault) as caught:
            door.version()
        door.close()
    assert caught.value.code == "engine.no_answer"


def test_nothing_is_contacted_before_the_first_use() -> None:
    DockerEngine("tcp://127.0.0.1:1").close()


def test_orphans_are_boxes_without_a_living_owner() -> None:
    later = "99999999999"
    assert not orphaned({"org.recrutr.owner": owner_words(), "org.recrutr.expires": later})
    assert orphaned({"org.recrutr.owner": owner_words(), "org.recrutr.expires": "1"})
    boot, _, _, numbering = owner_words().split("/")
    assert orphaned({"org.recrutr.owner": f"{boot}/1/7/{numbering}", "org.recrutr.expires": later})
    assert not orphaned({"org.recrutr.owner": f"another-machine/1/7/{numbering}", "org.recrutr.expires": later})
    assert not orphaned({"org.recrutr.owner": f"{boot}/1/7/pid:[1]", "org.recrutr.expires": later})
    assert orphaned({})


def test_what_ended_long_ago_remains_of_an_owner_wherever_it_ran() -> None:
    long_ago, just_now = int(time.time()) - 3700, int(time.time()) - 60
    assert all(remains({"State": state, "Created": long_ago}) for state in ("created", "exited", "dead"))
    assert not remains({"State": "exited", "Created": just_now})
    assert not remains({"State": "running", "Created": long_ago})
