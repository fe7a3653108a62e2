"""What the doctor says: one finding for each thing it looked at, and the diagnosis they come to.

Guarantees: a finding that is not good names what it means in plain words; a refused one, one fix. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from protocol.errors import EngineFault
from protocol.saying import to_say, together, without


class Level(StrEnum):
    """How a finding weighs. UNKNOWN is "could not tell": said, and never held against the engine."""

    GOOD = "good"
    UNKNOWN = "could not tell"
    WARNING = "warning"
    REFUSED = "refused"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `topic` is stable, for programs; `words` and `fix` are for people."""

    topic: str
    level: Level
    words: str
    fix: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Diagnosis:
    """Everything that was found, in the order it was looked at."""

    engine: str
    address: str
    findings: tuple[Finding, ...]

    @property
    def refusal(self) -> Finding | None:
        """The first finding for which no program may run here."""
        return next((finding for finding in self.findings if finding.level is Level.REFUSED), None)

    @property
    def usable(self) -> bool:
        """Whether programs may run here."""
        return self.refusal is None

    @property
    def exit_code(self) -> int:
        """0: sound · 1: usable, and something should be looked at · 2: no program may run here."""
        if not self.usable:
            return 2
        return 0 if all(finding.level is Level.GOOD for finding in self.findings) else 1


def good(topic: str, words: str) -> Finding:
    """It was looked at and holds."""
    return Finding(topic, Level.GOOD, words)


def refused(topic: str, words: str, fix: str) -> Finding:
    """No program may run here because of it."""
    return Finding(topic, Level.REFUSED, words, fix)


def warning(topic: str, words: str, fix: str = "") -> Finding:
    """Programs may run; somebody should know."""
    return Finding(topic, Level.WARNING, words, fix)


def unknown(topic: str, words: str, fix: str = "") -> Finding:
    """It could not be told."""
    return Finding(topic, Level.UNKNOWN, words, fix)


def of_fault(topic: str, fault: EngineFault) -> Finding:
    """A fault of the engine as a finding; its fix is taken out of its words, because it is shown beside them."""
    fix = fault.details.get("fix")
    fix = fix if isinstance(fix, str) else ""
    words = without(fault.message, f"{fix}.") if fix else fault.message
    return refused(topic, words or fault.message, fix or to_say("Look at the engine's own log, then try again"))


def refuse(findings: Iterable[Finding]) -> None:
    """Raise EngineFault `engine.refused` for the first refused finding; nothing when there is none."""
    for finding in findings:
        if finding.level is Level.REFUSED:
            message = together(finding.words, to_say("{fix}.", fix=finding.fix) if finding.fix else "")
            raise EngineFault("engine.refused", message, {"fix": finding.fix, "topic": finding.topic})
