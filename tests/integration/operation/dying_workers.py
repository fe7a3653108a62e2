"""Workers that are killed: one process that loads everything once, and forks a worker for each life.

`python -m tests.integration.operation.dying_workers FOLDER SEED KILLS` runs workers on a data folder and kills each by
SIGKILL, KILLS times: every second one surely in the middle of a judgement, the others at a random moment. The last one
lives until nothing is due. Prints how many were killed while they had a job at hand.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from backend import main as composition
from backend.jobs import service, worker
from backend.jobs.models import JobState
from backend.jobs.worker import Worker
from backend.main import close_services, open_services
from backend.models import load_models
from backend.scoring.jobs import JudgeOutcome, JudgeTask
from backend.settings import Settings
from backend.transaction import Services
from backend.work import handlers
from tests.integration.conftest import accept_everything

LEASE_S = 0.4
LONGEST_LIFE_S = 0.25
JUDGE_S = 0.02
STUCK_S = 600.0
"""For those that are to be killed in the middle of a judgement."""


def main(folder: str, seed: str, kills: str) -> int:
    """Kill, then let one finish."""
    service.LEASE_US = int(LEASE_S * 1_000_000)
    worker.RENEW_S = LEASE_S / 4
    load_models()
    setattr(composition, "migrate", lambda _engine: None)  # noqa: B010 - the database is up to date; a life is short
    chance = random.Random(int(seed))  # noqa: S311 - repeatable
    within = 0
    settings = Settings(data=Path(folder))
    for number in range(int(kills)):
        stuck = number % 2 == 0
        child, at_work = _life(settings, STUCK_S if stuck else JUDGE_S)
        os.read(at_work, 1)  # it has begun to work
        if stuck:
            os.read(at_work, 1)  # a judgement has begun; nothing comes when all had ended
        else:
            time.sleep(chance.uniform(0, LONGEST_LIFE_S))
        os.close(at_work)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        within += _at_hand(settings)
    child, at_work = _life(settings, JUDGE_S)
    os.waitpid(child, 0)
    os.close(at_work)
    sys.stdout.write(f"{within}\n")
    return 0


def _life(settings: Settings, judge_s: float) -> tuple[int, int]:
    """Fork one; the parent holds nothing open, so nothing is shared. Works until every job has ended.

    Returns its number, and where a byte comes from once it begins to work, and with each judgement that begins.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    services = open_services(settings)
    os.write(writing, b"w")

    def judge(task: JudgeTask) -> JudgeOutcome:
        os.write(writing, b"j")
        time.sleep(judge_s)
        return accept_everything(task)

    loop = Worker(services, handlers(settings, judge))
    while _unfinished(services):
        if not loop.run_once():
            time.sleep(0.01)
    close_services(services)
    os._exit(0)


def _unfinished(services: Services) -> bool:
    with services.reading() as tx:
        return service.waiting(tx) > 0


def _at_hand(settings: Settings) -> int:
    with closing(sqlite3.connect(settings.database_file)) as database:
        return int(database.execute("SELECT 1 FROM job WHERE state = ?", (JobState.LEASED,)).fetchone() is not None)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
