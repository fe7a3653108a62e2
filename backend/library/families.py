"""Families of the library: which versions a problem has, who made them, and which one is offered.

Guarantees: a version never changes; the content of a version (a row `problem`) never changes either, so that attempts
keep theirs; version numbers are gapless. Writing here needs a writing transaction, of which there is one at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from backend.access import MemberSubject, find, visible
from backend.assessments.models import Problem
from backend.library.models import ProblemFamily, ProblemVersion
from backend.transaction import Transaction
from protocol.errors import InvalidInput
from protocol.identifiers import new_identifier
from protocol.saying import to_say

MOST_VERSIONS = 1_000_000
"""Above what anybody saves, and within what a database holds as a number."""
MAX_NOTE = 300
MAX_TAGS = 20
MAX_TAG = 40


@dataclass(frozen=True, slots=True)
class Making:
    """How a version came about. `languages` are those in which it may be solved."""

    languages: Sequence[str]
    by: str | None = None
    note: str = ""
    restored_from: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A content with its place in the library: the newest version that has it."""

    family: ProblemFamily
    version: ProblemVersion
    problem: Problem

    @property
    def is_newest(self) -> bool:
        """Whether this is the version that is offered."""
        return self.version.version == self.family.newest


def found_family(tx: Transaction, problem: Problem, making: Making, tags: Sequence[str]) -> ProblemFamily:
    """Make a family with this content as its first version."""
    family = ProblemFamily(
        id=new_identifier(),
        organisation=problem.organisation,
        newest=0,
        tags=tags_of(",".join(tags), strict=False),
        created_at_us=tx.now_us,
    )
    tx.session.add(family)
    tx.session.flush()
    add_version(tx, family, problem, making)
    return family


def add_version(tx: Transaction, family: ProblemFamily, problem: Problem, making: Making) -> ProblemVersion:
    """The next version of a family."""
    family.newest += 1
    version = ProblemVersion(
        family=family.id,
        version=family.newest,
        organisation=family.organisation,
        problem=problem.id,
        note=making.note[:MAX_NOTE],
        restored_from=making.restored_from,
        languages=sorted(making.languages),
        created_by=making.by,
        created_at_us=tx.now_us,
    )
    tx.session.add(version)
    tx.session.flush()
    return version


def place_of(tx: Transaction, member: MemberSubject, problem: str) -> Place:
    """Where a content is in the library. Raises NotFound."""
    found = find(tx.session, member, Problem, Problem.id == problem)
    row = newest_with(tx, found.id)
    family = find(tx.session, member, ProblemFamily, ProblemFamily.id == (row.family if row else ""))
    assert row is not None  # noqa: S101 - the family was found by it
    return Place(family, row, found)


def newest_with(tx: Transaction, problem: str) -> ProblemVersion | None:
    """The newest version that has this content."""
    rows = select(ProblemVersion).where(ProblemVersion.problem == problem)
    return tx.session.scalars(rows.order_by(ProblemVersion.version.desc()).limit(1)).first()


def versions_of(tx: Transaction, member: MemberSubject, family: ProblemFamily) -> Sequence[ProblemVersion]:
    """Every version, the newest first."""
    mine = visible(member, ProblemVersion).where(ProblemVersion.family == family.id)
    return tx.session.scalars(mine.order_by(ProblemVersion.version.desc())).all()


def version_of(tx: Transaction, member: MemberSubject, family: ProblemFamily, number: int) -> ProblemVersion:
    """One version. Raises NotFound."""
    return find(
        tx.session,
        member,
        ProblemVersion,
        ProblemVersion.family == family.id,
        ProblemVersion.version == number,
    )


def tags_of(words: str, *, strict: bool = True) -> list[str]:
    """Tags out of words with commas between: lower case, each once. Raises InvalidInput when `strict`."""
    found = list(dict.fromkeys(" ".join(each.split()).lower() for each in words.split(",") if each.strip()))
    if strict and (len(found) > MAX_TAGS or any(len(each) > MAX_TAG for each in found)):
        limit = to_say("up to {count} tags of up to {most} characters", count=MAX_TAGS, most=MAX_TAG)
        raise InvalidInput("tags", limit, to_say("The tags must be {limit}.", limit=limit))
    return [each[:MAX_TAG] for each in found[:MAX_TAGS]]
