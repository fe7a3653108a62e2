"""Problem packages and tasks of an organisation: checked whole, kept once, listed and handed out again.

Guarantees: what is kept is an archive written anew from the files that were read (nothing else of what was sent stays);
the same files are the same problem; reading an archive is bounded in memory and done by one thread at a time. Only
owners and recruiters come here; every import and download is audited.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import func, select

from backend.access import MemberSubject, find, require, visible
from backend.accounts.models import Role
from backend.assessments.models import Problem
from backend.audit.service import Event, record
from backend.library.families import Making, found_family
from backend.library.models import ProblemFamily, ProblemVersion
from backend.transaction import Transaction
from protocol.canonical import digest_hex
from protocol.errors import EnvironmentFault, InvalidInput
from protocol.identifiers import new_identifier
from protocol.member_wire import (
    MAX_PACKAGE_BYTES,
    PACKAGE_NAME_PATTERN,
    ProblemImported,
    ProblemList,
    ProblemSummary,
)
from protocol.saying import to_say
from runner.packages import ProblemPackage, files_of_zip, zip_of_files
from runner.packages.reader import keywords_of
from runner.tasks.loading import Problem as AnyProblem
from runner.tasks.loading import read_problem

MAX_UNPACKED_BYTES = 256 * 1024 * 1024
"""Of one package in memory while it is read; the format allows more, a server must not."""
MAX_LISTED = 1_000
_WAIT_S = 20.0
_READING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Checked:
    """A package or task that was read whole, and the archive that will be kept."""

    package: AnyProblem
    archive: bytes
    tags: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the archive."""
        return digest_hex(self.archive)

    @property
    def languages(self) -> list[str]:
        """Values of the languages in which it may be solved."""
        return [each.value for each in self.package.languages]


@dataclass(frozen=True, slots=True)
class Kept:
    """A content of the library; whether it is new."""

    problem: Problem
    created: bool


def check_package(package_zip: bytes, name: str) -> Checked:
    """Read a package; needs no transaction, and may take seconds. Raises InvalidInput, EnvironmentFault when busy."""
    check_upload(package_zip)
    if not re.match(PACKAGE_NAME_PATTERN, name):
        limit = to_say("up to 100 letters, digits, '_', '.' and '-'")
        raise InvalidInput("name", limit, to_say("The name of a package must be {limit}.", limit=limit))
    with _one_at_a_time():
        files = files_of_zip(package_zip, MAX_UNPACKED_BYTES)
        package = read_problem(files, name)
        if isinstance(package, ProblemPackage) and package.submit_answer:
            limit = to_say("a problem that is solved by a program")
            words = to_say("The app hands in programs; a submit-answer problem cannot be part of an assessment.")
            raise InvalidInput("problem.yaml: type", limit, words)
        archive = zip_of_files(files, name)
    check_upload(archive)
    return Checked(package, archive, keywords_of(files))


def check_upload(package_zip: bytes) -> None:
    """Raise InvalidInput for an archive that is larger than may be sent."""
    if len(package_zip) > MAX_PACKAGE_BYTES:
        raise _too_large()


def import_problem(tx: Transaction, organisation: str, package_zip: bytes, name: str) -> Problem:
    """Read and keep a package; the same again is the same problem. Raises InvalidInput."""
    return keep(tx, organisation, check_package(package_zip, name))[0]


def keep(tx: Transaction, organisation: str, checked: Checked, by: str | None = None) -> tuple[Problem, bool]:
    """Keep a package of an organisation as a problem of its own; whether it is new."""
    kept = keep_content(tx, organisation, checked)
    if kept.created:
        found_family(tx, kept.problem, Making(checked.languages, by), checked.tags)
    return kept.problem, kept.created


def keep_content(tx: Transaction, organisation: str, checked: Checked) -> Kept:
    """Keep a package's content, which is nobody's version yet."""
    same = select(Problem).where(Problem.organisation == organisation, Problem.digest == checked.digest)
    found = tx.session.scalar(same)
    if found is not None:
        return Kept(found, created=False)
    identifier = new_identifier()
    problem = Problem(
        id=identifier,
        organisation=organisation,
        name=checked.package.name,
        title=checked.package.title,
        digest=checked.digest,
        package_zip=checked.archive,
        view=checked.package.view(identifier, "A").model_dump(mode="json"),
        created_at_us=tx.now_us,
    )
    tx.session.add(problem)
    tx.session.flush()
    return Kept(problem, created=True)


def add_problem(tx: Transaction, member: MemberSubject, checked: Checked) -> ProblemImported:
    """Keep a package for a member. Raises NotAllowed."""
    require_recruiting(member)
    problem, created = keep(tx, member.organisation, checked, member.member)
    details: dict[str, str | int | bool | None] = {"created": created, "digest": problem.digest}
    record(tx, member, member.organisation, Event("problem.imported", "problem", problem.id, details))
    summary = _summary(problem, len(checked.archive))
    return ProblemImported(problem=summary, created=created, warnings=list(checked.package.warnings))


def list_problems(tx: Transaction, member: MemberSubject) -> ProblemList:
    """The newest version of every problem of the organisation, the latest first. Raises NotAllowed."""
    require_recruiting(member)
    offered = (
        select(ProblemVersion.problem)
        .join(ProblemFamily, ProblemFamily.id == ProblemVersion.family)
        .where(ProblemVersion.version == ProblemFamily.newest)
    )
    newest = (
        visible(member, Problem)
        .where(Problem.id.in_(offered))
        .order_by(Problem.created_at_us.desc(), Problem.id.desc())
        .limit(MAX_LISTED)
    )
    sized = newest.add_columns(func.length(Problem.package_zip))
    return ProblemList(problems=[_summary(problem, size) for problem, size in tx.session.execute(sized)])


def download(tx: Transaction, member: MemberSubject, problem: str) -> Problem:
    """One problem with its archive, hidden tests and all. Raises NotAllowed, NotFound."""
    require_recruiting(member)
    found = find(tx.session, member, Problem, Problem.id == problem)
    record(tx, member, member.organisation, Event("problem.downloaded", "problem", found.id))
    return found


def require_recruiting(member: MemberSubject) -> None:
    """Raise NotAllowed unless the member may see hidden tests."""
    require(member, Role.OWNER, Role.RECRUITER)


def _summary(problem: Problem, package_bytes: int) -> ProblemSummary:
    return ProblemSummary(
        problem=problem.id,
        name=problem.name,
        title=problem.title,
        digest=problem.digest,
        package_bytes=package_bytes,
        created_at_us=problem.created_at_us,
    )


def _too_large() -> InvalidInput:
    limit = f"{MAX_PACKAGE_BYTES} bytes"
    return InvalidInput("package", limit, to_say("The problem package is larger than {limit}.", limit=limit))


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _READING.acquire(timeout=_WAIT_S):
        raise EnvironmentFault(
            "problem.busy", to_say("The server is reading other problem packages. Try again in a minute.")
        )
    try:
        yield
    finally:
        _READING.release()
