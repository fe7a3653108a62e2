"""What each folder under `submissions/` promises (2025-09 "Default directories", legacy "Example submissions")."""

from __future__ import annotations

from protocol.errors import InvalidInput
from runner.packages.model import ExampleSubmission, Expectation, FormatVersion
from runner.packages.programs import program_groups, read_program
from runner.packages.sources import Files

_ALL = frozenset({"AC", "WA", "TLE", "RTE"})


def _expect(permitted: str, required: str, *, partial: bool = False) -> Expectation:
    return Expectation(frozenset(permitted.split()), frozenset(required.split()), partial)


_FOLDERS = {
    "accepted": _expect("AC", "AC"),
    "rejected": _expect("AC WA TLE RTE", "RTE TLE WA"),
    "wrong_answer": _expect("AC WA", "WA"),
    "time_limit_exceeded": _expect("AC TLE", "TLE"),
    "run_time_error": _expect("AC RTE", "RTE"),
    "brute_force": _expect("AC RTE TLE", "RTE TLE"),
    "partially_accepted": _expect("AC WA TLE RTE", "AC WA TLE RTE", partial=True),
}
_LEGACY_FOLDERS = _FOLDERS | {
    "time_limit_exceeded": _expect("AC WA TLE", "TLE"),
    "run_time_error": _expect("AC WA TLE RTE", "RTE"),
}


def read_submissions(files: Files, version: FormatVersion) -> tuple[ExampleSubmission, ...]:
    """Every example submission. Raises InvalidInput for an unknown folder, or when none is accepted."""
    known = _LEGACY_FOLDERS if version is FormatVersion.LEGACY else _FOLDERS
    found: list[ExampleSubmission] = []
    for folder, _ in program_groups(files, "submissions"):
        if folder == "submissions.yaml":
            continue
        if folder not in known:
            where = f"submissions/{folder}"
            raise InvalidInput(where, "one of " + ", ".join(known), f"{where}: this folder is not known.")
        for name, own in program_groups(files, f"submissions/{folder}"):
            program = read_program(f"submissions/{folder}/{name}", name, own)
            found.append(ExampleSubmission(folder, program, known[folder]))
    if not any(one.folder == "accepted" for one in found):
        raise InvalidInput(
            "submissions/accepted", "at least one program", "submissions/accepted: at least one program is needed."
        )
    return tuple(found)
