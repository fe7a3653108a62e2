"""No program talks the judge into accepting it, whatever it prints, writes or ends with; nor into giving up."""

from __future__ import annotations

import pytest

from protocol.verdicts import LanguageId, Verdict
from runner.engine import Engine
from runner.judging.judge import judge_program
from runner.judging.walk import JudgeOptions
from runner.languages import language_of
from runner.packages import ProblemPackage, Program, read_package
from tests.integration.runner.corpus import Poison, programs
from tests.unit.runner.package_builder import GOOD

FORGERS = [poison for poison in programs() if poison.group == "forging" and language_of([poison.path.name])]
VALIDATOR = (
    b"import sys\nanswer = open(sys.argv[2]).read().split()\n"
    b"words = sys.stdin.buffer.read().decode('utf-8', 'replace').split()\n"
    b"open(sys.argv[3] + 'judgemessage.txt', 'w').write('compared')\nsys.exit(42 if words == answer else 43)\n"
)
PACKAGES = {
    "default validator": GOOD,
    "floats": {**GOOD, "data/test_group.yaml": b"output_validator_args: [float_tolerance, '1e-6']\n"},
    "own validator": {**GOOD, "output_validator/check.py": VALIDATOR},
}

pytestmark = pytest.mark.docker


def _parameters() -> list[object]:
    return [pytest.param(one, id=one.name, marks=() if one.sample else pytest.mark.long) for one in FORGERS]


@pytest.fixture(scope="module", params=PACKAGES)
def package(request: pytest.FixtureRequest) -> ProblemPackage:
    return read_package(PACKAGES[request.param], "sum")


def test_an_honest_program_is_accepted(package: ProblemPackage, sandbox: Engine) -> None:
    source = package.submissions[0].program
    assert judge_program(package, source, sandbox).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize("poison", _parameters())
def test_no_verdict_is_forged(poison: Poison, package: ProblemPackage, sandbox: Engine) -> None:
    language = language_of([poison.path.name])
    assert isinstance(language, LanguageId)
    program = Program(poison.path.stem, language, {poison.path.name: poison.path.read_bytes()}, poison.path.name)
    result = judge_program(package, program, sandbox, JudgeOptions(keep_going=True))
    assert {test.verdict for test in result.tests} <= {Verdict.WRONG_ANSWER, Verdict.RUN_TIME_ERROR}
    assert result.verdict in {Verdict.WRONG_ANSWER, Verdict.RUN_TIME_ERROR}
    assert all(test.judge_message != "accepted" for test in result.tests)
