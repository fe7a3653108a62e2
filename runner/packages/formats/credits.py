"""Who made a problem and where it comes from: the keys `credits` and `source` of 2025-09. Checked, and not used."""

from __future__ import annotations

import re
from typing import Any

from runner.packages.fields import Table

_PERSON_KEYS = frozenset({"name", "email", "orcid", "kattis"})
_GROUPS = ("authors", "contributors", "testers", "packagers", "acknowledgements")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
_PERSON_LIMIT = "a person (a name, or a map with name, email, orcid, kattis), or a sequence of persons"


def read_credits(table: Table) -> bool:
    """Check `credits`; whether authors are named. Raises InvalidInput."""
    raw = table.peek("credits")
    if raw is None or isinstance(raw, str):
        table.ignore("credits")
        return bool(raw)
    people = table.table("credits")
    named = people.has("authors")
    for key in _GROUPS:
        check_people(people, key)
    translators = people.table("translators")
    for language, _ in translators.rest():
        if not _LANGUAGE.fullmatch(language):
            raise people.bad(f"translators.{language}", "a language code such as en or pt-BR")
        check_people(translators, language)
    people.finish()
    return named


def check_people(table: Table, key: str) -> tuple[str, ...]:
    """The names of a person or a non-empty sequence of persons; nobody when the key is absent. Raises InvalidInput."""
    raw = table.take(key)
    if raw is None:
        return ()
    people = raw if isinstance(raw, list) else [raw]
    names = [_name_of(one) for one in people]
    if not names or None in names:
        raise table.bad(key, _PERSON_LIMIT)
    return tuple(name for name in names if name)


def read_source(table: Table) -> bool:
    """Check `source`; whether there is one. Raises InvalidInput."""
    raw = table.take("source")
    if raw is None:
        return False
    for one in raw if isinstance(raw, list) else [raw]:
        if isinstance(one, dict):
            good = (
                isinstance(one.get("name"), str) and isinstance(one.get("url", ""), str) and set(one) <= {"name", "url"}
            )
        else:
            good = isinstance(one, str)
        if not good:
            raise table.bad("source", "a text, a map with name and url, or a sequence of them")
    return bool(raw)


def _name_of(person: Any) -> str | None:
    if isinstance(person, str):
        return person or None
    if not isinstance(person, dict) or not set(person) <= _PERSON_KEYS:
        return None
    if not all(isinstance(value, str) for value in person.values()):
        return None
    return person.get("name") or None
