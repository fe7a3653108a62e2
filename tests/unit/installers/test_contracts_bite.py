"""Each import contract sees a planted violation: a copy of the tree passes, the same copy with violations does not."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from installers.layout import PACKAGES

_CHECKOUT = Path(__file__).resolve().parents[3]

# contract (a part of its name) -> (importing module, imported), planted as one new module each.
_PLANTED: list[tuple[str, str, str]] = [
    ("Desktop: app over ui", "ui", "app"),
    ("Desktop: app over ui", "editor", "ui"),
    ("Desktop: app over ui", "recorder", "sync"),
    ("Desktop: app over ui", "sync", "runner"),
    ("Desktop: app over ui", "runner", "editor"),
    ("Desktop: app over ui", "protocol", "sync"),
    ("ui imports only", "ui", "recorder"),
    ("ui imports only", "ui", "sync"),
    ("ui imports only", "ui", "runner"),
    ("editor, recorder, sync and runner", "sync", "brand"),
    ("editor, recorder, sync and runner", "editor", "app"),
    ("backend imports only", "backend", "sync"),
    ("backend imports only", "backend", "app"),
    ("The desktop never meets", "app", "backend"),
    ("The desktop never meets", "runner", "backend"),
    ("The desktop never meets", "sync", "backend"),
    ("protocol and brand stand", "brand", "ui"),
    ("protocol does not know brand", "protocol", "brand"),
    ("protocol does not know brand", "brand", "protocol"),
    ("installers import nothing", "installers", "app"),
    ("installers import nothing", "installers", "backend"),
    ("The bootstrap is standard library only", "installers.bootstrap", "requests"),
    *(("ui knows no SQL", "ui", name) for name in ("sqlite3", "sqlalchemy", "requests", "cv2", "docker", "socket")),
    *(("Qt only in", package, "PySide6") for package in ("recorder", "runner", "sync", "protocol", "backend")),
    ("Qt only in", "recorder", "PyQt6"),
    *(("protocol does no I/O", "protocol", name) for name in ("socket", "sqlite3", "subprocess", "pathlib", "time")),
    ("One door", "ui", "PyQt6"),
    ("One door", "recorder", "cv2"),
    ("One door", "recorder", "av"),
    ("One door", "recorder", "mss"),
    ("One door", "recorder", "sounddevice"),
    ("One door", "runner", "docker"),
    ("One door", "app", "requests"),
    ("One door", "backend", "requests"),
    ("One door", "sync", "sqlcipher3"),
    ("One door", "sync", "keyring"),
    ("One door", "backend", "obstore"),
    ("One door", "sync", "rfc8785"),
    ("One door", "sync", "uuid_utils"),
]


def _copy(root: Path) -> Path:
    for package in PACKAGES:
        python_only = shutil.ignore_patterns("*.[!p]*", "__pycache__", "node_modules")
        shutil.copytree(_CHECKOUT / package, root / package, ignore=python_only)
    shutil.copy(_CHECKOUT / "pyproject.toml", root)
    return root


def _module(index: int) -> str:
    return f"planted_{index}"


def _check(root: Path) -> tuple[int, str]:
    # COLUMNS, because the report is wrapped to the terminal; the copy must win over the installed packages.
    environment = {**os.environ, "COLUMNS": "400", "PYTHONPATH": str(root)}
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    ended = subprocess.run(command, cwd=root, env=environment, check=False, capture_output=True, text=True)
    return ended.returncode, ended.stdout + ended.stderr


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _copy(tmp_path_factory.mktemp("clean"))


@pytest.fixture(scope="module")
def planted(clean: Path) -> Iterator[dict[str, str]]:
    """Plant everything at once; hand out the report's sections by contract name."""
    root = _copy(clean.parent / "planted")
    for index, (_, importing, imported) in enumerate(_PLANTED):
        file = root.joinpath(*importing.split("."), f"{_module(index)}.py")
        file.write_text(f"import {imported}\n", encoding="utf-8")
    status, report = _check(root)
    assert status != 0
    sections = report.split("Broken contracts\n", 1)[1].split("\n\n")
    by_name: dict[str, str] = {}
    current = ""
    for block in sections:
        lines = block.strip().splitlines()
        if len(lines) > 1 and set(lines[1]) == {"-"}:
            current = lines[0]
        by_name[current] = by_name.get(current, "") + "\n" + block
    yield by_name
    shutil.rmtree(root)


def test_the_copy_passes_as_it_stands(clean: Path) -> None:
    status, report = _check(clean)
    assert status == 0, report


@pytest.mark.parametrize("index", range(len(_PLANTED)), ids=lambda index: "-".join(_PLANTED[index][1:]))
def test_a_planted_import_breaks_its_contract(planted: dict[str, str], index: int) -> None:
    contract, importing, imported = _PLANTED[index]
    section = next((text for name, text in planted.items() if name.startswith(contract)), "")
    assert f"{importing}.{_module(index)} -> {imported}" in section


def test_every_contract_is_planted_against(clean: Path) -> None:
    _, report = _check(clean)
    kept = [line.rsplit(" KEPT", 1)[0] for line in report.splitlines() if " KEPT" in line]
    untouched = [name for name in kept if not any(name.startswith(contract) for contract, _, _ in _PLANTED)]
    assert kept
    assert untouched == []
