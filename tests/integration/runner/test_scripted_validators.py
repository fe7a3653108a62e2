"""Scripts of Checktestdata and VIVA as input validators, in real boxes."""

from __future__ import annotations

import pytest

from runner.boxes.docker_engine import DockerEngine
from runner.judging.verify import PackageReport, verify
from runner.packages import read_package
from tests.unit.runner.package_builder import GOOD, changed

pytestmark = pytest.mark.docker

INVALID = {"data/invalid_input/1.in": b"1  2\n"}


def checked(script: bytes, engine: DockerEngine) -> PackageReport:
    """The small package, whose inputs are checked by this script alone."""
    files = changed(GOOD, input_validators__check_DOT_py=None, input_validators__sum_DOT_ctd=script)
    return verify(read_package({**files, **INVALID}, "sum"), engine)


def test_inputs_go_through_the_script(engine: DockerEngine) -> None:
    report = checked(b"INT(0, 9) SPACE INT(0, 9) NEWLINE\n", engine)
    assert (report.good, report.faults, report.warnings) == (True, (), ())
    report = checked(b"INT(0, 9) SPACE INT(0, 4) NEWLINE\n", engine)
    why = "line 1, column 3 of the data does not fit INT in line 1, column 17 of the script: 5 is not between 0 and 4."
    assert report.faults == (f"data/secret/a.in: refused by sum.ctd: {why} Here stands '5\\n'.",)
    report = checked(b'REGEX("[0-9 ]*") NEWLINE\n', engine)
    assert report.faults == ("data/invalid_input/1.in: is invalid, but no input validator refuses it",)


def test_a_faulty_script_is_told_once(engine: DockerEngine) -> None:
    (fault, *others) = checked(b"INT(0, 9) SPACE\nINT(0 9)\n", engine).faults
    assert "line 2, column 7 of the script: , must stand here, not 9." in fault
    assert "sum.ctd" in fault
    assert others == ["data/invalid_input/1.in: is invalid, but no input validator refuses it"]


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (b"WHILE(1 == 1) SET(x = 1) END", "processor time"),
        (b"SET(y = 3^100000) WHILEI(i, 1 == 1) SET(x[i] = y * i) END", "more than 128 MiB of memory"),
    ],
)
def test_a_script_without_an_end_is_ended_by_the_box(engine: DockerEngine, script: bytes, reason: str) -> None:
    yaml = b"  time_limit: 1\n"
    bounded = GOOD["problem.yaml"].replace(yaml, yaml + b"  validation_time: 1\n  validation_memory: 128\n")
    files = changed(
        GOOD, problem_DOT_yaml=bounded, input_validators__check_DOT_py=None, input_validators__sum_DOT_ctd=script,
        data__sample__1_DOT_in=None, data__sample__1_DOT_ans=None, data__secret__b_DOT_in=None,
        data__secret__b_DOT_ans=None,
    )  # fmt: skip
    (fault,) = verify(read_package(files, "sum"), engine).faults
    assert "data/secret/a.in: refused by sum.ctd: " in fault
    assert reason in fault


def test_inputs_go_through_a_script_of_viva_too(engine: DockerEngine) -> None:
    def checked_by(script: bytes) -> PackageReport:
        files = changed(GOOD, input_validators__check_DOT_py=None, input_validators__sum_DOT_viva=script)
        return verify(read_package({**files, **INVALID}, "sum"), engine)

    report = checked_by(b"x y (0<=x<=9, 0<=y<=9);\n")
    assert (report.good, report.faults, report.warnings) == (True, (), ())
    report = checked_by(b"x y (0<=x<=9, 0<=y<=4);\n")
    why = "line 1, column 4 of the data: the condition in line 1, column 15 of the script does not hold."
    assert report.faults == (f"data/secret/a.in: refused by sum.viva: {why}",)
    (fault, *others) = checked_by(b"x y\n").faults
    assert "line 2, column 1 of the script: a value or ; must stand here, not the end." in fault
    assert others == ["data/invalid_input/1.in: is invalid, but no input validator refuses it"]


def test_each_script_of_a_folder_checks_the_inputs(engine: DockerEngine) -> None:
    files = changed(GOOD, input_validators__check_DOT_py=None)
    scripts = {
        "input_validators/all/a.ctd": b"INT(0, 9) SPACE INT(0, 9) NEWLINE\n",
        "input_validators/all/b.ctd": b"INT(0, 9) SPACE INT(0, 4) NEWLINE\n",
        "input_validators/all/c.viva": b"x y (x!=0);\n",
    }
    report = verify(read_package({**files, **INVALID, **scripts}, "sum"), engine)
    refusing = {fault.split("refused by ")[1].split(":")[0] for fault in report.faults}
    assert refusing == {"all/b.ctd", "all/c.viva"}
