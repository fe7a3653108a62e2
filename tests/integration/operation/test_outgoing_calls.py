"""The door to the outside against servers that mean no good."""

from __future__ import annotations

import socket
import ssl
import threading
from pathlib import Path

import pytest

from backend.outgoing.addresses import read_address
from backend.outgoing.calls import Reach, call
from protocol.errors import NetworkFault
from tests.certificates import self_signed_certificate


def test_one_that_drips_is_cut() -> None:
    """Each byte in time, the whole never: the limit is for the whole."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                try:
                    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                    while not stop.wait(0.05):
                        connection.sendall(b"x")
                except OSError:
                    return

        thread = threading.Thread(target=drip)
        thread.start()
        target = read_address(f"http://127.0.0.1:{server.getsockname()[1]}/", this_machine=True)
        with pytest.raises(NetworkFault) as fault:
            call(Reach(this_machine=True, total_s=0.5), "POST", target, {}, b"{}")
        stop.set()
        thread.join()
    assert fault.value.code == "outgoing.slow"


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    _, context = self_signed_certificate(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                try:
                    context.wrap_socket(connection, server_side=True).close()
                except (ssl.SSLError, OSError):
                    return

        thread = threading.Thread(target=serve)
        thread.start()
        target = read_address(f"https://127.0.0.1:{server.getsockname()[1]}/", this_machine=True)
        with pytest.raises(NetworkFault) as fault:
            call(Reach(this_machine=True), "POST", target, {}, b"{}")
        thread.join()
    assert fault.value.code == "outgoing.certificate"
