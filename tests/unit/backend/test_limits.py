"""Limits at the edge: sizes of bodies, levels of evidence, words for kinds of request, errors that quote nothing."""

from __future__ import annotations

import pytest
from fastapi import Request

from backend.accounts.signed_in import client_address
from backend.http import MAX_BODY_BYTES, PACKAGE_BODY_BYTES, SMALL_BODY_BYTES, SUBMISSION_BODY_BYTES, body_limit
from backend.portal.words import REQUEST_WORDS
from protocol.errors import InvalidInput
from protocol.facts import parse_fact
from protocol.wire import CheckReport, SubmissionRequest


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/api/v1/join", SMALL_BODY_BYTES),
        ("/portal/sign-in", SMALL_BODY_BYTES),
        ("/portal/segments/", SMALL_BODY_BYTES),
        ("/api/v1/attempts/a/submissions/b", SUBMISSION_BODY_BYTES),
        ("/api/v1/problems", PACKAGE_BODY_BYTES),
        ("/api/v1/problems/x/package", SMALL_BODY_BYTES),
        ("/api/v1/members/session", SMALL_BODY_BYTES),
        ("/api/v1/attempts/a/journal", MAX_BODY_BYTES),
        ("/api/v1/attempts/a/tracks/t/segments/0", MAX_BODY_BYTES),
    ],
)
def test_a_body_may_be_as_large_as_its_call_needs(path: str, limit: int) -> None:
    assert body_limit(path) == limit


def test_a_deletion_by_retention_has_words() -> None:
    assert REQUEST_WORDS["retention"]


@pytest.mark.parametrize(
    ("model", "text"),
    [
        (CheckReport, '{"results":[],"clock_offset_us":1180591620717411303424}'),
        (SubmissionRequest, '{"seq":1180591620717411303424}'),
    ],
)
def test_integers_that_no_database_holds_are_refused(model: type[CheckReport], text: str) -> None:
    with pytest.raises(InvalidInput):
        model.parse(text)


def test_an_error_about_an_entry_does_not_quote_it() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_fact(b'{"kind":"network","reachable":"my secret words"}')
    assert "secret" not in f"{caught.value} {caught.value.__cause__}"


def test_a_paste_cannot_claim_more_than_a_document_holds() -> None:
    body = (
        b'{"characters":9007199254740991,"document":"01a20992-0370-778c-81a3-6b121b93d49a",'
        b'"kind":"paste","provenance":"outside"}'
    )
    with pytest.raises(InvalidInput, match="characters"):
        parse_fact(body)


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:1::5", "2001:db8:1:1::"),
        ("2001:db8:1:1:ffff:ffff:ffff:ffff", "2001:db8:1:1::"),
        ("2001:db8:1:2::5", "2001:db8:1:2::"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::"),
        ("testclient", "testclient"),
    ],
)
def test_tries_are_counted_by_the_network_of_an_address(host: str, counted: str) -> None:
    assert client_address(Request({"type": "http", "client": (host, 1), "headers": []})) == counted


def test_somebody_without_an_address_is_counted_too() -> None:
    assert client_address(Request({"type": "http", "client": None, "headers": []})) == "unknown"
