"""The whole line of one attempt over HTTP: join to judged."""

from __future__ import annotations

from typing import Any

from protocol.canonical import digest_hex
from protocol.identifiers import new_identifier
from protocol.receipts import Acknowledgement, Countersigned, HandedIn, Signed
from protocol.told import Told, heard
from runner.judging.told import CORRECT


def test_from_invitation_to_judged(live_backend: Any, fresh_device: Any, wait_for: Any) -> None:
    device = fresh_device
    joined = device.join(live_backend.seeded.code)
    assert joined["state"] == "created"
    assert joined["problem_count"] == 2
    assert joined["notice"]["evidence_level"] == 3
    assert device.read_notice().json()["state"] == "noticed"
    assert device.check().json()["state"] == "checked"
    started = device.start()
    assert device.ticket.deadline_us - device.ticket.started_at_us == 60 * 60 * 1_000_000
    assert [problem["label"] for problem in started["pack"]["problems"]] == ["A", "B"]

    answer = device.send(device.entries(*device.facts(20)))
    assert answer.status_code == 200, answer.text
    acknowledgement = Acknowledgement.from_signed(
        Signed.model_validate(answer.json()["acknowledgement"]), joined["server_public_key"]
    )
    assert (acknowledgement.seq, acknowledgement.head) == (20, device.head.hash)

    submission, source = new_identifier(), "print(int(input()) * 2)"
    status = device.submit(source, submission, seq=20).json()
    assert status["timeliness"] == "on time"
    handed_in = HandedIn(submission=submission, problem=device.problem, source_digest=digest_hex(source.encode()))
    finished = device.finish(handed_in)
    assert finished.status_code == 200, finished.text
    word = Countersigned.from_signed(
        Signed.model_validate(finished.json()["countersigned"]), joined["server_public_key"]
    )
    assert word.timeliness == "on time"
    wait_for(lambda: device.call("GET", "contact").json()["state"] == "judged")
    judged = device.call("GET", "submissions").json()["submissions"][0]
    assert (judged["verdict"], judged["score"], judged["state"]) == ("AC", 100, "judged")
    assert heard(judged["message"], Told.model_validate(judged["told"])) == CORRECT
    assert judged["told"]["context"] == "runner.judging.told", "the app knows it by that"
    assert "hidden" not in str(started)
