"""Comparing version numbers: the upstream's own, and a distribution's patched revisions of one. Pure.

An upstream number says nothing of what a distribution has patched into it, so both are looked at: `at_least_one_of`
for the number, `patched_like` for the revision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_UPSTREAM = re.compile(r"(\d+)\.(\d+)(?:\.(\d+))?(?:[-~]?(?:rc|beta|alpha)\.?(\d+))?")
_REVISION = re.compile(r"\d+:?[\w.+~]*-\w[\w.+~]*")
_GIT = re.compile(r"-g?[0-9a-f]{7,}$")
_FINAL = 1_000_000
"""Stands in the place of a candidate's number: a final version is above all its candidates."""


@dataclass(frozen=True, order=True)
class Upstream:
    """A number as upstream counts; a release candidate is below its final."""

    major: int
    minor: int
    patch: int
    candidate: int = _FINAL

    def __str__(self) -> str:
        tail = "" if self.candidate == _FINAL else f"-rc.{self.candidate}"
        return f"{self.major}.{self.minor}.{self.patch}{tail}"


def upstream(text: str) -> Upstream | None:
    """The first version number in `text`; None when there is none."""
    found = _UPSTREAM.search(text)
    if found is None:
        return None
    major, minor, patch, candidate = found.groups()
    return Upstream(int(major), int(minor), int(patch or 0), int(candidate) if candidate else _FINAL)


def is_revision(text: str) -> bool:
    """Whether this is a distribution's version of a package (`1.1.5+ds1-1+deb12u1`), not a tag or a commit."""
    return bool(_REVISION.fullmatch(text)) and not _GIT.search(text) and "-rc" not in text


def at_least_one_of(version: Upstream, fixed: Iterable[Upstream]) -> bool:
    """Whether the number contains a fix that was released in several lines (1.2.8, 1.3.3): its own line decides."""
    lines = sorted(fixed)
    for first_good in lines:
        if (version.major, version.minor) == (first_good.major, first_good.minor):
            return version >= first_good
    return bool(lines) and version > lines[-1]


def patched_like(revision: str, patched: str) -> bool | None:
    """Whether a distribution's revision has what `patched` was the first of its line to have.

    A line is all that stands before the last number: `1.1.5+ds1-1+deb12u1` begins one. None: another line.
    """
    stem, first = _stem(patched)
    if not revision.startswith(stem):
        return None
    number = re.match(r"\d+", revision[len(stem) :])
    return int(number.group()) >= first if number else None


def _stem(text: str) -> tuple[str, int]:
    found = re.search(r"\d+$", text)
    if found is None:
        raise ValueError(f"{text!r} does not end in a number")
    return text[: found.start()], int(found.group())
