"""Several files handed in as one source: which one starts, what a compiler's words are about, and what is judged."""

from __future__ import annotations

import pytest

from protocol.errors import InvalidInput
from protocol.projects import pack
from protocol.verdicts import LanguageId, Verdict
from runner.engine import Job, Outcome
from runner.execution import CompilerMessage, parse_messages
from runner.feedback import run_samples
from runner.judging.judge import judge_submission
from runner.languages import languages
from runner.packages.programs import submitted_program
from tests.unit.runner.package_kinds import GOOD_PACKAGE
from tests.unit.runner.scripted_engine import ScriptedEngine, ended
from tests.unit.runner.tasks.process_engine import ProcessEngine
from tests.unit.runner.tasks.task_builder import GOOD, RIGHT, changed, task

VIEW = "01890a5d-ac96-774b-bcce-b302099a8057"
SPLIT = {
    **changed("task.yaml", b"{editable: [sums.py]}", b"{editable: [sums.py, counting.py]}"),
    "starter/python3/counting.py": b"class Counter:\n    pass\n",
    "starter/python3/given.py": b"GIVEN = 1\n",
}
SUMS, _, COUNTER = RIGHT.decode().partition("class Counter")
SOLVED = {"sums.py": f"from counting import Counter\n{SUMS}", "counting.py": f"class Counter{COUNTER}"}


def source(files: dict[str, str], usual: str = "solution.py") -> bytes:
    return pack(files, usual).encode()


@pytest.mark.parametrize(
    ("names", "main"),
    [
        (["solution.py", "util.py"], "solution.py"),
        (["main.py", "solution.py"], "main.py"),
        (["program.py"], "program.py"),
        (["program.py", "notes.txt"], "program.py"),
    ],
)
def test_the_file_that_starts_is_told_as_in_a_package(names: list[str], main: str) -> None:
    files = dict.fromkeys(names, "print(1)\n")
    program = submitted_program(LanguageId.PYTHON, source(files))
    assert program.main == main
    assert set(program.files) == set(names)


def test_the_file_with_the_main_program_starts_in_c() -> None:
    files = {"a.c": "int f(void);", "b.c": "int main(void) { return 0; }"}
    assert submitted_program(LanguageId.C, source(files, "solution.c")).main == "b.c"


def test_where_it_cannot_be_told_the_judge_says_so_to_the_candidate() -> None:
    files = {"a.py": "1", "b.py": "2"}
    with pytest.raises(InvalidInput, match="which file starts"):
        submitted_program(LanguageId.PYTHON, source(files))
    result = judge_submission(GOOD_PACKAGE, LanguageId.PYTHON, source(files), ScriptedEngine(lambda _: ended()))
    assert result.verdict is Verdict.COMPILE_ERROR
    assert result.message.startswith("It cannot be told which file starts: expected one Python 3 file")


def test_the_judge_runs_all_files_of_a_package_problem() -> None:
    seen: list[set[str]] = []

    def look(job: Job) -> Outcome:
        seen.append({file.name for file in job.files})
        return ended()

    judge_submission(
        GOOD_PACKAGE, LanguageId.PYTHON, source({"solution.py": "1", "lib/a.py": "2"}), ScriptedEngine(look)
    )
    assert seen
    assert all({"solution.py", "lib/a.py"} <= names for names in seen)


def test_a_compilers_remark_names_its_file_where_there_are_several() -> None:
    said = "./lib/a.c:3:5: error: odd\nmain.c:1:1: warning: late\n/usr/include/stdio.h:9:1: error: theirs\n"
    told = parse_messages(languages()[LanguageId.C], said, "main.c", ["main.c", "lib/a.c", "a.c"])
    assert told == (
        CompilerMessage(3, 5, "error", "odd", "lib/a.c"),
        CompilerMessage(1, 1, "warning", "late", "main.c"),
        CompilerMessage(None, None, "error", "theirs", ""),
    )
    alone = parse_messages(languages()[LanguageId.C], "main.c:1:1: error: odd\n", "main.c", ["main.c"])
    assert alone == (CompilerMessage(1, 1, "error", "odd"),)


def test_a_task_of_two_files_is_given_practised_and_judged_as_a_project() -> None:
    split = task(SPLIT)
    view = split.view(VIEW, "A")
    starter = view.projects["python3"]
    assert (list(starter.editable), list(starter.given)) == (["sums.py", "counting.py"], ["given.py"])
    assert view.usual_path(LanguageId.PYTHON) == "sums.py"
    assert view.usual_path(LanguageId.C) == "solution.c"
    packed = pack(SOLVED, "sums.py")
    assert run_samples(view, LanguageId.PYTHON, packed, ProcessEngine()).verdicts == [Verdict.ACCEPTED]


def test_a_file_that_the_task_does_not_let_one_write_is_told_and_not_judged() -> None:
    from runner.tasks.judge import judge_task_submission

    files = pack({**SOLVED, "given.py": "GIVEN = 2"}, "sums.py").encode()
    result = judge_task_submission(task(SPLIT), LanguageId.PYTHON, files, ProcessEngine())
    assert result.verdict is Verdict.COMPILE_ERROR
    assert "'given.py' is not a file to hand in" in result.message
    right = judge_task_submission(task(SPLIT), LanguageId.PYTHON, pack(SOLVED, "sums.py").encode(), ProcessEngine())
    assert (right.verdict, right.score) == (Verdict.ACCEPTED, 100)
    assert task(GOOD).view(VIEW, "A").projects["python3"].given == {}
