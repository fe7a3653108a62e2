"""The inventory sees each kind of thing that a box could leave, and not what belongs to the boxes of others."""

from __future__ import annotations

import contextlib
import os
import secrets
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from runner.boxes.container import Maker
from runner.boxes.docker_door import LABEL
from runner.boxes.docker_engine import DockerEngine
from runner.boxes.settings import agent_argv
from runner.engine import Limits, Plan
from runner.images import current_tag
from tests.integration.runner.leftovers import Surroundings, look

BOX_USER, KEY_USER = 20_001, 20_002
SHM = (
    "import ctypes; l = ctypes.CDLL(None); i = l.shmget(0, 4096, 0o1600); print(i, flush=True); assert i >= 0; input()"
)
KEY = "import ctypes; l = ctypes.CDLL(None); print(l.syscall(248, b'user', b'left', b'x', 1, -2), flush=True); input()"

pytestmark = [
    pytest.mark.docker,
    pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may plant things of another user"),
]


@contextlib.contextmanager
def a_file(folder: Path, word: str) -> Iterator[str]:
    path = folder / "innocent-name"
    path.write_text(f"... {word} ...", "ascii")
    yield str(path)
    path.unlink()


@contextlib.contextmanager
def a_file_of_a_box(folder: Path, _word: str) -> Iterator[str]:
    path = folder / "empty"
    path.touch()
    os.chown(path, BOX_USER, BOX_USER)
    yield str(path)
    path.unlink()


@contextlib.contextmanager
def a_process(_folder: Path, _word: str) -> Iterator[str]:
    with subprocess.Popen(["sleep", "60"], user=BOX_USER, cwd="/") as process:
        yield f"process {process.pid}"
        process.kill()


@contextlib.contextmanager
def _python(source: str, user: int) -> Iterator[str]:
    argv = ["/usr/bin/python3", "-I", "-c", source]
    with subprocess.Popen(argv, user=user, cwd="/", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        yield child.stdout.readline().strip()
        child.kill()


@contextlib.contextmanager
def shared_memory(_folder: Path, _word: str) -> Iterator[str]:
    with _python(SHM, BOX_USER) as identifier:
        yield f"System V shm 0 of user {BOX_USER}"
        subprocess.run(["ipcrm", "-m", identifier], check=True)


@contextlib.contextmanager
def a_key(_folder: Path, _word: str) -> Iterator[str]:
    with _python(KEY, KEY_USER) as key:
        if int(key) < 0:
            pytest.skip("this kernel keeps no keys")
        yield f"keys of user {KEY_USER}"


@contextlib.contextmanager
def a_mount(folder: Path, _word: str) -> Iterator[str]:
    place = folder / "mounted"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "none", str(place)], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    yield f"mount {place}"
    subprocess.run(["umount", str(place)], check=True)


PLANTED: list[Callable[[Path, str], AbstractContextManager[str]]] = [
    a_file,
    a_file_of_a_box,
    a_process,
    shared_memory,
    a_key,
    a_mount,
]


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_what_is_left_is_seen_until_it_is_gone(
    plant: Callable[[Path, str], AbstractContextManager[str]], tmp_path: Path
) -> None:
    word = secrets.token_hex(16)
    before = look(Surroundings(word, shared=(tmp_path,)))
    with plant(tmp_path, word) as what:
        assert any(what in item for item in before.left(patience_s=0)), before.left(patience_s=0)
    deadline = time.monotonic() + 30
    while any(what in item for item in before.left(patience_s=0)):
        assert time.monotonic() < deadline, f"{what} is still said to be there"
        time.sleep(0.5)


def test_a_box_of_ours_is_seen_with_all_that_belongs_to_it(engine: DockerEngine) -> None:
    before = look(Surroundings(secrets.token_hex(16)))
    container = Maker(engine.door).make(Plan(Limits()))
    kinds = {item.split()[0] for item in before.left(patience_s=0) if container.id in item}
    container.remove()
    assert kinds >= {"container", "process", "control"}
    assert before.left() == []


def test_a_box_of_somebody_else_is_none_of_our_business(engine: DockerEngine) -> None:
    before = look(Surroundings(secrets.token_hex(16)))
    labels = {LABEL: "box", "org.recrutr.owner": "another machine/1/2", "org.recrutr.expires": "9999999999"}
    argv = agent_argv(Plan(Limits()), cells=False)
    settings = {"labels": labels, "user": "20001:20001", "stdin_open": True, "host": {"network_mode": "none"}}
    other = engine.door.create(current_tag(), argv, **settings)
    try:
        engine.door.start(other)
        assert [item for item in before.left(patience_s=0) if other in item] == []
        assert before.left(patience_s=5) == []
    finally:
        engine.door.remove(other)


def test_everything_new_in_a_folder_of_our_own_counts(tmp_path: Path) -> None:
    before = look(Surroundings("x" * 32, own=(tmp_path,), shared=()))
    (tmp_path / "forgotten").touch()
    # What runs beside may just have made control groups of its own.
    assert f"file {tmp_path / 'forgotten'}" in before.left(patience_s=0)
