"""Speaks with a backend for a member: signs in, hands in problem packages, signs out. The runner's one door to HTTP.

Guarantees: a password leaves this machine only over TLS (or to this very machine), is sent once and kept nowhere;
redirects are not followed; answers are read with a limit. Raises NetworkFault when the server cannot be reached, and
the server's own refusals as ServerRefused.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import ssl
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlsplit

from pydantic import ValidationError

from protocol.errors import InvalidInput, NetworkFault, Refused
from protocol.member_wire import PACKAGE_TYPE, MemberSignedIn, ProblemImported
from protocol.wire import ErrorAnswer

PREFIX = "/api/v1"
MAX_ANSWER_BYTES = 4 * 1024 * 1024
_TIMEOUT_S = 120.0
_LONGEST_SAID = 300


class ServerRefused(Refused):
    """The backend said no, in its own words."""


class MemberServer:
    """One session of one member; use it as a context, so that the session ends with it."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise InvalidInput("server", "an https:// address", f"{address!r} is not the address of a Recrutr server.")
        if parts.scheme == "http" and not _is_this_machine(parts.hostname):
            words = "This address would send the password readable for others on the way. Use its https:// form."
            raise InvalidInput("server", "https unless on this machine", words)
        try:
            port = parts.port
        except ValueError as error:
            raise InvalidInput("server", "a port up to 65535", f"{address!r} has no valid port.") from error
        self._base = parts.path.rstrip("/") + PREFIX
        self._connection: http.client.HTTPConnection
        if parts.scheme == "https":
            context = ssl.create_default_context()
            self._connection = http.client.HTTPSConnection(parts.hostname, port, timeout=_TIMEOUT_S, context=context)
        else:
            self._connection = http.client.HTTPConnection(parts.hostname, port, timeout=_TIMEOUT_S)
        self._headers: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._headers:
                self._call("DELETE", "/members/session", b"", {})
        except (NetworkFault, Refused):
            pass  # the session ends by itself when it is not used
        finally:
            self._connection.close()

    def sign_in(self, email: str, password: str) -> MemberSignedIn:
        """Open the session. Raises ServerRefused when the two do not match."""
        body = json.dumps({"email": email, "password": password}).encode()
        answer, cookie = self._call("POST", "/members/session", body, {"Content-Type": "application/json"})
        signed_in: MemberSignedIn = _parsed(MemberSignedIn, answer)
        self._headers = {"Cookie": cookie, "X-CSRF-Token": signed_in.csrf_token}
        return signed_in

    def import_problem(self, name: str, archive: bytes) -> ProblemImported:
        """Hand in a package. Raises ServerRefused."""
        answer, _ = self._call("POST", f"/problems?name={quote(name)}", archive, {"Content-Type": PACKAGE_TYPE})
        imported: ProblemImported = _parsed(ProblemImported, answer)
        return imported

    def _call(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[bytes, str]:
        try:
            self._connection.request(method, self._base + path, body, {**self._headers, **headers})
            response = self._connection.getresponse()
            answer = response.read(MAX_ANSWER_BYTES)
            cookie = (response.headers.get("Set-Cookie") or "").partition(";")[0]
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            why = f"The server cannot be reached, or the connection broke: {error}."
            raise NetworkFault("server.unreachable", why) from error
        if not 200 <= response.status < 300:
            raise _refusal(response.status, answer)
        return answer, cookie


def _refusal(status: int, answer: bytes) -> Refused:
    try:
        said = ErrorAnswer.model_validate_json(answer)
    except ValidationError:
        return ServerRefused("server.answer", f"The server answered with status {status}. Is this a Recrutr server?")
    return ServerRefused(said.code[:_LONGEST_SAID], said.message[:_LONGEST_SAID], said.details)


def _parsed(model: type[Any], answer: bytes) -> Any:
    try:
        return model.model_validate(json.loads(answer))
    except (ValidationError, ValueError) as error:
        words = "The server's answer cannot be understood. Is this a Recrutr server of the same version?"
        raise NetworkFault("server.answer", words) from error


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
