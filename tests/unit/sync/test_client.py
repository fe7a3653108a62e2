"""The requests door: whatever goes wrong arrives as an error of ours; certificates and tokens are guarded."""

from __future__ import annotations

import datetime as dt
import email.utils
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from protocol.attempts import TrackKind
from protocol.canonical import digest_hex
from protocol.errors import Conflict, Gone, InvalidInput, NetworkFault, RecrutrError, StorageFault, Tampered, TooMany
from protocol.identifiers import new_identifier
from protocol.wire import TrackRequest
from sync.client import Client
from sync.store.store import Store
from tests.certificates import self_signed_certificate
from tests.storage.issuer import Issuer
from tests.storage.witness import Answer, Witness, WitnessServer


@pytest.fixture
def witness(store: Store, issuer: Issuer) -> Witness:
    assert store.started is not None
    return Witness(issuer, store.identity, store.started.ticket)


@pytest.fixture
def client(witness: Witness) -> Iterator[Client]:
    with WitnessServer(witness) as server, Client(server.url, read_timeout_s=2.0) as made:
        made.sign_in(witness.issuer.attempt, witness.token)
        yield made


def _fault(client: Client) -> RecrutrError:
    with pytest.raises(RecrutrError) as caught:
        client.contact()
    return caught.value


def _answering(answer: Answer, witness: Witness) -> None:
    witness.interfere = lambda _method, _path: answer


def test_a_good_answer_is_typed(client: Client) -> None:
    assert client.time().server_time_us > 10**15
    assert client.contact().state == "started"


def test_a_call_needs_an_attempt(witness: Witness) -> None:
    with WitnessServer(witness) as server, Client(server.url) as fresh:
        assert fresh.time().server_time_us
        with pytest.raises(InvalidInput):
            fresh.contact()


def test_a_twin_has_its_own_session_and_the_same_token(client: Client) -> None:
    twin = client.twin()
    assert twin.contact().state == "started"
    assert twin._session is not client._session
    twin.close()


@pytest.mark.parametrize(
    ("status", "body", "kind", "code"),
    [
        (409, b'{"code":"journal.gap","message":"m","details":{"expected_seq":3}}', Conflict, "journal.gap"),
        (409, b'{"code":"tampered.chain","message":"m","details":{}}', Tampered, "tampered.chain"),
        (410, b'{"code":"attempt.erased","message":"m","details":{"receipt":"r"}}', Gone, "attempt.erased"),
        (
            422,
            b'{"code":"input.invalid","message":"m","details":{"field":"f","limit":"l"}}',
            InvalidInput,
            "input.invalid",
        ),
        (503, b'{"code":"store.full","message":"m","details":{}}', NetworkFault, "store.full"),
        (502, b"<html>Bad Gateway</html>", NetworkFault, "http.502"),
        (403, b"<html>Blocked by your company</html>", NetworkFault, "http.403"),
        (200, b"<html>Welcome to the hotel</html>", NetworkFault, "network.not_recrutr"),
        (200, b'{"state":"started"}', NetworkFault, "network.not_recrutr"),
        (302, b"", NetworkFault, "network.sign_in"),
        (307, b"", NetworkFault, "network.sign_in"),
        (308, b"", NetworkFault, "network.sign_in"),
    ],
)
def test_bad_answers(  # noqa: PLR0917 - one column of the table each
    client: Client, witness: Witness, status: int, body: bytes, kind: type[RecrutrError], code: str
) -> None:
    # Not UTF-8, no address at all: what requests makes of it may raise anything.
    portals = {302: "http://portal.hotel.test/", 307: "http://hotel.test/?network=Caf\xe9", 308: "http://[portal/"}
    headers = {"Location": portals[status]} if status in portals else {}
    _answering(Answer(status, body, headers), witness)
    fault = _fault(client)
    assert (type(fault), fault.code) == (kind, code)


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_understood_in_both_forms(client: Client, witness: Witness, form: str) -> None:
    later = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=40)
    value = "39" if form == "seconds" else email.utils.format_datetime(later, usegmt=True)
    body = b'{"code":"rate.limit","message":"m","details":{}}'
    _answering(Answer(429, body, {"Retry-After": value}), witness)
    fault = _fault(client)
    assert type(fault) is TooMany
    wait = fault.details["retry_after_s"]
    assert isinstance(wait, int)
    assert 36 <= wait <= 40


@pytest.mark.parametrize("value", ["soon", "-5", "", "9" * 5000, "1 Jan 99999999999999999999 0:0:0", "1e9", "NaN"])
def test_a_senseless_retry_after_is_left_out(client: Client, witness: Witness, value: str) -> None:
    _answering(Answer(503, b"", {"Retry-After": value}), witness)
    assert "retry_after_s" not in _fault(client).details


def test_a_page_that_is_good_takes_nothing(client: Client, witness: Witness) -> None:
    """What is answered without words has to be answered by the right status: a hotel says 200 to everything."""
    _answering(Answer(200, b"<html>Welcome to the hotel</html>"), witness)
    track = TrackRequest(stream=TrackKind.CAMERA, launch=new_identifier(), mime="m", wrapped_key="aa==", device_name="")
    with pytest.raises(NetworkFault) as announced:
        client.declare_track(new_identifier(), track)
    with pytest.raises(NetworkFault) as said:
        client.tell("PUT", "/live/hand", None)
    assert (announced.value.code, said.value.code) == ("network.not_recrutr", "network.not_recrutr")


def test_an_answer_cut_in_the_middle(client: Client, witness: Witness) -> None:
    _answering(Answer(200, b'{"state":"started","server_time_us":1}', cut=True), witness)
    assert _fault(client).code in {"network.cut", "network.unreachable"}


def test_an_answer_without_end_is_given_up(client: Client, witness: Witness, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.answers.MAX_ANSWER_BYTES", 1000)
    _answering(Answer(200, b" " * 100_000), witness)
    assert _fault(client).code == "network.too_long"


def test_nothing_is_read_of_an_answer_that_sends_elsewhere(
    client: Client, witness: Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_self: object) -> bytes:
        raise AssertionError("its body may have no end")

    monkeypatch.setattr("requests.Response.content", property(read))
    _answering(Answer(302, b" " * 100_000, {"Location": "http://portal.hotel.test/"}), witness)
    assert _fault(client).code == "network.sign_in"


def test_a_piece_of_negative_length() -> None:
    with socket.create_server(("127.0.0.1", 0)) as odd:
        said = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello"

        def answer() -> None:
            with odd.accept()[0] as line:
                line.recv(65536)
                line.sendall(said)

        threading.Thread(target=answer, daemon=True).start()
        with Client(f"http://127.0.0.1:{odd.getsockname()[1]}") as asking, pytest.raises(NetworkFault) as caught:
            asking.time()
    assert caught.value.code == "network.cut"


def test_nobody_listens() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        client = Client(f"http://127.0.0.1:{held.getsockname()[1]}")
        with pytest.raises(NetworkFault) as caught:
            client.time()
    assert caught.value.code == "network.unreachable"


def test_somebody_listens_and_never_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client = Client(f"http://127.0.0.1:{silent.getsockname()[1]}", read_timeout_s=0.2)
        with pytest.raises(NetworkFault) as caught:
            client.time()
        client.close()
    assert caught.value.code == "network.timeout"


def test_a_redirect_is_not_followed_with_the_token(client: Client, witness: Witness) -> None:
    _answering(Answer(307, b"", {"Location": f"{client.base_url}/elsewhere"}), witness)
    assert _fault(client).code == "network.sign_in"
    assert list(witness.calls) == [f"GET /api/v1/attempts/{witness.issuer.attempt}/contact"]


def test_a_netrc_file_does_not_replace_the_token(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    assert client.contact().state == "started"


@pytest.mark.parametrize(
    "address", ["", "recrutr.example", "ftp://recrutr.example", "http://recrutr.example", "https://"]
)
def test_an_unsafe_address_is_refused(address: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Client(address)
    assert caught.value.details["field"] == "server"


@pytest.mark.parametrize(
    "address", ["https://recrutr.example/", "http://127.0.0.1:8000", "http://localhost:80", "http://[::1]:80"]
)
def test_a_safe_address_is_taken(address: str) -> None:
    assert Client(address).base_url == address.rstrip("/")
    assert Client("http://recrutr.example", allow_plain_http=True).base_url == "http://recrutr.example"


def test_a_segment_goes_from_disk_and_comes_back_by_digest(client: Client, witness: Witness, tmp_path: Path) -> None:
    track, file = new_identifier(), tmp_path / "0.seg"
    file.write_bytes(b"sealed" * 50_000)
    digest = digest_hex(file.read_bytes())
    assert client.segment_digest(track, 0) is None
    with pytest.raises(RecrutrError) as caught:
        client.send_segment(track, 0, file, digest)
    assert caught.value.code == "track.unknown"
    witness.tracks[track] = None  # type: ignore[assignment] # only its name counts here
    assert client.send_segment(track, 0, file, digest).digest == digest
    assert client.segment_digest(track, 0) == digest
    assert witness.segments[track, 0] == file.read_bytes()
    with pytest.raises(InvalidInput) as wrong:
        client.send_segment(track, 0, file, "00" * 32)
    assert wrong.value.code == "segment.digest"


def test_a_segment_that_cannot_be_read_is_the_disks_fault(client: Client, tmp_path: Path) -> None:
    with pytest.raises(StorageFault):
        client.send_segment(new_identifier(), 0, tmp_path / "missing.seg", "00" * 32)


@pytest.fixture
def self_signed(tmp_path: Path) -> Iterator[str]:
    """An https server whose certificate nobody vouches for."""
    _, context = self_signed_certificate(tmp_path)
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign] # the refused handshake is what is wanted
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"https://localhost:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_certificate_nobody_vouches_for_is_refused(self_signed: str) -> None:
    client = Client(self_signed)
    with pytest.raises(NetworkFault) as caught:
        client.time()
    assert caught.value.code == "network.certificate"
