"""A whole backend in this process: real database, objects, keys, worker and HTTP; only the sandbox is replaced.

The judge port gets a function that knows the answers by words in the source, so that no container is needed here.
"""

from __future__ import annotations

import dataclasses
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from sqlalchemy import select

from backend.accounts.models import Organisation, Role
from backend.accounts.service import NewMember, create_member, create_organisation
from backend.assessments.models import Assessment, Problem
from backend.assessments.service import AssessmentTerms, Invite, create_assessment, invite
from backend.database import Base
from backend.jobs.models import Job
from backend.library.families import Making, found_family
from backend.library.verifying import Found, Step
from backend.main import Parts, create_app
from backend.scoring.jobs import GroupOutcome, JudgeOutcome, JudgeTask, TestOutcome
from backend.settings import DAY_US, Settings
from backend.transaction import Services
from protocol.attempts import EvidenceLevel
from protocol.identifiers import new_identifier
from protocol.policy import EvidencePolicy
from protocol.verdicts import LanguageId, Verdict
from protocol.wire import ProblemView
from runner.packages import files_of_zip
from tests.integration.conftest import problem_zip

PASSWORD = "correct horse battery staple"  # noqa: S105 - of members that exist in these tests only
MINUTE_US = 60 * 1_000_000
OWNER = "mara@example.org"
OFFICER = "dpo@example.org"
REVIEWER = "reviewer@example.org"


@dataclass(frozen=True)
class Running:
    """A backend that serves."""

    services: Services
    url: str
    organisation: str
    assessment: str

    def invite(self, name: str, email: str) -> str:
        """A new invitation's code."""
        with self.services.transaction() as tx:
            assessment = tx.session.get_one(Assessment, self.assessment)
            whom = Invite(name, email, tx.now_us - DAY_US, tx.now_us + DAY_US)
            return invite(tx, assessment, whom, None).code

    def wait_for_work(self, timeout_s: float = 30.0) -> None:
        """Wait until no job is due."""
        self.wait(self._jobs_done, timeout_s)

    def wait(self, done: Callable[[], bool], timeout_s: float = 30.0) -> None:
        """Wait until `done`, polling."""
        deadline = time.monotonic() + timeout_s
        while not done():
            assert time.monotonic() < deadline, "waited too long"
            time.sleep(0.05)

    def stored(self) -> bytes:
        """All that lies in the database: SQLite's files, or every value of every row on PostgreSQL."""
        engine = self.services.engine
        if engine.dialect.name == "sqlite":
            file = self.services.settings.database_file
            return b"".join(each.read_bytes() for each in sorted(file.parent.glob(f"{file.name}*")))  # its log, too
        with self.services.reading() as tx:
            rows = [row for table in Base.metadata.sorted_tables for row in tx.session.execute(select(table))]
        assert rows
        return b"\n".join(each if isinstance(each, bytes) else str(each).encode() for row in rows for each in row)

    def _jobs_done(self) -> bool:
        with self.services.reading() as tx:
            due = select(Job.kind).where(Job.state.in_(["waiting", "leased"]), Job.run_after_us <= tx.now_us)
            return not tx.session.scalars(due).all()


def judge_by_words(task: JudgeTask) -> JudgeOutcome:
    """`# right` is accepted; `# half` gets the first group only; anything else is wrong."""
    if "half" in task.source:
        groups = (
            GroupOutcome("small", Verdict.ACCEPTED, 40, 40),
            GroupOutcome("large", Verdict.TIME_LIMIT, 0, 60),
        )
        tests = (
            TestOutcome("secret/small/1", Verdict.ACCEPTED, 1, 2, 1024, 0),
            TestOutcome("secret/large/1", Verdict.TIME_LIMIT, 3_600_000, 3_600_000, 1024, 1),
        )
        return JudgeOutcome(Verdict.TIME_LIMIT, "test/1", "sha256:0", 40, 100, groups=groups, tests=tests)
    if "right" in task.source:
        group = GroupOutcome("secret", Verdict.ACCEPTED, 1, 1)
        return JudgeOutcome(Verdict.ACCEPTED, "test/1", "sha256:0", 1, 1, groups=(group,))
    group = GroupOutcome("secret", Verdict.WRONG_ANSWER, 0, 1)
    return JudgeOutcome(Verdict.WRONG_ANSWER, "test/1", "sha256:0", 0, 1, groups=(group,))


def verify_by_name(step: Step, progress: Callable[[str], None]) -> Found:
    """Two steps: the data are sound, and the one program keeps its promise unless the package says `# bad`."""
    progress(f"step {step.number}")
    if step.number == 0:
        return Found(2, warnings=["No input validator."], following="judging accepted/double.py")
    faults = ["secret/1: WA, permitted is AC."] if b"# bad" in read_all(step.package_zip) else []
    program = {"path": "accepted/double.py", "language": "Python 3", "expected": "AC", "verdicts": "3 AC"}
    return Found(2, [{**program, "score": None, "slowest_ms": 12, "faults": faults, "skipped": ""}])


def read_all(package_zip: bytes) -> bytes:
    """Every file of an archive, one after the other."""
    return b"".join(files_of_zip(package_zip).values())


@contextmanager
def running_backend(folder: Path, **other: Any) -> Iterator[Running]:
    """Serve on a free port until the end of the `with`, with `other` settings."""
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://localhost:{listener.getsockname()[1]}"
    settings = dataclasses.replace(Settings(data=folder), base_url=url, waiting_period_us=7 * DAY_US, **other)
    app = create_app(settings, Parts(judge=judge_by_words, verify=verify_by_name))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    services: Services = app.state.services
    organisation, assessment = _seed(services)
    running = Running(services, url, organisation, assessment)
    running.wait(lambda: server.started)
    try:
        yield running
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()


def _seed(services: Services) -> tuple[str, str]:
    with services.transaction() as tx:
        organisation = create_organisation(tx, "Lindqvist & Söner", "privacy@example.org")
        everything = (Role.OWNER, Role.RECRUITER)
        create_member(tx, organisation.id, NewMember("Mara Lindqvist", OWNER, PASSWORD, everything))
        create_member(tx, organisation.id, NewMember("Ditte Holm", OFFICER, PASSWORD, (Role.PROTECTION_OFFICER,)))
        create_member(tx, organisation.id, NewMember("Rolf Reviewer", REVIEWER, PASSWORD, (Role.REVIEWER,)))
        problems = (
            _problem(services, organisation, "Sum of Two", None),
            _problem(services, organisation, "Paths in a Grid", 100),
        )
        tx.session.add_all(problems)
        tx.session.flush()
        for problem in problems:
            found_family(tx, problem, Making([LanguageId.PYTHON.value]), [])
        terms = AssessmentTerms(
            title="Backend engineer, first round",
            problems=tuple(problem.id for problem in problems),
            duration_us=60 * MINUTE_US,
            languages=(LanguageId.PYTHON, LanguageId.CPP),
            policy=EvidencePolicy.at(EvidenceLevel.RECORDING, "This round replaces an interview on site."),
        )
        return organisation.id, create_assessment(tx, organisation.id, terms, None).id


def _problem(services: Services, organisation: Organisation, title: str, max_score: int | None) -> Problem:
    identifier = new_identifier()
    view = ProblemView(
        problem=identifier,
        label="A",
        title=title,
        statement_html="<p>Do it.</p>",
        samples=[],
        time_limit_ms=1000,
        memory_limit_bytes=2**28,
        output_limit_bytes=2**20,
        custom_validator=False,
        validator_flags=[],
        templates={},
        max_score=max_score,
    )
    return Problem(
        id=identifier,
        organisation=organisation.id,
        name=title.lower().replace(" ", ""),
        title=title,
        digest=identifier,
        package_zip=problem_zip(title.lower().replace(" ", ""), title),
        view=view.model_dump(mode="json"),
        created_at_us=services.clock_us(),
    )
