"""Joining needs the device's key: who knows code, device and public key gets no token and ends none."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
import requests
from sqlalchemy import func, select

from backend.accounts.models import RateEvent
from backend.assessments.service import new_code
from backend.attempts import joining
from backend.settings import Settings
from protocol.errors import Conflict, InvalidInput
from protocol.joining import PROOF_FRESH_US, JoinRequest
from protocol.signing import SigningKey
from tests.integration.backend.conftest import Device

SECOND_US = 1_000_000
Body = dict[str, Any]


def _told(answer: requests.Response) -> tuple[int, str, str]:
    body = answer.json()
    return answer.status_code, body["code"], body["details"].get("field", "")


def _join(device: Device, body: Body) -> requests.Response:
    return requests.post(f"{device.url}/api/v1/join", json=body, timeout=30)


def _without_signature(body: Body) -> Body:
    return body | {"proof": {name: it for name, it in body["proof"].items() if name != "signature"}}


def _foreign(device: Device, code: str) -> Body:
    """All that the journal, the portal and the invitation tell, and a key of one's own."""
    return device.join_request(code, SigningKey.generate())


def _of_another_code(device: Device, code: str) -> Body:
    return device.join_request(new_code()) | {"code": code}


def _of_another_device(device: Device, code: str) -> Body:
    other = Device(device.url, key=device.key)
    return other.join_request(code) | {"device": device.id}


def _at_another_server(device: Device, code: str) -> Body:
    """What the device would have given to somebody else's server."""
    return replace(device, server="https://recrutr.elsewhere.example").join_request(code)


def _moved_here(device: Device, code: str) -> Body:
    body = _at_another_server(device, code)
    return body | {"proof": body["proof"] | {"server": "localhost"}}


def _old(device: Device, code: str) -> Body:
    return device.join_request(code, at_us=_now_us(device) - PROOF_FRESH_US - SECOND_US)


def _ahead(device: Device, code: str) -> Body:
    """A device that would sign for the year in which its clock lives."""
    return device.join_request(code, at_us=_now_us(device) + PROOF_FRESH_US + 30 * SECOND_US)


def _made_young(device: Device, code: str) -> Body:
    body = _old(device, code)
    return body | {"proof": body["proof"] | {"asked_at_us": _now_us(device)}}


def _now_us(device: Device) -> int:
    return int(device.call("GET", "/time").json()["server_time_us"])


REFUSED: dict[str, tuple[Callable[[Device, str], Body], str, str]] = {
    "an app that knows of none": (lambda d, c: d.join_request(c) | {"proof": None}, "join.proof_missing", "proof"),
    "no signature": (lambda d, c: _without_signature(d.join_request(c)), "join.proof", "proof.signature"),
    "a foreign key": (_foreign, "join.proof", "proof.signature"),
    "another code's": (_of_another_code, "join.proof", "proof.signature"),
    "another device's": (_of_another_device, "join.proof", "proof.signature"),
    "another server's": (_at_another_server, "join.other_server", "proof.server"),
    "another server's, with ours": (_moved_here, "join.proof", "proof.signature"),
    "stale": (_old, "join.stale", "proof.asked_at_us"),
    "stale, with a new time": (_made_young, "join.proof", "proof.signature"),
    "of the future": (_ahead, "join.stale", "proof.asked_at_us"),
}


def test_whoever_knows_all_but_the_key_gets_nothing_and_ends_nothing(device: Device, live_backend: Any) -> None:
    code = live_backend.seeded.code
    for shows, (made, refusal, field) in REFUSED.items():
        answer = _join(device, made(device, code))
        assert _told(answer) == (422, refusal, field), shows
        assert answer.json()["details"]["limit"], shows
        assert "othing was changed" in answer.json()["message"], shows
        assert device.call("GET", "contact").status_code == 200, f"{shows}: the device's own token works"
    assert "Update the app" in _join(device, device.join_request(code) | {"proof": None}).json()["message"]
    assert device.send(device.entries(*device.facts(2))).status_code == 200
    device.join(code)
    assert device.call("GET", "contact").status_code == 200


def test_a_request_is_answered_once_and_a_lost_answer_asked_for_anew(device: Device, live_backend: Any) -> None:
    code = live_backend.seeded.code
    first, second = device.join_request(code), device.join_request(code)
    lost, found = _join(device, first), _join(device, second)
    assert (lost.status_code, found.status_code) == (200, 200)
    device.http.headers["Authorization"] = f"Bearer {found.json()['token']}"
    for overheard in (first, second):
        assert _told(_join(device, overheard)) == (409, "join.replayed", "proof.nonce")
        assert device.call("GET", "contact").status_code == 200
    hidden = second | {"proof": second["proof"] | {"nonce": "0" * 32}}
    assert _told(_join(device, hidden))[1] == "join.proof"
    racing = device.join_request(code)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: _join(device, racing).status_code, range(8)))
    assert sorted(answers) == [200] + [409] * 7


def test_a_proof_that_let_nobody_in_is_not_used_up_and_used_ones_are_swept(
    fresh_device: Device, live_backend: Any
) -> None:
    services, code = live_backend.services, live_backend.seeded.code
    early = JoinRequest.model_validate(fresh_device.join_request(new_code()))
    for _ in range(2):
        assert _told(_join(fresh_device, early.model_dump(mode="json")))[1] == "join.unknown_code"
    request = JoinRequest.model_validate(fresh_device.join_request(code))
    joining.join(services, request, "192.0.2.1")
    proof = request.proof
    assert proof is not None
    latest = replace(services, clock_us=lambda: proof.asked_at_us + PROOF_FRESH_US)
    with pytest.raises(Conflict, match="answered before"):
        joining.join(latest, request, "192.0.2.1")
    later = replace(services, clock_us=lambda: proof.asked_at_us + 4 * PROOF_FRESH_US)
    with pytest.raises(InvalidInput, match="too long on its way"):
        joining.join(later, request, "192.0.2.1")
    joining.join(later, JoinRequest.model_validate(fresh_device.join_request(code, at_us=later.clock_us())), "a")
    with services.reading() as tx:
        kept = select(func.count()).select_from(RateEvent).where(RateEvent.bucket == "join.proof")
        assert tx.session.scalar(kept) == 1


def test_the_address_is_that_which_the_server_is_told_to_have(fresh_device: Device, live_backend: Any) -> None:
    services, code = live_backend.services, live_backend.seeded.code
    there = replace(services, settings=Settings(data=services.settings.data, base_url="https://Recrutr.example:443"))
    at_us = services.clock_us()
    with pytest.raises(InvalidInput) as caught:
        joining.join(there, JoinRequest.model_validate(fresh_device.join_request(code)), "192.0.2.1")
    assert (caught.value.code, caught.value.details["limit"]) == ("join.other_server", "https://Recrutr.example:443")
    fresh_device.server = "https://recrutr.example/"
    assert joining.join(there, JoinRequest.model_validate(fresh_device.join_request(code, at_us=at_us)), "a").token
