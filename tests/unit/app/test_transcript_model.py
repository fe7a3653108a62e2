"""The operator's speech model by configuration: named by the policy, refused with words, tried by the self-test."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.selftest import Failed, try_transcript_model
from app.settings import Asked, Policy, Settings, gather
from app.transcribing import Transcribing
from recorder.transcript.engines import LIBRARY, SPHINX
from tests.unit.recorder.test_transcript import BROKEN, model_in


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A library that one test has loaded is not the next one's."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    yield
    sys.modules.pop(LIBRARY, None)


def settings_with(model: Path) -> Settings:
    policy = Policy(transcript_model=str(model))
    return gather(policy, Asked("http://127.0.0.1:9", model.parent, "", None, None))


def attempt_in(language: str) -> Any:
    return SimpleNamespace(policy=SimpleNamespace(transcript_language=language))


def test_the_policys_model_is_chosen_and_an_incomplete_one_is_named_in_the_log_and_to_the_candidate(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    model = model_in(tmp_path / "model")
    whole = Transcribing(attempt_in("de"), settings_with(model))
    assert whole.missing == ""
    assert whole._choice is not None
    assert whole._choice.model == model
    assert caplog.records == []
    (model / "joiner.onnx").unlink()
    with caplog.at_level(logging.WARNING):
        assert Transcribing(attempt_in("de"), settings_with(model)).missing == "de"
    assert "The folder has no joiner*.onnx" in caplog.text
    english = Transcribing(attempt_in("en"), settings_with(model))
    assert english._choice is not None
    assert english._choice.name == SPHINX


def test_the_self_test_loads_the_model_and_says_what_is_wrong(tmp_path: Path) -> None:
    said: list[str] = []
    try_transcript_model(model_in(tmp_path / "one"), said.append)
    assert said == [f"ok      transcript model in {tmp_path / 'one'}"]
    with pytest.raises(Failed, match="The folder does not exist"):
        try_transcript_model(tmp_path / "none", said.append)


def test_the_self_test_says_in_the_librarys_words_that_a_model_does_not_load(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="Protobuf parsing failed"):
        try_transcript_model(model_in(tmp_path / "two", library=BROKEN), print)
