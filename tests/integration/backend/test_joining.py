"""Joining over HTTP: codes, windows, devices, rate limits."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import update

from backend.assessments.models import Invitation
from backend.assessments.service import new_code
from backend.attempts.models import Device, NoticeRecord
from protocol.errors import RecrutrError
from protocol.wire import Joined


def _move_window(live_backend: Any, **values: int) -> None:
    with live_backend.services.transaction() as tx:
        tx.session.execute(update(Invitation).values(**values))


def _code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_unknown_code(fresh_device: Any) -> None:
    answer = fresh_device.call("POST", "/join", fresh_device.join_request(new_code()))
    assert _code(answer) == (404, "join.unknown_code")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "abc"}, "code"),
        ({"code": "OOOO-OOOO-OOOO-OOOO"}, "code"),
        ({"protocol": 2}, "protocol"),
        ({"device": "x"}, "device"),
        ({"device_public_key": "AAAA"}, "device_public_key"),
        ({"device_public_key": "?"}, "device_public_key"),
        ({"platform": "x" * 201}, "platform"),
    ],
)
def test_bad_requests_name_the_field(fresh_device: Any, live_backend: Any, change: Any, field: str) -> None:
    body = fresh_device.join_request(live_backend.seeded.code) | change
    answer = fresh_device.call("POST", "/join", body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["details"]["field"] == field


@pytest.mark.parametrize("language", ["de", "he"])
def test_what_is_kept_is_the_very_notice_that_was_shown(fresh_device: Any, live_backend: Any, language: str) -> None:
    joined = fresh_device.join(live_backend.seeded.code)
    assert fresh_device.read_notice(language).json()["state"] == "noticed"
    with live_backend.services.transaction() as tx:
        kept = tx.session.query(NoticeRecord).one()
        shown = next(each for each in joined["translations"] if each["language"] == language)
        assert (kept.notice, kept.digest) == (shown, Joined.model_validate(joined).notice_in(language).digest)
    page = fresh_device.http.get(joined["candidate_page"]).text
    assert f'<tbody lang="{language}"' in page
    assert shown["items"][0]["what"] in page


def test_a_notice_with_other_words_in_another_language_was_not_shown(fresh_device: Any, live_backend: Any) -> None:
    joined = fresh_device.join(live_backend.seeded.code)
    joined["translations"][0]["rights"][0] = "Keine."
    assert _code(fresh_device.read_notice("de")) == (409, "notice.changed")


def test_window(fresh_device: Any, live_backend: Any) -> None:
    _move_window(live_backend, opens_at_us=2**51, closes_at_us=2**52)
    assert fresh_device.join(live_backend.seeded.code)["window_begin_us"] == 2**51
    assert fresh_device.read_notice().status_code == 200
    assert fresh_device.check().status_code == 200, "the check goes ahead, days before"
    refused = fresh_device.call("POST", "start")
    assert (*_code(refused), refused.json()["details"]["opens_at_us"]) == (409, "start.not_open", 2**51)
    assert fresh_device.call("GET", "contact").json()["state"] == "checked", "a refusal begins nothing"
    _move_window(live_backend, opens_at_us=1, closes_at_us=2**52)
    fresh_device.start()


def test_a_window_that_is_over_lets_nobody_in(fresh_device: Any, live_backend: Any) -> None:
    body = fresh_device.join_request(live_backend.seeded.code)
    _move_window(live_backend, opens_at_us=1, closes_at_us=2)
    assert _code(fresh_device.call("POST", "/join", body)) == (410, "join.expired")


def test_what_was_begun_may_be_brought_to_its_end_after_the_window(device: Any, live_backend: Any) -> None:
    _move_window(live_backend, opens_at_us=1, closes_at_us=2)
    assert device.join(live_backend.seeded.code)["state"] == "started"


def test_an_attempt_that_was_never_started_expires(fresh_device: Any, live_backend: Any) -> None:
    from backend.attempts.service import expire_due

    fresh_device.join(live_backend.seeded.code)
    fresh_device.read_notice()
    _move_window(live_backend, opens_at_us=1, closes_at_us=2)
    expire_due(live_backend.services)
    assert fresh_device.call("GET", "contact").json()["state"] == "expired"
    assert fresh_device.check().json()["code"] == "attempt.state"


def test_same_device_same_attempt_new_token(fresh_device: Any, live_backend: Any) -> None:
    first = fresh_device.join(live_backend.seeded.code)
    second = fresh_device.join(live_backend.seeded.code)
    assert first["attempt"] == second["attempt"]
    assert first["token"] != second["token"]
    assert first["candidate_page"] == second["candidate_page"]
    assert re.fullmatch(r"http://localhost:\d+/candidate/[0-9a-f]{64}", first["candidate_page"])
    old = fresh_device.call("GET", "contact", headers={"Authorization": f"Bearer {first['token']}"})
    assert _code(old) == (401, "auth.token")


def test_another_device_or_key_is_refused(fresh_device: Any, live_backend: Any) -> None:
    fresh_device.join(live_backend.seeded.code)
    stranger = type(fresh_device)(live_backend.url)
    body = stranger.join_request(live_backend.seeded.code)
    assert _code(stranger.call("POST", "/join", body)) == (409, "join.other_device")
    stranger.id = fresh_device.id
    body = stranger.join_request(live_backend.seeded.code)
    assert _code(stranger.call("POST", "/join", body)) == (409, "join.other_device")
    stranger.http.close()


def test_wrong_codes_are_slowed_down_and_right_ones_are_not_counted(fresh_device: Any, live_backend: Any) -> None:
    for _ in range(40):
        fresh_device.join(live_backend.seeded.code)
    for _ in range(30):
        answer = fresh_device.call("POST", "/join", fresh_device.join_request(new_code()))
        assert answer.status_code == 404
    answer = fresh_device.call("POST", "/join", fresh_device.join_request(new_code()))
    assert _code(answer) == (429, "rate.limited")
    assert int(answer.headers["Retry-After"]) > 0


def test_neither_code_nor_token_is_stored(fresh_device: Any, live_backend: Any) -> None:
    joined = fresh_device.join(live_backend.seeded.code)
    page = joined["candidate_page"].rpartition("/")[2]
    with live_backend.services.reading() as tx:
        assert tx.session.query(Device).one().token_hash != joined["token"]
    data = live_backend.services.settings.data
    for file in data.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            for secret in (live_backend.seeded.code, joined["token"], page):
                assert secret.encode() not in content, file


def test_secrets_are_for_the_owner_only(live_backend: Any) -> None:
    secrets = list((live_backend.services.settings.data / "secrets").iterdir())
    assert len(secrets) == 2
    assert {file.stat().st_mode & 0o777 for file in secrets} == {0o600}


def test_a_folder_that_cannot_be_used_is_said_plainly(tmp_path: Any) -> None:
    from backend.server import Server
    from backend.settings import Settings

    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(RecrutrError, match="cannot be used"):
        Server.open(Settings(data=tmp_path / "file" / "data", port=0))
