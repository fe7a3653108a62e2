"""`recrutr backend` and `recrutr worker` as real processes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from protocol.errors import Gone

RUN = [sys.executable, "-c", "import sys; from backend.command import {0}; sys.exit({0}(sys.argv[1:]))"]


def _argv(name: str, *arguments: str) -> list[str]:
    return [RUN[0], RUN[1], RUN[2].format(name), *arguments]


@pytest.mark.parametrize("name", ["backend", "worker"])
def test_help_tells_every_option(name: str) -> None:
    done = subprocess.run(_argv(name, "--help"), capture_output=True, text=True, check=True, timeout=60)
    assert "--data" in done.stdout
    assert "default:" in done.stdout
    for line in done.stdout.splitlines():
        if line.strip().startswith("--"):
            assert line.split()[0].startswith("--")


def test_port_zero_prints_the_address_and_the_demo(tmp_path: Path) -> None:
    argv = _argv("backend", "--port", "0", "--data", str(tmp_path / "d"), "--seed-demo", "--json", "--no-worker")
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        try:
            assert requests.get(f"{said['address']}/readyz", timeout=20).json() == {"state": "ready"}
            assert said["demo"]["link"] == f"recrutr://join/{said['demo']['code']}?server={said['address']}"
            assert {role for login in said["demo"]["logins"] for role in login["roles"]} >= {"owner", "reviewer"}
            page = requests.get(f"{said['address']}/docs", timeout=20)
            assert "JoinRequest" in page.text
            assert "<script" not in page.text
        finally:
            process.send_signal(signal.SIGINT)
            errors = process.communicate(timeout=30)[1]
    assert "Traceback" not in errors
    again = _argv("worker", "--once", "--data", str(tmp_path / "d"))
    done = subprocess.run(again, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_organisation_is_made_and_its_first_owner_joins(tmp_path: Path) -> None:
    folder = str(tmp_path / "d")
    made = _argv("backend", "create-organisation", "Works", "--contact", "dpo@works.example", "--data", folder)
    made += ["--owner", "ada@works.example", "--base-url", "http://works.example/"]
    told = subprocess.run(made, capture_output=True, text=True, check=True, timeout=60)
    link = told.stdout.split()[-1]
    assert link.startswith("http://works.example/portal/join/")
    argv = _argv("backend", "--port", "0", "--data", folder, "--json", "--no-worker")
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = json.loads(process.stdout.readline())["address"]
        here = link.replace("http://works.example", address)
        try:
            with requests.Session() as browser:
                assert "Join Works" in browser.get(here, timeout=20).text
                form = {"name": "Ada", "password": "four plain words here"}
                assert browser.post(here, form, timeout=20).url == f"{address}/portal/attempts"
                assert "ada@works.example" in browser.get(f"{address}/portal/members", timeout=20).text
                assert requests.get(here, timeout=20).status_code == Gone.status
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)


def test_a_taken_port_is_said_plainly(tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        argv = _argv("backend", "--port", port, "--data", str(tmp_path / "d"))
        done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert f"Port {port}" in done.stderr
    assert "Traceback" not in done.stderr
