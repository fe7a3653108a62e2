"""Known weaknesses of engines as data (weaknesses.yaml), and what they mean for the engine that answers.

Guarantees: a distribution's patched revision counts before the upstream number; what neither settles is "could not
tell" and never a refusal. Pure but for reading its data.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal

import yaml

from runner.doctor.findings import Finding, Level, good
from runner.doctor.identity import Identity, Part
from runner.doctor.versions import Upstream, at_least_one_of, patched_like, upstream

TOPIC = "weaknesses"
_UPDATE = {
    "docker-desktop": "Update Docker Desktop (in its menu: Check for updates)",
    "docker": "Update Docker (on Debian and Ubuntu: sudo apt update && sudo apt upgrade)",
    "podman": "Update Podman (on Debian and Ubuntu: sudo apt update && sudo apt upgrade)",
}


@dataclass(frozen=True)
class Weakness:
    """One published weakness of one component."""

    id: str
    component: str
    effect: Literal["refuse", "warn"]
    what: str
    fixed: tuple[Upstream, ...]
    patched: tuple[str, ...]
    open: tuple[str, ...]
    sources: tuple[str, ...]
    why: str = ""

    def present(self, part: Part) -> bool | None:
        """Whether this part has the weakness; None when its version does not settle it."""
        if part.revision:
            if part.revision in self.open:
                return True
            for first_good in self.patched:
                told = patched_like(part.revision, first_good)
                if told is not None:
                    return not told
        number = upstream(part.version)
        if number is None:
            return None
        if at_least_one_of(number, self.fixed):
            return False
        return None if part.revision else True


@functools.cache
def _data() -> Mapping[str, Any]:
    text = resources.files(__package__ or "").joinpath("weaknesses.yaml").read_text("utf-8")
    table: Mapping[str, Any] = yaml.safe_load(text)
    return table


@functools.cache
def weaknesses() -> tuple[Weakness, ...]:
    """Every weakness on the list."""
    return tuple(_weakness(row) for row in _data()["weaknesses"])


def minimum(kind: str) -> Upstream | None:
    """The oldest engine of this kind that Recrutr is made for."""
    text = _data()["minimum"].get(kind)
    return upstream(text) if text else None


def known_bad(identity: Identity) -> list[Finding]:
    """A finding for each weakness that is there or cannot be ruled out; one good finding when there is none."""
    found = []
    for weakness in weaknesses():
        part = next((one for one in identity.parts if one.name == weakness.component), None)
        present = weakness.present(part) if part is not None else False
        if part is not None and present is not False:
            found.append(_finding(weakness, part, identity, certain=present is True))
    return found or [good(TOPIC, f"{len(weaknesses())} known weaknesses of engines are not in this one.")]


def too_old(identity: Identity) -> Finding:
    """Whether the engine is of a version that Recrutr is made for."""
    number, least = upstream(identity.version), minimum(identity.kind)
    if number is None:
        return Finding("version", Level.UNKNOWN, f"The version {identity.version!r} of the engine is not understood.")
    if least is not None and number < least:
        words = f"This engine is too old: version {identity.version}, and Recrutr needs {least.major}.{least.minor}."
        return Finding("version", Level.REFUSED, words, _UPDATE[identity.kind])
    return good("version", "Parts: " + ", ".join(part.words for part in identity.parts) + ".")


def _finding(weakness: Weakness, part: Part, identity: Identity, *, certain: bool) -> Finding:
    update = _UPDATE[identity.kind]
    if not certain:
        words = f"Whether {part.words} is patched against {weakness.id} cannot be told from its version."
        return Finding(TOPIC, Level.UNKNOWN, words, update, weakness.sources)
    words = f"{part.words} has {weakness.id}. {weakness.what}"
    if weakness.effect == "refuse":
        return Finding(TOPIC, Level.REFUSED, words, update, weakness.sources)
    fix = f"Update {part.name} as soon as your distribution has a fixed version"
    return Finding(TOPIC, Level.WARNING, f"{words} Not reachable here: {weakness.why}", fix, weakness.sources)


def _weakness(row: Mapping[str, Any]) -> Weakness:
    return Weakness(
        id=row["id"],
        component=row["component"],
        effect=row["effect"],
        what=row["what"],
        why=row.get("why", ""),
        fixed=tuple(number for text in row["fixed"] if (number := upstream(text)) is not None),
        patched=tuple(row["patched"]),
        open=tuple(row["open"]),
        sources=tuple(row["sources"]),
    )
