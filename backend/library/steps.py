"""One step of a verification on the judge's own engine: the test data first, then one submission after the other."""

from __future__ import annotations

from collections.abc import Callable

from backend.library.verifying import Found, Step, report_as_json
from backend.scoring.judging import Judging, package_of
from protocol.errors import EngineFault
from protocol.saying import to_say
from runner.judging.verify import PackageReport, Part, VerifyOptions, path_of
from runner.packages.model import ProblemPackage
from runner.tasks.loading import Problem, verify_problem


class Steps:
    """Does steps; a time limit that is to be found needs all programs at once, so such a package has one step."""

    def __init__(self, judging: Judging) -> None:
        self._judging = judging

    def __call__(self, step: Step, progress: Callable[[str], None]) -> Found:
        """One step. Raises EngineFault."""
        package = package_of(step.package_digest, step.package_zip)
        paths = [path_of(each) for each in package.submissions]
        whole = isinstance(package, ProblemPackage) and not package.limits.time_limit_given
        try:
            report = verify_problem(package, self._judging.opened(), _options(step, paths, progress, whole=whole))
        except EngineFault:
            self._judging.close()
            raise
        return _found(report, package, 1 if whole else 1 + len(paths), step.number)


def _options(step: Step, paths: list[str], progress: Callable[[str], None], *, whole: bool) -> VerifyOptions:
    if whole:
        return VerifyOptions(progress)
    if step.number == 0:
        return VerifyOptions(progress, part=Part.DATA)
    return VerifyOptions(progress, only=paths[step.number - 1], part=Part.PROGRAMS)


def _found(report: PackageReport, package: Problem, total: int, number: int) -> Found:
    following = to_say("judging {path}", path=path_of(package.submissions[number])) if number + 1 < total else ""
    return Found(
        total=total,
        programs=[report_as_json(each) for each in report.programs],
        faults=list(report.faults),
        warnings=list(report.warnings),
        following=following,
    )
