"""Every kind of problem on real containers: conversations, passes, static validators, graders, answers."""

from __future__ import annotations

import pytest

from protocol.verdicts import LanguageId, Verdict
from runner.boxes.docker_engine import DockerEngine
from runner.judging.judge import JudgementResult, judge_answers, judge_submission
from runner.packages import ProblemPackage, read_package
from tests.unit.runner.package_builder import GOOD, LEGACY, changed

pytestmark = pytest.mark.docker

AC, WA, TLE, RTE, JE = (
    Verdict.ACCEPTED,
    Verdict.WRONG_ANSWER,
    Verdict.TIME_LIMIT,
    Verdict.RUN_TIME_ERROR,
    Verdict.JUDGE_ERROR,
)
REPORT = b"""import sys
def end(code, words):
    open(sys.argv[3] + "judgemessage.txt", "a").write(words + "\\n")
    sys.exit(code)
"""


def problem(kind: str, validator: bytes, **files: bytes) -> ProblemPackage:
    """The small package with one hidden test, of another kind and with a validator."""
    yaml = GOOD["problem.yaml"].replace(b"time_limit: 1\n", b"time_limit: 0.5\n  time_resolution: 0.5\n")
    package = changed(
        GOOD, data__sample__1_DOT_in=None, data__sample__1_DOT_ans=None, data__secret__b_DOT_in=None,
        data__secret__b_DOT_ans=None, problem_DOT_yaml=yaml + f"type: [{kind}]\n".encode(),
        output_validator__check_DOT_py=REPORT + validator, **files,
    )  # fmt: skip
    return read_package(package, "sum")


def judged(package: ProblemPackage, source: str, engine: DockerEngine) -> JudgementResult:
    return judge_submission(package, LanguageId.PYTHON, source.encode(), engine)


GUESSING = b"""
hidden = sum(map(int, open(sys.argv[1]).read().split()))
for _ in range(5):
    try:
        guess = int(input())
    except (EOFError, ValueError):
        end(43, "no guess")
    if guess == hidden:
        print("yes", flush=True)
        end(42, "found") if not sys.stdin.read() else end(43, "more after the end")
    print("higher" if guess < hidden else "lower", flush=True)
end(43, "too many guesses")
"""
SEARCH = """low, high = 0, 15
while True:
    middle = (low + high) // 2
    print(middle, flush=True)
    said = input()
    if said == "yes":
        break
    low, high = (middle + 1, high) if said == "higher" else (low, middle - 1)
"""


@pytest.mark.parametrize(
    ("source", "verdict", "message"),
    [
        (SEARCH, AC, "found"),
        (SEARCH + "raise SystemExit(3)", RTE, "found"),
        (SEARCH + "while True: pass", TLE, "found"),
        (SEARCH + "print(1)", WA, "more after the end"),
        ("for _ in range(9):\n  print(0, flush=True)\n  input()", WA, "too many guesses"),
        ("while True: print(0, flush=True)", WA, "too many guesses"),
        ("raise SystemExit(1)", RTE, "no guess"),
        ("pass", WA, "no guess"),
        ("input()", TLE, "no guess"),
        ("import sys\nsys.stdout.write('9\\n')\nsys.stdin.readline()", TLE, "no guess"),
    ],
)
def test_conversations(engine: DockerEngine, source: str, verdict: Verdict, message: str) -> None:
    result = judged(problem("interactive", GUESSING), source, engine)
    assert result.verdict is verdict, result.tests
    assert message in result.tests[0].judge_message


@pytest.mark.parametrize(
    ("validator", "words"),
    [
        (b"raise KeyError('broken')", "exit code 1 instead of 42 or 43"),
        (b"sys.stdin.read()\nsys.exit(0)", "exit code 0"),
        (b"open(sys.argv[3] + 'score.txt', 'w').write('x')\nsys.exit(42)", "score.txt"),
        (b"import os\nos.abort()", "signal 6"),
    ],
)
def test_validators_in_conversation_that_fail(engine: DockerEngine, validator: bytes, words: str) -> None:
    result = judged(problem("interactive", validator), "pass", engine)
    assert (result.verdict, words in result.tests[0].reason) == (JE, True), result.tests


PASSES = b"""
import os
state = sys.argv[3] + "state"
count = int(open(state).read()) if os.path.exists(state) else 0
assert not os.path.exists(sys.argv[3] + "nextpass.in")
answer, given = sys.stdin.read().strip(), open(sys.argv[1]).read().split()
if answer != str(sum(map(int, given))):
    end(43, f"pass {count + 1}: {answer}")
open(state, "w").write(str(count + 1))
if count < PASSES:
    open(sys.argv[3] + "nextpass.in", "w").write(f"{answer} {count}")
end(42, f"pass {count + 1}: good")
"""


def test_passes(engine: DockerEngine) -> None:
    source = GOOD["submissions/accepted/sum.py"].decode()
    result = judged(problem("multi-pass", PASSES.replace(b"PASSES", b"1")), source, engine)
    assert (result.verdict, result.tests[0].judge_message) == (AC, "pass 1: good\npass 2: good\n"), result.tests
    late = "a, b = map(int, input().split())\nprint(a + b if a == 4 else 0)"
    result = judged(problem("multi-pass", PASSES.replace(b"PASSES", b"1")), late, engine)
    assert (result.verdict, result.tests[0].judge_message) == (WA, "pass 1: good\npass 2: 0\n")
    result = judged(problem("multi-pass", PASSES.replace(b"PASSES", b"5")), source, engine)
    assert (result.verdict, result.tests[0].reason) == (JE, "The output validator asked for more than 2 passes.")


def test_a_conversation_in_passes(engine: DockerEngine) -> None:
    validator = PASSES.replace(b"PASSES", b"1").replace(
        b"answer, given = sys.stdin.read().strip(), open(sys.argv[1]).read().split()",
        b"given = open(sys.argv[1]).read().split()\nprint(*given, flush=True)\nanswer = sys.stdin.read().strip()",
    )
    source = GOOD["submissions/accepted/sum.py"].decode()
    result = judged(problem("interactive, multi-pass", validator), source, engine)
    assert (result.verdict, result.tests[0].judge_message) == (AC, "pass 1: good\npass 2: good\n"), result.tests


STATIC = (
    REPORT
    + b"""
language, entry = sys.argv[1:3]
source = open(entry).read()
end(43 if "eval" in source or language != "python3" or sys.argv[4:] != ["strict"] else 42, source)
"""
)


def test_the_source_itself_is_judged(engine: DockerEngine) -> None:
    accepts = b"sys.exit(42)"
    package = problem(
        "pass-fail",
        accepts,
        static_validator__look_DOT_py=STATIC,
        data__secret__test_group_DOT_yaml=b"static_validation_score: pass-fail\nstatic_validator_args: [strict]\n",
    )
    assert judged(package, "print(1)", engine).verdict is AC
    result = judged(package, "print(eval('1'))", engine)
    assert (result.verdict, result.tests[0].judge_message) == (WA, "print(eval('1'))\n")


GRADER = b"""import sys
results = [line.split() for line in sys.stdin]
assert sys.argv[1:] == ["half"], sys.argv
print("AC" if any(code == "AC" for code, _ in results) else "WA", sum(float(score) for _, score in results) / 2)
"""


def test_a_grader_of_the_authors(engine: DockerEngine) -> None:
    files = changed(
        LEGACY,
        data__secret__testdata_DOT_yaml=b"on_reject: continue\ngrading: custom\ngrader_flags: half\n",
        data__secret__g1__testdata_DOT_yaml=b"grading: default\ngrader_flags: min\naccept_score: 40\n",
        data__secret__g2__testdata_DOT_yaml=b"grading: default\ngrader_flags: ''\naccept_score: 20\n",
        graders__grade_DOT_py=GRADER,
    )
    package = read_package(files, "sum")
    result = judge_submission(package, LanguageId.PYTHON, GOOD["submissions/accepted/sum.py"], engine)
    assert (result.verdict, result.score, result.faults) == (AC, 50.0, ())


def test_answers_alone(engine: DockerEngine) -> None:
    package = problem("submit-answer", b"end(42 if sys.stdin.read() == '9' else 43, 'looked')")
    assert judge_answers(package, {"a.out": b"9"}, engine).verdict is AC
    assert judge_answers(package, {"a.out": b"8"}, engine).tests[0].judge_message == "looked\n"
