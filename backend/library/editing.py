"""Saving what a member edited: the package is checked whole, and becomes the next version of its problem.

Guarantees: nothing is kept of a package that cannot be read; whoever saves on top of a version that is not the newest
any more is refused with `library.newer`, and nothing of either is lost; who changed which files is audited by count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backend.access import MemberSubject, find
from backend.assessments.models import Problem
from backend.assessments.problems import Checked, Kept, check_package, keep_content, require_recruiting
from backend.audit.service import Event, record
from backend.library import families
from backend.library.families import MAX_NOTE, Making, Place
from backend.library.files import Changes, applied, differing
from backend.library.models import ProblemFamily
from backend.transaction import Services, Transaction
from protocol.errors import Conflict, InvalidInput
from protocol.saying import to_say
from runner.packages import files_of_zip, zip_of_files
from runner.packages.sources import Files

NEWER = "library.newer"


@dataclass(frozen=True, slots=True)
class Edit:
    """What a member wants changed. `base` is the number of the version they looked at."""

    base: int
    changes: Changes
    note: str = ""


def open_package(tx: Transaction, member: MemberSubject, problem: str) -> tuple[Place, Files]:
    """A content's place and its files, hidden tests and all. Raises NotAllowed, NotFound."""
    require_recruiting(member)
    place = families.place_of(tx, member, problem)
    return place, files_of_zip(place.problem.package_zip)


def save(services: Services, member: MemberSubject, problem: str, edit: Edit) -> Kept:
    """Make the next version. Raises NotAllowed, NotFound, InvalidInput, Conflict(`library.newer`, `library.same`)."""
    if len(edit.note) > MAX_NOTE:
        limit = to_say("up to {most} characters", most=MAX_NOTE)
        raise InvalidInput("note", limit, to_say("The note may have {limit}.", limit=limit))
    with services.reading() as tx:
        place, before = open_package(tx, member, problem)
        # Told before the package is checked: reading a large one takes seconds.
        _require_newest(tx, member, place.family, edit.base)
    after = applied(before, edit.changes)
    changed = differing(before, after)
    if not changed:
        return Kept(place.problem, created=False)
    return replace(services, member, problem, Replacement(edit.base, after, edit.note, len(changed)))


@dataclass(frozen=True, slots=True)
class Replacement:
    """The whole of a next version; `changed` is how many files are not as they were."""

    base: int
    files: Mapping[str, bytes]
    note: str
    changed: int


def replace(services: Services, member: MemberSubject, problem: str, wanted: Replacement) -> Kept:
    """The next version out of whole files. Raises as `save`."""
    require_recruiting(member)
    with services.reading() as tx:
        name = families.place_of(tx, member, problem).problem.name
    checked = check_package(zip_of_files(wanted.files, name), name)
    with services.transaction() as tx:
        place = families.place_of(tx, member, problem)
        _require_newest(tx, member, place.family, wanted.base)
        kept = keep_content(tx, member.organisation, checked)
        _require_own(tx, place.family, kept)
        making = Making(checked.languages, member.member, wanted.note.strip())
        version = families.add_version(tx, place.family, kept.problem, making)
        _audit(tx, member, "problem.edited", kept.problem, {"version": version.version, "files": wanted.changed})
        return kept


def restore(tx: Transaction, member: MemberSubject, problem: str, number: int, base: int) -> Problem:
    """The content of an earlier version as the next one. Raises NotAllowed, NotFound, Conflict(`library.newer`)."""
    require_recruiting(member)
    place = families.place_of(tx, member, problem)
    _require_newest(tx, member, place.family, base)
    earlier = families.version_of(tx, member, place.family, number)
    content = find(tx.session, member, Problem, Problem.id == earlier.problem)
    newest = families.version_of(tx, member, place.family, place.family.newest)
    if newest.problem == content.id:
        return content
    making = Making(earlier.languages or [], member.member, f"Version {number} again", restored_from=number)
    version = families.add_version(tx, place.family, content, making)
    _audit(tx, member, "problem.restored", content, {"version": version.version, "from": number})
    return content


def create(services: Services, member: MemberSubject, checked: Checked) -> Problem:
    """Keep a package that was made here as a new problem. Raises NotAllowed, Conflict(`library.same`)."""
    require_recruiting(member)
    with services.transaction() as tx:
        kept = keep_content(tx, member.organisation, checked)
        if not kept.created:
            raise Conflict("library.same", to_say("The same problem is in your library already."))
        families.found_family(tx, kept.problem, Making(checked.languages, member.member, "Begun here"), checked.tags)
        _audit(tx, member, "problem.begun", kept.problem, {"version": 1})
        return kept.problem


def _require_newest(tx: Transaction, member: MemberSubject, family: ProblemFamily, base: int) -> None:
    if family.newest == base:
        return
    newest = families.version_of(tx, member, family, family.newest)
    words = to_say(
        "Somebody saved version {newest} meanwhile. Yours was begun on version {base} and is not saved yet.",
        newest=newest.version,
        base=base,
    )
    raise Conflict(NEWER, words, {"newest": newest.version, "problem": newest.problem})


def _require_own(tx: Transaction, family: ProblemFamily, kept: Kept) -> None:
    """A content belongs to one problem of the library."""
    other = None if kept.created else families.newest_with(tx, kept.problem.id)
    if other is not None and other.family != family.id:
        raise Conflict("library.same", to_say("This is exactly another problem of your library; it cannot be both."))


def _audit(
    tx: Transaction, member: MemberSubject, action: str, problem: Problem, details: dict[str, str | int | bool | None]
) -> None:
    record(tx, member, member.organisation, Event(action, "problem", problem.id, details))
