"""Every error survives the wire: class, code, words and details."""

from __future__ import annotations

import pytest

from protocol import errors
from protocol.wire import ErrorAnswer

REFUSALS = [
    errors.NotAllowed,
    errors.SignInNeeded,
    errors.NotFound,
    errors.Gone,
    errors.Conflict,
    errors.TooMany,
]


def _over_the_wire(error: errors.RecrutrError) -> errors.RecrutrError:
    sent = ErrorAnswer(code=error.code, message=error.message, details=error.details).model_dump_json()
    told = ErrorAnswer.parse(sent)
    return errors.from_wire(error.status, told.code, told.message, told.details)


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_keeps_its_class(kind: type[errors.Refused]) -> None:
    error = kind("some.code", "Some words.", {"expected_seq": 7, "held": True, "note": None})
    back = _over_the_wire(error)
    assert type(back) is kind
    assert (back.code, back.message, back.details) == (error.code, error.message, error.details)


def test_invalid_input_keeps_field_and_limit() -> None:
    back = _over_the_wire(errors.InvalidInput("source", "1048576 bytes", "The source is too long."))
    assert isinstance(back, errors.InvalidInput)
    assert back.details == {"field": "source", "limit": "1048576 bytes"}


def test_tampered_is_told_by_its_code_not_by_the_status() -> None:
    back = _over_the_wire(errors.Tampered("tampered.chain", "The chain is broken.", {"seq": 3}))
    assert type(back) is errors.Tampered


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_failing_server_is_the_networks_fault(status: int) -> None:
    back = errors.from_wire(status, "store.full", "The server's disk is full.", {})
    assert type(back) is errors.NetworkFault
    assert back.retryable


@pytest.mark.parametrize("status", [400, 405, 418])
def test_an_unknown_refusal_is_still_a_refusal(status: int) -> None:
    assert type(errors.from_wire(status, "odd", "Odd.", {})) is errors.Refused


def test_words_and_code_stand_in_the_text() -> None:
    assert str(errors.StorageFault("store.disk_full", "The disk is full.")) == "The disk is full. [store.disk_full]"


def test_codes_of_one_status_do_not_collide() -> None:
    statuses = [kind.status for kind in REFUSALS if kind is not errors.NotAllowed]
    assert len(set(statuses)) == len(statuses)
