"""`./recrutr test`: every step runs, failures are shown and counted, pytest's closing line comes last."""

import json
from pathlib import Path

import pytest

from installers.bootstrap import checks

_CLOSING = "==== 3 passed in 1.20s ===="


class _Tools:
    """A checkout whose tools are scripts that note their call and end as told."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folder = root / ".venv" / "bin"
        self._folder.mkdir(parents=True)
        for name in ("ruff", "mypy", "lint-imports"):
            self.tool(name, f"said by {name}", 0)
        self.tool("python", f"..\n{_CLOSING}", 0)

    def tool(self, name: str, says: str, status: int) -> None:
        """Let a tool say this and end so."""
        program = self._folder / name
        program.write_text(
            f"#!/bin/sh\necho {name} \"$@\" >> {self.root}/calls\ncat <<'END'\n{says}\nEND\nexit {status}\n",
            encoding="utf-8",
        )
        program.chmod(0o755)

    def run(self, *argv: str) -> int:
        """Run the checks."""
        return checks.run(self.root, argv, {"PATH": "/usr/bin:/bin"})

    @property
    def calls(self) -> list[str]:
        """What was called, in order."""
        return (self.root / "calls").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def tools(tmp_path: Path) -> _Tools:
    return _Tools(tmp_path)


def test_everything_runs_and_the_closing_line_is_last(tools: _Tools, capsys: pytest.CaptureFixture[str]) -> None:
    assert tools.run() == 0
    assert [call.split(" -")[0] for call in tools.calls] == [
        "ruff check", "ruff format", "mypy", "lint-imports", "python",
    ]  # fmt: skip
    shown = capsys.readouterr().out
    assert shown.splitlines()[-1] == _CLOSING
    assert shown.count(_CLOSING) == 1
    assert "said by" not in shown


@pytest.mark.parametrize("name", ["ruff", "mypy", "lint-imports"])
def test_a_failing_check_is_shown_and_holds_nothing_up(
    tools: _Tools, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    tools.tool(name, f"said by {name}", 1)
    assert tools.run() == 1
    assert len(tools.calls) == 5
    shown = capsys.readouterr().out
    assert f"said by {name}" in shown
    assert "FAILED (exit 1)" in shown
    assert shown.splitlines()[-1] == _CLOSING


def test_failing_tests_fail_the_whole(tools: _Tools, capsys: pytest.CaptureFixture[str]) -> None:
    tools.tool("python", "==== 1 failed, 2 passed in 63.10s (0:01:03) ====", 1)
    assert tools.run() == 1
    assert capsys.readouterr().out.splitlines()[-1] == "==== 1 failed, 2 passed in 63.10s (0:01:03) ===="


def fails_then(tools: _Tools, failed: list[str], second: int) -> None:
    """Let pytest fail these tests at first and end with `second` when asked for them again."""
    seen = tools.root / ".pytest_cache" / "v" / "cache"
    seen.mkdir(parents=True)
    (tools.root / "failed").write_text(json.dumps(dict.fromkeys(failed, True)), encoding="utf-8")
    program = tools.root / ".venv" / "bin" / "python"
    program.write_text(
        f"""#!/bin/sh
echo python "$@" >> {tools.root}/calls
case "$*" in
*-n*)
  cp {tools.root}/failed {seen}/lastfailed
  echo '==== {len(failed)} failed, 7 passed, 5 skipped in 9.10s ===='
  exit 1;;
*) echo '==== again ===='; exit {second};;
esac
""",
        encoding="utf-8",
    )
    program.chmod(0o755)


REAL = "tests/integration/recorder/test_filling_disk.py::test_video_yields"


def test_a_few_failures_of_real_processes_get_a_second_look_and_are_named(
    tools: _Tools, capsys: pytest.CaptureFixture[str]
) -> None:
    fails_then(tools, [REAL, REAL + "_too"], 0)
    assert tools.run() == 0
    assert tools.calls[-1] == f"python -m pytest -m  -q {REAL} {REAL}_too"
    shown = capsys.readouterr().out
    assert f"UNSTEADY {REAL}: failed beside others, passed alone" in shown
    assert shown.splitlines()[-1] == "==== 9 passed, 5 skipped in 9.10s ===="


def test_what_fails_again_alone_fails_the_whole(tools: _Tools, capsys: pytest.CaptureFixture[str]) -> None:
    fails_then(tools, [REAL], 1)
    assert tools.run() == 1
    shown = capsys.readouterr().out
    assert "UNSTEADY" not in shown
    assert shown.splitlines()[-1] == "==== 1 failed, 7 passed, 5 skipped in 9.10s ===="


@pytest.mark.parametrize(
    "failed",
    [
        ["tests/unit/sync/test_keys.py::test_one"],
        [REAL, "tests/ui/test_window.py::test_one"],
        [f"{REAL}{number}" for number in range(4)],
        ["tests/integration/recorder/test_filling_disk.py"],
    ],
    ids=["a unit test", "one of them not of real processes", "too many", "a file that cannot be read"],
)
def test_other_failures_get_no_second_look(tools: _Tools, failed: list[str]) -> None:
    fails_then(tools, failed, 0)
    assert tools.run() == 1
    assert sum(call.startswith("python") for call in tools.calls) == 1


def test_the_closing_line_after_a_second_look() -> None:
    assert checks.passed_after_all("= 1 failed in 5.00s =\n") == "= 1 passed in 5.00s =\n"
    assert checks.passed_after_all("= 1 failed, 2 passed, 1 error in 5.00s =") == "= 3 passed in 5.00s ="


def test_tests_that_die_without_a_closing_line_fail(tools: _Tools, capsys: pytest.CaptureFixture[str]) -> None:
    tools.tool("python", "Segmentation fault", 139)
    assert tools.run() == 1
    assert "Segmentation fault" in capsys.readouterr().out


def test_long_adds_and_the_rest_goes_to_pytest(tools: _Tools) -> None:
    tools.run("--long", "-k", "word", "tests/unit")
    call = tools.calls[-1]
    assert call.endswith("-m  -k word tests/unit")
    assert "--long" not in call
    tools.run("-x")
    assert tools.calls[-1].endswith("--no-loadscope-reorder -x")


def test_modules_are_compiled_once_where_python_may_not_keep_them_beside_the_sources(tmp_path: Path) -> None:
    kept = {"PYTHONPYCACHEPREFIX": str(tmp_path.resolve() / ".pytest_cache" / "compiled")}
    assert checks.test_environment(tmp_path, {"PYTHONDONTWRITEBYTECODE": "1", "A": "b"}) == {
        "QT_QPA_PLATFORM": "offscreen", "A": "b", **kept,
    }  # fmt: skip
    elsewhere = {"PYTHONPYCACHEPREFIX": "/elsewhere"}
    asked = {"PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "xcb", **elsewhere}
    assert checks.test_environment(tmp_path, asked) == {"QT_QPA_PLATFORM": "xcb", **elsewhere}
    assert checks.test_environment(tmp_path, {}) == {"QT_QPA_PLATFORM": "offscreen"}


@pytest.mark.parametrize(("cores", "workers"), [(None, 2), (1, 2), (2, 3), (4, 5), (64, 5)])
def test_there_is_one_worker_more_than_cores(monkeypatch: pytest.MonkeyPatch, cores: int | None, workers: int) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    command = checks.pytest_command([], long=False)
    assert command[command.index("-n") + 1] == str(workers)
