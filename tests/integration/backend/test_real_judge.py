"""Submissions judged by the real runner in real containers, through the API and the worker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backend.demo.seed import Package, SeedPlan, seed
from backend.scoring.models import JudgedTest, Judgement
from backend.server import Server
from backend.settings import Settings
from runner.packages import zip_of_files
from tests.unit.runner.tasks.task_builder import GOOD, RIGHT

pytestmark = [pytest.mark.docker, pytest.mark.timeout(300)]
SOURCES = {
    "AC": "print(int(input()) * 2)",
    "WA": "print(int(input()) * 2 if True else 0); print('extra')",
    "RTE": "raise SystemExit(3)",
    "CE": "print(",
}


def test_real_verdicts(tmp_path: Path, problem_package: Package, fresh_device: Any, wait_for: Any) -> None:
    server = Server.open(Settings(data=tmp_path / "real", port=0))
    server.start()
    try:
        device = type(fresh_device)(server.url)
        device.work_up_to_start(seed(server.services, SeedPlan(packages=[problem_package])).code)
        wanted = {device.submit(source).json()["submission"]: verdict for verdict, source in SOURCES.items()}

        def all_judged() -> bool:
            found = device.call("GET", "submissions").json()["submissions"]
            return all(each["state"] == "judged" for each in found)

        wait_for(all_judged, 240)
        found = device.call("GET", "submissions").json()["submissions"]
        assert {each["submission"]: each["verdict"] for each in found} == wanted
        with server.services.reading() as tx:
            judgements = tx.session.scalars(select(Judgement)).all()
            assert {each.image_digest[:7] for each in judgements} == {"sha256:"}
            tests = tx.session.scalars(select(JudgedTest)).all()
            assert {test.name for test in tests} >= {"secret/1", "secret/2"}
        device.http.close()
    finally:
        server.stop()


def test_a_task_is_imported_and_judged_like_a_package(tmp_path: Path, fresh_device: Any, wait_for: Any) -> None:
    calls_only = {**GOOD, "task.yaml": GOOD["task.yaml"].partition(b"  - name: counter")[0]}
    server = Server.open(Settings(data=tmp_path / "task", port=0))
    server.start()
    try:
        device = type(fresh_device)(server.url)
        packages = [Package("sums", zip_of_files(calls_only, "sums"))]
        device.work_up_to_start(seed(server.services, SeedPlan(packages=packages)).code)
        sources = {"AC": RIGHT.decode(), "WA": RIGHT.decode().replace("a + b", "a - b")}
        wanted = {device.submit(source).json()["submission"]: verdict for verdict, source in sources.items()}

        def all_judged() -> bool:
            found = device.call("GET", "submissions").json()["submissions"]
            return all(each["state"] == "judged" for each in found)

        wait_for(all_judged, 240)
        found = device.call("GET", "submissions").json()["submissions"]
        assert {each["submission"]: each["verdict"] for each in found} == wanted
        with server.services.reading() as tx:
            tests = tx.session.scalars(select(JudgedTest)).all()
            assert {test.name for test in tests} >= {"examples/small", "hidden/large"}
        device.http.close()
    finally:
        server.stop()
