"""Requests made from the OpenAPI description: whatever is sent, no answer is a server error or out of its schema."""

from __future__ import annotations

import os
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import response_schema_conformance

EXAMPLES = int(os.environ.get("RECRUTR_DESCRIBED_EXAMPLES", "6"))
"""Per call; raised by the long test run."""

schemathesis.serializer.alias("application/zip", "application/octet-stream")


def test_no_described_call_ends_in_a_server_error(live_backend: Any, device: Any) -> None:
    schema = schemathesis.openapi.from_url(f"{live_backend.url}/openapi.json")
    headers = {"Authorization": f"Bearer {device.joined['token']}"}
    seen: dict[int, int] = {}

    for result in schema.get_all_operations():
        assert isinstance(result, Ok), result
        operation = result.ok()
        if operation.path == "/api/v1/join":
            continue  # its rate limit is shown elsewhere; here it would only answer 429

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def call(case: Any) -> None:
            if "attempt" in case.path_parameters:
                case.path_parameters["attempt"] = device.attempt
            response = case.call(base_url=live_backend.url, headers=headers, session=device.http)
            seen[response.status_code] = seen.get(response.status_code, 0) + 1
            if case.method != "HEAD":
                case.validate_response(response, checks=[not_a_server_error, response_schema_conformance])

        call()
    assert not any(status >= 500 for status in seen), seen
    assert sum(seen.values()) > 10 * EXAMPLES
    assert seen.get(200, 0) > 0, seen
