"""The engine is asked at its address, over real sockets; what does not answer is explained in words."""

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
