"""Lists of people to invite, as a table of text (CSV): read whole before anybody is invited.

Guarantees: the first line names the columns `name` and `email`, and perhaps `time zone`, in any order and beside any
others; every fault is told with its line; nothing is guessed.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from backend.zones import require_zone
from protocol.errors import InvalidInput
from protocol.saying import to_say

MAX_PEOPLE = 500
MAX_BYTES = 256 * 1024
COLUMNS = ("name", "email", "time zone")


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the list; `zone` None where it does not say."""

    name: str
    email: str
    zone: str | None = None


def read_people(text: str) -> list[Person]:
    """The people of a list. Raises InvalidInput (`people`) naming the line."""
    if len(text.encode()) > MAX_BYTES:
        raise _fault(f"{MAX_BYTES} bytes at most", to_say("This list is too long; divide it."))
    sample = text.lstrip("\ufeff").strip()
    delimiter = ";" if sample.partition("\n")[0].count(";") > sample.partition("\n")[0].count(",") else ","
    rows = csv.DictReader(io.StringIO(sample), delimiter=delimiter, strict=True)
    try:
        people = _people(rows)
    except csv.Error as error:  # in the first line too
        line = rows.reader.line_num  # DictReader's own is that of the line before
        words = to_say("Line {line} cannot be read: {why}.", line=line, why=str(error))
        raise _fault("a table of text", words) from error
    if not 1 <= len(people) <= MAX_PEOPLE:
        raise _fault(
            f"1 to {MAX_PEOPLE} people",
            to_say("This list has {n} people; 1 to {most} are possible.", n=len(people), most=MAX_PEOPLE),
        )
    return people


def _people(rows: csv.DictReader[str]) -> list[Person]:
    columns = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
    if not {"name", "email"} <= set(columns):
        raise _fault(
            "a first line with the columns name and email",
            to_say("The first line must name the columns name and email."),
        )
    people: list[Person] = []
    seen: set[str] = set()
    for row in rows:
        name, email, zone = ((row[columns[each]] or "").strip() if each in columns else "" for each in COLUMNS)
        person = Person(name, email.lower(), zone or None)
        _check(person, rows.line_num, seen)
        people.append(person)
    return people


def _check(person: Person, line: int, seen: set[str]) -> None:
    if not 1 <= len(person.name) <= 200:
        raise _fault(
            "a name of 1 to 200 characters", to_say("Line {line} has no name, or one that is too long.", line=line)
        )
    if "@" not in person.email or len(person.email) > 254:
        raise _fault("an e-mail address", to_say("Line {line} has no e-mail address.", line=line))
    if person.email in seen:
        raise _fault("each address once", to_say("Line {line} repeats the address of an earlier line.", line=line))
    if person.zone is not None:
        _check_zone(person.zone, line)
    seen.add(person.email)


def _check_zone(zone: str, line: int) -> None:
    try:
        require_zone(zone, "time zone")
    except InvalidInput as error:
        raise _fault(
            "time zones such as Europe/Berlin", f"Line {line}: there is no time zone “{zone[:64]}”."
        ) from error


def _fault(limit: str, words: str) -> InvalidInput:
    return InvalidInput("people", limit, words)
