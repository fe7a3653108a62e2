"""What every call answers to strangers, to others, and to bad input. A new call without a row here fails."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from backend.demo.seed import Package, SeedPlan, seed
from protocol.canonical import digest_hex
from protocol.identifiers import new_identifier

# Fixed, because it stands in the names of tests, which every worker of pytest-xdist must collect alike.
ID = "01a209c1-3952-7101-9dd9-2761e03f93b2"
CALLS = [
    ("POST", "notice"),
    ("POST", "check"),
    ("POST", "start"),
    ("POST", "finish"),
    ("POST", "withdraw"),
    ("GET", "contact"),
    ("POST", "journal"),
    ("GET", "journal/head"),
    ("POST", "journal/restore"),
    ("PUT", f"tracks/{ID}"),
    ("POST", f"tracks/{ID}/segments"),
    ("PUT", f"tracks/{ID}/segments/0"),
    ("HEAD", f"tracks/{ID}/segments/0"),
    ("PUT", f"submissions/{ID}"),
    ("GET", "submissions"),
    ("POST", "requests"),
    ("GET", "requests"),
    ("GET", "after"),
    ("POST", "runs"),
    ("GET", "runs"),
    ("POST", f"runs/{ID}/input"),
    ("PUT", f"live/messages/{ID}"),
    ("POST", "live/messages/heard"),
    ("PUT", "live/hand"),
    ("PUT", "live/tiles"),
    ("PUT", "impression"),
]


def test_every_call_of_the_description_is_in_the_table(live_backend: Any) -> None:
    described = set()
    for path, methods in requests.get(f"{live_backend.url}/openapi.json", timeout=10).json()["paths"].items():
        if "{attempt}" in path and "/evidence" not in path:  # evidence files are a member's, by their session
            tail = (
                path.partition("{attempt}/")[2]
                .replace("{track}", ID)
                .replace("{submission}", ID)
                .replace("{message}", ID)
                .replace("{run}", ID)
            )
            described |= {(method.upper(), tail.replace("{segment}", "0")) for method in methods}
    assert described == set(CALLS)


def test_without_a_token_or_with_a_wrong_one_401(live_backend: Any, device: Any) -> None:
    for method, path in CALLS:
        for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic eDp5"}):
            address = f"{live_backend.url}/api/v1/attempts/{device.attempt}/{path}"
            answer = requests.request(method, address, headers=headers, timeout=10)
            assert answer.status_code == 401, (method, path, answer.text)
            if method != "HEAD":
                assert answer.json()["code"] == "auth.token"


def test_another_attempt_answers_like_one_that_does_not_exist(
    live_backend: Any, device: Any, fresh_device: Any, problem_package: Package
) -> None:
    plan = SeedPlan(packages=[problem_package], organisation="Other Works", domain="other.example")
    other = fresh_device
    other.work_up_to_start(seed(live_backend.services, plan).code)
    for method, path in CALLS:
        answers = []
        for attempt in (device.attempt, new_identifier()):
            address = f"{live_backend.url}/api/v1/attempts/{attempt}/{path}"
            answers.append(other.http.request(method, address, timeout=10))
        assert [answer.status_code for answer in answers] == [404, 404], (method, path, answers[0].text)
        assert answers[0].content == answers[1].content


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "notice", {"notice_version": "1", "notice_digest": "0" * 64, "read_at_wall_us": 1}, "notice_version"),
        ("POST", "notice", {"notice_version": 1, "notice_digest": "0" * 63, "read_at_wall_us": 1}, "notice_digest"),
        ("POST", "check", {"results": [], "clock_offset_us": False}, "clock_offset_us"),
        ("POST", "check", {"results": [], "clock_offset_us": 1, "more": 1}, "more"),
        ("POST", "journal", {"entries": [], "signature": "x"}, "entries"),
        ("POST", "journal", {"entries": [{"header": "?", "body": ""}], "signature": ""}, "header"),
        ("PUT", f"tracks/{ID}", {"stream": "smell", "launch": ID, "mime": "", "wrapped_key": ""}, "stream"),
        ("PUT", "tracks/not-an-id", {}, "track"),
        ("PUT", f"submissions/{ID}", {"problem": ID}, "language"),
        ("POST", "journal/restore", {"reason": "boredom", "seq": 0, "after": 0, "asked_at_us": 0}, "reason"),
        ("POST", "requests", {"kind": "magic"}, "kind"),
        ("POST", "requests", {"kind": "access", "words": "x" * 4001}, "words"),
    ],
)
def test_bad_input_names_the_field(device: Any, method: str, path: str, body: Any, field: str) -> None:
    answer = device.call(method, path, body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["code"] == "input.invalid"
    assert answer.json()["details"]["field"].endswith(field)


@pytest.mark.parametrize("body", [b"", b"[", b"\xff\xfe", b"null", b'{"entries": "\\ud800"}', b"[" * 100_000])
def test_a_body_that_is_no_json_is_refused(device: Any, body: bytes) -> None:
    answer = device.call("POST", "journal", data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}, answer.text
    assert set(answer.json()) == {"code", "message", "details"}


def test_state_conflicts(fresh_device: Any, live_backend: Any) -> None:
    device = fresh_device
    device.join(live_backend.seeded.code)
    early = ((device.check, "attempt.state"), (device.submit_unstarted, "attempt.state"))
    for call, code in (*early, (lambda: device.call("POST", "start"), "notice.needed")):
        answer = call()
        assert answer.status_code == 409, answer.text
        assert answer.json()["code"] == code
    assert device.call("GET", "journal/head").status_code == 409
    assert device.read_notice().status_code == 200
    assert device.read_notice().status_code == 200, "reading twice is fine"
    assert device.call("POST", "start").status_code == 409
    assert device.check().status_code == 200
    first = device.start()
    assert device.start()["ticket"] == first["ticket"], "the same answer again"
    assert device.check().status_code == 200, "a check after a restart is kept too"


def test_a_notice_that_was_not_shown_is_refused(fresh_device: Any, live_backend: Any) -> None:
    fresh_device.join(live_backend.seeded.code)
    body = {"notice_version": 1, "notice_digest": "a" * 64, "read_at_wall_us": 1}
    answer = fresh_device.call("POST", "notice", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "notice.changed")
    assert fresh_device.call("GET", "contact").json()["state"] == "created"


def test_withdrawing_ends_it(device: Any) -> None:
    assert device.call("POST", "withdraw").json()["state"] == "withdrawn"
    assert device.call("POST", "withdraw").json()["state"] == "withdrawn"
    answer = device.submit()
    assert (answer.status_code, answer.json()["code"]) == (409, "attempt.state")
    assert device.send(device.entries(*device.facts())).status_code == 200, "what was written is still taken"


def test_finish_repeats_its_answer_and_refuses_another(device: Any) -> None:
    device.send(device.entries(*device.facts()))
    receipt = device.receipt().model_dump()
    first = device.call("POST", "finish", {"receipt": receipt})
    assert first.status_code == 200, first.text
    assert device.call("POST", "finish", {"receipt": receipt}).json() == first.json()
    device.head = type(device.head)(device.head.seq + 1, "0" * 64)
    other = device.finish()
    assert (other.status_code, other.json()["code"]) == (409, "attempt.finished")
    assert device.submit().json()["code"] == "attempt.finished"
    assert device.call("POST", "withdraw").status_code == 409


def test_a_receipt_of_another_key_is_refused(device: Any) -> None:
    device.key = type(device.key).generate()
    answer = device.finish()
    assert (answer.status_code, answer.json()["code"]) == (409, "tampered.signature")
    assert device.call("GET", "contact").json()["state"] == "started"


def test_submissions_are_idempotent_and_checked(device: Any) -> None:
    submission = new_identifier()
    assert device.submit("print(1)", submission).status_code == 200
    assert device.submit("print(1)", submission).status_code == 200
    assert len(device.call("GET", "submissions").json()["submissions"]) == 1
    other = device.submit("print(2)", submission)
    assert (other.status_code, other.json()["code"]) == (409, "submission.other")
    body = {"problem": device.problem, "language": "python3", "source": "x", "source_digest": "0" * 64, "seq": 1}
    wrong = device.call("PUT", f"submissions/{new_identifier()}", body)
    assert (wrong.status_code, wrong.json()["code"]) == (422, "submission.digest")
    body |= {"problem": new_identifier(), "source_digest": digest_hex(b"x")}
    unknown = device.call("PUT", f"submissions/{new_identifier()}", body)
    assert (unknown.status_code, unknown.json()["details"]["field"]) == (422, "problem")


def test_a_source_whose_files_cannot_be_read_is_refused_and_nothing_is_kept(device: Any) -> None:
    for files in ("{}", '{"../up.py":"x"}', "[", '{"a.py":"x","A.py":"y"}'):
        refused = device.submit("recrutr-project/1\n" + files)
        assert refused.status_code == 422, files
    assert device.call("GET", "submissions").json()["submissions"] == []
    assert device.submit('recrutr-project/1\n{"a.py":"x","b.py":"y"}').status_code == 200


def test_unknown_addresses_and_bugs_tell_nothing(live_backend: Any) -> None:
    answer = requests.get(f"{live_backend.url}/api/v1/nothing", timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    answer = requests.get(f"{live_backend.url}/api/v1/join", timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "server" not in answer.headers
