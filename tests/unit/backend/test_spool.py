"""The spool believes the proxy alone, opens only what lies in it, and keeps nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from starlette.datastructures import Headers

from backend.ingest import spool as spools
from backend.ingest.spool import Spool
from backend.settings import Settings
from protocol.errors import InvalidInput, RecrutrError

TOKEN = "known-to-the-proxy-alone"  # noqa: S105 - of tests
NAME = "0000000001"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "spool"
    made.mkdir()
    (tmp_path / "secret").write_bytes(b"a secret of the server")
    return made


@pytest.fixture
def spool(folder: Path) -> Spool:
    return Spool(folder, TOKEN)


def _refusal(spool: Spool, name: str, most_bytes: int = 100) -> str:
    with pytest.raises(RecrutrError) as refused, spool.taken(name, most_bytes) as file:
        file.read()
    return refused.value.code


def test_what_the_proxy_left_is_read_and_gone(spool: Spool, folder: Path) -> None:
    (folder / NAME).write_bytes(b"a body")
    with spool.taken(NAME, 100) as file:
        assert file.read() == b"a body"
    assert list(folder.iterdir()) == []


def test_a_body_whose_work_fails_leaves_the_spool_too(spool: Spool, folder: Path) -> None:
    (folder / NAME).write_bytes(b"a body")
    with pytest.raises(ZeroDivisionError), spool.taken(NAME, 100):
        raise ZeroDivisionError
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("token", ["", "known-to-the-proxy-alonE", "not ASCII: \u00e4"])
def test_the_header_alone_is_not_believed(spool: Spool, token: str) -> None:
    said = [(b"x-body-file", f"/spool/{NAME}".encode()), (b"x-body-token", token.encode("latin-1"))]
    assert spool.named_in(Headers(raw=said)) is None
    assert spool.named_in(Headers({"X-Body-File": NAME})) is None


def test_with_the_token_the_last_part_of_the_path_counts(spool: Spool) -> None:
    assert spool.named_in(Headers({"X-Body-File": f"/somewhere/{NAME}", "X-Body-Token": TOKEN})) == NAME
    assert spool.named_in(Headers({"X-Body-File": "", "X-Body-Token": TOKEN})) is None


@pytest.mark.parametrize("name", ["", ".", "..", "../secret", "secret", "/etc/passwd", "00000\n00001", "0000000001\0"])
def test_nothing_beside_the_spool_is_named(spool: Spool, folder: Path, name: str) -> None:
    assert _refusal(spool, name) == "store.spool"
    assert (folder.parent / "secret").exists()


def test_a_link_is_not_followed(spool: Spool, folder: Path) -> None:
    (folder / NAME).symlink_to(folder.parent / "secret")
    assert _refusal(spool, NAME) == "store.spool"
    os.link(folder.parent / "secret", folder / "0000000002")
    assert _refusal(spool, "0000000002") == "store.spool"
    assert (folder.parent / "secret").read_bytes() == b"a secret of the server"


def test_what_is_no_file_is_refused_without_waiting(spool: Spool, folder: Path) -> None:
    os.mkfifo(folder / NAME)
    (folder / "0000000002").mkdir()
    assert [_refusal(spool, NAME), _refusal(spool, "0000000002")] == ["store.spool"] * 2
    assert _refusal(spool, "0000000003") == "store.spool"  # nothing there


def test_a_body_beyond_the_limit_is_refused_and_gone(spool: Spool, folder: Path) -> None:
    (folder / NAME).write_bytes(b"x" * 101)
    with pytest.raises(InvalidInput), spool.taken(NAME, 100):
        pass
    assert list(folder.iterdir()) == []


def test_what_nobody_came_for_goes_and_the_rest_stays(spool: Spool, folder: Path) -> None:
    (folder / NAME).write_bytes(b"left behind")
    (folder / "0000000002").write_bytes(b"on its way")
    (folder / "notes").write_bytes(b"not ours")
    old = time.time() - spools.KEPT_S - 1
    for name in (NAME, "notes"):
        os.utime(folder / name, (old, old))
    assert spool.sweep() == 1
    assert sorted(it.name for it in folder.iterdir()) == ["0000000002", "notes"]


def test_a_running_spool_is_swept_without_being_asked(folder: Path) -> None:
    (folder / NAME).write_bytes(b"left behind")
    os.utime(folder / NAME, (0, 0))
    spool = Spool(folder, TOKEN)
    spool.start()
    try:
        end = time.monotonic() + 60
        while (folder / NAME).exists():
            assert time.monotonic() < end
            time.sleep(0.01)
    finally:
        spool.close()


def test_a_spool_needs_its_token(folder: Path) -> None:
    with pytest.raises(InvalidInput, match="RECRUTR_SPOOL_TOKEN"):
        Settings(data=folder.parent / "data", spool=folder)


def test_a_spool_on_another_file_system_is_refused(folder: Path) -> None:
    elsewhere = Path("/dev/shm")  # noqa: S108 - another file system
    settings = Settings(data=folder.parent / "data", spool=elsewhere, spool_token=TOKEN)
    settings.objects_folder.mkdir(parents=True)
    if elsewhere.stat().st_dev == settings.objects_folder.stat().st_dev:
        pytest.skip("one file system for everything here")
    with pytest.raises(InvalidInput, match="--spool"):
        Spool.of(settings)
