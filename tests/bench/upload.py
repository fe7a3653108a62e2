"""How fast recordings reach the server: our engine, bare curl to the same server, and curl to nginx, in one run.

256 MiB in segments of real sizes (128 KiB, 512 KiB, 1 MiB) over 127.0.0.1. *Ours* is the whole way: outbox, engine,
client, server, and the mark in the encrypted store after each. *curl* puts the same files to the same server, one
process on one connection, with the digests already made. *nginx* (DAV) takes them too, but promises nothing: it neither
checks a digest nor waits for the disk; *nginx, synced* counts the time in which its files then reach the disk, all
together. Each pair is sent by real sizes and by few large segments. Rounds alternate; the median counts.

The large form follows in the same run: nginx receives the bodies for two API processes on PostgreSQL with its syncs
(`installers/deployment/nginx.conf`). There *six at once* is curl with as many connections as the engine has: what the
server's side takes when no device of ours works on the same two cores.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from protocol.attempts import TrackKind
from protocol.identifiers import new_identifier
from protocol.sealing import Sealer, new_data_key, wrap_for_organisation
from sync.engine import Pace
from sync.lanes import LANES
from sync.store.records import Remaining
from tests.postgresql import Cluster
from tests.storage.joined import JoinedDevice
from tests.storage.large_form import LargeForm, large_form
from tests.storage.server_process import ServerProcess, free_port

NAME = "upload"
ROUNDS = 5
TOTAL_BYTES = 256 * 1024 * 1024
SIZES = (128 * 1024, 512 * 1024, 1024 * 1024)
LARGE_BYTES = 32 * 1024 * 1024
Figure = dict[str, Any]


@dataclass(frozen=True)
class Piece:
    """A file to send."""

    file: Path
    digest: str
    number: int


def run() -> list[Figure]:
    """Measure; takes about four minutes."""
    folder = Path(tempfile.mkdtemp(prefix="recrutr-bench-"))
    try:
        with ServerProcess(folder / "server") as server:
            figures = _both(folder, server, "upload")
        if shutil.which("nginx"):
            with Cluster.started(durable=True) as cluster, large_form(folder / "front", cluster) as house:
                figures += _both(folder / "behind", house, "upload, large form")
        return figures
    finally:
        shutil.rmtree(folder)


def _both(folder: Path, server: ServerProcess | LargeForm, name: str) -> list[Figure]:
    return [
        *_figures(_measure(folder / "small", server, SIZES), f"{name}, 256 MiB, real segments"),
        *_figures(_measure(folder / "large", server, (LARGE_BYTES,)), f"{name}, 256 MiB, segments of 32 MiB"),
    ]


def _measure(folder: Path, server: ServerProcess | LargeForm, sizes: Sequence[int]) -> dict[str, list[float]]:
    device = JoinedDevice(server.address, server.invite(), folder / "device")
    rates: dict[str, list[float]] = {"ours": [], "curl": [], "six": [], "nginx": [], "synced": []}
    try:
        for number in range(ROUNDS):
            track = _declare(device)
            pieces = _record(device, track, sizes)
            copies = _copies(pieces, folder / f"copies-{number}")
            rates["ours"].append(_ours(device))
            rates["curl"].append(_curl_to_ours(device, copies))
            if isinstance(server, LargeForm):
                rates["six"].append(_curl_to_ours(device, copies, at_once=LANES))
            if shutil.which("nginx"):
                nginx, synced = _curl_to_nginx(folder / f"nginx-{number}", copies)
                rates["nginx"].append(nginx)
                rates["synced"].append(synced)
            shutil.rmtree(folder / f"copies-{number}")
    finally:
        device.close()
    return rates


def _figures(rates: dict[str, list[float]], what: str) -> list[Figure]:
    middle = {name: statistics.median(found) for name, found in rates.items() if found}
    against = {"curl PUT to the same server": middle["curl"]}
    if "nginx" in middle:
        against["curl PUT to nginx, nothing synced"] = middle["nginx"]
        against["curl PUT to nginx, its files synced at the end"] = middle["synced"]
    return (
        [
            {
                "name": what,
                "value": round(middle["ours"], 1),
                "unit": "MB/s",
                "ratio": round(middle["ours"] / rate, 3),
                "peer": f"{peer}: {rate:.0f}",
            }
            for peer, rate in against.items()
        ]
        + ([_against_nginx(f"{what}, curl six at once", middle["six"], middle["nginx"])] if "six" in middle else [])
        + ([] if "nginx" in middle else [_absent(what)])
    )


def _against_nginx(what: str, rate: float, nginx: float) -> Figure:
    peer = f"curl PUT to nginx, nothing synced: {nginx:.0f}"
    return {"name": what, "value": round(rate, 1), "unit": "MB/s", "ratio": round(rate / nginx, 3), "peer": peer}


def _absent(what: str) -> Figure:
    return {
        "name": f"{what}: nginx is not installed, not compared",
        "value": 0,
        "unit": "",
        "ratio": None,
        "peer": None,
    }


def _declare(device: JoinedDevice) -> tuple[str, Sealer]:
    ticket, track, key = device.store.ticket, new_identifier(), new_data_key()
    if ticket is None:
        raise RuntimeError("the attempt was not started")
    wrapped = wrap_for_organisation(key, ticket.organisation_public_key)
    device.store.media.declare(TrackKind.SCREEN, track, "video/mp4", wrapped, "A screen")
    return track, Sealer(device.store.attempt, track, key)


def _record(device: JoinedDevice, track: tuple[str, Sealer], sizes: Sequence[int]) -> list[Piece]:
    """Fill the outbox with sealed segments."""
    name, sealer = track
    pieces: list[Piece] = []
    left = TOTAL_BYTES
    while left > 0:
        number, size = len(pieces), sizes[len(pieces) % len(sizes)]
        for fragment, at in enumerate(range(0, size, 512 * 1024)):
            record = sealer.seal(number, fragment, os.urandom(min(512 * 1024, size - at))).record
            device.store.media.write(name, number, record)
        digest, length = device.store.media.close_segment(name, number)
        pieces.append(Piece(device.store.media.path(name, number), digest, number))
        left -= length
    return pieces


def _copies(pieces: Sequence[Piece], folder: Path) -> list[Piece]:
    """The same bytes for curl: the engine removes its own when they have arrived."""
    folder.mkdir(parents=True)
    found = []
    for piece in pieces:
        file = folder / f"{piece.number}.seg"
        shutil.copyfile(piece.file, file)
        found.append(Piece(file, piece.digest, piece.number))
    return found


def _ours(device: JoinedDevice) -> float:
    size = device.store.outbox.remaining().media_bytes
    engine = device.engine(Pace())
    begun = time.perf_counter()
    engine.start()
    left = engine.drain(300.0)
    taken_s = time.perf_counter() - begun
    engine.stop()
    if left != Remaining():
        raise RuntimeError(f"not everything arrived: {left}")
    return size / taken_s / 1e6


def _curl_to_ours(device: JoinedDevice, pieces: Sequence[Piece], at_once: int = 1) -> float:
    track, _ = _declare(device)
    engine = device.engine(Pace())
    engine.start()
    engine.drain(30.0)
    engine.stop()
    address = f"{device.client.base_url}/api/v1/attempts/{device.store.attempt}/tracks/{track}/segments"
    token = device.store.joined.token
    lines = []
    for piece in pieces:
        lines += [
            f'url = "{address}/{piece.number}"',
            f'upload-file = "{piece.file}"',
            f'header = "Authorization: Bearer {token}"',
            f'header = "Digest-SHA256: {piece.digest}"',
        ]
        lines += ['header = "Expect:"', 'output = "/dev/null"', "fail", "next"]
    return _curl(lines, pieces, at_once)


def _curl_to_nginx(folder: Path, pieces: Sequence[Piece]) -> tuple[float, float]:
    """As nginx leaves it, and with its files brought to the disk."""
    port = free_port()
    (folder / "root").mkdir(parents=True)
    (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, port=port, user=_user()))
    argv = ["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "error.log")]
    process = subprocess.Popen([*argv, "-g", "daemon off;"])
    try:
        time.sleep(0.3)
        lines = []
        for piece in pieces:
            lines += [f'url = "http://127.0.0.1:{port}/{piece.number}"', f'upload-file = "{piece.file}"']
            lines += ['header = "Expect:"', 'output = "/dev/null"', "fail", "next"]
        rate = _curl(lines, pieces)
        size = sum(piece.file.stat().st_size for piece in pieces)
        return rate, size / (size / rate + 1e6 * _synced_s(folder / "root"))
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder)


def _synced_s(folder: Path) -> float:
    begun = time.perf_counter()
    for path in (*folder.iterdir(), folder):
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
    return time.perf_counter() - begun


_NGINX = """
{user}
worker_processes 1;
pid {folder}/nginx.pid;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fast;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  client_max_body_size 100m;
  keepalive_requests 100000;
  server {{ listen 127.0.0.1:{port}; root {folder}/root; location / {{ dav_methods PUT; }} }}
}}
"""


def _user() -> str:
    return "user root;" if os.geteuid() == 0 else ""


def _curl(lines: Sequence[str], pieces: Sequence[Piece], at_once: int = 1) -> float:
    config = pieces[0].file.with_name("curl.conf")
    config.write_text("\n".join(lines[:-1]) + "\n")
    size = sum(piece.file.stat().st_size for piece in pieces)
    argv = ["curl", "--silent", "--show-error", "--fail-early", "--config", str(config)]
    if at_once > 1:
        argv += ["--parallel", "--parallel-max", str(at_once)]
    begun = time.perf_counter()
    done = subprocess.run(
        argv, capture_output=True, text=True, check=False
    )  # at once it tells of its progress, asked or not
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    return size / (time.perf_counter() - begun) / 1e6
