"""A real S3-compatible store for tests: OpenStack Swift of Debian with s3api, private processes on a folder, then gone.

One copy of everything, no replicators: what is tested is what a backend says to such a store, and what it hears.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import pwd
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from itertools import count
from pathlib import Path
from socket import create_server
from typing import Any

import pytest
import requests

from backend.objects import ObjectStore
from backend.settings import Settings
from tests.keeper import let_go

KEY_ID, SECRET = "tests:backend", "a-secret-of-tests-4711"
SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's, which Swift's packages belong to."""
START_S = 90.0
_KINDS = ("account", "container", "object")
_KEEPER = """
umask 077
folder=$1
python=$2
shift 2
trap 'touch "$folder/ended" "$folder/closed"; kill $(cat "$folder"/*.pid) 2>/dev/null; wait; rm -rf "$folder"' EXIT
serve() {
    while [ ! -e "$folder/ended" ]; do
        [ -e "$folder/closed" ] && { sleep 0.1; continue; }
        "$python" "/usr/bin/swift-$1-server" "$folder/$1.conf" </dev/null >>"$folder/log" 2>&1 &
        echo $! >"$folder/$1.pid"
        wait $!
    done
}
for kind in "$@"; do
    serve "$kind" &
done
read -r _
"""
"""Holds the servers. When the pipe from the test's process closes, whatever closed it, they end and the folder goes."""
_RINGS = """
import sys
from swift.common.ring import RingBuilder
folder, *ports = sys.argv[1:]
for kind, port in zip(("account", "container", "object"), ports):
    builder = RingBuilder(4, 1, 0)
    builder.add_dev({"region": 1, "zone": 1, "ip": "127.0.0.1", "port": int(port), "device": "disk", "weight": 1.0})
    builder.rebalance()
    builder.get_ring().save(f"{folder}/{kind}.ring.gz")
"""
_SERVER = """
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
user = {user}
swift_dir = {folder}
devices = {folder}
mount_check = false
workers = 0
fallocate_reserve = 0
log_address = {folder}/no-syslog
log_level = WARNING
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""
_PROXY = """
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
user = {user}
swift_dir = {folder}
workers = 0
log_address = {folder}/no-syslog
log_level = WARNING
[pipeline:main]
pipeline = catch_errors cache s3api tempauth versioned_writes symlink proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:{cache}
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_tests_backend = {secret} .admin
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_versioned_writes = true
allow_object_versioning = true
[filter:symlink]
use = egg:swift#symlink
"""


@dataclass
class Swift:
    """The running store."""

    folder: Path
    port: int
    numbers: Iterator[int] = field(default_factory=count)

    @property
    def endpoint(self) -> str:
        """Where it speaks S3."""
        return f"http://127.0.0.1:{self.port}"

    @classmethod
    @contextmanager
    def started(cls) -> Iterator[Swift]:
        """Make, start, and take away again; that happens too when this process is killed."""
        if not Path("/usr/bin/swift-proxy-server").exists():
            words = "OpenStack Swift is not installed: ./recrutr test installs it (Debian's swift-proxy and others)."
            pytest.fail(words, pytrace=False)
        folder = Path(tempfile.mkdtemp(prefix="recrutr-swift-"))
        ports = _free_ports(5)
        _write(folder, ports)
        keeper = subprocess.Popen(
            ["/bin/sh", "-c", _KEEPER, "keeper", str(folder), SYSTEM_PYTHON, "proxy", *_KINDS],
            stdin=subprocess.PIPE,
            cwd="/",
            start_new_session=True,  # what ends our group must not end the one who tidies up
            env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        )
        try:
            made = cls(folder, ports[0])
            made._wait(keeper)
            yield made
        finally:
            let_go(keeper, folder, 60)

    def bucket(self) -> str:
        """A new bucket; returns its name. On a busy machine a store may first say that it is not yet able to."""
        name = f"bucket-{next(self.numbers)}-{os.getpid()}"
        _until(lambda: self.ask("PUT", name).status_code in {200, 409})  # 409: an earlier try made it all the same
        return name

    def keep_versions(self, bucket: str) -> None:
        """Turn versions on for a bucket."""
        said = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
        answer = self.ask("PUT", bucket, "versioning", said.encode())
        assert answer.status_code == 200, answer.text

    @contextmanager
    def away(self) -> Iterator[None]:
        """Its door is closed: the proxy refuses connections until it is started again."""
        proxy = int((self.folder / "proxy.pid").read_text())
        (self.folder / "closed").touch()
        os.kill(proxy, signal.SIGTERM)
        _until(lambda: not self._answers())
        try:
            yield
        finally:
            (self.folder / "closed").unlink()
            _until(self._answers)

    def lead(self, patch: pytest.MonkeyPatch) -> None:
        """Lead every backend that this process opens to a bucket of its data folder."""
        buckets: dict[Path, str] = {}

        def opened(settings: Settings) -> ObjectStore:
            bucket = buckets.get(settings.data) or buckets.setdefault(settings.data, self.bucket())
            return ObjectStore(replace(settings, **self.settings(bucket)))

        patch.setattr("backend.main.ObjectStore", opened)

    def _answers(self) -> bool:
        try:
            return self.ask("GET", "").status_code == 200
        except requests.ConnectionError:
            return False

    def settings(self, bucket: str) -> Mapping[str, Any]:
        """What a backend has to be told of a bucket, by field."""
        return {
            "objects_url": f"s3://{bucket}",
            "objects_endpoint": self.endpoint,
            "objects_key_id": KEY_ID,
            "objects_secret_key": SECRET,
        }

    def ask(self, method: str, bucket: str, about: str = "", body: bytes = b"") -> requests.Response:
        """One signed call about a bucket, of those that a backend never makes."""
        date = formatdate(usegmt=True)
        resource = f"/{bucket}?{about}" if about else f"/{bucket}"
        signed = hmac.new(SECRET.encode(), f"{method}\n\n\n{date}\n{resource}".encode(), hashlib.sha1).digest()
        headers = {"Date": date, "Authorization": f"AWS {KEY_ID}:{base64.b64encode(signed).decode()}"}
        return requests.request(method, f"{self.endpoint}{resource}", data=body, headers=headers, timeout=60)

    def _wait(self, keeper: subprocess.Popen[bytes]) -> None:
        def answers() -> bool:
            assert keeper.poll() is None, (self.folder / "log").read_text()
            return self._answers()

        _until(answers)


def _until(condition: Callable[[], bool]) -> None:
    waiting, end_s = threading.Event(), time.monotonic() + START_S
    while not condition():
        assert time.monotonic() < end_s, "the store did not come or go in time"
        waiting.wait(0.1)


def _write(folder: Path, ports: tuple[int, ...]) -> None:
    given = {"folder": folder, "user": _user(), "secret": SECRET, "cache": ports[4]}
    (folder / "swift.conf").write_text("[swift-hash]\nswift_hash_path_suffix = tests\nswift_hash_path_prefix = tests\n")
    (folder / "disk").mkdir()
    (folder / "proxy.conf").write_text(_PROXY.format(port=ports[0], **given))
    for kind, port in zip(_KINDS, ports[1:], strict=False):
        (folder / f"{kind}.conf").write_text(_SERVER.format(kind=kind, port=port, **given))
    argv = [SYSTEM_PYTHON, "-c", _RINGS, str(folder), *map(str, ports[1:4])]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    made = subprocess.run(argv, cwd="/", capture_output=True, text=True, check=False, env=environment)
    assert made.returncode == 0, made.stderr


def _user() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name


def _free_ports(number: int) -> tuple[int, ...]:
    """Ports that were free a moment ago, all different; the last stays unused: there is no cache, nor is one needed."""
    held = [create_server(("127.0.0.1", 0)) for _ in range(number)]
    try:
        return tuple(int(each.getsockname()[1]) for each in held)
    finally:
        for each in held:
            each.close()
