"""`recrutr bench`: finds benches, checks their figures, prints a table or JSON lines."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from installers import benches

_BENCH = '''
"""A bench."""
NAME = "{name}"
def run():
    return [
        {{"name": "{name} rate", "value": 1234.5, "unit": "1/s", "ratio": 2.5, "peer": "plain file"}},
        {{"name": "{name} size", "value": 10, "unit": "kB", "ratio": None, "peer": None}},
    ]
'''


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "tests" / "bench"
    found.mkdir(parents=True)
    for name in ("append", "glyph"):
        (found / f"{name}.py").write_text(_BENCH.format(name=name), encoding="utf-8")
    (found / "_shared.py").write_text("raise RuntimeError('not a bench')\n", encoding="utf-8")
    monkeypatch.setattr(benches, "_CHECKOUT", tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    return found


@pytest.mark.usefixtures("folder")
def test_json_is_one_object_per_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert benches.main(["--json", "glyph"]) == 0
    figures = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert figures == [
        {"name": "glyph rate", "value": 1234.5, "unit": "1/s", "ratio": 2.5, "peer": "plain file"},
        {"name": "glyph size", "value": 10, "unit": "kB", "ratio": None, "peer": None},
    ]


@pytest.mark.usefixtures("folder")
def test_the_table_has_all_benches(capsys: pytest.CaptureFixture[str]) -> None:
    assert benches.main([]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.split()[0] for row in rows] == ["append", "append", "glyph", "glyph"]
    assert "2.50 x plain file" in rows[0]
    assert "1,234" in rows[0]


@pytest.mark.usefixtures("folder")
def test_an_unknown_bench_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert benches.main(["glyhp"]) == 2
    assert "glyhp" in capsys.readouterr().err


def test_a_module_that_is_no_bench_is_refused(folder: Path) -> None:
    (folder / "other.py").write_text("NAME = 'x'\n", encoding="utf-8")
    with pytest.raises(benches.BadBench, match=r"other\.py"):
        benches.discover(folder)


def test_two_benches_of_one_name_are_refused(folder: Path) -> None:
    (folder / "other.py").write_text(_BENCH.format(name="glyph"), encoding="utf-8")
    with pytest.raises(benches.BadBench, match="taken"):
        benches.discover(folder)


@pytest.mark.parametrize(
    ("figure", "words"),
    [({"name": "x", "value": 1, "unit": "s"}, "ratio, peer"), (dict.fromkeys(benches._FIELDS, "1"), "no number")],
)
def test_a_bad_figure_is_refused(folder: Path, figure: dict[str, object], words: str) -> None:
    (folder / "other.py").write_text(f"NAME = 'other'\ndef run():\n    return [{figure!r}]\n", encoding="utf-8")
    with pytest.raises(benches.BadBench, match=words):
        benches.measure(benches.discover(folder)["other"])


def test_the_real_benches_keep_to_the_contract() -> None:
    command = [sys.executable, "-m", "installers.command_line", "bench", "--list"]
    root = Path(__file__).resolve().parents[3]
    ended = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
