"""What problem.yaml says, in whatever version: the value, and the keys that mean the same in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from protocol.verdicts import LanguageId
from runner.packages.fields import Table
from runner.packages.model import MIB, ProblemLimits

FILE = "problem.yaml"
LICENSES = frozenset({"unknown", "public domain", "cc0", "cc by", "cc by-sa", "educational", "permission"})

MOST_SECONDS = 3_600
MOST_MIB = 16 * 1024
MOST_OUTPUT_MIB = 256
"""Outputs are kept in memory while they are compared."""
MOST_CODE_KIB = 16 * 1024
MOST_PASSES = 1_000
LEAST_RESOLUTION_S = 0.001


@dataclass(frozen=True)
class Metadata:
    """What problem.yaml says. `grading` holds defaults of the test groups that very old packages put there."""

    titles: Mapping[str, str]
    limits: ProblemLimits
    scoring: bool = False
    interactive: bool = False
    multi_pass: bool = False
    submit_answer: bool = False
    uuid: str | None = None
    license: str = "unknown"
    languages: tuple[LanguageId, ...] = tuple(LanguageId)
    constants: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    validator_flags: tuple[str, ...] = ()
    custom_validator: bool | None = None
    validator_scores: bool = True
    maximise: bool = True
    grading: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def read_sizes(table: Table, limits: ProblemLimits) -> dict[str, Any]:
    """The limits that every version writes in the same way; refuses what this system could not keep."""

    def whole(key: str, unit: int, default: int, most: int) -> int:
        return table.whole(key, default // unit, most=most) * unit

    return {
        "memory_bytes": whole("memory", MIB, limits.memory_bytes, MOST_MIB),
        "output_bytes": whole("output", MIB, limits.output_bytes, MOST_OUTPUT_MIB),
        "code_bytes": whole("code", 1024, limits.code_bytes, MOST_CODE_KIB),
        "compilation_time_ms": whole("compilation_time", 1000, limits.compilation_time_ms, MOST_SECONDS),
        "compilation_memory_bytes": whole("compilation_memory", MIB, limits.compilation_memory_bytes, MOST_MIB),
        "validation_time_ms": whole("validation_time", 1000, limits.validation_time_ms, MOST_SECONDS),
        "validation_memory_bytes": whole("validation_memory", MIB, limits.validation_memory_bytes, MOST_MIB),
        "validation_output_bytes": whole("validation_output", MIB, limits.validation_output_bytes, MOST_OUTPUT_MIB),
    }


def read_rights(table: Table, *, others: bool) -> str:
    """The licence; `others` tells whether authors or a source stand in for a missing owner. Raises InvalidInput."""
    chosen = table.choice("license", LICENSES, "unknown")
    owner = table.text("rights_owner")
    if chosen == "public domain" and owner is not None:
        raise table.bad("rights_owner", "left out, because the license is public domain")
    if chosen not in {"unknown", "public domain"} and owner is None and not others:
        raise table.bad("rights_owner", f"given (or an author, or a source), because the license is {chosen}")
    return chosen
