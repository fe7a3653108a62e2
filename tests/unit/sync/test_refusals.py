"""What the server refuses with is said in the person's language, by its code; what is not known is shown as it came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol import saying as texts
from protocol.errors import Conflict, Gone, InvalidInput, NetworkFault, TooMany
from protocol.saying import said
from protocol.wire import ErrorAnswer
from sync import refusals
from ui import saying

BACKEND = Path(__file__).resolve().parents[3] / "backend"
MET_BY_CANDIDATES = (
    "attempts/joining.py",
    "attempts/machines.py",
    "attempts/proving.py",
    "attempts/service.py",
    "accounts/rate.py",
    "admission.py",
    "health.py",
    "impressions/service.py",
    "ingest/books.py",
    "ingest/journal.py",
    "ingest/recordings.py",
    "keys/service.py",
    "live/service.py",
    "runs/desk.py",
    "runs/service.py",
    "runs/typist.py",
    "scoring/service.py",
)
"""Where the calls of the app's API (docs/api.md) are decided."""
OF_MEMBERS = {"keys.sealed", "restore.occupied"}
"""Said to browsers of members and to operators only."""
_RAISED = re.compile(
    r"(?:Conflict|Gone|NotFound|Refused|NotAllowed|SignInNeeded|TooMany|EnvironmentFault|EngineFault|ErrorAnswer)\(\s*"
    r"(?:code=)?\"([a-z_]+(?:\.[a-z_]+)*)\""
)


@pytest.fixture
def german() -> Iterator[None]:
    saying.use("de")
    yield
    saying.use("en")
    texts.heard(None)


def raised() -> set[str]:
    codes = {code for part in MET_BY_CANDIDATES for code in _RAISED.findall((BACKEND / part).read_text("utf-8"))}
    return codes - OF_MEMBERS


def told(code: str, **details: str | int | bool | None) -> str:
    return said(refusals.worded(code, "Words of the server.", details))


def test_whatever_the_candidates_api_refuses_with_has_a_sentence_of_ours(qapp: object, german: None) -> None:
    codes = raised() - {"attempt.state"}
    assert {"join.expired", "attempt.moved", "rate.limited", "server.busy", "runs.idle", "bug"} <= codes
    assert len(codes) > 25
    codes |= {"join.proof", "join.proof_missing", "join.stale"}
    english = {code: refusals.worded(code, "Words of the server.", {}) for code in codes}
    assert sorted(code for code, words in english.items() if "Words of the server." in words) == []
    assert sorted(code for code, words in english.items() if said(words) == words) == [], "not translated"


def test_an_attempt_that_does_not_stand_there_is_told_by_its_state(qapp: object, german: None) -> None:
    for state in ("created", "noticed", "checked", "finished", "judged", "expired", "withdrawn", "erased"):
        assert "Words" not in told("attempt.state", state=state)
    assert told("attempt.state", state="finished") == told("attempt.finished")
    assert told("attempt.state", started=False) != told("attempt.state", state="started")
    assert "Words of the server." in told("attempt.state", state="of a later version")


def test_a_field_that_is_known_has_a_sentence_and_another_keeps_the_servers(qapp: object, german: None) -> None:
    assert "Words" not in told("input.invalid", field="language", limit="python3")
    assert "https://recrutr.example" in told("join.other_server", limit="https://recrutr.example")
    assert "Words" not in told("join.other_server", limit="https://recrutr.example")
    other = told("input.invalid", field="something new", limit="3")
    assert "Words of the server." in other
    assert not other.startswith("The server says")


def test_what_is_not_known_is_shown_as_it_is_behind_words_that_are_translated(qapp: object, german: None) -> None:
    words = told("of.another_day")
    assert words.endswith("Words of the server.")
    assert words != "Words of the server."
    assert not words.startswith("The server says")
    saying.use("en")
    assert told("of.another_day") == "The server says: Words of the server."


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (410, "join.expired", Gone),
        (409, "attempt.moved", Conflict),
        (429, "rate.limited", TooMany),
        (503, "store.full", NetworkFault),
    ],
)
def test_class_code_and_details_stay(status: int, code: str, kind: type[Exception]) -> None:
    error = refusals.refused(status, ErrorAnswer(code=code, message="M", details={"retry_after_s": 3}))
    assert type(error) is kind
    assert (error.code, error.details) == (code, {"retry_after_s": 3})
    again = refusals.refused(status, ErrorAnswer(code=code, message="M"), {"retry_after_s": 9})
    assert again.details == {"retry_after_s": 9}


def test_a_refusal_is_written_down_by_its_code_and_told_again_in_the_language_of_that_day(
    qapp: object, german: None
) -> None:
    limit = refusals.refused(409, ErrorAnswer(code="submission.limit", message="No more than 500."))
    strange = refusals.refused(409, ErrorAnswer(code="of.another_day", message="Words [of the server]."))
    field = refusals.refused(
        422, ErrorAnswer(code="input.invalid", message="Odd.", details={"field": "x", "limit": "y"})
    )
    assert isinstance(field, InvalidInput)
    assert refusals.kept(strange) == "Words [of the server]. [of.another_day]"
    assert said(refusals.told_again(refusals.kept(limit))) == said(limit.message)
    assert said(refusals.told_again(refusals.kept(strange))) == said(strange.message)
    assert said(refusals.told_again(refusals.kept(field))) == said(field.message)
    assert refusals.told_again("Written by an older app.") == "Written by an older app."
    assert refusals.told_again("An aside [of theirs]") == "An aside [of theirs]"
