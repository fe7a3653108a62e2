"""Workers are killed at any moment and ids of jobs come again and again: each submission has exactly one judgement.

Both ways of hearing of jobs: the table alone, and a broker, in which case no worker looks into the table by itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backend.audit import service as audit
from backend.demo.seed import Package, SeedPlan, seed
from backend.installation import prepare_folder
from backend.jobs.carrier import queue_name
from backend.jobs.models import Job, JobState
from backend.main import Parts, close_services, open_services
from backend.scoring.models import Judgement, Submission
from backend.server import Server
from backend.settings import Settings
from protocol.identifiers import new_identifier
from tests.integration.backend.conftest import Device
from tests.integration.conftest import accept_everything, problem_zip
from tests.ledger import Ledger
from tests.rabbitmq import Rabbit

SUBMISSIONS = 12


@dataclass(frozen=True)
class Way:
    """How workers hear of jobs."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)


@pytest.fixture(params=["table", "broker"])
def way(request: pytest.FixtureRequest) -> Way:
    if request.param == "table":
        return Way()
    rabbit: Rabbit = request.getfixturevalue("rabbit")
    return Way(rabbit.settings, rabbit.variables)


def _killed(way: Way, folder: Path, kills: int, rounds: int = 1, stops: int = 0) -> Counter[str]:
    """Submissions are handed in, then judged by workers that die or stand still; verdicts, and how many had a job."""
    found: Counter[str] = Counter()
    for number in range(rounds):
        settings = Settings(data=folder / str(number), port=0, worker=False, **way.settings)
        _hand_in(settings)
        with _workers(way, settings, number, kills, stops) as process:
            told, errors = process.communicate(timeout=280)
        assert process.returncode == 0, errors
        found += Counter(json.loads(told))
        found += _judged(settings)
    return found


def _workers(way: Way, settings: Settings, number: int, kills: int, stops: int = 0) -> subprocess.Popen[str]:
    argv = [sys.executable, "-m", "tests.integration.operation.dying_workers", str(settings.data)]
    argv += [str(number), str(kills), str(stops)]
    return subprocess.Popen(argv, stdout=-1, stderr=-1, text=True, env={**os.environ, **way.variables})


def _hand_in(settings: Settings, number: int = SUBMISSIONS) -> None:
    server = Server.open(settings, parts=Parts(judge=accept_everything))
    server.start()
    try:
        seeded = seed(server.services, SeedPlan(packages=[Package("double", problem_zip())]))
        device = Device(server.url).work_up_to_start(seeded.code)
        with device.http:
            for _ in range(number):
                submission, entries = device.handing_in("print(2)")
                assert device.send(entries).status_code == 200
                assert device.submit("print(2)", submission, device.head.seq).status_code == 200
    finally:
        server.stop()


def _judged(settings: Settings, number: int = SUBMISSIONS) -> Counter[str]:
    services = open_services(settings)
    try:
        with services.reading() as tx:
            counts = Counter(tx.session.scalars(select(Judgement.submission)))
            assert len(counts) == number
            assert set(counts.values()) == {1}
            assert set(tx.session.scalars(select(Submission.state))) == {"judged"}
            assert set(tx.session.scalars(select(Job.state))) <= {JobState.DONE, JobState.ASIDE}
            for organisation in tx.session.scalars(select(Submission.organisation).distinct()):
                audit.verify(tx, organisation)
            return Counter(tx.session.scalars(select(Judgement.verdict)))
    finally:
        close_services(services)


def test_each_submission_is_judged_exactly_once(way: Way, tmp_path: Path) -> None:
    found = _killed(way, tmp_path, 6)
    assert found["at hand"] >= 3, "every second kill meets a judgement"
    if way.variables:
        assert found["taken"] >= 1, "the last worker heard of its jobs by the broker"


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_each_submission_is_judged_exactly_once_in_five_hundred_kills(way: Way, tmp_path: Path) -> None:
    found = _killed(way, tmp_path, 20, 25)
    print(f"workers killed: 500, {dict(found)}")
    assert found["at hand"] > 100


def test_a_worker_that_stood_still_judges_nothing_twice(tmp_path: Path) -> None:
    found = _killed(Way(), tmp_path, 0, stops=3)
    assert found["at hand"] == 3
    assert found["judged by stopped"] + found["judged"] > SUBMISSIONS, "somebody judged what was another's by then"


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_workers_that_stood_still_a_hundred_times_judge_nothing_twice(way: Way, tmp_path: Path) -> None:
    ledger = Ledger(f"workers stopped, ids by the {'broker' if way.variables else 'table'}")
    for shard in ledger.missing(25):
        found = _killed(way, tmp_path / str(shard), 0, stops=4)
        judged = found["judged by stopped"] + found["judged"]
        figures = {"stops": 4, "with_a_job_at_hand": found["at hand"], "submissions": SUBMISSIONS, "judged": judged}
        assert found["at hand"] >= 3
        assert judged >= SUBMISSIONS
        ledger.add(shard, figures)


def _delivered_again(rabbit: Rabbit, folder: Path, submissions: int, times: int) -> Counter[str]:
    """Each job's id is delivered once as it should be and `times` more, to two workers in processes of their own."""
    way = Way(rabbit.settings, rabbit.variables)
    settings = Settings(data=folder, port=0, worker=False, **way.settings)
    _hand_in(settings, submissions)
    queue = queue_name(prepare_folder(settings))
    with rabbit.line(queue) as line:
        assert 0 < line.waiting() <= submissions, "the server sent them, each once; the last may be left to others"
        services = open_services(settings)
        with services.reading() as tx:
            ids = list(tx.session.scalars(select(Job.id)))
        close_services(services)
        for job in [*ids * times, new_identifier(), "no job at all"]:
            line.send(job)
    with _workers(way, settings, 0, 0) as one, _workers(way, settings, 1, 0) as other:
        told = [process.communicate(timeout=1200) for process in (one, other)]
    assert [process.returncode for process in (one, other)] == [0, 0], told
    with rabbit.line(queue) as line:
        assert line.waiting() == 0
    tolls = [json.loads(said) for said, _ in told]
    found = Counter({f"judged by {name}": said["judged"] for name, said in zip(("one", "other"), tolls, strict=True)})
    found["brought"] = sum(said["taken"] + said["nothing"] for said in tolls)
    found["taken"] = sum(said["taken"] for said in tolls)
    return found + _judged(settings, submissions)


def test_ids_that_come_again_bring_no_second_judgement(rabbit: Rabbit, tmp_path: Path) -> None:
    found = _delivered_again(rabbit, tmp_path / "data", SUBMISSIONS, 5)
    assert found["taken"] == SUBMISSIONS
    assert found["brought"] >= 6 * SUBMISSIONS
    assert found["judged by one"] + found["judged by other"] == SUBMISSIONS


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_thousand_ids_that_come_again_bring_no_second_judgement(rabbit: Rabbit, tmp_path: Path) -> None:
    found = _delivered_again(rabbit, tmp_path / "data", 100, 10)
    print(f"delivered again: 1,000, {dict(found)}")
    assert found["taken"] == 100
    assert found["brought"] >= 1100
