"""Languages are whole, and a broken file is refused by its key."""

from __future__ import annotations

from importlib import resources

import pytest

from protocol.errors import InvalidInput
from protocol.verdicts import LanguageId
from runner.languages import language_of, languages, parse_language

MIB = 1024 * 1024


def text(identifier: LanguageId) -> str:
    return resources.files("runner.languages").joinpath(f"{identifier.value}.yaml").read_text("utf-8")


def test_every_language_of_the_protocol_has_its_file() -> None:
    assert set(languages()) == set(LanguageId)
    for identifier, language in languages().items():
        assert identifier.file_name.endswith(language.extensions)


@pytest.mark.parametrize("identifier", LanguageId)
def test_unknown_and_missing_keys_are_named(identifier: LanguageId) -> None:
    with pytest.raises(InvalidInput, match=f"{identifier.value}.yaml: 'colour' does not belong there"):
        parse_language(text(identifier) + "colour: red\n", identifier)
    with pytest.raises(InvalidInput, match=f"{identifier.value}.yaml has no 'layer'"):
        parse_language(text(identifier).replace("layer: common\n", ""), identifier)


def test_commands_are_filled_in() -> None:
    cpp, javascript = languages()[LanguageId.CPP], languages()[LanguageId.JAVASCRIPT]
    assert cpp.compile_command(["b.cpp", "a.h", "a.cc"], "b.cpp")[-2:] == ("a.cc", "b.cpp")
    assert cpp.run_command("b.cpp", MIB, "validator/") == ("./validator/program",)
    assert javascript.run_command("a.js", 300 * MIB) == ("node", "--max-old-space-size=300", "a.js")


@pytest.mark.parametrize(
    ("names", "language"),
    [
        (["a.py"], LanguageId.PYTHON),
        (["a.cpp", "b.cc", "b.h"], LanguageId.CPP),
        (["a.py", "b.cpp"], None),
        (["a.txt"], None),
    ],
)
def test_the_language_is_told_by_extensions(names: list[str], language: LanguageId | None) -> None:
    assert language_of(names) is language


def test_the_file_that_starts() -> None:
    python, cpp = languages()[LanguageId.PYTHON], languages()[LanguageId.CPP]
    assert python.main_of({"a.py": b"", "__main__.py": b""}) == "__main__.py"
    assert python.main_of({"x.py": b""}) == "x.py"
    assert cpp.main_of({"b.cpp": b"", "a.cpp": b""}) == "a.cpp"
    with pytest.raises(InvalidInput, match=r"expected one Python 3 file, or one named __main__\.py or main\.py"):
        python.main_of({"a.py": b"", "b.py": b""})


@pytest.mark.parametrize("name", ["-o.cpp", "--help.cpp"])
def test_a_file_name_is_never_an_option_of_the_compiler(name: str) -> None:
    language = languages()[LanguageId.CPP]
    argv = language.compile_command({name: b"", "other.cpp": b""}, name)
    assert name not in argv
    assert f"./{name}" in argv


def test_a_file_name_is_never_an_option_of_what_runs_it() -> None:
    language = languages()[LanguageId.PYTHON]
    assert language.run_command("-c.py", 2**20) == ("python3", "./-c.py")
    assert language.run_command("-c.py", 2**20, "validator/") == ("python3", "validator/-c.py")
