"""The engine is asked at its address, over real sockets; what does not answer is explained in words."""

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from installers.bootstrap import engine
from installers.bootstrap.console import Stop


class _Answering:
    """A socket that answers every request with the same bytes."""

    def __init__(self, listening: socket.socket, answer: bytes) -> None:
        self._listening, self._answer = listening, answer
        listening.listen()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection:
                connection.recv(4096)
                connection.sendall(self._answer)

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # Socket paths have about 100 characters; xdist's folders of tests with long names do not leave enough.
    return tmp_path_factory.mktemp("s")


@pytest.fixture
def unix(folder: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(folder / "e"))
    serving = _Answering(listening, request.param)
    yield f"unix://{folder / 'e'}"
    serving.close()


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"
ILL = b"HTTP/1.1 500 Ill\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.parametrize("unix", [OK], indirect=True)
def test_an_engine_that_answers(unix: str) -> None:
    assert engine.ping(unix) is None


@pytest.mark.parametrize(("unix", "words"), [(ILL, "status 500"), (b"SSH-2.0\r\n", "HTTP")], indirect=["unix"])
def test_something_else_at_the_address(unix: str, words: str) -> None:
    assert words in str(engine.ping(unix))


def test_an_engine_over_tcp() -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    serving = _Answering(listening, OK)
    assert engine.ping(f"tcp://127.0.0.1:{port}") is None
    serving.close()
    assert engine.ping(f"tcp://127.0.0.1:{port}") is not None


@pytest.mark.parametrize("unix", [OK], indirect=True)
def test_the_named_engine_is_used(unix: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DOCKER_HOST", unix)
    engine.ensure(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_named_engine_that_is_dead_is_never_replaced(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{folder / 'gone'}")
    with pytest.raises(Stop, match=r"DOCKER_HOST=unix://.*gone does not answer.*No such file"):
        engine.ensure(folder)
    assert list(folder.iterdir()) == []


def test_an_engine_that_one_may_not_talk_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DOCKER_HOST", raising=False)
    monkeypatch.setattr(engine, "ping", lambda _: PermissionError(13, "Permission denied"))
    with pytest.raises(Stop, match="usermod -aG docker"):
        engine.ensure(tmp_path)


_LISTED = "common    745 MB  recrutr-box:common-1  C, C++\njvm      not here  recrutr-box:jvm-1  Java\n"


def _recrutr(checkout: Path, listed: str) -> None:
    """A `recrutr` that lists what it is told, and notes what it shall build."""
    program = checkout / ".venv" / "bin" / "recrutr"
    program.parent.mkdir(parents=True)
    (checkout / "listed").write_text(listed, encoding="utf-8")
    program.write_text(
        f'#!/bin/sh\n[ "$2" = list ] && exec cat "{checkout}/listed"\necho "$@" >> "{checkout}/built"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)


@pytest.mark.parametrize(
    ("listed", "layers", "built"),
    [
        (_LISTED, ("common",), []),
        (_LISTED, ("common", "jvm"), ["images build jvm"]),
        (_LISTED, ("--all",), ["images build jvm"]),
        ("", ("common", "jvm"), ["images build common", "images build jvm"]),
    ],
)
def test_only_missing_images_are_built(tmp_path: Path, listed: str, layers: tuple[str, ...], built: list[str]) -> None:
    _recrutr(tmp_path, listed)
    engine.build_images(tmp_path, os.environ, layers)
    noted = tmp_path / "built"
    assert (noted.read_text("utf-8").splitlines() if noted.exists() else []) == built


def test_an_image_that_cannot_be_built_stops_with_its_words(tmp_path: Path) -> None:
    _recrutr(tmp_path, _LISTED)
    (tmp_path / "built").mkdir()
    with pytest.raises(Stop, match="building the image jvm, in which programs run, 1 of 1"):
        engine.build_images(tmp_path, os.environ, ["jvm"])
