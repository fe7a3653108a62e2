"""An answer that comes a byte now and then is given up, as silence is; one that is slow but moves is not."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

import pytest

from protocol.errors import NetworkFault
from protocol.identifiers import new_identifier
from protocol.runs import RunEvent, RunRequest
from protocol.verdicts import LanguageId
from sync import flow
from sync.client import Client

GAP_S = 0.05
"""Between two pieces; so long are the shortest silences, which no time-out of these tests gives up."""
TIME = b'{"server_time_us":1800000000000000}'
GOOD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
HEAD = GOOD + b"Content-Length: %d\r\n\r\n" % len(TIME)
CHUNKED = GOOD + b"Transfer-Encoding: chunked\r\n\r\n"


@contextmanager
def _saying(at_once: bytes, pieces: Iterable[bytes], gap_s: float = GAP_S) -> Iterator[str]:
    """A server that begins an answer at once, and lets the rest come piece by piece."""
    done = threading.Event()

    def say(line: socket.socket) -> None:
        with suppress(OSError), line:
            line.recv(65536)
            line.sendall(at_once)
            for piece in pieces:
                if done.wait(gap_s):
                    return
                line.sendall(piece)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=lambda: say(listening.accept()[0]))
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        done.set()
        thread.join()


def _bytes_of(text: bytes) -> Iterator[bytes]:
    return (text[at : at + 1] for at in range(len(text)))


def _client(url: str) -> Client:
    return Client(url, read_timeout_s=5.0)


@pytest.mark.parametrize(
    ("at_once", "rest"),
    [
        (b"", GOOD),
        (GOOD, b"X: " + b"x" * 1000),
        (HEAD, TIME),
        (CHUNKED, b"".join(b"1\r\n%c\r\n" % byte for byte in TIME)),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n" * 40),
    ],
    ids=["status", "head", "body", "chunks", "interim"],
)
def test_an_answer_that_drips_is_given_up(at_once: bytes, rest: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "IN_S", 6 * GAP_S)
    pieces = _bytes_of(rest)
    with _saying(at_once, pieces) as url, _client(url) as asking, pytest.raises(NetworkFault) as caught:
        asking.time()
    assert caught.value.code in {"network.timeout", "network.unreachable"}
    assert next(pieces, None), "it was waited for to its end"


def test_the_answer_of_a_proxy_counts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "IN_S", 6 * GAP_S)
    head = b"HTTP/1.1 200 Connection established\r\nX: " + b"x" * 1000
    pieces = _bytes_of(head)
    with _saying(b"", pieces) as url:
        monkeypatch.setenv("HTTPS_PROXY", url)
        with _client("https://recrutr.example.org") as asking, pytest.raises(NetworkFault) as caught:
            asking.time()
    assert caught.value.code in {"network.timeout", "network.unreachable"}
    assert next(pieces, None), "it was waited for to its end"


def test_an_answer_that_moves_may_take_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "IN_S", 3 * GAP_S)
    monkeypatch.setattr(flow, "LEAST_BYTES", 500)
    padding = [b"1f4\r\n" + b" " * 500 + b"\r\n"] * 12
    with _saying(CHUNKED, [*padding, b"%x\r\n%s\r\n0\r\n\r\n" % (len(TIME), TIME)]) as url, _client(url) as asking:
        assert asking.time().server_time_us == 1_800_000_000_000_000


def test_a_run_has_nothing_to_say_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its events come when something happens; nobody else's answer is waited for so."""
    monkeypatch.setattr(flow, "IN_S", 3 * GAP_S)
    event = RunEvent(kind="running").model_dump_json().encode() + b"\n"
    pieces = [b"%x\r\n%s\r\n" % (len(event), event)] * 8
    heard: list[RunEvent] = []
    request = RunRequest(problem=new_identifier(), language=LanguageId.PYTHON, source="print(1)")

    def hear(told: RunEvent) -> bool:
        heard.append(told)
        return True

    with _saying(CHUNKED, [*pieces, b"0\r\n\r\n"]) as url, _client(url) as asking:
        asking.sign_in(new_identifier(), "token")
        began_s = time.monotonic()
        asking.run(request, hear)
    assert len(heard) == len(pieces)
    assert time.monotonic() - began_s > flow.IN_S
