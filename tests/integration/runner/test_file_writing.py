"""Working folders that cannot be written: what a problem that does not allow file writing gives its submissions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from protocol.verdicts import LanguageId, Verdict
from runner.boxes.docker_engine import DockerEngine
from runner.engine import Engine, Job, Limits, Outcome, Plan, SourceFile, Warm
from runner.feedback import run_attended, run_own_input, run_samples
from runner.judging.verify import verify
from runner.packages import read_package
from tests.integration.runner.conftest import ENGINES
from tests.unit.runner.package_builder import GOOD, changed

pytestmark = pytest.mark.docker

ATTEMPTS = """
import os, shutil
def tried(name, action):
    try:
        action()
        print(name, "done")
    except OSError as error:
        print(name, os.strerror(error.errno))
here = os.getcwd()
print(open("data/told.txt").read())
tried("create", lambda: open("new.txt", "w"))
tried("change", lambda: open("data/told.txt", "a"))
tried("remove", lambda: os.unlink("data/told.txt"))
tried("rename", lambda: os.rename("data/told.txt", "data/other.txt"))
tried("folder", lambda: os.mkdir("more"))
tried("link", lambda: os.symlink("/tmp", "link"))
tried("mode", lambda: os.chmod("data", 0o700))
tried("again", lambda: open("data/new.txt", "w"))
tried("around", lambda: open(f"/proc/self/cwd/../{os.path.basename(here)}/new.txt", "w"))
tried("away", lambda: os.rename(here, here + "2"))
tried("scratch", lambda: open("/tmp/new.txt", "w"))
"""
FILES = (SourceFile("main.py", ATTEMPTS.encode()), SourceFile("data/told.txt", b"told"))
PROBLEM = "0190a0a0-0000-7000-8000-000000000000"
NAMES = ("create", "change", "remove", "rename", "folder", "link", "mode", "again", "around")


@pytest.fixture(scope="module", params=["cells", "whole"])
def boxes(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = ENGINES[request.param]()
    yield engine
    engine.close()


def answers(outcome: Outcome) -> dict[str, str]:
    assert (outcome.exit_code, outcome.stderr) == (0, b"")
    told, *lines = outcome.stdout.decode().splitlines()
    assert told == "told"
    return dict(line.split(" ", 1) for line in lines)


@pytest.mark.parametrize("artifacts", [(), ("new.txt",)], ids=["plain", "general"])
def test_a_program_reads_its_files_and_changes_none(boxes: Engine, artifacts: tuple[str, ...]) -> None:
    argv = ("python3", "main.py")
    outcome = boxes.run(Job(argv, FILES, limits=Limits(file_writing=False), artifacts=artifacts))
    found = answers(outcome)
    refused = {"Read-only file system", "Permission denied", "Operation not permitted"}
    assert {name: found[name] for name in NAMES if found[name] not in refused} == {}
    assert found["scratch"] == "done"
    assert outcome.artifacts == {}
    allowed = answers(boxes.run(Job(argv, FILES, limits=Limits(), artifacts=artifacts)))
    assert {allowed[name] for name in ("create", "change", "remove", "folder", "mode", "again")} == {"done"}


def test_an_interpreter_that_waits_gets_its_text_in_a_folder_that_it_cannot_write(engine: DockerEngine) -> None:
    argv, limits = ("python3", "main.py"), Limits(file_writing=False)
    with engine.open(Plan(limits, warm=Warm(argv, "main.py"))) as station:
        for _ in range(2):
            found = answers(station.run(Job(argv, FILES, limits=limits)))
            assert {name: found[name] for name in NAMES if found[name] == "done"} == {}
    assert not Plan(limits).takes(Job(argv, FILES))


def test_the_problem_says_whether_its_submissions_may_write(engine: DockerEngine) -> None:
    """By the text of 2025-09 they may not, unless it says so; what comes of an attempt is the program's own end."""
    notes = b"open('notes.txt', 'w').write(str(a + b))\nprint(open('notes.txt').read())\n"
    writes = b"a, b = map(int, input().split())\n" + notes
    files = changed(GOOD, submissions__run_time_error__writes_DOT_py=writes)
    report = verify(read_package(files, "sum"), engine)
    assert report.good, report
    allowed = changed(files, problem_DOT_yaml=GOOD["problem.yaml"] + b"allow_file_writing: true\n")
    report = verify(read_package(allowed, "sum"), engine)
    (judged,) = [one for one in report.programs if one.path.endswith("writes.py")]
    assert judged.faults
    assert judged.verdicts == "3 AC"


WRITES = "a, b = map(int, input().split())\nopen('notes.txt', 'w').write('x')\nprint(a + b)\n"
WRITES_IN_C = """#include <stdio.h>
int main(void) {
    int a, b;
    FILE *notes = fopen("notes.txt", "w");
    if (!notes || scanf("%d %d", &a, &b) != 2) return 3;
    return printf("%d\\n", a + b) < 0;
}
"""


class Typist:
    """A person who types nothing more than what the run was begun with."""

    def __init__(self, text: bytes) -> None:
        self._typed = [text, b""]

    def heard(self, data: bytes) -> None:
        pass

    def next_typed(self, _timeout_s: float) -> bytes | None:
        return self._typed.pop(0) if self._typed else None


@pytest.mark.parametrize("allowed", [False, True], ids=["forbidden", "allowed"])
def test_a_candidates_own_run_may_write_just_where_the_judge_lets_it(engine: DockerEngine, allowed: bool) -> None:
    """Samples, an interpreter that waits, an own input and a program before a person: all by what the view says."""
    said = GOOD["problem.yaml"] + b"allow_file_writing: true\n" if allowed else GOOD["problem.yaml"]
    view = read_package(changed(GOOD, problem_DOT_yaml=said), "sum").view(PROBLEM, "A")
    wanted = Verdict.ACCEPTED if allowed else Verdict.RUN_TIME_ERROR
    for language, source in ((LanguageId.PYTHON, WRITES), (LanguageId.C, WRITES_IN_C)):
        assert set(run_samples(view, language, source, engine).verdicts) == {wanted}
        own = run_own_input(view, language, source, "1 2\n", engine).samples[0]
        typed = run_attended(view, language, source, Typist(b"1 2\n"), engine).samples[0]
        assert (own.verdict, typed.verdict) == ((None, None) if allowed else (wanted, wanted))
    judged = verify(
        read_package(changed(GOOD, problem_DOT_yaml=said, submissions__accepted__w_DOT_py=WRITES.encode()), "sum"),
        engine,
    )
    (by_judge,) = [one for one in judged.programs if one.path.endswith("w.py")]
    assert (not by_judge.faults) is allowed
