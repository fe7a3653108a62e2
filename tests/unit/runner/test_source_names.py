"""A file name of a stranger is a file name and nothing else."""

from __future__ import annotations

import pytest

from protocol.verdicts import LanguageId
from runner.execution import CompileFailure, compile_program
from runner.packages import Program
from tests.unit.runner.scripted_engine import ScriptedEngine, ended


@pytest.mark.parametrize("name", ["@options.cpp", "deeper/@options.cpp"])
def test_a_name_that_compilers_read_as_a_file_of_options_is_not_compiled(name: str) -> None:
    files = {name: b"int main() {}\n", "options.cpp": b"-wrapper /bin/sh,-c,id"}
    engine = ScriptedEngine(lambda _: ended())
    result, _ = compile_program(Program("x", LanguageId.CPP, files, name), engine)
    assert engine.jobs == []
    assert isinstance(result, CompileFailure)
    assert result.output == f"A file name may not begin with @, as {name!r} does."
