"""One way in for both kinds of problems, and one way to judge them: packages of the format and tasks of ours.

`task.yaml` at the top makes a task, `problem.yaml` a package; both at once are refused.
"""

from __future__ import annotations

from pathlib import Path

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.engine import Engine
from runner.judging.judge import JudgementResult, judge_submission
from runner.judging.verify import PackageReport, VerifyOptions, verify
from runner.judging.walk import USUAL, JudgeOptions
from runner.packages import reader
from runner.packages.model import ProblemPackage
from runner.packages.reader import read_package
from runner.packages.sources import Files, files_of_folder, files_of_zip
from runner.statements import Statement, render_statement
from runner.tasks.description import reader as task_reader
from runner.tasks.description.model import Task
from runner.tasks.description.reader import FILE, read_task
from runner.tasks.judge import judge_task_submission
from runner.tasks.verify import verify_task

Problem = ProblemPackage | Task
_PACKAGE_FILE = "problem.yaml"


def load(path: Path) -> Problem:
    """Read a folder or archive, whichever kind it is. Raises InvalidInput."""
    if path.is_dir():
        return read_problem(files_of_folder(path), path.resolve().name)
    try:
        return load_archive(path.read_bytes(), path.stem)
    except OSError as error:
        raise InvalidInput("package", "a folder or an archive", f"{path} cannot be read: {error.strerror}.") from error


def load_archive(data: bytes, name: str, *, statements: bool = True) -> Problem:
    """Read an archive, whichever kind it is. Raises InvalidInput."""
    return read_problem(files_of_zip(data), name, statements=statements)


def read_problem(files: Files, name: str, *, statements: bool = True) -> Problem:
    """Read files, whichever kind they are; without `statements` for judging, which takes most of the time less.

    Raises InvalidInput.
    """
    if FILE in files and _PACKAGE_FILE in files:
        raise InvalidInput(FILE, f"{FILE} or {_PACKAGE_FILE}", f"There is both {FILE} and {_PACKAGE_FILE}.")
    read = read_task if FILE in files else read_package
    return read(files, name, statements=statements)


def judge_problem(
    problem: Problem, language: LanguageId, source: bytes, engine: Engine, options: JudgeOptions = USUAL
) -> JudgementResult:
    """Judge a single file handed in, whichever kind the problem is. Raises InvalidInput, EngineFault, Stopped."""
    if isinstance(problem, Task):
        return judge_task_submission(problem, language, source, engine, options)
    return judge_submission(problem, language, source, engine, options)


def verify_problem(problem: Problem, engine: Engine, options: VerifyOptions) -> PackageReport:
    """Check a problem and judge its own submissions, whichever kind it is. Raises EngineFault."""
    if isinstance(problem, Task):
        return verify_task(problem, engine, options)
    return verify(problem, engine, options)


def statement_paths(files: Files) -> list[tuple[str, str]]:
    """Language and path of each statement, whichever kind of problem it is. Raises InvalidInput."""
    if FILE in files:
        return task_reader.statement_paths(files)
    return reader.statement_paths(files, reader.version_of(files))


def render_one(files: Files, path: str) -> Statement:
    """One statement as it will be shown; nothing else of the package is read. Raises InvalidInput."""
    return render_statement(path, files, {} if FILE in files else reader.constants_of(files))
