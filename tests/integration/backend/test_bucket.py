"""A bucket of a real S3-compatible store: what it cannot do is told, and a store that is away loses nothing."""

from __future__ import annotations

import http.client
import os
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests

from backend.declaring import given_in
from backend.objects import ObjectStore
from backend.settings import COMMON, OPERATING, Settings
from protocol.errors import InvalidInput, NotFound, StorageFault
from tests.object_store import SECRET, Swift

KEY = "attempts/A/segment/T/0-ab"


@pytest.fixture
def settings(swift: Swift, tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, **swift.settings(swift.bucket()))


@pytest.fixture
def objects(settings: Settings) -> ObjectStore:
    settings.staging_folder.mkdir(parents=True)
    return ObjectStore(settings)


def test_objects_come_back_whole_and_replace_each_other(objects: ObjectStore) -> None:
    objects.put(KEY, b"one")
    objects.put(KEY, (b"an", b"other"))
    assert objects.read(KEY) == b"another"
    large = os.urandom(9 * 1024 * 1024)
    with objects.draft() as draft:
        draft.write(large)
        objects.put(KEY + "c", draft)
    assert b"".join(objects.stream(KEY + "c")) == large
    assert b"".join(objects.stream(KEY + "c", (5, 1000))) == large[5:1005]
    assert sorted(objects.list("attempts/A/")) == [KEY, KEY + "c"]


def test_what_is_deleted_is_gone(objects: ObjectStore) -> None:
    for number in range(3):
        objects.put(f"{KEY}{number}", b"one")
    objects.put("attempts/B/segment/T/0-ab", b"of somebody else")
    assert objects.delete_all("attempts/A/") == 3
    assert objects.delete_all("attempts/A/") == 0
    objects.delete(KEY)
    assert objects.list("attempts/") == ["attempts/B/segment/T/0-ab"]
    with pytest.raises(NotFound):
        objects.read(KEY)


def test_a_bucket_that_keeps_versions_is_refused_once_and_for_all(swift: Swift, settings: Settings) -> None:
    bucket = swift.bucket()
    swift.keep_versions(bucket)
    objects = ObjectStore(replace(settings, objects_url=f"s3://{bucket}"))
    for _ in range(2):
        with pytest.raises(StorageFault) as refused:
            objects.put(KEY, b"one")
        assert refused.value.code == "store.versions"
    kept = swift.ask("GET", bucket, "versions").text
    assert kept.count("<Key>") == 1, "each try of a device would leave a version"


def test_what_does_not_answer_as_a_store_is_a_fault_and_not_a_missing_object(settings: Settings) -> None:
    asked: tuple[Callable[[ObjectStore], object], ...] = (
        lambda it: it.put(KEY, b"one"),
        lambda it: it.read(KEY),
        lambda it: it.list("attempts/"),
    )
    wrong_key = replace(settings, objects_secret_key="wrong")  # noqa: S106 - of tests
    for wrong in (replace(settings, objects_url="s3://not-there"), wrong_key):
        for ask in asked:
            with pytest.raises(StorageFault) as fault:
                ask(ObjectStore(wrong))
            assert fault.value.code == "store.objects"
            assert "wrong" not in str(fault.value)


def test_a_store_that_is_away_is_told_and_loses_nothing(live_backend: Any, device: Any, swift: Swift) -> None:
    """The store's door stands still: a device is told to come back, code goes on, and the segment arrives later."""
    track, key = device.declare_track()
    first, second = (device.segment(track, key, number, os.urandom(2000)) for number in range(2))
    assert device.put_segment(track, 0, first).status_code == 200
    with swift.away():
        answer = device.put_segment(track, 1, second)
        assert (answer.status_code, answer.json()["code"]) == (503, "store.objects")
        assert int(answer.headers["Retry-After"]) >= 1
        assert device.call("HEAD", f"tracks/{track}/segments/1").status_code == 404
        assert device.send(device.entries(*device.facts())).status_code == 200
        assert device.http.get(f"{live_backend.url}/readyz", timeout=60).status_code == 503
    assert device.put_segment(track, 1, second).status_code == 200
    objects = live_backend.services.objects
    assert sorted(map(objects.read, objects.list("attempts/"))) == sorted([first, second])


@dataclass
class Door:
    """Stands before the store: hands every call on, but says `refusal` to a put, or lets it wait until `quick`."""

    port: int = 0
    refusal: int = 0
    quick: threading.Event = field(default_factory=threading.Event)
    waited: int = 0


@pytest.fixture
def door(swift: Swift, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    """The way to the store of every backend that opens afterwards: ask for it first."""
    made, inside = Door(), swift.port
    made.quick.set()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def hand_on(self) -> None:
            body, putting = self.rfile.read(int(self.headers["Content-Length"] or 0)), self.command == "PUT"
            if putting and not made.quick.is_set():
                made.waited += 1
                made.quick.wait(60)
            line = http.client.HTTPConnection("127.0.0.1", inside, timeout=60)
            if not (putting and made.refusal):
                line.request(self.command, self.path, body, dict(self.headers.items()))
            answer = None if putting and made.refusal else line.getresponse()
            told = b"" if answer is None else answer.read()
            self.send_response(made.refusal if answer is None else answer.status)
            for name, value in () if answer is None else answer.getheaders():
                if name.lower() not in {"content-length", "transfer-encoding", "connection", "date"}:
                    self.send_header(name, value)
            length = len(told) if self.command != "HEAD" or answer is None else answer.getheader("Content-Length", "0")
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(told)
            line.close()

        do_GET = do_HEAD = do_PUT = do_DELETE = do_POST = hand_on  # noqa: N815 - the library's port

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_port
    monkeypatch.setattr(Swift, "endpoint", property(lambda _swift: f"http://127.0.0.1:{made.port}"))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


def test_a_store_that_is_full_or_fails_takes_nothing_that_it_has_not(
    door: Door, live_backend: Any, device: Any
) -> None:
    track, key = device.declare_track()
    data = device.segment(track, key, 0, os.urandom(2000))
    for door.refusal, code in ((507, "store.full"), (500, "store.objects"), (403, "store.objects")):
        answer = device.put_segment(track, 0, data)
        assert (answer.status_code, answer.json()["code"]) == (503, code)
        assert int(answer.headers["Retry-After"]) >= 1
        assert device.call("HEAD", f"tracks/{track}/segments/0").status_code == 404
        assert device.send(device.entries(*device.facts())).status_code == 200, "code goes on"
    door.refusal = 0
    assert device.put_segment(track, 0, data).status_code == 200
    objects = live_backend.services.objects
    assert [objects.read(each) for each in objects.list("attempts/")] == [data]


def test_while_the_store_is_slow_code_waits_for_nothing(
    door: Door, live_backend: Any, device: Any, wait_for: Any
) -> None:
    track, key = device.declare_track()
    data, told = device.segment(track, key, 0), list[int]()
    door.quick.clear()
    recording = threading.Thread(target=lambda: told.append(device.put_segment(track, 0, data).status_code))
    recording.start()
    wait_for(lambda: door.waited == 1, 60)
    there = replace(device, http=requests.Session())
    there.http.headers.update(device.http.headers)
    for _ in range(3):
        assert there.send(there.entries(*there.facts())).status_code == 200
    assert told == [], "three batches were taken while one segment was on its way"
    door.quick.set()
    recording.join()
    there.http.close()
    assert told == [200]
    objects = live_backend.services.objects
    assert [objects.read(each) for each in objects.list("attempts/")] == [data]


def test_an_erasure_leaves_nothing_in_the_bucket(live_backend: Any, device: Any, wait_for: Any) -> None:
    track, key = device.declare_track()
    for number in range(3):
        assert device.put_segment(track, number, device.segment(track, key, number)).status_code == 200
    objects = live_backend.services.objects
    assert len(objects.list("attempts/")) == 3
    assert device.call("POST", "requests", {"kind": "erasure"}).status_code == 200
    wait_for(lambda: device.call("GET", "contact").status_code == 410)
    assert objects.list("attempts/") == []


def test_the_secret_comes_from_a_file_and_stands_nowhere(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(SECRET + "\n")
    variable = "RECRUTR_OBJECTS_SECRET_KEY_FILE"
    given = given_in(Settings, Namespace(), {variable: str(file)}, (COMMON,))
    assert given == {"objects_secret_key": SECRET}
    assert given_in(Settings, Namespace(), {variable: "/not/there"}, (OPERATING,)) == {}, "it is none of ours there"
    assert SECRET not in repr(settings)
    with pytest.raises(InvalidInput, match=variable):
        given_in(Settings, Namespace(), {variable: "/not/there"}, (COMMON,))


@pytest.mark.parametrize("url", ["s3://key:secret@bucket", "s3://bucket/prefix", "http://bucket", "s3://", "s3://a?b"])
def test_an_address_names_a_bucket_and_nothing_else(settings: Settings, url: str) -> None:
    with pytest.raises(InvalidInput, match="--objects"):
        replace(settings, objects_url=url)
