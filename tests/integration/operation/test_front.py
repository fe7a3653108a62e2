"""nginx that receives recordings for two API processes: by the configuration that is handed out, with real devices."""

from __future__ import annotations

import hashlib
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from sqlalchemy import select

from backend.ingest.models import Segment
from backend.ingest.reading import stream_segment
from protocol.sealing import MAGIC
from sync import lanes
from sync.engine import Pace
from sync.store.records import Remaining
from tests.integration.operation.conftest import until
from tests.postgresql import Cluster
from tests.storage.joined import JoinedDevice
from tests.storage.large_form import TOKEN, LargeForm, large_form, nginx, write_configuration

PATIENCE_S = 120.0
SIZES = (700, 128 * 1024, 512 * 1024, 1024 * 1024, 3 * 1024 * 1024)
"""Smaller and larger than what nginx and the API keep in memory."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, cluster: Cluster) -> Iterator[LargeForm]:
    with large_form(tmp_path_factory.mktemp("large"), cluster, extra=["--log", "json", "--verbose"]) as made:
        yield made


@pytest.fixture
def device(house: LargeForm, tmp_path: Path) -> Iterator[JoinedDevice]:
    made = JoinedDevice(house.address, house.invite(), tmp_path / "device")
    yield made
    made.close()


def _send_all(device: JoinedDevice) -> Remaining:
    engine = device.engine(Pace())
    engine.start()
    try:
        return engine.drain(PATIENCE_S)
    finally:
        engine.stop()


def _stored(house: LargeForm, attempt: str) -> list[bytes]:
    folder = house.apis[0].data / "objects" / "attempts" / attempt
    return sorted(it.read_bytes() for it in folder.rglob("*") if it.is_file())


def _told(house: LargeForm) -> str:
    """What the processes have written into their logs so far."""
    return "".join(api.log.read_text() for api in house.apis)


def _put(house: LargeForm, device: JoinedDevice, data: bytes, **more: str) -> requests.Response:
    ((track, _),) = device.record([100]).keys()
    _send_all(device)
    headers = {
        "Authorization": f"Bearer {device.store.joined.token}",
        "Digest-SHA256": hashlib.sha256(data).hexdigest(),
        **more,
    }
    address = f"{house.address}/api/v1/attempts/{device.store.attempt}/tracks/{track}/segments/7"
    return requests.put(address, data, headers=headers, timeout=60)


def test_the_handed_out_configuration_is_sound(tmp_path: Path) -> None:
    (tmp_path / "spool").mkdir()
    written = write_configuration(tmp_path, "8000", (8001, 8002))
    argv = [nginx(), "-t", "-p", str(tmp_path), "-c", str(written), "-e", str(tmp_path / "nginx.log")]
    checked = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_what_a_device_sends_arrives_whole_and_the_api_receives_no_byte_of_it(
    house: LargeForm, device: JoinedDevice
) -> None:
    contents = device.record(SIZES)
    assert _send_all(device) == Remaining()
    assert _stored(house, device.store.attempt) == sorted(contents.values())
    until(lambda: not list(house.spool.iterdir()))
    told = [line for line in _told(house).splitlines() if "/segments/" in line and "PUT" in line]
    assert len(told) >= len(SIZES)
    assert all('"received_bytes": 0' in line for line in told), told
    assert TOKEN not in _told(house)


def test_a_backlog_goes_in_bundles_and_the_api_receives_no_byte_of_them(
    house: LargeForm, device: JoinedDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "BUNDLE_PART", 2)
    contents = device.record([100_000] * 60)
    assert _send_all(device) == Remaining()
    with house.apis[0].services() as services, services.reading() as tx:
        rows = tx.session.scalars(select(Segment).where(Segment.attempt == device.store.attempt)).all()
        assert {(row.track, row.number): b"".join(stream_segment(tx, row)) for row in rows} == contents
    assert len(_stored(house, device.store.attempt)) < len(contents)
    until(lambda: not list(house.spool.iterdir()))
    told = [line for line in _told(house).splitlines() if "/segments" in line and "POST" in line]
    assert told
    assert all('"received_bytes": 0' in line for line in told), told


def test_what_a_device_says_of_a_file_is_dropped(house: LargeForm, device: JoinedDevice, tmp_path: Path) -> None:
    other = house.spool / "0000000007"
    other.write_bytes(MAGIC + b"of somebody else")
    data = MAGIC + b"its own bytes"
    answer = _put(house, device, data, **{"X-Body-File": str(other), "X-Body-Token": TOKEN})
    assert answer.status_code == 200, answer.text
    assert data in _stored(house, device.store.attempt)
    assert other.exists()
    other.unlink()


def test_on_other_roads_the_headers_are_dropped_too(house: LargeForm) -> None:
    """Beside the front the header means nothing; through it no address hands on the token to the API."""
    other = house.spool / "0000000008"
    other.write_bytes(b"{}")
    said = {"X-Body-File": str(other), "X-Body-Token": "guessed"}
    for address in (house.address, house.apis[0].address):
        assert requests.post(f"{address}/api/v1/join", b"", headers=said, timeout=60).status_code == 422
    assert other.read_bytes() == b"{}"
    other.unlink()


def test_a_body_that_does_not_match_its_digest_is_told_and_leaves_nothing(
    house: LargeForm, device: JoinedDevice
) -> None:
    answer = _put(house, device, MAGIC + b"changed on its way", **{"Digest-SHA256": "0" * 64})
    assert (answer.status_code, answer.json()["code"]) == (422, "segment.digest")
    assert len(_stored(house, device.store.attempt)) == 1  # the one that the engine has sent
    until(lambda: not list(house.spool.iterdir()))


def test_a_device_that_vanishes_in_the_middle_leaves_nothing(house: LargeForm) -> None:
    host, _, port = house.address.removeprefix("http://").partition(":")
    head = "PUT /api/v1/attempts/a/tracks/b/segments/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=60) as line:
        line.sendall(head.encode() + b"x" * 3_000_000)
        until(lambda: bool(list(house.spool.iterdir())))
    until(lambda: not list(house.spool.iterdir()))


def test_killed_processes_behind_the_front_cost_nothing(house: LargeForm, device: JoinedDevice) -> None:
    """The front says 503 with Retry-After, keeps no body, and the device sends again by itself."""
    contents = device.record(SIZES)
    for api in house.apis:
        api.end(signal.SIGKILL)
    away = requests.get(f"{house.address}/api/v1/time", timeout=60)
    assert (away.status_code, away.headers["Retry-After"]) == (503, "5")
    assert "Nothing was lost" in away.text
    engine = device.engine(Pace())
    engine.start()
    try:
        until(lambda: engine.state.reachable is False)
        for api in house.apis:
            api.start()
        assert engine.drain(PATIENCE_S) == Remaining()
    finally:
        engine.stop()
    assert _stored(house, device.store.attempt) == sorted(contents.values())
    until(lambda: not list(house.spool.iterdir()))
