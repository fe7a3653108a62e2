"""Workers are killed at any moment: each submission ends with exactly one judgement, and none is lost."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from backend.audit import service as audit
from backend.demo.seed import Package, SeedPlan, seed
from backend.jobs.models import Job, JobState
from backend.main import Parts, close_services, open_services
from backend.scoring.models import Judgement, Submission
from backend.server import Server
from backend.settings import Settings
from tests.integration.backend.conftest import Device
from tests.integration.conftest import accept_everything, problem_zip

SUBMISSIONS = 12


def _killed(folder: Path, kills: int, rounds: int = 1) -> Counter[str]:
    """Submissions are handed in, then judged by workers that die; verdicts, and how many kills met a job."""
    found: Counter[str] = Counter()
    for number in range(rounds):
        settings = Settings(data=folder / str(number), port=0, worker=False)
        _hand_in(settings)
        argv = [sys.executable, "-m", "tests.integration.operation.dying_workers", str(settings.data)]
        argv += [str(number), str(kills)]
        done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=280)
        assert done.returncode == 0, done.stderr
        found["kills with a job at hand"] += int(done.stdout)
        found += _judged(settings)
    return found


def _hand_in(settings: Settings) -> None:
    server = Server.open(settings, parts=Parts(judge=accept_everything))
    server.start()
    try:
        seeded = seed(server.services, SeedPlan(packages=[Package("double", problem_zip())]))
        device = Device(server.url).work_up_to_start(seeded.code)
        with device.http:
            for _ in range(SUBMISSIONS):
                submission, entries = device.handing_in("print(2)")
                assert device.send(entries).status_code == 200
                assert device.submit("print(2)", submission, device.head.seq).status_code == 200
    finally:
        server.stop()


def _judged(settings: Settings) -> Counter[str]:
    services = open_services(settings)
    try:
        with services.reading() as tx:
            counts = Counter(tx.session.scalars(select(Judgement.submission)))
            assert len(counts) == SUBMISSIONS
            assert set(counts.values()) == {1}
            assert set(tx.session.scalars(select(Submission.state))) == {"judged"}
            assert set(tx.session.scalars(select(Job.state))) <= {JobState.DONE, JobState.ASIDE}
            for organisation in tx.session.scalars(select(Submission.organisation).distinct()):
                audit.verify(tx, organisation)
            return Counter(tx.session.scalars(select(Judgement.verdict)))
    finally:
        close_services(services)


def test_each_submission_is_judged_exactly_once(tmp_path: Path) -> None:
    found = _killed(tmp_path, 6)
    assert found["kills with a job at hand"] >= 3, "every second kill meets a judgement"


@pytest.mark.long
def test_each_submission_is_judged_exactly_once_in_five_hundred_kills(tmp_path: Path) -> None:
    found = _killed(tmp_path, 20, 25)
    print(f"workers killed: 500, {dict(found)}")
    assert found["kills with a job at hand"] > 100
