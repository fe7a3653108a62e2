"""The app is killed in the middle of the work and started again: it continues where it was, nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from protocol.attempts import RECORDED
from protocol.facts import LaunchFact, RecorderFact, SegmentFact
from tests.demo import line
from tests.demo.processes import Candidate
from tests.end2end.evidence import read_device, read_server

pytestmark = [pytest.mark.docker, pytest.mark.timeout(600)]


def told(candidate: Candidate, step: str) -> dict[str, Any]:
    while (fact := candidate.next(120)) is not None:
        assert fact["step"] != "stuck", fact
        if fact["step"] == step:
            return fact
    raise AssertionError(f"the app ended before {step!r}:\n{candidate.last_words}")


def test_a_killed_app_continues_where_it_was_and_everything_arrives(tmp_path: Path) -> None:
    with line.stage(line.Plan(tmp_path, key_ms=5), lambda _step, _words: None) as stage:
        code = stage.backend.demo["code"]
        first = stage.start_app("begin", "killed", code)
        source = told(first, "saved")["source"]
        first.kill()
        second = stage.start_app("resume", "killed", code)
        assert told(second, "resumed")["source"] == source
        assert told(second, "closed")["late"] == []
        assert second.end() == 0
    device = read_device(stage.app_folder("killed"), code)
    server = read_server(stage.backend.data, device.joined.attempt)
    assert [fact.resumed for fact in device.facts if isinstance(fact, LaunchFact)] == [False, True]
    assert source in device.documents.values()
    assert [entry.hash for entry in server.entries] == [entry.hash for entry in device.entries]
    told_digests = {(fact.track, fact.segment): fact.digest for fact in device.facts if isinstance(fact, SegmentFact)}
    assert server.digests == told_digests
    assert set(server.streams.values()) == {kind.value for kind in RECORDED}
    assert len(server.streams) > len(RECORDED), "the second launch recorded nothing of its own"
    assert any(isinstance(fact, RecorderFact) for fact in device.facts)
    launches = {entry.header.launch for entry in device.entries}
    assert len(launches) == 2
