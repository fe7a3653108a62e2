"""What the judge of tasks makes of programs: real processes, without walls, for code of our own only."""

from __future__ import annotations

import pytest

from protocol.errors import EngineFault, InvalidInput
from protocol.verdicts import LanguageId, Verdict
from runner.engine import BUSY, Job, Outcome, Plan
from runner.feedback import run_own_input, run_samples
from runner.judging.judge import JudgementResult
from runner.judging.verify import VerifyOptions
from runner.judging.walk import JudgeOptions
from runner.packages.model import Program
from runner.tasks.driving import candidate_files
from runner.tasks.judge import judge_task_submission
from runner.tasks.suites import SuiteFailure, prepare_suite
from runner.tasks.values import NONCE_CHARACTERS
from runner.tasks.verify import verify_task
from tests.unit.runner.scripted_engine import ScriptedEngine, ended
from tests.unit.runner.tasks.process_engine import ProcessEngine
from tests.unit.runner.tasks.task_builder import GOOD, RIGHT, changed, task

ENGINE = ProcessEngine()
VIEW = "01890a5d-ac96-774b-bcce-b302099a8057"
TOGETHER = changed("task.yaml", b"framework: pytest", b"framework: pytest\n    run: together")
SHIPPING = {
    **TOGETHER,
    "task.yaml": TOGETHER["task.yaml"].replace(b", tests/test_counter.py::test_refuses", b"")
    + b"    expect: {tests/test_counter.py::test_up: {up: 3}}\n",
    "tests/test_counter.py": b"""from recrutr_expect import expect
from sums import Counter

def test_up():
    counter = Counter(1)
    counter.up(2)
    expect("up", counter.value())
""",
}


def judge(source: bytes, files: dict[str, bytes] = GOOD) -> JudgementResult:
    return judge_task_submission(task(files), LanguageId.PYTHON, source, ENGINE, JudgeOptions(keep_going=True))


def verdicts(result: JudgementResult) -> dict[str, str]:
    return {test.name.rpartition("/")[2].rpartition("::")[2]: test.verdict.value for test in result.tests}


def test_a_right_submission_gets_all_points() -> None:
    result = judge(RIGHT)
    assert (result.verdict, result.score, result.max_score) == (Verdict.ACCEPTED, 100, 100)
    assert result.message == "Correct on every test."
    assert set(verdicts(result).values()) == {"AC"}


def test_points_by_test_and_by_group() -> None:
    result = judge(RIGHT.replace(b"a + b", b"a + b if a < 9 else 0").replace(b"below", b"above"))
    wrong = [name for name, verdict in verdicts(result).items() if verdict != "AC"]
    assert wrong == ["large", "test_refuses"]
    assert {group.name: group.score for group in result.groups} == {"examples": None, "hidden": 45, "counter": 0}
    assert result.score == 45
    assert result.message == "Wrong answer."


def test_an_error_is_told_apart_and_told_to_nobody() -> None:
    result = judge(RIGHT.replace(b"a + b", b"a + b + secret"))
    assert verdicts(result)["large"] == "RTE"
    assert "NameError" in next(test.reason for test in result.tests if test.name == "hidden/large")
    assert "NameError" not in result.message


def test_what_does_not_parse_does_not_compile() -> None:
    result = judge(b"def add(:\n")
    assert (result.verdict, result.score) == (Verdict.COMPILE_ERROR, 0)


def test_apart_the_end_of_the_program_is_not_the_error_a_test_waits_for() -> None:
    ends = RIGHT.replace(b'raise ValueError("below zero")', b"import os; os._exit(0)")
    assert verdicts(judge(ends))["test_refuses"] == "RTE"


def test_apart_no_error_can_end_the_loop_of_a_test() -> None:
    files = changed(
        "tests/test_counter.py", b"assert counter.value() == 3", b"assert all(map(lambda _: counter.value() == 3, [1]))"
    )
    stops = RIGHT.replace(b"return self.count\n", b"raise StopIteration\n")
    assert verdicts(judge(RIGHT, files))["test_up"] == "AC"
    assert verdicts(judge(stops, files))["test_up"] == "WA"


def test_apart_values_that_lie_arrive_as_what_they_are() -> None:
    lies = RIGHT.replace(b"return self.count\n", b"return type('L', (int,), {'__eq__': lambda *a: True})(99)\n")
    assert verdicts(judge(lies))["test_up"] == "WA"


@pytest.mark.parametrize("files", [GOOD, TOGETHER], ids=["apart", "together"])
def test_a_skipped_test_is_never_passed(files: dict[str, bytes]) -> None:
    skipping = changed("tests/test_counter.py", b"def test_up", b"@pytest.mark.skip\ndef test_up", files)
    assert verdicts(judge(RIGHT, skipping))["test_up"] == ("JE" if files is GOOD else "WA")


def test_together_is_said_to_people() -> None:
    result = judge(RIGHT, TOGETHER)
    assert result.verdict is Verdict.ACCEPTED
    assert "Tests of counter ran together with the submitted code" in result.message


def test_together_asserts_can_be_forged_and_shipped_values_cannot() -> None:
    """The first half documents what the report warns of; the second is the guarantee."""
    forged = b"""import sys
def add(a, b):
    return 0
class Counter:
    def __init__(self, start):
        told = sys._getframe(1)
        while "told" not in told.f_globals:
            told = told.f_back
        name = sys._getframe(1).f_code.co_name
        told.f_globals["told"].send("ended", "tests/test_counter.py::" + name, "passed", "")
        import os
        os._exit(0)
"""
    assert verdicts(judge(forged, TOGETHER))["test_up"] == "AC"
    assert verdicts(judge(forged, SHIPPING))["test_up"] == "WA"
    assert verdicts(judge(RIGHT, SHIPPING))["test_up"] == "AC"
    assert not task(SHIPPING).groups[2].influenced


def test_only_files_to_hand_in_are_taken() -> None:
    two = changed("task.yaml", b"[sums.py]", b"[sums.py, more.py]", {**GOOD, "starter/python3/more.py": b"X = 1\n"})
    program = Program("s", LanguageId.PYTHON, {"sums.py": b"", "recrutr/driver.py": b"forged"}, "sums.py")
    with pytest.raises(InvalidInput, match=r"recrutr/driver\.py"):
        candidate_files(task(two), program)
    kept = candidate_files(task(two), Program("s", LanguageId.PYTHON, {"sums.py": b"mine"}, "sums.py"))
    assert kept == {"sums.py": b"mine", "more.py": b"X = 1\n"}


def test_no_expected_value_goes_into_a_box_of_calls() -> None:
    engine = ScriptedEngine(lambda _: ended())
    hidden = task(
        {**GOOD, "task.yaml": GOOD["task.yaml"].partition(b"  - name: counter")[0].replace(b"points: 60, ", b"")}
    )
    result = judge_task_submission(hidden, LanguageId.PYTHON, RIGHT, engine, JudgeOptions(keep_going=True))
    assert result.verdict is Verdict.RUN_TIME_ERROR
    sent = b"".join(job.stdin + b"".join(file.content for file in job.files) for job in engine.jobs)
    assert b"9007199254740993" in sent
    assert b"9007199254740994" not in sent
    assert b"i42;" not in sent


def test_near_the_time_limit_the_least_disturbed_run_counts() -> None:
    hidden = task(
        {**GOOD, "task.yaml": GOOD["task.yaml"].partition(b"  - name: counter")[0].replace(b"points: 60, ", b"")}
    )
    slow, quick = ended(cpu_ms=2_300), ended(cpu_ms=100)
    runs: dict[int, int] = {}

    def once_disturbed(job: Job) -> Outcome:
        calls = hash(job.stdin[NONCE_CHARACTERS:])  # the word of a run is new each time
        runs[calls] = runs.get(calls, 0) + 1
        return slow if job.stdin and runs[calls] == 1 else quick

    options = JudgeOptions(parallel=1)
    settled = judge_task_submission(hidden, LanguageId.PYTHON, RIGHT, ScriptedEngine(once_disturbed), options)
    assert (settled.tests[0].verdict, settled.tests[0].cpu_ms) == (Verdict.RUN_TIME_ERROR, 100)
    always = ScriptedEngine(lambda job: slow if job.stdin else quick)
    late = judge_task_submission(hidden, LanguageId.PYTHON, RIGHT, always, options)
    assert (late.tests[0].verdict, late.tests[0].reason) == (
        Verdict.TIME_LIMIT,
        "It used more than 2 s of processor time.",
    )


def test_visible_tests_show_expected_and_actual_values() -> None:
    view = task().view(VIEW, "A")
    report = run_samples(view, LanguageId.PYTHON, "def add(a, b):\n    print('hello')\n    return a - b\n", ENGINE)
    (sample,) = report.samples
    assert (sample.verdict, sample.expected, sample.stdout) == (Verdict.WRONG_ANSWER, "3\n", "-1\n")
    assert sample.words == "add(1, 2): the result is -1, expected 3"
    assert "hello" in sample.stderr
    with pytest.raises(InvalidInput, match="reads no input"):
        run_own_input(view, LanguageId.PYTHON, "", "1 2", ENGINE)


def test_verify_holds_submissions_to_their_folders() -> None:
    files = {**GOOD, "submissions/wrong_answer/right.py": RIGHT}
    report = verify_task(task(files), ENGINE, VerifyOptions())
    assert not report.good
    assert [bool(program.faults) for program in report.programs] == [False, True]
    only = verify_task(task(files), ENGINE, VerifyOptions(only="accepted/*"))
    assert [program.path for program in only.programs] == ["accepted/sums.py"]
    assert only.good
    passing = changed("starter/python3/sums.py", b"def add(a, b):\n    return 0\n", RIGHT)
    assert "already pass every test" in verify_task(task(passing), ENGINE, VerifyOptions()).faults[0]


def test_a_machine_too_busy_for_a_submission_does_not_hide_the_others() -> None:
    starved = ended(exit_code=None, signal=9, cpu_ms=10, wall_ms=10**9, timed_out="wall")
    other = RIGHT + b"slow = 1\n"
    hidden = task(
        {
            **GOOD,
            "task.yaml": GOOD["task.yaml"].partition(b"  - name: counter")[0],
            "submissions/accepted/slow.py": other,
        }
    )
    engine = ScriptedEngine(
        lambda job: starved if job.stdin and any(file.content == other for file in job.files) else ended()
    )
    report = verify_task(hidden, engine, VerifyOptions())
    assert [(one.path, one.verdicts) for one in report.programs] == [
        ("accepted/slow.py", "not measured"),
        ("accepted/sums.py", "5 RTE"),
    ]


def test_a_compiler_of_tests_that_got_no_processor_says_nothing_about_anybody() -> None:
    starved = ended(exit_code=None, signal=9, cpu_ms=10, wall_ms=10**9, timed_out="wall")
    names = b"[tests/test_counter.py::test_up, tests/test_counter.py::test_refuses]"
    files = {
        **changed("task.yaml", b"framework: pytest", b"framework: googletest"),
        "tests/counter_test.cpp": b"TEST(Counter, Up) {}\n",
    }
    files["task.yaml"] = (
        files["task.yaml"].replace(names, b"[Counter.Up]").replace(b"test_counter.py", b"counter_test.cpp")
    )
    described = task(files)
    group = next(one for one in described.groups if one.suite is not None)
    program = Program("sums", LanguageId.PYTHON, {"sums.py": RIGHT}, "sums.py")
    with pytest.raises(EngineFault) as fault:
        prepare_suite(described, group, program, ScriptedEngine(lambda _: starved))
    assert fault.value.code == BUSY
    failed = prepare_suite(described, group, program, ScriptedEngine(lambda _: ended(exit_code=1, stderr=b"no")))
    assert failed == SuiteFailure("no")


def test_tests_together_run_in_the_station_of_their_submission() -> None:
    class Apart(ScriptedEngine):
        def open(self, plan: Plan) -> ScriptedEngine:
            self.plans.append(plan)
            return station

    station, engine = ScriptedEngine(lambda _: ended()), Apart(lambda _: ended())
    judge_task_submission(task(TOGETHER), LanguageId.PYTHON, RIGHT, engine, JudgeOptions(parallel=1, keep_going=True))
    there = [job for job in station.jobs if any(file.name == "recrutr/placement" for file in job.files)]
    assert len(there) == 2
    assert len(engine.plans) == 1
    assert all(engine.plans[0].takes(job) for job in there)
    assert not any(file.name == "recrutr/placement" for job in engine.jobs for file in job.files)
