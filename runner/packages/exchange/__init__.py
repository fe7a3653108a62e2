"""Packages back into the format: the same files for the same version, or another version with what that costs.

Guarantees: what is exported can be read again (it was read before it is handed out); whatever has no equivalent in the
other version stands in `losses`, one sentence each; what would make the problem another one is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

from protocol.errors import InvalidInput
from runner.packages.exchange.to_2025 import to_2025
from runner.packages.exchange.to_legacy import to_legacy
from runner.packages.exchange.work import Work
from runner.packages.model import FormatVersion, ProblemPackage
from runner.packages.reader import read_package, version_of
from runner.packages.sources import Files

TARGETS = (FormatVersion.V2025_09, FormatVersion.LEGACY)


@dataclass(frozen=True)
class Exported:
    """Files of a package in the version asked for, and what was lost on the way."""

    files: Files
    version: FormatVersion
    losses: tuple[str, ...] = ()


def export(files: Files, name: str, target: FormatVersion | None = None) -> Exported:
    """The package in version `target`; None is its own, whose files come back as they are. Raises InvalidInput."""
    package = read_package(files, name)
    if target is None or target is package.version:
        return Exported(dict(files), package.version)
    if target not in TARGETS:
        words = " or ".join(TARGETS)
        raise InvalidInput("to", words, f"A package can be written in version {words}, not {target.value}.")
    work = Work(dict(files))
    if target is FormatVersion.V2025_09 or package.version is FormatVersion.V2023_07_DRAFT:
        to_2025(package, work)
        package = _again(work, name)
    if target is FormatVersion.LEGACY:
        to_legacy(package, work)
        package = _again(work, name)
    if version_of(work.files) is not target:
        raise AssertionError(target)
    return Exported(work.files, target, tuple(dict.fromkeys(work.losses)))


def _again(work: Work, name: str) -> ProblemPackage:
    try:
        return read_package(work.files, name)
    except InvalidInput as error:
        field, limit = str(error.details.get("field")), str(error.details.get("limit"))
        raise InvalidInput(field, limit, f"The package cannot be converted: {error.message}") from error
