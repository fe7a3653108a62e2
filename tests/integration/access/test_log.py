"""The log holds nothing personal: every operation is called with planted words, and the log is searched for them.

Secrets of the world itself (tokens, codes, e-mail addresses, names, sources) are searched for as well.
"""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest

from backend import logs
from tests.integration.access import calls
from tests.integration.access.table import read_table
from tests.integration.access.world import World

_, TABLE = read_table("matrix.txt")
PLANTED = "planted-wombat-7319"
MAIL = f"{PLANTED}@candidate.example"
CODE = f"print('{PLANTED}')"
OTHERS = ("kim@candidate.example", "Kim Running", "Lee Waiting", "print(2)", "hidden-answer", "@")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the log holds, in both forms."""
    out, root = io.StringIO(), logging.getLogger()
    before, handlers = root.level, []
    for formatter in (logs.Lines(), logs.Words()):
        handler = logging.StreamHandler(out)
        handler.setFormatter(formatter)
        root.addHandler(handler)
        handlers.append(handler)
    root.setLevel(logging.DEBUG)  # also what other libraries would say
    yield out
    for handler in handlers:
        root.removeHandler(handler)
    root.setLevel(before)


def _planted(path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield path, {"json": {"email": MAIL, "code": PLANTED, "source": CODE, "name": [PLANTED]}}
    yield path, {"data": {"email": MAIL, "password": PLANTED, "name": PLANTED, "note": CODE}}
    yield path, {"content": f'{{"source": "{CODE}'.encode(), "params": {"q": PLANTED, "next": MAIL}}
    yield re.sub(r"[0-9a-f-]{36}|[\\w-]{43}", PLANTED, path), {}


def _secrets(world: World) -> set[str]:
    callers = world.callers.values()
    tokens = {value for caller in callers for value in (*caller.cookies.values(), *caller.headers.values())}
    return {*OTHERS, PLANTED, "wombat", *tokens, *(world.ids[name] for name in ("code", "page", "share_token"))} - {""}


def test_no_request_leaves_anything_personal_in_the_log(world: World, written: io.StringIO) -> None:
    sent = 0
    for operation in TABLE:
        method, template = operation.split()[:2]
        caller = world.callers[
            "device" if "/api/v1/attempts" in template and "/evidence" not in template else "everybody"
        ]
        path = calls.address(template, world.ids)
        usual = calls.options(world, operation, world.ids, caller)
        for address, options in [(path, usual), *_planted(path)]:
            world.send(caller, method, address, **options)
            sent += 1
        world.send(world.callers["nobody"], method, path, headers={"Authorization": f"Bearer {PLANTED}"})
        world.put_back()
    text = written.getvalue()
    found = {secret for secret in _secrets(world) if secret in text}
    assert not found
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    answered = [line for line in lines if line["event"] == "answered"]
    assert len(answered) >= sent
    assert {"request", "operation", "route", "status", "duration_ms", "method"} <= set(answered[0])
    assert len({line["request"] for line in answered}) == len(answered)


def test_odd_methods_and_addresses_are_not_written(world: World, written: io.StringIO) -> None:
    anybody = world.callers["everybody"]
    for method, path in ((PLANTED.upper(), "/healthz"), ("GET", f"/{PLANTED}"), ("DELETE", f"/portal/{MAIL}")):
        assert world.send(anybody, method, path).status_code in {404, 405}
    text = written.getvalue()
    assert PLANTED.lower() not in text.lower()
    assert '"method": "other"' in text
    assert '"route": "unmatched"' in text
