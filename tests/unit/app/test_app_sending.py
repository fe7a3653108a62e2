"""The engine as the rooms see it: a token that is no longer taken is renewed, however the network is meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.bridge import deliver
from app.sending import Heard, Sending
from protocol.errors import Gone, NetworkFault, NotFound, RecrutrError, SignInNeeded, TooMany, from_wire
from sync.engine import SyncState
from tests.at_once import done_at_once

KEY = object()
"""The device's, with which joining is proved."""
REFUSED = SyncState(trouble=(SignInNeeded("auth.token", "Join again."),))


class Threads:
    """Bridge and background thread in one: everything happens at once."""

    def post(self, work: Callable[[], None]) -> None:
        work()

    def when_done(self, future: Future[Any], done: Callable[[Any], None], failed: Callable[[Any], None]) -> None:
        deliver(future, done, failed)

    def submit(self, job: Callable[[], Any]) -> Future[Any]:
        return done_at_once(job)


class Joining:
    """A sending whose server answers to joining as it is told; `renewed` are the tokens that the engine got."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: RecrutrError | None) -> None:
        monkeypatch.setattr("app.sending.join_request", lambda _code, _identity: None)
        self.now_s, self.joins = 0.0, 0
        self.renewed: list[str] = []
        self.told: list[RecrutrError] = []
        self._answers = list(answers)
        client = SimpleNamespace(join=self._join, sign_in=lambda _attempt, _token: None)
        attempt = SimpleNamespace(client=client, code="", store=SimpleNamespace(identity=SimpleNamespace(key=KEY)))
        threads = Threads()
        heard = cast("Heard", SimpleNamespace(trouble=self.told.append))
        self.sending = Sending(cast("Any", attempt), threads, threads, heard, lambda: self.now_s)
        self.sending._engine = cast("Any", SimpleNamespace(renew=self.renewed.append))

    def _join(self, _request: object, key: object) -> object:
        assert key is KEY
        self.joins += 1
        answer = self._answers.pop(0)
        if answer is not None:
            raise answer
        return SimpleNamespace(attempt="", token="new")  # noqa: S106 - no secret

    def wait(self, seconds: int) -> None:
        for _ in range(seconds):
            self.now_s += 1.0
            self.sending.tick()


def test_joining_again_is_tried_until_the_network_lets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = NetworkFault("network.unreachable", "The server cannot be reached.")
    joining = Joining(monkeypatch, gone, TooMany("rate.limited", "Wait.", {"retry_after_s": 20}), gone, None)
    joining.sending._take(REFUSED)
    assert joining.renewed == []
    joining.wait(3)
    assert joining.joins == 2
    joining.wait(17)
    assert joining.joins == 2  # not sooner than it was asked for
    joining.wait(60)
    assert (joining.joins, joining.renewed, joining.told) == (4, ["new"], [])
    joining.wait(60)
    assert joining.joins == 4


@pytest.mark.parametrize("code", ["join.stale", "join.replayed"])
def test_a_proof_that_was_overtaken_is_made_anew(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    joining = Joining(monkeypatch, from_wire(422 if code == "join.stale" else 409, code, "Join again.", {}), None)
    joining.sending._take(REFUSED)
    joining.wait(10)
    assert (joining.joins, joining.renewed, joining.told) == (2, ["new"], [])


def test_what_will_not_pass_is_told_and_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    over = Gone("join.expired", "The invitation has expired.")
    joining = Joining(monkeypatch, over)
    joining.sending._take(REFUSED)
    joining.wait(60)
    assert (joining.joins, joining.renewed, joining.told) == (1, [], [over])


def test_another_server_in_between_is_told_once_and_asked_until_the_right_one_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = NotFound("join.unknown_code", "This code is not known.")
    joining = Joining(monkeypatch, other, other, None)
    joining.sending._take(REFUSED)
    assert [it.code for it in joining.told] == ["network.stranger"]
    joining.wait(29)
    assert joining.joins == 1  # whoever does not know the code is not asked without end
    joining.wait(100)
    assert (joining.joins, joining.renewed, len(joining.told)) == (3, ["new"], 1)
