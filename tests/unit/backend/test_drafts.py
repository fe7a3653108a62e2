"""What a proxy wrote is on its way to the disk while it is hashed, and only where objects are files."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from starlette.datastructures import Headers

from backend.ingest.books import Arrival
from backend.ingest.door import SegmentDesk
from backend.ingest.recordings import Place
from backend.ingest.spool import FILE_HEADER, TOKEN_HEADER, Spool
from backend.objects import ObjectStore
from backend.settings import Settings

BODY = os.urandom(300_000)
NAME, TOKEN = "0000000001", "known-to-the-proxy-alone"


@pytest.fixture
def hints(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, ...]]:
    """What the system is told of files; it hears of it as well."""
    told: list[tuple[int, ...]] = []
    tell = os.posix_fadvise

    def listen(*hint: int) -> None:
        told.append(hint)
        tell(*hint)

    monkeypatch.setattr(os, "posix_fadvise", listen)
    return told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("objects", "staging", "spool"):
        (tmp_path / name).mkdir()
    return tmp_path


class _Kept:
    """Keeps what arrives, as the rest of the server would."""

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects

    def store(self, arrival: Arrival) -> str:
        self._objects.put("attempts/a/segments/b", arrival.upload.content)
        return arrival.upload.digest


def test_a_body_in_the_spool_is_hurried_and_whole(folder: Path, hints: list[tuple[int, ...]]) -> None:
    objects, kept = ObjectStore(Settings(data=folder)), {FILE_HEADER: NAME, TOKEN_HEADER: TOKEN}
    (folder / "spool" / NAME).write_bytes(BODY)
    storing: Any = _Kept(objects)
    desk = SegmentDesk(storing, objects, Spool(folder / "spool", TOKEN))
    device: Any = object()
    found: Any = asyncio.run(desk.take(_nothing(), device, Place("t", 0), Headers(kept)))
    assert found == hashlib.sha256(BODY).hexdigest()
    assert [hint[1:] for hint in hints] == [(0, 0, os.POSIX_FADV_DONTNEED)]
    assert objects.read("attempts/a/segments/b") == BODY


def test_nothing_is_written_for_nothing_where_objects_lie_in_a_bucket(
    folder: Path, hints: list[tuple[int, ...]]
) -> None:
    settings = Settings(
        data=folder,
        objects_url="s3://recordings",
        objects_key_id="it",
        objects_secret_key="is unasked",  # noqa: S106 - of tests
    )
    store = ObjectStore(settings)
    with store.draft() as draft:
        draft.write(BODY)
        store.hurry(draft)
    assert hints == []


async def _nothing() -> AsyncIterator[bytes]:
    yield b""
