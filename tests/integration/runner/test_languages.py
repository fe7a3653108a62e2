"""Every language in its own image, through the engine: its self-test runs, and a broken program is told by its line.

Six languages by default, all of them with --long.
"""

from __future__ import annotations

import pytest

from protocol.verdicts import LanguageId
from runner import image_building
from runner.boxes.docker_engine import DockerEngine
from runner.engine import MIB, Job, Limits
from runner.execution import Compiled, CompileFailure, Feed, compile_program, ending_of, run_compiled
from runner.languages import languages
from runner.packages import Program
from tests.integration.runner.memory_hogs import HOGS

pytestmark = [pytest.mark.docker, pytest.mark.timeout(1800)]

DEFAULT = {
    LanguageId.PYTHON,
    LanguageId.C,
    LanguageId.CPP,
    LanguageId.JAVASCRIPT,
    LanguageId.JAVA,
    LanguageId.RUBY,
}
EVERY = [pytest.param(one, marks=() if one in DEFAULT else pytest.mark.long) for one in LanguageId]
CHECKED = [row for row, one in zip(EVERY, LanguageId, strict=True) if languages()[one].self_test.broken]
LIMITS = Limits.for_cpu(10_000)

PROJECTS: dict[LanguageId, dict[str, str]] = {
    LanguageId.PYTHON: {
        "__main__.py": "from parts.more import more\nprint(more(int(input())))\n",
        "parts/__init__.py": "",
        "parts/more.py": "def more(n):\n    return n + 1\n",
    },
    LanguageId.C: {
        "a/more.c": '#include "more.h"\nint more(int n) { return n + 1; }\n',
        "a/more.h": "int more(int n);\n",
        "main.c": '#include <stdio.h>\n#include "a/more.h"\nint main(void) { int n; scanf("%d", &n); '
        'printf("%d\\n", more(n)); }\n',
    },
    LanguageId.JAVA: {
        "demo/Start.java": "package demo;\n\npublic class Start {\n    public static void main(String[] a) {\n"
        "        System.out.println(demo.parts.More.more(new java.util.Scanner(System.in).nextInt()));\n    }\n}\n",
        "demo/parts/More.java": "package demo.parts;\n\npublic class More {\n"
        "    public static int more(int n) { return n + 1; }\n}\n",
    },
    LanguageId.RUBY: {
        "main.rb": "require_relative 'parts/more'\nputs more(gets.to_i)\n",
        "parts/more.rb": "def more(n) = n + 1\n",
    },
    LanguageId.GO: {
        "go.mod": "module demo\n\ngo 1.19\n",
        "main.go": 'package main\n\nimport (\n\t"demo/parts"\n\t"fmt"\n)\n\nfunc main() {\n\tvar n int\n'
        "\tfmt.Scan(&n)\n\tfmt.Println(parts.More(n))\n}\n",
        "parts/more.go": "package parts\n\nfunc More(n int) int { return n + 1 }\n",
    },
    LanguageId.RUST: {
        "src/main.rs": "mod more;\nfn main() {\n    let mut line = String::new();\n"
        "    std::io::stdin().read_line(&mut line).unwrap();\n"
        '    println!("{}", more::more(line.trim().parse().unwrap()));\n}\n',
        "src/more.rs": "pub fn more(n: i64) -> i64 {\n    n + 1\n}\n",
    },
    LanguageId.PROLOG: {
        "main.pl": "[more].\nmain :- read_term(N, []), more(N, M), print(M), nl.\n",
        "more.pl": ":- module(more, [more/2]).\nmore(N, M) :- M is N + 1.\n",
    },
    LanguageId.TYPESCRIPT: {
        "main.ts": 'import { more } from "./parts/more";\nimport * as fs from "fs";\n'
        'console.log(more(Number(fs.readFileSync(0, "utf8"))));\n',
        "parts/more.ts": "export const more = (n: number): number => n + 1;\n",
    },
}
MANY = [pytest.param(one, marks=() if one in DEFAULT else pytest.mark.long) for one in PROJECTS]
HUNGRY = [
    pytest.param(one, marks=() if one in {LanguageId.JAVA, LanguageId.JAVASCRIPT} else pytest.mark.long) for one in HOGS
]


def compiled(engine: DockerEngine, identifier: LanguageId, files: dict[str, str]) -> Compiled | CompileFailure:
    """Compiled in the language's own image, which is built when it is not there."""
    language = languages()[identifier]
    image_building.build(engine.door, print, language.layer)
    contents = {name: text.encode() for name, text in files.items()}
    result, _ = compile_program(Program("test", identifier, contents, language.main_of(contents)), engine)
    return result


@pytest.mark.parametrize("identifier", EVERY)
def test_the_self_test_runs(engine: DockerEngine, identifier: LanguageId) -> None:
    test = languages()[identifier].self_test
    program = compiled(engine, identifier, {identifier.file_name: test.source})
    assert isinstance(program, Compiled), program
    outcome = run_compiled(program, Feed(test.input.encode()), LIMITS, engine)
    print(f"{identifier}: {outcome.cpu_ms} ms CPU, {outcome.wall_ms} ms, {outcome.memory_bytes // MIB} MiB")
    assert (outcome.exit_code, outcome.stdout.decode()) == (0, test.output), outcome
    assert outcome.succeeded
    warm = engine.open(program.plan(LIMITS))
    try:
        assert run_compiled(program, Feed(test.input.encode()), LIMITS, warm).stdout.decode() == test.output
    finally:
        warm.close()


@pytest.mark.parametrize("identifier", CHECKED)
def test_a_broken_program_is_told_by_its_line(engine: DockerEngine, identifier: LanguageId) -> None:
    test = languages()[identifier].self_test
    failure = compiled(engine, identifier, {identifier.file_name: test.broken})
    assert isinstance(failure, CompileFailure)
    assert test.broken_line in [message.line for message in failure.messages], failure.output


@pytest.mark.parametrize("identifier", EVERY)
def test_the_language_tells_its_version(engine: DockerEngine, identifier: LanguageId) -> None:
    language = languages()[identifier]
    image_building.build(engine.door, print, language.layer)
    told = engine.run(Job(language.version_argv, limits=language.limits_for(LIMITS), layer=language.layer))
    print(f"{identifier}: {(told.stdout + told.stderr).decode()[:200]}")
    assert told.succeeded, told


@pytest.mark.parametrize("identifier", MANY)
def test_a_folder_of_files_is_one_program(engine: DockerEngine, identifier: LanguageId) -> None:
    program = compiled(engine, identifier, PROJECTS[identifier])
    assert isinstance(program, Compiled), program
    outcome = run_compiled(program, Feed(b"41\n"), LIMITS, engine)
    assert outcome.stdout == b"42\n", outcome


@pytest.mark.parametrize("identifier", HUNGRY)
def test_a_runtime_that_keeps_its_own_limit_is_out_of_memory_too(engine: DockerEngine, identifier: LanguageId) -> None:
    program = compiled(engine, identifier, {identifier.file_name: HOGS[identifier]})
    assert isinstance(program, Compiled), program
    limits = Limits.for_cpu(20_000, 128 * MIB)
    outcome = run_compiled(program, Feed(), limits, engine)
    assert ending_of(outcome, limits).verdict == "MLE", outcome
