"""A server without a worker, a worker and `create-organisation`: processes that share a data folder and PostgreSQL.

`test_command.py` shows the same words on SQLite.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from backend.settings import Settings
from tests.integration.backend.conftest import Device

WORDS = "import sys; from backend import command; sys.exit(getattr(command, sys.argv[1])(sys.argv[2:]))"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A data folder; the processes get the addresses of its two databases by the environment."""
    settings = Settings(data=tmp_path / "data")
    monkeypatch.setenv("RECRUTR_DATABASE", str(settings.database_place))
    monkeypatch.setenv("RECRUTR_KEYS_DATABASE", str(settings.keys_place))
    return settings


def _argv(word: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", WORDS, word, *arguments]


@contextmanager
def _serving(settings: Settings) -> Iterator[dict[str, Any]]:
    argv = _argv("backend", "--port", "0", "--data", str(settings.data), "--seed-demo", "--json", "--no-worker")
    with subprocess.Popen(argv, stdout=-1, stderr=-1, text=True) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.send_signal(signal.SIGINT)
            errors = process.communicate(timeout=60)[1]
    assert "Traceback" not in errors


def _signed_in(address: str, login: dict[str, Any]) -> requests.Session:
    browser = requests.Session()
    page = browser.get(f"{address}/portal/sign-in", timeout=60).text
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found is not None
    form = {"csrf": found[1], "next": "", "email": login["email"], "password": login["password"]}
    assert browser.post(f"{address}/portal/sign-in", form, timeout=60).url == f"{address}/portal/attempts"
    return browser


def _join_link(place: Settings) -> str:
    argv = _argv("backend", "create-organisation", "Works", "--contact", "dpo@works.example")
    argv += ["--owner", "ada@works.example", "--base-url", "http://works.example", "--data", str(place.data)]
    return subprocess.run(argv, capture_output=True, text=True, check=True, timeout=120).stdout.split()[-1]


def test_a_server_a_worker_and_create_organisation_work_on_one_database(
    place: Settings, wait_for: Callable[..., None]
) -> None:
    link = _join_link(place)
    with _serving(place) as said:
        address = said["address"]
        assert "Join Works" in requests.get(link.replace("http://works.example", address), timeout=60).text
        device = Device(address).work_up_to_start(said["demo"]["code"])
        assert device.send(device.entries(*device.facts())).status_code == 200
        assert device.finish().status_code == 200
        owner = next(login for login in said["demo"]["logins"] if "owner" in login["roles"])
        with _signed_in(address, owner) as browser, device.http:

            def reported() -> bool:
                page = browser.get(f"{address}/portal/attempts/{device.attempt}", timeout=60)
                assert page.status_code == requests.codes.ok
                return "report 1 of" in page.text

            assert not reported()
            argv = _argv("worker", "--data", str(place.data))
            with subprocess.Popen(argv, stderr=-1, text=True) as worker:
                try:
                    wait_for(reported, 120)
                finally:
                    worker.send_signal(signal.SIGTERM)
                    errors = worker.communicate(timeout=60)[1]
            assert (worker.returncode, errors) == (0, "")
    assert not list(place.data.glob("*.db"))
