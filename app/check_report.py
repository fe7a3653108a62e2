"""The report on this computer, for whoever helps: what the check found, in a text that a person can read whole.

Guarantees: it holds what the Check screen shows and the versions of the programs, no name of a person, no code, no
identifier; it is written or sent only when the candidate says so. Pure but for `versions`.
"""

from __future__ import annotations

import platform
from collections.abc import Sequence

from PySide6.QtCore import qVersion

from app.attempt import app_version, platform_words
from protocol.check_words import CHECK_TITLES
from protocol.wire import CheckReport, CheckResult
from ui.words import when_words

FILE_NAME = "recrutr-check-report.txt"
_WORDS = {"green": "works", "amber": "works, with a limit", "red": "does not work"}
_VERSIONS = "versions"


def versions() -> CheckResult:
    """Which programs these are."""
    cause = f"Recrutr {app_version()}, Python {platform.python_version()}, Qt {qVersion()}, on {platform_words()}"
    return CheckResult(name=_VERSIONS, colour="green", cause=cause[:500])


def report_text(results: Sequence[CheckResult], offset_us: int | None, now_wall_us: int) -> str:
    """Word the report, a paragraph a line of the check; what was not looked at is not in it."""
    known = {result.name: result for result in results}
    lines = [
        "Recrutr: report on this computer",
        f"Made {when_words(now_wall_us)}, by this computer's clock",
        versions().cause,
    ]
    for name, title in CHECK_TITLES.items():
        result = known.get(name)
        if result is not None:
            lines += ["", f"{title}: {_WORDS[result.colour]}", f"  {result.cause}"]
    if offset_us is not None:
        lines += ["", f"This computer's clock less the server's: {offset_us / 1_000_000:+.1f} s"]
    return "\n".join(lines) + "\n"


def report_to_send(results: Sequence[CheckResult], offset_us: int | None) -> CheckReport:
    """The same as it is sent: the lines, the trial and the versions."""
    return CheckReport(results=[*results, versions()], clock_offset_us=offset_us or 0)
