"""Progress, the environment's stamps, the lock, and the refusal of an old Python."""

import ast
import fcntl
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from installers.bootstrap import console, environment, system, words
from installers.bootstrap.console import Stop, run_quietly

_SCRIPT = Path(__file__).resolve().parents[3] / "recrutr"


def test_a_quiet_program_gives_its_output(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_quietly("greeting", [sys.executable, "-c", "print('hello')"], cwd=tmp_path) == "hello\n"
    shown = capfd.readouterr()
    assert shown.out == ""
    assert shown.err == "recrutr: greeting …\n"


def test_a_failing_program_shows_the_end_of_its_output(tmp_path: Path) -> None:
    code = "for i in range(100): print('line', i)\nraise SystemExit(7)"
    with pytest.raises(Stop, match=r"counting: failed \(exit 7\)") as caught:
        run_quietly("counting", [sys.executable, "-c", code], cwd=tmp_path)
    assert "line 99" in str(caught.value)
    assert "line 50\n" not in str(caught.value)


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="cannot start"):
        run_quietly("nothing", [str(tmp_path / "nothing")], cwd=tmp_path)


def test_a_long_step_says_how_far_it_is(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "_QUIET_S", 0.05)
    monkeypatch.setattr(console, "_REPEAT_S", 0.05)
    code = "import time; print('half', flush=True); time.sleep(1); print('whole', end='')"
    assert run_quietly("working", [sys.executable, "-c", code], cwd=tmp_path) == "half\nwhole"
    assert "s  half" in capfd.readouterr().err


class _Checkout:
    """A checkout in which the environment's commands are recorded instead of run."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.commands: list[list[str]] = []
        self.failing = ""
        (root / environment.REQUIREMENTS).parent.mkdir(parents=True)
        (root / environment.REQUIREMENTS).write_text("a==1 --hash=sha256:0\n", encoding="utf-8")
        (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
        monkeypatch.setattr(environment, "run_quietly", self._run)

    def _run(self, title: str, argv: list[str], *, cwd: Path) -> str:
        assert cwd == self.root
        self.commands.append(argv)
        if self.failing and self.failing in title:
            raise Stop(title)
        if "venv" in argv:
            library = f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages/pip"
            (self.root / ".venv" / library).mkdir(parents=True)
            (self.root / ".venv/bin").mkdir()
            (self.root / ".venv/bin/python").touch()
        return ""

    def prepare(self) -> list[str]:
        """Prepare, and name the kinds of commands that ran."""
        self.commands.clear()
        environment.prepare(self.root)
        return [next(kind for kind in ("venv", "-r", "-e") if kind in command) for command in self.commands]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Checkout:
    return _Checkout(tmp_path, monkeypatch)


def test_the_environment_is_made_once(checkout: _Checkout) -> None:
    assert checkout.prepare() == ["venv", "-r", "-e"]
    locked = checkout.commands[1]
    assert {"--require-hashes", "--no-deps", "--only-binary"} <= set(locked)
    assert checkout.prepare() == []


def test_only_what_changed_is_done_again(checkout: _Checkout) -> None:
    checkout.prepare()
    with (checkout.root / environment.REQUIREMENTS).open("a", encoding="utf-8") as file:
        file.write("b==1 --hash=sha256:0\n")
    assert checkout.prepare() == ["-r"]
    (checkout.root / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert checkout.prepare() == ["-e"]


def test_a_step_that_failed_is_repeated(checkout: _Checkout) -> None:
    checkout.failing = "Python packages"
    with pytest.raises(Stop):
        checkout.prepare()
    checkout.failing = ""
    assert checkout.prepare() == ["-r", "-e"]


def test_a_broken_environment_is_made_anew(checkout: _Checkout) -> None:
    checkout.prepare()
    (checkout.root / ".venv/bin/python").unlink()
    assert checkout.prepare() == ["venv", "-r", "-e"]


def test_a_second_run_waits_for_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(words, "CHECKOUT", tmp_path)
    (tmp_path / ".recrutr").mkdir()
    entered = threading.Event()

    def second() -> None:
        with words._locked():
            entered.set()

    with (tmp_path / ".recrutr" / "lock").open("w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        thread = threading.Thread(target=second)
        thread.start()
        assert not entered.wait(0.2)
    assert entered.wait(10)
    thread.join()
    assert "waiting" in capfd.readouterr().err


def test_an_old_python_gets_a_sentence() -> None:
    code = f"import runpy, sys; sys.version_info = (3, 10, 1, 'final', 0); runpy.run_path({str(_SCRIPT)!r})"
    ended = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert ended.returncode == 1
    assert "3.11" in ended.stderr
    assert "3.10" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_old_python_can_read_the_script() -> None:
    ast.parse(_SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_help_lists_every_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert words.main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"\n  {name} " in shown for name in words.WORDS)


@pytest.mark.parametrize(("name", "goes_on"), [("app", True), ("backend", True), ("demo", False), ("test", False)])
def test_a_dead_engine_stops_only_what_cannot_do_without(
    name: str, goes_on: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "CHECKOUT", tmp_path)
    monkeypatch.setattr(system, "install", lambda *_: None)
    monkeypatch.setattr(system, "browser", lambda: "/a/browser")
    monkeypatch.setattr(environment, "prepare", lambda *_: None)
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path / 'gone'}")
    if goes_on:
        assert str(tmp_path / ".venv" / "bin") in words._prepare(words.WORDS[name])["PATH"]
    else:
        with pytest.raises(Stop, match="does not answer"):
            words._prepare(words.WORDS[name])
