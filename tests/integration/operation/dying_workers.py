"""Workers that are killed: one process that loads everything once, and forks a worker for each life.

`python -m tests.integration.operation.dying_workers FOLDER SEED KILLS [STOPS]` runs workers on a data folder and kills
each by SIGKILL, KILLS times: every second one surely in the middle of a judgement, the others at a random moment. The
last one lives until nothing is to be done. Prints an object: how many were killed while they had a job at hand, and of
the last one how many judgements it made and how many ids were brought to it, and what for.

STOPS more stand still by SIGSTOP in the middle of a judgement, each until its lease has ended and the next one stands
still as well; then it goes on, while another may have its job.

With RECRUTR_BROKER and its password in the environment ids are brought by that broker, and by nothing else: no worker
looks into the table by itself.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sqlite3
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

from backend import main as composition
from backend.jobs import carrier, service, worker
from backend.jobs.broker import Broker
from backend.jobs.carrier import Carrier, queue_name
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
STOPPED_JUDGE_S = 1.0
"""For those that are to be stopped in it: over when they go on."""
LOCKED_S = 5.0
"""After which somebody who was stopped goes on before the next is: it may hold the database's lock."""


def main(folder: str, seed: str, kills: str, stops: str = "0") -> int:
    """Kill and stop, then let one finish."""
    settings = Settings(
        data=Path(folder),
        broker=os.environ.get("RECRUTR_BROKER"),
        broker_password=os.environ.get("RECRUTR_BROKER_PASSWORD"),
    )
    service.LEASE_US = int(LEASE_S * 1_000_000)
    worker.RENEW_S = LEASE_S / 4
    worker.POLL_S = 0.01 if settings.broker is None else STUCK_S
    worker.LOOK_S = worker.AWAY_S = STUCK_S
    carrier.ROUND_S = 0.05
    load_models()
    setattr(composition, "migrate", lambda _engine: None)  # noqa: B010 - the database is up to date; a life is short
    chance = random.Random(int(seed))  # noqa: S311 - repeatable
    within = 0
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
    stopped, within_stopped = _stopped(settings, int(stops))
    told = _to_its_end(*_life(settings, JUDGE_S))
    last = {"judged": told.count(b"j"), **json.loads(told[told.index(b"{") :])}
    again = sum(_to_its_end(*life).count(b"j") for life in stopped)
    found = {"at hand": within + within_stopped, "judged by stopped": again + len(stopped), **last}
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


def _stopped(settings: Settings, stops: int) -> tuple[list[tuple[int, int]], int]:
    """Workers that stood still for longer than their lease and go on now; how many had a job at hand meanwhile."""
    lives: list[tuple[int, int]] = []
    within = 0
    for _ in range(stops):
        child, at_work = _life(settings, STOPPED_JUDGE_S)
        if not select.select([at_work], [], [], LOCKED_S)[0] and lives:
            os.kill(lives[-1][0], signal.SIGCONT)
        os.read(at_work, 1)  # it has begun to work
        if not select.select([at_work], [], [], LOCKED_S)[0] and lives:
            os.kill(lives[-1][0], signal.SIGCONT)
        os.read(at_work, 1)  # a judgement has begun; nothing comes when all had ended
        os.kill(child, signal.SIGSTOP)
        within += _at_hand(settings)
        if lives:
            os.kill(lives[-1][0], signal.SIGCONT)
        lives.append((child, at_work))
        time.sleep(1.5 * LEASE_S)
    if lives:
        os.kill(lives[-1][0], signal.SIGCONT)
    return lives, within


def _to_its_end(child: int, at_work: int) -> bytes:
    """What a life still tells."""
    told = b""
    while piece := os.read(at_work, 4096):
        told += piece
    os.waitpid(child, 0)
    os.close(at_work)
    return told


def _life(settings: Settings, judge_s: float) -> tuple[int, int]:
    """Fork one; the parent holds nothing open, so nothing is shared. Works until every job has ended.

    Returns its number, and where a byte comes from once it begins to work, one with each judgement that begins, and at
    its end how many ids were brought.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    os.close(reading)
    services = open_services(settings)
    os.write(writing, b"w")

    def judge(task: JudgeTask) -> JudgeOutcome:
        os.write(writing, b"j")
        time.sleep(judge_s)
        return accept_everything(task)

    loop = Worker(services, handlers(settings, judge))
    carried = Carrier.opened(services, loop.arrivals.hand_over)
    if carried is not None:
        carried.start()
    threading.Thread(target=_end_when_done, args=(services, loop), daemon=True).start()
    loop.run()
    if carried is not None:
        carried.stop()
    os.write(writing, json.dumps(_brought(services)).encode())
    close_services(services)
    os._exit(0)


def _end_when_done(services: Services, loop: Worker) -> None:
    """No job is left, and the broker has no id of one either."""
    settings = services.settings
    line: Broker | None = None
    if settings.broker is not None and settings.broker_password is not None:
        line = Broker(settings.broker, settings.broker_password, queue_name(services.secrets))
    while _unfinished(services) or (line is not None and line.waiting() > 0):
        time.sleep(0.02)
    if line is not None:
        line.close()
    loop.ask_to_end()


def _unfinished(services: Services) -> bool:
    with services.reading() as tx:
        return service.waiting(tx) > 0


def _brought(services: Services) -> dict[str, int]:
    found = {"taken": 0, "nothing": 0}
    for line in services.watch.metrics.page().decode().splitlines():
        for end in found:
            if line.startswith(f'recrutr_jobs_brought_total{{end="{end}"}} '):
                found[end] = int(float(line.rpartition(" ")[2]))
    return found


def _at_hand(settings: Settings) -> int:
    with closing(sqlite3.connect(settings.database_file)) as database:
        return int(database.execute("SELECT 1 FROM job WHERE state = ?", (JobState.LEASED,)).fetchone() is not None)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
