"""`recrutr`: subcommands by entry points, one line of help each, and nothing imported that was not chosen."""

import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from installers import command_line

_CHECKOUT = Path(__file__).resolve().parents[3]

_COMMAND = '''
"""A side."""
import sys
def main(argv: list[str]) -> int:
    """Do the {name} thing.

    More about it.
    """
    print("{name}", *argv)
    return {status}
'''


@pytest.fixture(autouse=True)
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    points = []
    for name, status in {"app": 0, "greet": 3, "broken": 0}.items():
        text = _COMMAND.format(name=name, status=status)
        text = "raise RuntimeError('imported')\n" + text if name == "broken" else text
        (tmp_path / f"recrutr_fake_{name}.py").write_text(text, encoding="utf-8")
        points.append(EntryPoint(name, f"recrutr_fake_{name}:main", command_line.GROUP))
    points.append(EntryPoint("absent", "recrutr_fake_absent.module:main", command_line.GROUP))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(command_line, "entry_points", lambda group: points if group == command_line.GROUP else [])


def test_a_command_gets_its_arguments_and_gives_its_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["greet", "a", "--b"]) == 3
    assert capsys.readouterr().out == "greet a --b\n"


def test_an_unknown_word_is_named_with_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["grete"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "'grete'" in shown.err
    assert "absent, app, broken, greet" in shown.err


@pytest.mark.parametrize("word", ["--help", "-h", "help", "commands"])
def test_help_has_one_line_each_and_imports_nothing(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main([word]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  greet   Do the greet thing." in lines
    assert "  broken  Do the broken thing." in lines
    assert "  absent  (not in this installation)" in lines


@pytest.mark.parametrize("argv", [[], ["recrutr://join/x"]])
def test_without_a_command_the_app_starts(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(argv) == 0
    assert capsys.readouterr().out.split() == ["app", *argv]


def test_every_registered_command_exists_and_explains_itself() -> None:
    project = tomllib.loads((_CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    registered = project["entry-points"][command_line.GROUP]
    assert "bench" in registered
    for name, value in registered.items():
        purpose = command_line._purpose(EntryPoint(name, value, command_line.GROUP))
        assert purpose, f"{value} has no docstring"
        assert not purpose.startswith("("), f"{name} = {value} does not exist"
    assert project["scripts"]["recrutr"] == "installers.command_line:main"


def test_the_real_help_brings_no_side_in() -> None:
    sides = "{'PySide6', 'fastapi', 'sqlalchemy', 'docker'}"
    code = (
        "import sys; from installers.command_line import main; main(['--help']);"
        f"print('IMPORTED', sorted({{n.split('.')[0] for n in sys.modules}} & {sides}))"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=_CHECKOUT, check=True, capture_output=True, text=True)
    assert "IMPORTED []" in ended.stdout
